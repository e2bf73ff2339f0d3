"""A simulated clinic as clean tables, without an export in between: what cleaning would make of it."""

import numpy as np
import pandas as pd

from chart2paper.clean.persons import over_89_at_data_lock
from chart2paper.demo_clinic.course import Course
from chart2paper.demo_clinic.dates import EPOCH
from chart2paper.demo_clinic.orders import orders_made
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import EXPORT_END, People
from chart2paper.demo_clinic.records import birth_days, diagnoses_made, visits_seen
from chart2paper.sensitivity.whole_analysis import CleanTables
from chart2paper.tables.clean import OBSERVATION
from chart2paper.tables.read_write import shape
from chart2paper.validation.words_read import DRUG_FACTS, WordsRead

STATUS = pd.Categorical(["completed", "no_show", "cancelled"])


def study_ids(people: People) -> np.ndarray:
    """Return P0001, P0002, ... in the order of the first visit, as the linkage log numbers them."""
    order = np.lexsort((np.arange(len(people.entry)), people.entry))
    ids = np.empty(len(order), dtype=object)
    ids[order] = [f"P{number:04d}" for number in range(1, len(order) + 1)]
    return ids


def clean_tables(people: People, course: Course, p: DemoParameters, words: WordsRead) -> CleanTables:
    """Return the columns of the clean tables that an analysis reads.

    Of the three pains asked about only average pain is here; where it is charted the others never count. Adverse
    effects are not simulated here, and no covariate is read from them.
    """
    ids = pd.array(study_ids(people), dtype="string")
    seen = visits_seen(course)
    return CleanTables(
        person=_person(people, p, ids),
        visit=_visit(seen, ids),
        measurement=_measurement(seen, ids),
        drug=_drug(orders_made(seen, people, course, p), ids, words),
        condition=_condition(diagnoses_made(seen, people, p), ids, words),
        observation=shape(pd.DataFrame(), OBSERVATION),
    )


def _person(people: People, p: DemoParameters, ids: pd.api.extensions.ExtensionArray) -> pd.DataFrame:
    birth = pd.Series(_dates(birth_days(people, p)))
    over_89 = over_89_at_data_lock(birth, pd.Timestamp(EPOCH) + pd.Timedelta(days=EXPORT_END))
    return pd.DataFrame(
        {
            "person_id": ids,
            "birth_date": birth.mask(over_89),
            "over_89": over_89,
            "sex": pd.array(np.where(people.female, "female", "male"), dtype="string"),
        }
    )


def _visit(seen: pd.DataFrame, ids: pd.api.extensions.ExtensionArray) -> pd.DataFrame:
    day = _dates(seen["day"].to_numpy())
    return pd.DataFrame(
        {
            "person_id": ids[seen["person"].to_numpy()],
            "visit_start_date": day,
            "visit_end_date": day,
            "visit_status": STATUS[seen["status"].to_numpy()],
        }
    )


def _measurement(seen: pd.DataFrame, ids: pd.api.extensions.ExtensionArray) -> pd.DataFrame:
    scored = seen[seen["score"].notna()]
    return pd.DataFrame(
        {
            "person_id": ids[scored["person"].to_numpy()],
            "measurement_date": _dates(scored["day"].to_numpy()),
            "score_kind": "average",
            "value_as_number": scored["score"].to_numpy(),
        }
    )


def _drug(orders: pd.DataFrame, ids: pd.api.extensions.ExtensionArray, words: WordsRead) -> pd.DataFrame:
    orders = orders[orders["Status"] != "Cancelled"]
    start, stop = orders["day"].to_numpy(), orders["stop"].to_numpy()
    supplied = orders["DaysSupply"].astype("int64") * (orders["Refills"].astype("int64") + 1)
    facts = words.drugs.loc[orders["DrugLine"], DRUG_FACTS].reset_index(drop=True)
    return pd.DataFrame(
        {
            "person_id": ids[orders["person"].to_numpy(dtype="int64")],
            "drug_exposure_start_date": _dates(start),
            "drug_exposure_end_date": _dates(np.where(stop <= EXPORT_END, stop, start + supplied - 1)),
            **{name: facts[name] for name in DRUG_FACTS},
        }
    )


def _condition(coded: pd.DataFrame, ids: pd.api.extensions.ExtensionArray, words: WordsRead) -> pd.DataFrame:
    meaning = words.codes.loc[coded["Code"]].reset_index(drop=True)
    return pd.DataFrame(
        {
            "person_id": ids[coded["person"].to_numpy()],
            "condition_start_date": _dates(coded["day"].to_numpy()),
            "pain_group": meaning["pain_group"],
            "mechanism": meaning["mechanism"],
        }
    )


def _dates(day: np.ndarray) -> np.ndarray:
    return (EPOCH + day.astype("timedelta64[D]")).astype("datetime64[us]")
