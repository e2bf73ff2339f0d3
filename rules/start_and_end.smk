# What a run does before its first job and after its last: whom it keeps out, and what it says.

import atexit
import json
import sys
from pathlib import Path
from types import SimpleNamespace

from chart2paper.jobs.contents import remember_code
from chart2paper.jobs.folders import make_private
from chart2paper.jobs.job import reports_in
from chart2paper.jobs.run_lock import RunLock
from chart2paper.terminal import print_lines

# What `snakemake verify` found, to be said again at the end. No record of a job, so not among them.
FINDINGS = f".snakemake/{STUDY.study}.findings.txt"
RUN_LOCK = RunLock(f".snakemake/{STUDY.study}.lock")


def begin_run():
    """Keep other runs out, keep the results private, and remove the reports of an earlier run that failed."""
    RUN_LOCK.take()
    if not only_looks():
        make_private(RESULTS)
        remember_code(all_code())
    for log in [*failed_reports(), Path(FINDINGS)]:
        log.unlink(missing_ok=True)


def only_looks():
    """Whether nothing but `snakemake verify` runs, which changes nothing that it is asked to judge."""
    return {job.rule.name for job in workflow.dag.jobs} == {"verify"}


def failed_reports():
    """The reports that jobs of a failed run left in place of their records."""
    return [] if only_looks() else reports_in(LOGS)


def repeat_reports():
    """Say again what has to be fixed, below everything that Snakemake says of a failed job."""
    logs = [log for log in [*failed_reports(), Path(FINDINGS)] if log.is_file()]
    texts = [log.read_text("utf-8") for log in logs]
    say_last(
        "\n" + "\n".join(texts or ["No job left a report: why it failed stands above."])
    )


def tell_what_was_found():
    """Say in a few lines what a whole run found, from the values of its paper."""
    values = Path(RESULTS, "paper/values.json")
    # A run of a part (`--until`) may have none yet.
    if "all" in {job.rule.name for job in workflow.dag.jobs} and values.is_file():
        from chart2paper.audit.manifest import manifest_print
        from chart2paper.paper.ending import ending

        say_last(
            ending(
                last_words(),
                json.loads(values.read_text("utf-8")),
                RESULTS,
                STUDY.clinic.simulated,
                manifest_print(f"{RESULTS}/manifest.json"),
            )
        )


def last_words():
    """The passages of a run's last lines, the study's own in place of those that ship."""
    from chart2paper.writing.text_files import passages_from
    from chart2paper.writing.values import Values

    files = SimpleNamespace(words=words_of("report"), texts=own_texts())
    study = SimpleNamespace(words=WORDS, study=STUDY.model_dump(mode="json"))
    return Values(passages_from(files, study))


def say_last(text):
    """Print when this process ends: Snakemake has nothing more to say then."""
    atexit.register(lambda: print_lines(text.split("\n"), sys.stderr))


onstart:
    begin_run()


onsuccess:
    tell_what_was_found()


onerror:
    repeat_reports()
