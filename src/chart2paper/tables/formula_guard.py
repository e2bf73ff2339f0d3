"""Texts in a CSV that a spreadsheet would take for a formula, guarded by an apostrophe that reading takes off again.

Spreadsheets work out a cell that begins with =, +, - or @, and a formula can fetch and send (OWASP, "CSV Injection").
Where the list separator is a semicolon or a tab, what stands behind one begins a cell too. An apostrophe before the
sign makes it text. Apostrophes that stand there already are kept: one more is added to them, and one taken off, so
that every text comes back as it was. Numbers such as -1.5 stay as they are.
"""

import re
from collections.abc import Callable
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

# Also read by RE2 (pyarrow, DuckDB), so nothing here looks ahead or behind. Spreadsheets pass over blanks before a
# formula; the wide forms of the signs count in East Asian settings.
_BLANK = r"[\x00-\x08\x0b\x0c\x0e-\x20\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]"
_BEGINS = rf"(^|[;\t\r\n])({_BLANK}*)"
_SIGN = r"([=+\-@\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}])"
NUMBER = r"[+\-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+\-]?[0-9]+)?%?"
TO_GUARD, GUARDED = f"{_BEGINS}('*){_SIGN}", f"{_BEGINS}'('*){_SIGN}"


def _python(pattern: str) -> re.Pattern[str]:
    r"""Return a pattern for Python, which writes \x{a0} as   itself."""
    return re.compile(re.sub(r"\\x\{(\w+)\}", lambda found: chr(int(found[1], 16)), pattern))


_TO_GUARD, _GUARDED, _NUMBER = map(_python, (TO_GUARD, GUARDED, NUMBER))


def guarded(text: str) -> str:
    """Return a text as a CSV holds it: an apostrophe before every sign with which a formula could begin."""
    return text if _NUMBER.fullmatch(text) else _TO_GUARD.sub(r"\1\2'\3\4", text)


def unguarded(text: str) -> str:
    """Return a cell of a CSV as the text that `guarded` was given."""
    return _GUARDED.sub(r"\1\2\3\4", text)


def guard(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with its texts guarded; numbers, dates and empty cells stay as they are."""
    texts = [name for name in frame.columns if _holds_texts(frame[name])]
    return frame.assign(**{name: _each(frame[name], TO_GUARD, guarded) for name in texts})


def quoting_of(frame: pd.DataFrame) -> Literal[0, 2]:
    """Return which cells a CSV must quote (a constant of `csv`): every text where one holds a carriage return.

    Python's writer quotes it only from 3.13 on, and readers take it for the end of the row.
    """
    texts = (
        pa.array(frame[name].astype("string"), pa.string()) for name in frame if _holds_texts(frame[name])
    )
    found = any(pc.any(pc.match_substring(column, "\r")).as_py() for column in texts)
    return 2 if found else 0  # csv.QUOTE_NONNUMERIC and QUOTE_MINIMAL


def unguard(values: pd.Series) -> pd.Series:
    """Return a column of a CSV, read as text, as it was before it was guarded."""
    return _each(values, GUARDED, unguarded)


def sql_guarded(expression: str) -> str:
    """Return the DuckDB SQL of what `guarded` does to an expression of type varchar."""
    done = rf"regexp_replace({expression}, {_sql(TO_GUARD)}, '\1\2''\3\4', 'g')"
    return f"case when regexp_full_match({expression}, {_sql(NUMBER)}) then {expression} else {done} end"


def sql_unguarded(expression: str) -> str:
    """Return the DuckDB SQL of what `unguarded` does to an expression of type varchar."""
    return rf"regexp_replace({expression}, {_sql(GUARDED)}, '\1\2\3\4', 'g')"


def _sql(pattern: str) -> str:
    return "'" + pattern.replace("'", "''") + "'"


def _holds_texts(values: pd.Series) -> bool:
    return values.dtype == object or isinstance(values.dtype, pd.StringDtype | pd.CategoricalDtype)


def _each(values: pd.Series, pattern: str, change: Callable[[str], str]) -> pd.Series:
    """Change the texts of a column that a pattern finds; most columns hold none."""
    texts = values.astype("string")
    found = pc.match_substring_regex(pa.array(texts, pa.string()), pattern).fill_null(False).to_numpy(False)
    if not found.any():
        return values
    changed = texts.to_numpy(dtype=object, copy=True)
    changed[found] = [change(text) for text in changed[found]]
    return pd.Series(changed, index=values.index, dtype="string", name=values.name)
