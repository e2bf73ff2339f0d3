"""How one file of an export fills one canonical table."""

from collections.abc import Iterator

from pydantic import Field, model_validator

from chart2paper.problems import did_you_mean
from chart2paper.reading.mapping.mistakes import raise_mistakes, repeated
from chart2paper.strict import Strict
from chart2paper.tables.closed_lists import CODE_SYSTEMS
from chart2paper.tables.extract import EXTRACT_TABLES

# Columns that an unpivoted file fills from its cells and its header.
UNPIVOTED = ("measurement_source_value", "value_source_value")
# Tables of which several rows may stand in one cell. Several scores in one cell are no list: nobody can tell
# which of them is the pain that was asked about.
SPLITTABLE = ("drug_exposure", "condition_occurrence", "procedure_occurrence", "observation")


class TableMapping(Strict):
    """How one file fills one canonical table."""

    table: str = Field(description="Canonical table that the rows go to, such as measurement.")
    columns: dict[str, str | list[str]] = Field(
        description="Canonical column: column of the export. Where there is no record number, person_id may be "
        "a list of columns that together name a person, such as [name, dob]."
    )
    constants: dict[str, str] = Field(
        default={},
        description="Canonical column: text that every row gets, where the export has no column.",
    )
    unpivot: list[str] = Field(
        default=[],
        description="Export columns that stand side by side (worst, average, current pain); each cell "
        "becomes a row of its own, with the column's name as measurement_source_value.",
    )
    split: dict[str, str | list[str]] = Field(
        default={},
        description="Canonical column: the text (or texts) between several orders, diagnoses, procedures or "
        'findings in one cell, such as ";". Each becomes a row of its own; the other columns are copied.',
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
    date_parts: dict[str, list[str]] = Field(
        default={},
        description="Canonical date column: columns of the export that hold its year, month and day, in this order. "
        "Of a birth date the year alone, or year and month, are enough.",
    )

    @model_validator(mode="after")
    def _consistent(self) -> "TableMapping":
        raise_mistakes(self._mistakes())
        return self

    @property
    def record_columns(self) -> list[str]:
        """Columns of the export that say whose a row is: one record number, or what together names a person."""
        return _listed(self.columns["person_id"])

    @property
    def record_number(self) -> str:
        """What to call these columns in a report."""
        return " + ".join(self.record_columns)

    @property
    def sources(self) -> dict[str, str]:
        """Canonical column: column of the export, for all but person_id."""
        return {
            name: column
            for name, column in self.columns.items()
            if isinstance(column, str) and name != "person_id"
        }

    @property
    def separators(self) -> dict[str, list[str]]:
        """Canonical column: the texts that stand between several things in one of its cells."""
        return {name: _listed(texts) for name, texts in self.split.items()}

    @property
    def filled(self) -> set[str]:
        """Canonical columns that get content."""
        return {
            *self.columns,
            *self.constants,
            *self.from_visit,
            *self.date_parts,
            *(UNPIVOTED if self.unpivot else ()),
        }

    @property
    def mapped_columns(self) -> list[str]:
        """Columns of the export whose content goes to this table, each once, in the order of the mapping."""
        named = [column for columns in self.columns.values() for column in _listed(columns)]
        parts = [column for columns in self.date_parts.values() for column in columns]
        return list(dict.fromkeys([*named, *self.where_blank.values(), *self.unpivot, *parts]))

    def _mistakes(self) -> Iterator[str]:
        if self.table not in EXTRACT_TABLES:
            hint = did_you_mean(self.table, EXTRACT_TABLES)
            yield f'"{self.table}" is not a canonical table.{hint} Known: {", ".join(EXTRACT_TABLES)}'
            return
        known = set(EXTRACT_TABLES[self.table].column_names) - {"source_file", "source_row"}
        named = {*self.columns, *self.constants, *self.from_visit, *self.where_blank, *self.date_parts}
        for name in sorted(named - known):
            hint = did_you_mean(name, known)
            yield f'"{name}" is not a column of {self.table}.{hint} Known: {", ".join(sorted(known))}'
        if "person_id" not in self.columns:
            yield "columns must say which export column holds the person's record number (person_id)"
        yield from self._mistakes_in_columns()
        yield from self._filled_twice()
        yield from self._mistakes_in_special_settings()

    def _mistakes_in_columns(self) -> Iterator[str]:
        for name, column in self.columns.items():
            if isinstance(column, str):
                continue
            if name != "person_id":
                yield f"{name}: only person_id may be made of several columns"
            elif not column or repeated(column):
                yield "person_id: list each of its columns once"

    def _filled_twice(self) -> Iterator[str]:
        sources = [
            *self.columns,
            *self.constants,
            *self.from_visit,
            *self.date_parts,
            *(UNPIVOTED if self.unpivot else ()),
        ]
        for name in sorted({name for name in sources if sources.count(name) > 1}):
            yield f'"{name}" is filled in two ways; keep one of columns, constants, from_visit, date_parts, unpivot'

    def _mistakes_in_special_settings(self) -> Iterator[str]:
        if self.unpivot and self.table != "measurement":
            yield "unpivot is for the table measurement only"
        for name in repeated(self.unpivot):
            yield f'unpivot: "{name}" is listed twice'
        yield from self._mistakes_in_split()
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
        for name, parts in self.date_parts.items():
            if not name.endswith("_date"):
                yield f'date_parts: "{name}" is not a date'
            if len(parts) != 3 and not (name == "birth_date" and 1 <= len(parts) <= 3):
                yield f"date_parts: {name} needs the columns of year, month and day, in this order"
        if "code_system" in self.columns:
            yield "code_system cannot come from a column; give it at the top of the mapping or in constants"
        if self.constants.get("code_system", "ICD9CM") not in CODE_SYSTEMS:
            yield f"constants: code_system must be one of {', '.join(CODE_SYSTEMS)}"

    def _mistakes_in_split(self) -> Iterator[str]:
        if self.split and self.table not in SPLITTABLE:
            yield f"split is for the tables {', '.join(SPLITTABLE)}"
            return
        for name, separators in self.separators.items():
            if name not in self.sources or name.endswith(("_id", "_date")):
                yield f'split: "{name}" must be a text that a column of the export fills'
            if not separators or not all(separators):
                yield f'split: {name} needs the text between two entries, such as ";"'


def _listed(texts: str | list[str]) -> list[str]:
    return [texts] if isinstance(texts, str) else texts
