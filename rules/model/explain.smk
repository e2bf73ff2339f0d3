# model: what could explain the primary result away, and may it be read as an effect?

MATCHED_ON = ["exact", "calipers", "distance_on"]


def matched_on(wildcards):
    """The covariates that an analysis matches on, exactly, within calipers or closely."""
    matching = STUDY.analyses[wildcards.analysis].matching
    names = [name for part in MATCHED_ON for name in getattr(matching, part).value]
    return list(dict.fromkeys(names))


rule explain_result:
    input:
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        matches=f"{RESULTS}/{{analysis}}/match/matches.csv",
        balance=f"{RESULTS}/{{analysis}}/match/balance.csv",
        overlap=f"{RESULTS}/{{analysis}}/match/overlap_summary.csv",
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        scores=f"{RESULTS}/{{analysis}}/model/scores.csv",
        estimates=f"{RESULTS}/{{analysis}}/model/estimates.csv",
    output:
        e_values=artefact(f"{RESULTS}/{{analysis}}/model/e_values.csv"),
        measured_confounders=artefact(
            f"{RESULTS}/{{analysis}}/model/measured_confounders.csv"
        ),
        rosenbaum_bounds=artefact(f"{RESULTS}/{{analysis}}/model/rosenbaum_bounds.csv"),
        negative_controls=artefact(
            f"{RESULTS}/{{analysis}}/model/negative_controls_estimates.csv"
        ),
        regression_to_mean=artefact(
            f"{RESULTS}/{{analysis}}/model/regression_to_mean_estimates.csv"
        ),
        diagnostics=artefact(f"{RESULTS}/{{analysis}}/model/diagnostics.csv"),
    log:
        f"{LOGS}/explain_result.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/explain_result.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        library=library("model/explain_result.py"),
        analysis="{analysis}",
        adjust_for=setting("estimation", "adjust_for"),
        matched_on=matched_on,
        estimate=STUDY.sensitivity.estimate.value,
        explanations=values_of(STUDY.explanations),
        limits=values_of(STUDY.diagnostics),
    message:
        "Asking what else could explain the result: {wildcards.analysis}"
    script:
        "../../scripts/model/explain_result.py"


# Tables of the primary analysis for the supplement, in its order.
SUPPLEMENT_TABLES += [
    f"{PRIMARY}/model/{table}.csv"
    for table in (
        "subgroups",
        "harms",
        "time_on_treatment",
        "dose_response",
        "dose_estimates",
        "resampling_estimates",
        "repeated_estimates",
        "missing_outcomes",
        "missing_estimates",
        "tipping_point",
        "intercurrent_events",
        "e_values",
        "measured_confounders",
        "rosenbaum_bounds",
        "negative_controls_estimates",
        "regression_to_mean_estimates",
        "weighting_estimates",
        "weights_summary",
        "weighted_balance",
        "sensitivity",
        "diagnostics",
    )
]
