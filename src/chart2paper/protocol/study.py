"""The whole protocol of a study: one file, validated as one."""

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator, model_validator

from chart2paper.catalogue.estimands import TARGETS
from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.jobs.prints import is_without_records
from chart2paper.protocol.analysis import Analysis
from chart2paper.protocol.balance import BalanceRules
from chart2paper.protocol.choice import Choice
from chart2paper.protocol.diagnostics import Diagnostics
from chart2paper.protocol.explanations import Explanations
from chart2paper.protocol.harms import Harms, Subgroups
from chart2paper.protocol.missing_data import MissingData
from chart2paper.protocol.paper import Paper
from chart2paper.protocol.release import Release
from chart2paper.protocol.resampling import Resampling
from chart2paper.protocol.sensitivity import Sensitivity
from chart2paper.protocol.weighting import Weighting
from chart2paper.strict import Strict

if TYPE_CHECKING:
    OutcomeName = str
else:
    OutcomeName = Literal[*OUTCOMES]

# Folders of a results directory that are not an analysis.
RESERVED_NAMES = frozenset(
    {
        "extract",
        "clean",
        "data_quality",
        "figures",
        "paper",
        "audit",
        "logs",
        "release",
        "protocol",
        "changes",
    }
)


class Clinic(Strict):
    """Where the records are."""

    mapping: str = Field(description="Mapping file: which file and column of the export is what.")
    raw_folder: str = Field(description="Folder with the export, as it came. Never changed.")
    simulated: bool = Field(description="Whether the records are simulated. Said on every page and figure.")
    rights: str = Field(
        default="All rights reserved. Records of patients: not to be passed on without the clinic's consent.",
        description="Real records only: what may be done with them, as the RO-Crate of the results says it.",
    )
    truth: str | None = Field(
        default=None,
        description="Simulated records only: file with the true effect, read by the paper alone.",
    )

    @field_validator("raw_folder")
    @classmethod
    def _apart(cls, folder: str) -> str:
        if is_without_records(folder):
            raise ValueError(
                f'an export cannot lie in "{folder}": code, settings and lists are there, whose fingerprints anybody '
                "can make; put it into data/raw"
            )
        return folder


class CodeLists(Strict):
    """Versioned lists that give codes and words their meaning."""

    pain_conditions: str = Field(description="Diagnosis codes: pain group and mechanism.")
    drugs: str = Field(description="Drug names: ingredient and class.")
    score_words: str = Field(description="Words for scores of the outcome: score.")


class Exposure(Strict):
    """The treatment whose effect is asked about."""

    name: str = Field(description="Name of the treatment, as the paper writes it.")
    short_name: str = Field(description="Short name for tables and figures.")
    ingredients: Choice[list[str]] = Field(
        description="Ingredients that count, each exactly as the drug list joins them (naltrexone alone is not "
        "bupropion+naltrexone)."
    )
    routes: Choice[list[str]] = Field(description="Routes that count.")
    max_daily_dose_mg: Choice[float | None] = Field(
        description="Highest daily dose that counts, in mg. Orders without a readable dose do not count then. "
        "Empty = any dose."
    )
    gap_days: Choice[int] = Field(
        description="Orders so many days apart, or fewer, are one episode of use: a refill fetched late is no stop."
    )

    @field_validator("gap_days")
    @classmethod
    def _no_overlap(cls, gap: Choice[int]) -> Choice[int]:
        if gap.value < 0:
            raise ValueError("the gap between orders cannot be shorter than 0 days")
        return gap


class Score(Strict):
    """Which of several questions about the outcome is analysed."""

    kinds: Choice[list[Literal["average", "worst", "least", "current", "unspecified"]]] = Field(
        description="Kinds of question, best first: of the scores on one day, the first kind present counts."
    )


class Study(Strict):
    """A study protocol: every choice a reviewer may question, with its basis."""

    study: str = Field(pattern="^[a-z0-9_]+$", description="Short name of the study.")
    results_dir: str = Field(
        pattern="^results[a-z0-9_]*$",
        description="Folder for everything a run makes; each study has its own.",
    )
    data_lock_date: Choice[date] = Field(
        description="Records after this day are not used, so that a new export changes results only for stated "
        "reasons."
    )
    clinic: Clinic
    codelists: CodeLists
    exposure: Exposure
    outcome: Choice[OutcomeName] = Field(
        description="The outcome: the scale that scores are measured on, and which way on it is better."
    )
    score: Score
    analyses: dict[str, Analysis] = Field(description="The analyses, by name. Each gets a folder of its own.")
    primary_analysis: str = Field(description="The one analysis whose result is the study's answer.")
    subgroups: Subgroups
    harms: Harms
    diagnostics: Diagnostics
    balance: BalanceRules
    missing_data: MissingData
    explanations: Explanations
    weighting: Weighting
    resampling: Resampling
    sensitivity: Sensitivity
    release: Release
    paper: Paper

    @field_validator("analyses")
    @classmethod
    def _names(cls, analyses: dict[str, Analysis]) -> dict[str, Analysis]:
        for name in analyses:
            if name in RESERVED_NAMES or not name.isidentifier() or name != name.lower():
                raise ValueError(
                    f'"{name}" cannot name an analysis: use small letters, digits and _, not a stage'
                )
        return analyses

    @model_validator(mode="after")
    def _consistent(self) -> "Study":
        if self.primary_analysis not in self.analyses:
            raise ValueError(f'primary_analysis "{self.primary_analysis}" is not one of the analyses')
        if self.clinic.truth and not self.clinic.simulated:
            raise ValueError("clinic.truth is for simulated records only")
        return self

    @model_validator(mode="after")
    def _primary_estimate_is_made(self) -> "Study":
        """Else another estimate of the analysis would answer the study's question, and nobody would notice."""
        named, made = (
            self.sensitivity.estimate.value,
            self.analyses[self.primary_analysis].estimation.estimators,
        )
        needed = TARGETS[named].estimator.name
        if needed not in made.value:
            place = f"analyses.{self.primary_analysis}.estimation.estimators"
            raise ValueError(f"{place}: the primary estimate {named} needs the estimator {needed}; add it")
        return self

    @model_validator(mode="after")
    def _on_the_scale(self) -> "Study":
        width = OUTCOMES[self.outcome.value].width
        if self.missing_data.deltas_points.value[-1] > width:
            raise ValueError(f"missing_data.deltas_points: the points must rise from 0 to at most {width:g}")
        for name, analysis in self.analyses.items():
            points = analysis.estimation.responder_thresholds_points.value
            if any(not 0 < threshold <= width for threshold in points):
                place = f"analyses.{name}.estimation.responder_thresholds_points"
                raise ValueError(f"{place}: a response lies above 0 and within {width:g} points")
        return self
