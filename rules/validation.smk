# validation: does the method find the truth? Both analyses on simulated clinics (snakemake validate_design).

from chart2paper.catalogue.estimands import TARGETS_IN_POINTS
from chart2paper.validation.extents import BLOCKS, WHOLE, extent_named
from chart2paper.validation.scenarios import SCENARIOS

VALIDATION = "results_validation"
try:
    EXTENT = extent_named(VALIDATION_EXTENT)
except Problems as problems:
    raise WorkflowError(problems.report()) from None
# The clinics of all validations stand side by side; only the whole one becomes the page of the documentation.
MEASURED = (
    VALIDATION if VALIDATION_EXTENT == WHOLE else f"{VALIDATION}/{VALIDATION_EXTENT}"
)
VALIDATION_PAGE = "docs/validation" if VALIDATION_EXTENT == WHOLE else MEASURED
SIMULATED_DESIGNS = ("target_trial", "replication")


def mapping_to_simulate(wildcards):
    """The mapping, of a study that has both designs: another one is refused before earlier blocks are deleted."""
    missing = [name for name in SIMULATED_DESIGNS if name not in STUDY.analyses]
    if missing:
        what = f"the design that validate_design simulates is no analysis of this study: {', '.join(missing)}"
        todo = "run it with the study that ships (without --configfile)"
        raise WorkflowError(Problems([Problem(STUDY_FILE, what, todo)]).report())
    named = STUDY.sensitivity.estimate.value
    if named not in TARGETS_IN_POINTS:
        what = f"the primary estimate {named} is not in points, as the truth of a simulated clinic is"
        todo = f"name one of {', '.join(TARGETS_IN_POINTS)} (sensitivity.estimate)"
        raise WorkflowError(Problems([Problem(STUDY_FILE, what, todo)]).report())
    return ancient(STUDY.clinic.mapping)


def simulated_analysis(name):
    """The plain values of a design that is simulated; None in a study that has no such design."""
    return analysis_of(STUDY, name) if name in STUDY.analyses else None


rule simulate_block:
    input:
        drugs=STUDY.codelists.drugs,
        pain_conditions=STUDY.codelists.pain_conditions,
        mapping=mapping_to_simulate,
    output:
        clinics=f"{VALIDATION}/blocks/{{scenario}}.{{block}}.csv",
    log:
        f"{VALIDATION}/logs/simulate_block.{{scenario}}.{{block}}.json",
    benchmark:
        f"{VALIDATION}/benchmarks/simulate_block.{{scenario}}.{{block}}.tsv"
    wildcard_constraints:
        scenario="|".join(SCENARIOS),
        block="|".join(BLOCKS),
    conda:
        "../envs/tables.yaml"
    params:
        library=library("validation/simulate_block.py"),
        target_trial=simulated_analysis("target_trial"),
        replication=simulated_analysis("replication"),
        exposure=values_of(STUDY.exposure),
        kinds=values_of(STUDY.score.kinds),
        named=STUDY.sensitivity.estimate.value,
        data_lock_date=values_of(STUDY.data_lock_date),
    message:
        "Simulating clinics: {wildcards.scenario}, block {wildcards.block}"
    script:
        "../scripts/validation/simulate_block.py"


rule measure_performance:
    input:
        blocks=expand(
            f"{VALIDATION}/blocks/{{scenario}}.{{block}}.csv",
            scenario=EXTENT.scenarios,
            block=EXTENT.blocks,
        ),
    output:
        clinics=f"{MEASURED}/clinics.csv",
        performance=f"{VALIDATION_PAGE}/performance.csv",
    log:
        f"{VALIDATION}/logs/measure_performance.json",
    benchmark:
        f"{VALIDATION}/benchmarks/measure_performance.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("validation/measure_performance.py"),
    message:
        "Measuring bias, standard errors and coverage"
    script:
        "../scripts/validation/measure_performance.py"


rule write_validation_page:
    input:
        performance=f"{VALIDATION_PAGE}/performance.csv",
        texts=own_texts(),
        words=words_of("validation"),
    output:
        page=f"{VALIDATION_PAGE}/README.md",
        svg=f"{VALIDATION_PAGE}/performance.svg",
        png=f"{VALIDATION_PAGE}/performance.png",
        csv=f"{VALIDATION_PAGE}/plotted.csv",
    log:
        f"{VALIDATION}/logs/write_page.json",
    benchmark:
        f"{VALIDATION}/benchmarks/write_page.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        library=library("validation/write_page.py"),
        study=STUDY.model_dump(mode="json"),
        words=WORDS,
        extent=VALIDATION_EXTENT,
    message:
        "Writing {VALIDATION_PAGE}/README.md"
    script:
        "../scripts/validation/write_page.py"


# The list of clinics is not committed: without it everything is made again.
rule validate_design:
    input:
        f"{MEASURED}/clinics.csv",
        f"{VALIDATION_PAGE}/README.md",
