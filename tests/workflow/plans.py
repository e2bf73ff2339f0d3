"""What Snakemake would run after a change: `python plans.py FOLDER < changes.json`, many plans in one process.

Writes {"plans": the jobs of each change, "jobs": each job of the run with its script and the jobs that it rests on}.

A change is [path in the folder, text to put behind what stands there, or null to delete it]. Each file keeps a time
of modification from long before, as unzip and `rsync -a` leave it, and is put back before the next change.
"""

import json
import os
import shutil
import sys
from pathlib import Path

import yaml
from snakemake.api import SnakemakeApi
from snakemake.jobs import Job
from snakemake.settings.enums import Quietness
from snakemake.settings.types import DAGSettings, OutputSettings, RerunTrigger, ResourceSettings

LONG_AGO = 1_000_000_000


def planned(folder: Path) -> tuple[list[str], dict[str, dict]]:
    """Return the jobs of a dry run, as rule or rule.wildcard, and all jobs that there are."""
    profile = yaml.safe_load((folder / "profiles/default/config.yaml").read_text(encoding="utf-8"))
    triggers = {RerunTrigger[name.upper().replace("-", "_")] for name in profile["rerun-triggers"]}
    with SnakemakeApi(OutputSettings(quiet={Quietness.ALL}, dryrun=True)) as api:
        workflow = api.workflow(ResourceSettings(cores=1), snakefile=folder / "Snakefile", workdir=folder)
        dag = workflow.dag(DAGSettings(rerun_triggers=triggers))
        dag.execute_workflow(executor="dryrun")
        plan = workflow._workflow.dag
        jobs = {name_of(job): job for job in plan.jobs if job.rule.script}
        return sorted(name for name, job in jobs.items() if job in plan._needrun), {
            name: {
                "script": os.path.relpath(
                    Path(job.rule.basedir.get_path_or_uri(secret_free=True), job.rule.script), folder
                ),
                "rests_on": sorted({name_of(other) for other in plan.dependencies[job]} & jobs.keys()),
            }
            for name, job in jobs.items()
        }


def name_of(job: Job) -> str:
    """Return a job's rule, with its wildcards where there are some."""
    return ".".join([job.rule.name, *job.wildcards])


def after(folder: Path, path: Path, text: str | None) -> tuple[list[str], dict[str, dict]]:
    """Return the plan with one file changed or deleted, and put the file back."""
    kept = shutil.copy2(path, folder.parent / "kept")
    try:
        if text is None:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes() + text.encode())
            os.utime(path, (LONG_AGO, LONG_AGO))
        return planned(folder)
    finally:
        shutil.copy2(kept, path)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    plans = [after(folder, folder / path, text) for path, text in json.load(sys.stdin)]
    json.dump({"plans": [plan for plan, _ in plans], "jobs": plans[0][1]}, sys.stdout)
