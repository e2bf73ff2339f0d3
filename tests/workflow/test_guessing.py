"""No row of the demo clinic's export can be guessed from what is committed, deposited or shown of its run."""

from hashlib import sha256

import pytest

from attacks.guess_a_row import Known, is_guessed

PUBLIC = (
    "data/register/*",
    "results/manifest.json",
    "results/ro-crate-metadata.json",
    "results/protocol/*.json",
    "results/protocol/*.html",
    "results/paper/*.html",
    "results/release/**/*",
)
KINDS = {".jsonl", ".head", ".records", ".json", ".html", ".csv", ".md", ".yaml"}
TABLES = ("adverse_effects.csv", "patients.csv", "procedures.csv", "visits.csv")


@pytest.fixture(scope="module")
def public(demo):
    files = {path for pattern in PUBLIC for path in demo.glob(pattern) if path.suffix in KINDS}
    return tuple(path.read_text(encoding="utf-8") for path in sorted(files))


def guessed(demo, public, table):
    """Return whether the last row of a table is guessed by who knows all others."""
    lines = (demo / "data/raw/demo_clinic" / table).read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    header, *others, row = lines
    return is_guessed(Known(table, header, tuple(others), public, ("demo_clinic", "ldn_demo")), row)


@pytest.mark.parametrize("table", TABLES)
def test_the_last_row_of_a_table_is_not_guessed_by_who_knows_all_others(demo, public, table):
    assert not guessed(demo, public, table)


def test_it_would_be_were_the_fingerprint_of_its_file_made_without_a_key(demo, public):
    content = (demo / "data/raw/demo_clinic/procedures.csv").read_bytes()
    assert guessed(demo, (*public, sha256(content).hexdigest()), "procedures.csv")
