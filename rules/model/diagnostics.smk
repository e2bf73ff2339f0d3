# model: may the primary estimate be read as an effect?


rule judge_diagnostics:
    input:
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        matches=f"{RESULTS}/{{analysis}}/match/matches.csv",
        balance=f"{RESULTS}/{{analysis}}/match/balance.csv",
        overlap=f"{RESULTS}/{{analysis}}/match/overlap_summary.csv",
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        estimates=f"{RESULTS}/{{analysis}}/model/estimates.csv",
        negative_controls=f"{RESULTS}/{{analysis}}/model/negative_controls_estimates.csv",
        library=library("model/judge_diagnostics.py"),
    output:
        diagnostics=artefact(f"{RESULTS}/{{analysis}}/model/diagnostics.csv"),
    log:
        f"{LOGS}/judge_diagnostics.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/judge_diagnostics.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        limits=values_of(STUDY.diagnostics),
    message:
        "Judging the diagnostics: {wildcards.analysis}"
    script:
        "../../scripts/model/judge_diagnostics.py"


SUPPLEMENT_TABLES.append(f"{PRIMARY}/model/diagnostics.csv")
