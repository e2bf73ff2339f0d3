# Does the answer depend on choices that could have been made otherwise?

from chart2paper.protocol.variations import OF_ANALYSIS


rule run_sensitivity_grid:
    input:
        person=clean("person"),
        visit_occurrence=clean("visit_occurrence"),
        measurement=clean("measurement"),
        drug_exposure=clean("drug_exposure"),
        condition_occurrence=clean("condition_occurrence"),
        observation=clean("observation"),
        opened=OPENED,
    output:
        sensitivity=artefact(f"{RESULTS}/{{analysis}}/model/sensitivity.csv"),
        people=f"{RESULTS}/{{analysis}}/model/sensitivity_people.csv",
    log:
        f"{LOGS}/run_sensitivity_grid.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/run_sensitivity_grid.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    threads: 2
    params:
        library=library("model/run_sensitivity_grid.py"),
        analysis=lambda wildcards: {
            **{section: setting(section)(wildcards) for section in OF_ANALYSIS},
            "estimation": estimation(wildcards),
        },
        exposure=values_of(STUDY.exposure),
        kinds=values_of(STUDY.score.kinds),
        data_lock_date=values_of(STUDY.data_lock_date),
        grid=GRID,
    message:
        "Running the sensitivity grid: {wildcards.analysis}"
    script:
        "../../scripts/model/run_sensitivity_grid.py"
