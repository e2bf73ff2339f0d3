"""The rows of a person: every row of a run that is about one person, defined once.

`chart2paper why` asks for one person's rows, the audit pages for those of everyone, a block of people at a time. A part
exists where the run made the file that it reads, and has the columns of that file, so that it follows the data
dictionary without a second list.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from chart2paper.audit.pages_tables import source
from chart2paper.audit.run import Run
from chart2paper.clean.outcome import CUT, LONGEST_TEXT
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.sql import quoted

# Of a matched set so many members are told: with full matching one may have thousands.
MEMBERS_SHOWN = 12
# A comparator may have been near to hundreds of exposed people.
NEAR_TO_SHOWN = 20
# A date of birth is nobody's evidence: the page and the terminal tell the age. Row ids may be other systems' numbers.
WITHHELD = ("birth_date",)


@dataclass(frozen=True)
class Part:
    """Rows about people: `sql` has the column person_id, those that are told, and `sort_key`, by which they are sorted.

    `name` is `<part>` or `<part>.<table or analysis>`; `file` is where the rows stand.
    """

    name: str
    file: str
    sql: str


def parts_of(run: Run) -> list[Part]:
    """Return every part whose file the run made, in the order in which a person's way is told."""
    wanted = [*_raw(run), _changes(run), _set_aside(run), *_timed(run)]
    for analysis in run.study["analyses"]:
        wanted += _in_analysis(run, analysis)
    return [part for part in wanted if part.file in run.makers]


def _raw(run: Run) -> Iterator[Part]:
    """Yield the rows as read, without row ids and dates of birth."""
    for table in EXTRACT_TABLES:
        file = f"{run.results}/extract/{table}.parquet"
        told = f"COLUMNS(lambda c: NOT (c LIKE '%\\_id' ESCAPE '\\' OR c IN {_texts(WITHHELD)}))"
        sql = f"SELECT person_id, {told}, row(source_file, source_row) AS sort_key FROM read_parquet({quoted(file)})"
        yield Part(f"raw.{table}", file, sql)


def _changes(run: Run) -> Part:
    """Return what cleaning changed in the rows of each person."""
    file = f"{run.results}/clean/cleaning_log.csv"
    order = 'row(source_file, source_row::BIGINT, "column", rule) AS sort_key'
    return Part("changes", file, f"SELECT *, {order} FROM {source(file)}")


def _set_aside(run: Run) -> Part:
    file = f"{run.results}/clean/quarantine.csv"
    order = 'row(stage, source_file, source_row::BIGINT, "column", reason) AS sort_key'
    return Part("set_aside", file, f"SELECT *, {order} FROM {source(file)}")


def _timed(run: Run) -> Iterator[Part]:
    """Yield what the time line shows: cleaned scores, orders and visits, each with its day or days."""
    columns = {
        "measurement": ("scores", "measurement_date, score_kind, value_as_number", "value_as_number"),
        "drug_exposure": (
            "orders",
            "drug_exposure_start_date, drug_exposure_end_date, ingredient, drug_class, route, daily_dose_mg",
            "ingredient",
        ),
        "visit_occurrence": ("visits", "visit_start_date, visit_end_date, visit_status", "visit_status"),
    }
    for table, (name, told, known) in columns.items():
        file = f"{run.results}/clean/{table}.parquet"
        sql = (
            f"SELECT person_id, {told}, row({told}, source_file, source_row) AS sort_key "
            f"FROM read_parquet({quoted(file)}) WHERE {known} IS NOT NULL"
        )
        yield Part(name, file, sql)


def _in_analysis(run: Run, analysis: str) -> Iterator[Part]:
    at = f"{run.results}/{analysis}"
    cohort, decisions = f"{at}/cohort/cohort.csv", f"{at}/cohort/decisions.parquet"
    yield Part(f"cohort.{analysis}", cohort, f"SELECT *, 0 AS sort_key FROM {source(cohort)}")
    order = "row(considered_as = 'comparator', step) AS sort_key"
    answers = f"SELECT *, {order} FROM read_parquet({quoted(decisions)})"
    yield Part(f"decisions.{analysis}", decisions, answers)
    yield _sets(f"sets.{analysis}", f"{at}/match/matches.csv")
    nearest = f"{at}/match/nearest.csv"
    yield Part(f"nearest.{analysis}", nearest, _nearest(nearest, "exposed_id", "person_id AS comparator"))
    limit = f"QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY sort_key) <= {NEAR_TO_SHOWN}"
    near_to = f"SELECT * FROM ({_nearest(nearest, 'person_id', 'exposed_id AS exposed')}) {limit}"
    yield Part(f"near_to.{analysis}", nearest, near_to)
    for name, file, key in (
        ("unmatched", "match/unmatched.csv", "0"),
        ("model", "model/analysis_set.csv", "row(set_id, role)"),
        ("influence", "model/influence.csv", "row(set_id, role)"),
    ):
        yield Part(
            f"{name}.{analysis}", f"{at}/{file}", f"SELECT *, {key} AS sort_key FROM {source(f'{at}/{file}')}"
        )


def _sets(name: str, file: str) -> Part:
    """Return the members of every set that a person is in: the exposed, themselves, then the nearest."""
    order = "them.role = 'comparator', them.person_id <> me.person_id, them.distance::DOUBLE, them.person_id"
    window = "PARTITION BY me.person_id, me.set_id, me.role"
    sql = f"""
        SELECT me.person_id, me.role AS own_role, them.set_id, them.person_id AS member, them.role, them.index_date,
            them.distance, count(*) OVER ({window}) AS members,
            row(them.set_id, me.role, row_number() OVER ({window} ORDER BY {order})) AS sort_key
        FROM {source(file)} AS me JOIN {source(file)} AS them USING (set_id)
        QUALIFY row_number() OVER ({window} ORDER BY {order}) <= {MEMBERS_SHOWN}
    """
    return Part(name, file, sql)


def _nearest(file: str, own: str, other: str) -> str:
    """Return the nearest comparators of exposed people, or, the other way round, whom a person was near to."""
    told = 'place, "of", distance, became, other_sets, matched_to'
    return f"""
        SELECT {own} AS person_id, {other}, {told}, row(place::BIGINT, exposed_id, nearest.person_id) AS sort_key
        FROM {source(file)} AS nearest
    """


def cells_of(connection: duckdb.DuckDBPyConnection, part: Part) -> list[str]:
    """Return the SQL of each column of a part as text; notes in raw rows are cut as in the cleaning log."""
    names = [f'"{name}"::VARCHAR' for name in columns_of(connection, part)]
    if not part.name.startswith("raw."):
        return names
    cut = f"left({{0}}, {LONGEST_TEXT}) || {quoted(CUT)}"
    return [f"CASE WHEN length({x}) > {LONGEST_TEXT} THEN {cut.format(x)} ELSE {x} END" for x in names]


def columns_of(connection: duckdb.DuckDBPyConnection, part: Part) -> list[str]:
    """Return the names of the columns that a part tells."""
    described = connection.sql(f"SELECT * EXCLUDE (person_id, sort_key) FROM ({part.sql}) LIMIT 0")
    return list(described.columns)


def rows_of_one(
    connection: duckdb.DuckDBPyConnection, part: Part, person_id: str
) -> list[dict[str, str | None]]:
    """Return a part's rows about one person as texts by column (None = empty)."""
    cells = ", ".join(cells_of(connection, part))
    asked = f"SELECT {cells} FROM ({part.sql}) WHERE person_id = $id ORDER BY sort_key"
    found = connection.execute(asked, {"id": person_id}).fetchall()
    names = columns_of(connection, part)
    return [dict(zip(names, row, strict=True)) for row in found]


def people_known(connection: duckdb.DuckDBPyConnection, run: Run) -> list[str]:
    """Return the id of everyone whom the run has a row of, sorted."""
    cohorts = [f"{run.results}/{analysis}/cohort/cohort.csv" for analysis in run.study["analyses"]]
    files = [f"{run.results}/extract/{table}.parquet" for table in EXTRACT_TABLES] + cohorts
    files.append(f"{run.results}/clean/quarantine.csv")
    parts = [f"SELECT person_id FROM {source(file)}" for file in files if file in run.makers]
    if not parts:
        return []
    asked = f"SELECT DISTINCT person_id FROM ({' UNION ALL '.join(parts)}) WHERE person_id <> '' ORDER BY 1"
    return [person for (person,) in connection.sql(asked).fetchall()]


def _texts(texts: tuple[str, ...]) -> str:
    return "(" + ", ".join(map(quoted, texts)) + ")"
