# model: what is the effect, and how sure are we?


rule measure_outcomes:
    input:
        matches=f"{RESULTS}/{{analysis}}/match/matches.csv",
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        candidates=f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
        measurement=clean("measurement"),
        visit_occurrence=clean("visit_occurrence"),
        opened=OPENED,
        library=library("model/measure_outcomes.py"),
    output:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
    log:
        f"{LOGS}/measure_outcomes.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/measure_outcomes.{{analysis}}.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        outcome=setting("outcome"),
        kinds=values_of(STUDY.pain_score.kinds),
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Measuring outcomes: {wildcards.analysis}"
    script:
        "../scripts/model/measure_outcomes.py"


rule collect_scores:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        measurement=clean("measurement"),
        library=library("model/collect_scores.py"),
    output:
        scores=f"{RESULTS}/{{analysis}}/model/scores.csv",
    log:
        f"{LOGS}/collect_scores.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/collect_scores.{{analysis}}.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        outcome=setting("outcome"),
        kinds=values_of(STUDY.pain_score.kinds),
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Collecting scores: {wildcards.analysis}"
    script:
        "../scripts/model/collect_scores.py"


rule estimate_effects:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        library=library("model/estimate_effects.py"),
    output:
        estimates=artefact(f"{RESULTS}/{{analysis}}/model/estimates.csv"),
    log:
        f"{LOGS}/estimate_effects.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/estimate_effects.{{analysis}}.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        analysis="{analysis}",
        estimation=setting("estimation"),
    message:
        "Estimating effects: {wildcards.analysis}"
    script:
        "../scripts/model/estimate_effects.py"


rule trace_responders:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        library=library("model/trace_responders.py"),
    output:
        responder_curve=artefact(f"{RESULTS}/{{analysis}}/model/responder_curve.csv"),
        responder_difference=artefact(
            f"{RESULTS}/{{analysis}}/model/responder_difference.csv"
        ),
    log:
        f"{LOGS}/trace_responders.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/trace_responders.{{analysis}}.tsv"
    conda:
        "../envs/tables.yaml"
    message:
        "Tracing responders: {wildcards.analysis}"
    script:
        "../scripts/model/trace_responders.py"


include: "model/harms.smk"
include: "model/resampling.smk"
include: "model/repeated.smk"
include: "model/missing.smk"
include: "model/explain.smk"
include: "model/weighting.smk"
include: "model/sensitivity.smk"
include: "model/diagnostics.smk"
