"""Starting and stopping LDN: decided at a scored visit, from what is recorded unless a parameter says otherwise."""

import numpy as np

from chart2paper.demo_clinic.conditions import by_mechanism
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import NEVER, PREFERENCES, People
from chart2paper.demo_clinic.state import Now, State
from chart2paper.statistics.random_streams import chance_from_log_odds

EARLY_TREATMENT_DAYS = 75
STOP_REASONS = ("", "side effects", "no benefit", "cost", "patient preference")


def stop_ldn(
    draw: Now, who: np.ndarray, day: np.ndarray, scored: np.ndarray, s: State, p: DemoParameters
) -> None:
    """Stop for no benefit, cost or preference at this visit (side effects are settled at the start)."""
    taking = scored & (s.start[who] < day) & (day < s.stop[who])
    early = day - s.start[who] < EARLY_TREATMENT_DAYS
    change = s.last_score[who] - s.start_score[who]
    log_odds = np.where(early, p.no_benefit_logit, p.no_benefit_logit_later) + p.no_benefit_per_point * change
    no_benefit = draw.chance("no benefit", chance_from_log_odds(np.nan_to_num(log_odds)))
    other = draw.chance("other stop", p.other_stop_share)
    stops = taking & (no_benefit | other)
    reason = np.where(no_benefit, 2, np.where(draw.chance("stop reason", 0.5), 3, 4))
    s.stop[who] = np.where(stops, day, s.stop[who])
    s.stop_reason[who] = np.where(stops, reason, s.stop_reason[who])


def start_ldn(
    draw: Now,
    who: np.ndarray,
    day: np.ndarray,
    scored: np.ndarray,
    first: np.ndarray,
    people: People,
    s: State,
    p: DemoParameters,
) -> None:
    """Decide for LDN at this visit, and start it then or days later by telephone.

    Side effects that will end it within 45 days are drawn now.
    """
    age = people.age[who] + (day - people.entry[who]) / 365.25
    can = scored & (s.start[who] == NEVER) & (age >= 18)
    starts = can & draw.chance(
        "start", chance_from_log_odds(_start_log_odds(who, day, age, first, people, s, p))
    )
    begin = day + _delay(draw, p) if p.start_delay_days else day
    harmed = draw.chance("side effects", p.side_effect_stop_share)
    stop = begin + 5 + np.floor(40 * draw.uniform("days to side effects")).astype("int64")
    s.start[who] = np.where(starts, begin, s.start[who])
    s.start_score[who] = np.where(starts, s.last_score[who], s.start_score[who])
    s.stop[who] = np.where(starts & harmed, stop, s.stop[who])
    s.stop_reason[who] = np.where(starts & harmed, 1, s.stop_reason[who])


def _delay(draw: Now, p: DemoParameters) -> np.ndarray:
    """Return days from the visit to the telephone call: 1 to `start_delay_days`, all as likely."""
    days: np.ndarray = 1 + np.floor(p.start_delay_days * draw.uniform("start delay")).astype("int64")
    return days


def _start_log_odds(
    who: np.ndarray,
    day: np.ndarray,
    age: np.ndarray,
    first: np.ndarray,
    people: People,
    s: State,
    p: DemoParameters,
) -> np.ndarray:
    mechanism = {
        "neuropathic": p.start_neuropathic,
        "nociplastic": p.start_nociplastic,
        "mixed": p.start_mixed,
        "nociceptive": 0.0,
    }
    opioid = (people.opioid_from[who] <= day) & (day <= people.opioid_to[who])
    adjuvant = (people.adjuvant_from[who] <= day) & (day <= people.adjuvant_to[who])
    log_odds: np.ndarray = (
        p.start_logit
        + by_mechanism(people.condition[who], mechanism)
        + p.start_per_point * (s.last_score[who] - 6)
        + p.start_opioid * opioid
        + p.start_adjuvant * adjuvant
        + p.start_female * people.female[who]
        + p.start_per_decade * (age - 55) / 10
        + p.start_per_year * (day // 365.25 - 3)
        + p.start_first_visit * first
        + p.hidden_confounding_start * people.hidden[who]
    )
    if p.start_physician:
        log_odds += p.start_physician * PREFERENCES[people.physician[who]]
    if s.recent.size:
        log_odds += _log_odds_of_course(s.recent[who], p)
    return log_odds


def _log_odds_of_course(recent: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return what the last four scores, newest first, add; one score alone is no rise."""
    known = ~np.isnan(recent)
    rise = np.where(known[:, 1], recent[:, 0] - recent[:, 1], 0)
    scores = np.maximum(known.sum(axis=1), 1)
    above = np.where(known, recent - 6, 0).sum(axis=1) / scores
    added: np.ndarray = p.start_per_point_rise * rise + p.start_per_point_recent * above
    return added
