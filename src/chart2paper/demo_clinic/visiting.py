"""Coming, staying away and leaving: what becomes of an appointment, and when the next one is."""

import numpy as np

from chart2paper.demo_clinic.pain import fluctuation_after
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import LIFE_END, NEVER
from chart2paper.demo_clinic.state import Now, State
from chart2paper.statistics.random_streams import chance_from_log_odds

COMPLETED, NO_SHOW, CANCELLED, NOTHING = 0, 1, 2, 3
# Where pain decides on which day people come, they have this many possible days per interval.
POSSIBLE_DAYS = 4


def attendance(draw: Now, surprise: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return COMPLETED, NO_SHOW or CANCELLED. surprise: hidden pain above the last score, as it matters."""
    missed = p.no_show_share + p.cancelled_share
    share = chance_from_log_odds(np.log(missed / (1 - missed)) + surprise)
    absent = draw.chance("absent", share)
    no_show = draw.chance("no show", p.no_show_share / missed)
    return np.where(absent, np.where(no_show, NO_SHOW, CANCELLED), COMPLETED)


def drops_out(draw: Now, pain: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return who stays away from now on, by the hidden pain of the day that nobody records."""
    usual = np.log(p.drop_out_share / (1 - p.drop_out_share))
    return draw.chance("drops out", chance_from_log_odds(usual + p.drop_out_per_point * (pain - p.mean_pain)))


def comes_today(draw: Now, pain: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return who takes this one of the POSSIBLE_DAYS, by the pain of the day; one in so many on a usual day."""
    usual = -np.log(POSSIBLE_DAYS - 1)
    return draw.chance("comes today", chance_from_log_odds(usual + p.visit_pain * (pain - p.mean_pain)))


def leaves_after(
    draw: Now,
    who: np.ndarray,
    day: np.ndarray,
    first: np.ndarray,
    surprise: np.ndarray,
    s: State,
    p: DemoParameters,
) -> np.ndarray:
    """Return who never comes again after this visit."""
    taking = (s.start[who] < NEVER) & (day < s.stop[who])
    untreated = p.leave_logit + p.leave_per_point * (s.last_score[who] - 6)
    once_only = np.log(p.leave_after_first / (1 - p.leave_after_first))
    treated = p.leave_logit_on_ldn + p.leave_per_point_change * (s.last_score[who] - s.start_score[who])
    log_odds = np.where(taking, treated, np.where(first, once_only, untreated))
    return draw.chance("leaves", chance_from_log_odds(log_odds + surprise))


def next_appointment(
    draw: Now,
    who: np.ndarray,
    status: np.ndarray,
    first: np.ndarray,
    gone: np.ndarray,
    s: State,
    p: DemoParameters,
) -> None:
    """Set the next day by the last recorded score, and move the hidden fluctuation on to it."""
    usual = p.visit_interval + p.visit_interval_per_point * (s.last_score[who] - 6)
    since_start = s.day[who] - s.start[who]
    # Extra visits come whatever the score: were their timing to depend on the score, the visit nearest to day 90
    # would be a better one than usual (a bad one brings the next visit forward).
    early = first | ((s.start[who] < NEVER) & (since_start < p.extra_visits_days))
    gap = np.where(early, p.visit_interval_early, usual) / (POSSIBLE_DAYS if p.visit_pain else 1)
    missed = (status == NO_SHOW) | (status == CANCELLED)
    gap = np.where(missed, 14, gap) * (0.75 + 0.5 * draw.uniform("gap"))
    days = np.maximum(np.round(gap), 7).astype("int64")
    s.fluctuation[who] = fluctuation_after(s.fluctuation[who], days, draw.normal("fluctuation"), p)
    s.day[who] += days
    s.here[who] = ~gone & (s.day[who] <= LIFE_END)
