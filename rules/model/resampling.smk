# resampling: the primary estimate by cluster bootstrap and by permutation within sets


rule resample_estimate:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        library=library("model/resample_estimate.py"),
    output:
        estimates=artefact(f"{RESULTS}/{{analysis}}/model/resampling_estimates.csv"),
    log:
        f"{LOGS}/resample_estimate.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/resample_estimate.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        analysis="{analysis}",
        estimation=setting("estimation"),
    message:
        "Resampling matched sets: {wildcards.analysis}"
    script:
        "../../scripts/model/resample_estimate.py"


SUPPLEMENT_TABLES.append(f"{PRIMARY}/model/resampling_estimates.csv")
