# model: what else the primary analysis asks of the records, and its effect by other methods


rule collect_records:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        candidates=f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
        daily_scores=f"{RESULTS}/{{analysis}}/cohort/daily_scores.parquet",
        drug_exposure=clean("drug_exposure"),
        procedure_occurrence=clean("procedure_occurrence"),
        visit_occurrence=clean("visit_occurrence"),
        opened=OPENED,
    output:
        scores=f"{RESULTS}/{{analysis}}/model/scores.csv",
        events=f"{RESULTS}/{{analysis}}/model/events.csv",
        intercurrent_events=artefact(
            f"{RESULTS}/{{analysis}}/model/intercurrent_events.csv"
        ),
        exposure_time=f"{RESULTS}/{{analysis}}/model/exposure_time.csv",
        time_on_treatment=artefact(
            f"{RESULTS}/{{analysis}}/model/time_on_treatment.csv"
        ),
        population=f"{RESULTS}/{{analysis}}/model/population.csv",
    log:
        f"{LOGS}/collect_records.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/collect_records.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        library=library("model/collect_records.py"),
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
        "Collecting scores, events and outcomes of everyone: {wildcards.analysis}"
    script:
        "../../scripts/model/collect_records.py"


rule estimate_otherwise:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        scores=f"{RESULTS}/{{analysis}}/model/scores.csv",
        events=f"{RESULTS}/{{analysis}}/model/events.csv",
        population=f"{RESULTS}/{{analysis}}/model/population.csv",
        visit_occurrence=clean("visit_occurrence"),
    output:
        missing_outcomes=artefact(f"{RESULTS}/{{analysis}}/model/missing_outcomes.csv"),
        missing=artefact(f"{RESULTS}/{{analysis}}/model/missing_estimates.csv"),
        tipping_point=artefact(f"{RESULTS}/{{analysis}}/model/tipping_point.csv"),
        repeated=artefact(f"{RESULTS}/{{analysis}}/model/repeated_estimates.csv"),
        resampling=artefact(f"{RESULTS}/{{analysis}}/model/resampling_estimates.csv"),
        influence=f"{RESULTS}/{{analysis}}/model/influence.csv",
        weighting=artefact(f"{RESULTS}/{{analysis}}/model/weighting_estimates.csv"),
        weights_summary=artefact(f"{RESULTS}/{{analysis}}/model/weights_summary.csv"),
        weighted_balance=artefact(f"{RESULTS}/{{analysis}}/model/weighted_balance.csv"),
    log:
        f"{LOGS}/estimate_otherwise.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/estimate_otherwise.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        library=library("model/estimate_otherwise.py"),
        analysis="{analysis}",
        covariates=covariates_to_balance,
        eligibility=setting("eligibility"),
        outcome=setting("outcome"),
        estimation=estimation,
        missing_data=values_of(STUDY.missing_data),
        resampling=values_of(STUDY.resampling),
        weighting=values_of(STUDY.weighting),
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Estimating the effect by other methods: {wildcards.analysis}"
    script:
        "../../scripts/model/estimate_otherwise.py"


rule count_harms:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        exposure_time=f"{RESULTS}/{{analysis}}/model/exposure_time.csv",
        observation=clean("observation"),
    output:
        subgroups=artefact(f"{RESULTS}/{{analysis}}/model/subgroups.csv"),
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
        library=library("model/count_harms.py"),
        analysis="{analysis}",
        contrasts=values_of(STUDY.subgroups.contrasts),
        harms=values_of(STUDY.harms),
        estimation=estimation,
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Comparing subgroups and counting harms: {wildcards.analysis}"
    script:
        "../../scripts/model/count_harms.py"
