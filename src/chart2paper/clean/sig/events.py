"""One step of an order: how much at which times, summed over the day."""

from collections.abc import Callable
from dataclasses import dataclass, field

from chart2paper.clean.sig.amounts import Amount
from chart2paper.clean.sig.tokens import Token, kinds_of, rewrite, rule

MgOf = Callable[[Amount | None], float]


class Unread(Exception):
    """The text is not understood; the dose stays empty."""


@dataclass
class Event:
    """An amount (None = not written) with all that says how often it is taken."""

    amount: Amount | None = None
    times: list[Token] = field(default_factory=list)
    slots: list[Token] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    meals: list[str] = field(default_factory=list)
    joiner: str = ""

    @property
    def is_timed(self) -> bool:
        """Whether anything says how often."""
        return bool(self.times or self.slots or self.shares or self.meals)


def _either(tokens: list[Token]) -> list[Token]:
    """Rule: `in the morning or at bedtime` is once."""
    return tokens[:1]


_EVENT_RULES = [rule(r"s(?:\|s)+", _either), rule(r"s[&,.]+(?=s)", lambda t: t[:1] + t[-1:])]


def events_of(tokens: list[Token]) -> list[Event]:
    """Return the events of one step: a new one starts at each amount, or at each time where times come first."""
    tokens = rewrite(tokens, _EVENT_RULES[:1])
    kinds = "".join(kind for kind in kinds_of(tokens) if kind in "AsF")
    times_first = kinds[:1] == "s" and kinds[-1:] == "A" and kinds.count("A") > 1
    events, joiner = [Event()], ""
    for token in tokens:
        if token.kind in "&,.|":
            joiner += token.kind
            continue
        last = events[-1]
        starts = token.kind == ("s" if times_first else "A") and last.amount is not None
        if starts and not (times_first and "&" in joiner and not last.is_timed):
            events.append(Event(joiner=joiner))
        elif "|" in joiner:
            raise Unread("either of two")
        _put(events[-1], token, joiner)
        joiner = ""
    if "|" in joiner:
        raise Unread("either of two")
    return events


def _put(event: Event, token: Token, joiner: str) -> None:
    if token.kind == "A":
        if event.amount is not None:
            raise Unread("two amounts at one time")
        if event.is_timed and ("." in joiner or (token.value.bare and "," in joiner)):
            raise Unread("a number after the frequency, perhaps of what is dispensed")
        event.amount = token.value
    elif token.kind == "F":
        event.times.append(token)
    elif token.kind == "P":
        event.shares.append(token.value)
    elif token.kind == "E":
        event.meals.append(token.value)
    elif token.kind == "s":
        event.slots.append(Token("s", token.value, joiner if event.slots else ""))
    else:
        raise Unread(f"a word that no rule reads ({token.kind})")


def number_of_slots(slots: list[Token]) -> int:
    """Return how many times of day are named; `nightly at bedtime` names one twice, `evening and bedtime` two."""
    found: list[frozenset[str]] = []
    for slot in slots:
        joined = bool(slot.text)
        if slot.value in found:
            if "&" in slot.text:
                raise Unread("one time of day twice")
            continue
        if found and {*found[-1], *slot.value} == {"evening", "night"} and "&" not in slot.text:
            if joined:
                raise Unread("evening, bedtime: one time or two")
            continue
        found.append(slot.value)
    return len(found)


def times_per_day(event: Event) -> float:
    """Return how often a day an event happens, over all days; raises `Unread` where the words contradict."""
    strong = {token.value for token in event.times if token.text != "weak"}
    slots = number_of_slots(event.slots)
    if len(strong) > 1 or (slots and strong and strong != {float(slots)}):
        raise Unread("two frequencies")
    times = strong.pop() if strong else float(slots or 1)
    if event.meals:
        times = _with_meals(event, times)
    if len({round(share, 6) for share in event.shares}) > 1:
        raise Unread("two frequencies")
    return times * (event.shares[0] if event.shares else 1.0)


def _with_meals(event: Event, times: float) -> float:
    """Three a day where only meals are named; with another frequency they say no more than `with food`."""
    if not event.times and not event.slots:
        return 3.0
    if times == 1 or ("each" in event.meals and times != 3):
        raise Unread("meals and another frequency")
    return times


def daily_mg(events: list[Event], mg_of: MgOf) -> float:
    """Return the mg a day of one step: one event, or several that add up over the times of the day."""
    daily = [_event_mg(event, mg_of) for event in events]
    if len(events) == 1:
        return daily[0]
    if any(event.amount is None or not event.is_timed for event in events):
        raise Unread("several amounts, not all with a frequency")
    if all("|" in event.joiner for event in events[1:]):
        return max(daily)
    if any(event.shares or event.meals for event in events):
        raise Unread("amounts that do not add up over a day")
    if not _add_up(events):
        raise Unread("amounts that do not add up over a day")
    return sum(daily)


def _event_mg(event: Event, mg_of: MgOf) -> float:
    times = times_per_day(event)
    if event.amount is not None and event.amount.total:
        if any(token.text != "weak" for token in event.times) or event.slots or event.meals:
            raise Unread("an amount for the day, and a frequency")
        return mg_of(event.amount) * times
    return mg_of(event.amount) * times


def _add_up(events: list[Event]) -> bool:
    """Whether amounts are for different times of the day, so that their sum is the day's dose."""
    named = [slot for event in events for slot in {slot.value for slot in event.slots}]
    if len(named) != len(set(named)) or any(event.amount and event.amount.total for event in events):
        return False
    by_number = [event for event in events if not event.slots]
    if not by_number:
        return True
    if any(token.text == "hours" for event in by_number for token in event.times):
        return False
    strong = all(token.text != "weak" and token.value <= 4 for event in by_number for token in event.times)
    joined = all("&" in event.joiner for event in events[1:])
    # `300 mg bid and 600 mg at bedtime`; with only a comma the second may replace the first.
    return len(by_number) == 1 and events[0] is by_number[0] and (strong or joined) and len(events) == 2
