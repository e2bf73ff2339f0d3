"""What the page of changes works out anew is worked out with the settings that the rules hand to the estimators."""

import pytest

from chart2paper.changes.recompute import setting_of
from chart2paper.changes.run import Run
from chart2paper.protocol.load import load_study
from chart2paper.protocol.values import analysis_of, values_of
from project_copy import ROOT


@pytest.mark.parametrize("analysis", ["target_trial", "replication"])
def test_an_analysis_of_a_run_has_the_settings_that_its_estimators_had(tmp_path, analysis):
    study = load_study(ROOT / "config.yaml")
    run = Run(tmp_path, {"study": study.model_dump(mode="json")})
    found, handed = setting_of(run, analysis, run), analysis_of(study, analysis)
    assert found.analysis == handed
    assert (found.exposure, found.data_lock_date) == (
        values_of(study.exposure),
        values_of(study.data_lock_date),
    )
