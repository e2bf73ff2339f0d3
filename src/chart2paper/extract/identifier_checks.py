"""Do record numbers and visit ids fit together, and is each record number one person? Told before linking."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from chart2paper.extract.id_forms import DIFFERENCES, as_listed, explained
from chart2paper.extract.identity import record_numbers
from chart2paper.extract.linkage import link_persons
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.extract.person_texts import understood
from chart2paper.problems import Problem
from chart2paper.reading.formats.csv.reader import read_export_file
from chart2paper.reading.mapping import FileMapping, Mapping, TableMapping

# Below these shares of a file's rows, and of the people in the list, a file is about other people.
FEW = 0.05
FACTS = {"birth_date": "birth dates", "gender_source_value": "sexes"}
VISIT_ID = "visit_occurrence_id"


def identifier_problems(mapping: Mapping, folder: str | Path) -> list[Problem]:
    """Return what is wrong with the record numbers and visit ids of an export whose files can be read.

    One record number with two birth dates or sexes; record numbers or visit ids that a program has rewritten in
    one of the files (lost zeros, 123.0), which would join some rows and lose the others; a file about nobody in
    the list of patients. The texts of `values` and the date formats decide what contradicts.
    """
    people = read_person_rows(mapping, folder)
    listed = pd.Index(people["record_number"].dropna().unique())
    problems = list(_contradictions(mapping, folder, people))
    visits = _visit_ids(mapping, folder)
    for file in mapping.files:
        for part in file.tables:
            rows = _read(folder, file, [*part.record_columns, *_visit_column(part)])
            if part.table != "person":
                numbers = record_numbers(rows, file, part, mapping)
                problems += _unlisted(numbers, listed, file, part, mapping)
            if part.table != "visit_occurrence" and _visit_column(part) and len(visits):
                problems += _unlisted_visits(rows[_visit_column(part)[0]], visits, file, part, mapping)
    return problems


def _read(folder: str | Path, file: FileMapping, columns: list[str]) -> pd.DataFrame:
    return read_export_file(Path(folder) / file.file, file, list(dict.fromkeys(columns))).rows


def _visit_column(part: TableMapping) -> list[str]:
    return [part.sources[VISIT_ID]] if VISIT_ID in part.sources else []


def _visit_ids(mapping: Mapping, folder: str | Path) -> pd.Index:
    ids = [
        _read(folder, file, _visit_column(part))[_visit_column(part)[0]].str.strip().dropna()
        for file, part in mapping.filling("visit_occurrence")
        if _visit_column(part)
    ]
    return pd.Index(pd.concat(ids).unique()) if ids else pd.Index([])


def _contradictions(mapping: Mapping, folder: str | Path, people: pd.DataFrame) -> Iterator[Problem]:
    file, part = mapping.filling("person")[0]
    linkage = link_persons(people, part.same_person).set_index("record_number")["person_id"]
    persons = people["record_number"].map(linkage)
    for name, facts in FACTS.items():
        if name not in part.sources:
            continue
        column = part.sources[name]
        read = understood(_read(folder, file, [column])[column], name, mapping, file.file)
        frame = pd.DataFrame({"person": persons, "fact": read}).dropna()
        different = frame.groupby("person")["fact"].nunique()
        two = different.index[different.gt(1)]
        if len(two):
            row = int(frame.index[frame["person"].isin(two)][0])
            who = "one person has" if len(two) == 1 else f"{len(two):,} people have"
            what = f"{who} rows with different {facts}: two people in one, or a mistake"
            yield Problem(file.file, what, _remedy(part), row=row, column=column)


def _remedy(part: TableMapping) -> str:
    if part.same_person:
        return "correct the record, or name more columns under same_person, so that different people differ"
    return (
        "correct the record; if they are two people of one name, let several columns name a person, such as "
        "person_id: [name, birth date]"
    )


def _unlisted(
    numbers: pd.Series, listed: pd.Index, file: FileMapping, part: TableMapping, mapping: Mapping
) -> Iterator[Problem]:
    ignored = mapping.ignore_in_record_numbers
    known = as_listed(numbers.dropna(), listed, ignored)
    matched = known.isin(listed)
    differences, more = explained(known, listed)
    column = part.record_number
    if more:
        what = (
            f"{known[matched].nunique():,} of {known.nunique():,} record numbers are in the list of patients; {more:,} "
            f"more would be, but for {_named(differences)}"
        )
        todo = f"write ignore_in_record_numbers: [{', '.join([*ignored, *differences])}] at the top of the mapping"
        yield Problem(file.file, what, f"{todo}, or export the column as text", column=column)
    elif len(known) and matched.mean() < FEW and known[matched].nunique() < FEW * len(listed):
        what = f"{int(matched.sum()):,} of {len(known):,} rows are about somebody in the list of patients"
        if known.str.fullmatch(r"\d[.,]\d+E\+?\d+", case=False).any():
            what += "; a spreadsheet has shortened the record numbers (1.23E+05), and their digits are lost"
        todo = "check which column holds the record number, and export both files with the same selection of patients"
        yield Problem(file.file, what, todo, column=column)


def _unlisted_visits(
    ids: pd.Series, visits: pd.Index, file: FileMapping, part: TableMapping, mapping: Mapping
) -> Iterator[Problem]:
    ignored = mapping.ignore_in_visit_ids
    known = as_listed(ids.str.strip().dropna(), visits, ignored)
    differences, more = explained(known, visits)
    column = part.sources[VISIT_ID]
    if more:
        what = (
            f"{known[known.isin(visits)].nunique():,} of {known.nunique():,} visit ids are those of a visit; {more:,} "
            f"more would be, but for {_named(differences)}"
        )
        todo = f"write ignore_in_visit_ids: [{', '.join([*ignored, *differences])}] at the top of the mapping"
        yield Problem(file.file, what, f"{todo}, or export the column as text", column=column)
    elif part.from_visit and len(known) and not known.isin(visits).any():
        what = "no visit id is that of a visit, so that no row gets the date of its visit"
        yield Problem(file.file, what, "check which columns hold the visit ids", column=column)


def _named(differences: list[str]) -> str:
    return " and ".join(DIFFERENCES[name] for name in differences)
