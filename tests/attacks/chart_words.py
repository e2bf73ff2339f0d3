"""Random words of charts and names on a disk, put where a release takes texts from: does one of them leave?"""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from chart2paper.release.control import Control, lines_out
from chart2paper.release.counts import Counts
from chart2paper.release.paper_values import PaperValues
from chart2paper.release.rules.events import HARMS
from chart2paper.release.rules.records import ROW_LEDGER
from chart2paper.release.sheets import Sheet, add_counts, sheet_of
from chart2paper.release.suppress import Decision
from chart2paper.release.words import decide_with_words
from release.released_words import RELEASE_WORDS

THRESHOLD = 10
PIECES = (
    *(
        "rash",
        "Smith",
        "Dr Smith",
        "seen by",
        "Müller",
        "12345",
        "=1+1",
        "<b>",
        "{{< var x >}}",
        "|",
        "\n",
        "any",
    ),
    *(
        "other",
        "nausea",
        "null",
        "NaN",
        "1e5",
        "12",
        "stopped for any reason",
        "‮",
        "exposed",
        "x" * 70,
        "/",
        "=",
        ":",
    ),
)
Release = Callable[[list[Sheet]], tuple[list[Sheet], Control]]


def decided(sheets: list[Sheet]) -> Control:
    """Withhold small counts, and a few more as a whole release does for the sake of others."""
    counts = Counts()
    add_counts(counts, sheets)
    small = {name for name, number in counts.numbers.items() if 1 <= number <= THRESHOLD}
    others = {name for name in counts.numbers if sum(name.encode()) % 3 == 0}
    return Control(counts, Decision(dict.fromkeys(small | others, "small"), frozenset()), THRESHOLD, 5)


def guarded(sheets: list[Sheet]) -> tuple[list[Sheet], Control]:
    """Release as the workflow does."""
    return decide_with_words(sheets, THRESHOLD, decided)


def naive(sheets: list[Sheet]) -> tuple[list[Sheet], Control]:
    """Release every label, whatever it counts: what the attack must find."""
    return sheets, decided(sheets)


def tries(seed: int, most: int = 100, release: Release = guarded) -> Iterator[bool]:
    """Yield `most` times whether a word that no more than `THRESHOLD` people of an arm share, or a name of a file, left
    in a table, in the name of a count that a register may keep, or in id or text of a value of the paper."""
    random = np.random.default_rng(seed)
    for _ in range(most):
        words, harms, values = _harms(random)
        files, ledger = _ledger(random)
        sheets, control = release([harms, ledger])
        written = {text for sheet in sheets for line in lines_out(control, sheet) for text in _texts(line)}
        cells = PaperValues(values, control, sheets, RELEASE_WORDS, ()).all()
        written |= {*control.counts.numbers, *control.decision.withheld, *cells}
        written |= {cell.text for cell in cells.values()}
        yield any(word in text for text in written for word in [*words, *files])


def _texts(line) -> list[str]:
    return [cell.text for cell in line.values()]


def _word(random: np.random.Generator) -> str:
    """A word that nothing else has, among pieces that may lead a reader astray."""
    before, after = (str(random.choice(PIECES)) for _ in range(2))
    return f"{before} q{random.integers(10**9)}q {after}"


def _harms(random: np.random.Generator):
    """A sheet of adverse effects, the rare words in it, and the paper's values of its rows."""
    rows, rare, values = [], [], {}
    for _ in range(random.integers(1, 8)):
        word = _word(random)
        persons = [int(random.choice([0, 1, 5, 9, 10, 11, 12, 40])) for _ in range(2)]
        if max(persons) <= THRESHOLD:
            rare.append(word.split("q")[1])
        for role, number in zip(("exposed", "comparator"), persons, strict=True):
            rows.append(
                {"kind": "adverse_effect", "event": word, "role": role, "persons": str(number), "n": "64"}
            )
            id = f"harms.{word.split('q')[1]}.{role}.persons"
            blank = {"rule": "as it stands", "sources": [], "template": ""}
            place = {"file": "harms.csv", "row": len(rows) + 1, "column": "persons"}
            values[id] = {"value": number, "text": str(number), **place, **blank}
            values[f"{id}_text"] = {
                **values[id],
                "file": "",
                "row": None,
                "sources": [id],
                "template": f"{{{id}}}.",
            }
    return rare, sheet_of(pd.DataFrame(rows, dtype="str"), "harms.csv", "tt", HARMS, THRESHOLD, 5), values


def _ledger(random: np.random.Generator):
    """A row ledger, and the names of its files."""
    rows, files = [], []
    for table in random.choice(["person", "visit_occurrence", "drug_exposure"], random.integers(1, 6)):
        file = f"{_word(random)}.csv"
        files.append(file)
        counts = {"rows_read": "40", "rows_kept": "30", "rows_quarantined": "10"}
        rows.append({"stage": "clean", "source_file": file, "table": str(table), **counts})
    sheet = sheet_of(pd.DataFrame(rows, dtype="str"), "row_ledger.csv", "", ROW_LEDGER, THRESHOLD, 5)
    return files, sheet
