"""Made-up studies that are released again and again: the same people, but for one who left, came, or was corrected."""

import random

import pandas as pd

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.figures.flow import flow_frame
from chart2paper.model.estimates import estimate_effects
from chart2paper.release.cell import HELD
from chart2paper.release.compared import entry_of, groups_out, people_kept
from chart2paper.release.control import lines_out
from chart2paper.release.decide import all_counts, decide
from chart2paper.release.draft import shown
from chart2paper.release.near_groups import NOBODY, near_groups
from chart2paper.release.paper_values import PaperValues
from chart2paper.release.people_behind import groups_of_run
from chart2paper.release.sheets import read_sheets, splits
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import shape, write_table
from release.made_up_clinic import attrition_of
from release.made_up_values import counts_of_arm, counts_of_both, statistics_of
from release.released_words import RELEASE_WORDS

KEY, THRESHOLD, BASE = b"k" * 32, 10, 5
ROLES = ("exposed", "comparator")
# No scores beside baseline and outcome.
NO_SCORES = pd.DataFrame(
    {
        "person_id": pd.Series(dtype="str"),
        "date": pd.Series(dtype="datetime64[us]"),
        "score": pd.Series(dtype=float),
    }
)
STUDY = {
    "primary_analysis": "tt",
    "analyses": {
        "tt": {
            "outcome": {"window_days": {"value": [30, 180]}},
            "estimation": {"subgroups": {"value": ["sex", "female", "male"]}},
        }
    },
    "subgroups": {"contrasts": {"value": {}}},
    "harms": {"dose_bands_mg": {"value": []}},
}
ESTIMATION = {
    "estimators": ["group_means", "ancova", "responders"],
    "adjust_for": ["baseline_score", "age"],
    "scale": "pain",
    "responder_thresholds_percent": [30.0],
    "responder_thresholds_points": [],
    "least_probability": 0.05,
    "subgroups": ["sex", "female", "male"],
}


def made_up(chance: random.Random) -> pd.DataFrame:
    """Return matched people (ANALYSIS_SET), each in a set of their own pair, and more comparators than exposed."""
    exposed, comparators, missing = chance.randint(30, 70), chance.randint(75, 140), chance.choice((0, 0.3))
    return pd.DataFrame(
        [
            person(chance, role, place, missing)
            for role, size in zip(ROLES, (exposed, comparators), strict=True)
            for place in range(size)
        ]
    )


def person(chance: random.Random, role: str, place: int, missing_share: float = 0) -> dict:
    missing = chance.random() < missing_share
    return {
        **{"set_id": f"{place}", "person_id": f"{role[0]}{place}", "role": role},
        **{"index_date": "2020-01-01", "baseline_date": "2020-01-01", "mechanism": "neuropathic"},
        **{"age": chance.randint(20, 80), "sex": chance.choice(("female", "male")), "pain_group": "back"},
        **{"previous_score": chance.randint(3, 9), "on_opioid": chance.randint(0, 1), "on_adjuvant": 0},
        **{"days_in_care": 400, "visits_before": 3, "index_year": 2020},
        **{"baseline_score": chance.randint(3, 9), "final_score": None if missing else chance.randint(0, 10)},
        **{"days_to_final": None if missing else 90, "outcome_missing_because": "no visit" if missing else None},
    }  # fmt: skip


def released(people: pd.DataFrame, folder, entries: list[dict], protect: bool = True):
    """Release a study. Return what the release shows, exactly, by name; and its entry in the register.

    protect: whether the people behind the numbers are compared with those of earlier releases.
    """
    paths, behind, values = written(people, folder)
    sheets = read_sheets(paths, str(folder / "results"), THRESHOLD, 5, splits(STUDY))
    groups = groups_of_run(KEY, behind, NO_SCORES, str(folder / "results"), STUDY)
    near = near_groups(groups, groups_out(entries, {}), THRESHOLD) if protect else NOBODY
    control = decide(
        all_counts(sheets, values, {}), sheets, entries if protect else [], THRESHOLD, BASE, near
    )
    cells = PaperValues(values, control, sheets, RELEASE_WORDS, (), None, {}).all()
    decision = {
        **{"threshold": THRESHOLD, "base": BASE, "withheld": control.decision.withheld},
        "exact": {name: control.counts.numbers[name] for name in shown(control)},
    }
    entry = entry_of(f"{len(entries)}", decision, people_kept(groups, near, THRESHOLD), [])
    return read(control, sheets, cells, values), entry


def written(people: pd.DataFrame, folder):
    """Write the tables of a run; return those that a release shows, those with its people, and the paper's values."""
    run = folder / "results" / "tt"
    shaped = shape(people, ANALYSIS_SET)
    cohort = shape(people, COHORT)
    attrition = attrition_of(people, (0, 0), [(0, 40), (3, 200)])
    gone = pd.DataFrame({"role": [pd.NA] * 243})
    flow = flow_frame(attrition, pd.concat([people[["role"]], gone]), people, people, RELEASE_WORDS)
    estimates = estimate_effects(shaped, "tt", ESTIMATION)
    for room in ("cohort", "figures", "model"):
        (run / room).mkdir(parents=True, exist_ok=True)
    attrition.to_csv(run / "cohort/attrition.csv", index=False)
    flow.to_csv(run / "figures/flow.csv", index=False)
    write_table(estimates, ESTIMATES, str(run / "model/estimates.csv"))
    write_table(shaped, ANALYSIS_SET.on(PAIN), str(run / "model/analysis_set.csv"))
    write_table(cohort, COHORT.on(PAIN), str(run / "cohort/cohort.csv"))
    tables = [str(run / f"{name}.csv") for name in ("cohort/attrition", "figures/flow", "model/estimates")]
    behind = [str(run / f"{name}.csv") for name in ("model/analysis_set", "cohort/cohort")]
    return tables, behind, values_of(people)


def values_of(people: pd.DataFrame) -> dict:
    """Return the numbers of people and the means that Table 1 has, as in values.json."""
    found = counts_of_both(len(people), int(people["final_score"].isna().sum()))
    for role in ROLES:
        arm = people[people["role"] == role]
        found |= counts_of_arm(role, len(arm), int(arm["final_score"].notna().sum()))
        for score in ("baseline_score", "age"):
            numbers = {"n": len(arm), "mean": arm[score].mean(), "sd": arm[score].std()}
            found |= statistics_of(role, score, {name: (n, f"{n:.4g}") for name, n in numbers.items()})
    return found


def read(control, sheets, cells, values):
    """Return every number that leaves in any form, exactly: means, effects, responders and numbers of people."""
    said = {}
    for sheet in sheets:
        for row, line in zip(sheet.rows, lines_out(control, sheet), strict=True):
            for column, cell in line.items():
                if cell.state != HELD and cell.text and isinstance(row[column], int | float):
                    said |= named(row, column, row[column])
    for id, cell in cells.items():
        if cell.state == HELD:
            continue
        _, _, role, *rest = id.split(".") if id.count(".") > 2 else (*id.split("."), "")
        if rest == ["with_outcome"]:
            said["people", role] = values[id]["value"]
        elif rest[1:] == ["mean"]:
            said["mean", f"matched {role}", rest[0]] = values[id]["value"]
        elif rest == ["n"]:
            said["people", f"matched {role}"] = values[id]["value"]
    return said


def named(row: dict, column: str, number: float) -> dict:
    """Return a number under the name by which an attacker knows it."""
    estimand, outcome = str(row.get("estimand", "")), str(row.get("outcome", ""))
    role = estimand.rpartition("_")[2]
    if column == "estimate" and estimand.startswith("mean_") and role in ROLES:
        return {("mean", role, outcome): number}
    if column == "estimate" and estimand.startswith("risk_") and role in ROLES and row["method"] == "wilson":
        return {("responders", role, outcome): round(number * row[f"n_{role}"])}
    if column == "estimate":
        return {("effect", outcome, estimand, row["method"]): number}
    return {}
