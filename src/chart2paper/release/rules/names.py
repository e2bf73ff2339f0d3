"""The names of counts. One quantity has one name in every table, figure and sentence that shows it."""

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.values import text_slug

PEOPLE = "records/people"


def matched(analysis: str, role: str) -> str:
    """People of an arm who are in a matched set."""
    return f"{analysis}/matched/{role}"


def with_outcome(analysis: str, role: str) -> str:
    """Matched people of an arm who have an outcome score."""
    return f"{analysis}/with outcome/{role}"


def missing(analysis: str, role: str, reason: str = "") -> str:
    """Matched people of an arm without an outcome score, for one reason or any."""
    return f"{analysis}/missing/{role}" + (f"/{reason}" if reason else "")


def eligible(analysis: str, role: str) -> str:
    """People of an arm who are left when every restriction has been applied."""
    return f"{analysis}/eligible/{role}"


def everybody(analysis: str, role: str) -> str:
    """People of an arm before any restriction."""
    return f"{analysis}/everybody/{role}"


def unmatched(analysis: str, role: str) -> str:
    """Eligible people of an arm who are in no matched set."""
    return f"{analysis}/unmatched/{role}"


def level(analysis: str, role: str, covariate: str, value: str) -> str:
    """Matched people of an arm at one level of a covariate."""
    return f"{matched(analysis, role)}/{covariate}={text_slug(value)}"


def known(analysis: str, role: str, covariate: str) -> str:
    """Matched people of an arm in whom a covariate is known."""
    return f"{matched(analysis, role)}/{covariate} known"


def responders(analysis: str, threshold: str, role: str) -> str:
    """Matched people of an arm whose pain fell by at least `threshold` ("30" for 30 %, or "2_points")."""
    return f"{analysis}/responders/{threshold}/{role}"


def harm(analysis: str, kind: str, event: str, role: str) -> str:
    """Matched people of an arm with an adverse effect, or who stopped for a reason."""
    return f"{analysis}/{kind}/{event}/{role}"


def subgroup(analysis: str, name: str, value: str) -> str:
    """People with an outcome, of both arms, in a subgroup."""
    return f"{analysis}/with outcome/{name}={value}"


def both(analysis: str, group: str) -> str:
    """The people of both arms together: of `matched`, `with outcome`, `missing`, `eligible` or `unmatched`."""
    return f"{analysis}/{group}"


def arms(name: str) -> tuple[str, ...]:
    """Return the names of both arms for the name of a whole: `x` gives `x/exposed` and `x/comparator`."""
    return tuple(f"{name}/{role}" for role in ROLES)


# What is lost when a count is withheld: the higher, the longer it is kept. First match counts.
WORTH: tuple[tuple[str, float], ...] = (
    (r"/matched/(exposed|comparator)$", 1000),
    (r"/matched$", 900),
    (r"^records/people$|/left/0$", 800),
    (r"/with outcome$", 600),
    (r"/eligible$", 400),
    (r"/with outcome/(exposed|comparator)$", 150),
    (r"/responders/30/", 120),
    (r"/responders/50/", 90),
    (r"/responders/2_points/", 40),
    (r"/responders/", 30),
    (r"/eligible/", 80),
    (r"/unmatched/exposed$", 60),
    (r"/with outcome/", 50),
    (r"any adverse effect|stopped for any reason", 45),
    (r" known$", 20),
    (r"/missing", 15),
    *((f"/{covariate.name}=", covariate.worth) for covariate in COVARIATES.values()),
    (r"^rows/(changes|aside|[a-z]+/(read|kept|aside))$", 30),
    (r"^rows/", 3),
)
