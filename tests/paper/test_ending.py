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
    "cleaning.row3.rule": ("not_understood", None),
    "cleaning.row3.count": ("161", 161),
    "cleaning.row3.column": ("daily_dose_mg", None),
    "cleaning.row3.table": ("drug_exposure", None),
    "cleaning.row4.rule": ("date_by_format", None),
    "cleaning.row4.count": ("999", 999),
    "lock.say.when": ("The protocol was not locked before outcomes were opened.", None),
}


def told(simulated=True, without=(), **other):
    values = {name: {"text": text, "value": value} for name, (text, value) in {**SAID, **other}.items()}
    there = {name: value for name, value in values.items() if name not in without}
    return ending(Values(PASSAGES), there, "results", simulated, "12ab")


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
    text = told(without=("cleaning.row3.rule",), **{"records.aside": ("0", 0)})
    assert "Set aside" not in text


def test_there_are_no_colours_and_nothing_is_left_open():
    assert "\033" not in told() and "None" not in told() and "{" not in told()
