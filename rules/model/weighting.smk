# model: what does weighting everyone eligible find, and what does each step from the crude difference do?


rule measure_population:
    input:
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        candidates=f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
        measurement=clean("measurement"),
        visit_occurrence=clean("visit_occurrence"),
        opened=OPENED,
        library=library("model/measure_population.py"),
    output:
        population=f"{RESULTS}/{{analysis}}/model/population.csv",
    log:
        f"{LOGS}/measure_population.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/measure_population.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        outcome=setting("outcome"),
        kinds=values_of(STUDY.pain_score.kinds),
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Measuring outcomes of everyone eligible: {wildcards.analysis}"
    script:
        "../../scripts/model/measure_population.py"


rule weight_population:
    input:
        population=f"{RESULTS}/{{analysis}}/model/population.csv",
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        library=library("model/weight_population.py"),
    output:
        estimates=artefact(f"{RESULTS}/{{analysis}}/model/weighting_estimates.csv"),
        weights_summary=artefact(f"{RESULTS}/{{analysis}}/model/weights_summary.csv"),
        weighted_balance=artefact(f"{RESULTS}/{{analysis}}/model/weighted_balance.csv"),
    log:
        f"{LOGS}/weight_population.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/weight_population.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        analysis="{analysis}",
        covariates=covariates_to_balance,
        adjust_for=setting("estimation", "adjust_for"),
        least_probability=setting("estimation", "least_probability"),
        weighting=values_of(STUDY.weighting),
    message:
        "Weighting everyone eligible: {wildcards.analysis}"
    script:
        "../../scripts/model/weight_population.py"


SUPPLEMENT_TABLES += [
    f"{PRIMARY}/model/{table}.csv"
    for table in ("weighting_estimates", "weights_summary", "weighted_balance")
]
