"""What the simulated practice wrote down, as text tables in the layout of its export, still without mess."""

import numpy as np
import pandas as pd

from chart2paper.demo_clinic import invented_words as words
from chart2paper.demo_clinic.conditions import CONDITIONS, OTHER_DIAGNOSES
from chart2paper.demo_clinic.course import Course
from chart2paper.demo_clinic.dates import ICD10_START, iso
from chart2paper.demo_clinic.events import adverse_effects, procedures
from chart2paper.demo_clinic.function_scores import function_scores
from chart2paper.demo_clinic.orders import medications
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import EXPORT_END, PHYSICIAN_SHARES, People
from chart2paper.statistics.random_streams import Draws


def write_down(people: People, course: Course, p: DemoParameters) -> dict[str, pd.DataFrame]:
    """Return the export as text tables by file name (without .csv), dates as ISO, rows in id order."""
    seen = visits_seen(course)
    seen["visit_id"] = np.char.mod("V%08d", np.arange(1, len(seen) + 1)).astype(object)
    mrn = record_numbers(people, p)
    tables = {
        "patients": _patients(people, mrn, p),
        "visits": _visit_table(seen, people, p),
        "pain_scores": _pain_scores(seen, people, p),
        "function_scores": function_scores(seen, p),
        "medications": medications(seen, people, course, p),
        "diagnoses": _diagnoses(seen, people, p),
        "procedures": procedures(seen, p),
        "adverse_effects": adverse_effects(seen, people, course, p),
    }
    for table in tables.values():
        if "person" in table:
            table.insert(1, "MRN", mrn[table.pop("person").to_numpy(dtype="int64")])
    return {name: table.astype("str") for name, table in tables.items()}


def record_numbers(people: People, p: DemoParameters) -> np.ndarray:
    """Return record numbers such as MRN0012345, handed out in the order of the first visit."""
    order = np.lexsort((np.arange(p.n_persons), people.entry))
    rank = np.empty(p.n_persons, dtype="int64")
    rank[order] = np.arange(p.n_persons)
    return np.char.mod("MRN%07d", 10_001 + 3 * rank).astype(object)


def visits_seen(course: Course) -> pd.DataFrame:
    """Return the appointments up to the day of the export in the order of time, each person's own numbered."""
    seen = course.appointments[course.appointments["day"] <= EXPORT_END]
    seen = seen.sort_values(["day", "person"], kind="stable").reset_index(drop=True)
    return seen.assign(number=seen.groupby("person").cumcount())


def _patients(people: People, mrn: np.ndarray, p: DemoParameters) -> pd.DataFrame:
    draw = Draws(p.seed, p.n_persons)
    last, first = _names(people, draw)
    table = pd.DataFrame(
        {
            "MRN": mrn,
            "LastName": last,
            "FirstName": first,
            "DOB": iso(birth_days(people, p)),
            "Sex": np.where(people.female, "F", "M"),
            "Phone": np.char.mod("555-01%02d", draw.whole("phone", 0, 99)),
            "Address": _addresses(draw),
        }
    )
    return table.sort_values("MRN", kind="stable").reset_index(drop=True)


def birth_days(people: People, p: DemoParameters) -> np.ndarray:
    """Return the day of birth of everyone.

    Two people never share name and birth date, so that only a second record number looks like one.
    """
    last, first = _names(people, Draws(p.seed, p.n_persons))
    birth = people.entry - np.floor(people.age * 365.25).astype("int64")
    table = pd.DataFrame({"last": last, "first": first, "birth": birth})
    earlier: np.ndarray = birth - table.groupby(["last", "first", "birth"]).cumcount().to_numpy()
    return earlier


def _names(people: People, draw: Draws) -> tuple[np.ndarray, np.ndarray]:
    """Return everyone's last and first name."""
    men, women = np.array(words.MEN, dtype=object), np.array(words.WOMEN, dtype=object)
    first = draw.whole("first name", 0, len(men) - 1)
    start = np.array(words.SURNAME_STARTS, dtype=object)[
        draw.pick("surname start", [1] * len(words.SURNAME_STARTS))
    ]
    end = np.array(words.SURNAME_ENDS, dtype=object)[draw.pick("surname end", [1] * len(words.SURNAME_ENDS))]
    return start + end, np.where(people.female, women[first], men[first])


def _addresses(draw: Draws) -> np.ndarray:
    number = draw.whole("house number", 1, 999).astype(str).astype(object)
    street = np.array(words.STREETS, dtype=object)[draw.pick("street", [1] * len(words.STREETS))]
    town = np.array(words.TOWNS, dtype=object)[draw.pick("town", [1] * len(words.TOWNS))]
    lines: np.ndarray = number + " " + street + ", " + town
    return lines


def _visit_table(seen: pd.DataFrame, people: People, p: DemoParameters) -> pd.DataFrame:
    draw = Draws(p.seed, len(seen))
    kinds = np.array(words.VISIT_TYPES, dtype=object)
    return pd.DataFrame(
        {
            "VisitID": seen["visit_id"],
            "person": seen["person"],
            "VisitDate": iso(seen["day"].to_numpy()),
            "VisitType": np.where(
                seen["number"] == 0, kinds[0], kinds[1:][draw.pick("visit type", [86, 4, 10])]
            ),
            "Status": np.array(["Completed", "No Show", "Cancelled"], dtype=object)[seen["status"]],
            "Provider": np.array(words.PROVIDERS, dtype=object)[_providers(seen, people, p)],
            "Note": np.where(
                seen["status"] == 0,
                np.array(words.NOTES, dtype=object)[draw.pick("note", words.NOTE_WEIGHTS)],
                "",
            ),
        }
    )


def _providers(seen: pd.DataFrame, people: People, p: DemoParameters) -> np.ndarray:
    """Return who saw the person: their own physician where physicians matter, otherwise whoever was there."""
    if p.start_physician:
        own: np.ndarray = people.physician[seen["person"].to_numpy()]
        return own
    return Draws(p.seed, len(seen)).pick("provider", PHYSICIAN_SHARES)


def _pain_scores(seen: pd.DataFrame, people: People, p: DemoParameters) -> pd.DataFrame:
    """One entry per scored visit: average pain decides everything; worst and current stand beside it."""
    scored = seen[seen["score"].notna()].reset_index(drop=True)
    draw = Draws(p.seed, len(scored))
    average = scored["score"].to_numpy().astype("int64")
    worst = np.clip(average + draw.whole("worst pain", 0, 3), 0, 10)
    current = np.clip(average + draw.whole("current pain", -2, 2), 0, 10)
    goal = np.clip(average - draw.whole("pain goal", 2, 4), 0, 4)
    return pd.DataFrame(
        {
            "EntryID": np.char.mod("S%08d", np.arange(1, len(scored) + 1)),
            "person": scored["person"],
            "VisitID": scored["visit_id"],
            "EntryDate": iso(scored["day"].to_numpy()),
            "AveragePain": average.astype(str).astype(object),
            "WorstPain": worst.astype(str).astype(object),
            "CurrentPain": current.astype(str).astype(object),
            "AcceptablePainGoal": np.where(
                draw.chance("goal asked", 0.5), goal.astype(str).astype(object), ""
            ),
            "Comment": np.array(words.COMMENTS, dtype=object)[draw.pick("comment", words.COMMENT_WEIGHTS)],
        }
    )


def _diagnoses(seen: pd.DataFrame, people: People, p: DemoParameters) -> pd.DataFrame:
    rows = diagnoses_made(seen, people, p)
    rows = rows.sort_values(["day", "visit_id", "Code"], kind="stable").reset_index(drop=True)
    return pd.DataFrame(
        {
            "DxID": np.char.mod("D%08d", np.arange(1, len(rows) + 1)),
            "person": rows["person"],
            "VisitID": rows["visit_id"],
            "DxDate": iso(rows["day"].to_numpy()),
            "Code": rows["Code"],
            "Description": rows["Description"],
        }
    )


def diagnoses_made(seen: pd.DataFrame, people: People, p: DemoParameters) -> pd.DataFrame:
    """The main condition at the first visit and most others; now and then another diagnosis beside it.

    Returns the rows of `seen` at which a diagnosis was coded, with Code and Description.
    """
    came = seen[seen["status"] == 0].reset_index(drop=True)
    draw = Draws(p.seed, len(came))
    main = came[(came["number"] == 0) | draw.chance("main diagnosis coded", 0.6)]
    beside = came[(came["number"] > 0) & draw.chance("other diagnosis coded", 0.1)]
    other = draw.pick("other diagnosis", [1] * len(OTHER_DIAGNOSES))[beside.index]
    return pd.concat(
        [
            _coded(main, *_main_codes(people, main["person"].to_numpy())),
            _coded(
                beside,
                *(np.array(column, dtype=object)[other] for column in zip(*OTHER_DIAGNOSES, strict=True)),
            ),
        ]
    )


def _main_codes(people: People, who: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return name, ICD-9-CM and ICD-10-CM code of each person's condition."""
    most = max(len(c.codes) for c in CONDITIONS)
    padded = [[*c.codes, *[c.codes[0]] * (most - len(c.codes))] for c in CONDITIONS]
    codes = np.array(padded, dtype=object)[people.condition[who], people.code_pair[who]]
    names = np.array([c.name for c in CONDITIONS], dtype=object)
    return names[people.condition[who]], codes[:, 0], codes[:, 1]


def _coded(visits: pd.DataFrame, name: np.ndarray, icd9: np.ndarray, icd10: np.ndarray) -> pd.DataFrame:
    """ICD-9-CM until 30 September 2015, ICD-10-CM from the day after."""
    return visits.assign(Code=np.where(visits["day"] < ICD10_START, icd9, icd10), Description=name)
