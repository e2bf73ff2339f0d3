"""A design choice and what it rests on."""

from typing import Generic, Literal, TypeVar

from pydantic import Field

from chart2paper.strict import Strict

Value = TypeVar("Value")
Basis = Literal["reported", "assumed", "guideline"]


class Choice(Strict, Generic[Value]):
    """One choice a reviewer may question."""

    value: Value = Field(description="The choice.")
    basis: Basis = Field(
        description="reported = stated by the study that is repeated; guideline = recommended by a cited source; "
        "assumed = our own choice."
    )
    why: str = Field(default="", description="The reason or the source, printed in the paper.")
