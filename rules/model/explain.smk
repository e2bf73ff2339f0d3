# model: what could explain the primary result away?

MATCHED_ON = ["exact", "calipers", "distance_on"]


def matched_on(wildcards):
    """The covariates that an analysis matches on, exactly, within calipers or closely."""
    matching = STUDY.analyses[wildcards.analysis].matching
    names = [name for part in MATCHED_ON for name in getattr(matching, part).value]
    return list(dict.fromkeys(names))


rule bound_confounding:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        estimates=f"{RESULTS}/{{analysis}}/model/estimates.csv",
        balance=f"{RESULTS}/{{analysis}}/match/balance.csv",
        library=library("model/bound_confounding.py"),
    output:
        e_values=artefact(f"{RESULTS}/{{analysis}}/model/e_values.csv"),
        measured_confounders=artefact(
            f"{RESULTS}/{{analysis}}/model/measured_confounders.csv"
        ),
    log:
        f"{LOGS}/bound_confounding.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/bound_confounding.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        adjust_for=setting("estimation", "adjust_for"),
        matched_on=matched_on,
    message:
        "Bounding unmeasured confounding: {wildcards.analysis}"
    script:
        "../../scripts/model/bound_confounding.py"


rule bound_hidden_bias:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        library=library("model/bound_hidden_bias.py"),
    output:
        rosenbaum_bounds=artefact(f"{RESULTS}/{{analysis}}/model/rosenbaum_bounds.csv"),
    log:
        f"{LOGS}/bound_hidden_bias.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/bound_hidden_bias.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        adjust_for=setting("estimation", "adjust_for"),
        largest_gamma=values_of(STUDY.explanations.largest_gamma),
    message:
        "Bounding hidden bias in the matched sets: {wildcards.analysis}"
    script:
        "../../scripts/model/bound_hidden_bias.py"


rule compare_before_exposure:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        scores=f"{RESULTS}/{{analysis}}/model/scores.csv",
        library=library("model/compare_before_exposure.py"),
    output:
        negative_controls=artefact(
            f"{RESULTS}/{{analysis}}/model/negative_controls_estimates.csv"
        ),
        regression_to_mean=artefact(
            f"{RESULTS}/{{analysis}}/model/regression_to_mean_estimates.csv"
        ),
    log:
        f"{LOGS}/compare_before_exposure.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/compare_before_exposure.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        analysis="{analysis}",
        adjust_for=setting("estimation", "adjust_for"),
        explanations=values_of(STUDY.explanations),
    message:
        "Comparing the time before the index date: {wildcards.analysis}"
    script:
        "../../scripts/model/compare_before_exposure.py"


SUPPLEMENT_TABLES += [
    f"{PRIMARY}/model/{table}.csv"
    for table in (
        "e_values",
        "measured_confounders",
        "rosenbaum_bounds",
        "negative_controls_estimates",
        "regression_to_mean_estimates",
    )
]
