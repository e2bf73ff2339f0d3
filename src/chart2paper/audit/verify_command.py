"""`chart2paper verify`: is a run what its rules made, and does everything in it agree?"""

import argparse
from pathlib import Path
from typing import Any

from chart2paper.jobs.linkage_key import key_id, key_of
from chart2paper.jobs.prints import Prints
from chart2paper.jobs.run_lock import RunLock
from chart2paper.problems import Problem, Problems
from chart2paper.protocol.files import load_mapping_of
from chart2paper.protocol.load import load_study
from chart2paper.protocol.sources import linkage_of
from chart2paper.terminal import print_lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the study file, the results folder, and what more to check."""
    parser.add_argument("--configfile", default="config.yaml", help="study file (default: config.yaml)")
    parser.add_argument("--results", help="results folder (default: the one of the study file)")
    parser.add_argument(
        "--key", metavar="FILE", default="", help="public key that must have signed the manifest"
    )
    parser.add_argument("--all", action="store_true", help="do every job again; this takes as long as a run")


def run(arguments: argparse.Namespace) -> None:
    """Print what was compared; raise `Problems` with every finding."""
    # They read papers and draw figures: what only asks for another command need not wait for that.
    from chart2paper.audit.verify.checks import verify
    from chart2paper.audit.verify.report import verify_report

    study, prints, found = _project(arguments)
    results = Path(arguments.results or (study or {}).get("results_dir", "")).as_posix()
    if results == ".":
        found.append(Problem("--results", "the study file cannot be read", "name the results folder"))
        raise Problems(found)
    RunLock(f".snakemake/{(study or {}).get('study', 'verify')}.lock").take()
    evidence, more = verify(results, study, prints, arguments.key, arguments.all)
    found += more
    if found:
        raise Findings(verify_report(evidence, found, arguments.key))
    print_lines(verify_report(evidence, found, arguments.key).splitlines())


class Findings(Problems):
    """Raised with what was found: it is no list of what has to be fixed before something can run."""

    def __init__(self, text: str):
        super().__init__([])
        self.text = text

    def report(self) -> str:
        """Return the whole text."""
        return getattr(self, "text", "")


def _project(arguments: argparse.Namespace) -> tuple[dict[str, Any] | None, Prints, list[Problem]]:
    """Return the protocol as it is now and the key; where either cannot be read, that is a finding."""
    found: list[Problem] = []
    study, prints = None, Prints("data/linkage", "")
    try:
        protocol = load_study(arguments.configfile)
        study = protocol.model_dump(mode="json")
        prints = prints_of(linkage_of(load_mapping_of(protocol).clinic))
    except Problems as problems:
        found += problems.problems
    except Exception as error:
        what = f"damaged: it cannot be read ({type(error).__name__})"
        found.append(Problem(arguments.configfile, what, "put back the one of the run"))
    return study, prints, found


def prints_of(linkage: str | Path) -> Prints:
    """Return how fingerprints are made with the key beside a linkage log; without an id where there is none."""
    key = key_of(linkage)
    return Prints(str(key), key_id(key) if key.is_file() else "")
