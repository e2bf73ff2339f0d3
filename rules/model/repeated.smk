# repeated: the mixed model and GEE on every score of the outcome window


rule model_repeated_scores:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        scores=f"{RESULTS}/{{analysis}}/model/scores.csv",
        library=library("model/model_repeated_scores.py"),
    output:
        estimates=artefact(f"{RESULTS}/{{analysis}}/model/repeated_estimates.csv"),
    log:
        f"{LOGS}/model_repeated_scores.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/model_repeated_scores.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        analysis="{analysis}",
        estimation=setting("estimation"),
        target_day=setting("outcome", "target_day"),
    message:
        "Modelling every score of the outcome window: {wildcards.analysis}"
    script:
        "../../scripts/model/model_repeated_scores.py"


SUPPLEMENT_TABLES.append(f"{PRIMARY}/model/repeated_estimates.csv")
