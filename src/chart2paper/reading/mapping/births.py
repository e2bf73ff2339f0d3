"""An export that tells nobody's age."""

from chart2paper.problems import Problem
from chart2paper.reading.mapping.clinic import Mapping


def no_births(mapping: Mapping) -> Problem:
    """Return the problem of an export that tells nobody's age."""
    file, _ = mapping.filling("person")[0]
    what = (
        "the list of patients holds no dates of birth: everybody's age would be unknown, and nobody could be shown to "
        "be old enough for the study"
    )
    todo = (
        "map birth_date to a column with dates or years of birth, or date_parts: birth_date to columns of year, month "
        "and day; or, for visits, age_source_value to a column with the age at the visit"
    )
    return Problem(file.file, what, todo)
