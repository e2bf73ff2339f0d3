"""Every number that shapes the simulated demo clinic."""

from dataclasses import dataclass, field, fields
from typing import Any


def _number(default: float, unit: str, meaning: str, moves: str = "") -> Any:
    return field(default=default, metadata={"unit": unit, "meaning": meaning, "moves": moves})


@dataclass(frozen=True)
class DemoParameters:
    """Settings of the simulated clinic; a new clinic is `dataclasses.replace(DemoParameters(), ...)`.

    Effects are differences on the 0-10 score (negative = less pain); "log-odds" are added inside a
    logistic function. Each field carries its unit, its meaning and what it moves as metadata.
    """

    seed: int = _number(35, "", "seed of every random stream", "everything")
    n_persons: int = _number(2000, "persons", "people who ever came to the practice", "size")

    # --- pain without LDN ---
    mean_pain: float = _number(5.1, "points", "usual pain of a man of 55 without opioid or adjuvant")
    person_sd: float = _number(1.0, "points", "spread of usual pain between people with the same diagnosis")
    fluctuation_sd: float = _number(1.3, "points", "spread of one person's pain around their usual pain")
    fluctuation_days: float = _number(15.0, "days", "time in which a good or bad spell fades to 37 %")
    trend_mean: float = _number(0.15, "points per year", "mean slow worsening", "change of the comparators")
    trend_sd: float = _number(0.4, "points per year", "spread of the slow trend between people")
    noise_sd: float = _number(0.7, "points", "measurement noise of one answer, before rounding")
    entry_flare: float = _number(
        1.2,
        "fluctuation_sd",
        "how far above usual pain is at the first visit (0 = no regression to the mean at entry)",
        "change of both groups in the replication",
    )
    opioid_pain: float = _number(0.5, "points", "how much worse usual pain is of people on opioids")
    adjuvant_pain: float = _number(0.2, "points", "how much worse usual pain is of people on adjuvants")
    female_pain: float = _number(0.2, "points", "how much worse usual pain is of women")

    # --- appointments ---
    visit_interval: float = _number(80.0, "days", "days to the next appointment after a score of 6")
    visit_interval_per_point: float = _number(
        -2.0, "days per point", "change of that interval per point of the last recorded score"
    )
    visit_interval_early: float = _number(
        28.0, "days", "interval after the first visit and in the first 100 days of LDN"
    )
    no_show_share: float = _number(0.05, "share", "appointments missed without notice")
    cancelled_share: float = _number(0.05, "share", "appointments cancelled")
    unscored_share: float = _number(0.03, "share", "completed visits without a pain score")

    # --- leaving the practice: decided after a visit, from what is recorded ---
    leave_after_first: float = _number(0.28, "share", "people who come once only, whatever their score")
    leave_logit: float = _number(-4.5, "log-odds", "leaving after a later visit with a score of 6, no LDN")
    leave_per_point: float = _number(
        1.1,
        "log-odds per point",
        "people doing badly without LDN leave, so that their last score is a bad one",
        "change of the comparators upwards",
    )
    leave_logit_on_ldn: float = _number(
        -6.0,
        "log-odds",
        "leaving after a visit while taking LDN: they keep coming",
        "follow-up of the exposed",
    )

    # --- starting LDN: decided at a scored visit, from what is recorded ---
    start_logit: float = _number(
        -6.65,
        "log-odds",
        "start at a visit: man of 55 in 2017, score 6, no opioid, nociceptive pain",
        "number of people starting LDN",
    )
    start_neuropathic: float = _number(1.1, "log-odds", "added for neuropathic pain")
    start_nociplastic: float = _number(1.3, "log-odds", "added for nociplastic pain")
    start_mixed: float = _number(0.8, "log-odds", "added for mixed pain")
    start_per_point: float = _number(0.2, "log-odds per point", "per point of the recorded score above 6")
    start_opioid: float = _number(-1.5, "log-odds", "added for people with an opioid order")
    start_adjuvant: float = _number(0.3, "log-odds", "added for people with an adjuvant order")
    start_female: float = _number(0.3, "log-odds", "added for women")
    start_per_decade: float = _number(-0.1, "log-odds per 10 years", "per ten years of age above 55")
    start_per_year: float = _number(0.12, "log-odds per year", "per calendar year after 2017")
    start_first_visit: float = _number(-0.5, "log-odds", "added at the first visit")

    # --- effect of LDN ---
    effect_multiplier: float = _number(
        1.0, "factor", "multiplies every person's effect (0 = LDN does nothing)", "truth and both estimates"
    )
    effect_neuropathic: float = _number(-1.8, "points", "mean effect while taking it, neuropathic pain")
    effect_nociplastic: float = _number(-1.5, "points", "mean effect while taking it, nociplastic pain")
    effect_mixed: float = _number(-1.3, "points", "mean effect while taking it, mixed pain")
    effect_nociceptive: float = _number(-0.7, "points", "mean effect while taking it, nociceptive pain")
    effect_sd: float = _number(
        1.5, "points", "spread of the effect between people with the same mechanism", "persisters' advantage"
    )
    onset_days: float = _number(42.0, "days", "the effect grows in a straight line to its full size")
    offset_days: float = _number(14.0, "days", "after stopping it fades in a straight line to nothing")

    # --- stopping LDN ---
    side_effect_stop_share: float = _number(
        0.15, "share", "starters who stop for side effects within 45 days", "early stoppers"
    )
    no_benefit_logit: float = _number(
        -0.6,
        "log-odds",
        "stop for no benefit at a visit in the first 75 days, score as at start",
        "early stoppers",
    )
    no_benefit_logit_later: float = _number(-4.5, "log-odds", "the same at later visits")
    no_benefit_per_point: float = _number(
        0.9, "log-odds per point", "per point of change of the score since the start", "persisters' advantage"
    )
    other_stop_share: float = _number(0.004, "share", "stop at a visit for cost or preference")

    # --- what an analysis cannot see; all off by default ---
    hidden_confounding_pain: float = _number(
        0.0,
        "points per SD",
        "effect of a hidden severity (mean 0, SD 1) on usual pain",
        "bias of every design",
    )
    hidden_confounding_start: float = _number(
        0.0, "log-odds per SD", "effect of that hidden severity on starting LDN", "bias of every design"
    )
    hidden_missingness: float = _number(
        0.0,
        "log-odds per point",
        "missing an appointment or leaving, per point of hidden pain above the last recorded score",
        "bias of every design",
    )


def parameter_table() -> str:
    """Return the parameters as a Markdown table: name, default, unit, meaning, what it moves."""
    head = ["| parameter | default | unit | meaning | moves mainly |", "|---|---|---|---|---|"]
    rows = [
        f"| `{f.name}` | {f.default} | {f.metadata['unit']} | {f.metadata['meaning']} | {f.metadata['moves']} |"
        for f in fields(DemoParameters)
    ]
    return "\n".join([*head, *rows])
