"""Directions as steps, one after the other, with what holds for the order as a whole."""

from dataclasses import dataclass, field

from chart2paper.clean.sig.amounts import Amount
from chart2paper.clean.sig.events import Unread
from chart2paper.clean.sig.tokens import Token, kinds_of
from chart2paper.clean.sig.totals import Maximum

_DOWN = ("↓", "decreas", "reduc", "lower", "down", "cut", "drop", "dec ", "back")


@dataclass
class Step:
    """Tokens of one step; `direction` up or down where the words say so, `lasts` where an end is stated,
    `single` of one dose only, `follows` where a word such as then begins it."""

    direction: str = ""
    lasts: bool = False
    single: bool = False
    follows: bool = False
    numbered_first: bool = False
    tokens: list[Token] = field(default_factory=list)

    @property
    def has_content(self) -> bool:
        """Whether the step says an amount or a frequency."""
        return any(token.kind in "AFPsE" for token in self.tokens)


@dataclass
class Order:
    """Steps, increments (True where their size or pace is stated), maxima, what is dissolved in how many mL, and the
    totals of the day that the directions state beside the amounts."""

    steps: list[Step]
    increments: list[bool]
    maxima: list[Maximum]
    liquid: tuple[Amount, float] | None = None
    repeats: bool = False
    totals: list[Amount] = field(default_factory=list)


def order_of(tokens: list[Token]) -> Order:
    """Return the steps of the directions: one starts at `then`, and at an amount after a time that a step lasts."""
    order = Order([Step()], [], [])
    for token in tokens:
        if token.kind in "tU":
            _begin(order, token)
        elif token.kind in "ZW1":
            _bound(order, token)
        elif not _noted(order, token, tokens):
            _add(order, token)
    _refuse_leftovers(order.steps)
    order.steps = [step for step in order.steps if step.has_content]
    return order


def _begin(order: Order, token: Token) -> None:
    """`Then` and `increase to` begin a step; `up to 3 tabs` at the start of the directions does not."""
    begun = any(step.has_content for step in order.steps) or order.increments
    if token.kind == "t" or begun:
        order.steps.append(Step(direction=_direction(token), follows=True))


def _bound(order: Order, token: Token) -> None:
    """A time that a step lasts ends it, a numbered step (week 2) may begin one, `once` is one dose only."""
    now = order.steps[-1]
    if token.kind == "W" and now.has_content and now.numbered_first:
        order.steps.append(Step(lasts=True, numbered_first=True, follows=True))
        return
    now.lasts = True
    now.single = now.single or token.kind == "1"
    if token.kind != "1":
        now.numbered_first = token.kind == "W" and not now.has_content


def _noted(order: Order, token: Token, tokens: list[Token]) -> bool:
    """Note what belongs to the order as a whole, and return whether that was so."""
    if token.kind == "I":
        order.increments.append(token.value)
        order.steps.append(Step())
    elif token.kind == "M":
        order.maxima.append(token.value)
    elif token.kind == "Y":
        order.repeats = True
    elif token.kind == "~" and any(other.kind == "A" and other.value.volume for other in tokens):
        order.liquid = token.value
    else:
        return False
    return True


def _add(order: Order, token: Token) -> None:
    now = order.steps[-1]
    if token.kind == "~":  # all of what was dissolved is taken
        token = Token("A", token.value[0])
    if token.kind == "A" and now.lasts and now.has_content and not now.numbered_first:
        order.steps.append(Step(tokens=[token]))
    elif token.kind == "A" and token.value.total and token.value.mg and "A" in kinds_of(now.tokens):
        order.totals.append(token.value)
    else:
        now.tokens.append(token)


def _direction(token: Token) -> str:
    if token.kind == "U":
        return "up"
    if any(word in token.text for word in _DOWN):
        return "down"
    return "up" if token.text.split()[-1:] == ["to"] else ""


def _refuse_leftovers(steps: list[Step]) -> None:
    for step in steps:
        for token in step.tokens:
            if token.kind not in "AFPsE&,.|":
                raise Unread(f"a word that no rule reads ({token.kind})")
