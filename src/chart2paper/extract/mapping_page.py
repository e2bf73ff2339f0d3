"""The parts of `docs/mapping.md` that are written from the models: settings, tables and words."""

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from chart2paper.reading.mapping import (
    CANONICAL_WORDS,
    AcceptedLoss,
    FileMapping,
    Mapping,
    SystemByDate,
    TableMapping,
)
from chart2paper.tables.extract import EXTRACT_TABLES

BEGIN = "<!-- written from the models: begin -->"
END = "<!-- written from the models: end -->"
MODELS: dict[str, type[BaseModel]] = {
    "At the top": Mapping,
    "`code_system`, where it changes on a date": SystemByDate,
    "Each of the `accepted_losses`": AcceptedLoss,
    "Each of the `files`": FileMapping,
    "Each of a file's `tables`": TableMapping,
}


def with_reference(page: str) -> str:
    """Return `page` with everything between its two markers written anew."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return before + "\n".join([BEGIN, "", *_reference(), END]) + after


def _reference() -> Iterator[str]:
    for title, model in MODELS.items():
        yield from (f"**{title}**", "", "| setting | kind | needed | meaning |", "|---|---|---|---|")
        yield from _settings(model)
        yield ""
    yield from (
        "**Canonical tables and their columns**",
        "",
        "| table | one row is | columns |",
        "|---|---|---|",
    )
    for table in EXTRACT_TABLES.values():
        columns = [name for name in table.column_names if name not in ("source_file", "source_row")]
        yield f"| `{table.name}` | {table.one_row_is} | {', '.join(f'`{name}`' for name in columns)} |"
    yield from (
        "",
        "**Columns that need `values`, and the words to choose from**",
        "",
        "| column | words |",
        "|---|---|",
    )
    for column, words in CANONICAL_WORDS.items():
        yield f"| `{column}` | {', '.join(f'`{word}`' for word in words)} |"
    yield ""


def _settings(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        needed = "yes" if field.is_required() else "no"
        yield f"| `{name}` | {_kind(field.annotation)} | {needed} | {field.description} |"


def _kind(annotation: Any) -> str:
    """Return the type of a setting in plain words."""
    plain = {
        str: "text",
        int: "whole number",
        float: "number",
        bool: "true or false",
        date: "date",
        SystemByDate: "by date",
    }
    # That a setting may be left out stands in a column of its own.
    arguments = tuple(item for item in get_args(annotation) if item is not type(None))
    if not arguments:
        return plain.get(annotation, "group")
    if get_origin(annotation) is list:
        of = _kind(arguments[0])
        return f"list of {of}" if of.startswith("`") else f"list of {of}s"
    if get_origin(annotation) is dict:
        return f"{_kind(arguments[0])}: {_kind(arguments[1])}"
    return " or ".join(f"`{item}`" if isinstance(item, str) else _kind(item) for item in arguments)
