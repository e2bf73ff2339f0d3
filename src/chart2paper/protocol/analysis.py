"""One analysis: who is in, when their clock starts, who is compared with whom, and what is estimated."""

from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator, model_validator

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.estimators import ESTIMATORS
from chart2paper.problems import did_you_mean
from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict

if TYPE_CHECKING:
    Estimator = str
else:
    Estimator = Literal[*ESTIMATORS]


def _known_covariates(names: list[str] | dict[str, float]) -> None:
    for name in names:
        if name not in COVARIATES:
            hint = did_you_mean(name, COVARIATES)
            raise ValueError(f'"{name}" is not a covariate.{hint} Known: {", ".join(COVARIATES)}')


class Eligibility(Strict):
    """Who may be in the analysis."""

    min_age: Choice[int] = Field(description="Youngest age on the index date, in years.")
    pain_diagnosis: Choice[bool] = Field(description="Whether a diagnosis on the pain code list is required.")
    washout_days: Choice[int | None] = Field(
        description="New users only: days before the index date without the exposure drug. Empty = not required."
    )
    under_care_days: Choice[int | None] = Field(
        description="A completed visit (or stay) must reach into these days up to the index date. Empty = not "
        "required."
    )
    min_exposure_days: Choice[int | None] = Field(
        description="Shortest use of the exposure drug, in days. A condition on the future: it is here so that "
        "published designs can be repeated. Empty = not required."
    )
    outcome_required: Choice[bool] = Field(
        description="Whether people without a score in the outcome window are left out. A condition on the future: "
        "no = they stay in and their missing outcome is counted and handled."
    )


class TimeZero(Strict):
    """When the clock starts."""

    rule: Choice[Literal["first_score", "first_exposure"]] = Field(
        description="first_score = the first scored visit, for everyone; first_exposure = the first order of the "
        "exposure drug, and time_scale says what date comparators get from the exposed person they are compared with."
    )
    time_scale: Choice[Literal["calendar", "days_in_stay", "visit"]] = Field(
        description="The index date of a comparator: calendar = the same calendar day; days_in_stay = the same day "
        "since the start of the current stay (for sources whose dates are shifted person by person); visit = as many "
        "days after a scored visit of their own as the exposed person's is after their baseline score, so that both "
        "scores are equally old."
    )
    within_days: Choice[int | None] = Field(
        description="With time_scale visit: most days between the two index dates; of several visits the one that "
        "brings them nearest counts. Empty = not used."
    )

    @model_validator(mode="after")
    def _within(self) -> "TimeZero":
        if self.time_scale.value == "visit":
            if self.rule.value != "first_exposure":
                raise ValueError(
                    "the time_scale visit is for the rule first_exposure; under first_score everyone has a date already"
                )
            if self.within_days.value is None or self.within_days.value < 0:
                raise ValueError("the time_scale visit needs within_days, such as 60")
        return self


class Baseline(Strict):
    """Which score is the baseline."""

    window_days: Choice[tuple[int, int]] = Field(
        description="First and last day relative to the index date (0 = the index date, negative = before). The "
        "last day with a score in this window counts; several scores on that day are averaged."
    )


class Outcome(Strict):
    """Which score is the outcome."""

    rule: Choice[Literal["last", "nearest", "mean"]] = Field(
        description="Which score of the window: the last one, the one nearest to the target day, or the mean of all."
    )
    window_days: Choice[tuple[int, int | None]] = Field(
        description="First and last day after the index date. An empty last day means up to the data lock date."
    )
    target_day: Choice[int | None] = Field(description="Day the outcome is meant for. Empty = none.")

    @model_validator(mode="after")
    def _target(self) -> "Outcome":
        if self.rule.value == "nearest" and self.target_day.value is None:
            raise ValueError("the rule nearest needs a target_day")
        return self


class Matching(Strict):
    """Who is compared with whom."""

    method: Choice[Literal["optimal", "nearest", "full"]] = Field(
        description="optimal = of all ways to form the sets, one whose total distance is smallest; nearest = one "
        "exposed person after the other takes the nearest free comparator; full = everyone who is close enough to "
        "someone is used, in sets of one exposed person with one or more comparators or one comparator with "
        "several exposed people, at the smallest total distance."
    )
    order: Choice[Literal["closest", "largest", "smallest", "data"]] = Field(
        description="Who chooses first when the method is nearest (other methods do not use it): closest = the "
        "closest pair of all; largest or smallest = the exposed person with the largest or smallest propensity "
        "score; data = the order of the study ids."
    )
    distance: Choice[Literal["mahalanobis", "robust_mahalanobis", "propensity"]] = Field(
        description="How unlike two people are: mahalanobis = difference in the covariates of distance_on, each in "
        "units of its spread and allowing for their correlation; robust_mahalanobis = the same on ranks, for "
        "covariates with outliers or rare levels; propensity = difference in the logit of the propensity score."
    )
    exact: Choice[list[str]] = Field(description="Covariates that must be equal within a matched set.")
    calipers: Choice[dict[str, float]] = Field(
        description="Covariate: largest allowed difference within a matched set, in the covariate's own unit."
    )
    propensity_caliper: Choice[float | None] = Field(
        description="Largest allowed difference in the logit of the propensity score, in standard deviations of "
        "that logit over everyone before matching. Empty = none."
    )
    distance_on: Choice[list[str]] = Field(
        description="Covariates of the distance and of the propensity score."
    )
    replacement: Choice[bool] = Field(
        description="Whether one person may be the comparator of several exposed people (full matching decides "
        "that itself)."
    )
    ratio: Choice[float] = Field(
        description="Comparators per exposed person, on average; 1.17 gives some sets a second comparator. Full "
        "matching does not use it."
    )

    @model_validator(mode="after")
    def _covariates(self) -> "Matching":
        for names in (self.exact.value, self.calipers.value, self.distance_on.value):
            _known_covariates(names)
        for name in self.calipers.value:
            if not COVARIATES[name].is_number:
                raise ValueError(f"{name} is no number and has no caliper; put it under exact instead")
        if not 1 <= self.ratio.value <= 10:
            raise ValueError("ratio must lie between 1 and 10")
        if self.propensity_caliper.value is not None and not self.propensity_caliper.value > 0:
            raise ValueError("propensity_caliper must be above 0; leave it empty for none")
        if self.method.value == "full" and self.replacement.value:
            raise ValueError(
                "full matching decides itself which comparators are shared: replacement must be no"
            )
        return self


class Estimation(Strict):
    """What is estimated, and with which adjustment."""

    estimators: Choice[list[Estimator]] = Field(description="Estimators to run, in the order they are shown.")
    adjust_for: Choice[list[str]] = Field(
        description="Covariates of the regression models, besides exposure."
    )
    least_probability: Choice[float] = Field(
        description="Least probability of having an outcome that a weight for missing outcomes may rest on: someone "
        "with an outcome stands for at most 1 divided by it people. Below it the weighted estimates are not made."
    )
    responder_thresholds_percent: Choice[list[float]] = Field(
        description="Improvements from baseline, in percent, that count as a response."
    )
    responder_thresholds_points: Choice[list[float]] = Field(
        description="Improvements from baseline, in points of the scale, that count as a response too. Empty = none."
    )
    subgroups: Choice[tuple[str, str, str]] = Field(
        description="Covariate and two of its levels whose effects are compared by an interaction test."
    )

    @model_validator(mode="after")
    def _covariates(self) -> "Estimation":
        _known_covariates([*self.adjust_for.value, self.subgroups.value[0]])
        return self

    @field_validator("least_probability")
    @classmethod
    def _probability(cls, least: Choice[float]) -> Choice[float]:
        if not 0 < least.value < 1:
            raise ValueError("a least probability lies between 0 and 1, such as 0.05")
        return least


class Analysis(Strict):
    """A complete design. `based_on` another analysis takes everything from there that is not set here."""

    title: str = Field(description="Name printed in tables and figures.")
    question: str = Field(description="The question it answers, in one sentence.")
    based_on: str | None = Field(
        default=None, description="Analysis that this one changes in one or two settings."
    )
    eligibility: Eligibility
    time_zero: TimeZero
    baseline: Baseline
    outcome: Outcome
    matching: Matching
    estimation: Estimation
