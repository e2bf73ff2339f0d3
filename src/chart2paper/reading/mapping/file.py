"""How one file of an export is written, and which tables it fills."""

from typing import Literal

from pydantic import Field, field_validator

from chart2paper.named_files import mistake_in_file_name
from chart2paper.reading.mapping.mistakes import raise_mistakes, repeated
from chart2paper.reading.mapping.table import TableMapping
from chart2paper.strict import Strict


class FileMapping(Strict):
    """How one file of the export is written and which tables it fills."""

    file: str = Field(description="File name inside the clinic's raw folder, without a folder.")
    encoding: Literal["utf-8", "latin-1", "cp1252", "utf-16"] = Field(
        default="utf-8", description="Text encoding; a byte-order mark is allowed and removed."
    )
    delimiter: str = Field(
        default=",", min_length=1, max_length=1, description="Character between the columns."
    )
    decimal: Literal[".", ","] | None = Field(
        default=None,
        description='Decimal sign of the numbers in this file. `","` reads 4,5 as 4.5 in scores, doses, directions '
        'and days supplied; `"."` says that commas are no decimals. Without it, a column in which commas stand '
        "where decimals would stops the run.",
    )
    date_formats: list[str] | None = Field(
        default=None,
        min_length=1,
        description="Date formats of this file, instead of those at the top, where it writes dates in another way.",
    )
    tables: list[TableMapping] = Field(min_length=1, description="Canonical tables that this file fills.")

    @field_validator("file")
    @classmethod
    def _in_the_raw_folder(cls, name: str) -> str:
        mistake = mistake_in_file_name(name)
        if mistake:
            raise ValueError(mistake)
        return name

    @field_validator("delimiter")
    @classmethod
    def _separates(cls, delimiter: str) -> str:
        if delimiter in '"\r\n':
            raise ValueError("a quotation mark or a line end cannot separate columns")
        return delimiter

    @field_validator("tables")
    @classmethod
    def _each_once(cls, tables: list[TableMapping]) -> list[TableMapping]:
        raise_mistakes(
            f"table {name} is filled twice by this file" for name in repeated(t.table for t in tables)
        )
        return tables

    @property
    def export_columns(self) -> list[str]:
        """Columns of the export that must be there, each once."""
        named = [column for part in self.tables for column in (*part.mapped_columns, *part.same_person)]
        return list(dict.fromkeys(named))

    @property
    def visit_columns(self) -> list[str]:
        """Columns that tell visits apart, day first, where the rows of this file are visits without ids and more."""
        for part in self.tables:
            if part.table == "visit_occurrence" and len(self.tables) > 1:
                if "visit_occurrence_id" in part.columns or "visit_start_date" not in part.sources:
                    return []
                return [
                    part.sources[name]
                    for name in ("visit_start_date", "visit_status")
                    if name in part.sources
                ]
        return []
