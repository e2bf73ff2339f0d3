"""Decimal commas: read as points where the mapping says so of a file, and a problem where it says nothing."""

import re
from collections.abc import Sequence

import pandas as pd

from chart2paper.problems import Problem
from chart2paper.reading.mapping import Mapping

SCORE_COLUMNS = ("value_source_value",)
ORDER_COLUMNS = (
    "drug_source_value",
    "strength_source_value",
    "dose_source_value",
    "sig",
    "days_supply",
    "refills",
)
# Where fewer than one text in a hundred has such a comma, or a single one of ten, it is a typing error: set aside.
RARE, RARE_ALONE = 0.01, 0.1

_COMMA = re.compile(r"(?<![0-9.,/])(?:[0-9]{1,4},[0-9]{1,2}|0,[0-9]{1,4})(?![0-9]|[,.][0-9]|/(?!10\b)[0-9])")
_THOUSANDS = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?![0-9]|\.[0-9])")
_DECIMAL = re.compile(r"(?<![0-9.,])([0-9]+),([0-9]+)(?![0-9]|[,.][0-9])")


def with_points(frame: pd.DataFrame, columns: Sequence[str], mapping: Mapping) -> pd.DataFrame:
    """Return `frame` with decimal points in the columns of files whose mapping says `decimal: ","`.

    Readers see points only; the cleaning log and the quarantine show the text of `frame` itself, as it came.
    """
    files = frame["source_file"].astype("string")
    commas = files.map(lambda file: mapping.decimal_of(file) == ",", na_action="ignore")
    commas = commas.fillna(False).astype(bool)
    if not commas.any():
        return frame
    present = [name for name in columns if name in frame]
    pointed = {name: frame[name].where(~commas, _by_text(frame[name])) for name in present}
    return frame.assign(**pointed)


def decimal_comma(text: str) -> str:
    """Reads 4,5 as 4.5 and 1.000 as 1000 in a file whose mapping says `decimal: ","`; 0.5 and 4.5 stay."""
    whole = _THOUSANDS.sub(lambda match: match[0].replace(".", ""), text)
    return _DECIMAL.sub(r"\1.\2", whole)


def _by_text(texts: pd.Series) -> pd.Series:
    distinct = texts.dropna().unique()
    return texts.map({text: decimal_comma(text) for text in distinct}).astype("string")


def count_commas(texts: pd.Series) -> tuple[int, int]:
    """Return in how many texts a comma stands where a decimal would (4,5 but not 1,000), and how many hold a digit."""
    counts = texts.dropna().astype("str").value_counts()
    digit = counts[counts.index.str.contains("[0-9]")]
    comma = digit[[bool(_COMMA.search(text)) for text in digit.index]]
    return int(comma.sum()), int(digit.sum())


def decimal_problems(frame: pd.DataFrame, columns: Sequence[str], mapping: Mapping) -> list[Problem]:
    """Return a problem for each column in which commas stand where decimals would and the mapping is silent."""
    problems = []
    files = frame["source_file"].astype("string")
    for file in sorted(files.dropna().unique()):
        if mapping.decimal_of(file) is not None:
            continue
        for name in frame.columns.intersection(list(columns)):
            commas, numbers = count_commas(frame.loc[files.eq(file), name])
            if commas > (RARE if commas > 1 else RARE_ALONE) * numbers:
                problems.append(_problem(file, mapping.export_column(file, name), commas, numbers))
    return problems


def _problem(file: str, column: str, commas: int, numbers: int) -> Problem:
    what = f"in {commas:,} of {numbers:,} texts with numbers a comma stands where a decimal point would (as in 4,5)"
    todo = (
        'say what it is, beside the name of the file in the mapping: decimal: "," where it is the decimal sign, or '
        'decimal: "." where it is not; such texts are then set aside'
    )
    return Problem(file, what, todo, column=column)


def as_written(
    frame: pd.DataFrame, pointed: pd.DataFrame, columns: Sequence[str], text: pd.Series
) -> pd.Series:
    """Return `text`, which was joined from columns with points, as the export wrote it where that differs."""
    differs = pd.Series(False, index=frame.index)
    for name in columns:
        differs |= frame[name].fillna("").ne(pointed[name].fillna("")).astype(bool)
    if not differs.any():
        return text
    parts = frame.loc[differs, list(columns)].astype("string").fillna("").apply(lambda part: part.str.strip())
    raw = parts.agg(lambda row: " | ".join(part for part in row if part), axis=1)
    return text.astype("string").mask(differs, raw.reindex(text.index))
