"""The checks of the design beside the primary estimate: one record each, in the order in which the paper shows them."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Check:
    """All that is known of a check; what it finds is worked out in `model/diagnostics`.

    label: in tables. prose: inside a sentence. setting: its limits, in the table of the study's choices. meaning: what
    the number is, for the protocol. unit: of the number and its limits. worse: on which side of a limit it is worse.
    released: what the number is a function of, which decides how it may leave: counts of people; means and shares of
    covariates; or the difference between the arms.
    """

    name: str
    label: str
    prose: str
    setting: str
    meaning: str
    unit: Literal["SD", "covariates", "share", "points"]
    worse: Literal["higher", "lower"]
    released: Literal["of counts", "of covariates", "between arms"]

    @property
    def description(self) -> str:
        """What the protocol says of its limits."""
        return f"{self.meaning}. {self.worse.capitalize()} is worse."


CHECKS = {
    check.name: check
    for check in (
        Check(
            "largest_imbalance",
            "Balance: largest difference left after matching",
            "balance",
            "Gate, largest difference: warns, fails beyond",
            "Largest absolute standardised mean difference after matching, in SD",
            "SD",
            "higher",
            "of covariates",
        ),
        Check(
            "imbalance_beyond_chance",
            "Balance: what chance cannot explain of it",
            "balance beyond chance",
            "Gate, difference beyond chance, SD",
            "Largest standardised mean difference that chance cannot explain: the end of its 95 % interval nearer to "
            "zero, in SD",
            "SD",
            "higher",
            "of covariates",
        ),
        Check(
            "constant_in_one_arm",
            "Balance: covariates that are the same for everyone in one group alone",
            "a covariate that is constant in one group",
            "Gate, covariates constant in one arm",
            "Number of covariates that have one value in one arm and others in the other, beyond chance; such an arm "
            "was chosen another way than the other",
            "covariates",
            "higher",
            "of covariates",
        ),
        Check(
            "equipoise",
            "Overlap: exposed people for whom either choice was real",
            "overlap",
            "Gate, share in equipoise",
            "Share of the exposed for whom both treatments were real options (preference score within the limits of "
            "section balance)",
            "share",
            "lower",
            "of counts",
        ),
        Check(
            "exposed_kept",
            "Exposed people who could be matched",
            "exposed people kept",
            "Gate, share of exposed kept",
            "Share of the eligible exposed who could be matched",
            "share",
            "lower",
            "of counts",
        ),
        Check(
            "missing_outcome",
            "No outcome score, in the worse group",
            "missing outcomes",
            "Gate, share without outcome",
            "Share of people without an outcome score, in the arm where it is larger",
            "share",
            "higher",
            "of counts",
        ),
        Check(
            "missing_difference",
            "No outcome score, difference between the groups",
            "uneven missing outcomes",
            "Gate, difference in that share",
            "Difference between the arms in the share without an outcome score",
            "share",
            "higher",
            "of counts",
        ),
        Check(
            "placebo_period",
            "Difference before the start, beyond chance",
            "a difference before the start",
            "Gate, placebo period, points",
            "Difference before the index date, where there can be no effect, that chance cannot explain: the end of "
            "its 95 % interval nearer to zero, in points",
            "points",
            "higher",
            "between arms",
        ),
        Check(
            "detectable_difference",
            "Smallest difference the study could find",
            "the size of the study",
            "Gate, detectable difference, points",
            "Smallest true difference that this study had an 80 % chance to find, in points",
            "points",
            "higher",
            "between arms",
        ),
    )
}
