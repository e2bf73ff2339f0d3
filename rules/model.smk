# model: what is the effect, and how sure are we?


rule measure_outcomes:
    input:
        matches=f"{RESULTS}/{{analysis}}/match/matches.csv",
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        candidates=f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
        daily_scores=f"{RESULTS}/{{analysis}}/cohort/daily_scores.parquet",
        visit_occurrence=clean("visit_occurrence"),
        opened=OPENED,
    output:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
    log:
        f"{LOGS}/measure_outcomes.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/measure_outcomes.{{analysis}}.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("model/measure_outcomes.py"),
        outcome=setting("outcome"),
        scale=STUDY.outcome.value,
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Measuring outcomes: {wildcards.analysis}"
    script:
        "../scripts/model/measure_outcomes.py"


rule estimate_effects:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
    output:
        estimates=artefact(f"{RESULTS}/{{analysis}}/model/estimates.csv"),
        responder_curve=artefact(f"{RESULTS}/{{analysis}}/model/responder_curve.csv"),
        responder_difference=artefact(
            f"{RESULTS}/{{analysis}}/model/responder_difference.csv"
        ),
    log:
        f"{LOGS}/estimate_effects.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/estimate_effects.{{analysis}}.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("model/estimate_effects.py"),
        analysis="{analysis}",
        estimation=estimation,
    message:
        "Estimating effects: {wildcards.analysis}"
    script:
        "../scripts/model/estimate_effects.py"


include: "model/primary.smk"
include: "model/explain.smk"
include: "model/sensitivity.smk"
