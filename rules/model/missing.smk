# model/missing: outcomes that are missing, and treatment that changes before the outcome.


rule collect_events:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        drug_exposure=clean("drug_exposure"),
        procedure_occurrence=clean("procedure_occurrence"),
        library=library("model/collect_events.py"),
    output:
        events=f"{RESULTS}/{{analysis}}/model/events.csv",
        intercurrent_events=artefact(
            f"{RESULTS}/{{analysis}}/model/intercurrent_events.csv"
        ),
    log:
        f"{LOGS}/collect_events.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/collect_events.{{analysis}}.tsv"
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
        "Collecting intercurrent events: {wildcards.analysis}"
    script:
        "../../scripts/model/collect_events.py"


rule handle_missing:
    input:
        analysis_set=f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
        scores=f"{RESULTS}/{{analysis}}/model/scores.csv",
        events=f"{RESULTS}/{{analysis}}/model/events.csv",
        visit_occurrence=clean("visit_occurrence"),
        library=library("model/handle_missing.py"),
    output:
        missing_outcomes=artefact(f"{RESULTS}/{{analysis}}/model/missing_outcomes.csv"),
        missing_estimates=artefact(
            f"{RESULTS}/{{analysis}}/model/missing_estimates.csv"
        ),
        tipping_point=artefact(f"{RESULTS}/{{analysis}}/model/tipping_point.csv"),
    log:
        f"{LOGS}/handle_missing.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/handle_missing.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        analysis="{analysis}",
        eligibility=setting("eligibility"),
        outcome=setting("outcome"),
        estimation=setting("estimation"),
        missing_data=values_of(STUDY.missing_data),
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Handling missing outcomes: {wildcards.analysis}"
    script:
        "../../scripts/model/handle_missing.py"


SUPPLEMENT_TABLES.extend(
    [
        f"{PRIMARY}/model/missing_outcomes.csv",
        f"{PRIMARY}/model/missing_estimates.csv",
        f"{PRIMARY}/model/tipping_point.csv",
        f"{PRIMARY}/model/intercurrent_events.csv",
    ]
)
