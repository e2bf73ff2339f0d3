"""The designs of a study's analyses, from the plain values that the workflow hands to its scripts."""

from types import SimpleNamespace
from typing import Any

from chart2paper.cohort.design import Design, design_of

SECTIONS = ("eligibility", "time_zero", "baseline", "outcome")


def designs_of(
    analyses: dict[str, Any], exposure: dict[str, Any], kinds: list[str], data_lock_date: str, scale: str
) -> dict[str, Design]:
    """Return the design of every analysis by its name, in the order of the protocol.

    analyses: name -> section -> plain values, as `protocol.values.values_of` gives them. scale: the outcome's name.
    """
    return {
        name: design_of(
            SimpleNamespace(
                **{section: analysis[section] for section in SECTIONS},
                exposure=exposure,
                kinds=kinds,
                scale=scale,
                data_lock_date=data_lock_date,
                exact=analysis["matching"]["exact"],
                calipers=analysis["matching"]["calipers"],
            )
        )
        for name, analysis in analyses.items()
    }
