"""Kinds of clinics that are simulated: what differs from the demo clinic, as data."""

from dataclasses import dataclass, replace

Changes = tuple[tuple[str, float], ...]

# People who ever came, so that about 36 exposed are matched with 42 comparators, or 200 with 600.
PERSONS = (1265, 6770)
# In this time a good or bad spell fades to 37 %, where pain lasts.
LASTING_DAYS = 60.0


@dataclass(frozen=True)
class Kind:
    """Clinics alike in everything but chance, size and what LDN does.

    name: as the words of the page call it. changes: parameters of the generator that differ from the demo clinic;
    start_logit is such that 3.2 % of the people start LDN, as there. one_point: the effect_multiplier at which LDN
    takes off 1 point about day 90. persons: people who ever came, in small and in large clinics. tuned: whether a
    setting of the protocol was chosen on such clinics, so that they cannot judge it.
    """

    name: str
    changes: Changes
    one_point: float = 1.0
    persons: tuple[int, int] = PERSONS
    tuned: bool = False


# Pain that swings more, a worse day at the first visit, and a decision that follows the score of the day: those who
# start would have lost 2 points by day 90 without LDN (0.5 in the demo). start_logit keeps their number as it is.
STRONG_REGRESSION = {"entry_flare": 1.5, "fluctuation_sd": 1.8, "start_per_point": 0.6, "start_logit": -7.2}


def _lasting(name: str, one_point: float, start_logit: float, **changes: float) -> Kind:
    """Return a kind of strong regression to the mean whose pain lasts: the hardest case for a stale score."""
    values = {**STRONG_REGRESSION, "fluctuation_days": LASTING_DAYS, "start_logit": start_logit, **changes}
    return Kind(name, tuple(values.items()), one_point)


DEMO = "demo"
TUNED = (Kind(DEMO, (), tuned=True), Kind("regression", tuple(STRONG_REGRESSION.items()), tuned=True))
UNTUNED = (
    Kind("memory_60", (("fluctuation_days", LASTING_DAYS), ("start_logit", -6.6)), one_point=0.98),
    _lasting("start_by_score", 0.97, -7.12),
    _lasting("memory_200", 0.95, -7.17, fluctuation_days=200.0),
    _lasting("start_by_rise", 1.0, -7.98, start_per_point=0.0, start_per_point_rise=0.8),
    _lasting("start_by_recent", 0.94, -7.37, start_per_point=0.0, start_per_point_recent=0.8),
    _lasting("telephone", 1.0, -7.12, start_delay_days=14.0),
    _lasting("monthly", 0.94, -7.42, visit_interval=30.0, visit_interval_per_point=0.0),
    _lasting("quarterly", 0.98, -7.08, visit_interval=90.0, visit_interval_per_point=0.0),
    _lasting("visits_by_pain", 1.06, -7.31, visit_pain=0.6),
    _lasting("no_extra_visits", 0.84, -7.12, extra_visits_days=0.0),
    _lasting("onset_at_once", 0.94, -7.12, onset_days=1.0),
    _lasting("onset_90", 1.13, -7.12, onset_days=90.0),
    _lasting("onset_after_60", 1.33, -7.12, onset_days=14.0, onset_delay_days=60.0),
    _lasting("leaving_by_benefit", 0.96, -7.12, leave_logit_on_ldn=-2.5, leave_per_point_change=0.8),
    _lasting("leaving_by_hidden_pain", 0.89, -6.33, drop_out_share=0.04, drop_out_per_point=0.7),
    _lasting("leaving_of_low_scores", 1.0, -7.5, leave_logit=-3.5, leave_per_point=-0.8),
    _lasting("physicians", 0.95, -7.53, start_physician=1.0),
    _lasting("calendar", 0.97, -7.47, calendar_pain=0.2, start_per_year=0.3),
    _lasting("heaping", 0.99, -7.12, heaping_share=0.4),
    # Mean scores of 2.5 and 8; leaving at such a score is about as likely as at a usual score in the demo.
    _lasting("little_pain", 1.25, -5.2, mean_pain=1.3, leave_logit=-0.98),
    _lasting("much_pain", 1.14, -8.3, mean_pain=7.3, leave_logit=-7.03),
    replace(_lasting("many_exposed", 0.93, -5.82), persons=(480, 2200)),
    _lasting(
        "joint",
        1.1,
        -7.1,
        start_per_point=0.0,
        start_per_point_rise=0.5,
        start_per_point_recent=0.3,
        start_delay_days=7.0,
        start_physician=0.7,
        visit_pain=0.3,
        leave_logit_on_ldn=-3.0,
        leave_per_point_change=0.5,
        onset_days=60.0,
        heaping_share=0.3,
        calendar_pain=0.1,
    ),
)
