"""From a clinic's export to a paper: load the protocol, include the rooms, say what is wanted."""

import gc
import os
import sys

from snakemake.exceptions import WorkflowError

# What Snakemake loaded stays: Python need not search it for leavings. Once, as tests plan many runs in one process.
gc.get_freeze_count() or gc.freeze()
# Here and in every job, the library is the one beside this file.
os.environ["PYTHONPATH"] = f"{workflow.basedir}/src"
sys.path.insert(0, os.environ["PYTHONPATH"])

from chart2paper.problems import Problem, Problems
from chart2paper.protocol.files import load_mapping_of
from chart2paper.protocol.load import load_study, study_file
from chart2paper.protocol.own.check import raise_if_not_ready

# --config goes over the study file, which our own reader reads: Snakemake's keeps the last of two equal keys, reads NO
# as false. `previous`, `releases_lost` and `validation` are no settings of the protocol.
OVERRIDES = dict(workflow.config_settings.config)
PREVIOUS = str(OVERRIDES.pop("previous", ""))
# Why somebody releases though the register of releases is lost.
RELEASES_LOST = str(OVERRIDES.pop("releases_lost", ""))
# How much validate_design simulates: full, hour or minutes.
VALIDATION_EXTENT = str(OVERRIDES.pop("validation", "full"))

try:
    STUDY_FILE = study_file(workflow.configfiles)
    STUDY = load_study(STUDY_FILE, OVERRIDES)
    MAPPING = load_mapping_of(STUDY)
    NOT_READY = raise_if_not_ready(STUDY, MAPPING, STUDY_FILE, sys.argv)
except Problems as problems:
    raise WorkflowError(problems.report()) from None


include: "rules/common.smk"
include: "rules/start_and_end.smk"
include: "rules/protocol.smk"
include: "rules/extract.smk"
include: "rules/clean.smk"
include: "rules/cohort.smk"
include: "rules/match.smk"
include: "rules/model.smk"
include: "rules/figures.smk"
include: "rules/paper.smk"
include: "rules/audit.smk"
include: "rules/release/private.smk" if PRIVATE else "rules/release.smk"
include: "rules/validation.smk"
include: "rules/changes.smk"
include: "rules/reruns.smk"


rule all:
    default_target: True
    input:
        everything,
    message:
        "Everything is made"
