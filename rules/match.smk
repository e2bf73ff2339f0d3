# match: who is compared with whom?


def covariates_to_balance(wildcards):
    """Every covariate the analysis matches on or adjusts for, each once."""
    analysis = STUDY.analyses[wildcards.analysis]
    names = [
        *analysis.matching.distance_on.value,
        *analysis.matching.exact.value,
        *analysis.estimation.adjust_for.value,
    ]
    return list(dict.fromkeys(names))


rule match_sets:
    input:
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        candidates=f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
        # Nobody is matched where nobody is left.
        losses=f"{RESULTS}/{{analysis}}/cohort/losses.csv",
        library=library("match/match_sets.py"),
    output:
        matches=f"{RESULTS}/{{analysis}}/match/matches.csv",
        unmatched=f"{RESULTS}/{{analysis}}/match/unmatched.csv",
        nearest=f"{RESULTS}/{{analysis}}/match/nearest.csv",
    log:
        f"{LOGS}/match_sets.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/match_sets.{{analysis}}.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        matching=setting("matching"),
    message:
        "Matching: {wildcards.analysis}"
    script:
        "../scripts/match/match_sets.py"


rule assess_balance:
    input:
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        candidates=f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
        matches=f"{RESULTS}/{{analysis}}/match/matches.csv",
        library=library("match/assess_balance.py"),
    output:
        balance=artefact(f"{RESULTS}/{{analysis}}/match/balance.csv"),
    log:
        f"{LOGS}/assess_balance.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/assess_balance.{{analysis}}.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        covariates=covariates_to_balance,
        rules=values_of(STUDY.balance),
    message:
        "Assessing balance: {wildcards.analysis}"
    script:
        "../scripts/match/assess_balance.py"


include: "match/balance.smk"
