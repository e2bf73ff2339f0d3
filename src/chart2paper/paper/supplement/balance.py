"""How balance was judged, and how many people the matched comparators stand for."""

import numpy as np

from chart2paper.paper.material import Material
from chart2paper.paper.numbers import number
from chart2paper.paper.supplement.overlap import summary_value
from chart2paper.paper.values import Values

HEADING = "## How balance was judged {#sec-balance-more}"
RULE = (
    "With few people, standardised mean differences (SMD) of more than {limit} are expected by chance alone, so "
    "that such a difference proves no imbalance, and a smaller one no balance. A covariate is therefore *flagged* "
    "only when the whole 95% interval of its SMD lies beyond ±{limit} [@austin2009; @stuart2010]. The interval "
    "does not take the groups to vary alike [@bonett2008] and leaves out that sets are matched. *Beyond chance* is "
    "an SMD larger than those of all but one in twenty covariates that do not truly differ: the dotted lines of "
    "@fig-balance, reached sooner the more people there are. Variance ratios outside {ratios} mean that the groups "
    "vary differently [@rubin2001]."
)
CHANCE = (
    "In the primary analysis the chance limit after matching is {chance} standard deviations where everyone has a "
    "value."
)
SIZE = {
    "some": "The {comparators} matched comparators count as an effective {ess_comparator} people of equal weight, "
    "and the {exposed} matched exposed people as {ess_exposed} [@kish1965].",
    "none": "No one was matched, so that there is no balance to judge.",
}


def balance_section(values: Values, material: Material) -> str:
    """Return the section on the rule for small samples, the chance limit and the effective sample sizes."""
    rule = values.say(
        "judging.rule",
        RULE,
        limit="protocol.balance.smd_threshold.value",
        ratios="study.variance_ratio_limits",
    )
    ids = [rule, *_chance(values, material), _size(values, material)]
    return "\n\n".join([HEADING, *(values.show(id) for id in ids if id)]) + "\n"


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
    return [values.say("judging.chance", CHANCE, chance=chance)]


def _size(values: Values, material: Material) -> str:
    """Add the sentence on effective numbers of people; nothing when they were not counted."""
    sizes = {
        f"ess_{role}": summary_value(values, material, "effective_people", "after", role)
        for role in ("exposed", "comparator")
    }
    if not all(sizes.values()):
        return ""
    people = f"people.{material.primary.name}"
    matched = values.get(f"{people}.exposed.n").value and values.get(f"{people}.comparator.n").value
    counts = {"exposed": f"{people}.exposed.n", "comparators": f"{people}.comparator.n"}
    return values.say("judging.effective", SIZE["some" if matched else "none"], **counts, **sizes)
