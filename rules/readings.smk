# readings: how much of the export was read, what was lost on the way, and may the run go on?


rule tell_readings:
    input:
        **STUDY.codelists.model_dump(),
        extracted=[raw(table) for table in CLEAN_TABLES],
        cleaned=[clean(table) for table in CLEAN_TABLES],
        logs=parts("log"),
        quarantines=parts("quarantine"),
        extract_ledger=f"{RESULTS}/extract/row_ledger.csv",
        extract_quarantine=f"{RESULTS}/extract/quarantine.csv",
        mapping=STUDY.clinic.mapping,
        library=library("readings/tell_readings.py"),
    output:
        readings=artefact(f"{RESULTS}/readings/readings.csv"),
        unread=f"{RESULTS}/readings/unread.csv",
        losses=artefact(f"{RESULTS}/readings/losses.csv"),
    log:
        f"{LOGS}/tell_readings.json",
    benchmark:
        f"{BENCHMARKS}/tell_readings.tsv"
    priority: 2
    conda:
        "../envs/tables.yaml"
    params:
        exposure=values_of(STUDY.exposure),
        kinds=values_of(STUDY.pain_score.kinds),
    message:
        "Counting what was read and what was not"
    script:
        "../scripts/readings/tell_readings.py"


# A rule of its own, so that the tables above stay where the run stops here.
rule judge_losses:
    input:
        losses=f"{RESULTS}/readings/losses.csv",
        mapping=STUDY.clinic.mapping,
        library=library("readings/judge_losses.py"),
    output:
        passed=PASSED,
    log:
        f"{LOGS}/judge_losses.json",
    benchmark:
        f"{BENCHMARKS}/judge_losses.tsv"
    priority: 2
    conda:
        "../envs/tables.yaml"
    message:
        "Asking whether the run may go on with what was read"
    script:
        "../scripts/readings/judge_losses.py"
