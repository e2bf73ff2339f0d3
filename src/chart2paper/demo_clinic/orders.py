"""Medication orders of the simulated clinic: LDN, everyone's other drugs, and naltrexone that is not LDN."""

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.course import Course
from chart2paper.demo_clinic.dates import iso, iso_or_blank
from chart2paper.demo_clinic.ldn_orders import ldn_orders
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import EXPORT_END, NEVER, People
from chart2paper.statistics.random_streams import Draws

ORDER_LENGTH = 360  # days: 90 days' supply and three refills

OPIOIDS = (
    ("oxycodone 5 mg tab", 3, "1 tab q6h prn"),
    ("hydrocodone-acetaminophen 5-325 mg tab", 3, "1 tab q6h prn"),
    ("tramadol 50 mg tab", 3, "1-2 tabs q6h prn"),
    ("morphine ER 15 mg tab", 1, "1 tab q12h"),
    ("buprenorphine 10 mcg/hr patch", 1, "1 patch weekly"),
)
ADJUVANTS = (
    ("gabapentin 300 mg cap", 4, "1 cap tid"),
    ("pregabalin 75 mg cap", 2, "1 cap bid"),
    ("duloxetine 60 mg cap DR", 3, "1 cap daily"),
    ("amitriptyline 25 mg tab", 2, "1 tab qhs"),
    ("nortriptyline 25 mg cap", 2, "1 cap qhs"),
)
OTHERS = (
    ("ibuprofen 600 mg tab", 3, "1 tab tid with food"),
    ("meloxicam 15 mg tab", 3, "1 tab daily"),
    ("naproxen 500 mg tab", 2, "1 tab bid"),
    ("cyclobenzaprine 10 mg tab", 2, "1 tab qhs prn"),
    ("tizanidine 4 mg tab", 2, "1 tab tid prn"),
    ("lidocaine 5 % patch", 1, "apply 12 h on, 12 h off"),
    ("acetaminophen 500 mg tab", 2, "2 tabs tid prn"),
    ("lisinopril 10 mg tab", 2, "1 tab daily"),
)
# Products with naltrexone in them, or nearly, that are not low-dose naltrexone: line, share of people, directions.
NOT_LDN = (
    ("Naltrexone HCl 50 mg tab", 0.010, "1 tab daily for alcohol use"),
    ("Vivitrol 380 mg IM injection", 0.005, "380 mg IM every 4 weeks"),
    ("Contrave 8-90 mg ER tab", 0.006, "2 tabs bid"),
    ("bupropion-naltrexone", 0.004, "as directed"),
    ("Embeda (morphine-naltrexone) 20-0.8 mg", 0.006, "1 cap daily"),
    ("methylnaltrexone 12 mg/0.6 mL SC (Relistor)", 0.008, "12 mg SC every other day"),
)


def medications(seen: pd.DataFrame, people: People, course: Course, p: DemoParameters) -> pd.DataFrame:
    """Return one row per order, in order of time; columns of medications.csv with `person` for MRN."""
    rows = orders_made(seen, people, course, p)
    visits = seen.set_index(["person", "day"])["visit_id"]
    at = pd.MultiIndex.from_frame(rows[["person", "day"]])
    return pd.DataFrame(
        {
            "OrderID": np.char.mod("R%08d", np.arange(1, len(rows) + 1)),
            "person": rows["person"],
            "VisitID": visits.reindex(at).fillna("").to_numpy(),
            "OrderDate": iso(rows["day"].to_numpy()),
            "StopDate": iso_or_blank(rows["stop"].to_numpy(), (rows["stop"] <= EXPORT_END).to_numpy()),
            "DrugLine": rows["DrugLine"],
            "Sig": rows["Sig"],
            "DaysSupply": rows["DaysSupply"],
            "Refills": rows["Refills"],
            "Status": rows["Status"].where(
                (rows["stop"] <= EXPORT_END) | (rows["Status"] == "Cancelled"), "Active"
            ),
            "StopReason": rows["StopReason"].where(rows["stop"] <= EXPORT_END, ""),
        }
    )


def orders_made(seen: pd.DataFrame, people: People, course: Course, p: DemoParameters) -> pd.DataFrame:
    """Return person, day, stop (a day after the export: not stopped by then) and texts of every order.

    seen: the appointments up to the export.
    """
    last = seen.groupby("person")["day"].max().reindex(range(p.n_persons)).to_numpy()
    parts = [
        _class_orders("opioid", OPIOIDS, people.opioid_from, people.opioid_to, last, p),
        _class_orders("adjuvant", ADJUVANTS, people.adjuvant_from, people.adjuvant_to, last, p),
        _class_orders("other drug", OTHERS, *_other_course(people, p), last, p),
        *(_not_ldn(position, people, last, p) for position in range(len(NOT_LDN))),
        _cancelled_ldn(people, course, last, p),
        ldn_orders(seen, course, p),
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows["stop"] = rows["stop"].to_numpy(dtype="int64")
    return rows.sort_values(["day", "person", "DrugLine"], kind="stable").reset_index(drop=True)


def _other_course(people: People, p: DemoParameters) -> tuple[np.ndarray, np.ndarray]:
    draw = Draws(p.seed, p.n_persons)
    start = np.where(draw.chance("other drug ever", 0.7), people.entry, NEVER)
    stops = (start < NEVER) & draw.chance("other drug stops", 0.3)
    return start, np.where(stops, start + draw.whole("other drug length", 30, 400), NEVER)


def _class_orders(
    name: str,
    lines: tuple[tuple[str, int, str], ...],
    first: np.ndarray,
    end: np.ndarray,
    last_visit: np.ndarray,
    p: DemoParameters,
) -> pd.DataFrame:
    """Return the orders of one drug course per person: a new order every 360 days while in care."""
    draw = Draws(p.seed, p.n_persons)
    kind = draw.pick(f"{name} line", [weight for _, weight, _ in lines])
    until = np.minimum(np.where(end < NEVER, end - 1, NEVER), last_visit)
    orders = np.where(first <= until, (until - first) // ORDER_LENGTH + 1, 0)
    who = np.repeat(np.arange(p.n_persons), orders)
    number = np.arange(len(who)) - np.repeat(np.cumsum(orders) - orders, orders)
    day = first[who] + ORDER_LENGTH * number
    is_last = number == orders[who] - 1
    ended = is_last & (end[who] <= last_visit[who])
    reasons = np.array(["no benefit", "side effects", "patient preference", "cost", ""], dtype=object)
    reason = reasons[draw.pick(f"{name} stop reason", [35, 25, 15, 10, 15])]
    return pd.DataFrame(
        {
            "person": who,
            "day": day,
            "stop": np.where(ended, end[who], np.where(is_last, NEVER, day + ORDER_LENGTH)),
            "DrugLine": np.array([line for line, _, _ in lines], dtype=object)[kind[who]],
            "Sig": np.array([sig for _, _, sig in lines], dtype=object)[kind[who]],
            "DaysSupply": "90",
            "Refills": "3",
            "Status": np.where(ended, "Discontinued", "Completed"),
            "StopReason": np.where(ended, reason[who], ""),
        }
    )


def _not_ldn(position: int, people: People, last_visit: np.ndarray, p: DemoParameters) -> pd.DataFrame:
    """Return orders of one product that only looks like LDN, at some day in care."""
    line, share, sig = NOT_LDN[position]
    draw = Draws(p.seed, p.n_persons)
    has = draw.chance(f"not LDN: {line}", share)
    who = np.flatnonzero(has)
    day = people.entry + np.floor(draw.uniform(f"not LDN day: {line}") * (last_visit - people.entry)).astype(
        "int64"
    )
    return pd.DataFrame(
        {
            "person": who,
            "day": day[who],
            "stop": day[who] + 120,
            "DrugLine": line,
            "Sig": sig,
            "DaysSupply": "30",
            "Refills": "3",
            "Status": "Completed",
            "StopReason": "",
        }
    )


def _cancelled_ldn(people: People, course: Course, last_visit: np.ndarray, p: DemoParameters) -> pd.DataFrame:
    """Return LDN orders that were cancelled before the first dose, in people who never took LDN."""
    draw = Draws(p.seed, p.n_persons)
    has = draw.chance("cancelled LDN", 0.008)
    has[course.ldn["person"].to_numpy(dtype="int64")] = False
    who = np.flatnonzero(has)
    day = people.entry + np.floor(draw.uniform("cancelled LDN day") * (last_visit - people.entry)).astype(
        "int64"
    )
    return pd.DataFrame(
        {
            "person": who,
            "day": day[who],
            "stop": NEVER,
            "DrugLine": "naltrexone 4.5 mg cap, compounded",
            "Sig": "1 cap qhs",
            "DaysSupply": "30",
            "Refills": "5",
            "Status": "Cancelled",
            "StopReason": "",
        }
    )
