# cohort: who is in, and when does their clock start?


rule select_cohort:
    input:
        person=clean("person"),
        visit_occurrence=clean("visit_occurrence"),
        measurement=clean("measurement"),
        drug_exposure=clean("drug_exposure"),
        condition_occurrence=clean("condition_occurrence"),
        observation=clean("observation"),
        opened=opened_if_needed,
        passed=PASSED,
    output:
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        attrition=artefact(f"{RESULTS}/{{analysis}}/cohort/attrition.csv"),
        decisions=f"{RESULTS}/{{analysis}}/cohort/decisions.parquet",
        candidates=f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
        daily_scores=f"{RESULTS}/{{analysis}}/cohort/daily_scores.parquet",
    log:
        f"{LOGS}/select_cohort.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/select_cohort.{{analysis}}.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("cohort/select_cohort.py"),
        eligibility=setting("eligibility"),
        time_zero=setting("time_zero"),
        baseline=setting("baseline"),
        outcome=setting("outcome"),
        exposure=values_of(STUDY.exposure),
        kinds=values_of(STUDY.score.kinds),
        scale=STUDY.outcome.value,
        data_lock_date=values_of(STUDY.data_lock_date),
        exact=setting("matching", "exact"),
        calipers=setting("matching", "calipers"),
    message:
        "Selecting the cohort: {wildcards.analysis}"
    script:
        "../scripts/cohort/select_cohort.py"
