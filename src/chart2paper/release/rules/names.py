"""The names of counts. One quantity has one name in every table, figure and sentence that shows it.

A name knows what it counts (`counted.py`), so that nobody takes its text apart.
"""

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.model.harms import adverse_effects as harms
from chart2paper.release.rules.counted import USUAL_WORTH, CountName
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.about import About
from chart2paper.writing.values import text_slug

# What is lost when the people of both arms, or of one, are withheld: the higher, the longer the count is kept.
MATCHED, WITH_OUTCOME, ELIGIBLE, UNMATCHED, MISSING = (
    "matched",
    "with outcome",
    "eligible",
    "unmatched",
    "missing",
)
WORTH_OF_BOTH = {MATCHED: 900.0, WITH_OUTCOME: 600.0, ELIGIBLE: 400.0, MISSING: 15.0}
WORTH_OF_ARM = {MATCHED: 1000.0, WITH_OUTCOME: 150.0, ELIGIBLE: 80.0, UNMATCHED: 60.0, MISSING: 15.0}
WORTH_OF_RESPONDERS = {"30": 120.0, "50": 90.0, "2_points": 40.0}


PEOPLE = CountName("records/people", About("count", "everybody"), worth=800.0)


def of_arm(analysis: str, group: str, role: str) -> CountName:
    """People of an arm: matched, with outcome, eligible, unmatched or missing (an outcome score)."""
    value = (
        WORTH_OF_ARM.get(group, USUAL_WORTH) if (group, role) != (UNMATCHED, "comparator") else USUAL_WORTH
    )
    counted, of_effects = About("count", group, analysis, role), group == WITH_OUTCOME
    return CountName(f"{analysis}/{group}/{role}", counted, value, of_effects)


def both(analysis: str, group: str) -> CountName:
    """The people of both arms together, of one of the same groups."""
    value = WORTH_OF_BOTH.get(group, USUAL_WORTH)
    return CountName(f"{analysis}/{group}", About("count", group, analysis), value)


def arms(analysis: str, group: str) -> tuple[CountName, ...]:
    """The people of each arm, of one of the same groups."""
    return tuple(of_arm(analysis, group, role) for role in ROLES)


def matched(analysis: str, role: str) -> CountName:
    """People of an arm who are in a matched set."""
    return of_arm(analysis, MATCHED, role)


def with_outcome(analysis: str, role: str) -> CountName:
    """Matched people of an arm who have an outcome score."""
    return of_arm(analysis, WITH_OUTCOME, role)


def eligible(analysis: str, role: str) -> CountName:
    """People of an arm who are left when every restriction has been applied."""
    return of_arm(analysis, ELIGIBLE, role)


def unmatched(analysis: str, role: str) -> CountName:
    """Eligible people of an arm who are in no matched set."""
    return of_arm(analysis, UNMATCHED, role)


def everybody(analysis: str, role: str) -> CountName:
    """People of an arm before any restriction."""
    return of_arm(analysis, "everybody", role)


def missing(analysis: str, role: str, reason: str = "") -> CountName:
    """Matched people of an arm without an outcome score, for one reason or any."""
    if not reason:
        return of_arm(analysis, MISSING, role)
    counted = About("count", "missing for a reason", analysis, role)
    return CountName(f"{analysis}/missing/{role}/{reason}", counted, WORTH_OF_ARM[MISSING])


def missing_of_both(analysis: str, reason: str) -> CountName:
    """Matched people of both arms without an outcome score, for one reason."""
    counted = About("count", "missing for a reason", analysis)
    return CountName(f"{analysis}/missing: {reason}", counted, WORTH_OF_BOTH[MISSING])


def sets(analysis: str) -> CountName:
    """Matched sets."""
    return CountName(f"{analysis}/matched sets", About("count", "sets", analysis))


def left(analysis: str, step: object) -> CountName:
    """People of both arms whom a step of the attrition leaves."""
    return CountName(f"{analysis}/left/{step}", About("count", "left", analysis))


def removed(analysis: str, step: object, role: str = "") -> CountName:
    """People of an arm, or of both, whom a step of the attrition removes."""
    text = f"{analysis}/removed/{step}" + (f"/{role}" if role else "")
    return CountName(text, About("count", "removed", analysis, role))


def level(analysis: str, role: str, covariate: str, value: str) -> CountName:
    """Matched people of an arm at one level of a covariate."""
    counted, text = About("count", "level", analysis, role, covariate, value), text_slug(value)
    return CountName(f"{matched(analysis, role)}/{covariate}={text}", counted, COVARIATES[covariate].worth)


def known(analysis: str, role: str, covariate: str) -> CountName:
    """Matched people of an arm in whom a covariate is known."""
    counted = About("count", "known", analysis, role, covariate)
    return CountName(f"{matched(analysis, role)}/{covariate} known", counted, worth=20.0)


def outcome_at_level(analysis: str, role: str, covariate: str, value: str) -> CountName:
    """Matched people of an arm at one level of a covariate who have an outcome score."""
    counted = About("count", "outcome at level", analysis, role, covariate, value)
    return CountName(f"{with_outcome(analysis, role)}/{covariate}={value}", counted, 50.0, of_effects=True)


def subgroup(analysis: str, name: str, value: str, role: str = "") -> CountName:
    """People with an outcome in a subgroup, of both arms or of one."""
    if role:
        return outcome_at_level(analysis, role, name, value)
    counted = About("count", "subgroup", analysis, "", name, value)
    return CountName(f"{both(analysis, WITH_OUTCOME)}/{name}={value}", counted, worth=50.0)


def dose_band(analysis: str, band: object) -> CountName:
    """Exposed people with an outcome whose dose is in a band."""
    counted = About("count", "dose band", analysis, "exposed")
    return CountName(f"{with_outcome(analysis, 'exposed')}/dose band {band}", counted, worth=50.0)


def responders(analysis: str, threshold: str, role: str) -> CountName:
    """Matched people of an arm who improved by at least `threshold` ("30" for 30 %, or "2_points")."""
    value = WORTH_OF_RESPONDERS.get(threshold, 30.0)
    counted = About("count", "responders", analysis, role, level=threshold)
    return CountName(f"{analysis}/responders/{threshold}/{role}", counted, value)


def harm(analysis: str, kind: str, event: str, role: str) -> CountName:
    """Matched people of an arm with an adverse effect, or who stopped for a reason."""
    value = 45.0 if event in (harms.ANY, harms.STOPPED) else USUAL_WORTH
    return CountName(f"{analysis}/{kind}/{event}/{role}", About("count", "harm", analysis, role), value)


def event(analysis: str, name: str, role: str) -> CountName:
    """Matched people of an arm to whom something happened between index date and outcome."""
    return CountName(f"{analysis}/event/{name}/{role}", About("count", "event", analysis, role))


def at_risk(analysis: str, day: object) -> CountName:
    """Matched exposed people still taking the drug and followed on a day."""
    return CountName(
        f"{matched(analysis, 'exposed')}/at risk on day {day}", About("count", "at risk", analysis, "exposed")
    )


def stopped(analysis: str, day: object) -> CountName:
    """Matched exposed people who have stopped by a day."""
    return CountName(
        f"{matched(analysis, 'exposed')}/stopped by day {day}", About("count", "stopped", analysis, "exposed")
    )


def preference(analysis: str, low: float, high: float) -> CountName:
    """Matched exposed people whose preference score lies in a range."""
    text = f"{matched(analysis, 'exposed')}/preference score {low:g} to {high:g}"
    return CountName(text, About("count", "preference", analysis, "exposed"))


def rows(
    text: str, group: str, stage: str = "", table: str = "", reason: str = "", value: float = 3.0
) -> CountName:
    """Rows of the whole export (see `records`)."""
    return CountName(f"rows/{text}", About("rows", group, stage=stage, table=table, reason=reason), value)
