# model: in whom, at which dose, and at which price?


rule compare_subgroups:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        library=library("model/compare_subgroups.py"),
    output:
        subgroups=artefact(f"{RESULTS}/{{analysis}}/model/subgroups.csv"),
    log:
        f"{LOGS}/compare_subgroups.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/compare_subgroups.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        contrasts=values_of(STUDY.subgroups.contrasts),
        estimation=setting("estimation"),
    message:
        "Comparing subgroups: {wildcards.analysis}"
    script:
        "../../scripts/model/compare_subgroups.py"


rule measure_exposure:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        drug_exposure=clean("drug_exposure"),
        library=library("model/measure_exposure.py"),
    output:
        exposure_time=f"{RESULTS}/{{analysis}}/model/exposure_time.csv",
        time_on_treatment=artefact(
            f"{RESULTS}/{{analysis}}/model/time_on_treatment.csv"
        ),
    log:
        f"{LOGS}/measure_exposure.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/measure_exposure.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        eligibility=setting("eligibility"),
        time_zero=setting("time_zero"),
        baseline=setting("baseline"),
        outcome=setting("outcome"),
        exposure=values_of(STUDY.exposure),
        kinds=values_of(STUDY.pain_score.kinds),
        data_lock_date=values_of(STUDY.data_lock_date),
        exact=setting("matching", "exact"),
        calipers=setting("matching", "calipers"),
    message:
        "Measuring time on treatment: {wildcards.analysis}"
    script:
        "../../scripts/model/measure_exposure.py"


rule count_harms:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        exposure_time=f"{RESULTS}/{{analysis}}/model/exposure_time.csv",
        observation=clean("observation"),
        library=library("model/count_harms.py"),
    output:
        harms=artefact(f"{RESULTS}/{{analysis}}/model/harms.csv"),
        dose_response=artefact(f"{RESULTS}/{{analysis}}/model/dose_response.csv"),
        estimates=artefact(f"{RESULTS}/{{analysis}}/model/dose_estimates.csv"),
    log:
        f"{LOGS}/count_harms.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/count_harms.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        analysis="{analysis}",
        harms=values_of(STUDY.harms),
        adjust_for=setting("estimation", "adjust_for"),
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Counting harms: {wildcards.analysis}"
    script:
        "../../scripts/model/count_harms.py"


SUPPLEMENT_TABLES += [
    f"{PRIMARY}/model/{name}.csv"
    for name in (
        "subgroups",
        "harms",
        "time_on_treatment",
        "dose_response",
        "dose_estimates",
    )
]
