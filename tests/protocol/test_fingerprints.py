"""What is locked: the values of all choices, the rows of the data, and the code that makes the numbers."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from chart2paper.protocol.canonical import canonical, digest
from chart2paper.protocol.choices import choices_of, wording_of
from chart2paper.protocol.fingerprints import code_print, data_print, file_prints
from chart2paper.protocol.load import load_study, study_from
from chart2paper.protocol.sources import data_files, number_code
from chart2paper.reading.mapping import load_mapping
from made_prints import prints_in


@pytest.fixture(params=["config.yaml", "studies/mimic3_demo.yaml"])
def content(request, root):
    return yaml.safe_load((root / request.param).read_text(encoding="utf-8"))


def both(content):
    study = study_from(content, "study.yaml")
    return digest(choices_of(study)), wording_of(study)


def test_every_choice_of_a_study_file_is_locked_and_its_reason_is_kept_apart(content):
    choices = choices_of(study_from(content, "study.yaml"))
    for section, settings in content["analyses"].items():
        for part, chosen in settings.items():
            for name in chosen if isinstance(chosen, dict) else ():
                assert f"analyses.{section}.{part}.{name}" in choices
    assert not any(place.startswith(("paper", "clinic", "results_dir")) for place in choices)
    assert "assumed" not in canonical(choices)


def test_rewording_a_reason_or_a_title_leaves_the_protocol_as_it_is(content):
    before = both(content)
    content["data_lock_date"]["why"] = "Another reason."
    next(iter(content["analyses"].values()))["title"] = "Another title"
    after = both(content)
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_changing_a_value_a_variation_or_the_primary_analysis_changes_the_protocol(root):
    def changed(change):
        content = yaml.safe_load((root / "config.yaml").read_text(encoding="utf-8"))
        change(content)
        return both(content)[0]

    study = load_study(root / "config.yaml")
    prints = {
        digest(choices_of(study.model_copy(update={"primary_analysis": "replication"}))),
        changed(lambda content: None),
        changed(lambda content: content["harms"]["days_after_stop"].update(value=31)),
        changed(lambda content: content["sensitivity"]["questions"]["dose"]["variations"].pop("any dose")),
    }
    assert len(prints) == 4


def test_moving_the_results_or_the_export_to_another_folder_changes_nothing(content):
    before = both(content)
    content["results_dir"] = "results_elsewhere"
    content["clinic"]["raw_folder"] = "data/raw/elsewhere"
    assert both(content) == before


def test_the_order_of_settings_in_the_file_and_1_for_1_0_change_nothing(root):
    content = yaml.safe_load((root / "config.yaml").read_text(encoding="utf-8"))
    before = both(content)
    content["analyses"]["target_trial"]["matching"]["calipers"]["value"] = {"age": 15.0, "baseline_score": 1}
    content["analyses"] = dict(reversed(content["analyses"].items()))
    assert both(dict(reversed(content.items()))) == before


def test_an_analysis_based_on_another_is_locked_with_all_its_settings(root):
    content = yaml.safe_load((root / "config.yaml").read_text(encoding="utf-8"))
    content["analyses"]["shorter"] = {"based_on": "target_trial", "title": "t", "question": "q"}
    choices = choices_of(study_from(content, "study.yaml"))
    assert choices["analyses.shorter.matching.ratio"] == choices["analyses.target_trial.matching.ratio"]


def data_of(folder, name, lines, end="\n"):
    file = folder / name
    file.write_bytes(end.join([*lines, ""]).encode())
    return data_print(file_prints({"export/a.csv": str(file)}, prints_in(folder).key))


@given(st.lists(st.text(alphabet="abc,1", max_size=4), max_size=8), st.randoms())
def test_the_same_rows_in_another_order_are_the_same_data(tmp_path_factory, lines, rng):
    folder, shuffled = tmp_path_factory.getbasetemp(), list(lines)
    random.Random(rng.random()).shuffle(shuffled)
    assert data_of(folder, "a.csv", lines) == data_of(folder, "b.csv", shuffled)


def test_a_row_changed_added_or_doubled_is_other_data(tmp_path):
    exports = (["h", "1", "2"], ["h", "1", "3"], ["h", "1"], ["h", "1", "2", "2"])
    assert len({data_of(tmp_path, "a.csv", lines) for lines in exports}) == len(exports)


def test_windows_line_ends_are_the_same_data(tmp_path):
    assert data_of(tmp_path, "a.csv", ["h", "1"]) == data_of(tmp_path, "a.csv", ["h", "1"], end="\r\n")


def test_a_mapping_is_no_table_so_the_order_of_its_lines_counts(tmp_path):
    assert data_of(tmp_path, "a.yaml", ["a:", " b", "c:"]) != data_of(tmp_path, "a.yaml", ["c:", " b", "a:"])


def test_the_code_is_that_of_the_stages_up_to_the_estimates(root):
    code = number_code(root)
    assert any(path.endswith("chart2paper/match/assign.py") for path in code)
    assert any(path.endswith("scripts/model/estimate_effects.py") for path in code)
    assert not any("/figures/" in path or "/paper/" in path or "/audit/" in path for path in code)
    assert len(code) == len(set(code))
    assert code_print(code) == code_print(list(reversed(code)))


def test_no_name_of_a_file_of_the_export_stands_in_a_register(root, monkeypatch):
    """A register is committed, and a clinic may name a file after somebody."""
    monkeypatch.chdir(root)
    study = load_study("config.yaml")
    mapping = load_mapping(study.clinic.mapping)
    twice = mapping.model_copy(update={"files": [*mapping.files, *mapping.files]})
    names, paths = zip(*data_files(study, twice).items(), strict=True)
    assert names[:2] == ("export/person", "export/visit_occurrence")
    assert {"export/person 2", "export/visit_occurrence 2"} <= {*names}
    assert not any(Path(path).name in name for path in paths for name in names)
    assert len(names) == len({*names}) == 2 * len(mapping.files) + 4


def test_the_studies_that_ship_have_protocols_of_their_own(root):
    prints = {
        digest(choices_of(load_study(root / name))) for name in ("config.yaml", "studies/mimic3_demo.yaml")
    }
    assert len(prints) == 2
