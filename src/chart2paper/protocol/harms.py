"""Subgroups, dose and harms: what else a reader asks of the primary analysis."""

from pydantic import Field, field_validator

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.problems import did_you_mean
from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict


class Subgroups(Strict):
    """Kinds of people whose effects are compared, each by one interaction test."""

    contrasts: Choice[dict[str, tuple[str, str] | float]] = Field(
        description="Covariate: two of its levels, or for a number the value from which on people are in the upper "
        "group. p values are adjusted for the number of contrasts (Holm 1979)."
    )

    @field_validator("contrasts")
    @classmethod
    def _known(
        cls, contrasts: Choice[dict[str, tuple[str, str] | float]]
    ) -> Choice[dict[str, tuple[str, str] | float]]:
        for name, split in contrasts.value.items():
            if name not in COVARIATES:
                raise ValueError(f'"{name}" is not a covariate.{did_you_mean(name, COVARIATES)}')
            by_level = COVARIATES[name].kind == "category"
            if by_level == isinstance(split, float):
                asked = "two of its levels" if by_level else "a number to split it at"
                raise ValueError(f"{name} needs {asked}")
            if COVARIATES[name].kind == "yes_no" and split != 1:
                raise ValueError(f"{name} is yes or no; split it at 1")
        return contrasts


class Harms(Strict):
    """How harms and dose are counted."""

    days_after_stop: Choice[int] = Field(
        description="Adverse effects count until this many days after the last day covered by the exposure drug."
    )
    dose_bands_mg: Choice[list[float]] = Field(
        description="Daily doses at which the next band begins, in mg, ascending. Empty = one band."
    )
