"""An attacker knows every row of an export but one, and all that may be committed, deposited or shown: which row is it?

They make each row that it could be, put it through every construction of a hash they can think of, and look whether it
is among the hexadecimal texts of what they hold. Nothing here shares code with what makes the fingerprints.
"""

import hashlib
import hmac
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ALGORITHMS = ("sha256", "sha1", "md5", "sha512", "blake2b", "blake2s", "sha3_256")
ENDS = (b"", b"\n", b"\r\n")
HEX = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{8,128}(?![0-9a-zA-Z])")
MOST_BYTES = 10**8
WHOLE, MODULUS = 64, 2**256


@dataclass(frozen=True)
class Known:
    """What the attacker has: the header and the other rows of a file, its name, and all texts that are public."""

    file: str
    header: bytes
    others: tuple[bytes, ...]
    public: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def shown(self) -> set[str]:
        """Every hexadecimal text of what is public that is long enough to tell one row from another."""
        return {found for text in self.public for found in HEX.findall(text)}


def is_guessed(known: Known, row: bytes) -> bool:
    """Return whether the row gives itself away: something made of it and of what is known stands in what is public."""
    shown = known.shown
    short = {text for text in shown if len(text) < WHOLE}
    # Of a shortened fingerprint the first signs are compared, whatever their number.
    lengths = {len(text) for text in short}
    for guess in itertools.chain(_guesses(known, row), _with_bad_keys(known, row, shown)):
        if guess in shown or any(guess[:length] in short for length in lengths):
            return True
    return _is_a_difference(shown, row)


def _guesses(known: Known, row: bytes) -> Iterator[str]:
    for text in _texts(known, row):
        for algorithm in ALGORITHMS:
            yield hashlib.new(algorithm, text).hexdigest()
    lines = [known.header, *known.others, row]
    yield from _multisets(known.file, lines)
    yield from _multisets(known.file, [*known.others, row])


def _texts(known: Known, row: bytes) -> Iterator[bytes]:
    """The row alone, and the file with the row in each place, sorted or not, with each kind of line end."""
    yield from (row + end for end in ENDS)
    places = {0, len(known.others) // 2, len(known.others)}
    for end in (b"\n", b"\r\n"):
        for place in places:
            lines = [known.header, *known.others[:place], row, *known.others[place:]]
            yield end.join(lines)
            yield end.join(lines) + end
            yield b"\xef\xbb\xbf" + end.join(lines) + end
        yield end.join(sorted([known.header, *known.others, row])) + end
        yield end.join([known.header, *sorted([*known.others, row])]) + end


def _multisets(file: str, lines: list[bytes]) -> Iterator[str]:
    """Sums and exclusive ors of the hashes of lines, alone and in the forms in which registers write them."""
    for end, algorithm in itertools.product(ENDS, ("sha256", "blake2s")):
        hashes = [int(hashlib.new(algorithm, line + end).hexdigest(), 16) for line in lines]
        exclusive = 0
        for one in hashes:
            exclusive ^= one
        for total in (sum(hashes) % MODULUS, exclusive):
            rows = f"{total:064x}"
            yield rows
            for count in (len(lines), len(lines) - 1):
                forms = [
                    rows.encode(),
                    bytes.fromhex(rows),
                    f"rows {rows} {count}".encode(),
                    f"{rows}{count}".encode(),
                ]
                for named in (file, f"export/{file}"):
                    for content in (
                        {named: [rows, count]},
                        {named: rows},
                        {named: {"rows": rows, "lines": count}},
                    ):
                        forms.append(json.dumps(content, sort_keys=True, separators=(",", ":")).encode())
                yield from (hashlib.sha256(form).hexdigest() for form in forms)


def _with_bad_keys(known: Known, row: bytes, shown: Iterable[str]) -> Iterator[str]:
    """Keys that are none: empty, zeros, names, and every hexadecimal text that is public, such as the id of the key."""
    words = [b"", bytes(32), b"files", b"rows", b"register", *(word.encode() for word in known.words)]
    whole = [text for text in shown if len(text) == WHOLE]
    keys = [*words, *(bytes.fromhex(text) for text in whole), *(text.encode() for text in whole)]
    last = b"\n".join([known.header, *known.others, row]) + b"\n"
    for key in keys:
        # A long file with thousands of keys would take hours; then the names are tried with it, and all with the row.
        few = len(keys) * len(last) < MOST_BYTES or key in words
        for text in (row, last) if few else (row,):
            yield hmac.digest(key, text, "sha256").hex()
            yield hashlib.sha256(key + text).hexdigest()
            for purpose in (b"files", b"rows"):
                yield hmac.digest(hmac.digest(key, purpose, "sha256"), text, "sha256").hex()


def _is_a_difference(shown: Iterable[str], row: bytes) -> bool:
    """Return whether two public fingerprints differ by the hash of the row, as two sums of hashes of lines do."""
    numbers = {int(text, 16) for text in shown if len(text) == WHOLE}
    hashes = [int(hashlib.sha256(row + end).hexdigest(), 16) for end in ENDS]
    return any(
        (one + added) % MODULUS in numbers or one ^ added in numbers for one in numbers for added in hashes
    )
