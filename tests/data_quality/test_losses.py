"""A loss above its limit stops the run until the mapping accepts it by name, up to a share, with a reason."""

import pandas as pd
import pytest
from pydantic import ValidationError

from chart2paper.cohort.reasons import steps_of
from chart2paper.data_quality.exposed import COUNTS, NO_DOSE, ORDER, Exposed
from chart2paper.data_quality.fates import readings_of
from chart2paper.data_quality.gate import problems_of
from chart2paper.data_quality.limits import LIMIT, limit_of
from chart2paper.data_quality.losses import (
    Loss,
    judged,
    of_analysis,
    of_columns,
    of_exposure,
    of_people,
    of_rows,
)
from chart2paper.extract.set_aside import EXACT_DUPLICATE, NO_RECORD_NUMBER, UNKNOWN_PERSON
from chart2paper.reading.mapping import AcceptedLoss, Mapping
from chart2paper.tables.cohort import ATTRITION
from chart2paper.tables.extract import QUARANTINE, ROW_LEDGER
from chart2paper.tables.read_write import shape
from data_quality.looking import DESIGN, part
from data_quality.test_fates import aside

MAPPING = Mapping.model_validate(
    {
        "clinic": "c",
        "description": "d",
        "date_formats": ["%Y-%m-%d"],
        "code_system": "ICD10CM",
        "files": [
            {
                "file": "a.csv",
                "tables": [
                    {"table": "person", "columns": {"person_id": "MRN", "birth_date": "DOB"}},
                    {"table": "visit_occurrence", "columns": {"person_id": "MRN", "visit_status": "State"}},
                ],
            }
        ],
    }
)
REASON = "the clinic stopped asking in 2019"


def accept(what: str, up_to: float) -> list[AcceptedLoss]:
    return [AcceptedLoss(what=what, up_to=up_to, reason=REASON)]


@pytest.mark.parametrize(
    ("lost", "accepted", "verdict"),
    [
        (10, [], "within the limit"),
        (11, [], "stops the run"),
        (11, accept("visit_occurrence.visit_status", 0.11), "accepted"),
        (12, accept("visit_occurrence.visit_status", 0.11), "stops the run"),
        (11, accept("person.birth_date", 0.5), "stops the run"),
        (5, accept("visit_occurrence.visit_status", 0.5), "within the limit"),
    ],
)
def test_a_share_above_the_limit_stops_unless_it_is_accepted(lost, accepted, verdict):
    loss = Loss("visit_occurrence.visit_status", "rows", 100, lost, "a.csv")
    assert judged([loss], accepted)["verdict"].tolist() == [verdict]


def test_nothing_to_lose_is_no_loss():
    assert judged([Loss("person.birth_date", "rows", 0, 0, "a.csv")], [])["share"].tolist() == [0.0]


def test_the_limit_is_one_in_ten_and_half_for_free_text_on_why_a_drug_was_stopped():
    assert limit_of("measurement.value_source_value") == LIMIT == 0.1
    assert limit_of("drug_exposure.stop_reason") == 0.5


def test_a_problem_names_file_and_column_says_how_much_and_how_to_accept_it():
    loss = Loss("visit_occurrence.visit_status", "rows", 200, 61, "a.csv")
    (problem,) = problems_of(judged([loss], []), MAPPING, "m.yaml")
    assert (problem.file, problem.column) == ("a.csv", "State")
    assert problem.what.startswith("61 of 200 values of visit_status are not understood")
    assert "(30.5 %; the limit is 10.0 %)" in problem.what
    assert (
        "accepted_losses: [{what: visit_occurrence.visit_status, up_to: 0.31, reason: ...}]" in problem.todo
    )


def test_accepting_what_a_problem_says_lets_the_run_go_on():
    loss = Loss("visit_occurrence.visit_status", "rows", 3, 1, "a.csv")
    assert problems_of(judged([loss], accept(loss.what, 0.34)), MAPPING, "m.yaml") == []


def test_what_leaves_no_study_is_said_first_and_plainly():
    person = pd.DataFrame({"birth_date": [pd.NaT, pd.NaT], "over_89": [False, False]})
    scores = pd.DataFrame({"score_kind": ["worst"]})
    nobody = Exposed(dict.fromkeys(ORDER, 0), 0, 0, 0, 0)
    losses = [
        Loss("person.birth_date", "rows", 2, 2, "a.csv"),
        *of_exposure(nobody),
        *of_people(person, scores, ["average"]),
        *of_analysis("trial", attrition([2, 0, 0]), {}, DESIGN),
    ]
    told = [problem.what for problem in problems_of(judged(losses, []), MAPPING, "m.yaml")]
    assert told == [
        "nobody has the exposure: no order was read as one",
        "nobody has a pain score of the kinds that are studied",
        "the age of nobody is known: no birth date was read",
        "the analysis trial is left without exposed people or without comparators",
        "2 of 2 values of birth_date are not understood, or missing where they are needed",
    ]


def attrition(remaining: list[int]) -> pd.DataFrame:
    """A ledger of the shipped trial, whose last steps remove nobody."""
    rows = [*remaining, *[remaining[-1]] * len(steps_of(DESIGN))]
    return shape(pd.DataFrame({"step": range(len(rows)), "remaining": rows}), ATTRITION)


def test_people_who_leave_because_a_covariate_is_not_known_are_a_loss_of_the_analysis():
    place = steps_of(DESIGN).index("matchable")
    remaining = [90] * (place + 1) + [60] * (len(steps_of(DESIGN)) - place)
    ledger = shape(pd.DataFrame({"step": range(len(remaining)), "remaining": remaining}), ATTRITION)
    losses = list(of_analysis("trial", ledger, {"exposed": 20, "comparator": 30}, DESIGN))
    assert [(one.what, one.of, one.lost, one.where) for one in losses] == [
        ("covariates", 90, 30, "trial"),
        ("eligible", 50, 0, "trial"),
    ]


@pytest.mark.parametrize("roles", [{"exposed": 5}, {"comparator": 5}, {}])
def test_an_analysis_with_nobody_in_an_arm_is_lost_whole(roles):
    *_, eligible = of_analysis("trial", attrition([5]), roles, DESIGN)
    assert (eligible.what, eligible.lost) == ("eligible", eligible.of)


def test_people_whose_orders_are_not_read_are_a_share_of_the_exposed():
    found = Exposed(dict.fromkeys(ORDER, 0) | {COUNTS: 27, NO_DOSE: 39}, 100, 20, 30, 3)
    losses = {one.what: (one.of, one.lost) for one in of_exposure(found)}
    assert losses == {
        "exposed": (66, 39),
        "drug_exposure.drug_source_value": (100, 20),
        "drug_exposure.daily_dose_mg": (30, 3),
    }


def test_record_numbers_that_match_nobody_are_a_loss_of_their_file_and_duplicates_are_not():
    ledger = shape(
        pd.DataFrame(
            {"stage": "extract", "table": "observation", "source_file": "a.csv", "rows_read": [177]}
        ),
        ROW_LEDGER,
    )
    reasons = (
        [UNKNOWN_PERSON] * 170 + [NO_RECORD_NUMBER] * 5 + [EXACT_DUPLICATE] * 1 + ["the row has 9 cells"]
    )
    quarantine = shape(
        pd.DataFrame({"table": "observation", "source_file": "a.csv", "reason": reasons}), QUARANTINE
    )
    losses = {one.what: (one.of, one.lost) for one in of_rows(ledger, quarantine)}
    assert losses == {"observation.person_id": (177, 175), "observation.rows": (177, 1)}


def test_cells_whose_row_another_column_set_aside_count_neither_way():
    made = part(
        "measurement",
        [{"measurement_source_value": "Goal", "value_source_value": "4"}] * 8
        + [{"measurement_source_value": "Worst", "value_source_value": "x"}] * 2,
        quarantine=[
            *(
                aside(row, "measurement_source_value [Goal]", "not a pain score", "Goal")
                for row in range(2, 10)
            ),
            *(aside(row, "value_source_value [Worst]", "not understood", "x") for row in (10, 11)),
        ],
    )
    losses = {one.what: (one.of, one.lost) for one in of_columns(readings_of(made))}
    assert losses["measurement.value_source_value"] == (2, 2)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"what": "drug_exposure.daily_dose", "up_to": 0.4, "reason": REASON}, "drug_exposure.daily_dose_mg"),
        ({"what": "exposed people", "up_to": 0.4, "reason": REASON}, "is not the name of a loss"),
        ({"what": "exposed", "up_to": 40, "reason": REASON}, "less than or equal to 1"),
        ({"what": "exposed", "up_to": 0.4, "reason": "ok"}, "at least 10"),
        ({"what": "exposed", "up_to": 0.4}, "Field required"),
    ],
)
def test_an_acceptance_needs_a_known_name_a_share_and_a_reason(settings, said):
    with pytest.raises(ValidationError, match=said):
        AcceptedLoss.model_validate(settings)
