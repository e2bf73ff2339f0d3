"""Sentences of the paper that were chosen by counts, and what stands in the place of those that would tell them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from chart2paper.catalogue.estimand import COUNTED, SHARE
from chart2paper.catalogue.estimators import ESTIMATORS
from chart2paper.paper.people_facts import responder_caution, size
from chart2paper.release.cell import AGAIN, HELD, Cell
from chart2paper.release.control import Control, cell
from chart2paper.release.rounding import cell_of
from chart2paper.release.rules import names
from chart2paper.release.rules.schema import RULES
from chart2paper.release.sheets import Sheet
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.about import About
from chart2paper.writing.values import Values

SENTENCE_HELD = Cell("[sentence withheld]", HELD)
INSTEAD = "release/sentences"
# The description of a figure, for people who cannot see it.
FIGURE_ALT = f"{INSTEAD}#figure"
# Passages whose words say how fast an estimate moves with imputed scores.
NEVER_RELEASED = ("supplement/missing_tipping#path",)
MISSING = tuple((group, role) for role in ROLES for group in (names.MISSING, names.MATCHED))


def _caution(*n: int) -> str:
    return responder_caution(*(100 * part / whole if whole else None for part, whole in (n[:2], n[2:])))


@dataclass(frozen=True)
class Chosen:
    """The words of a passage about an analysis were chosen by `choose` from the counts of the groups in `by`."""

    by: tuple[tuple[str, str], ...]
    choose: Callable[..., Any]


CHOSEN = {
    "people#unmatched": Chosen(((names.UNMATCHED, "exposed"),), lambda n: n > 0),
    "people#missing": Chosen(MISSING[::2], lambda *n: sum(n) > 0),
    "people#responder_caution": Chosen(MISSING, _caution),
    "people#size": Chosen(tuple((names.WITH_OUTCOME, role) for role in ROLES), size),
}


def shows_a_count(passage: str, subject: About | None, control: Control) -> bool:
    """Return whether a value, or the choice of a sentence, would tell more of the counts than their printed numbers."""
    if passage in NEVER_RELEASED or (subject is not None and subject.kind == "withheld"):
        return True
    if passage not in CHOSEN:
        return False
    chosen = CHOSEN[passage]
    analysis = subject.analysis if subject else ""
    return not _alike([names.of_arm(analysis, *group) for group in chosen.by], chosen.choose, control)


def _alike(counts: Iterable[str], choose: Callable[..., Any], control: Control) -> bool:
    """Return whether all counts that are printed alike give the same choice; not where one is withheld."""
    cells = []
    for name in counts:
        number = control.count(name).number
        if number is None:
            return False
        cells.append(cell_of(int(number), control.base, control.threshold))
    return len({choose(*corner) for corner in product(*cells)}) == 1


def gate(words: Values, cells: Mapping[str, Cell], values: Mapping[str, Mapping[str, Any]]) -> Cell:
    """Return the verdict of the checks that may leave. cells: the judgements by id, as they leave."""
    judged = [values[identifier]["value"] for identifier, found in cells.items() if found.state != HELD]
    counts = {"all": len(cells), "kept": len(cells) - len(judged)}
    counts |= {"failed": judged.count("fail"), "warned": judged.count("warn")}
    texts = {name: str(number) for name, number in counts.items()}
    return Cell(words.words(f"{INSTEAD}#gate", {}, **texts), AGAIN)


def responders(words: Values, subject: About, released: Callable[[str], Cell | None]) -> Cell:
    """Return the sentence about responders with what can be worked out from printed counts.

    subject: which outcome of which analysis it is about. released: id of a value -> its cell.
    """
    stem, parts = f"estimates.{subject.analysis}.{subject.group}", {}
    for estimand in ESTIMATORS["responders"].estimands:
        if estimand.release == COUNTED and estimand.number == SHARE:
            what = "estimate" if estimand.arm else "full"
            found = released(f"{stem}.{estimand.name}.{estimand.method}.{what}")
            parts[estimand.arm or "difference"] = found or SENTENCE_HELD
    if any(part.state == HELD for part in parts.values()):
        return SENTENCE_HELD
    texts = {name: part.text for name, part in parts.items()}
    return Cell(words.words(f"{INSTEAD}#responders", {}, threshold=subject.level, **texts), AGAIN)


def balance(words: Values, analysis: str, control: Control, sheets: Iterable[Sheet]) -> Cell:
    """Return what can be said of the balance from the printed differences of means."""
    sizes = [
        (abs(found.number), found.text)
        for sheet in sheets
        if sheet.rule is RULES["match/balance"] and sheet.analysis == analysis
        for place, row in enumerate(sheet.rows)
        if row["sample"] == "after" and (found := cell(control, sheet, place, "smd")).number is not None
    ]
    if not sizes:
        return SENTENCE_HELD
    largest = max(sizes)[1].lstrip("-")
    return Cell(words.words(f"{INSTEAD}#balance", {}, largest=largest), AGAIN)
