"""Everything that is particular to one clinic's export."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator, model_validator

from chart2paper.reading.mapping.accepted import AcceptedLoss
from chart2paper.reading.mapping.date_formats import mistakes_in_formats
from chart2paper.reading.mapping.file import FileMapping
from chart2paper.reading.mapping.mistakes import raise_mistakes, repeated
from chart2paper.reading.mapping.table import TableMapping
from chart2paper.reading.mapping.values import mistakes_in_values
from chart2paper.strict import Strict, validate
from chart2paper.yaml_file import read_yaml

System = Literal["ICD9CM", "ICD10CM"]
Difference = Literal["leading_zeros", "decimals", "punctuation", "case", "prefix"]
PERSON_FACTS = ("birth_date", "gender_source_value")
# How year, month and day from three columns are joined.
YEAR_MONTH_DAY = "%Y-%m-%d"


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
    two_digit_years_from: int | None = Field(
        default=None,
        ge=1800,
        le=2100,
        description="First of the hundred years that a two-digit year (%y) means: 1925 gives 1925 to 2024. "
        "Without it a format with %y is refused.",
    )
    date_formats: list[str] = Field(
        min_length=1,
        description="Date formats (Python's strftime), tried in this order; what fits none is set aside.",
    )
    time_zone: str | None = Field(
        default=None,
        description="The clinic's time zone by its IANA name, such as America/Los_Angeles. A time with an offset "
        "or a Z becomes the clinic's own day and hour; without this setting such a column stops the run. Times "
        "without an offset stay as they are.",
    )
    code_system: System | SystemByDate = Field(description="Diagnosis code system: one name, or by date.")
    over_89_birth_shift: bool = Field(
        default=False,
        description="True where the source moves birth dates of people over 89 far back (as MIMIC-III does), "
        "so that an age over 120 means over 89 and is not a mistake.",
    )
    ignore_in_record_numbers: list[Difference] = Field(
        default=[],
        description="What may differ between the record numbers of a file and those of the list of patients, where "
        "a program has rewritten one of them; the list's own writing counts.",
    )
    ignore_in_visit_ids: list[Difference] = Field(
        default=[], description="The same for the visit ids of a file and those of the visits."
    )
    values: dict[str, dict[str, str]] = Field(
        default={},
        description="Canonical column: {text of the export: canonical word}. Texts are compared without "
        "regard to case and outer spaces; an unlisted text is set aside.",
    )
    accepted_losses: list[AcceptedLoss] = Field(
        default=[],
        description="Losses above their limit with which the study goes on, each with a reason that the paper prints.",
    )
    files: list[FileMapping] = Field(min_length=1, description="Files of the export.")

    @field_validator("date_formats")
    @classmethod
    def _whole_dates(cls, formats: list[str], info: ValidationInfo) -> list[str]:
        raise_mistakes(mistakes_in_formats(formats, info.data.get("two_digit_years_from") is not None))
        return formats

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None and not _is_zone(name):
            raise ValueError(f'"{name}" is no time zone; give its IANA name, such as America/New_York')
        return name

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

    def date_formats_of(self, file: str, column: str) -> list[str]:
        """Return the date formats of a canonical column as `file` fills it.

        They are those of the file that wrote the date: of the visits' file where the date comes from the visit.
        """
        by_name = {item.file: item for item in self.files}
        if file in by_name and any(column in part.date_parts for part in by_name[file].tables):
            return [YEAR_MONTH_DAY]
        if file in by_name and any(column in part.from_visit for part in by_name[file].tables):
            own = [item.date_formats or self.date_formats for item, _ in self.filling("visit_occurrence")]
            return list(dict.fromkeys(text for formats in own for text in formats))
        return (by_name[file].date_formats if file in by_name else None) or self.date_formats

    def export_column(self, file: str, column: str) -> str:
        """Return the name that a canonical column has in `file`, or the canonical name where it has several or none."""
        parts = [part for item in self.files if item.file == file for part in item.tables]
        return next((part.sources[column] for part in parts if column in part.sources), column)

    def decimal_of(self, file: str) -> str | None:
        """Return the decimal sign that the mapping states for `file`, if it states one."""
        return next((item.decimal for item in self.files if item.file == file), None)

    def _parts(self) -> Iterator[TableMapping]:
        return (part for file in self.files for part in file.tables)

    def _mistakes(self) -> Iterator[str]:
        for file in self.files:
            for mistake in mistakes_in_formats(
                file.date_formats or [], self.two_digit_years_from is not None
            ):
                yield f"{file.file}: {mistake}"
        if self.ignore_in_record_numbers and any(len(part.record_columns) > 1 for part in self._parts()):
            yield "ignore_in_record_numbers is for one record number, not for several columns that name a person"
        for name in repeated(file.file for file in self.files):
            yield f'file "{name}" is listed twice; give all its tables in one place'
        for name in repeated(loss.what for loss in self.accepted_losses):
            yield f'accepted_losses: "{name}" is listed twice'
        if len(self.filling("person")) != 1:
            yield "exactly one file must fill the table person (the list of patients)"
        if len({len(part.record_columns) for part in self._parts()}) > 1:
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


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError):  # no such key, a path, or a folder of the zone files
        return False
    return True


def load_mapping(path: str | Path) -> Mapping:
    """Read and validate a mapping file; raise `Problems` with every mistake in it."""
    return validate(Mapping, read_yaml(path, texts=True), str(path))
