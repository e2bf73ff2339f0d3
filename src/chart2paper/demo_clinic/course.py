"""What happens to people: appointments, scores, starting and stopping LDN, leaving.

The loop runs over the appointment number, never over people. Every decision looks only at what is
recorded by then, unless a parameter says otherwise.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.ldn_course import STOP_REASONS, start_ldn, stop_ldn
from chart2paper.demo_clinic.pain import pain_without_ldn, recorded_score, share_of_effect
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import NEVER, People
from chart2paper.demo_clinic.state import Now, State, first_day
from chart2paper.demo_clinic.visiting import (
    COMPLETED,
    NOTHING,
    attendance,
    comes_today,
    drops_out,
    leaves_after,
    next_appointment,
)
from chart2paper.statistics.random_streams import Draws

MOST_APPOINTMENTS = 500


@dataclass(frozen=True)
class Course:
    """`appointments`: person, day, status, fluctuation (hidden), score. `ldn`: one row per starter.

    `ldn` holds person, start, start_score, stop (NEVER = still taking it), stop_reason. `path`: person, day and
    fluctuation of every day it was drawn for; those of appointments, and those on which somebody might have come.
    """

    appointments: pd.DataFrame
    ldn: pd.DataFrame
    path: pd.DataFrame


def simulate_course(people: People, p: DemoParameters) -> Course:
    """Follow everyone from the first visit until they leave or life ends (200 days after the export)."""
    state = first_day(people, p)
    for number in range(MOST_APPOINTMENTS):
        who = np.flatnonzero(state.here)
        if len(who) == 0:
            break
        _one_appointment(number, who, people, state, p)
    days = pd.concat(state.rows, ignore_index=True).sort_values(["person", "day"], kind="stable")
    days = days.reset_index(drop=True)
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
    nothing = (days["status"] == NOTHING).to_numpy()
    appointments = days[~nothing].reset_index(drop=True) if nothing.any() else days
    return Course(appointments, ldn, days[["person", "day", "fluctuation"]])


def _one_appointment(number: int, who: np.ndarray, people: People, s: State, p: DemoParameters) -> None:
    draw = Now(Draws(p.seed, p.n_persons), number, who)
    day = s.day[who]
    pain = pain_without_ldn(people, who, day, s.fluctuation[who])
    pain += people.effect[who] * share_of_effect(day, s.start[who], s.stop[who], p)
    surprise = p.hidden_missingness * (pain - s.last_score[who])
    status, lost = _what_becomes_of_it(draw, pain, surprise, p)
    came = status == COMPLETED
    scored = came & ~draw.chance("unscored", p.unscored_share)
    score = np.where(scored, _answer(draw, pain, p), np.nan)
    s.rows.append(
        pd.DataFrame(
            {"person": who, "day": day, "status": status, "fluctuation": s.fluctuation[who], "score": score}
        )
    )
    s.record(who, score)
    first = came & (s.visits[who] == 0)
    stop_ldn(draw, who, day, scored, s, p)
    start_ldn(draw, who, day, scored, first, people, s, p)
    leaves = came & leaves_after(draw, who, day, first, surprise, s, p)
    s.visits[who] += came
    next_appointment(draw, who, status, first, leaves | lost, s, p)


def _what_becomes_of_it(
    draw: Now, pain: np.ndarray, surprise: np.ndarray, p: DemoParameters
) -> tuple[np.ndarray, np.ndarray]:
    """Return the status of an appointment (NOTHING where there was none) and who has been lost before it."""
    nobody = np.zeros(len(pain), dtype=bool)
    if not draw.number:
        return np.full(len(pain), COMPLETED), nobody
    status = attendance(draw, surprise, p)
    lost = drops_out(draw, pain, p) if p.drop_out_share else nobody
    elsewhere = ~comes_today(draw, pain, p) if p.visit_pain else nobody
    return np.where(lost | elsewhere, NOTHING, status), lost


def _answer(draw: Now, pain: np.ndarray, p: DemoParameters) -> np.ndarray:
    heaped = draw.chance("heaped", p.heaping_share) if p.heaping_share else False
    return recorded_score(pain, draw.normal("noise"), p, heaped)
