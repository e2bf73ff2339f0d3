"""An attacker reads the files of a release, and recovers nobody.

The attacker here is stronger than a real one: for every cell that a file shows they are given the exact
count, not the rounded one. What they know of the tables is written here in their own words.
"""

import csv
import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings

from chart2paper.release.decide import all_counts, decide
from chart2paper.release.draft import write_rows, write_tables
from chart2paper.release.paper_numbers import characteristics
from chart2paper.release.paper_values import PaperValues
from chart2paper.release.sheets import read_sheets
from release.attacker import ranges, solved
from release.made_up_clinic import EVENTS, REASONS, ROLES, SEXES, STOPS, studies
from release.made_up_clinic import write_tables as write_study
from release.released_words import RELEASE_WORDS

THRESHOLD, BASE = 10, 5


def released(study, folder):
    """Release a made-up study; return the folder of the release."""
    paths, values = write_study(study, folder)
    results = str(folder / "results")
    sheets = read_sheets(paths, results, THRESHOLD, 5, {"tt": "mechanism"})
    control = decide(all_counts(sheets, values, {}), sheets, [], THRESHOLD, BASE)
    write_tables(control, sheets, folder / "out")
    cells = PaperValues(values, control, sheets, RELEASE_WORDS, (), None).all()
    write_rows(characteristics(cells, values, "tt"), folder / "out" / "tables" / "tt" / "characteristics.csv")
    return folder / "out" / "tables" / "tt"


def rows(path):
    with Path(path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read(folder):
    """Return what the files say, by a name for each count: the printed text."""
    said = {}
    for row in rows(folder / "attrition.csv"):
        step = row["step"]
        said[f"left {step}"] = row["remaining"]
        said |= {f"removed {step} {role}": row[role] for role in ROLES}
    for row in rows(folder / "flow.csv"):
        part = f"removed {row['row']}" if row["part"] == "excluded" else row["part"]
        part = f"missing {row['label']}" if part == "missing" else part
        said |= {f"{part} {column}": row[column] for column in (*ROLES, "total") if row[column]}
    for row in rows(folder / "missing_outcomes.csv"):
        said[f"missing {row['reason']} {row['role']}"] = row["n"]
    for row in rows(folder / "harms.csv"):
        said[f"{row['event']} {row['role']}"] = row["persons"]
        said[f"matched {row['role']}"] = row["n"] or said[f"matched {row['role']}"]
    for row in rows(folder / "responder_curve.csv"):
        said[f"fell {row['threshold_percent']} {row['role']}"] = row["responders"]
    for row in rows(folder / "subgroups.csv"):
        said |= {"scored female": row["n_first"], "scored male": row["n_second"]}
    for row in rows(folder / "characteristics.csv"):
        if row["statistic"] == "count":
            said[f"{row['characteristic']} {row['role']}"] = row["value"].replace(",", "")
    return said


def truth(study):
    """Return every count, shown or not, and how they hang together; rests are counts of people as well."""
    frame, unmatched, removed = study
    counts, sums = {f"removed 0 {role}": 0 for role in ROLES}, []

    def whole(total, *parts):
        counts.setdefault(total, sum(counts[part] for part in parts))
        sums.append((total, parts))

    def within(total, *parts):
        rest = f"{total} but not {parts[0]}"
        counts[rest] = counts[total] - sum(counts[part] for part in parts)
        sums.append((total, (*parts, rest)))

    for place, role in enumerate(ROLES):
        arm = frame[frame["role"] == role]
        counts |= {f"sex {s} {role}": int(arm["sex"].eq(s).sum()) for s in SEXES}
        whole(f"matched {role}", *(f"sex {s} {role}" for s in SEXES))
        counts[f"unmatched {role}"] = unmatched[place]
        whole(f"eligible {role}", f"matched {role}", f"unmatched {role}")
        counts |= {f"missing {r} {role}": int(arm["outcome_missing_because"].eq(r).sum()) for r in REASONS}
        whole(f"missing any reason {role}", *(f"missing {r} {role}" for r in REASONS))
        counts[f"outcome {role}"] = int(arm["fall"].notna().sum())
        whole(f"matched {role}", f"outcome {role}", f"missing any reason {role}")
        counts |= {f"{event} {role}": int(arm[event].sum()) for event in EVENTS}
        counts[f"any adverse effect {role}"] = int((arm["nausea"] | arm["headache"]).sum())
        within(f"matched {role}", f"any adverse effect {role}")
        for event in EVENTS:
            within(f"any adverse effect {role}", f"{event} {role}")
        for threshold in (-50, 0, 30, 50):
            counts[f"fell {threshold} {role}"] = int((arm["fall"] >= threshold).sum())
    stops = frame.loc[frame["role"] == "exposed", "stop"]
    counts |= {f"{reason} exposed": int(stops.eq(reason).sum()) for reason in STOPS}
    whole("stopped for any reason exposed", *(f"{reason} exposed" for reason in STOPS))
    within("matched exposed", "stopped for any reason exposed")
    parts = ["matched", "unmatched", "eligible", "outcome", *(f"missing {r}" for r in REASONS)]
    for part in parts:
        whole(f"{part} total", *(f"{part} {role}" for role in ROLES))
    whole("eligible total", "matched total", "unmatched total")
    whole("matched total", "outcome total", *(f"missing {r} total" for r in REASONS))
    counts[f"left {len(removed)}"] = counts["eligible total"]
    sums.append((f"left {len(removed)}", ("eligible total",)))
    for step in range(len(removed), 0, -1):
        for role, number in zip(ROLES, removed[step - 1], strict=True):
            counts[f"removed {step} {role}"] = number
        whole(f"removed {step} total", *(f"removed {step} {role}" for role in ROLES))
        whole(f"left {step - 1}", f"left {step}", f"removed {step} total")
    sums.append(("records total", ("left 0",)))
    counts["records total"] = counts["left 0"]
    scored = frame.loc[frame["fall"].notna(), "sex"]
    for sex in ("female", "male"):
        counts[f"scored {sex}"] = int(scored.eq(sex).sum())
        whole(f"sex {sex} both", *(f"sex {sex} {role}" for role in ROLES))
        within(f"sex {sex} both", f"scored {sex}")
    within("outcome total", "scored female", "scored male")
    return counts, sums


def with_curve(counts, sums, shown):
    """Add what is known of the responder curve at the thresholds that a file shows."""
    for role in ROLES:
        last = f"outcome {role}"
        for threshold in (-50, 0, 30, 50):
            name = f"fell {threshold} {role}"
            if name in shown:
                rest = f"{last} but not {name}"
                counts[rest] = counts[last] - counts[name]
                sums.append((last, (name, rest)))
                last = name
    return counts, sums


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(studies())
def test_no_small_number_of_people_is_in_the_files_or_follows_from_them(study):
    with tempfile.TemporaryDirectory() as folder:
        said = read(released(study, Path(folder)))
    numbers = {name: int(text) for name, text in said.items() if text.isdigit()}
    assert not {name: n for name, n in numbers.items() if 1 <= n <= THRESHOLD or n % BASE}
    counts, sums = with_curve(*truth(study), numbers)
    assert said.keys() <= counts.keys()
    shown = {name: counts[name] for name in numbers}
    small = {name for name, n in counts.items() if 1 <= n <= THRESHOLD}
    assert not small & shown.keys()
    assert not small & solved(shown, sums).keys()
    narrow = {n: e for n, e in ranges(shown, sums, small).items() if e[1] - e[0] <= THRESHOLD}
    assert narrow == {}


def test_where_everybody_is_many_everything_is_shown(tmp_path):
    """Withholding everything would be safe and useless."""
    rows = [
        {
            "role": role,
            "sex": sex,
            "outcome_missing_because": missing,
            "nausea": place < 12,
            "headache": place < 12,
        }
        | {"fall": None if missing else (-100, 10, 40, 60)[place % 4]}
        | {"stop": STOPS[place % 2] if role == "exposed" and place >= 12 else None}
        for role in ROLES
        for sex in SEXES
        for missing in (None, *REASONS)
        for place in range(20)
    ]
    frame = pd.DataFrame(rows).assign(person_id=[f"P{place:04d}" for place in range(len(rows))])
    said = read(released((frame, (20, 60), [(20, 40), (0, 30)]), tmp_path))
    assert {name for name, text in said.items() if not text.isdigit()} == set()
    assert said["matched total"] == "360"
