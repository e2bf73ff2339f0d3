"""A clinic's mapping file: which file and column of its export is what."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from chart2paper.dictionary.extract import EXTRACT_TABLES
from chart2paper.dictionary.words import CODE_SYSTEMS, PAIN_KINDS, VISIT_STATUSES
from chart2paper.problems import did_you_mean
from chart2paper.strict import Strict, read_yaml, validate

System = Literal["ICD9CM", "ICD10CM"]

# Columns whose texts a clinic translates under `values`, and the words they may become.
CANONICAL_WORDS = {
    "gender_source_value": ("female", "male", "other"),
    "visit_status": VISIT_STATUSES,
    "measurement_source_value": (*PAIN_KINDS, "not_a_score"),
    "status_source_value": ("valid", "error"),
    "route_source_value": ("oral", "injection", "transdermal", "topical", "other"),
    "order_status": ("active", "cancelled"),
    "stop_reason": ("no_effect", "adverse_effect", "other"),
}
# What a date format may hold; no two-digit years, because their century would have to be guessed.
DATE_DIRECTIVES = frozenset("YmdbBHIMSfp%")
# Columns that an unpivoted file fills from its cells and its header.
UNPIVOTED = ("measurement_source_value", "value_source_value")


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
        default={},
        description="Canonical column: text that every row gets, where the export has no column.",
    )
    unpivot: list[str] = Field(
        default=[],
        description="Export columns that stand side by side (worst, average, current pain); each cell "
        "becomes a row of its own, with the column's name as measurement_source_value.",
    )
    same_person: list[str] = Field(
        default=[],
        description="Table person only: people equal in all these columns are one person under several "
        "record numbers.",
    )
    from_visit: dict[str, str] = Field(
        default={},
        description="Canonical column: column of visit_occurrence to take it from, by visit id, where the "
        "file has no date of its own.",
    )
    where_blank: dict[str, str] = Field(
        default={},
        description="Canonical column: second column of the export, used in rows where the first is blank.",
    )

    @model_validator(mode="after")
    def _consistent(self) -> "TableMapping":
        _raise_all(self._mistakes())
        return self

    @property
    def record_number(self) -> str:
        """Column of the export that holds the person's record number."""
        return self.columns["person_id"]

    @property
    def filled(self) -> set[str]:
        """Canonical columns that get content."""
        return {*self.columns, *self.constants, *self.from_visit, *(UNPIVOTED if self.unpivot else ())}

    @property
    def mapped_columns(self) -> list[str]:
        """Columns of the export whose content goes to this table, each once, in the order of the mapping."""
        return list(dict.fromkeys([*self.columns.values(), *self.where_blank.values(), *self.unpivot]))

    def _mistakes(self) -> Iterator[str]:
        if self.table not in EXTRACT_TABLES:
            hint = did_you_mean(self.table, EXTRACT_TABLES)
            yield f'"{self.table}" is not a canonical table.{hint} Known: {", ".join(EXTRACT_TABLES)}'
            return
        known = set(EXTRACT_TABLES[self.table].column_names) - {"source_file", "source_row"}
        for name in sorted({*self.columns, *self.constants, *self.from_visit, *self.where_blank} - known):
            hint = did_you_mean(name, known)
            yield f'"{name}" is not a column of {self.table}.{hint} Known: {", ".join(sorted(known))}'
        if "person_id" not in self.columns:
            yield "columns must say which export column holds the person's record number (person_id)"
        yield from self._filled_twice()
        yield from self._mistakes_in_special_settings()

    def _filled_twice(self) -> Iterator[str]:
        sources = [*self.columns, *self.constants, *self.from_visit, *(UNPIVOTED if self.unpivot else ())]
        for name in sorted({name for name in sources if sources.count(name) > 1}):
            yield f'"{name}" is filled in two ways; keep one of columns, constants, from_visit, unpivot'

    def _mistakes_in_special_settings(self) -> Iterator[str]:
        if self.unpivot and self.table != "measurement":
            yield "unpivot is for the table measurement only"
        for name in _repeated(self.unpivot):
            yield f'unpivot: "{name}" is listed twice'
        if self.same_person and self.table != "person":
            yield "same_person is for the table person only"
        has_visit = self.table != "visit_occurrence" and "visit_occurrence_id" in self.columns
        if self.from_visit and not has_visit:
            yield "from_visit needs visit_occurrence_id among the columns (and is not for visits themselves)"
        visit_columns = EXTRACT_TABLES["visit_occurrence"].column_names
        for name in sorted(set(self.from_visit.values()) - set(visit_columns)):
            hint = did_you_mean(name, visit_columns)
            yield f'from_visit: "{name}" is not a column of visit_occurrence.{hint}'
        for name in sorted({*self.where_blank} - {*self.columns} | {*self.where_blank} & {"person_id"}):
            yield f'where_blank: "{name}" must be a column that columns fills, other than person_id'
        if "code_system" in self.columns:
            yield "code_system cannot come from a column; give it at the top of the mapping or in constants"
        if self.constants.get("code_system", "ICD9CM") not in CODE_SYSTEMS:
            yield f"constants: code_system must be one of {', '.join(CODE_SYSTEMS)}"


class FileMapping(Strict):
    """How one file of the export is written and which tables it fills."""

    file: str = Field(description="File name inside the clinic's raw folder.")
    encoding: Literal["utf-8", "latin-1", "cp1252", "utf-16"] = Field(
        default="utf-8", description="Text encoding; a byte-order mark is allowed and removed."
    )
    delimiter: str = Field(
        default=",", min_length=1, max_length=1, description="Character between the columns."
    )
    tables: list[TableMapping] = Field(min_length=1, description="Canonical tables that this file fills.")

    @field_validator("delimiter")
    @classmethod
    def _separates(cls, delimiter: str) -> str:
        if delimiter in '"\r\n':
            raise ValueError("a quotation mark or a line end cannot separate columns")
        return delimiter

    @field_validator("tables")
    @classmethod
    def _each_once(cls, tables: list[TableMapping]) -> list[TableMapping]:
        _raise_all(
            f"table {name} is filled twice by this file" for name in _repeated(t.table for t in tables)
        )
        return tables

    @property
    def export_columns(self) -> list[str]:
        """Columns of the export that must be there, each once."""
        named = [column for part in self.tables for column in (*part.mapped_columns, *part.same_person)]
        return list(dict.fromkeys(named))


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
        _raise_all(
            f'date format "{text}" needs %Y, %m (or %b, %B) and %d, and may have %H, %M, %S'
            for text in formats
            if not _is_whole_date(text)
        )
        return formats

    @field_validator("values")
    @classmethod
    def _canonical_words(cls, values: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        _raise_all(_mistakes_in_values(values))
        return values

    @model_validator(mode="after")
    def _consistent(self) -> "Mapping":
        _raise_all(self._mistakes())
        return self

    def filling(self, table: str) -> list[tuple[FileMapping, TableMapping]]:
        """Return the files that fill `table`, in the mapping's order, each with how it does so."""
        return [(file, part) for file in self.files for part in file.tables if part.table == table]

    def _mistakes(self) -> Iterator[str]:
        for name in _repeated(file.file for file in self.files):
            yield f'file "{name}" is listed twice; give all its tables in one place'
        if len(self.filling("person")) != 1:
            yield "exactly one file must fill the table person (the list of patients)"
        record_numbers = {part.record_number for file in self.files for part in file.tables}
        for file in self.files:
            for part in file.tables:
                yield from _record_number_leaks(file.file, part, record_numbers)


def _record_number_leaks(file: str, part: TableMapping, record_numbers: set[str]) -> Iterator[str]:
    """A record number may become a study id and nothing else, or it would reach the results."""
    others = {name: source for name, source in part.columns.items() if name != "person_id"}
    named = {*others.values(), *part.where_blank.values(), *part.unpivot, *part.same_person}
    for column in sorted(named & record_numbers):
        yield f'{file}: column "{column}" holds the record number and may be mapped to person_id only'


def _mistakes_in_values(values: dict[str, dict[str, str]]) -> Iterator[str]:
    for column, words in values.items():
        if column not in CANONICAL_WORDS:
            hint = did_you_mean(column, CANONICAL_WORDS)
            yield f'"{column}" takes no values.{hint} Known: {", ".join(CANONICAL_WORDS)}'
            continue
        for word in sorted(set(words.values()) - set(CANONICAL_WORDS[column])):
            hint = did_you_mean(word, CANONICAL_WORDS[column])
            yield f'{column}: "{word}" is not a known word.{hint} Known: {", ".join(CANONICAL_WORDS[column])}'
        for text in _repeated(text.strip().casefold() for text in words):
            yield f'{column}: "{text}" is listed twice (case and outer spaces do not count)'


def _is_whole_date(date_format: str) -> bool:
    day = datetime(2001, 2, 3)
    if set(re.findall("%(.)", date_format)) - DATE_DIRECTIVES:
        return False
    try:
        return datetime.strptime(day.strftime(date_format), date_format) == day
    except ValueError:
        return False


def _repeated(names: Iterable[str]) -> list[str]:
    listed = list(names)
    return sorted({name for name in listed if listed.count(name) > 1})


def _raise_all(mistakes: Iterable[str]) -> None:
    found = list(mistakes)
    if found:
        raise ValueError("; ".join(found))


def load_mapping(path: str | Path) -> Mapping:
    """Read and validate a mapping file; raise `Problems` with every mistake in it."""
    return validate(Mapping, read_yaml(path), str(path))
