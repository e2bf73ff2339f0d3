"""What the paper says of the lock: one set of sentences for each thing that the register can tell."""

from dataclasses import replace

import pytest

from chart2paper.paper.generate import write_paper
from chart2paper.paper.lock_text import add_lock, lock_text
from chart2paper.paper.supplement.changes import changes_section
from chart2paper.protocol.load import load_study
from chart2paper.protocol.lock_status import lock_status, locked, opened
from chart2paper.writing.study_values import add_study
from chart2paper.writing.values import Values
from paper.paper_material import LOCK_FILE, PASSAGES, ROOT, material, state_of, texts

NOW = state_of(load_study(ROOT / "config.yaml"))
AGE, GRID = "analyses.target_trial.eligibility.min_age", "sensitivity.questions.dose.variations.any dose"
OTHER = replace(NOW, choices={k: v for k, v in NOW.choices.items() if k != GRID} | {AGE: 21})
EXPORT = {"export/visits.csv": "y"}
OLD_DATA = replace(NOW, files=EXPORT)


@pytest.fixture(scope="module")
def made():
    return material(exposed=3)


def said(made, *events, now=NOW):
    """Return the paper's values for a register with these (what, state) entries."""
    entries = [
        locked(state, "2026-03-01", "A. Person") if what == "lock" else opened(state)
        for what, state in events
    ]
    numbered = [{"entry": n, **entry, "hash": f"{n}" * 64} for n, entry in enumerate(entries, 1)]
    study = replace(
        made, lock=lock_status(numbered, now, "data/register/ldn_demo.jsonl"), lock_file=LOCK_FILE
    )
    values = Values(PASSAGES)
    add_study(values, study)
    add_lock(values, study)
    return study, values


def text(values, part):
    return values.text(f"lock.say.{part}")


def test_unlocked_results_are_called_exploratory_in_subtitle_abstract_methods_and_conclusion(made):
    study, values = said(made, ("open", NOW))
    assert values.text("lock.subtitle").startswith("Exploratory")
    assert values.text("lock.abstract").endswith(
        "Exploratory: the analyses were not locked before outcomes were opened."
    )
    assert "every result of this paper is exploratory" in text(values, "when")
    assert "cannot confirm" in text(values, "conclusion")
    assert "There is no lock, and so no later change to list." in changes_section(values, study)


def test_a_plan_kept_is_called_prespecified_with_its_day_and_entry(made):
    study, values = said(made, ("lock", NOW), ("open", NOW))
    assert values.text("lock.line") == (
        "Prespecified, by the clinic’s own register: locked (day given: 1 March 2026) before this workflow opened "
        "outcomes."
    )
    assert text(values, "when") == (
        "By the clinic’s own register, the protocol was locked by A. Person before this workflow opened outcomes of "
        "these records in its folder (entry 1, beginning 111111111111; day given: 1 March 2026)."
    )
    assert text(values, "changes") == "No setting was changed after the lock."
    assert text(values, "conclusion") == text(values, "data") == text(values, "code") == ""
    assert "None." in changes_section(values, study)


def test_a_lock_after_outcomes_were_opened_is_no_plan(made):
    _, values = said(made, ("open", NOW), ("lock", NOW))
    assert "had been opened before that" in text(values, "when")
    assert "earlier export" not in text(values, "when")
    assert values.text("lock.subtitle").startswith("Exploratory")


def test_a_lock_after_outcomes_were_opened_in_another_study_is_no_plan_and_says_why(made):
    seen = replace(NOW, elsewhere=("data/register/two.jsonl, entry 1",))
    _, values = said(made, ("lock", seen), ("open", NOW))
    assert "had been opened before that in another study or folder of results" in text(values, "when")
    assert values.text("lock.subtitle").startswith("Exploratory")


SAID_OF_OTHERS = ("were seen", "was seen", "unseen", "nobody", "unknown", "never opened")


@pytest.mark.parametrize(
    "events", [[("lock", NOW)], [("lock", OTHER), ("open", NOW)], [("lock", OLD_DATA)], []]
)
def test_no_sentence_claims_what_a_register_in_the_clinics_folder_cannot_show(made, events):
    """It shows what this workflow did in this folder; not what anybody saw, nor on which day."""
    _, values = said(made, *events)
    told = [value.text for value in values.all() if value.id.startswith("lock.") and value.text]
    for sentence in told:
        assert not any(claim in sentence for claim in SAID_OF_OTHERS), sentence
        if "1 March 2026" in sentence and sentence != "1 March 2026":
            assert "day given: 1 March 2026" in sentence
        if "locked" in sentence and "before" in sentence and "not locked" not in sentence:
            assert "this workflow opened" in sentence


def test_a_lock_after_an_earlier_export_was_opened_says_whose_outcomes_were_seen(made):
    _, values = said(made, ("open", OLD_DATA), ("lock", NOW), ("open", NOW))
    assert "people who are in both were seen then" in text(values, "when")
    assert values.text("lock.line").startswith("Exploratory")


def test_every_later_change_is_listed_with_both_values_and_its_reason(made):
    now = replace(NOW, wording=NOW.wording | {AGE: "assumed: Only adults."})
    study, values = said(made, ("lock", OTHER), ("open", now), now=now)
    assert values.text("lock.line").endswith("; later 2 settings were changed.")
    assert text(values, "changes") == (
        "After the lock, and before this workflow opened outcomes, 2 settings were changed."
    )
    assert "results that rest on them are exploratory" in text(values, "conclusion")
    section = changes_section(values, study)
    names = ("setting", "locked", "used", "why")
    assert [values.text(f"lock.changes.0.{name}") for name in names] == [
        "Target trial emulation: Age",
        "21",
        "18",
        "Only adults.",
    ]
    assert [values.text(f"lock.changes.1.{name}") for name in names] == [
        "Sensitivity grid: dose, any dose",
        "not in the locked protocol",
        "exposure.max daily dose mg none",
        "no reason for the change is given",
    ]
    assert section.count("lock.changes.") == 8


def test_one_change_in_sight_of_outcomes_says_so_in_the_singular(made):
    one = replace(NOW, choices=NOW.choices | {AGE: 21})
    _, values = said(made, ("lock", one), ("open", one), ("open", NOW))
    assert text(values, "changes") == (
        "After the lock, and after outcomes had been opened with other settings, 1 setting was changed."
    )


def test_a_setting_that_is_gone_is_listed(made):
    more = replace(NOW, choices=NOW.choices | {"harms.dose_bands_mg.old": 5})
    study, values = said(made, ("lock", more), ("open", NOW))
    changes_section(values, study)
    assert values.text("lock.changes.0.used") == "no longer in the protocol"


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (
            [("lock", OLD_DATA), ("open", NOW)],
            "the register tells of no opening of the outcomes of the locked ones",
        ),
        (
            [("lock", OLD_DATA), ("open", OLD_DATA), ("open", NOW)],
            "outcomes of other records had been opened before",
        ),
    ],
)
def test_a_new_export_after_the_lock_is_told_and_keeps_the_plan(made, events, told):
    _, values = said(made, *events)
    assert values.text("lock.line").startswith("Prespecified")
    assert text(values, "data").startswith("The records are not those of the lock (one file of the export)")
    assert told in text(values, "data")


def test_changed_code_and_changed_words_are_told(made):
    before = replace(NOW, code="0", wording=NOW.wording | {AGE: "assumed: Other words."})
    study, values = said(made, ("lock", before), ("open", NOW))
    assert "code that makes the numbers was changed" in text(values, "code")
    assert text(values, "reworded").endswith("in 1 setting.")
    assert "lock.say.reworded" in changes_section(values, study)
    assert "@sec-changes" in lock_text(values, study)


def test_a_locked_study_makes_a_whole_paper(made):
    study, _ = said(made, ("lock", OTHER), ("open", NOW))
    values, parts = write_paper(study, texts(study), study.study["paper"]["text_folder"])
    assert "suptbl-changes" in parts["supplement/changes.md"]
    assert "suptbl-register" in parts["supplement/changes.md"]
    assert '"lock":' in values.as_variables()


def test_files_of_the_export_that_changed_are_counted_and_not_named(made):
    """Their names belong to the clinic, and the paper is part of what leaves."""
    more = {**EXPORT, "export/medications_drsmith.csv": "z"}
    _, values = said(made, ("lock", replace(NOW, files=more)))
    assert values.text("lock.files").startswith("2 files of the export")
    assert not [value.id for value in values.all() if "drsmith" in value.text or "visits.csv" in value.text]
