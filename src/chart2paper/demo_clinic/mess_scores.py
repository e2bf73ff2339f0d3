"""Mess in pain scores: the many ways in which one number from 0 to 10 gets typed."""

from functools import partial

import pandas as pd

from chart2paper.demo_clinic.mess import MessKind, Tables, Variants, one_of, rewrite, shows
from chart2paper.statistics.random_streams import Draws

FILE = "pain_scores"
SCORES = ("AveragePain", "WorstPain", "CurrentPain")
NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
LABELS = ["None", *["Mild"] * 3, *["Moderate"] * 3, *["Severe"] * 3, "Worst possible"]


def _all(form: str) -> dict[str, tuple[str, ...]]:
    return {str(score): (form.format(score),) for score in range(11)}


def _neighbours(form: str) -> dict[str, tuple[str, ...]]:
    """The score with its lower or its upper neighbour, so that midpoints are right on average."""
    inner = {str(s): (form.format(s - 1, s), form.format(s, s + 1)) for s in range(1, 10)}
    return {**inner, "0": (form.format(0, 1),), "10": (form.format(9, 10),)}


# name: (what, share of cells, variants, pattern)
FORMS: dict[str, tuple[str, float, dict[str, tuple[str, ...]], str]] = {
    "out of ten": ("the scale is written along", 0.04, _all("{}/10"), r"(\d|10)/10"),
    "range": ("two neighbouring numbers with a hyphen", 0.015, _neighbours("{}-{}"), r"\d-\d+"),
    "range in words": ("two neighbouring numbers with `to`", 0.007, _neighbours("{} to {}"), r"\d to \d+"),
    "scale named": ("the name of the scale stands before the number", 0.015, _all("NRS: {}"), r"NRS: \d+"),
    "number word": (
        "the number is spelled out",
        0.007,
        {str(s): (word,) for s, word in enumerate(NUMBERS)},
        "|".join(NUMBERS),
    ),
    "no pain in words": (
        "words for a score of 0",
        0.4,
        {"0": ("denies pain", "none", "no pain")},
        "denies pain|none|no pain",
    ),
    "severity word": (
        "a word for severity, no number",
        0.004,
        {str(s): (LABELS[s].lower(),) for s in range(1, 10)},
        "mild|moderate|severe",
    ),
    "number with label": (
        "number and label",
        0.006,
        {str(s): (f"{s}-{LABELS[s]}",) for s in range(11)},
        r"\d+-[A-Z].*",
    ),
    "above the scale": (
        "more than the scale allows",
        0.02,
        {"10": ("11/10", "12", "20/10")},
        "11/10|12|20/10",
    ),
    "half points": (
        "a score between two whole numbers",
        0.008,
        {str(s): (f"{s - 0.5}", f"{s + 0.5}") for s in range(1, 10)},
        r"\d\.5",
    ),
    "not a score": (
        "words that hold no score",
        0.004,
        {str(s): ("n/a", "see note", "unable to rate") for s in range(11)},
        "n/a|see note|unable to rate",
    ),
    "blank score": ("nothing was entered", 0.008, {str(s): ("",) for s in range(11)}, ""),
    "stray spaces": ("spaces around the number", 0.004, _all("  {} "), r"\s+\d+\s+"),
}


def type_into_wrong_visit(tables: Tables, seed: int) -> Tables:
    """File about 0.5 % of the entries under the person's previous visit; the entry date stays right."""
    table = tables[FILE].copy()
    previous = table.groupby("MRN")["VisitID"].shift()
    wrong = Draws(seed, len(table)).chance("mess/wrong visit", 0.005) & previous.notna()
    table["VisitID"] = table["VisitID"].where(~wrong, previous)
    return {**tables, FILE: table}


def _under_another_visit(tables: Tables) -> "pd.Series[bool]":
    """Entries whose date differs from the date of their visit, both written as ISO."""
    entries, visits = tables[FILE], tables["visits"].drop_duplicates("VisitID").set_index("VisitID")
    visit_date = visits["VisitDate"].reindex(entries["VisitID"]).set_axis(entries.index).fillna("")
    iso = r"20[12]\d-\d\d-\d\d"
    both = entries["EntryDate"].str.fullmatch(iso) & visit_date.str.fullmatch(iso)
    return both & (entries["EntryDate"] != visit_date)


def _write_goals_in_words(tables: Tables, seed: int) -> Tables:
    variants = {str(s): (f"{s}/10", "able to sleep", f"<{s + 1}") for s in range(5)}
    return rewrite(tables, FILE, ("AcceptablePainGoal",), seed, "goal", 0.04, one_of(variants))


def _form_kind(name: str) -> MessKind:
    what, share, variants, pattern = FORMS[name]
    make = partial(_rewrite_scores, name=name, share=share, variants=variants)
    return MessKind(name, FILE, "AveragePain", what, shows(FILE, "AveragePain", pattern), make)


def _rewrite_scores(tables: Tables, seed: int, name: str, share: float, variants: Variants) -> Tables:
    return rewrite(tables, FILE, SCORES, seed, name, share, one_of(variants))


SCORE_MESS = (
    MessKind(
        "score under the wrong visit",
        FILE,
        "VisitID",
        "a score typed into the person's previous visit; the entry date is right",
        _under_another_visit,
        type_into_wrong_visit,
    ),
    *(_form_kind(name) for name in FORMS),
    MessKind(
        "worst, average and current pain",
        FILE,
        "WorstPain",
        "three kinds of pain side by side that differ",
        lambda tables: tables[FILE]["WorstPain"] != tables[FILE]["AveragePain"],
    ),
    MessKind(
        "acceptable pain goal",
        FILE,
        "AcceptablePainGoal",
        "a goal beside the scores that is not a score",
        shows(FILE, "AcceptablePainGoal", ".+"),
    ),
    MessKind(
        "goal in words",
        FILE,
        "AcceptablePainGoal",
        "goals in words or with a scale",
        shows(FILE, "AcceptablePainGoal", r"able to sleep|<\d|\d/10"),
        _write_goals_in_words,
    ),
)
