"""The last lines of a run, from the values of its paper."""

import pytest

from chart2paper.paper.ending import ending
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES

SAID = {
    "records.people": ("2,000", 2000),
    "records.files": ("7", 7),
    "records.aside": ("451", 451),
    "records.aside_percent": ("0.4", 0.4),
    "records.extract.rows_read": ("116,868", 116868),
    "records.main_reason": ("no date", None),
    "primary.say.counts": ("64 exposed people were compared with 125 comparators.", None),
    "primary.say.effect.text": (
        "Pain was lower with LDN: −1.02 points (95% confidence interval −1.70 to −0.34).",
        None,
    ),
    "primary.gate": ("Of 8 checks of the primary estimate 1 failed (balance).", None),
    "diagnostics.failed": ("1", 1),
    "diagnostics.failures": ("balance", None),
    "lock.say.when": ("The protocol was not locked before outcomes were opened.", None),
}
SUMMARY = "results/clean/cleaning_summary.csv"
CLEANED = {
    3: {"rule": "not_understood", "count": "161", "column": "daily_dose_mg", "table": "drug_exposure"},
    4: {"rule": "date_by_format", "count": "999", "column": "birth_date", "table": "person"},
}


def cells(rows):
    """The values of rows of the cleaning summary: their ids say nothing."""
    return {
        f"any.{row}.{number}": {"text": text, "file": SUMMARY, "row": row, "column": column}
        for row, found in rows.items()
        for number, (column, text) in enumerate(found.items())
    }


def told(simulated=True, cleaned=CLEANED, **other):
    values = {name: {"text": text, "value": value} for name, (text, value) in {**SAID, **other}.items()}
    return ending(Values(PASSAGES), values | cells(cleaned), "results", simulated, "12ab")


@pytest.mark.parametrize(
    "words",
    [
        "2,000 people read from 7 files. In the study: 64 exposed people",
        "−1.02 points (95% confidence interval −1.70 to −0.34)",
        "1 failed (balance)",
        "results/manifest.json, SHA-256 12ab",
        "451 of 116,868 rows (0.4%), most often: no date. See results/clean/quarantine.csv",
        "161 of daily_dose_mg in drug_exposure. See results/clean/cleaning_log.csv",
        "not locked before outcomes were opened",
        "The records are simulated",
        "1 of the checks of the gate failed: balance.",
        "results/paper/paper.html",
    ],
)
def test_the_last_lines_say(words):
    assert words in told()


def test_what_a_rule_read_is_no_loss():
    assert "999" not in told()


def test_real_records_are_not_called_simulated():
    assert "simulated" not in told(simulated=False)


def test_a_run_that_lost_nothing_has_no_line_about_it():
    text = told(cleaned={}, **{"records.aside": ("0", 0)})
    assert "Set aside" not in text


def test_there_are_no_colours_and_nothing_is_left_open():
    assert "\033" not in told() and "None" not in told() and "{" not in told()
