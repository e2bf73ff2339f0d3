"""The people of the simulated clinic, before anything happens to them."""

from dataclasses import dataclass

import numpy as np

from chart2paper.demo_clinic.conditions import CONDITIONS, PAIN_SHIFTS, SHARES, by_mechanism
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.statistics.random_streams import Draws

# Share of the people that each physician sees (in the order of PROVIDERS), and how much the physician prefers LDN:
# mean 0 and SD 1 over people, fixed, so that as many start in every clinic.
PHYSICIAN_SHARES = (3, 2, 2, 2, 1)
PREFERENCES = np.array([-0.5, 1.5, 0.5, -1.5, 0.5])

# Day 0 is 1 January 2014. Life goes on after the export ends, so that the truth of late starters is known.
EXPORT_END = 2556  # 31 December 2020
LIFE_END = EXPORT_END + 200
NEVER = 10**6
MIDDLE_OF_TIME = 3.5  # years


@dataclass(frozen=True)
class People:
    """One array per fact, one element per person. Days count from 1 January 2014."""

    entry: np.ndarray  # day of the first visit
    age: np.ndarray  # years, at the first visit
    female: np.ndarray
    condition: np.ndarray  # position in CONDITIONS
    code_pair: np.ndarray  # which of the condition's code pairs
    opioid_from: np.ndarray
    opioid_to: np.ndarray
    adjuvant_from: np.ndarray
    adjuvant_to: np.ndarray
    physician: np.ndarray  # position in PROVIDERS
    hidden: np.ndarray  # hidden severity, mean 0 and SD 1
    usual_pain: np.ndarray  # points, at the first visit
    trend: np.ndarray  # points per year
    effect: np.ndarray  # points, full effect of LDN on this person


def simulate_people(p: DemoParameters) -> People:
    """Draw `p.n_persons` people; arrays of that length."""
    draw = Draws(p.seed, p.n_persons)
    entry = draw.whole("entry", 0, EXPORT_END - 30)
    condition = draw.pick("condition", SHARES)
    female = draw.chance("sex", 0.66)
    opioid = _course(draw, "opioid", 0.38, entry)
    adjuvant = _course(draw, "adjuvant", by_mechanism(condition, _ADJUVANT_SHARE), entry)
    hidden = draw.normal("hidden severity")
    usual = (
        p.mean_pain
        + PAIN_SHIFTS[condition]
        + p.opioid_pain * (opioid[0] < NEVER)
        + p.adjuvant_pain * (adjuvant[0] < NEVER)
        + p.female_pain * female
        + p.hidden_confounding_pain * hidden
        + p.person_sd * draw.normal("usual pain")
    )
    return People(
        entry=entry,
        age=_ages(draw),
        female=female,
        condition=condition,
        code_pair=_code_pairs(draw, condition),
        opioid_from=opioid[0],
        opioid_to=opioid[1],
        adjuvant_from=adjuvant[0],
        adjuvant_to=adjuvant[1],
        physician=draw.pick("physician", PHYSICIAN_SHARES),
        hidden=hidden,
        usual_pain=usual + p.calendar_pain * (entry / 365.25 - MIDDLE_OF_TIME),
        trend=p.trend_mean + p.calendar_pain + p.trend_sd * draw.normal("trend"),
        effect=p.effect_multiplier * _effects(draw, condition, p),
    )


_ADJUVANT_SHARE = {"neuropathic": 0.6, "nociplastic": 0.6, "mixed": 0.5, "nociceptive": 0.25}


def _course(
    draw: Draws, drug: str, share: float | np.ndarray, entry: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return first and last day of a drug course; NEVER where there is none or no end."""
    user = draw.chance(f"{drug} ever", share)
    late = draw.chance(f"{drug} late", 0.15)
    start = entry + np.where(late, draw.whole(f"{drug} delay", 30, 300), 0)
    stops = draw.chance(f"{drug} stops", 0.3)
    end = np.where(stops, start + draw.whole(f"{drug} length", 60, 500), NEVER)
    return np.where(user, start, NEVER), np.where(user, end, NEVER)


def _ages(draw: Draws) -> np.ndarray:
    adult = np.clip(54 + 14 * draw.normal("age"), 18, 94)
    minor = 13 + 5 * draw.uniform("age of minors")
    return np.where(draw.chance("minor", 0.01), minor, adult)


def _code_pairs(draw: Draws, condition: np.ndarray) -> np.ndarray:
    choices = np.array([len(c.codes) for c in CONDITIONS])[condition]
    picked: np.ndarray = np.floor(draw.uniform("code pair") * choices).astype("int64")
    return picked


def _effects(draw: Draws, condition: np.ndarray, p: DemoParameters) -> np.ndarray:
    means = {
        "neuropathic": p.effect_neuropathic,
        "nociplastic": p.effect_nociplastic,
        "mixed": p.effect_mixed,
        "nociceptive": p.effect_nociceptive,
    }
    return by_mechanism(condition, means) + p.effect_sd * draw.normal("effect")
