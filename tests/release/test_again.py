"""What is worked out again from printed counts carries nothing more: counts that are printed alike give it alike."""

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chart2paper.release.control import Control, lines_out
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import OF_COUNTS
from chart2paper.release.rounding import cell_of, rounded
from chart2paper.release.rules.balance import BALANCE
from chart2paper.release.rules.checks import DIAGNOSTICS, OVERLAP_SUMMARY
from chart2paper.release.rules.estimates import ESTIMATES
from chart2paper.release.rules.overlap import MERGED_OVERLAP
from chart2paper.release.rules.time_on_treatment import TIME_ON_TREATMENT
from chart2paper.release.sheets import sheet_of
from chart2paper.release.suppress import Decision
from chart2paper.tables.closed_lists import ROLES

THRESHOLD, BASE = 10, 5
EFFECTS = {
    ("risk_exposed", "wilson"),
    ("risk_comparator", "wilson"),
    ("risk_difference", "newcombe"),
    ("risk_ratio", "katz_log"),
    ("nnt", "newcombe"),
}
# Name -> a whole that it lies in; exact counts are drawn from those that are printed alike.
COUNTS = {
    **{f"tt/matched/{role}": 70 for role in ROLES},
    **{f"tt/eligible/{role}": 90 for role in ROLES},
    **{f"tt/missing/{role}": 20 for role in ROLES},
    **{f"tt/responders/30/{role}": 30 for role in ROLES},
    "tt/matched/exposed/in_equipoise": 45,
    "tt/eligible/exposed/in_equipoise": 60,
    **{f"tt/matched/exposed/at risk on day {day}": n for day, n in ((0, 70), (30, 50), (60, 35))},
    **{f"tt/matched/exposed/stopped by day {day}": n for day, n in ((0, 0), (30, 15), (60, 30))},
    "tt/matched/exposed/preference score 0 to 0.5": 30,
    "tt/matched/exposed/preference score 0.5 to 1": 40,
    **{f"tt/matched/{role}/age known": 70 for role in ROLES},
}


def sheets_of(exact):
    """Return tables whose statistics are computed from the exact counts, as a run writes them (or nearly)."""
    n = {role: exact[f"tt/matched/{role}"] for role in ROLES}
    k = {role: exact[f"tt/responders/30/{role}"] for role in ROLES}
    effects = [
        (estimand, method, k["exposed"] / n["exposed"] - k["comparator"] / n["comparator"] + place / 7)
        for place, (estimand, method) in enumerate(sorted(EFFECTS))
    ]
    estimates = pd.DataFrame(effects, columns=["estimand", "method", "estimate"]).assign(
        analysis="tt",
        outcome="responder_30",
        n_exposed=n["exposed"],
        n_comparator=n["comparator"],
        status="ok",
    )
    estimates["ci_low"], estimates["ci_high"] = estimates["estimate"] - 0.1, estimates["estimate"] + 0.1
    limits = {"worse_when": "higher", "warn_at": 0.2, "fail_at": 0.4, "unit": "share", "judgement": "warn"}
    missing = exact["tt/missing/exposed"] / n["exposed"]
    checks = [
        {"place": i, "check": check, "number": missing + i / 9, **limits}
        for i, check in enumerate(("equipoise", "exposed_kept", "missing_outcome", "missing_difference"))
    ]
    limit = {"covariate": "age", "level": "", "sample": "after", "chance_limit": 1 / n["exposed"]}
    overlap = [
        {"measure": "in_equipoise", "sample": sample, "role": "exposed", "status": "ok", "value": value}
        for sample, value in (("after", 45 / n["exposed"]), ("before", 60 / exact["tt/eligible/exposed"]))
    ]
    days = [
        (str(day), exact[f"tt/matched/exposed/at risk on day {day}"], stop)
        for day, stop in ((0, 0), (30, 15), (60, 15))
    ]
    curve = pd.DataFrame(days, columns=["day", "at_risk", "stopped"]).assign(share=0.7 + n["exposed"] / 1e3)
    bins = [
        {
            "role": "exposed",
            "bin_low": low,
            "bin_high": low + 0.5,
            "people": size,
            "share": size / n["exposed"],
        }
        for low, size in ((0.0, 30), (0.5, 40))
    ]
    frames = (
        *((ESTIMATES, estimates), (DIAGNOSTICS, pd.DataFrame(checks)), (BALANCE, pd.DataFrame([limit]))),
        *(
            (OVERLAP_SUMMARY, pd.DataFrame(overlap)),
            (TIME_ON_TREATMENT, curve),
            (MERGED_OVERLAP, pd.DataFrame(bins)),
        ),
    )
    return [
        sheet_of(frame.astype("str"), f"{i}.csv", "tt", rule, THRESHOLD, 5)
        for i, (rule, frame) in enumerate(frames)
    ]


def said(exact, withheld):
    """Return every number that comes from counts, and every word about one, as it leaves."""
    control = Control(
        Counts(dict(exact)), Decision(dict.fromkeys(withheld, "small"), frozenset()), THRESHOLD, BASE
    )
    return [
        (sheet.file, place, column, cell.text)
        for sheet in sheets_of(exact)
        for place, line in enumerate(lines_out(control, sheet))
        for column, cell in line.items()
        if column == "judgement"
        or (
            column in sheet.rule.statistics
            and sheet.rule.kind(column, "tt", sheet.rows[place]).name == OF_COUNTS
        )
    ]


@st.composite
def printed_alike(draw):
    """Two sets of exact counts that are printed in the same way, and which of them are withheld."""
    both = []
    for _ in range(2):
        exact = {}
        for name, number in COUNTS.items():
            low, high = cell_of(rounded(number, BASE, THRESHOLD), BASE, THRESHOLD)
            exact[name] = draw(st.integers(low, high))
        both.append(exact)
    return (*both, draw(st.sets(st.sampled_from(sorted(COUNTS)), max_size=4)))


@settings(max_examples=60, deadline=None)
@given(printed_alike())
def test_numbers_from_counts_and_words_about_them_are_the_same_for_all_counts_that_are_printed_alike(drawn):
    one, other, withheld = drawn
    assume(one != other)
    found = said(one, withheld)
    assert found == said(other, withheld)
    assert len(found) > 20


def test_most_of_them_are_told_where_all_counts_are_shown():
    found = said(COUNTS, ())
    assert sum(text != "[withheld]" for *_, text in found) >= 0.8 * len(found)


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_no_number_uses_a_count_that_is_withheld(name):
    """Whatever a withheld count is, the numbers are the same."""
    other = {**COUNTS, name: COUNTS[name] + 1 + COUNTS[name] // 10}
    assert said(COUNTS, (name,)) == said(other, (name,))
