"""What happens to people: appointments, scores, starting and stopping LDN, leaving.

The loop runs over the appointment number, never over people. Every decision looks only at what is
recorded by then, unless a `hidden_...` parameter says otherwise.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.conditions import by_mechanism
from chart2paper.demo_clinic.pain import fluctuation_after, pain_without_ldn, recorded_score, share_of_effect
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import LIFE_END, NEVER, People
from chart2paper.statistics.random_streams import Draws, chance_from_log_odds

MOST_APPOINTMENTS = 200
EARLY_TREATMENT_DAYS = 75
# Visits every four weeks after the start, whatever the score: were their timing to depend on the score,
# the visit nearest to day 90 would be a better one than usual (a bad one brings the next visit forward).
EARLY_VISITS_DAYS = 100
STOP_REASONS = ("", "side effects", "no benefit", "cost", "patient preference")


@dataclass
class _State:
    """Where everyone stands; one element per person."""

    day: np.ndarray
    fluctuation: np.ndarray
    here: np.ndarray
    last_score: np.ndarray
    visits: np.ndarray
    start: np.ndarray
    start_score: np.ndarray
    stop: np.ndarray
    stop_reason: np.ndarray
    rows: list[pd.DataFrame] = field(default_factory=list)


@dataclass(frozen=True)
class Course:
    """`appointments`: person, day, status, fluctuation (hidden), score. `ldn`: one row per starter.

    `ldn` holds person, start, start_score, stop (NEVER = still taking it), stop_reason.
    """

    appointments: pd.DataFrame
    ldn: pd.DataFrame


def simulate_course(people: People, p: DemoParameters) -> Course:
    """Follow everyone from the first visit until they leave or life ends (200 days after the export)."""
    state = _first_day(people, p)
    for number in range(MOST_APPOINTMENTS):
        who = np.flatnonzero(state.here)
        if len(who) == 0:
            break
        _one_appointment(number, who, people, state, p)
    appointments = pd.concat(state.rows, ignore_index=True).sort_values(["person", "day"], kind="stable")
    started = np.flatnonzero(state.start < NEVER)
    ldn = pd.DataFrame(
        {
            "person": started,
            "start": state.start[started],
            "start_score": state.start_score[started],
            "stop": state.stop[started],
            "stop_reason": np.array(STOP_REASONS)[state.stop_reason[started]],
        }
    )
    return Course(appointments.reset_index(drop=True), ldn)


def _first_day(people: People, p: DemoParameters) -> _State:
    n = p.n_persons
    flare = p.fluctuation_sd * (p.entry_flare + Draws(p.seed, n).normal("fluctuation at entry"))
    never = np.full(n, NEVER, dtype="int64")
    return _State(
        day=people.entry.copy(),
        fluctuation=flare,
        here=np.ones(n, dtype=bool),
        last_score=np.full(n, 6.0),
        visits=np.zeros(n, dtype="int64"),
        start=never,
        start_score=np.full(n, np.nan),
        stop=never.copy(),
        stop_reason=np.zeros(n, dtype="int64"),
    )


def _one_appointment(number: int, who: np.ndarray, people: People, s: _State, p: DemoParameters) -> None:
    draw = _Now(Draws(p.seed, p.n_persons), number, who)
    day = s.day[who]
    pain = pain_without_ldn(people, who, day, s.fluctuation[who])
    pain += people.effect[who] * share_of_effect(day, s.start[who], s.stop[who], p)
    surprise = p.hidden_missingness * (pain - s.last_score[who])
    status = _attendance(draw, surprise, p) if number else np.zeros(len(who), dtype="int64")
    came = status == 0
    scored = came & ~draw.chance("unscored", p.unscored_share)
    score = np.where(scored, recorded_score(pain, draw.normal("noise"), p), np.nan)
    s.rows.append(
        pd.DataFrame(
            {"person": who, "day": day, "status": status, "fluctuation": s.fluctuation[who], "score": score}
        )
    )
    s.last_score[who] = np.where(scored, score, s.last_score[who])
    first = came & (s.visits[who] == 0)
    _stop_ldn(draw, who, day, scored, s, p)
    _start_ldn(draw, who, day, scored, first, people, s, p)
    leaves = came & _leaves(draw, who, day, first, surprise, s, p)
    s.visits[who] += came
    _next_appointment(draw, who, came, first, leaves, s, p)


@dataclass(frozen=True)
class _Now:
    """Random numbers of one appointment number, for the people who have it."""

    draws: Draws
    number: int
    who: np.ndarray

    def normal(self, name: str) -> np.ndarray:
        drawn: np.ndarray = self.draws.normal(f"{name}/{self.number}")[self.who]
        return drawn

    def uniform(self, name: str) -> np.ndarray:
        drawn: np.ndarray = self.draws.uniform(f"{name}/{self.number}")[self.who]
        return drawn

    def chance(self, name: str, share: float | np.ndarray) -> np.ndarray:
        return self.uniform(name) < share


def _attendance(draw: _Now, surprise: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return 0 completed, 1 no-show, 2 cancelled."""
    missed = p.no_show_share + p.cancelled_share
    share = chance_from_log_odds(np.log(missed / (1 - missed)) + surprise)
    absent = draw.chance("absent", share)
    no_show = draw.chance("no show", p.no_show_share / missed)
    return np.where(absent, np.where(no_show, 1, 2), 0)


def _stop_ldn(
    draw: _Now, who: np.ndarray, day: np.ndarray, scored: np.ndarray, s: _State, p: DemoParameters
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


def _start_ldn(
    draw: _Now,
    who: np.ndarray,
    day: np.ndarray,
    scored: np.ndarray,
    first: np.ndarray,
    people: People,
    s: _State,
    p: DemoParameters,
) -> None:
    """Start LDN at this visit; side effects that will end it within 45 days are drawn now."""
    age = people.age[who] + (day - people.entry[who]) / 365.25
    can = scored & (s.start[who] == NEVER) & (age >= 18)
    starts = can & draw.chance(
        "start", chance_from_log_odds(_start_log_odds(who, day, age, first, people, s, p))
    )
    harmed = draw.chance("side effects", p.side_effect_stop_share)
    stop = day + 5 + np.floor(40 * draw.uniform("days to side effects")).astype("int64")
    s.start[who] = np.where(starts, day, s.start[who])
    s.start_score[who] = np.where(starts, s.last_score[who], s.start_score[who])
    s.stop[who] = np.where(starts & harmed, stop, s.stop[who])
    s.stop_reason[who] = np.where(starts & harmed, 1, s.stop_reason[who])


def _start_log_odds(
    who: np.ndarray,
    day: np.ndarray,
    age: np.ndarray,
    first: np.ndarray,
    people: People,
    s: _State,
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
    return log_odds


def _leaves(
    draw: _Now,
    who: np.ndarray,
    day: np.ndarray,
    first: np.ndarray,
    surprise: np.ndarray,
    s: _State,
    p: DemoParameters,
) -> np.ndarray:
    taking = (s.start[who] <= day) & (day < s.stop[who])
    untreated = p.leave_logit + p.leave_per_point * (s.last_score[who] - 6)
    once_only = np.log(p.leave_after_first / (1 - p.leave_after_first))
    log_odds = np.where(taking, p.leave_logit_on_ldn, np.where(first, once_only, untreated))
    return draw.chance("leaves", chance_from_log_odds(log_odds + surprise))


def _next_appointment(
    draw: _Now,
    who: np.ndarray,
    came: np.ndarray,
    first: np.ndarray,
    leaves: np.ndarray,
    s: _State,
    p: DemoParameters,
) -> None:
    """Set the next day by the last recorded score, and move the hidden fluctuation on to it."""
    usual = p.visit_interval + p.visit_interval_per_point * (s.last_score[who] - 6)
    since_start = s.day[who] - s.start[who]
    early = first | ((since_start >= 0) & (since_start < EARLY_VISITS_DAYS))
    gap = np.where(early, p.visit_interval_early, usual)
    gap = np.where(came, gap, 14) * (0.75 + 0.5 * draw.uniform("gap"))
    days = np.maximum(np.round(gap), 7).astype("int64")
    s.fluctuation[who] = fluctuation_after(s.fluctuation[who], days, draw.normal("fluctuation"), p)
    s.day[who] += days
    s.here[who] = ~leaves & (s.day[who] <= LIFE_END)
