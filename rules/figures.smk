# figures: what does it look like?


rule draw_flow:
    input:
        attrition=f"{RESULTS}/{{analysis}}/cohort/attrition.csv",
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        matches=f"{RESULTS}/{{analysis}}/match/matches.csv",
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        library=library("figures/draw_flow.py"),
    output:
        svg=artefact(f"{RESULTS}/{{analysis}}/figures/flow.svg"),
        png=f"{RESULTS}/{{analysis}}/figures/flow.png",
        csv=f"{RESULTS}/{{analysis}}/figures/flow.csv",
    log:
        f"{LOGS}/draw_flow.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_flow.{{analysis}}.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing the study flow: {wildcards.analysis}"
    script:
        "../scripts/figures/draw_flow.py"


rule draw_balance:
    input:
        balance=f"{RESULTS}/{{analysis}}/match/balance.csv",
        library=library("figures/draw_balance.py"),
    output:
        svg=artefact(f"{RESULTS}/{{analysis}}/figures/balance.svg"),
        png=f"{RESULTS}/{{analysis}}/figures/balance.png",
        csv=f"{RESULTS}/{{analysis}}/figures/balance.csv",
    log:
        f"{LOGS}/draw_balance.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_balance.{{analysis}}.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
        smd_threshold=values_of(STUDY.balance.smd_threshold),
    message:
        "Drawing balance: {wildcards.analysis}"
    script:
        "../scripts/figures/draw_balance.py"


rule draw_trajectories:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        measurement=clean("measurement"),
        library=library("figures/draw_trajectories.py"),
    output:
        svg=artefact(f"{RESULTS}/{{analysis}}/figures/trajectories.svg"),
        png=f"{RESULTS}/{{analysis}}/figures/trajectories.png",
        csv=f"{RESULTS}/{{analysis}}/figures/trajectories.csv",
    log:
        f"{LOGS}/draw_trajectories.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_trajectories.{{analysis}}.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        kinds=values_of(STUDY.pain_score.kinds),
        data_lock_date=values_of(STUDY.data_lock_date),
        outcome=setting("outcome"),
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing trajectories: {wildcards.analysis}"
    script:
        "../scripts/figures/draw_trajectories.py"


rule draw_responders:
    input:
        responder_curve=f"{RESULTS}/{{analysis}}/model/responder_curve.csv",
        responder_difference=f"{RESULTS}/{{analysis}}/model/responder_difference.csv",
        library=library("figures/draw_responders.py"),
    output:
        svg=artefact(f"{RESULTS}/{{analysis}}/figures/responders.svg"),
        png=f"{RESULTS}/{{analysis}}/figures/responders.png",
        csv=f"{RESULTS}/{{analysis}}/figures/responders.csv",
    log:
        f"{LOGS}/draw_responders.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_responders.{{analysis}}.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing responders: {wildcards.analysis}"
    script:
        "../scripts/figures/draw_responders.py"


rule draw_forest:
    input:
        estimates=per_analysis("model/estimates.csv"),
        diagnostics=f"{PRIMARY}/model/diagnostics.csv",
        literature=STUDY.paper.literature or [],
        library=library("figures/draw_forest.py"),
    output:
        svg=artefact(f"{RESULTS}/figures/forest.svg"),
        png=f"{RESULTS}/figures/forest.png",
        csv=f"{RESULTS}/figures/forest.csv",
    log:
        f"{LOGS}/draw_forest.json",
    benchmark:
        f"{BENCHMARKS}/draw_forest.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        analyses={name: analysis.title for name, analysis in STUDY.analyses.items()},
        primary=STUDY.primary_analysis,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing all estimates beside published results"
    script:
        "../scripts/figures/draw_forest.py"


include: "figures/harms.smk"
include: "figures/overlap.smk"
include: "figures/missing.smk"
include: "figures/sensitivity.smk"
