# data_quality: how much of the export was read, what was lost on the way, and may the run go on?


rule report_data_quality:
    input:
        **STUDY.codelists.model_dump(),
        extracted=[raw(table) for table in CLEAN_TABLES],
        cleaned=[clean(table) for table in CLEAN_TABLES],
        logs=parts("log"),
        quarantines=parts("quarantine"),
        extract_ledger=f"{RESULTS}/extract/row_ledger.csv",
        extract_quarantine=f"{RESULTS}/extract/quarantine.csv",
        mapping=STUDY.clinic.mapping,
    output:
        readings=artefact(f"{RESULTS}/data_quality/readings.csv"),
        unread=f"{RESULTS}/data_quality/unread.csv",
        losses=artefact(f"{RESULTS}/data_quality/losses.csv"),
    log:
        f"{LOGS}/report_data_quality.json",
    benchmark:
        f"{BENCHMARKS}/report_data_quality.tsv"
    priority: 2
    conda:
        "../envs/tables.yaml"
    params:
        library=library("data_quality/report_data_quality.py"),
        exposure=values_of(STUDY.exposure),
        kinds=values_of(STUDY.score.kinds),
        scale=STUDY.outcome.value,
    message:
        "Counting what was read and what was not"
    script:
        "../scripts/data_quality/report_data_quality.py"


# A rule of its own, so that the tables above stay where the run stops here.
rule judge_losses:
    input:
        losses=f"{RESULTS}/data_quality/losses.csv",
        mapping=STUDY.clinic.mapping,
    output:
        passed=PASSED,
    log:
        f"{LOGS}/judge_losses.json",
    benchmark:
        f"{BENCHMARKS}/judge_losses.tsv"
    priority: 2
    conda:
        "../envs/tables.yaml"
    params:
        library=library("data_quality/judge_losses.py"),
    message:
        "Asking whether the run may go on with what was read"
    script:
        "../scripts/data_quality/judge_losses.py"
