# match, beside the balance table: overlap of the arms, and whom matching left out.


rule assess_overlap:
    input:
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        candidates=f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
        matches=f"{RESULTS}/{{analysis}}/match/matches.csv",
        library=library("match/assess_overlap.py"),
    output:
        overlap=artefact(f"{RESULTS}/{{analysis}}/match/overlap.csv"),
        overlap_summary=artefact(f"{RESULTS}/{{analysis}}/match/overlap_summary.csv"),
    log:
        f"{LOGS}/assess_overlap.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/assess_overlap.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        covariates=covariates_to_balance,
        equipoise=values_of(STUDY.balance.equipoise_limits),
    message:
        "Assessing overlap: {wildcards.analysis}"
    script:
        "../../scripts/match/assess_overlap.py"


rule compare_kept_dropped:
    input:
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        unmatched=f"{RESULTS}/{{analysis}}/match/unmatched.csv",
        library=library("match/compare_kept_dropped.py"),
    output:
        kept_dropped=artefact(f"{RESULTS}/{{analysis}}/match/kept_dropped.csv"),
    log:
        f"{LOGS}/compare_kept_dropped.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/compare_kept_dropped.{{analysis}}.tsv"
    conda:
        "../../envs/tables.yaml"
    params:
        covariates=covariates_to_balance,
    message:
        "Comparing exposed people who were matched with those who were not: {wildcards.analysis}"
    script:
        "../../scripts/match/compare_kept_dropped.py"


SUPPLEMENT_TABLES.append(f"{PRIMARY}/match/overlap_summary.csv")
SUPPLEMENT_TABLES.append(f"{PRIMARY}/match/kept_dropped.csv")
