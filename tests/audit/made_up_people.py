"""Tables of the made-up run that tell of single people: an exposed person, their comparator, and two others.

The ids are those of `made_up_run`; P0002 has a score and an order that try to be markup.
"""

from typing import Any

PRIMARY = "results/target_trial"
ATTACK = "<script>document.title = 'attacked'</script>"
BORN = "1970-06-15"
NOTE = "told at length " * 20 + "the very end"


def decisions(person: str, role: str, *answers: str) -> list[list[Any]]:
    """Return DECISIONS rows: `passes`, `fails`, or why a step is not asked."""
    steps = ("age unknown", "no pain score in the baseline window", "no exposed person to be compared with")
    return [
        [
            person,
            role,
            step,
            reason,
            *((answer, None) if answer in ("passes", "fails") else ("not asked", answer)),
        ]
        for step, (reason, answer) in enumerate(zip(steps, answers, strict=True), start=1)
    ]


def table(names: str, *rows: list[Any]) -> dict[str, list[Any]]:
    """Return columns from rows; `names` are the columns' names with spaces between."""
    return {name: [row[place] for row in rows] for place, name in enumerate(names.split())}


PEOPLE_TABLES: dict[str, dict[str, list[Any]]] = {
    "results/extract/person.parquet": table(
        "person_id birth_date gender_source_value source_file source_row",
        ["P0001", BORN, "F", "patients.csv", 2],
        ["P0002", BORN, "f", "patients.csv", 3],
    ),
    "results/extract/drug_exposure.parquet": table(
        "drug_exposure_id person_id drug_exposure_start_date drug_source_value source_file source_row",
        ["order 7", "P0001", "2019-03-01", "naltrexone 4.5 mg", "orders.csv", 2],
        ["order 8", "P0002", "2019-01-01", NOTE, "orders.csv", 3],
    ),
    "results/clean/measurement.parquet": table(
        "person_id measurement_date score_kind value_as_number source_file source_row",
        ["P0001", "2019-02-20", "average", 7.0, "scores.csv", 2],
        ["P0001", "2019-05-30", "average", 4.0, "scores.csv", 6],
        ["P0002", "2019-02-25", "average", 6.0, "scores.csv", 4],
    ),
    "results/clean/drug_exposure.parquet": table(
        "person_id drug_exposure_start_date drug_exposure_end_date ingredient drug_class route daily_dose_mg "
        "source_file source_row",
        ["P0001", "2019-03-01", "2019-08-01", "naltrexone", None, "oral", 4.5, "orders.csv", 2],
        ["P0002", "2019-01-01", None, ATTACK, "adjuvant", "oral", None, "orders.csv", 3],
    ),
    "results/clean/visit_occurrence.parquet": table(
        "person_id visit_start_date visit_end_date visit_status source_file source_row",
        ["P0001", "2019-02-20", "2019-02-20", "completed", "visits.csv", 2],
        ["P0001", "2019-05-30", "2019-05-30", "cancelled", "visits.csv", 3],
    ),
    f"{PRIMARY}/cohort/decisions.parquet": table(
        "person_id considered_as step reason decision why_not_asked",
        *decisions("P0001", "exposed", "passes", "passes", "asked of comparators only"),
        *decisions("P0001", "comparator", "passes", "passes", "fails"),
        *decisions("P0002", "comparator", "passes", "passes", "passes"),
        *decisions("P0003", "comparator", "passes", "passes", "passes"),
        *decisions("P0010", "comparator", "fails", "there is no day left", "there is no day left"),
    ),
    f"{PRIMARY}/match/matches.csv": table(
        "set_id person_id role index_date distance",
        ["P0001", "P0001", "exposed", "2019-03-01", 0],
        ["P0001", "P0002", "comparator", "2019-03-01", 0.51234],
    ),
    f"{PRIMARY}/match/nearest.csv": table(
        "exposed_id place of person_id index_date distance became other_sets matched_to",
        ["P0001", 1, 2, "P0002", "2019-03-01", 0.51234, "matched here", 0, ""],
        ["P0001", 2, 2, "P0003", "2019-03-01", 2.5, "not used", 0, ""],
    ),
    f"{PRIMARY}/model/influence.csv": table(
        "set_id person_id role left_with estimate estimate_without moved status",
        ["P0001", "P0001", "exposed", 1, -1.02, -1.1, -0.08, "ok"],
        ["P0001", "P0002", "comparator", 0, -1.02, "", "", "not estimable: too few"],
    ),
}
