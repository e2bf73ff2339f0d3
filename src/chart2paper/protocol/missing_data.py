"""How missing outcomes are handled beside the primary analysis, and which doubts are put to the test."""

from pydantic import Field, field_validator

from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict


class MissingData(Strict):
    """What is asked of people whose outcome is missing or who change treatment before it (primary analysis)."""

    imputations: Choice[int] = Field(
        description="How many completed data sets multiple imputation makes and pools; at least 2."
    )
    donors: Choice[int] = Field(
        description="Of how many people with the most similar predictions one is drawn, whose score is filled in."
    )
    deltas_points: Choice[list[float]] = Field(
        description="By how many points imputed scores are made worse, and made better, than predicted to see when "
        "the result changes. Begins with 0, rising."
    )
    landmark_day: Choice[int] = Field(
        description="Day after the index date on which people must still take the exposure drug to be in the "
        "landmark analysis."
    )

    @field_validator("imputations")
    @classmethod
    def _several(cls, imputations: Choice[int]) -> Choice[int]:
        if imputations.value < 2:
            raise ValueError("at least 2 imputations are needed to see how far they differ")
        return imputations

    @field_validator("donors")
    @classmethod
    def _somebody(cls, donors: Choice[int]) -> Choice[int]:
        if donors.value < 1:
            raise ValueError("at least 1 donor is needed")
        return donors

    @field_validator("deltas_points")
    @classmethod
    def _rising_from_0(cls, deltas: Choice[list[float]]) -> Choice[list[float]]:
        points = deltas.value
        if not points or points[0] != 0 or points != sorted(set(points)):
            raise ValueError("the points must rise from 0")
        return deltas

    @field_validator("landmark_day")
    @classmethod
    def _after_the_index_date(cls, day: Choice[int]) -> Choice[int]:
        if day.value < 1:
            raise ValueError("the landmark must lie after the index date")
        return day
