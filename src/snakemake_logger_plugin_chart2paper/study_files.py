"""A study file that Snakemake cannot read: it does so before anything of this project runs, and ends in a traceback."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chart2paper.problems import Problem

# Snakemake loads this plugin before the Snakefile says which library is used, the one beside it: the library is
# imported only where reading the study file has failed already.

# How Snakemake's own reader shows in an error: by name in a traceback, or in its message.
READER = ("snakemake/common/configfile.py", "Config file ")


def unreadable_study_file(error: str, arguments: Sequence[str]) -> str:
    """Return what is wrong with the study files of a command line, where Snakemake's error is about reading one."""
    if not any(sign in error for sign in READER):
        return ""
    from chart2paper.problems import Problems

    problems = [problem for name in named_files(arguments) for problem in _problems_of(name)]
    return Problems(problems).report() if problems else ""


def named_files(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the files that a command line names with --configfile."""
    naming = False
    for word in arguments:
        option, _, value = word.partition("=")
        if word.startswith("-"):
            naming = option in ("--configfile", "--configfiles") and not value
            if value and option in ("--configfile", "--configfiles"):
                yield value
        elif naming:
            yield word


def _problems_of(name: str) -> "list[Problem]":
    from chart2paper.problems import Problem, Problems
    from chart2paper.yaml_file import read_yaml

    if not Path(name).exists() and not Path(name).suffix:
        todo = f"name what is to be made before it: snakemake {name} --configfile ..."
        return [Problem(name, "this stands behind --configfile, so it is taken for a study file", todo)]
    try:
        read_yaml(Path(name))
    except Problems as problems:
        return problems.problems
    return []
