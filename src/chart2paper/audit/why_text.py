"""The words of `chart2paper why`: a person's rows as sentences and tables, stage by stage."""

import textwrap
from collections.abc import Iterator

from chart2paper.audit.run import Run
from chart2paper.audit.terminal_table import WIDTH, table_lines
from chart2paper.audit.windows import windows_on
from chart2paper.writing.study_values import BANNER

Row = dict[str, str | None]
# Part (see `person_rows`) -> the file its rows stand in, and the rows.
Rows = dict[str, tuple[str, list[Row]]]
INTERNAL = "This is about a single patient. It must not leave the clinic."
CLEANING = {"changes": "What cleaning changed", "set_aside": "What was set aside, and why"}
# Numbers with more digits than anybody reads.
MEASURED = ("distance", "estimate", "estimate_without", "moved")
# Columns that the heading of a table already tells.
REPEATED = ("person_id", "set_id", "stage")


def person_lines(run: Run, person: str, rows: Rows) -> list[str]:
    """Return the lines about a person: raw rows, cleaning, and their way through each analysis."""
    banner = [BANNER] if run.study["clinic"]["simulated"] else []
    lines = [f"{person}: their way through the study {run.study['study']}", INTERNAL, *banner]
    for analysis in _analyses(run):
        lines += _summary(run, analysis, rows)
    lines += _heading("What the export says: rows as read (dates of birth are not repeated here)")
    for name in [name for name in rows if name.startswith("raw.")]:
        lines += _part(rows, name, name.removeprefix("raw."), empty=False)
    for name, heading in CLEANING.items():
        lines += _heading(heading) + _part(rows, name, "rows or values")
    for analysis in _analyses(run):
        lines += _heading(f"{run.study['analyses'][analysis]['title']} ({analysis})")
        lines += [line for section in _in_analysis(run, person, analysis, rows) for line in section]
    return lines


def _analyses(run: Run) -> list[str]:
    """Return the analyses, the primary one first."""
    primary = run.study["primary_analysis"]
    return [primary, *(name for name in run.study["analyses"] if name != primary)]


def _heading(text: str) -> list[str]:
    return ["", "", text, "=" * min(len(text), WIDTH)]


def _part(rows: Rows, name: str, what: str, empty: bool = True, hide: tuple[str, ...] = ()) -> list[str]:
    """Return a part as a table under a line that names its file; `empty`: whether to say that it has no rows."""
    if name not in rows:
        return ["", f"{what}: this run has no such file"]
    file, found = rows[name]
    if not found:
        return ["", f"{what}: none"] if empty else []
    shown = [{column: _short(column, row) for column in row if column not in hide} for row in found]
    return ["", f"{what}: {len(found)} ({file})", *table_lines(_at_rows(shown))]


def _short(column: str, row: Row) -> str | None:
    text = row[column]
    return f"{float(text):.4g}" if text and column in MEASURED else text


def _at_rows(rows: list[Row]) -> list[Row]:
    """Return rows with file and row of the export in one column; rows that differ in nothing else become one."""
    if "source_row" not in rows[0]:
        return rows
    places: dict[tuple[tuple[str, str | None], ...], dict[str, list[str]]] = {}
    for row in rows:
        rest = tuple((name, text) for name, text in row.items() if not name.startswith("source_"))
        places.setdefault(rest, {}).setdefault(str(row["source_file"]), []).append(str(row["source_row"]))
    return [
        {"file: rows": "; ".join(f"{file}: {', '.join(at)}" for file, at in files.items()), **dict(rest)}
        for rest, files in places.items()
    ]


def _summary(run: Run, analysis: str, rows: Rows) -> Iterator[str]:
    title = run.study["analyses"][analysis]["title"]
    main = ", the primary analysis" if analysis == run.study["primary_analysis"] else ""
    yield ""
    yield f"{title}{main}:"
    yield from textwrap.wrap(part_played(analysis, rows), WIDTH, initial_indent="  ", subsequent_indent="  ")


def part_played(analysis: str, rows: Rows) -> str:
    """Return in a sentence what became of a person in an analysis."""
    cohort = rows.get(f"cohort.{analysis}", ("", []))[1]
    if not cohort:
        return "not among the people of this analysis."
    if cohort[0]["excluded_because"]:
        return f"not in the cohort: {cohort[0]['excluded_because']}."
    sets = rows.get(f"sets.{analysis}", ("", []))[1]
    own = [row for row in sets if row["role"] == row["own_role"] and row["distance"] is not None]
    places = list(dict.fromkeys((row["own_role"], row["set_id"]) for row in own))
    if places:
        return "; ".join(_role_words(role, set_id, sets) for role, set_id in places) + "."
    reasons = [row["reason"] for row in rows.get(f"unmatched.{analysis}", ("", []))[1]]
    return (
        f"in the cohort as {cohort[0]['role']}, but in no matched set"
        + "".join(f": {r}" for r in reasons)
        + "."
    )


def _role_words(role: str | None, set_id: str | None, sets: list[Row]) -> str:
    here = [row for row in sets if row["set_id"] == set_id and row["own_role"] == role]
    others = [str(row["member"]) for row in here if row["role"] != role]
    more = int(str(here[0]["members"])) - len(here)
    names = ", ".join(others) + (f" and {more} more" if more else "")
    return f"{role} in the matched set {set_id}, with {names}"


def _in_analysis(run: Run, person: str, analysis: str, rows: Rows) -> Iterator[list[str]]:
    if f"decisions.{analysis}" in rows:
        yield from _decisions(rows, analysis)
    yield _dates(run, person, analysis, rows)
    yield _part(rows, f"sets.{analysis}", "the members of their matched sets", hide=("own_role", "members"))
    yield _part(rows, f"unmatched.{analysis}", "left unmatched", empty=False)
    yield _part(rows, f"nearest.{analysis}", "their nearest possible comparators", empty=False)
    yield _part(rows, f"near_to.{analysis}", "exposed people whom they were near to", empty=False)
    yield from _model(rows, analysis)
    yield _influence(rows, analysis)


def _decisions(rows: Rows, analysis: str) -> Iterator[list[str]]:
    found = rows[f"decisions.{analysis}"][1]
    for role in dict.fromkeys(row["considered_as"] for row in found):
        asked = [
            {
                "step": row["step"],
                "removed if": row["reason"],
                "decision": ": ".join(filter(None, (row["decision"], row["why_not_asked"]))),
            }
            for row in found
            if row["considered_as"] == role
        ]
        yield ["", f"every eligibility decision, considered as {role}:", *table_lines(asked)]


def _dates(run: Run, person: str, analysis: str, rows: Rows) -> list[str]:
    """Return the index date of each of a person's sets, or of the cohort, with the windows around it."""
    sets = [row for row in rows.get(f"sets.{analysis}", ("", []))[1] if row["member"] == person]
    dated = [(f"set {row['set_id']}", row["index_date"]) for row in sets if row["role"] == row["own_role"]]
    cohort = rows.get(f"cohort.{analysis}", ("", []))[1]
    dated = dated or [("cohort", row["index_date"]) for row in cohort]
    table: list[Row] = [
        {
            "in": place,
            "index date": day,
            **{
                f"{name} window": " to ".join(days)
                for name, days in windows_on(run.study, analysis, day).items()
            },
        }
        for place, day in dated
        if day
    ]
    return ["", "index date and windows:" + ("" if table else " none"), *table_lines(table)]


def _model(rows: Rows, analysis: str) -> Iterator[list[str]]:
    name = f"model.{analysis}"
    for row in rows.get(name, ("", []))[1]:
        values: list[Row] = [
            {"value": column, "as entered": text or "(empty)"}
            for column, text in row.items()
            if column not in REPEATED
        ]
        yield [
            "",
            f"the values that entered the model, in set {row['set_id']} ({rows[name][0]}):",
            *table_lines(values),
        ]
    if not rows.get(name, ("", []))[1]:
        yield ["", "the values that entered the model: none, they are in no matched set"]


def _influence(rows: Rows, analysis: str) -> list[str]:
    if f"influence.{analysis}" not in rows:
        return []
    return _part(rows, f"influence.{analysis}", "how the primary estimate moves without them")
