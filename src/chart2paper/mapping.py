"""A clinic's mapping file: which file and column of its export is what."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from chart2paper.dictionary import EXTRACT_TABLES
from chart2paper.problems import did_you_mean
from chart2paper.strict import Strict, read_yaml, validate

System = Literal["ICD9CM", "ICD10CM"]


class SystemByDate(Strict):
    """Codes are `before` until the day before `switch_date` and `after` from that day on."""

    before: System = Field(description="Code system before the switch date.")
    after: System = Field(description="Code system from the switch date on.")
    switch_date: date = Field(description="First day of the later system (2015-10-01 in the United States).")


class TableMapping(Strict):
    """How one file fills one canonical table."""

    table: str = Field(description="Canonical table that the rows go to, such as measurement.")
    columns: dict[str, str] = Field(description="Canonical column: column of the export.")
    constants: dict[str, str] = Field(
        default={}, description="Canonical column: the same text for every row, where the export has no column."
    )
    unpivot: list[str] = Field(
        default=[],
        description="Export columns that stand side by side (worst, average, current pain); each cell becomes "
        "a row of its own, with the column's name as measurement_source_value.",
    )
    same_person: list[str] = Field(
        default=[],
        description="Table person only: people equal in all these columns are one person under several "
        "record numbers.",
    )
    from_visit: dict[str, str] = Field(
        default={},
        description="Canonical column: column of visit_occurrence to take it from, by visit id, where the file "
        "has no date of its own.",
    )

    @model_validator(mode="after")
    def _known(self) -> "TableMapping":
        if self.table not in EXTRACT_TABLES:
            hint = did_you_mean(self.table, EXTRACT_TABLES)
            raise ValueError(f'"{self.table}" is not a canonical table.{hint} Known: {", ".join(EXTRACT_TABLES)}')
        known = set(EXTRACT_TABLES[self.table].column_names) - {"source_file", "source_row"}
        for name in {**self.columns, **self.constants, **self.from_visit}:
            if name not in known:
                raise ValueError(
                    f'"{name}" is not a column of {self.table}.{did_you_mean(name, known)} '
                    f"Known: {', '.join(sorted(known))}"
                )
        if "person_id" not in self.columns:
            raise ValueError("columns must say which export column holds the person's record number (person_id)")
        return self


class FileMapping(Strict):
    """How one file of the export is written and which tables it fills."""

    file: str = Field(description="File name inside the clinic's raw folder.")
    encoding: Literal["utf-8", "latin-1", "cp1252", "utf-16"] = Field(
        default="utf-8", description="Text encoding; a byte-order mark is allowed and removed."
    )
    delimiter: str = Field(default=",", min_length=1, max_length=1, description="Character between the columns.")
    tables: list[TableMapping] = Field(min_length=1, description="Canonical tables that this file fills.")


class Mapping(Strict):
    """Everything that is particular to one clinic's export."""

    clinic: str = Field(pattern="^[a-z0-9_]+$", description="Short name of the clinic; names the linkage log.")
    description: str = Field(description="What the export is and where it came from.")
    date_formats: list[str] = Field(
        min_length=1,
        description="Date formats (as in Python's strftime), tried in this order; a text fitting none is set aside.",
    )
    code_system: System | SystemByDate = Field(description="Diagnosis code system: one name, or by date.")
    over_89_birth_shift: bool = Field(
        default=False,
        description="True where the source moves birth dates of people over 89 far back (as MIMIC-III does), so "
        "that an age over 120 means over 89 and is not a mistake.",
    )
    values: dict[str, dict[str, str]] = Field(
        default={},
        description="Canonical column: {text of the export: canonical word}. Texts are compared without regard to "
        "case and outer spaces; an unlisted text is set aside.",
    )
    files: list[FileMapping] = Field(min_length=1, description="Files of the export.")


def load_mapping(path: str | Path) -> Mapping:
    """Read and validate a mapping file; raise `Problems` with every mistake in it."""
    return validate(Mapping, read_yaml(path), str(path))
