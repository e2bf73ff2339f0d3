"""What a run promises: every file of every job that its last file rests on, and which of them are gone."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from snakemake.iocontainers import Wildcards

from chart2paper.jobs.job_inputs import JobInputs


class Made(NamedTuple):
    """What one job of a rule makes: its files and folders, and the record of it."""

    rule: str
    outputs: tuple[str, ...]
    record: str


def jobs_behind(target: str, rules: Iterable[Any], inputs: JobInputs) -> list[Made]:
    """Return what every job makes that the file `target` rests on; `rules` are Snakemake's rule objects.

    Snakemake itself looks no further than the files that a later job reads: one that only people read
    (a figure, the paper as Word) would stay away once it is deleted.
    """
    rules = [rule for rule in rules if rule.output]
    fixed = {str(output): rule for rule in rules if not rule.wildcard_names for output in rule.output}
    # Most paths are of files that no rule makes: they do not begin as any output does, which is cheap to see.
    patterns = [
        (output.constant_prefix(), rule) for rule in rules if rule.wildcard_names for output in rule.output
    ]
    found: dict[tuple[str, str], Made] = {}
    todo, seen = [target], {target}
    while todo:
        path = todo.pop()
        may = (rule for begin, rule in patterns if path.startswith(begin))
        rule = fixed.get(path) or next((rule for rule in may if rule.is_producer(path)), None)
        if rule is None:
            continue
        values = rule.get_wildcards(path)
        job = (rule.name, str(sorted(values.items())))
        if job not in found:
            wildcards = Wildcards(fromdict=values)
            outputs, _ = rule.expand_output(wildcards)
            found[job] = Made(rule.name, tuple(map(str, outputs)), str(rule.expand_log(wildcards)[0]))
            new = set(inputs.of(rule, wildcards)) - seen
            seen |= new
            todo += new
    return [found[job] for job in sorted(found)]


def lost(jobs: Iterable[Made]) -> list[str]:
    """Return one output of every job that has lost what Snakemake does not miss, so that the job can be forced.

    That is its record, without which a manifest would be incomplete, and a file out of a folder it made.
    """
    return [
        job.outputs[0]
        for job in jobs
        if all(Path(path).exists() for path in job.outputs) and not _is_whole(job)
    ]


def _is_whole(job: Made) -> bool:
    record = Path(job.record)
    if not record.is_file():
        return False
    if not any(Path(path).is_dir() for path in job.outputs):
        return True
    try:
        made = json.loads(record.read_bytes())["outputs"]
    except (ValueError, KeyError):
        return False
    return all(Path(path).exists() for path in made)
