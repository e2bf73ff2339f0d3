"""All tables of an export cleaned, one after the other, and what is wrong with any of them told together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.clean.code_lists import Lists
from chart2paper.clean.conditions import clean_condition
from chart2paper.clean.drugs import clean_drug
from chart2paper.clean.measurements import clean_measurement
from chart2paper.clean.others import clean_observation, clean_procedure
from chart2paper.clean.outcome import Cleaned
from chart2paper.clean.persons import clean_person
from chart2paper.clean.visits import clean_visit
from chart2paper.problems import Problem, Problems
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.clean import PERSON, VISIT
from chart2paper.tables.read_write import shape

# The code list that gives the texts of a table their meaning; those of other tables need none.
LIST_OF = {
    "measurement": "score_words",
    "drug_exposure": "drugs",
    "condition_occurrence": "pain_conditions",
}


@dataclass(frozen=True)
class Settings:
    """What cleaning needs besides the rows: mapping, code lists, data lock date (ISO), and whose scores it reads."""

    mapping: Mapping
    lists: Lists
    data_lock_date: str
    outcome: Outcome


def clean_tables(
    tables: Iterable[tuple[str, pd.DataFrame]], settings: Settings, problems: list[Problem]
) -> Iterator[tuple[str, pd.DataFrame, Cleaned | None]]:
    """Yield every table with its extracted rows and what cleaning made of them.

    tables: name and extracted rows, people first and then the visits, which people need: the two come together.
    What stops the run is added to `problems`, each once; such a table has nothing clean, nor has any that needs it.
    """
    person = pd.DataFrame()
    clean: dict[str, pd.DataFrame] = {}
    unknown: dict[str, pd.DataFrame] = {}
    for name, rows in tables:
        if name == "person":
            person, unknown = rows, _nothing_known_of(rows)
            continue
        if name == "visit_occurrence":
            yield "person", person, _cleaned("person", person, rows, clean, unknown, settings, problems)
        yield name, rows, _cleaned(name, rows, rows, clean, unknown, settings, problems)


def _cleaned(
    name: str,
    rows: pd.DataFrame,
    visits: pd.DataFrame,
    clean: dict[str, pd.DataFrame],
    unknown: dict[str, pd.DataFrame],
    settings: Settings,
    problems: list[Problem],
) -> Cleaned | None:
    """Clean one table; `visits` are the extracted ones when the table is that of people."""
    needs = {"person": [], "measurement": ["person", "visit_occurrence"]}.get(name, ["person"])
    try:
        cleaned = _clean(name, rows, visits, {**unknown, **clean}, settings)
    except Problems as found:
        files = ", ".join(file.file for file, _ in settings.mapping.filling(name))
        told = [_in_file(problem, files) for problem in found.problems]
        # People are cleaned with the dates of visits, which are then found wrong twice.
        problems += [problem for problem in told if problem not in problems]
        return None
    if any(needed not in clean for needed in needs):
        return None
    if name in ("person", "visit_occurrence"):
        clean[name] = cleaned.table
    return cleaned


def _nothing_known_of(person: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return people of whom nothing is known, and no visits.

    They stand for tables that cannot be cleaned, so that the problems of others are found all the same.
    """
    people = person[["person_id"]].assign(over_89=False)
    return {"person": shape(people, PERSON), "visit_occurrence": shape(pd.DataFrame(), VISIT)}


def _clean(
    name: str, rows: pd.DataFrame, visits: pd.DataFrame, clean: dict[str, pd.DataFrame], settings: Settings
) -> Cleaned:
    mapping, lists, lock = settings.mapping, settings.lists, settings.data_lock_date
    if name == "person":
        return clean_person(rows, visits, mapping, lock)
    person = clean["person"]
    if name == "visit_occurrence":
        return clean_visit(rows, person, mapping, lock)
    if name == "measurement":
        visits = clean["visit_occurrence"]
        return clean_measurement(rows, person, visits, lists.score_words, mapping, lock, settings.outcome)
    if name == "drug_exposure":
        return clean_drug(rows, person, lists.drugs, mapping, lock)
    if name == "condition_occurrence":
        return clean_condition(rows, person, lists.pain_conditions, mapping, lock)
    others = {"procedure_occurrence": clean_procedure, "observation": clean_observation}
    return others[name](rows, person, mapping, lock)


def _in_file(problem: Problem, files: str) -> Problem:
    """Name the files of a table where cleaning found something wrong with the whole table."""
    if problem.file != "clean":
        return problem
    return Problem(files, problem.what, problem.todo, problem.row, problem.column)
