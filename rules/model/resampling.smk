# resampling: the primary estimate by cluster bootstrap, by permutation within sets, and without each person


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
        resampling=values_of(STUDY.resampling),
    message:
        "Resampling matched sets: {wildcards.analysis}"
    script:
        "../../scripts/model/resample_estimate.py"


rule leave_one_out:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        library=library("model/leave_one_out.py"),
    output:
        influence=f"{RESULTS}/{{analysis}}/model/influence.csv",
    log:
        f"{LOGS}/leave_one_out.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/leave_one_out.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        estimation=setting("estimation"),
    message:
        "Leaving out one person at a time: {wildcards.analysis}"
    script:
        "../../scripts/model/leave_one_out.py"


SUPPLEMENT_TABLES.append(f"{PRIMARY}/model/resampling_estimates.csv")
