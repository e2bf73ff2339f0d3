"""Procedures and adverse effects of the simulated clinic."""

import numpy as np
import pandas as pd

from chart2paper.demo_clinic import invented_words as words
from chart2paper.demo_clinic.course import Course
from chart2paper.demo_clinic.dates import iso
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import EXPORT_END, People
from chart2paper.statistics.random_streams import Draws

LDN_EFFECTS = (("vivid dreams", 0.10), ("insomnia", 0.06), ("headache", 0.06), ("nausea", 0.05))
OPIOID_EFFECTS = ("constipation", "drowsiness", "nausea", "itching")
ADJUVANT_EFFECTS = ("drowsiness", "dizziness", "dry mouth", "weight gain")


def procedures(seen: pd.DataFrame, p: DemoParameters) -> pd.DataFrame:
    """Return one row per procedure; about one completed visit in twelve has one."""
    came = seen[seen["status"] == 0].reset_index(drop=True)
    draw = Draws(p.seed, len(came))
    done = came[draw.chance("procedure", 0.08)]
    kind = draw.pick("procedure kind", [30, 25, 15, 8, 15, 5, 2])[done.index]
    return pd.DataFrame(
        {
            "ProcID": np.char.mod("P%08d", np.arange(1, len(done) + 1)),
            "person": done["person"].to_numpy(),
            "VisitID": done["visit_id"].to_numpy(),
            "ProcDate": iso(done["day"].to_numpy()),
            "Procedure": np.array(words.PROCEDURES, dtype=object)[kind],
        }
    )


def adverse_effects(seen: pd.DataFrame, people: People, course: Course, p: DemoParameters) -> pd.DataFrame:
    """Return one row per adverse effect: those of LDN, and the background of everyone's other drugs."""
    parts = [
        *(_of_ldn(course.ldn, effect, share, p) for effect, share in LDN_EFFECTS),
        _that_ended_ldn(course.ldn, p),
        _background(seen, "opioid", people.opioid_from, people.opioid_to, OPIOID_EFFECTS, p),
        _background(seen, "adjuvant", people.adjuvant_from, people.adjuvant_to, ADJUVANT_EFFECTS, p),
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[rows["day"] <= EXPORT_END].drop_duplicates(["person", "day", "Effect"])
    rows = rows.sort_values(["day", "person", "Effect"], kind="stable").reset_index(drop=True)
    draw = Draws(p.seed, len(rows))
    return pd.DataFrame(
        {
            "EventID": np.char.mod("A%08d", np.arange(1, len(rows) + 1)),
            "person": rows["person"],
            "VisitID": rows["visit_id"],
            "EventDate": iso(rows["day"].to_numpy()),
            "Effect": rows["Effect"],
            "SuspectedDrug": rows["SuspectedDrug"],
            "Severity": np.array(["mild", "moderate", "severe"], dtype=object)[
                draw.pick("severity", [60, 35, 5])
            ],
        }
    )


def _of_ldn(ldn: pd.DataFrame, effect: str, share: float, p: DemoParameters) -> pd.DataFrame:
    who = ldn["person"].to_numpy(dtype="int64")
    draw = Draws(p.seed, p.n_persons)
    has = draw.chance(f"LDN {effect}", share)[who]
    day = ldn["start"].to_numpy() + draw.whole(f"LDN {effect} day", 3, 40)[who]
    return _events(who[has], day[has], "", effect, "naltrexone")


def _that_ended_ldn(ldn: pd.DataFrame, p: DemoParameters) -> pd.DataFrame:
    harmed = ldn[ldn["stop_reason"] == "side effects"]
    who = harmed["person"].to_numpy(dtype="int64")
    kind = Draws(p.seed, p.n_persons).pick("side effect", [1] * len(LDN_EFFECTS))[who]
    effect = np.array([name for name, _ in LDN_EFFECTS], dtype=object)[kind]
    return _events(who, harmed["stop"].to_numpy(), "", effect, "naltrexone")


def _background(
    seen: pd.DataFrame,
    drug: str,
    first: np.ndarray,
    last: np.ndarray,
    effects: tuple[str, ...],
    p: DemoParameters,
) -> pd.DataFrame:
    came = seen[seen["status"] == 0].reset_index(drop=True)
    draw = Draws(p.seed, len(came))
    who, day = came["person"].to_numpy(), came["day"].to_numpy()
    has = (first[who] <= day) & (day <= last[who]) & draw.chance(f"{drug} adverse effect", 0.06)
    effect = np.array(effects, dtype=object)[draw.pick(f"{drug} effect", [1] * len(effects))]
    return _events(who[has], day[has], came["visit_id"].to_numpy()[has], effect[has], drug)


def _events(
    who: np.ndarray, day: np.ndarray, visit: np.ndarray | str, effect: np.ndarray | str, drug: str
) -> pd.DataFrame:
    rows = pd.DataFrame({"person": who, "day": day})
    return rows.assign(visit_id=visit, Effect=effect, SuspectedDrug=drug)
