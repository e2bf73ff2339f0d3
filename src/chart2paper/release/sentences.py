"""Sentences of the paper that were chosen by counts, and what stands in the place of those that would tell them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from chart2paper.catalogue.estimands import IN_POINTS
from chart2paper.paper.people_facts import responder_caution, size
from chart2paper.release.cell import AGAIN, HELD, Cell
from chart2paper.release.control import Control, cell
from chart2paper.release.rounding import cell_of
from chart2paper.release.rules.schema import RULES
from chart2paper.release.sheets import Sheet
from chart2paper.writing.values import Values

SENTENCE_HELD = Cell("[sentence withheld]", HELD)
INSTEAD = "release/sentences"
# The description of a figure, for people who cannot see it.
FIGURE_ALT = f"{INSTEAD}#figure"
RESPONDER_TEXT = re.compile(r"say\.(?P<analysis>\w+)\.responder_(?P<threshold>\w+)\.text")
BALANCE_TEXT = re.compile(r"say\.(?P<analysis>\w+)\.balance\.text")
# Words that say how the shares of all covariates lie, or how fast an estimate moves with imputed scores.
NEVER_TOLD = re.compile(r"say\.\w+\.balance\.(largest|smd|beyond)|missing\.tipping\.(?!estimate|base)[\w.]+")
MISSING = ("missing/exposed", "matched/exposed", "missing/comparator", "matched/comparator")


def _caution(*n: int) -> str:
    return responder_caution(*(100 * part / whole if whole else None for part, whole in (n[:2], n[2:])))


@dataclass(frozen=True)
class Chosen:
    """Sentences whose ids fit `pattern` (with a group `analysis`, or about the primary one) were chosen by `choose`
    from the counts named in `by`."""

    pattern: str
    by: tuple[str, ...]
    choose: Callable[..., Any]


CHOSEN = (
    Chosen(r"say\.(?P<analysis>\w+)\.unmatched", ("unmatched/exposed",), lambda n: n > 0),
    Chosen(r"say\.(?P<analysis>\w+)\.missing", MISSING[::2], lambda *n: sum(n) > 0),
    Chosen(r"say\.(?P<analysis>\w+)\.responder_caution", MISSING, _caution),
    Chosen(
        r"say\.(?P<analysis>\w+)\.(size|small)", ("with outcome/exposed", "with outcome/comparator"), size
    ),
)


def tells_a_count(identifier: str, control: Control) -> bool:
    """Return whether the choice of a sentence would tell more of the counts than their printed numbers do."""
    return NEVER_TOLD.fullmatch(identifier) is not None or any(
        not _alike([f"{found['analysis']}/{name}" for name in chosen.by], chosen.choose, control)
        for chosen in CHOSEN
        if (found := re.fullmatch(chosen.pattern, identifier))
    )


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
    """Return the verdict of the checks that may be told. cells: the judgements by id, as they leave."""
    judged = [values[identifier]["value"] for identifier, found in cells.items() if found.state != HELD]
    counts = {"all": len(cells), "kept": len(cells) - len(judged)}
    counts |= {"failed": judged.count("fail"), "warned": judged.count("warn")}
    texts = {name: str(number) for name, number in counts.items()}
    return Cell(words.words(f"{INSTEAD}#gate", {}, **texts), AGAIN)


def responders(words: Values, identifier: str, released: Callable[[str], Cell | None]) -> Cell:
    """Return the sentence about responders with what can be worked out from printed counts. released: id -> cell."""
    found = RESPONDER_TEXT.fullmatch(identifier)
    if found is None:
        return SENTENCE_HELD
    stem, threshold = f"estimates.{found['analysis']}.responder_{found['threshold']}", found["threshold"]
    parts = {
        name: released(f"{stem}.{place}")
        for name, place in (
            ("exposed", "risk_exposed.wilson.estimate"),
            ("comparator", "risk_comparator.wilson.estimate"),
            ("difference", "risk_difference.newcombe.full"),
        )
    }
    if any(part is None or part.state == HELD for part in parts.values()):
        return SENTENCE_HELD
    texts = {name: part.text for name, part in parts.items() if part is not None}
    in_points = threshold.endswith(IN_POINTS)
    shown = threshold.removesuffix(IN_POINTS)
    text = words.words(f"{INSTEAD}#responders", {"in_points": in_points}, threshold=shown, **texts)
    return Cell(text, AGAIN)


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
