"""How balance was judged, and how many people the matched comparators stand for."""

import numpy as np

from chart2paper.paper.supplement.overlap import summary_value
from chart2paper.writing.material import Material
from chart2paper.writing.numbers import number
from chart2paper.writing.values import Values

WORDS = "supplement/balance"


def balance_section(values: Values, material: Material) -> str:
    """Return the section on the rule for small samples, the chance limit and the effective sample sizes."""
    found = [*_chance(values, material), *_size(values, material)]
    limits = {"limit": "protocol.balance.smd_threshold.value", "ratios": "study.variance_ratio_limits"}
    told = {"found": " ".join(values.show(identifier) for identifier in found)}
    return values.markdown(f"{WORDS}#page", {}, told, **limits) + "\n"


def _chance(values: Values, material: Material) -> list[str]:
    """Add the sentence on the smallest chance limit after matching; nothing when nobody was matched."""
    sheet = material.primary.balance
    after = sheet.frame["chance_limit"].where(sheet.frame["sample"].eq("after")).to_numpy("float64")
    if np.isnan(after).all():
        return []
    position = int(np.nanargmin(after))
    limit = float(after[position])
    chance = values.add(
        "judging.chance_limit",
        limit,
        number(limit, "smd"),
        file=sheet.file,
        row=position + 2,
        column="chance_limit",
    )
    return [values.sentence("judging.chance", f"{WORDS}#chance", {}, chance=chance)]


def _size(values: Values, material: Material) -> list[str]:
    """Add the sentence on the effective number of comparators; nothing when they were not counted."""
    ess = summary_value(values, material, "effective_people", "after", "comparator")
    if not ess:
        return []
    people = f"people.{material.primary.name}"
    names = {"exposed": f"{people}.exposed.n", "comparators": f"{people}.comparator.n"}
    choice = {
        "matched": "some" if all(values.get(identifier).value for identifier in names.values()) else "none"
    }
    return [values.sentence("judging.effective", f"{WORDS}#size", choice, ess=ess, **names)]
