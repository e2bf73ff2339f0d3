"""The whole export cleaned in memory, one table after the other, by the functions that a run uses."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from chart2paper.clean.conditions import clean_condition
from chart2paper.clean.drugs import clean_drug
from chart2paper.clean.measurements import clean_measurement
from chart2paper.clean.others import clean_observation, clean_procedure
from chart2paper.clean.outcome import Cleaned
from chart2paper.clean.persons import clean_person
from chart2paper.clean.visits import clean_visit
from chart2paper.extract.export import Extracted
from chart2paper.problems import Problem, Problems
from chart2paper.reading.mapping import Mapping
from chart2paper.readings.fates import Part
from chart2paper.readings.lists import Lists
from chart2paper.tables.clean import PERSON, VISIT
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.read_write import shape


@dataclass(frozen=True)
class Settings:
    """What cleaning needs besides the rows: the mapping, the code lists and the data lock date (ISO)."""

    mapping: Mapping
    lists: Lists
    data_lock_date: str


def clean_export(
    tables: Iterator[Extracted], settings: Settings, problems: list[Problem]
) -> Iterator[tuple[Extracted, Part | None]]:
    """Yield every extracted table with what cleaning made of it; people come with the visits, which they need.

    What would stop the run is added to `problems`; such a table has no part, nor has any that needs it.
    """
    person: Extracted | None = None
    clean: dict[str, pd.DataFrame] = {}
    unknown: dict[str, pd.DataFrame] = {}
    for extracted in tables:
        if extracted.table == "person":
            person, unknown = extracted, _nothing_known_of(extracted.rows)
            continue
        if extracted.table == "visit_occurrence" and person is not None:
            yield person, _cleaned(person, extracted.rows, clean, unknown, settings, problems)
        yield extracted, _cleaned(extracted, extracted.rows, clean, unknown, settings, problems)


def _cleaned(
    extracted: Extracted,
    visits: pd.DataFrame,
    clean: dict[str, pd.DataFrame],
    unknown: dict[str, pd.DataFrame],
    settings: Settings,
    problems: list[Problem],
) -> Part | None:
    """Clean one table; `visits` are the extracted ones when the table is that of people."""
    needs = {"person": [], "measurement": ["person", "visit_occurrence"]}.get(extracted.table, ["person"])
    whole = all(name in clean for name in needs)
    try:
        cleaned = _clean(extracted, visits, {**unknown, **clean}, settings)
    except Problems as found:
        files = ", ".join(file.file for file, _ in settings.mapping.filling(extracted.table))
        problems += [_in_file(problem, files) for problem in found.problems]
        return None
    if not whole:
        return None
    if extracted.table in ("person", "visit_occurrence"):
        clean[extracted.table] = cleaned.table
    return Part(EXTRACT_TABLES[extracted.table], extracted.rows, cleaned)


def _nothing_known_of(person: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return people of whom nothing is known, and no visits.

    They stand for tables that cannot be cleaned, so that the problems of others are found all the same.
    """
    people = person[["person_id"]].assign(over_89=False)
    return {"person": shape(people, PERSON), "visit_occurrence": shape(pd.DataFrame(), VISIT)}


def _clean(
    extracted: Extracted, visits: pd.DataFrame, clean: dict[str, pd.DataFrame], settings: Settings
) -> Cleaned:
    frame, mapping, lists, lock = extracted.rows, settings.mapping, settings.lists, settings.data_lock_date
    if extracted.table == "person":
        return clean_person(frame, visits, mapping, lock)
    person = clean["person"]
    if extracted.table == "visit_occurrence":
        return clean_visit(frame, person, mapping, lock)
    if extracted.table == "measurement":
        visit = clean["visit_occurrence"]
        return clean_measurement(frame, person, visit, lists.pain_words, mapping, lock)
    if extracted.table == "drug_exposure":
        return clean_drug(frame, person, lists.drugs, mapping, lock)
    if extracted.table == "condition_occurrence":
        return clean_condition(frame, person, lists.pain_conditions, mapping, lock)
    others = {"procedure_occurrence": clean_procedure, "observation": clean_observation}
    return others[extracted.table](frame, person, mapping, lock)


def _in_file(problem: Problem, files: str) -> Problem:
    """Name the files of a table where cleaning found something wrong with the whole table."""
    if problem.file != "clean":
        return problem
    return Problem(files, problem.what, problem.todo, problem.row, problem.column)
