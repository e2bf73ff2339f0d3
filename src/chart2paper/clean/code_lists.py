"""Versioned lists that give codes and words their meaning: reading and checking them."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.problems import Problem, Problems, raise_if_any

SCORE_WORDS = ("word", "score", "reason", "basis", "version")
_DRUG_NUMBERS = ("times_per_day", "lowest_daily_mg", "highest_daily_mg")
DRUGS = ("name", "ingredient", "drug_class", "route", *_DRUG_NUMBERS, "note", "version")
PAIN_CONDITIONS = ("system", "code_pattern", "pain_group", "mechanism", "label", "source", "version")


@dataclass(frozen=True)
class Lists:
    """The versioned lists of a study: drugs, words for scores and painful conditions."""

    drugs: pd.DataFrame
    score_words: pd.DataFrame
    pain_conditions: pd.DataFrame


def read_lists(
    drugs: str | Path, score_words: str | Path, pain_conditions: str | Path, outcome: Outcome
) -> Lists:
    """Read the three lists; raise `Problems` when one cannot be used. The words are those of scores of `outcome`."""
    words = read_score_words(score_words, outcome)
    return Lists(read_drugs(drugs), words, read_pain_conditions(pain_conditions))


def read_list(path: str | Path, columns: tuple[str, ...], key: tuple[str, ...]) -> pd.DataFrame:
    """Read a code list: a UTF-8 CSV with exactly these `columns`, every text as written.

    Raises `Problems` when the file cannot be read, is empty, has other columns, or lists a `key` twice.
    Empty cells are missing.
    """
    file = str(path)
    try:
        content = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
    except (OSError, ValueError) as error:
        what = f"the code list cannot be read ({type(error).__name__})"
        raise Problems([Problem(file, what, "give a UTF-8 CSV file")]) from None
    raise_if_any(
        Problem(file, "the code list has no such column", "add it", row=1, column=name)
        for name in columns
        if name not in content
    )
    if content.empty:
        raise Problems([Problem(file, "the code list has no rows", "restore it")])
    raise_if_any(_problems_in_key(content, key, file))
    return content[list(columns)]


def _problems_in_key(content: pd.DataFrame, key: tuple[str, ...], file: str) -> list[Problem]:
    keys = content[list(key)]
    empty, twice = keys.isna().any(axis=1), keys.duplicated()
    name = ", ".join(key)
    return [Problem(file, "is empty", "fill it in", int(row) + 2, name) for row in content.index[empty]] + [
        Problem(file, "is listed twice", "keep one of them", int(row) + 2, name)
        for row in content.index[twice & ~empty]
    ]


def read_score_words(path: str | Path, outcome: Outcome) -> pd.DataFrame:
    """Read the words for scores of an outcome; each has a score on its scale, or a reason why it is not a score."""
    words = read_list(path, SCORE_WORDS, ("word",))
    score = pd.to_numeric(words["score"], errors="coerce").astype("float64")
    scored = score.between(outcome.low, outcome.high) & words["reason"].isna()
    wrong = ~(scored | words["score"].isna() & words["reason"].notna())
    what = f"needs a score from {outcome.low:g} to {outcome.high:g} or a reason"
    raise_if_any(
        Problem(str(path), what, "give one of them", int(row) + 2, "score") for row in words.index[wrong]
    )
    return words.assign(score=score)


def read_drugs(path: str | Path) -> pd.DataFrame:
    """Read the drug list; times per day and the plausible range are numbers or missing. Names are in lower case."""
    drugs = read_list(path, DRUGS, ("name",))
    numbers = {name: pd.to_numeric(drugs[name], errors="coerce").astype("float64") for name in _DRUG_NUMBERS}
    raise_if_any(
        Problem(str(path), "is not a number above 0", "correct it", int(row) + 2, name)
        for name, values in numbers.items()
        for row in drugs.index[drugs[name].notna() & ~(values > 0)]
    )
    low, high = numbers["lowest_daily_mg"], numbers["highest_daily_mg"]
    raise_if_any(
        Problem(
            str(path), "is below lowest_daily_mg", "correct one of them", int(row) + 2, "highest_daily_mg"
        )
        for row in drugs.index[low > high]
    )
    return drugs.assign(name=drugs["name"].str.lower(), **numbers)


def read_pain_conditions(path: str | Path) -> pd.DataFrame:
    """Read the list of painful conditions (see `match_codes` for how patterns match)."""
    return read_list(path, PAIN_CONDITIONS, ("system", "code_pattern"))


def match_codes(codes: pd.DataFrame, conditions: pd.DataFrame) -> pd.DataFrame:
    """Return pain_group and mechanism of each row of `codes` (code_system, condition_code), or missing.

    A pattern ending in * matches every code that starts with what stands before it; any other
    pattern matches that code alone. The longest pattern that matches decides, so that `M54.1*`
    (radiculopathy) wins over `M54*`.
    """
    keys = ["code_system", "condition_code"]
    distinct = codes[keys].drop_duplicates().reset_index(drop=True)
    distinct["row"] = pd.Series(pd.NA, index=distinct.index, dtype="Int64")
    patterns = pd.Series(conditions.index, index=_lookup(conditions["system"], conditions["code_pattern"]))
    code, system = distinct["condition_code"], distinct["code_system"]
    longest = int(code.str.len().fillna(0).max()) if len(distinct) else 0
    distinct["row"] = _lookup(system, code).map(patterns).astype("Int64")
    for length in range(longest, 0, -1):
        start = code.str.slice(0, length) + "*"
        found = _lookup(system, start.where(code.str.len() >= length)).map(patterns)
        distinct["row"] = distinct["row"].fillna(found.astype("Int64"))
    row = distinct["row"].fillna(-1).astype("int64")
    meaning = conditions[["pain_group", "mechanism"]].reindex(row.to_numpy()).reset_index(drop=True)
    meaning = pd.concat([distinct[keys], meaning], axis=1)
    return codes[keys].merge(meaning, on=keys, how="left").set_axis(codes.index)[["pain_group", "mechanism"]]


def _lookup(system: pd.Series, pattern: pd.Series) -> pd.Series:
    return system.astype("string") + " " + pattern.astype("string")
