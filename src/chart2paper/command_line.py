"""The command `chart2paper`: questions about a finished run, answered in a terminal."""

import argparse
import sys
from importlib import import_module

from chart2paper.problems import Problems

# Command: the module that has `add_arguments(parser)` and `run(arguments)`, and what the command does.
COMMANDS: dict[str, tuple[str, str]] = {
    "lock": (
        "chart2paper.protocol.lock_command",
        "record the protocol, the data and the code as they are now, before outcomes are opened",
    ),
    "trace": ("chart2paper.audit.trace", "tell where a number of the paper comes from"),
    "why": ("chart2paper.audit.why", "tell one person's whole way through the study"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code; problems are told in plain words."""
    parser = argparse.ArgumentParser(prog="chart2paper", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (module, purpose) in COMMANDS.items():
        import_module(module).add_arguments(commands.add_parser(name, help=purpose, description=purpose))
    chosen = parser.parse_args(arguments)
    try:
        import_module(COMMANDS[chosen.command][0]).run(chosen)
    except Problems as problems:
        print(f"\n{problems.report()}\n", file=sys.stderr)
        return 1
    return 0
