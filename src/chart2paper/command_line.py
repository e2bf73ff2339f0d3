"""The command `chart2paper`: questions about a finished run, answered in a terminal."""

import argparse
import os
import re
import sys
from importlib import import_module

from chart2paper.jobs.job import without_words
from chart2paper.problems import Problems
from chart2paper.terminal import print_lines
from chart2paper.writing.printed import MINUS

NEGATIVE = re.compile(r"^-(?=[.\d])")
# Command: the module that has `add_arguments(parser)` and `run(arguments)`, and what the command does.
COMMANDS: dict[str, tuple[str, str]] = {
    "lock": (
        "chart2paper.protocol.lock_command",
        "record the protocol, the data and the code as they are now, before outcomes are opened",
    ),
    "sign": ("chart2paper.audit.sign_command", "sign the manifest of a run with the clinic's key"),
    "verify": ("chart2paper.audit.verify_command", "check that a run is what its rules made, and agrees"),
    "trace": ("chart2paper.audit.trace", "tell where a number of the paper comes from"),
    "why": ("chart2paper.audit.why", "tell one person's whole way through the study"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code; problems are told in plain words."""
    parser = argparse.ArgumentParser(prog="chart2paper", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (module, purpose) in COMMANDS.items():
        import_module(module).add_arguments(commands.add_parser(name, help=purpose, description=purpose))
    # A negative number is no option; with a true minus sign it does not look like one.
    given = sys.argv[1:] if arguments is None else arguments
    chosen = parser.parse_args([NEGATIVE.sub(MINUS, argument) for argument in given])
    try:
        import_module(COMMANDS[chosen.command][0]).run(chosen)
    except BrokenPipeError:
        # Whoever read the answer (`| head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Problems as problems:
        print_lines(["", *problems.report().split("\n"), ""], sys.stderr)
        return 1
    except Exception as error:
        print_lines(["", *without_words(error).split("\n"), ""], sys.stderr)
        return 1
    return 0
