"""Whose row is it: the record number, or what stands in several columns that together name a person."""

import pandas as pd

from chart2paper.extract.not_records import headers_in_another_order, no_number, not_records
from chart2paper.extract.person_texts import as_read
from chart2paper.problems import Problem, Problems
from chart2paper.reading.mapping import FileMapping, Mapping, TableMapping

BETWEEN = " | "
SOMEBODY = "a patient"


def record_numbers(rows: pd.DataFrame, file: FileMapping, part: TableMapping, mapping: Mapping) -> pd.Series:
    """Return the record number of each row, without outer spaces; missing where it is blank or a word for none.

    It is missing too where the row is no record of anybody: the header once more, a line of totals.
    Where several columns name a person, their texts are joined: in small letters and with single spaces,
    birth dates and sexes as cleaning will read them, so that two ways to write one person are one text.
    A row that lacks one of them has no record number. Raises `Problems` where a header in another order stands
    among the rows: what follows it would be read under the wrong names.
    """
    _refuse_pasted_files(rows, file)
    if len(part.record_columns) == 1:
        numbers = rows[part.record_number].str.strip()
        numbers = numbers.mask(no_number(numbers))
    else:
        texts = [
            _comparable(as_read(rows[column], name, mapping, file.file) if name else rows[column])
            for column, name in zip(part.record_columns, _meanings(mapping), strict=True)
        ]
        numbers = texts[0]
        for text in texts[1:]:
            numbers = numbers + BETWEEN + text
    return numbers.mask(not_records(rows, part).notna()).astype("string")


def names_and_ids(study_ids: pd.Series, mapping: Mapping) -> pd.Series:
    """Return what stands for each text that would name a person in a drug line or a note, by that text.

    That is the study id for a record number. Where several columns name a person, it is for a whole name (with a
    space or comma in it: a first name alone may be a word), and without the study id where several people have it.
    """
    meanings = _meanings(mapping)
    if len(meanings) == 1:
        return study_ids
    parts = study_ids.index.to_series().str.split(BETWEEN, regex=False, expand=True)
    columns = [
        parts[position] for position, meaning in enumerate(meanings) if meaning is None and position in parts
    ]
    if not columns:
        return study_ids.iloc[:0]
    ids = pd.concat([pd.Series(study_ids.to_numpy(), index=column.to_numpy()) for column in columns])
    names = pd.Series(ids.index.astype("string"), index=ids.index).str.contains(r"[\s,]").fillna(False)
    ids = ids[names.to_numpy(bool)]
    shared = ids.index.duplicated(keep=False)
    return ids.where(~shared, SOMEBODY)[~ids.index.duplicated()].astype("string")


def _refuse_pasted_files(rows: pd.DataFrame, file: FileMapping) -> None:
    wrong = headers_in_another_order(rows)
    if wrong.any():
        what = "this row holds names of columns, in another order than the header: two files pasted together"
        todo = "save them as two files and name both in the mapping"
        raise Problems([Problem(file.file, what, todo, row=int(wrong.index[wrong][0]))])


def _meanings(mapping: Mapping) -> list[str | None]:
    """Return what the list of patients says about each column that names a person, such as birth_date."""
    _, patients = mapping.filling("person")[0]
    meaning = {column: name for name, column in patients.sources.items()}
    return [meaning.get(column) for column in patients.record_columns]


def _comparable(texts: pd.Series) -> pd.Series:
    return texts.astype("string").str.strip().str.replace(r"\s+", " ", regex=True).str.casefold()
