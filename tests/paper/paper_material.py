"""A small made-up study to write a paper from: real protocol files, invented people, real estimators."""

from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from chart2paper.catalogue.estimands import TARGETS
from chart2paper.catalogue.outcomes import OUTCOMES, PAIN, Outcome
from chart2paper.model.estimates import estimate_effects
from chart2paper.model.missing.handling import handle_missing
from chart2paper.model.missing.intercurrent import intercurrent_events
from chart2paper.protocol.choices import choices_of, wording_of
from chart2paper.protocol.load import load_study
from chart2paper.protocol.lock_status import State, lock_status
from chart2paper.protocol.study import Study
from chart2paper.protocol.values import estimation_of, values_of
from chart2paper.protocol.variations import grid_of
from chart2paper.tables.closed_lists import ROLES, SAMPLES
from chart2paper.tables.cohort import ATTRITION, COHORT
from chart2paper.tables.extract import QUARANTINE, ROW_LEDGER
from chart2paper.tables.match import BALANCE, KEPT_DROPPED, MATCHES, OVERLAP_SUMMARY
from chart2paper.tables.missing import INTERCURRENT_EVENTS, MISSING_OUTCOMES, TIPPING_POINT
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, RESPONDER_CURVE
from chart2paper.tables.read_write import Table, shape
from chart2paper.tables.supplement import SUPPLEMENT_TABLES
from chart2paper.writing.material import Analysis, Material, Sheet
from chart2paper.writing.passages import Passages
from model.missing_records import records
from paper.explain_material import explain_sheets
from paper.kept import kept
from shipped_words import PASSAGES, SHIPPED

ROOT = Path(__file__).parents[2]
LOCK_FILE = "results/protocol/lock_status.json"
TRUTH = {
    "att_day_90": -0.8,
    "att_day_90_by_mechanism": {"neuropathic": -1.1, "nociceptive": -0.3, "mixed": None},
    "per_protocol_day_90": -1.2,
    "n_initiators": 54,
    "share_stopped_by_day_60": 0.3,
}


def people(exposed: int = 20, effect: float = -1.0, seed: int = 1, outcome: Outcome = PAIN) -> pd.DataFrame:
    """Return an invented analysis set: sets of one exposed person and one or two comparators.

    effect: on pain, in points; of another outcome, the same share of its scale in the way that is better.
    """
    rng = np.random.default_rng(seed)
    sets = np.repeat(np.arange(exposed), 2 + np.arange(exposed) % 2)
    first = np.r_[True, sets[1:] != sets[:-1]] if exposed else np.zeros(0, bool)
    n = len(sets)
    baseline = np.clip(rng.normal(6.8, 1.4, n), 2, 10).round()
    final = np.clip(baseline - 0.6 + effect * first + rng.normal(0, 1.4, n), 0, 10).round(1)
    missing = np.arange(n) % 9 == 4
    frame = pd.DataFrame(
        {
            "set_id": [f"S{i:03d}" for i in sets],
            "person_id": [f"P{i:04d}" for i in range(n)],
            "role": np.where(first, "exposed", "comparator"),
            "index_date": pd.Timestamp("2016-03-01") + pd.to_timedelta(rng.integers(0, 900, n), unit="D"),
            "age": rng.integers(25, 85, n),
            "sex": np.where(rng.random(n) < 0.6, "female", "male"),
            "pain_group": np.where(rng.random(n) < 0.5, "fibromyalgia", "radiculopathy"),
            "mechanism": np.where(rng.random(n) < 0.5, "neuropathic", "nociceptive"),
            "baseline_score": baseline,
            "previous_score": np.clip(baseline + rng.normal(0, 1, n), 0, 10).round(),
            "on_opioid": rng.integers(0, 2, n),
            "on_adjuvant": rng.integers(0, 2, n),
            "days_in_care": rng.integers(10, 900, n),
            "visits_before": rng.integers(1, 9, n),
            "index_year": 2017,
            "final_score": np.where(missing, np.nan, final),
            "days_to_final": np.where(missing, np.nan, rng.integers(45, 150, n)),
            "outcome_missing_because": np.where(missing, "left the practice", None),
        }
    )
    for name in ("baseline_score", "previous_score", "final_score"):
        frame[name] = _on_scale(frame[name], outcome)
    return shape(frame, ANALYSIS_SET)


def _on_scale(pain: pd.Series, outcome: Outcome) -> pd.Series:
    """Return scores of pain as scores of another outcome, as good as they are."""
    share = pain / PAIN.high
    return outcome.low + outcome.width * (share if outcome.better == PAIN.better else 1 - share)


def sheet(rows: list[dict] | pd.DataFrame, table: Table, file: str) -> Sheet:
    return Sheet(shape(pd.DataFrame(rows, columns=None if len(rows) else table.column_names), table), file)


def analysis(study, name: str, analysis_set: pd.DataFrame) -> Analysis:
    folder = f"results/{name}"
    estimates = kept(estimate_effects, analysis_set, name, estimation_of(study, name))
    after = {"sample": "after", "smd_unit": 1.0, "chance_limit": 0.42, "smd_flagged": False, "ks": 0.1}
    balance = [
        {"covariate": "age", "sample": "before", "smd": 0.4, "smd_ci_low": 0.0, "smd_ci_high": 0.8},
        {"covariate": "age", "smd": -0.05, "smd_ci_low": -0.5, "smd_ci_high": 0.4, "variance_ratio": 2.3}
        | {"variance_ratio_flagged": True}
        | after,
        {"covariate": "sex", "level": "female", "smd": 0.21, "smd_ci_low": -0.3, "smd_ci_high": 0.7} | after,
        {"covariate": "baseline_score", "smd": 0.08, "smd_ci_low": -0.4, "smd_ci_high": 0.6} | after,
        {"covariate": "on_opioid", "sample": "after"},
    ]
    attrition = [
        {"step": 0, "reason": "everyone in the export", "exposed": 0, "comparator": 0, "remaining": 2000},
        {"step": 1, "reason": "younger than 18 years", "exposed": 1, "comparator": 40, "remaining": 1959},
    ]
    return Analysis(
        name=name,
        protocol=study.model_dump(mode="json")["analyses"][name],
        attrition=sheet(attrition, ATTRITION, f"{folder}/cohort/attrition.csv"),
        cohort=sheet([], COHORT, f"{folder}/cohort/cohort.csv"),
        matches=sheet([], MATCHES, f"{folder}/match/matches.csv"),
        unmatched=Sheet(
            pd.DataFrame({"person_id": ["P9"], "reason": ["none near"]}), f"{folder}/match/unmatched.csv"
        ),
        balance=sheet(balance if len(analysis_set) else [], BALANCE, f"{folder}/match/balance.csv"),
        analysis_set=Sheet(analysis_set, f"{folder}/model/analysis_set.csv"),
        estimates=sheet(estimates, ESTIMATES, f"{folder}/model/estimates.csv"),
        responder_curve=sheet([], RESPONDER_CURVE, f"{folder}/model/responder_curve.csv"),
    )


def missing_data(study, analysis_set: pd.DataFrame) -> dict[str, Sheet]:
    """Return the tables about missing outcomes of the primary analysis, with few imputations and shifts."""
    name = study.primary_analysis
    protocol = {
        section: values_of(getattr(study.analyses[name], section)) for section in ("outcome", "eligibility")
    } | {
        "estimation": estimation_of(study, name),
        "missing_data": {
            "imputations": 5,
            "donors": 5,
            "deltas_points": [0, 1.5, 3],
            "landmark_day": study.missing_data.landmark_day.value,
        },
        "data_lock_date": values_of(study.data_lock_date),
    }
    made = records(analysis_set)
    handled = kept(handle_missing, made, name, protocol)
    folder = f"results/{name}/model"
    events = intercurrent_events(analysis_set, made.events)
    return {
        "missing_outcomes": sheet(
            handled.missing_outcomes, MISSING_OUTCOMES, f"{folder}/missing_outcomes.csv"
        ),
        "missing_estimates": sheet(handled.estimates, ESTIMATES, f"{folder}/missing_estimates.csv"),
        "tipping_point": sheet(handled.tipping_point, TIPPING_POINT, f"{folder}/tipping_point.csv"),
        "intercurrent_events": sheet(events, INTERCURRENT_EVENTS, f"{folder}/intercurrent_events.csv"),
    }


def sensitivity(study, primary: Analysis) -> list[dict]:
    """Return an invented sensitivity grid: the primary estimate moved a little, and some without one."""
    found = primary.find("final_score", "adjusted_difference", "ancova_cr2")
    rows = []
    for place, variation in enumerate(grid_of(study)):
        known = found is not None and found.estimate is not None and place % 9 != 8
        shift = 0.04 * (place % 7)
        rows.append(
            {
                "place": place,
                **{key: variation[key] for key in ("name", "question", "label")},
                "changed": "; ".join(variation["changes"]),
                "unit": TARGETS[variation["estimate"]].known.estimand.number.unit,
                "n_exposed": found.n_exposed if found else 0,
                "n_comparator": found.n_comparator if found else 0,
                "sets": found.n_exposed if found else 0,
                "estimate": found.estimate + shift if known else None,
                "ci_low": found.low + shift if known else None,
                "ci_high": found.high + shift if known else None,
                "p_value": found.p if known else None,
                "status": "ok" if known else "not estimable: no comparators with an outcome",
                "is_primary": int(place == 0),
            }
        )
    return rows


def material(config: str | Study = "config.yaml", **sizes) -> Material:
    """Return the made-up study with the real protocol of `config`, or that given; `sizes` go to `people`.

    That of a file is made once, and each caller has a copy.
    """
    if isinstance(config, Study):
        return made_up(config, **sizes)
    made = of_file(config, **sizes)
    # The words are shared: nobody changes a template.
    return deepcopy(made, {id(made.passages): made.passages})


@cache
def of_file(config: str, **sizes) -> Material:
    return made_up(load_study(ROOT / config), **sizes)


def made_up(study: Study, **sizes) -> Material:
    ledger = [
        {"stage": stage, "source_file": "visits.csv", "table": "visit_occurrence", **counts}
        for stage, counts in (
            ("extract", {"rows_read": 12345, "rows_kept": 12340, "rows_quarantined": 5}),
            ("clean", {"rows_read": 12340, "rows_kept": 12300, "rows_quarantined": 40}),
        )
    ]
    quarantine = [
        {
            "stage": "clean",
            "table": "measurement",
            "source_file": "f",
            "source_row": i,
            "reason": "not a score",
        }
        for i in range(2, 5)
    ]
    summary = pd.DataFrame(
        {
            "table": ["measurement"],
            "column": ["value_source_value"],
            "rule": ["score_out_of_ten"],
            "count": [321],
        }
    )
    facts = study.paper.literature, study.paper.reported
    literature, reported = (Sheet(_text(ROOT / path), path) if path else None for path in facts)
    outcome = OUTCOMES[study.outcome.value]
    analyses = [
        analysis(study, name, people(**{"seed": i + 1, "outcome": outcome, **sizes}))
        for i, name in enumerate(study.analyses)
    ]
    primary = list(study.analyses).index(study.primary_analysis)
    empty = {
        name: sheet([], table, f"results/{study.primary_analysis}/model/{name}.csv")
        for name, table in SUPPLEMENT_TABLES.items()
    }
    shown = (
        empty
        | balance_tables(sizes.get("exposed", 20))
        | missing_data(study, analyses[primary].analysis_set.frame)
        | explain_sheets(study, analyses[primary])
    )
    grid = f"results/{study.primary_analysis}/model/sensitivity.csv"
    shown["sensitivity"] = sheet(
        sensitivity(study, analyses[primary]), SUPPLEMENT_TABLES["sensitivity"], grid
    )
    more = tuple(table for name, table in shown.items() if name.endswith("_estimates"))
    analyses[primary] = replace(analyses[primary], more_estimates=more)
    return Material(
        study=study.model_dump(mode="json"),
        analyses=analyses,
        supplement=shown,
        row_ledger=sheet(ledger, ROW_LEDGER, "results/clean/row_ledger.csv"),
        cleaning_summary=Sheet(summary, "results/clean/cleaning_summary.csv"),
        quarantine=sheet(quarantine, QUARANTINE, "results/clean/quarantine.csv"),
        lock=lock_status([], state_of(study), LOCK_FILE),
        lock_file=LOCK_FILE,
        truth=TRUTH if study.clinic.truth else {},
        truth_file=study.clinic.truth or "",
        reported=reported,
        literature=literature,
        declarations=(Path(ROOT, study.paper.text_folder) / "ethics.md").read_text(encoding="utf-8"),
        alt_texts={"forest": 'Forest plot with 3 rows, "LDN" first.'},
        passages=PASSAGES if outcome is PAIN else Passages(SHIPPED, outcome=outcome),
    )


def state_of(study) -> State:
    """Return the study's protocol as it is, with invented records and code."""
    files = {"export/visits.csv": "b2"}
    return State(study.study, choices_of(study), files, wording_of(study), "c0de")


def balance_tables(exposed: int) -> dict[str, Sheet]:
    """Return tables about the primary analysis that only the supplement shows."""
    status = "ok" if exposed > 1 else "not estimable: there are no comparators"
    shares = {"in_equipoise": 0.7, "in_range_of_other_arm": 0.9}
    overlap = [
        {"measure": measure, "sample": sample, "role": role, "value": value, "status": status}
        for sample in SAMPLES
        for role in ROLES
        for measure, value in {"effective_people": 1.6 * exposed, **shares}.items()
    ]
    overlap += [
        {"measure": f"common_support_{end}", "sample": sample, "value": value, "status": status}
        for sample in SAMPLES
        for end, value in (("low", 0.04), ("high", 0.61))
    ]
    for row in overlap if exposed <= 1 else []:
        row["value"] = row["value"] if row["measure"] == "effective_people" else None
    kept = [
        {"covariate": "age", "n_kept": exposed, "n_dropped": 1, "kept": 55.1, "dropped": 71.0, "smd": -1.2},
        {
            "covariate": "sex",
            "level": "female",
            "n_kept": exposed,
            "n_dropped": 1,
            "kept": 0.6,
            "dropped": 1.0,
        }
        | {"smd": -0.8, "smd_ci_low": -1.5, "smd_ci_high": -0.1},
        {"covariate": "on_opioid", "n_kept": exposed, "n_dropped": 0, "kept": 0.3},
    ]
    folder = "results/target_trial/match"
    return {
        "overlap_summary": sheet(overlap, OVERLAP_SUMMARY, f"{folder}/overlap_summary.csv"),
        "kept_dropped": sheet(kept, KEPT_DROPPED, f"{folder}/kept_dropped.csv"),
    }


def with_estimates(made: Material, *new: Sheet) -> Material:
    """Return the study with further files of estimates of the primary analysis, in place of those of the same name."""
    names = {sheet.file for sheet in new}
    kept = [sheet for sheet in made.primary.more_estimates if sheet.file not in names]
    return with_primary(made, replace(made.primary, more_estimates=(*kept, *new)))


def with_primary(made: Material, primary: Analysis) -> Material:
    """Return the study with another primary analysis of the same name."""
    return replace(made, analyses=[primary if a.name == primary.name else a for a in made.analyses])


def texts(material: Material) -> dict[str, str]:
    folder = ROOT / material.study["paper"]["text_folder"]
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}


def _text(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
