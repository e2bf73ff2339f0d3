"""Name every place of the code that no test reaches in tests/uncovered.csv, each with the reason why none does.

Run by `make coverage` after all tests; it ends with an error when a place is new there: write a test, or a reason.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NAMED = ROOT / "tests" / "uncovered.csv"
# File, function, the line, what never happens there.
Place = tuple[str, str, str, str]
COLUMNS = ("file", "function", "line", "never", "why")


def uncovered(file: str, report: dict[str, Any], lines: list[str]) -> Iterator[Place]:
    """Give the places of a file that no test reaches: from its part of coverage's report (JSON) and its lines of code.

    A function that is never called is one place, and so is a row of statements that never run. A branch whose two
    ends both run, but which is never taken, is a place too.
    """

    def text(line: int) -> str:
        return lines[line - 1].strip() if line > 0 else "the end"

    for function, part in report["functions"].items():
        run, missing = set(part["executed_lines"]), set(part["missing_lines"])
        if function and missing and not run:
            yield file, function, text(part["start_line"]), "called"
            continue
        before = 0
        for line in sorted(run | missing):
            if line in missing and before not in missing:
                yield file, function, text(line), "run"
            before = line
        for start, end in part["missing_branches"]:
            if start in run and end not in missing:
                yield file, function, text(start), f"followed by: {text(end)}"


def named() -> dict[Place, str]:
    """Return the reason for each place that is named."""
    with NAMED.open(encoding="utf-8", newline="") as file:
        return {
            (row["file"], row["function"], row["line"], row["never"]): row["why"]
            for row in csv.DictReader(file)
        }


def measured() -> set[Place]:
    """Return the places of the last measurement."""
    made = subprocess.run(
        [sys.executable, "-m", "coverage", "json", "--quiet", "--fail-under=0", "-o", "-"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return {
        place
        for file, report in json.loads(made.stdout)["files"].items()
        for place in uncovered(file, report, (ROOT / file).read_text(encoding="utf-8").splitlines())
    }


def main() -> None:
    """Write the places of the last measurement, with the reasons that are known; stop where one has none."""
    places, reasons = sorted(measured()), named()
    with NAMED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([*place, reasons.get(place, "")] for place in places)
    new = [place for place in places if not reasons.get(place)]
    if new:
        told = "\n".join(f"{file}, {function}: {line} (never {never})" for file, function, line, never in new)
        sys.exit(f"No test reaches, and {NAMED.relative_to(ROOT)} has no reason for:\n{told}")


if __name__ == "__main__":
    main()
