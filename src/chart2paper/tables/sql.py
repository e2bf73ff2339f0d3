"""Texts inside the SQL that DuckDB runs."""

from pathlib import Path


def quoted(text: str | Path) -> str:
    """Return a text (a path, a name) as an SQL string."""
    return "'" + str(text).replace("'", "''") + "'"
