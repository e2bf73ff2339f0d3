"""Attacks on releases of made-up clinics: exact counts behind rounded ones, from every statistic that is printed."""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from chart2paper.release.decide import all_counts, decide
from chart2paper.release.draft import write_rows, write_tables
from chart2paper.release.paper_numbers import characteristics
from chart2paper.release.paper_values import PaperValues
from chart2paper.release.sheets import read_sheets
from release.inversions import gained
from release.made_up_results import study, write_study
from release.released_words import RELEASE_WORDS
from release.statistics_attack import BASE, ROLES, THRESHOLD, Attack, printed_alike


def tries(seed: int, naive: bool = False) -> Iterator[bool]:
    """Yield for each attack on the release of one made-up clinic whether it told more than it should.

    naive: statistics leave with three digits, as exact functions of the records.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield from (won for _, won in outcomes(*released(seed, Path(folder), naive)))


def released(seed, folder, naive=False):
    """Release a made-up study; return the folder and the true counts. naive: statistics with three digits."""
    made = study(np.random.default_rng(seed))
    paths, values = write_study(made, folder)
    sheets = read_sheets(paths, str(folder / "results"), THRESHOLD, 5, {"tt": "mechanism"})
    control = decide(all_counts(sheets, values, {}), sheets, [], THRESHOLD, BASE)
    out = folder / "out"
    write_tables(control, sheets, out)
    cells = PaperValues(values, control, sheets, RELEASE_WORDS, (), None).all()
    write_rows(characteristics(cells, values, "tt"), out / "tables" / "tt" / "characteristics.csv")
    if naive:
        for sheet in sheets:
            _print_three_digits(sheet, out)
    return out, truth(made[0]), naive


def _print_three_digits(sheet, out):
    """Put the exact statistics of a table, in three digits, in the place of the controlled ones."""
    path = next(out.glob(f"*/tt/{Path(sheet.file).name}"))
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    for row, exact in zip(rows, sheet.rows, strict=True):
        for column in sheet.rule.statistics:
            if isinstance(exact.get(column), int | float):
                row[column] = f"{exact[column]:.3g}"
    write_rows(rows, path)


def truth(frame):
    """Return every count that is attacked."""
    found = {}
    for role in ROLES:
        arm = frame[frame["role"] == role]
        found["matched", role] = len(arm)
        found["with outcome", role] = int(arm["final_score"].notna().sum())
        for threshold in (30, 50):
            found[f"responder_{threshold}", role] = int((arm["fall"] >= threshold).sum())
    stop = frame.loc[frame["role"] == "exposed", "stop_day"]
    return found | {(f"stopped by {day}", "exposed"): int((stop <= day).sum()) for day in range(0, 91)}


def outcomes(out, true, naive=False, analysis="tt"):
    """Yield the name of each attack on the files in a folder, and whether it told more than it should."""

    def read(name):
        path = out / name
        return list(csv.DictReader(path.open(encoding="utf-8"))) if path.exists() else []

    attack = Attack(read, analysis, naive)
    curve = read(f"tables/{analysis}/responder_curve.csv")
    printed = attack.printed | {
        (f"responder_{row['threshold_percent']}", row["role"]): printed_alike(row["responders"])
        for row in curve
    }
    for name, what, fits in attack.all():
        yield name, gained(true[what], printed.get(what), fits, THRESHOLD)
