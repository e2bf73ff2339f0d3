# protocol: what was planned, and was it fixed before outcomes were seen?

from chart2paper.protocol.choices import choices_of, wording_of
from chart2paper.protocol.fingerprints import data_files, number_code, register_of
from chart2paper.protocol.register import start_register

REGISTER = register_of(STUDY.study)
LOCK_STATUS = f"{RESULTS}/protocol/lock_status.json"
OPENED_FILE = f"{RESULTS}/protocol/outcomes_opened.txt"
# What reads outcomes comes after that file, whose age does not matter: a changed protocol is noted in the
# register again, and only what depends on the changed setting is made again.
OPENED = ancient(OPENED_FILE)
DATA = data_files(STUDY, MAPPING)

start_register(REGISTER)


def opened_if_needed(wildcards):
    """The note that outcomes are opened, for an analysis that reads them to decide who is in."""
    required = STUDY.analyses[wildcards.analysis].eligibility.outcome_required.value
    return [OPENED] if required else []


rule open_outcomes:
    input:
        register=REGISTER,
        data=list(DATA.values()),
        code=number_code(workflow.basedir),
        library=library("protocol/open_outcomes.py"),
    output:
        opened=OPENED_FILE,
        status=LOCK_STATUS,
    log:
        f"{LOGS}/open_outcomes.json",
    benchmark:
        f"{BENCHMARKS}/open_outcomes.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        study=STUDY.study,
        names=list(DATA),
        choices=choices_of(STUDY),
        wording=wording_of(STUDY),
    message:
        "Noting that outcomes are opened"
    script:
        "../scripts/protocol/open_outcomes.py"
