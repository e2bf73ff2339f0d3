"""Every number that shapes the simulated demo clinic."""

from dataclasses import Field, asdict, dataclass, fields
from typing import Any

from chart2paper.demo_clinic.mechanisms import Mechanisms, number


@dataclass(frozen=True)
class DemoParameters(Mechanisms):
    """Settings of the simulated clinic; a new clinic is `dataclasses.replace(DemoParameters(), ...)`.

    Effects are differences on the 0-10 score (negative = less pain); "log-odds" are added inside a
    logistic function. Each field carries its unit, its meaning and what it moves as metadata.
    """

    seed: int = number(35, "", "seed of every random stream", "everything")
    n_persons: int = number(2000, "persons", "people who ever came to the practice", "size")

    # --- pain without LDN ---
    mean_pain: float = number(5.1, "points", "usual pain of a man of 55 without opioid or adjuvant")
    person_sd: float = number(1.0, "points", "spread of usual pain between people with the same diagnosis")
    fluctuation_sd: float = number(1.3, "points", "spread of one person's pain around their usual pain")
    fluctuation_days: float = number(15.0, "days", "time in which a good or bad spell fades to 37 %")
    trend_mean: float = number(0.15, "points per year", "mean slow worsening", "change of the comparators")
    trend_sd: float = number(0.4, "points per year", "spread of the slow trend between people")
    noise_sd: float = number(0.7, "points", "measurement noise of one answer, before rounding")
    entry_flare: float = number(
        1.2,
        "fluctuation_sd",
        "how far above usual pain is at the first visit (0 = no regression to the mean at entry)",
        "change of both groups in the replication",
    )
    opioid_pain: float = number(0.5, "points", "how much worse usual pain is of people on opioids")
    adjuvant_pain: float = number(0.2, "points", "how much worse usual pain is of people on adjuvants")
    female_pain: float = number(0.2, "points", "how much worse usual pain is of women")

    # --- appointments ---
    visit_interval: float = number(80.0, "days", "days to the next appointment after a score of 6")
    visit_interval_per_point: float = number(
        -2.0, "days per point", "change of that interval per point of the last recorded score"
    )
    visit_interval_early: float = number(
        28.0, "days", "interval after the first visit and in the first 100 days of LDN"
    )
    no_show_share: float = number(0.05, "share", "appointments missed without notice")
    cancelled_share: float = number(0.05, "share", "appointments cancelled")
    unscored_share: float = number(0.03, "share", "completed visits without a pain score")

    # --- leaving the practice: decided after a visit, from what is recorded ---
    leave_after_first: float = number(0.28, "share", "people who come once only, whatever their score")
    leave_logit: float = number(-4.5, "log-odds", "leaving after a later visit with a score of 6, no LDN")
    leave_per_point: float = number(
        1.1,
        "log-odds per point",
        "people doing badly without LDN leave, so that their last score is a bad one",
        "change of the comparators upwards",
    )
    leave_logit_on_ldn: float = number(
        -6.0,
        "log-odds",
        "leaving after a visit while taking LDN: they keep coming",
        "follow-up of the exposed",
    )

    # --- starting LDN: decided at a scored visit, from what is recorded ---
    start_logit: float = number(
        -6.65,
        "log-odds",
        "start at a visit: man of 55 in 2017, score 6, no opioid, nociceptive pain",
        "number of people starting LDN",
    )
    start_neuropathic: float = number(1.1, "log-odds", "added for neuropathic pain")
    start_nociplastic: float = number(1.3, "log-odds", "added for nociplastic pain")
    start_mixed: float = number(0.8, "log-odds", "added for mixed pain")
    start_per_point: float = number(0.2, "log-odds per point", "per point of the recorded score above 6")
    start_opioid: float = number(-1.5, "log-odds", "added for people with an opioid order")
    start_adjuvant: float = number(0.3, "log-odds", "added for people with an adjuvant order")
    start_female: float = number(0.3, "log-odds", "added for women")
    start_per_decade: float = number(-0.1, "log-odds per 10 years", "per ten years of age above 55")
    start_per_year: float = number(0.12, "log-odds per year", "per calendar year after 2017")
    start_first_visit: float = number(-0.5, "log-odds", "added at the first visit")

    # --- effect of LDN ---
    effect_multiplier: float = number(
        1.0, "factor", "multiplies every person's effect (0 = LDN does nothing)", "truth and both estimates"
    )
    effect_neuropathic: float = number(-1.8, "points", "mean effect while taking it, neuropathic pain")
    effect_nociplastic: float = number(-1.5, "points", "mean effect while taking it, nociplastic pain")
    effect_mixed: float = number(-1.3, "points", "mean effect while taking it, mixed pain")
    effect_nociceptive: float = number(-0.7, "points", "mean effect while taking it, nociceptive pain")
    effect_sd: float = number(
        1.5, "points", "spread of the effect between people with the same mechanism", "persisters' advantage"
    )
    onset_days: float = number(42.0, "days", "the effect grows in a straight line to its full size")
    offset_days: float = number(14.0, "days", "after stopping it fades in a straight line to nothing")

    # --- stopping LDN ---
    side_effect_stop_share: float = number(
        0.15, "share", "starters who stop for side effects within 45 days", "early stoppers"
    )
    no_benefit_logit: float = number(
        -0.6,
        "log-odds",
        "stop for no benefit at a visit in the first 75 days, score as at start",
        "early stoppers",
    )
    no_benefit_logit_later: float = number(-4.5, "log-odds", "the same at later visits")
    no_benefit_per_point: float = number(
        0.9, "log-odds per point", "per point of change of the score since the start", "persisters' advantage"
    )
    other_stop_share: float = number(0.004, "share", "stop at a visit for cost or preference")

    # --- what an analysis cannot see; all off by default ---
    hidden_confounding_pain: float = number(
        0.0,
        "points per SD",
        "effect of a hidden severity (mean 0, SD 1) on usual pain",
        "bias of every design",
    )
    hidden_confounding_start: float = number(
        0.0, "log-odds per SD", "effect of that hidden severity on starting LDN", "bias of every design"
    )
    hidden_missingness: float = number(
        0.0,
        "log-odds per point",
        "missing an appointment or leaving, per point of hidden pain above the last recorded score",
        "bias of every design",
    )


_MECHANISMS = fields(Mechanisms)
_OWN = tuple(f for f in fields(DemoParameters) if f not in _MECHANISMS)


def made_with(p: DemoParameters) -> dict[str, Any]:
    """Return the parameters of a clinic by name; of the mechanisms those alone that it does not share with the demo."""
    values = asdict(p)
    same = {f.name for f in _MECHANISMS if values[f.name] == f.default}
    return {name: value for name, value in values.items() if name not in same}


def parameter_table() -> str:
    """Return the parameters as a Markdown table: name, default, unit, meaning, what it moves."""
    return _table(_OWN)


def mechanism_table() -> str:
    """Return the parameters of the mechanisms as a Markdown table of the same columns."""
    return _table(_MECHANISMS)


def _table(parameters: tuple[Field[Any], ...]) -> str:
    head = ["| parameter | default | unit | meaning | moves mainly |", "|---|---|---|---|---|"]
    rows = [
        f"| `{f.name}` | {f.default} | {f.metadata['unit']} | {f.metadata['meaning']} | {f.metadata['moves']} |"
        for f in parameters
    ]
    return "\n".join([*head, *rows])
