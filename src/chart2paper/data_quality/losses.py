"""What is lost between the export and the analysis, beside what may be lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from chart2paper.cohort.design import Design
from chart2paper.cohort.reasons import steps_of
from chart2paper.data_quality.exposed import Exposed
from chart2paper.data_quality.limits import limit_of
from chart2paper.data_quality.restrictions import RESTRICTIONS
from chart2paper.extract.set_aside import NO_RECORD_NUMBER, UNKNOWN_PERSON
from chart2paper.reading.mapping.accepted import (
    AGE,
    COVARIATES,
    DAILY_DOSE,
    ELIGIBLE,
    EXPOSED,
    ROWS,
    SCORES,
    AcceptedLoss,
)
from chart2paper.tables.data_quality import LOSSES, VERDICTS
from chart2paper.tables.read_write import shape

WITHIN, ACCEPTED, STOPS = VERDICTS
DRUG_LINE = "drug_exposure.drug_source_value"


@dataclass(frozen=True)
class Loss:
    """`lost` of `of` rows or people; `where` is a file of the export or an analysis."""

    what: str
    unit: str
    of: int
    lost: int
    where: str = ""


def judged(losses: Iterable[Loss], accepted: Sequence[AcceptedLoss]) -> pd.DataFrame:
    """Return the LOSSES rows: every loss with its limit and what follows."""
    by_name = {loss.what: loss for loss in accepted}
    return shape(pd.DataFrame([_judged(loss, by_name.get(loss.what)) for loss in losses]), LOSSES)


def _judged(loss: Loss, accepted: AcceptedLoss | None) -> dict[str, object]:
    share, limit = loss.lost / loss.of if loss.of else 0.0, limit_of(loss.what)
    verdict = WITHIN if share <= limit else STOPS
    if verdict == STOPS and accepted and share <= accepted.up_to:
        verdict = ACCEPTED
    return {
        "what": loss.what,
        "where": loss.where or None,
        "unit": loss.unit,
        "of": loss.of,
        "lost": loss.lost,
        "share": share,
        "limit": limit,
        "accepted_up_to": accepted.up_to if accepted else None,
        "reason": accepted.reason if accepted else None,
        "verdict": verdict,
    }


def of_columns(readings: pd.DataFrame) -> Iterable[Loss]:
    """Losses of columns that are read, per file; READINGS rows.

    Cells whose row another column set aside do not count. Drug lines and daily doses are judged by `of_exposure`:
    most of them belong to drugs that are not in question.
    """
    counted = readings[readings["fate"].ne("with_row") & (readings["fate"].ne("blank") | readings["lost"])]
    for (table, file, column), rows in counted.groupby(["table", "source_file", "column"]):
        what = f"{table}.{column}"
        if what not in (DAILY_DOSE, DRUG_LINE):
            lost = int(rows.loc[rows["lost"].astype(bool), "values"].sum())
            yield Loss(what, "rows", int(rows["values"].sum()), lost, str(file))


def of_rows(ledger: pd.DataFrame, quarantine: pd.DataFrame) -> Iterable[Loss]:
    """Losses of whole rows when the export is read: record numbers that match nobody, and broken rows.

    ledger, quarantine: ROW_LEDGER and QUARANTINE rows of the stage extract.
    """
    for row in ledger[["table", "source_file", "rows_read"]].itertuples(index=False):
        table, file, read = str(row[0]), str(row[1]), int(row[2])
        reasons = quarantine.loc[quarantine["table"].eq(table) & quarantine["source_file"].eq(file), "reason"]
        nobody = int(reasons.isin([UNKNOWN_PERSON, NO_RECORD_NUMBER]).sum())
        broken = int((~reasons.isin([UNKNOWN_PERSON, NO_RECORD_NUMBER, *RESTRICTIONS])).sum())
        yield Loss(f"{table}.person_id", "rows", read, nobody, file)
        yield Loss(f"{table}.{ROWS}", "rows", read, broken, file)


def of_exposure(exposed: Exposed) -> Iterable[Loss]:
    """Losses of the exposure: its people, the lines of the drugs in question, and the exposure's doses."""
    of = exposed.exposed + exposed.lost
    nobody = exposed.exposed == 0
    yield Loss(EXPOSED, "people", max(of, 1), max(of, 1) if nobody else exposed.lost)
    yield Loss(DRUG_LINE, "rows", exposed.named, exposed.not_understood)
    yield Loss(DAILY_DOSE, "rows", exposed.orders, exposed.without_dose)


def of_people(person: pd.DataFrame, measurement: pd.DataFrame, kinds: Sequence[str]) -> Iterable[Loss]:
    """Losses of people: no known age, and no score at all. Both tables are clean."""
    unknown = person["birth_date"].isna() & ~person["over_89"].astype(bool)
    yield Loss(AGE, "people", len(person), int(unknown.sum()))
    scored = bool(measurement["score_kind"].isin(list(kinds)).any())
    yield Loss(SCORES, "people", max(len(person), 1), 0 if scored else max(len(person), 1))


def of_analysis(
    name: str, attrition: pd.DataFrame, roles: Mapping[str, int], design: Design
) -> Iterable[Loss]:
    """Losses of one analysis: covariates that are not known, and an arm that is empty.

    attrition: ATTRITION rows. roles: how many people are left in each role.
    """
    steps = steps_of(design)
    if "matchable" in steps:
        place = steps.index("matchable")
        before, after = attrition["remaining"].astype("int64").iloc[[place, place + 1]]
        yield Loss(COVARIATES, "people", int(before), int(before - after), name)
    left = sum(roles.values())
    empty = not (roles.get("exposed") and roles.get("comparator"))
    yield Loss(ELIGIBLE, "people", max(left, 1), max(left, 1) if empty else 0, name)
