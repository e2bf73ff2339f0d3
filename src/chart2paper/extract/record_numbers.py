"""Record numbers that stand where none belongs: in a drug line, a diagnosis, a visit's id."""

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from chart2paper.extract.names_in_texts import without_names

# A shorter number cannot be told from a dose, a code or a score.
FEWEST_CHARACTERS, FEWEST_DIGITS = 6, 7
MOST_SHAPES = 50
FEWEST_ROWS = 3
OWN_COLUMNS = ["person_id", "source_file", "source_row"]


def recognisable(record_numbers: pd.Series) -> pd.Series:
    """True for record numbers that can be found in a text: six characters with a letter, or seven digits."""
    lettered = record_numbers.str.contains(r"[^\W\d_]") & (record_numbers.str.len() >= FEWEST_CHARACTERS)
    return (lettered | record_numbers.str.fullmatch(rf"\d{{{FEWEST_DIGITS},}}")).astype(bool)


def columns_of_record_numbers(content: pd.DataFrame, record_numbers: pd.Series) -> list[str]:
    """Return the columns of a file that hold the row's own record number, in half of their filled cells or more.

    `content` are mapped columns other than the record number. Fewer than three such rows may be chance.
    """
    found = []
    for name in content:
        filled = content[name].notna() & record_numbers.notna()
        own = int((content[name].str.strip() == record_numbers)[filled].sum())
        if own >= FEWEST_ROWS and 2 * own >= int(filled.sum()):
            found.append(str(name))
    return found


def without_record_numbers(
    rows: pd.DataFrame, record_numbers: pd.Series, study_ids: pd.Series
) -> pd.DataFrame:
    """Return canonical rows in whose texts every recognisable record number is replaced by the person's study id.

    `record_numbers` are those of the rows, `study_ids` the study ids of everybody by record number. A number with
    a letter is found in every column, also within a longer text and whatever its case; a name, where its words stand
    side by side. One of digits alone could be a code, an id or a date: it is replaced where it is the row's own, or
    stands among other words.
    """
    known = study_ids[recognisable(study_ids.index.to_series())]
    by_number = dict(zip(known.index.str.casefold(), known, strict=True))
    names = {str(name): str(becomes) for name, becomes in known[~known.index.str.contains(r"\d")].items()}
    lettered = known.index[known.index.str.contains(r"[^\W\d_]") & known.index.str.contains(r"\d")]
    everywhere = _finder(lettered.str.casefold())
    among_words = _finder(known.index.difference(lettered).difference(pd.Index(list(names))))
    own = record_numbers.where(record_numbers.isin(known.index))
    changed = {}
    for name in rows.columns.difference(OWN_COLUMNS):
        texts = rows[name].astype("string")
        texts = texts.mask((texts.str.strip() == own).fillna(False).astype(bool), rows["person_id"])
        texts = without_names(_replaced(texts, everywhere, by_number), names)
        if not name.endswith(("_id", "_date")):
            texts = _replaced(texts, among_words, by_number, whole=False)
        changed[name] = texts
    return rows.assign(**changed)


def _finder(numbers: pd.Index) -> list[str]:
    """Return patterns of the shapes that record numbers have, such as mrn[0-9][0-9]; the longest first.

    A shape stands for its letters and any digits; where record numbers have too many shapes, for any letters.
    """
    escaped = pd.Series([re.escape(number) for number in numbers], dtype="str")
    shapes: set[str] = set()
    for old, new in (("[0-9]", "[0-9]"), ("[a-z]|[0-9]", "[a-z0-9]")):
        shapes = set(escaped.str.replace(old, new, regex=True))
        if len(shapes) <= MOST_SHAPES:
            break
    return sorted(shapes, key=lambda shape: (-len(shape), shape))


def _replaced(
    texts: pd.Series, shapes: list[str], by_number: dict[str, str], whole: bool = True
) -> pd.Series:
    """Replace the record numbers in texts; with `whole` False, a text that is nothing but a number stays."""
    if not shapes:
        return texts
    cells = pa.array(texts, pa.large_string())
    candidate = pc.match_substring_regex(cells, "|".join(shapes), ignore_case=True)
    (positions,) = candidate.fill_null(False).to_numpy(zero_copy_only=False).nonzero()
    # A longer number is another number.
    pattern = re.compile("|".join(rf"(?<![0-9]){shape}(?![0-9])" for shape in shapes), re.IGNORECASE)

    def study_id(match: re.Match[str]) -> str:
        return by_number.get(match[0].casefold(), match[0])

    changed = texts.copy()
    changed.iloc[positions] = [
        text if not whole and pattern.fullmatch(text.strip()) else pattern.sub(study_id, text)
        for text in texts.iloc[positions]
    ]
    return changed
