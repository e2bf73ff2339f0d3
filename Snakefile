"""From a clinic's export to a paper: load the protocol, include the rooms, say what is wanted."""

import os
from pathlib import Path

from snakemake.exceptions import WorkflowError

from chart2paper.library_files import library_files
from chart2paper.problems import Problems
from chart2paper.protocol.files import load_mapping_of, raise_if_missing
from chart2paper.protocol.load import study_from
from chart2paper.protocol.values import values_of
from chart2paper.run_lock import RunLock

# A study file is a whole protocol: it never inherits choices from another study unseen.
if "study" not in config:

    configfile: "config.yaml"


BASE = Path(workflow.basedir)
STUDY_FILE = str(workflow.configfiles[0]) if workflow.configfiles else "config.yaml"

try:
    STUDY = study_from(config, STUDY_FILE)
    MAPPING = load_mapping_of(STUDY)
    raise_if_missing(STUDY, MAPPING, STUDY_FILE)
except Problems as problems:
    raise WorkflowError(problems.report()) from None

RESULTS = STUDY.results_dir
LOGS = f"{RESULTS}/logs"
BENCHMARKS = f"benchmarks/{STUDY.study}"
ANALYSES = list(STUDY.analyses)

# Every job finds the library, and uses one thread, so that sums never depend on the number of cores.
os.environ["PYTHONPATH"] = str(BASE / "src")
os.environ["OMP_NUM_THREADS"] = "1"


wildcard_constraints:
    analysis="|".join(ANALYSES),


include: "rules/common.smk"
include: "rules/extract.smk"
include: "rules/clean.smk"
include: "rules/cohort.smk"
include: "rules/match.smk"
include: "rules/model.smk"
include: "rules/figures.smk"
include: "rules/paper.smk"
include: "rules/audit.smk"


localrules:
    all,


rule all:
    default_target: True
    input:
        f"{RESULTS}/manifest.json",


onstart:
    RUN_LOCK.take()


onsuccess:
    print_paper()
