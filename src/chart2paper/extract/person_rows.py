"""What tells people apart in the list of patients, and which study id each of its rows has."""

from pathlib import Path

import pandas as pd

from chart2paper.extract.identity import record_numbers
from chart2paper.extract.person_texts import as_read
from chart2paper.reading.formats.csv.reader import read_export_file
from chart2paper.reading.mapping import Mapping


def read_person_rows(mapping: Mapping, folder: str | Path) -> pd.DataFrame:
    """Read `record_number` and the columns that the mapping calls same_person, as texts to compare.

    One person's birth date may be written in two formats and their sex as F and as Female: columns that
    cleaning will read are compared by what it reads, where it can, and by their text otherwise.
    """
    file, part = mapping.filling("person")[0]
    columns = list(dict.fromkeys([*part.mapped_columns, *part.same_person]))
    rows = read_export_file(Path(folder) / file.file, file, columns).rows
    texts = rows[part.same_person].copy()
    for name, source in part.sources.items():
        if source in part.same_person:
            texts[source] = as_read(rows[source], name, mapping, file.file)
    texts.insert(0, "record_number", record_numbers(rows, file, part, mapping))
    return texts


def rows_with_ids(person_rows: pd.DataFrame, linkage: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return the study id of each row of the list of patients (STUDY_IDS), without its record number.

    It changes exactly when an id of this export does, so that what reads ids is made again then.
    """
    ids = linkage.set_index("record_number")["person_id"]
    persons = person_rows["record_number"].astype("string").str.strip().map(ids)
    rows = pd.DataFrame({"person_id": persons, "source_file": file, "source_row": person_rows.index})
    return rows.dropna(subset="person_id").reset_index(drop=True)
