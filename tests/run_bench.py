"""Measure the workflow and write docs/performance.md. A benchmark, not a test: nothing passes or fails.

Run by `make bench`. Takes about a quarter of an hour: it also builds a clinic of 100,000 persons.
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread

import pandas as pd
import psutil

import bench_matching
from project_copy import ROOT, SNAKEMAKE, copy_project

PAGE = ROOT / "docs" / "performance.md"
BY_HAND = "## Measured by hand"
BUILD = [SNAKEMAKE, "--cores", "2", "--quiet", "all"]
SIZES = (2_000, 20_000, 100_000)
# As many jobs as the demo has, each with a script, one after the other.
JOBS = 34
EMPTY_WORKFLOW = f'rule all:\n    input: "{JOBS}"\nrule first:\n    output: touch("0")\n' + "".join(
    f'rule job_{n}:\n    input: "{n - 1}"\n    output: "{n}"\n    script: "touch.py"\n'
    for n in range(1, JOBS + 1)
)
TOUCH = "from pathlib import Path\nPath(snakemake.output[0]).touch()\n"


@dataclass(frozen=True)
class Measured:
    """Wall and processor time in seconds, and the largest memory of all processes together, in GiB."""

    seconds: float
    processor: float
    gib: float


def measure(command: list[str], folder: Path) -> Measured:
    """Run a command to its end, watching the memory of it and its children."""
    start, before = time.perf_counter(), processor_time()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    done, peak = Event(), [0]
    watcher = Thread(target=_watch, args=(process.pid, done, peak))
    watcher.start()
    _, errors = process.communicate()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()[-3000:]}")
    return Measured(seconds, processor_time() - before, peak[0] / 2**30)


def processor_time() -> float:
    """Seconds of processor time, user and system, of all commands that have ended and of what they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(pid: int, done: Event, peak: list[int]) -> None:
    """Sample the proportional memory (shared pages counted once) of a process tree ten times a second."""
    while not done.wait(0.1):
        try:
            parent = psutil.Process(pid)
            total = sum(p.memory_full_info().pss for p in [parent, *parent.children(recursive=True)])
        except psutil.Error:
            continue
        peak[0] = max(peak[0], total)


def make_clinic(folder: Path, persons: int) -> None:
    """Replace the demo export in a copy of the project by one with as many persons as asked for."""
    raw = folder / "data" / "raw" / "demo_clinic"
    script = folder / "scripts" / "make_demo_clinic.py"
    command = [sys.executable, str(script), "--persons", str(persons), "--folder", str(raw)]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def rows_of(folder: Path) -> int:
    """Rows of the export, counted by the run itself."""
    ledger = pd.read_csv(folder / "results" / "extract" / "row_ledger.csv")
    return int(ledger.groupby("source_file")["rows_read"].max().sum())


def growth() -> list[tuple[int, int, Measured, Measured]]:
    """Per clinic size: persons, rows, a full build, and a second run with nothing to do."""
    results = []
    for persons in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            copy_project(folder)
            if persons != SIZES[0]:
                make_clinic(folder, persons)
            build = measure(BUILD, folder)
            again = measure(BUILD, folder)
            results.append((persons, rows_of(folder), build, again))
            print(f"{persons:>8,} persons: {build.seconds:.0f} s, {build.gib:.1f} GiB", flush=True)
    return results


def empty_workflow() -> Measured:
    """Time Snakemake on a workflow that has nothing to do."""
    with tempfile.TemporaryDirectory() as name:
        Path(name, "Snakefile").write_text(EMPTY_WORKFLOW, encoding="utf-8")
        Path(name, "touch.py").write_text(TOUCH, encoding="utf-8")
        measure(BUILD[:3], Path(name))
        return min((measure(BUILD[:3], Path(name)) for _ in range(3)), key=lambda m: m.processor)


def page(rows: list[tuple[int, int, Measured, Measured]], empty: Measured) -> str:
    """Return docs/performance.md."""
    first = rows[0]
    lines = [
        "# Performance",
        "",
        "Written by `make bench`, in one run but for the end. Times depend on the machine: read ratios.",
        "",
        f"- Machine: {platform.machine()}, {len(os.sched_getaffinity(0))} cores, "
        f"{psutil.virtual_memory().total / 2**30:.0f} GiB, {platform.system()}",
        f"- Python {platform.python_version()}, Snakemake {version('snakemake')}, pandas {version('pandas')}, "
        f"DuckDB {version('duckdb')}",
        "- Memory is that of all processes together, shared pages counted once.",
        "",
        "| persons | rows | full build (s) | memory (GiB) | x persons | x time | x memory |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for persons, count, build, _ in rows:
        lines.append(
            f"| {persons:,} | {count:,} | {build.seconds:.0f} | {build.gib:.2f} | {persons / first[0]:.0f} "
            f"| {build.seconds / first[2].seconds:.1f} | {build.gib / first[2].gib:.1f} |"
        )
    ratio = first[3].processor / empty.processor
    lines += [
        "",
        f"A second run with nothing to do takes {first[3].processor:.1f} s of processor time, {ratio:.2f} times a "
        f"Snakemake workflow of as many jobs that hold nothing ({empty.processor:.1f} s).",
        "",
        *bench_matching.lines(),
    ]
    return "\n".join(lines) + "\n"


def measured_by_hand(before: str) -> str:
    """Return the part of docs/performance.md that is measured by hand, as it stands; nothing if there is none."""
    return "".join(before.partition(f"\n{BY_HAND}\n")[1:])


if __name__ == "__main__":
    text = page(growth(), empty_workflow())
    PAGE.write_text(text + measured_by_hand(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(text)
