"""Every consumer of the checks of the design knows every record of one."""

import pandas as pd

from chart2paper.catalogue.checks import CHECKS
from chart2paper.model.diagnostics.gate import gate
from chart2paper.model.diagnostics.numbers import Material, numbers_to_judge
from chart2paper.protocol.diagnostics import Diagnostics
from chart2paper.release.rules.checks import CHECKS_OF_COUNTS
from chart2paper.tables.match import BALANCE, OVERLAP_SUMMARY
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import shape
from chart2paper.writing.study_choices import STUDY_CHOICES


def test_the_protocol_has_limits_for_every_check_in_the_words_of_its_record():
    fields = {name: field.description for name, field in Diagnostics.model_fields.items()}
    assert fields == {name: check.description for name, check in CHECKS.items()}
    assert list(STUDY_CHOICES["diagnostics"]) == list(CHECKS)


def test_every_check_is_looked_at_and_judged_unknown_where_there_is_nobody():
    empty = [shape(pd.DataFrame(), table) for table in (ANALYSIS_SET, ESTIMATES, BALANCE, OVERLAP_SUMMARY)]
    nobody = pd.Series(dtype="string")
    numbers = numbers_to_judge(
        Material(
            "adjusted_final_score",
            *empty,
            negative_controls=empty[1],
            cohort_roles=nobody,
            matched_roles=nobody,
        )
    )
    judged = gate(numbers, dict.fromkeys(CHECKS, (0.1, 0.2)))
    assert judged["check"].tolist() == list(CHECKS)
    assert set(judged["judgement"]) == {"unknown"}


def test_the_release_knows_the_counts_of_every_check_that_is_made_of_counts():
    assert set(CHECKS_OF_COUNTS) == {name for name, check in CHECKS.items() if check.released == "of counts"}
