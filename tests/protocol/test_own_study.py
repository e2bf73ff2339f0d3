"""A study of real records stops while anything in it is still the shipped study's; a clinic's own study does not."""

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chart2paper.problems import Problems
from chart2paper.protocol.files import load_mapping_of
from chart2paper.protocol.load import load_study, study_from
from chart2paper.protocol.own.check import problems_of_own_study, raise_if_not_ready
from chart2paper.protocol.own.other_studies import PLACEHOLDER
from chart2paper.protocol.own.shipped import RECORD, STUDY_FILES, record, value_at
from chart2paper.protocol.own.texts import is_copy
from chart2paper.protocol.own.to_change import TO_CHANGE, settings_table
from chart2paper.writing.study_choices import choices_in
from chart2paper.writing.study_texts import STUDY_TEXTS
from chart2paper.yaml_file import read_yaml
from protocol.clinic_study import ROOT, own_content


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    # The study's files lie beside the project here, so that the tests leave nothing in it.
    monkeypatch.setattr("chart2paper.named_files.PROJECT", Path(tmp_path.anchor))
    return own_content(tmp_path)


def found(content, file="my.yaml"):
    """Return {place or file name: what is wrong}, of a study as plain values."""
    study = study_from(content, file)
    told: dict[str, str] = {}
    for problem in problems_of_own_study(study, load_mapping_of(study), file):
        place = problem.column or problem.file.rpartition("/")[2]
        told[place] = f"{told.get(place, '')} {problem.what}."
    return told


def set_at(content, place, value):
    *parents, last = place.split(".")
    node = content
    for parent in parents:
        node = node[parent]
    node[last] = value


def test_the_record_of_what_ships_is_in_step():
    assert RECORD.read_text(encoding="utf-8") == record(ROOT), "run make docs"


@pytest.mark.parametrize("name", STUDY_FILES)
def test_the_shipped_studies_run_as_they_are(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    study = load_study(name)
    assert list(problems_of_own_study(study, load_mapping_of(study), name)) == []


def test_a_study_that_is_the_clinics_own_has_nothing_to_mend(content):
    assert found(content) == {}


def test_the_shipped_study_called_real_stops_with_everything_at_once(content):
    shipped = read_yaml(ROOT / "config.yaml")
    shipped["clinic"] |= {"simulated": False, "truth": None}
    shipped["exposure"]["ingredients"]["value"] = ["gabapentin"]
    problems = found(shipped)
    names = [
        "study",
        "results_dir",
        "clinic.mapping",
        "clinic.raw_folder",
        "clinic",
        "exposure.name",
        "exposure.short_name",
    ]
    paper = [
        f"paper.{name}"
        for name in ["title", "short_title", "authors", "text_folder", "literature", "reported", "repeats"]
    ]
    reasons = ["explanations.negative_controls", "analyses.target_trial.question", "harms.days_after_stop"]
    assert {*names, *paper, *reasons, *STUDY_TEXTS} <= set(problems)


@pytest.mark.parametrize(
    "place",
    [
        "study",
        "results_dir",
        "clinic.mapping",
        "clinic.raw_folder",
        "paper.title",
        "paper.short_title",
        "paper.text_folder",
    ],
)
@pytest.mark.parametrize("file", STUDY_FILES)
def test_a_name_or_folder_of_a_study_that_ships_is_refused(content, file, place):
    set_at(content, place, value_at(read_yaml(ROOT / file), place))
    assert "ships with the workflow" in found(content)[place]


@pytest.mark.parametrize(
    "author", [{"name": "The chart2paper authors"}, {"name": "A", "affiliation": "Chart2Paper project"}]
)
def test_an_author_is_never_the_project(content, author):
    content["paper"]["authors"].append(author)
    assert "project" in found(content)["paper.authors"]


# Drugs


@pytest.mark.parametrize(
    ("place", "text", "named"),
    [
        ("harms.days_after_stop.why", "Naltrexone is gone within days.", "naltrexone"),
        ("weighting.truncate_percentile.why", "LDN users are few.", "LDN"),
        ("analyses.target_trial.question", "Does starting Cymbalta help?", "cymbalta"),
        ("analyses.replication.title", "Duloxetine at the first visit", "duloxetine"),
        ("paper.title", "Low-dose naltrexone in Springfield", "low-dose naltrexone"),
        ("exposure.name", "pregabalin", "pregabalin"),
        ("study", "ldn_springfield", "LDN"),
    ],
)  # fmt: skip
def test_words_that_name_another_drug_are_refused_and_the_drug_is_named(content, place, text, named):
    set_at(content, place, text)
    what = found(content)[place.removesuffix(".why")]
    assert named in what and "gabapentin" in what


def test_the_name_of_an_analysis_is_that_of_a_folder_and_is_printed_too(content):
    content["analyses"]["ldn_users"] = content["analyses"].pop("replication")
    assert "LDN" in found(content)["analyses.ldn_users"]


def test_a_town_may_be_called_as_a_drug_is(content):
    content["paper"]["authors"] = [{"name": "Ann Soma", "affiliation": "Pain Clinic, Norco"}]
    assert found(content) == {}


def test_a_label_of_the_grid_that_names_another_drug_is_refused(content):
    content["sensitivity"]["questions"] = {
        "dose": {"question": "Dose?", "variations": {"LDN up to 6 mg": {"exposure.max_daily_dose_mg": 6}}}
    }
    assert "LDN" in found(content)["sensitivity.questions.dose.variations"]


@pytest.mark.parametrize(
    "text", ["Neurontin and gralise are gabapentin.", "Opioids and NSAIDs are other classes."]
)
def test_other_names_of_the_drug_and_classes_of_drugs_are_fine(content, text):
    content["exposure"]["ingredients"]["why"] = text
    assert found(content) == {}


def test_a_drug_that_is_meant_is_listed(content, tmp_path):
    (tmp_path / "texts" / "introduction.md").write_text("Unlike Lyrica, gabapentin is off patent.", "utf-8")
    content["exposure"]["ingredients"]["why"] = "Pregabalin is another drug."
    assert set(found(content)) == {"introduction.md", "exposure.ingredients"}
    content["paper"]["other_drugs"] = ["pregabalin"]
    assert found(content) == {}


def test_the_shipped_drug_may_be_studied_and_its_relatives_named(content, tmp_path):
    for _, choice in choices_in(content["exposure"]):
        choice["why"] = "Naltrexone alone, not methylnaltrexone; LDN is its low dose."
    content["study"] = "ldn_springfield"
    content["exposure"] |= {"name": "low-dose naltrexone", "short_name": "LDN"}
    content["exposure"]["ingredients"]["value"] = ["naltrexone"]
    content["paper"]["literature"] = "data/facts/literature.csv"
    content["paper"]["title"] = "LDN in Springfield"
    content["paper"]["short_title"] = "LDN"
    for analysis in content["analyses"].values():
        analysis["question"] = "What does LDN do?"
    for name in STUDY_TEXTS:
        text = (tmp_path / "texts" / name).read_text("utf-8")
        (tmp_path / "texts" / name).write_text(re.sub("(?i)gabapentin", "LDN", text), "utf-8")
    assert found(content) == {}


# The study that is repeated


def test_a_reported_choice_needs_the_study_that_reported_it(content):
    content["harms"]["days_after_stop"]["basis"] = "reported"
    assert "no study is named" in found(content)["harms.days_after_stop"]
    content["paper"]["repeats"] = "Smith et al. 2019"
    assert found(content) == {}


def test_what_a_repeated_study_reported_needs_that_study_too(content, tmp_path):
    content["paper"]["reported"] = str(tmp_path / "reported.csv")
    assert "paper.reported" in found(content)


@pytest.mark.parametrize(
    ("repeats", "why", "refused"),
    [
        (None, "The 2022 study used records from 2014.", True),
        (None, "Not in the abstract.", True),
        (None, "As in 2022.", True),
        ("Smith et al. 2019", "The 2022 claim, tested.", True),
        ("Smith et al. 2019", "The 2019 study asked for it; its abstract says why.", False),
        (None, "Half is the usual mark (Walker 2013).", False),
        (None, "A 2013 review recommends it.", False),
    ],
)
def test_a_reason_speaks_of_no_study_but_the_repeated_one(content, repeats, why, refused):
    content["paper"]["repeats"] = repeats
    content["data_lock_date"]["why"] = why
    assert ("data_lock_date" in found(content)) == refused


@pytest.mark.parametrize("basis", ["guideline", "assumed", "reported"])
def test_a_changed_value_needs_a_reason_of_its_own(content, basis):
    shipped = dict(choices_in(read_yaml(ROOT / "config.yaml")))
    place = next(
        place
        for place, choice in shipped.items()
        if (
            choice["basis"] == basis
            and place.startswith("analyses.target_trial.")
            and isinstance(choice["value"], int)
            and not re.search("(?i)ldn|2022|abstract", choice["why"])
        )
        or (basis == "reported" and place == "missing_data.landmark_day")
    )
    content["paper"]["repeats"] = "Smith et al. 2022" if basis == "reported" else None
    content["paper"]["other_drugs"] = ["naltrexone"]
    set_at(content, place, deepcopy(shipped[place]))
    assert found(content) == {}
    set_at(content, f"{place}.value", int(shipped[place]["value"]) + 1)
    assert "reason" in found(content)[place]
    set_at(content, f"{place}.why", "Visits are rarer here.")
    assert found(content) == {}


# Texts


@pytest.mark.parametrize("name", list(STUDY_TEXTS))
@pytest.mark.parametrize("study", ["ldn", "mimic3_demo"])
def test_a_text_of_a_shipped_study_is_refused_also_when_some_words_differ(content, tmp_path, name, study):
    shipped = (ROOT / "reports/studies" / study / name).read_text(encoding="utf-8")
    words = (
        shipped.replace("LDN", "gabapentin")
        .replace("naltrexone", "gabapentin")
        .replace("oxycodone", "gabapentin")
    )
    for text in (shipped, words, "In our clinic. " + words + " We agree."):
        (tmp_path / "texts" / name).write_text(text, encoding="utf-8")
        assert "ships with the workflow" in found(content)[name]


@pytest.mark.parametrize("name", list(STUDY_TEXTS))
def test_a_text_of_the_template_waits_for_answers(content, tmp_path, name):
    template = (ROOT / "reports/studies/template" / name).read_text(encoding="utf-8")
    (tmp_path / "texts" / name).write_text(template, encoding="utf-8")
    assert "placeholder" in found(content)[name]
    answered = re.sub(r"\[\[.*?\]\]", "The board waived consent.", template, flags=re.DOTALL)
    (tmp_path / "texts" / name).write_text(answered, encoding="utf-8")
    assert found(content) == {}


@pytest.mark.parametrize("name", ["setting.md", "ethics.md"])
def test_where_the_records_are_from_and_who_allowed_their_use_is_never_empty(content, tmp_path, name):
    (tmp_path / "texts" / name).write_text(" \n", encoding="utf-8")
    assert "empty" in found(content)[name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ethics.md", "*Placeholder: the approval stands here.*"),
        ("ethics.md", "Approval: TODO"),
        ("ethics.md", "Approved. Author contributions: to be stated."),
        ("ethics.md", "We thank our patients."),
        ("setting.md", "For this study the records of the practice are simulated."),
        ("limitations.md", "All of it is about simulated patients."),
    ],
)
def test_placeholders_missing_approval_and_simulated_records_are_refused(content, tmp_path, name, text):
    (tmp_path / "texts" / name).write_text(text, encoding="utf-8")
    assert name in found(content)


@pytest.mark.parametrize(
    "text",
    ["There is nothing to do about it.", "Estimators were tested on simulations.", "We insert a needle [1]."],
)
def test_ordinary_sentences_are_no_placeholders(content, tmp_path, text):
    (tmp_path / "texts" / "limitations.md").write_text(text, encoding="utf-8")
    assert found(content) == {}


@given(st.text(alphabet="abcdefg hij klm. ", max_size=200))
def test_words_that_share_nothing_are_no_copy_and_every_text_is_a_copy_of_itself(text):
    shipped = (ROOT / "reports/studies/ldn/setting.md").read_text(encoding="utf-8")
    assert not is_copy(text, shipped)
    assert is_copy(text, text) == bool(re.search(r"\w", text))
    assert not PLACEHOLDER.search(text)


# Where it stops


def test_checking_the_export_comes_before_writing_texts(content, tmp_path):
    (tmp_path / "raw").mkdir()
    for path in (ROOT / "data/raw/demo_clinic").iterdir():
        (tmp_path / "raw" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "texts" / "ethics.md").write_text("", encoding="utf-8")
    study = study_from(content, "my.yaml")
    mapping = load_mapping_of(study)
    told = raise_if_not_ready(study, mapping, "my.yaml", ["snakemake", "check_export"])
    assert [problem.file.rpartition("/")[2] for problem in told] == ["ethics.md"]
    with pytest.raises(Problems):
        raise_if_not_ready(study, mapping, "my.yaml", ["snakemake"])


def test_the_truth_of_another_clinic_is_refused(content, tmp_path):
    content["clinic"] |= {"simulated": True, "truth": str(tmp_path / "truth.json")}
    (tmp_path / "truth.json").write_text(json.dumps({"clinic": "demo_clinic"}), encoding="utf-8")
    study = study_from(content, "my.yaml")
    with pytest.raises(Problems, match="the truth of the clinic demo_clinic"):
        raise_if_not_ready(study, load_mapping_of(study), "my.yaml")


def test_the_pages_name_every_setting_that_is_refused_the_name_of_the_study_first(content):
    shipped = read_yaml(ROOT / "config.yaml")
    shipped["clinic"] |= {"simulated": False, "truth": None}
    shipped["exposure"]["ingredients"]["value"] = ["gabapentin"]
    shipped["paper"]["repeats"] = None
    # The name of the clinic stands in the mapping, where the row on the mapping sends the reader.
    refused = found(shipped).keys() - {*STUDY_TEXTS, "clinic"}
    assert len(refused) > 40
    assert [place for place in refused if not any(place.startswith(name) for name in TO_CHANGE)] == []
    assert next(iter(TO_CHANGE)) == "study"
    for page in ("README.md", "docs/protocol.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert all(line in text for line in settings_table()), f"run make docs: {page}"
