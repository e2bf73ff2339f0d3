"""An export full of what must not leak: names, numbers, dates of birth and notes, where they belong and where not."""

from pathlib import Path

import pandas as pd

# Only in columns that the mapping does not read, or reads to tell people apart: allowed nowhere.
UNREAD = ("quillfeather", "555-0913-4471", "canary row", "zebrafinch", "nightjar")
# Typed into columns that the mapping reads: allowed where cleaning must see or show it.
TYPED = ("kookaburra", "555-0777-1234")
# The end of a long note in such a column: allowed in extract alone.
TAIL = "tailfeather"
NOTE = (
    f"call kookaburra 555-0777-1234 {{MRN}} {'about the pain she says she has had since the fall ' * 3}{TAIL}"
)


FORMATS = {"patients": ("utf-8-sig", ","), "visits": ("latin-1", ","), "medications": ("latin-1", ";")}


class Export:
    """The CSV files of a demo clinic, to be changed column by column and written back as they were."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.tables = {path.stem: self._read(path) for path in sorted(folder.glob("*.csv"))}

    def _read(self, path: Path) -> pd.DataFrame:
        encoding, delimiter = FORMATS.get(path.stem, ("utf-8", ","))
        return pd.read_csv(path, sep=delimiter, encoding=encoding, dtype="str", keep_default_na=False)

    def write(self) -> None:
        """Write every file back in its own encoding."""
        for name, table in self.tables.items():
            encoding, delimiter = FORMATS.get(name, ("utf-8", ","))
            table.to_csv(self.folder / f"{name}.csv", sep=delimiter, encoding=encoding, index=False)

    def put(
        self, table: str, column: str, text: str, every: int = 1, first: int = 0, after: bool = False
    ) -> None:
        """Put `text` into some rows of a column, or behind what is there; {MRN} is the row's record number."""
        rows = self.tables[table]
        place = rows.index[first::every]
        new = [text.replace("{MRN}", number) for number in rows.loc[place, "MRN"]]
        rows.loc[place, column] = rows.loc[place, column] + " " + new if after else new

    def born(self, numbers: pd.Series) -> pd.Series:
        """Return the dates of birth, as they are written, of the people with these record numbers."""
        people = self.tables["patients"].drop_duplicates("MRN").set_index("MRN")
        return numbers.map(people["DOB"]).fillna("")


def plant(folder: Path) -> None:
    """Plant the canaries in the export in `folder`."""
    export = Export(folder)
    _where_nothing_is_read(export)
    _where_something_else_belongs(export)
    for table in export.tables.values():
        if "VisitID" in table:
            visit = table["VisitID"]
            table["VisitID"] = (table["MRN"] + "-" + visit).where(visit.ne(""), "")
    export.write()


def _where_nothing_is_read(export: Export) -> None:
    export.put("patients", "LastName", "Quillfeather", after=True)
    export.put("patients", "Phone", "555-0913-4471")
    export.put("patients", "Address", "77 Canary Row, Birdsville")
    export.tables["visits"]["Note"] = "Zebrafinch, born " + export.born(export.tables["visits"]["MRN"])
    export.put("visits", "Note", "{MRN} 555-0913-4471", after=True)
    export.put("visits", "Provider", "Dr. Nightjar")
    for table, column in (
        ("pain_scores", "Comment"),
        ("diagnoses", "Description"),
        ("adverse_effects", "Severity"),
    ):
        export.put(table, column, "zebrafinch {MRN}")


def _where_something_else_belongs(export: Export) -> None:
    typed = "kookaburra 555-0777-1234 {MRN}"
    for table, column in (
        ("patients", "Sex"),
        ("visits", "Status"),
        ("visits", "VisitDate"),
        ("pain_scores", "AveragePain"),
        ("pain_scores", "EntryDate"),
        ("medications", "Sig"),
        ("medications", "DaysSupply"),
        ("medications", "Refills"),
        ("medications", "Status"),
        ("medications", "StopReason"),
        ("diagnoses", "Code"),
        ("procedures", "Procedure"),
        ("adverse_effects", "Effect"),
        ("adverse_effects", "SuspectedDrug"),
    ):
        export.put(table, column, typed, every=9, first=4)
    export.put("visits", "VisitType", typed)
    export.put("medications", "DrugLine", typed, every=3, after=True)
    export.put("medications", "Sig", NOTE, every=9, first=1)
    export.put("diagnoses", "Code", "{MRN}", every=9, first=5)
    export.put("pain_scores", "CurrentPain", NOTE, every=9, first=2)
    # The same note in many rows of one person is not a common text.
    one = export.tables["pain_scores"]["MRN"].mode().iloc[0]
    export.tables["pain_scores"].loc[export.tables["pain_scores"]["MRN"] == one, "WorstPain"] = (
        "7, says kookaburra"
    )
    for table, column in (("visits", "VisitType"), ("medications", "Sig"), ("diagnoses", "Code")):
        rows = export.tables[table].iloc[7::9]
        export.tables[table].loc[rows.index, column] = "born " + export.born(rows["MRN"])
