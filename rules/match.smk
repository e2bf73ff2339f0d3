# match: who is compared with whom?

from chart2paper.catalogue.covariates import ALWAYS_COMPARED


def covariates_to_balance(wildcards):
    """Every covariate that the analysis matches on or adjusts for, each once."""
    analysis = STUDY.analyses[wildcards.analysis]
    names = [
        *analysis.matching.distance_on.value,
        *analysis.matching.exact.value,
        *analysis.estimation.adjust_for.value,
    ]
    return list(dict.fromkeys(names))


def covariates_to_compare(wildcards):
    """These, and the course before the index date, whatever is matched on."""
    return list(dict.fromkeys([*covariates_to_balance(wildcards), *ALWAYS_COMPARED]))


# Who is left is a matter of each analysis: another setting of one asks about that one alone.
rule match_sets:
    input:
        cohort=f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
        attrition=f"{RESULTS}/{{analysis}}/cohort/attrition.csv",
        candidates=f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
        mapping=STUDY.clinic.mapping,
    output:
        losses=f"{RESULTS}/{{analysis}}/cohort/losses.csv",
        matches=f"{RESULTS}/{{analysis}}/match/matches.csv",
        unmatched=f"{RESULTS}/{{analysis}}/match/unmatched.csv",
        nearest=f"{RESULTS}/{{analysis}}/match/nearest.csv",
    log:
        f"{LOGS}/match_sets.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/match_sets.{{analysis}}.tsv"
    priority: 2
    conda:
        "../envs/tables.yaml"
    params:
        library=library("match/match_sets.py"),
        analysis="{analysis}",
        matching=setting("matching"),
        design=lambda wildcards: design(wildcards.analysis),
        exposure=values_of(STUDY.exposure),
        kinds=values_of(STUDY.score.kinds),
        scale=STUDY.outcome.value,
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Matching, unless nobody is left: {wildcards.analysis}"
    script:
        "../scripts/match/match_sets.py"


COMPARED = {
    "cohort": f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
    "candidates": f"{RESULTS}/{{analysis}}/cohort/candidates.parquet",
    "matches": f"{RESULTS}/{{analysis}}/match/matches.csv",
}
BALANCE = artefact(f"{RESULTS}/{{analysis}}/match/balance.csv")


rule assess_balance:
    input:
        **COMPARED,
    output:
        balance=BALANCE,
    log:
        f"{LOGS}/assess_balance.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/assess_balance.{{analysis}}.tsv"
    wildcard_constraints:
        analysis=BESIDE_PRIMARY,
    conda:
        "../envs/tables.yaml"
    params:
        library=library("match/assess_balance.py"),
        covariates=covariates_to_balance,
        compared=covariates_to_compare,
        rules=values_of(STUDY.balance),
        is_primary=False,
    message:
        "Assessing balance: {wildcards.analysis}"
    script:
        "../scripts/match/assess_balance.py"


# The primary analysis has a supplement: how far the arms overlap, and who could not be matched.
use rule assess_balance as assess_primary_balance with:
    input:
        **COMPARED,
        unmatched=f"{RESULTS}/{{analysis}}/match/unmatched.csv",
    output:
        balance=BALANCE,
        overlap=artefact(f"{RESULTS}/{{analysis}}/match/overlap.csv"),
        overlap_summary=artefact(f"{RESULTS}/{{analysis}}/match/overlap_summary.csv"),
        kept_dropped=artefact(f"{RESULTS}/{{analysis}}/match/kept_dropped.csv"),
    log:
        f"{LOGS}/assess_primary_balance.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/assess_primary_balance.{{analysis}}.tsv"
    wildcard_constraints:
        analysis=STUDY.primary_analysis,
    params:
        library=library("match/assess_balance.py"),
        is_primary=True,


SUPPLEMENT_TABLES.append(f"{PRIMARY}/match/overlap_summary.csv")
SUPPLEMENT_TABLES.append(f"{PRIMARY}/match/kept_dropped.csv")
