"""How balance was judged, and how many people the matched comparators stand for."""

import numpy as np

from chart2paper.paper.supplement.overlap import summary_value
from chart2paper.writing.material import Material
from chart2paper.writing.numbers import number
from chart2paper.writing.values import Values

HEADING = "## How balance was judged {#sec-balance-more}"
CHANCE = (
    "In the primary analysis the chance limit after matching is {chance} standard deviations where everyone has a "
    "value."
)
SIZE = {
    "some": "After matching, {exposed} exposed people are compared with {comparators} comparators, who count as an "
    "effective {ess} people of equal weight.",
    "none": "No one was matched, so that there is no balance to judge.",
}


def balance_section(values: Values, material: Material) -> str:
    """Return the section on the rule for small samples, the chance limit and the effective sample sizes."""
    found = [*_chance(values, material), *_size(values, material)]
    return "\n\n".join([HEADING, _rule(values), " ".join(values.show(id) for id in found)]) + "\n"


def _rule(values: Values) -> str:
    limit = values.show("protocol.balance.smd_threshold.value")
    return (
        f"With few people, standardised mean differences (SMD) of more than {limit} are expected by chance alone: "
        f"such a difference proves no imbalance, and a smaller one no balance. A covariate is therefore *flagged* "
        f"only when the whole 95% interval of its SMD lies beyond ±{limit} [@austin2009; @stuart2010]. The interval "
        f"does not take the groups to vary alike [@bonett2008]; it leaves out that sets are matched, which makes it "
        f"rather too wide. *Beyond chance* is an SMD larger than those of all but one in twenty covariates that do "
        f"not truly differ (dotted lines of @supfig-balance; the more people, the closer to zero). Variance ratios "
        f"outside {values.show('study.variance_ratio_limits')} mean that the groups vary differently [@rubin2001]. "
        f"The effective number of people says for how many of equal weight people of unequal weight count "
        f"[@kish1965]."
    )


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


def _size(values: Values, material: Material) -> list[str]:
    """Add the sentence on the effective number of comparators; nothing when they were not counted."""
    ess = summary_value(values, material, "effective_people", "after", "comparator")
    if not ess:
        return []
    people = f"people.{material.primary.name}"
    names = {"exposed": f"{people}.exposed.n", "comparators": f"{people}.comparator.n"}
    matched = all(values.get(id).value for id in names.values())
    return [values.say("judging.effective", SIZE["some" if matched else "none"], ess=ess, **names)]
