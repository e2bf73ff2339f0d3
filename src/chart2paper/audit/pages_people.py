"""The data of the person pages: everyone's rows, packed in pieces of some people each.

There are as many rows as in the export, a few times over, so nothing here handles a row in Python: DuckDB writes each
person's rows as JSON text, a block of people at a time, and the pieces are compressed (a browser unpacks them).
"""

import base64
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from chart2paper.audit.pages_pieces import cut, write_piece
from chart2paper.audit.person_rows import Part, cells_of, columns_of, parts_of, people_known
from chart2paper.audit.run import Run
from chart2paper.audit.windows import window_days
from chart2paper.catalogue.outcomes import outcome_of

KIND = "person"
# People whose rows are in memory at once.
BLOCK = 2_000
# Characters of JSON in a piece before it is packed: some 50 people of the demo clinic, 40 kB packed.
PIECE_LENGTH = 400_000


def write(run: Run, folder: Path) -> None:
    """Write the pieces `person`: each person's rows by part, and what the page must know of the parts and analyses."""
    with duckdb.connect() as connection:
        people = people_known(connection, run)
        parts = parts_of(run)
        tables = [_from_table(connection, number, part) for number, part in enumerate(parts)]
        first = []
        for number, piece in enumerate(cut(_people(connection, tables, people), len, PIECE_LENGTH)):
            first.append(piece[0][0])
            write_piece(folder, KIND, number, _packed(piece))
        about = {part.name: {"file": part.file, "columns": columns_of(connection, part)} for part in tables}
    write_piece(folder, KIND, "index", {"first": first, "parts": about, **_study(run)})


def _from_table(connection: duckdb.DuckDBPyConnection, number: int, part: Part) -> Part:
    """Return a part that reads a CSV file once and not once per block."""
    if part.file.endswith(".parquet"):
        return part
    connection.execute(f"CREATE TEMP TABLE part_{number} AS {part.sql}")
    return Part(part.name, part.file, f"SELECT * FROM part_{number}")


def _people(
    connection: duckdb.DuckDBPyConnection, parts: list[Part], people: list[str]
) -> Iterator[tuple[str, str]]:
    """Yield each person's id, in order, and their rows by part as JSON."""
    asked = [(part.name, _as_json(connection, part)) for part in parts]
    for start in range(0, len(people), BLOCK):
        block = people[start : start + BLOCK]
        found: dict[str, list[str]] = {person: [] for person in block}
        for name, sql in asked:
            rows = connection.execute(sql, {"first": block[0], "last": block[-1]}).fetchall()
            for person, text in rows:
                found[person].append(f'"{name}":{text}')
        yield from ((person, "{" + ",".join(texts) + "}") for person, texts in found.items())


def _as_json(connection: duckdb.DuckDBPyConnection, part: Part) -> str:
    """Return the SQL for the rows of each person of a block as a JSON list of lists of texts."""
    cells = ", ".join(cells_of(connection, part))
    return (
        f"SELECT person_id, to_json(list([{cells}] ORDER BY sort_key))::VARCHAR FROM ({part.sql}) "
        "WHERE person_id BETWEEN $first AND $last GROUP BY person_id"
    )


def _packed(piece: list[tuple[str, str]]) -> str:
    """Return a piece as zlib-compressed JSON, in base64 because it travels inside a script."""
    text = "{" + ",".join(f'"{person}":{rows}' for person, rows in piece) + "}"
    return base64.b64encode(zlib.compress(text.encode("utf-8"))).decode("ascii")


def _study(run: Run) -> dict[str, Any]:
    """Return what the page must know of the study: its outcome, analyses with their windows, and exposure drug."""
    study, outcome = run.study, outcome_of(run.study)
    return {
        "lock": study["data_lock_date"]["value"],
        "drug": study["exposure"]["short_name"],
        "outcome": {"noun": outcome.noun, "low": outcome.low, "high": outcome.high},
        "kinds": study["score"]["kinds"]["value"],
        "ingredients": study["exposure"]["ingredients"]["value"],
        "primary": study["primary_analysis"],
        "analyses": {
            name: {"title": analysis["title"], **window_days(study, name)}
            for name, analysis in study["analyses"].items()
        },
    }
