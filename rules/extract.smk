# extract: what does the export say?

from chart2paper.protocol.sources import linkage_of

RAW = [f"{STUDY.clinic.raw_folder}/{file.file}" for file in MAPPING.files]
LINKAGE = linkage_of(MAPPING.clinic)


# The linkage log is no output of a rule, and no input. Snakemake deletes outputs (of a failed job, with
# --delete-all-output), and copies one that a rule updates to .snakemake, putting the copy back over whatever
# another run has appended; the log must never be deleted, copied or put back. Nor may its fingerprint be
# in a record: that of a short log could be guessed. `study_ids` stands for it: who has which id, by row.
rule link_persons:
    input:
        raw=RAW,
        mapping=STUDY.clinic.mapping,
    output:
        study_ids=f"{RESULTS}/extract/study_ids.csv",
    log:
        f"{LOGS}/link_persons.json",
    benchmark:
        f"{BENCHMARKS}/link_persons.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("extract/link_persons.py"),
        raw_folder=STUDY.clinic.raw_folder,
        linkage=LINKAGE,
        results=RESULTS,
    message:
        "Giving every person a study id"
    script:
        "../scripts/extract/link_persons.py"


rule extract_tables:
    input:
        raw=RAW,
        mapping=STUDY.clinic.mapping,
        study_ids=f"{RESULTS}/extract/study_ids.csv",
    output:
        person=f"{RESULTS}/extract/person.parquet",
        visit_occurrence=f"{RESULTS}/extract/visit_occurrence.parquet",
        measurement=f"{RESULTS}/extract/measurement.parquet",
        drug_exposure=f"{RESULTS}/extract/drug_exposure.parquet",
        condition_occurrence=f"{RESULTS}/extract/condition_occurrence.parquet",
        procedure_occurrence=f"{RESULTS}/extract/procedure_occurrence.parquet",
        observation=f"{RESULTS}/extract/observation.parquet",
        row_ledger=f"{RESULTS}/extract/row_ledger.csv",
        quarantine=f"{RESULTS}/extract/quarantine.csv",
    log:
        f"{LOGS}/extract_tables.json",
    benchmark:
        f"{BENCHMARKS}/extract_tables.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("extract/extract_tables.py"),
        raw_folder=STUDY.clinic.raw_folder,
        linkage=LINKAGE,
    message:
        "Reading the export"
    script:
        "../scripts/extract/extract_tables.py"


# `snakemake check_export`: look at a new export and its mapping before the first run.
rule check_export:
    input:
        **STUDY.codelists.model_dump(),
        mapping=STUDY.clinic.mapping,
    log:
        f"{LOGS}/check_export.json",
    params:
        raw_folder=STUDY.clinic.raw_folder,
        not_ready=NOT_READY,
        analyses=of_all_analyses,
        exposure=values_of(STUDY.exposure),
        kinds=values_of(STUDY.score.kinds),
        scale=STUDY.outcome.value,
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Checking the export against its mapping"
    script:
        "../scripts/extract/check_export.py"
