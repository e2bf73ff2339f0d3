"""Losses that a clinic accepts by name, with a reason that the paper prints."""

from collections.abc import Iterator

from pydantic import Field, field_validator

from chart2paper.problems import did_you_mean
from chart2paper.reading.mapping.mistakes import raise_mistakes
from chart2paper.strict import Strict
from chart2paper.tables.extract import EXTRACT_TABLES

# Losses of the whole study; every other loss is called `table.column`.
EXPOSED, SCORES, AGE, COVARIATES, ELIGIBLE = "exposed", "scores", "age", "covariates", "eligible"
STUDY_LOSSES = {
    EXPOSED: "people whose orders name the exposure, but could not be read so far as to count (1 = nobody is exposed)",
    SCORES: "people without a single pain score of the kinds that are studied",
    AGE: "people without a known age",
    COVARIATES: "people removed because a covariate that matching needs is not known",
    ELIGIBLE: "1 where an analysis is left without exposed people or without comparators, 0 where it is not",
}
# Made by cleaning from the line, the strength, the dose and the directions.
DAILY_DOSE = "drug_exposure.daily_dose_mg"
ROWS = "rows"


class AcceptedLoss(Strict):
    """A loss above its limit with which the study goes on."""

    what: str = Field(
        description="What is lost: `table.column`, as the report of `check_export` calls it, or one of exposed, "
        "scores, age, covariates, eligible."
    )
    up_to: float = Field(
        gt=0, le=1, description="Largest share that is accepted; above it the run stops again."
    )
    reason: str = Field(
        min_length=10, description="Why the study can go on without it. The paper prints this."
    )

    @field_validator("what")
    @classmethod
    def _known(cls, what: str) -> str:
        known = list(loss_names())
        raise_mistakes(_mistakes(what, known))
        return what


def loss_names() -> Iterator[str]:
    """Yield the name of everything that may be lost."""
    yield from STUDY_LOSSES
    yield DAILY_DOSE
    for table in EXTRACT_TABLES.values():
        yield f"{table.name}.{ROWS}"
        for name in table.column_names:
            if name not in ("source_file", "source_row"):
                yield f"{table.name}.{name}"


def _mistakes(what: str, known: list[str]) -> Iterator[str]:
    if what not in known:
        study = ", ".join(STUDY_LOSSES)
        yield f'"{what}" is not the name of a loss.{did_you_mean(what, known)} Use table.column, or {study}'
