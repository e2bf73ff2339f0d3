# clean: which values can be believed?

PARTS = f"{RESULTS}/clean/parts"


def raw(table):
    """Path of a canonical table as extracted."""
    return f"{RESULTS}/extract/{table}.parquet"


# What the cleaning of each table reads besides the table itself.
ALSO_READ = {
    "person": {"visit_occurrence": raw("visit_occurrence")},
    "visit_occurrence": {"person": clean("person")},
    "measurement": {
        "person": clean("person"),
        "visit_occurrence": clean("visit_occurrence"),
        "pain_words": ancient(STUDY.codelists.pain_words),
    },
    "drug_exposure": {
        "person": clean("person"),
        "drugs": ancient(STUDY.codelists.drugs),
    },
    "condition_occurrence": {
        "person": clean("person"),
        "pain_conditions": ancient(STUDY.codelists.pain_conditions),
    },
    "procedure_occurrence": {"person": clean("person")},
    "observation": {"person": clean("person")},
}


def also_read(wildcards):
    """Further inputs of one table's cleaning."""
    return ALSO_READ[wildcards.table]


def cleaning_library(wildcards):
    """Library files of one table's cleaning script."""
    return library(f"clean/clean_{wildcards.table}.py")


def parts(kind):
    """Paths of one by-product of cleaning (log, quarantine or ledger), one per table."""
    return expand(f"{PARTS}/{{table}}.{kind}.parquet", table=ALSO_READ)


rule clean_table:
    input:
        unpack(also_read),
        table=f"{RESULTS}/extract/{{table}}.parquet",
        mapping=STUDY.clinic.mapping,
        library=cleaning_library,
    output:
        table=f"{RESULTS}/clean/{{table}}.parquet",
        log=f"{PARTS}/{{table}}.log.parquet",
        quarantine=f"{PARTS}/{{table}}.quarantine.parquet",
        ledger=f"{PARTS}/{{table}}.ledger.parquet",
    log:
        f"{LOGS}/clean_table.{{table}}.json",
    benchmark:
        f"{BENCHMARKS}/clean_table.{{table}}.tsv"
    wildcard_constraints:
        table="|".join(ALSO_READ),
    conda:
        "../envs/tables.yaml"
    params:
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Cleaning {wildcards.table}"
    script:
        "../scripts/clean/clean_{wildcards.table}.py"


rule collect_cleaning:
    input:
        logs=parts("log"),
        quarantines=parts("quarantine"),
        ledgers=parts("ledger"),
        extract_quarantine=f"{RESULTS}/extract/quarantine.csv",
        extract_ledger=f"{RESULTS}/extract/row_ledger.csv",
        library=library("clean/collect_cleaning.py"),
    output:
        cleaning_log=f"{RESULTS}/clean/cleaning_log.csv",
        quarantine=f"{RESULTS}/clean/quarantine.csv",
        row_ledger=artefact(f"{RESULTS}/clean/row_ledger.csv"),
        cleaning_summary=artefact(f"{RESULTS}/clean/cleaning_summary.csv"),
    log:
        f"{LOGS}/collect_cleaning.json",
    benchmark:
        f"{BENCHMARKS}/collect_cleaning.tsv"
    conda:
        "../envs/tables.yaml"
    message:
        "Collecting what cleaning changed and set aside"
    script:
        "../scripts/clean/collect_cleaning.py"


include: "readings.smk"
