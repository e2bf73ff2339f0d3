"""Everything that is particular to one clinic's export."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from chart2paper.mapping.date_formats import is_whole_date
from chart2paper.mapping.file import FileMapping
from chart2paper.mapping.mistakes import raise_mistakes, repeated
from chart2paper.mapping.table import TableMapping
from chart2paper.mapping.values import mistakes_in_values
from chart2paper.strict import Strict, read_yaml, validate

System = Literal["ICD9CM", "ICD10CM"]
PERSON_FACTS = ("birth_date", "gender_source_value")


class SystemByDate(Strict):
    """Codes are `before` until the day before `switch_date` and `after` from that day on."""

    before: System = Field(description="Code system before the switch date.")
    after: System = Field(description="Code system from the switch date on.")
    switch_date: date = Field(description="First day of the later system (2015-10-01 in the United States).")


class Mapping(Strict):
    """Everything that is particular to one clinic's export."""

    clinic: str = Field(
        pattern="^[a-z0-9_]+$", description="Short name of the clinic; names the linkage log."
    )
    description: str = Field(description="What the export is and where it came from.")
    date_formats: list[str] = Field(
        min_length=1,
        description="Date formats (Python's strftime), tried in this order; what fits none is set aside.",
    )
    code_system: System | SystemByDate = Field(description="Diagnosis code system: one name, or by date.")
    over_89_birth_shift: bool = Field(
        default=False,
        description="True where the source moves birth dates of people over 89 far back (as MIMIC-III does), "
        "so that an age over 120 means over 89 and is not a mistake.",
    )
    values: dict[str, dict[str, str]] = Field(
        default={},
        description="Canonical column: {text of the export: canonical word}. Texts are compared without "
        "regard to case and outer spaces; an unlisted text is set aside.",
    )
    files: list[FileMapping] = Field(min_length=1, description="Files of the export.")

    @field_validator("date_formats")
    @classmethod
    def _whole_dates(cls, formats: list[str]) -> list[str]:
        raise_mistakes(
            f'date format "{text}" needs %Y, %m (or %b, %B) and %d, and may have %H, %M, %S'
            for text in formats
            if not is_whole_date(text)
        )
        return formats

    @field_validator("values")
    @classmethod
    def _canonical_words(cls, values: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        raise_mistakes(mistakes_in_values(values))
        return values

    @model_validator(mode="after")
    def _consistent(self) -> "Mapping":
        raise_mistakes(self._mistakes())
        return self

    def filling(self, table: str) -> list[tuple[FileMapping, TableMapping]]:
        """Return the files that fill `table`, in the mapping's order, each with how it does so."""
        return [(file, part) for file in self.files for part in file.tables if part.table == table]

    def _mistakes(self) -> Iterator[str]:
        for name in repeated(file.file for file in self.files):
            yield f'file "{name}" is listed twice; give all its tables in one place'
        if len(self.filling("person")) != 1:
            yield "exactly one file must fill the table person (the list of patients)"
        if len({len(part.record_columns) for file in self.files for part in file.tables}) > 1:
            yield "person_id must be made of as many columns, in the same order, wherever it stands"
        for file in self.files:
            yield from _record_number_leaks(file)


def _record_number_leaks(file: FileMapping) -> Iterator[str]:
    """What names a person may become a study id and nothing else, or it would reach the results.

    Columns of other files may have the same name (Id is the patient in one file and the visit in another).
    Where a birth date is part of what names a person, it is also the birth date.
    """
    naming = {column for part in file.tables for column in part.record_columns}
    several = any(len(part.record_columns) > 1 for part in file.tables)
    for part in file.tables:
        sources = part.sources
        if several and part.table == "person":
            sources = {name: column for name, column in sources.items() if name not in PERSON_FACTS}
        named = {*sources.values(), *part.where_blank.values(), *part.unpivot, *part.same_person}
        for column in sorted(named & naming):
            yield f'{file.file}: column "{column}" holds the record number and may be mapped to person_id only'


def load_mapping(path: str | Path) -> Mapping:
    """Read and validate a mapping file; raise `Problems` with every mistake in it."""
    return validate(Mapping, read_yaml(path), str(path))
