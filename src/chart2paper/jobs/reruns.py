"""When a rule runs again: what its own files say decides, not when they were written.

Snakemake compares times, and an export that was unzipped or synchronised can be new and have an old one. So every
file that no rule makes counts as old ("ancient"), and a fingerprint of what such files say is handed to
the rule as a setting, which Snakemake compares.
"""

from collections.abc import Callable, Iterable
from typing import Any

from snakemake.io import IOFile, ancient, is_callable

from chart2paper.jobs.contents import Contents
from chart2paper.jobs.job import files_in
from chart2paper.jobs.job_inputs import JobInputs


def follow_contents(
    rules: Iterable[Any], inputs: JobInputs, contents: Contents, made_in: tuple[str, ...], by_time: str
) -> None:
    """Let each of the workflow's rules (Snakemake's objects) that makes files depend on what its inputs say.

    made_in: folders of files that rules make. by_time: a file that a job changes itself, for which the time stays.
    """
    rules = [rule for rule in rules if rule.script and rule.output]
    made = {str(output) for rule in rules for output in rule.output} | {by_time}

    def is_brought(path: str) -> bool:
        return path not in made and not path.startswith(made_in)

    for rule in rules:
        for position, file in enumerate(rule.input):
            if not is_callable(file) and is_brought(str(file)):
                rule.input[position] = IOFile(ancient(str(file)), rule)
        rule.set_params(made_from=_made_from(rule, inputs, contents, is_brought))


def hand_on_key(rules: Iterable[Any], prints: dict[str, str]) -> None:
    """Let every job know where the key of its fingerprints lies; with another key all of them run again."""
    for rule in rules:
        if rule.script:
            rule.set_params(prints=prints)


def _made_from(
    rule: Any, inputs: JobInputs, contents: Contents, is_brought: Callable[[str], bool]
) -> Callable[[Any], str]:
    def made_from(wildcards: Any) -> str:
        brought = [file for file in inputs.of(rule, wildcards) if is_brought(file)]
        return contents.of([*brought, *files_in(rule.params)])

    return made_from
