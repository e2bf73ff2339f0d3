# protocol: what was planned, and was it fixed before outcomes were opened?

from chart2paper.jobs.contents import bytes_print
from chart2paper.protocol.choices import choices_of, wording_of
from chart2paper.protocol.register import start_register
from chart2paper.protocol.sources import data_files, number_code, register_of

REGISTER = register_of(STUDY.study)
LOCK_STATUS = f"{RESULTS}/protocol/lock_status.json"
# Every rule that reads outcomes has this file as input.
OPENED = f"{RESULTS}/protocol/outcomes_opened.txt"
DATA = data_files(STUDY, MAPPING)
CODE = tuple(number_code(workflow.basedir))
# The run may go on with what was read of the export (rule judge_losses).
PASSED = f"{RESULTS}/data_quality/passed.txt"

start_register(REGISTER)


def opened_if_needed(wildcards):
    """The note that outcomes are opened, for an analysis that reads them to decide who is in."""
    required = STUDY.analyses[wildcards.analysis].eligibility.outcome_required.value
    return OPENED if required else []


def untracked(setting):
    """A setting as it is when the job runs; changing it later does not run the job again.

    Snakemake leaves params that may derive from the input out of what it compares.
    """

    def of_now(wildcards, input):
        return setting

    return of_now


# Once in a results folder, and only where nothing stops the run before: first of all it matters when outcomes were
# opened. What is opened later, with another protocol or export, is noted by the next rule, so that a changed setting
# reruns only what depends on it.
rule open_outcomes:
    input:
        passed=PASSED,
    output:
        opened=OPENED,
    log:
        f"{LOGS}/open_outcomes.json",
    benchmark:
        f"{BENCHMARKS}/open_outcomes.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("protocol/open_outcomes.py"),
        register=REGISTER,
        results=RESULTS,
        study=STUDY.study,
        data=untracked(DATA),
        choices=untracked(choices_of(STUDY)),
        raw_folder=untracked(STUDY.clinic.raw_folder),
    message:
        "Noting that outcomes are opened"
    script:
        "../scripts/protocol/open_outcomes.py"


rule tell_lock_status:
    input:
        opened=OPENED,
        register=REGISTER,
        data=list(DATA.values()),
    output:
        status=LOCK_STATUS,
    log:
        f"{LOGS}/tell_lock_status.json",
    benchmark:
        f"{BENCHMARKS}/tell_lock_status.tsv"
    priority: 1
    conda:
        "../envs/tables.yaml"
    params:
        library=library("protocol/tell_lock_status.py"),
        code=CODE,
        results=RESULTS,
        study=STUDY.study,
        names=list(DATA),
        choices=choices_of(STUDY),
        wording=wording_of(STUDY),
        raw_folder=STUDY.clinic.raw_folder,
        # The register holds code as it is written, comments too.
        as_written=bytes_print(CODE),
    message:
        "Reading from the register whether the protocol was locked before outcomes were opened"
    script:
        "../scripts/protocol/tell_lock_status.py"


include: "protocol/document.smk"
