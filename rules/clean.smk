# clean: which values can be believed?

from chart2paper.tables.clean import CLEAN_TABLES


def raw(table):
    """Path of a canonical table as extracted."""
    return f"{RESULTS}/extract/{table}.parquet"


def parts(kind):
    """Paths of one by-product of cleaning (log, quarantine or ledger), one per table."""
    return [f"{RESULTS}/clean/parts/{table}.{kind}.parquet" for table in CLEAN_TABLES]


rule clean_tables:
    input:
        **STUDY.codelists.model_dump(),
        extracted=[raw(table) for table in CLEAN_TABLES],
        extract_quarantine=f"{RESULTS}/extract/quarantine.csv",
        extract_ledger=f"{RESULTS}/extract/row_ledger.csv",
        mapping=STUDY.clinic.mapping,
    output:
        tables=[clean(table) for table in CLEAN_TABLES],
        logs=parts("log"),
        quarantines=parts("quarantine"),
        ledgers=parts("ledger"),
        cleaning_log=f"{RESULTS}/clean/cleaning_log.csv",
        quarantine=f"{RESULTS}/clean/quarantine.csv",
        row_ledger=artefact(f"{RESULTS}/clean/row_ledger.csv"),
        cleaning_summary=artefact(f"{RESULTS}/clean/cleaning_summary.csv"),
    log:
        f"{LOGS}/clean_tables.json",
    benchmark:
        f"{BENCHMARKS}/clean_tables.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("clean/clean_tables.py"),
        data_lock_date=values_of(STUDY.data_lock_date),
        scale=STUDY.outcome.value,
    message:
        "Cleaning the tables"
    script:
        "../scripts/clean/clean_tables.py"


include: "data_quality.smk"
