"""What the stages cohort, match and model did with people: counted from the files they left."""

from pathlib import Path

import duckdb

from chart2paper.audit.pages_tables import source
from chart2paper.audit.run import Run
from chart2paper.audit.section_parts import Section, query, rows_link, section


def cohort_sections(run: Run) -> list[Section]:
    """Tell for each analysis who was left out, in the steps of its attrition."""
    return [_attrition(run, name) for name in _analyses(run, "cohort/attrition.csv")]


def _analyses(run: Run, file: str) -> list[str]:
    """Return the analyses that left a file, the primary one first."""
    names = sorted(run.study["analyses"], key=lambda name: name != run.study["primary_analysis"])
    return [name for name in names if Path(run.results, name, file).is_file()]


def _title(run: Run, name: str) -> str:
    return str(run.study["analyses"][name]["title"])


def _attrition(run: Run, name: str) -> Section:
    people = f"{run.results}/{name}/cohort/cohort.csv"
    rows = query(f"""SELECT step, reason, exposed, comparator, remaining
        FROM {source(f"{run.results}/{name}/cohort/attrition.csv")} ORDER BY step::BIGINT""")
    linked = [
        [step, reason if step == "0" else rows_link(people, reason, excluded_because=reason), *counts]
        for step, reason, *counts in rows
    ]
    [[total, out, inside]] = (
        query(f"""SELECT count(*), count(excluded_because), count(*) - count(excluded_because)
        FROM {source(people)}""")
    )
    note = (
        f"{total} people in the records = {out} left out + {inside} eligible. A reason leads to the people."
    )
    head = ["step", "left out because", "exposed", "comparators", "remaining"]
    return section(f"People accounted for: {_title(run, name)}", note, head, linked)


def match_sections(run: Run) -> list[Section]:
    """Tell for each analysis how many of the eligible are in a matched set."""
    return [_matched(run, name) for name in _analyses(run, "match/matches.csv")]


def _matched(run: Run, name: str) -> Section:
    place = f"{run.results}/{name}"
    cohort, matches = source(f"{place}/cohort/cohort.csv"), f"{place}/match/matches.csv"
    rows = query(f"""
        WITH matched AS (SELECT DISTINCT person_id, role FROM {source(matches)}),
          eligible AS (SELECT person_id, role FROM {cohort} WHERE excluded_because IS NULL)
        SELECT role, (SELECT count(*) FROM eligible e WHERE e.role = r.role),
          (SELECT count(*) FROM matched m WHERE m.role = r.role),
          (SELECT count(*) FROM eligible e ANTI JOIN matched m USING (person_id, role) WHERE e.role = r.role),
          (SELECT count(*) FROM matched m ANTI JOIN eligible e USING (person_id, role) WHERE m.role = r.role)
        FROM (VALUES ('exposed'), ('comparator')) r(role) ORDER BY role DESC""")
    [[sets]] = query(f"SELECT count(DISTINCT set_id) FROM {source(matches)}")
    note = (
        f"{sets} matched sets. The last column counts people who serve in a set with another role than the cohort "
        f"lists them under: comparators who were exposed later. The exposed without a match are listed with the "
        f"reason in {place}/match/unmatched.csv."
    )
    head = ["role", "eligible", "in a matched set", "eligible, but in none", "in one with another role"]
    linked = [
        [role, total, rows_link(matches, used, role=role), *others] for role, total, used, *others in rows
    ]
    return section(f"Who was compared: {_title(run, name)}", note, head, linked)


def model_sections(run: Run) -> list[Section]:
    """Tell for each analysis whose outcome was measured, and how its design was judged."""
    outcomes = [_outcomes(run, name) for name in _analyses(run, "model/analysis_set.csv")]
    return [*outcomes, *(_diagnostics(run, name) for name in _analyses(run, "model/diagnostics.csv"))]


def _outcomes(run: Run, name: str) -> Section:
    file = f"{run.results}/{name}/model/analysis_set.csv"
    rows = query(f"""
        SELECT role, coalesce(outcome_missing_because, '') AS reason, count(*)
        FROM {source(file)} GROUP BY ALL ORDER BY role DESC, reason""")
    linked = [
        [
            role,
            reason or "outcome measured",
            rows_link(file, count, role=role, outcome_missing_because=reason),
        ]
        for role, reason, count in rows
    ]
    note = "Everyone in a matched set, by whether their outcome was measured. A count leads to the people."
    return section(f"People accounted for: {_title(run, name)}", note, ["role", "outcome", "people"], linked)


def _diagnostics(run: Run, name: str) -> Section:
    file = f"{run.results}/{name}/model/diagnostics.csv"
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT * FROM {source(file)}")
        head = [column[0] for column in found.description]
        rows = [["" if cell is None else cell for cell in row] for row in found.fetchall()]
    return section(
        f"Checks of the design: {_title(run, name)}", "Judged before any outcome rule.", head, rows
    )
