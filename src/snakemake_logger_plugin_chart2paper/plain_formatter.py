"""The words for what Snakemake tells its loggers."""

import re
import sys
from itertools import takewhile
from logging import ERROR, LogRecord
from typing import Any

from snakemake.logging import DefaultFormatter
from snakemake_interface_logger_plugins.common import LogEvent

from snakemake_logger_plugin_chart2paper.study_files import unreadable_study_file

# Before that many seconds and jobs a guess at the time left would be worth nothing.
LEAST_SECONDS, LEAST_JOBS = 10, 5
# The problems of a study, as Snakemake tells them: between lines about the Snakefile.
HEAD = re.compile(r"( *)\d+ problems? to fix before this can run:")
# What Snakemake says of its scheduler, and of a job that failed (which program was called how; the job says why).
NO_NEWS = (
    "Select jobs to execute",
    "Execute ",
    "RuleException:\nCalledProcessError",
    "Exiting because a job execution failed",
)


class PlainFormatter(DefaultFormatter):  # type: ignore[misc]  # Snakemake's class has no types
    """Snakemake's formatter, with plain words for jobs: their start, their end, their failure."""

    as_snakemake_does = False
    _began: float | None = None

    def __init__(self, *arguments: Any):
        super().__init__(*arguments)
        self._messages: dict[int, str] = {}

    def format(self, record: LogRecord) -> str:
        """Return the text of a record; an empty one is not printed."""
        if record.levelno >= ERROR and (report := unreadable_study_file(str(record.msg), sys.argv[1:])):
            return report
        if self.as_snakemake_does:
            return report_alone(str(super().format(record)))
        event, told = getattr(record, "event", None), record.__dict__
        if event == LogEvent.JOB_INFO:
            self._began = self._began or record.created
            self._messages[told["jobid"]] = str(told["rule_msg"] or f"Running {told['rule_name']}")
            return self._messages[told["jobid"]]
        if event == LogEvent.PROGRESS:
            since = record.created - (self._began or record.created)
            return progress(told["done"], told["total"], since)
        if event == LogEvent.JOB_FINISHED:
            return ""
        if event == LogEvent.JOB_ERROR:
            return failure(self._messages.get(told["jobid"], "a job"), told["rule_name"], told["log"])
        text = str(super().format(record))
        return "" if text.startswith(NO_NEWS) else report_alone(text)


def progress(done: int, total: int, seconds: float) -> str:
    """Return how many jobs are done and about how long the rest takes, if it goes on as fast as so far."""
    line = f"  {done} of {total} jobs done"
    if done == total or done < LEAST_JOBS or seconds < LEAST_SECONDS:
        return line
    return f"{line}, {time_left(seconds / done * (total - done))}"


def time_left(seconds: float) -> str:
    """Return a time in words no finer than it is known."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute left"
    if minutes < 90:
        return f"about {minutes} min left"
    return f"about {round(minutes / 60)} h left"


def report_alone(text: str) -> str:
    """Return a report of problems without the lines about the Snakefile that Snakemake puts around it."""
    lines = text.splitlines()
    head = next((number for number, line in enumerate(lines) if HEAD.fullmatch(line)), None)
    if head is None:
        return text
    margin = len(lines[head]) - len(lines[head].lstrip())

    def belongs(line: str) -> bool:
        return line.startswith(" " * (margin + 1)) and not line.lstrip().startswith('File "')

    inside = takewhile(belongs, lines[head + 1 :])
    return "\n".join(["", lines[head].lstrip(), *(line[margin:] for line in inside)])


def failure(what: str, rule: str, logs: list[str]) -> str:
    """Return which job failed. Its inputs, which Snakemake would list, are no cause; its log may tell one."""
    return f"\nFailed: {what} (rule {rule}, log {', '.join(logs) or 'none'}). The reason is said again at the end."
