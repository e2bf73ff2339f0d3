"""Rows of a file that are no record of anybody: a header once more, a line of totals, the end of a report."""

import re
from collections.abc import Callable

import pandas as pd

from chart2paper.reading.mapping import TableMapping

HEADER_AGAIN = "the header once more"
REPORT_LINE = "a line of totals or of a report, not of a person"

_THINGS = (
    r"(?:rows|records|patients|persons|people|visits|entries|lines|results|orders|cases|datensätze|zeilen)"
)
_ONE = r"(?:row|record|patient|person|visit|entry|line|result|order|case)"
_DAY = r"\d{1,4}[-./ ][\da-z]"
# None of these may be the record number of anybody: Patient 7, Case 12 and List, Franz are.
_REPORT_LINES = (
    r"(?:grand |sub ?-?|over ?all |sum )?(?:totals?|sum|summe|gesamt|insgesamt|totale|suma|count|average|mean|anzahl)"
    rf"(?: (?:of )?(?:{_THINGS}|{_ONE}))?[\s:=]*[\d.,' ]*(?:{_THINGS}|{_ONE})?",
    r"n ?[=:] ?[\d., ]+",
    r"(?:printed|generated|exported|created|produced|prepared|extracted|downloaded|run|reported|report|data|date|time|"
    rf"gedruckt|erstellt|exportiert|stand)(?: (?:on|by|at|from|as of|date|time|am|von|vom)\b.*|[ :]+\W*{_DAY}.*|:.*)",
    r"report (?:generated|created|printed|run|title|of|for)\b.*",
    r"as of .*\d.*",
    r"(?:this is )?(?:the )?(?:end|ende)(?: (?:of |des |der )?(?:the )?(?:report|file|list|data|export|document|table|"
    r"page|records?|results|berichts|liste))?",
    r"(?:page|seite|sheet) \d+ ?(?:of|/|von) ?\d+|(?:page|seite) \d+",
    rf"[\d.,]+ (?:{_THINGS}|{_ONE})(?: (?:affected|selected|returned|found|exported|printed|listed|total|in set.*))?",
    rf"{_THINGS} ?[:=] ?[\d.,]+",
    rf"(?:{_THINGS}|{_ONE}) (?:list|report)(?: .*)?",
    r"(?:confidential|copyright|©)\b.*",
)
_REPORT_LINE = re.compile("|".join(f"(?:{line})" for line in _REPORT_LINES))
# Signs that only decorate a line.
_DECORATION = r"^[\s\-=_*#~.•|<>()\[\]]+|[\s\-=_*#~.•|<>()\[\]]+$"
# What programs and people write where there is no record number.
_NO_NUMBER = re.compile(
    r"null|none|nan|n/?a|unknown|unbekannt|missing|not available|\?+|(?:ref|value|name|div/0|num|n/a)!?"
)


def not_records(rows: pd.DataFrame, part: TableMapping) -> pd.Series:
    """Return for each row why it is no record of anybody (missing = it may be one).

    Decided by the columns that name the person alone: a row of them that repeats their names is a header, and no
    record number reads "Total: 123", "Printed on ..." or "-- end of report --". A row whose record number is a word for
    none ("NULL", "n/a") counts as one without.
    """
    why = pd.Series(pd.NA, index=rows.index, dtype="string")
    cells = rows[part.record_columns].apply(lambda column: column.str.strip().str.casefold())
    header = pd.Series(True, index=rows.index)
    for name in part.record_columns:
        header &= cells[name].eq(name.strip().casefold()).fillna(False).astype(bool)
    first = cells[part.record_columns[0]]
    others_blank = cells[part.record_columns[1:]].isna().any(axis=1) if len(part.record_columns) > 1 else True
    why[_of_report(first) & others_blank] = REPORT_LINE
    why[header] = HEADER_AGAIN
    return why


def no_number(texts: pd.Series) -> pd.Series:
    """Flag record numbers that are a word for none."""
    return _matching(texts, lambda text: bool(_NO_NUMBER.fullmatch(re.sub(_DECORATION, "", text))))


def headers_in_another_order(rows: pd.DataFrame) -> pd.Series:
    """Flag rows of mapped columns that hold names of other columns: files pasted together that do not fit.

    What follows such a row would be read under the wrong names.
    """
    names = {str(name).strip().casefold() for name in rows.columns}
    wrong = pd.DataFrame(
        {
            name: _matching(rows[name], lambda text: text in names).mask(
                rows[name]
                .str.strip()
                .str.casefold()
                .eq(str(name).strip().casefold())
                .fillna(False)
                .astype(bool),
                False,
            )
            for name in rows.columns
        },
        index=rows.index,
    )
    return wrong.sum(axis=1).gt(1)


def _of_report(texts: pd.Series) -> pd.Series:
    def is_line(text: str) -> bool:
        bare = re.sub(_DECORATION, "", text)
        return not bare or bool(_REPORT_LINE.fullmatch(bare))

    return _matching(texts, is_line)


def _matching(texts: pd.Series, fits: Callable[[str], bool]) -> pd.Series:
    """Flag the texts that fit, in small letters; each distinct text is looked at once."""
    unique = texts.dropna().unique()
    chosen = {text for text in unique if fits(str(text).strip().casefold())}
    return texts.isin(chosen)
