"""No row of a patient can be guessed from what may be committed, deposited or shown of a run."""

import hashlib
import hmac
import json
import random
from itertools import islice
from pathlib import Path

import pytest

from attacks.rows import HEADER, guessed, shared, tries

MODULUS = 2**256


def file_of(rows):
    return b"\n".join([HEADER, *rows]) + b"\n"


def sum_of(lines):
    return f"{sum(int(hashlib.sha256(line).hexdigest(), 16) for line in lines) % MODULUS:064x}"


def sum_of_line_hashes(before, after):
    return sum_of([HEADER, *after])


def two_sums_of_line_hashes(before, after):
    """The others and the header are hidden behind a row that the attacker does not know: only the difference tells."""
    return " ".join(sum_of([HEADER, b"unknown", *rows]) for rows in (before, after))


def hash_of_the_file(before, after):
    return hashlib.sha256(file_of(after)).hexdigest()


def twelve_signs_of_the_hash_of_the_file(before, after):
    return hashlib.sha256(file_of(after)).hexdigest()[:12]


def eight_signs_of_md5_of_the_row(before, after):
    return hashlib.md5(after[-1]).hexdigest()[:8]


def print_of_the_data_in_the_register_of_before(before, after):
    content = {"export/pain_scores.csv": [sum_of([HEADER, *after]), len(after) + 1]}
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def the_key_itself(before, after):
    return " ".join([*shared(before, after), *(path.read_text() for path in Path("data/linkage").iterdir())])


def a_key_that_is_public(before, after):
    key = hashlib.sha256(b"id").hexdigest()
    return f"{key} {hmac.digest(bytes.fromhex(key), file_of(after), 'sha256').hex()}"


@pytest.mark.parametrize(
    "share",
    [
        sum_of_line_hashes,
        two_sums_of_line_hashes,
        hash_of_the_file,
        twelve_signs_of_the_hash_of_the_file,
        eight_signs_of_md5_of_the_row,
        print_of_the_data_in_the_register_of_before,
        a_key_that_is_public,
        the_key_itself,
    ],
)
def test_the_attacker_guesses_the_row_from_what_was_shared_before(share):
    """Were this to fail, the attacker would be too weak for the test below to say anything."""
    chance = random.Random(1)
    assert all(guessed(chance, lambda before, after: (share(before, after),)) for _ in range(8))


def test_no_row_is_guessed_from_what_is_shared_now():
    assert not any(islice(tries(20260301), 40))
