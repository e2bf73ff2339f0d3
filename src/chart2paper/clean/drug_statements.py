"""Statements of a drug line: which of the drugs it names are ordered, were taken, or were never taken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chart2paper.clean.drug_cues import (
    CHANGE,
    CONTINUED,
    HAD,
    NEVER,
    ORDERED,
    TAKEN,
    UNCLEAR,
    WAITS,
    Cue,
    afterwards,
    cues_in,
    is_order_to_end,
    kind_at_end,
)
from chart2paper.clean.drug_doubt import doubtful
from chart2paper.clean.drug_names import Product
from chart2paper.clean.drug_segments import Statement, masked, statements
from chart2paper.clean.drug_vocabulary import unknown_words

_AMOUNT = re.compile(r"[0-9]")
_ENDED = re.compile(r"d/?c'?e?d|stopped|discontinued|held|failed|declin|refus")
_WEAK = (ORDERED, CONTINUED, TAKEN)
_BESIDES = re.compile(r"with|w/|along|in addition|on top|co-?admin|combined|together|adjunct|well as")
_OF_THE_PAST = re.compile(r"history|h/o|hx|prior|prev|past|allerg|abus|misus|overdos|reaction")


@dataclass(frozen=True)
class Standing:
    """A product and what the text says of it. `start` and `end` are those of its statement."""

    product: Product
    kind: str | None
    start: int
    end: int
    amount: bool


def standings(text: str, products: list[Product]) -> list[Standing]:
    """Return every product of a tidy text with what is said of it: a kind of `drug_cues`, None where nothing is.

    The text is cut into statements at `;`, ` - `, commas, brackets, bars, `and` and full stops. A cue (no, stop,
    continue, declined ...) speaks of the drugs of its own statement; one that stands alone speaks of the drug
    before it, or of all that follow where it comes first or has a colon.
    """
    hidden = masked(text, products)
    found: list[Standing] = []
    governing: str | None = None
    heading: str | None = None
    waiting, chain = False, 0
    for segment in statements(hidden):
        waiting = waiting and segment.soft
        inside = [p for p in products if segment.start <= p.start < segment.end]
        if not inside:
            stated = afterwards(segment.text) or (UNCLEAR if doubtful(segment.text) else None)
            if stated and found:
                found = _stated_of_last(_listed_with(found, chain, len(found) - 1), stated, segment)
            elif stated:
                heading = stated
            elif _puts_off(segment.text) or _waits(segment.text):
                found = _unclear_if_ordered(found)
            waiting = waiting or any(cue.waits for cue in cues_in(segment.text))
            continue
        chain = chain if segment.soft else len(found)
        before = _carried(governing if segment.soft else None, segment, hidden, found)
        new = list(_in_statement(segment, hidden, inside, heading or before, waiting))
        cues = segment.cues
        colon = [
            cue.kind for cue in cues if re.match(r"\s*(?:to |meds?|medications?)?\s*:", hidden[cue.end :])
        ]
        heading = (colon[-1] if colon else None) if cues else heading
        waiting = waiting or any(cue.waits for cue in cues)
        if _puts_off(segment.text) or (
            _waits(segment.text) and all(s.kind in (HAD, NEVER, TAKEN) for s in new)
        ):
            found = _unclear_if_ordered(found)
        governing = new[-1].kind
        found += new
        if governing in (NEVER, HAD, UNCLEAR) and not any(cue.start < inside[-1].start for cue in cues):
            found = _listed_with(found, chain, len(found) - 1)
    return _in_doubt(found) if _is_prose(hidden) else found


def _listed_with(found: list[Standing], first: int, end: int) -> list[Standing]:
    """Leave open the bare names of a list whose last drug is taken back: "gabapentin and pregabalin failed"."""
    listed = found[first:end]
    return [
        *found[:first],
        *(s if s.kind or s.amount else replace(s, kind=UNCLEAR) for s in listed),
        *found[end:],
    ]


def _is_prose(hidden: str) -> bool:
    """True for a line without a number that holds words that orders do not use: nobody can say whether it is one."""
    return not _AMOUNT.search(hidden) and bool(unknown_words(hidden, cues_in(hidden)))


def _in_doubt(found: list[Standing]) -> list[Standing]:
    return [replace(s, kind=UNCLEAR) if s.kind in (ORDERED, CONTINUED, None) else s for s in found]


def _in_statement(
    segment: Statement, hidden: str, products: list[Product], kind: str | None, waiting: bool
) -> Iterator[Standing]:
    """Give the products of one statement with what governs each; `kind` is what governs before its first cue."""
    last = products[-1]
    doubt = _holds_doubt(segment, last)
    cues = [cue for cue in segment.cues if cue.start < last.start]
    events: list[Cue | Product] = sorted([*cues, *products], key=lambda event: event.start)
    own, first, start, since = False, None, segment.start, True
    for event, following in zip(events, [*events[1:], None], strict=True):
        if isinstance(event, Cue):
            kind, first = _next_kind(event, kind if own else None, first, since), first or event.kind
            start, own, since = (event.start if since and own else start), True, False
            waiting = waiting or event.waits
            continue
        since = True
        stated, end = kind, segment.end if event is last else event.end
        if isinstance(following, Cue):
            end = following.start
            stated = _before_cue(kind, own, following, hidden[event.end : end])
        if event is last:
            stated = _at_end(stated, hidden[event.end - 1 : segment.end])
        if stated in (ORDERED, None) and (
            waiting or doubt or (isinstance(following, Cue) and following.waits)
        ):
            stated = UNCLEAR
        yield Standing(event, stated, start, end, bool(_AMOUNT.search(hidden[event.end : end])))
        start = end


def _holds_doubt(segment: Statement, last: Product) -> bool:
    """True where a word of the statement is explained by no cue, and is none that orders use."""
    cues = cues_in(segment.text)
    return doubtful(segment.text[: last.start - segment.start], cues) or bool(
        unknown_words(segment.text, cues)
    )


def _before_cue(kind: str | None, own: bool, following: Cue, gap: str) -> str | None:
    """Return what governs a drug that a cue and another drug follow in its statement."""
    if following.kind == ORDERED and CHANGE.match(following.text) and kind in (*_WEAK, None):
        return HAD  # "X changed to Y"
    if _ENDED.match(following.text):
        return kind if own else UNCLEAR  # "X stopped Y started": which of them was stopped?
    # Only "with" between two drugs that are no combination of the list: it may be another one.
    return UNCLEAR if not gap.strip() and following.text in ("with", "w/") else kind


def _puts_off(statement: str) -> bool:
    """True for a statement that puts off the order before it: "to begin after tramadol", "start when off opioids"."""
    verb = re.match(
        r"\s*(?:(?:not|don't|do not|to|can|may|ok to|will|only) )*(?:start|begin|initiate|take|give)",
        statement,
    )
    return bool(verb and any(cue.waits for cue in cues_in(statement)))


def _waits(statement: str) -> bool:
    """True for a statement that begins with a condition: "when off opioids"."""
    return bool(WAITS.match(statement.strip()))


def _next_kind(cue: Cue, kind: str | None, first: str | None, since: bool) -> str:
    """Return what governs after a cue; a verb right after another cue belongs to it ("discussed starting")."""
    if cue.kind in _WEAK and cue.text.endswith("ing") and first in (NEVER, UNCLEAR):
        return str(first)
    if since or kind is None:
        return cue.kind
    if cue.kind in _WEAK:
        return cue.kind if kind in _WEAK and (cue.kind != TAKEN or _BESIDES.match(cue.text)) else kind
    if kind == NEVER and (cue.kind == UNCLEAR or _OF_THE_PAST.match(cue.text)):
        return NEVER
    return cue.kind


def _carried(inherited: str | None, segment: Statement, hidden: str, before: list[Standing]) -> str | None:
    """Return what the statement before says of a drug that follows it after a comma or a word such as and.

    With an amount of its own the drug is an order of its own after a comma ("stop X, LDN 4.5 mg"), unless the one
    before has an amount too, or a word joins them: then nobody can tell.
    """
    if inherited is None or inherited == ORDERED or not before:
        return inherited
    joint = hidden[before[-1].end : segment.start].strip()
    if not _AMOUNT.search(segment.text) or joint in ("or", "/") or inherited in (CONTINUED, TAKEN):
        return inherited
    return None if joint == "," and not before[-1].amount else UNCLEAR


def _at_end(kind: str | None, rest: str) -> str | None:
    """Return what governs a drug, given the rest of its statement."""
    stated = kind_at_end(rest)
    if stated and kind in (*_WEAK, None):
        return stated
    waits = WAITS.search(rest) or doubtful(rest)
    return UNCLEAR if waits and kind in (ORDERED, CONTINUED, None) else kind


def _stated_of_last(found: list[Standing], stated: str, segment: Statement) -> list[Standing]:
    """Apply a statement that stands alone to the drug before it."""
    if stated == HAD and segment.soft and is_order_to_end(segment.text):
        stated = UNCLEAR
    last = found[-1]
    return [*found[:-1], replace(last, kind=stated) if last.kind in (*_WEAK, None) else last]


def _unclear_if_ordered(found: list[Standing]) -> list[Standing]:
    return [*found[:-1], *_in_doubt(found[-1:])]


def statement_of_order(text: str) -> str | None:
    """Return what directions say of the order they stand beside (NEVER, HAD ...) in a statement of its own."""
    kinds = (
        afterwards(part.text) for part in statements(text) if not (part.soft and is_order_to_end(part.text))
    )
    return next((kind for kind in kinds if kind), None)
