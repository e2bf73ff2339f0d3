# When does a rule run again, and what does a run promise? Included last: it goes over the rules of every room.

from chart2paper.jobs.contents import Contents
from chart2paper.jobs.linkage_key import sub_key
from chart2paper.extract.start_key import start_key
from chart2paper.jobs.library_files import remember_imports
from chart2paper.jobs.promised import lost
from chart2paper.jobs.reruns import follow_contents, hand_on_key

try:
    PRINTS = start_key(LINKAGE, RESULTS)
except Problems as problems:
    raise WorkflowError(problems.report()) from None

hand_on_key(workflow.rules, PRINTS)
remember_imports()

# What stands in a file that no rule makes decides, not when it was written. The register is the one such file that a
# job adds to.
follow_contents(
    workflow.rules,
    JOB_INPUTS,
    Contents(
        ".snakemake/chart2paper_contents.json",
        sub_key(PRINTS["key"], "reruns") if PRINTS["id"] else b"",
    ),
    (f"{RESULTS}/", f"{VALIDATION}/"),
    by_time=register_of(STUDY.study),
)


def everything(wildcards):
    """Every file that a run promises: one that was deleted is made again, and what lost its record with it."""
    workflow.dag.forcefiles.update(lost(jobs_of_run()))
    return sorted(path for job in jobs_of_run() for path in job.outputs)
