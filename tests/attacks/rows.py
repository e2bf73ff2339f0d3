"""Small clinics at random, all that may be shared of a run on them, and whether a row can be guessed from it."""

import json
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

from attacks.guess_a_row import Known, is_guessed
from chart2paper.audit.crate import as_json, crate_of
from chart2paper.audit.manifest import build_manifest
from chart2paper.jobs.job import fingerprints
from chart2paper.protocol.fingerprints import file_prints
from chart2paper.protocol.lock_status import State, lock_status, locked, opened
from chart2paper.protocol.register import append
from made_prints import prints_in

HEADER = b"record_number,day,score"
FILE = "data/raw/clinic/pain_scores.csv"
STUDY = {
    "study": "small",
    "results_dir": "results",
    "data_lock_date": {"value": "2020-12-31"},
    "paper": {"title": "A study"},
    "clinic": {"simulated": False},
}


def some_rows(chance: random.Random, count: int) -> list[bytes]:
    """Return rows of a table of pain scores: few enough possibilities to try them all."""
    return [
        f"{number},2019-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d},{chance.randint(0, 10)}".encode()
        for number in chance.sample(range(1000), count)
    ]


def shared(before: list[bytes], after: list[bytes]) -> tuple[str, ...]:
    """Return the texts of what may be shared of a run in the working directory: two locks, manifest and crate."""
    texts = [_register([before, after]), *_manifest_and_crate()]
    return (*texts, *(path.read_text() for path in sorted(Path("data/register").iterdir())))


def _register(exports: list[list[bytes]]) -> str:
    """Lock and open each of some exports; return the status that the results and the paper show."""
    prints, entries = prints_in(Path()), []
    Path("data/register").mkdir(parents=True, exist_ok=True)
    for rows in exports:
        _written(FILE, b"\n".join([HEADER, *rows]) + b"\n")
        files = file_prints({"export/pain_scores.csv": FILE}, prints.key)
        state = State("small", {"min_age": 18}, files, clinic="clinic", records=prints.id)
        for entry in (locked(state, "2026-03-01", "A. Person"), opened(state)):
            entries = append("data/register/small.jsonl", entries, entry)
    Path("data/register/small.records").write_text(prints.id + "\n", encoding="ascii")
    status = lock_status(entries, state, "data/register/small.jsonl")
    # The paper shows the first twelve signs of each fingerprint.
    shown = [entry[name][:12] for entry in entries for name in ("protocol", "data", "hash")]
    return json.dumps([status, shown])


def _manifest_and_crate() -> tuple[str, str]:
    """Return manifest and crate of a run whose two jobs read the export, and made tables of it."""
    rows = Path(FILE).read_bytes()
    _written("results/extract/study_ids.csv", rows)
    _written("results/model/counts.csv", f"n\n{rows.count(b'9')}\n".encode())
    _written("requirements.lock", b"pandas\n")
    prints = prints_in(Path())
    records = [
        {
            "rule": rule,
            "wildcards": {},
            "params": {},
            "inputs": fingerprints([source], prints),
            "outputs": fingerprints([made], prints),
        }
        for rule, source, made in (
            ("link_persons", FILE, "results/extract/study_ids.csv"),
            ("count", "results/extract/study_ids.csv", "results/model/counts.csv"),
        )
    ]
    manifest = build_manifest(records, STUDY, "requirements.lock", prints.id)
    return json.dumps(manifest), as_json(crate_of(manifest))


def _written(path: str, content: bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content)


def guessed(chance: random.Random, share: Callable[[list[bytes], list[bytes]], tuple[str, ...]]) -> bool:
    """Return whether the row that came with the newest export is guessed from what `share` shares of both."""
    *others, row = some_rows(chance, chance.choice([1, 2, 3, 8, 40]))
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        public = share(others, [*others, row])
    words = ("clinic", "small", "demo_clinic")
    return is_guessed(Known("pain_scores.csv", HEADER, tuple(others), public, words), row)


def tries(seed: int) -> Iterator[bool]:
    """Give, for clinics at random without end, whether a row of a patient was guessed from what may be shared."""
    chance = random.Random(seed)
    while True:
        yield guessed(chance, shared)
