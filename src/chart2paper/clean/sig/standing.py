"""Which of the steps of an order is its standing dose."""

from chart2paper.clean.sig.events import Event, MgOf, Unread, daily_mg, events_of, times_per_day
from chart2paper.clean.sig.steps import Order, Step
from chart2paper.clean.sig.tokens import Token


def standing_dose(order: Order, mg_of: MgOf, usual_times: float | None) -> tuple[float, str]:
    """Return the standing dose in mg a day, and the rule that found it; raises `Unread`."""
    goals = [most.amount for most in order.maxima if most.amount and most.a_day]
    if order.increments and goals and not order.steps:
        return mg_of(goals[0]), "titration_goal"
    steps = [events_of(step.tokens) for step in order.steps] or [[Event()]]
    _refuse_bare(order.steps, steps)
    _refuse_parallel(order.steps, steps)
    _inherit(steps, usual_times)
    daily = [daily_mg(events, mg_of) for events in steps]
    if any(step.single for step in order.steps[-1:]) or (not order.steps and usual_times is None):
        raise Unread("a single dose")
    if order.increments:
        return _goal(order, steps, daily, mg_of)
    return _of_steps(order.steps, daily), _rule(order, steps)


def _rule(order: Order, steps: list[list[Event]]) -> str:
    """Return the rule of steps or uneven doses, empty where one amount at one frequency was read."""
    if len(steps) > 1 or any(step.direction for step in order.steps[:1]):
        return "titration_goal"
    return "uneven_doses" if len(steps[0]) > 1 else ""


def _refuse_bare(steps: list[Step], read: list[list[Event]]) -> None:
    """A number with neither unit nor frequency is an amount only where its step is said to follow or to last."""
    for step, events in zip(steps, read, strict=False):
        amount = events[0].amount
        bare = amount is not None and amount.bare is not None and not amount.total
        if bare and not events[0].is_timed and not (step.follows or step.lasts):
            raise Unread("a number without a unit or a frequency")


def _refuse_parallel(steps: list[Step], read: list[list[Event]]) -> None:
    """`1 cap qam x 7 days, 2 caps qhs` may be two steps or two parts of a day."""
    for at in range(1, len(steps)):
        before, now = ({slot.value for event in read[i] for slot in event.slots} for i in (at - 1, at))
        joined = any(token.kind == "&" for token in steps[at - 1].tokens[-1:])
        numbered = steps[at].lasts and steps[at - 1].lasts
        # 1 tab bid x 7 days, 7 tabs: perhaps what is dispensed.
        loose = at == 1 and not steps[at].lasts and not any(event.is_timed for event in read[at])
        if not steps[at].follows and (loose or joined or (before and now and before != now and not numbered)):
            raise Unread("steps, or parts of a day")


def _inherit(steps: list[list[Event]], usual_times: float | None) -> None:
    """A step without a frequency or an amount has that of the step before it, the first ones that of the next."""
    for order in (range(len(steps)), reversed(range(len(steps)))):
        before: Event | None = None
        for at in order:
            if len(steps[at]) == 1:
                _fill(steps[at][0], before)
            before = steps[at][0] if len(steps[at]) == 1 else None
    for events in steps:
        if len(events) == 1 and not events[0].is_timed and not (events[0].amount and events[0].amount.total):
            if usual_times is None:
                raise Unread("no frequency")
            events[0].times = [Token("F", usual_times)]


def _fill(event: Event, other: Event | None) -> None:
    if other is None:
        return
    if not event.is_timed and not (event.amount and event.amount.total):
        event.times, event.slots, event.shares, event.meals = (
            other.times,
            other.slots,
            other.shares,
            other.meals,
        )
    if event.amount is None:
        event.amount = other.amount


def _of_steps(steps: list[Step], daily: list[float]) -> float:
    """The last step, where doses rise, or fall by the words or to a step without an end; else nobody can tell."""
    if daily == sorted(daily):
        return daily[-1]
    falls = daily == sorted(daily, reverse=True)
    loaded = all(step.single for step in steps[:-1])
    ended = all(step.lasts for step in steps[:-1]) and (loaded or not steps[-1].lasts)
    if steps[-1].direction == "down" or (falls and ended and steps[-1].follows):
        return daily[-1]
    raise Unread("steps up and down")


def _goal(order: Order, steps: list[list[Event]], daily: list[float], mg_of: MgOf) -> tuple[float, str]:
    """The goal of increments: the last step, or the maximum; increments without a goal have no highest dose."""
    goals = [step for step in order.steps if step.direction]
    maxima = [most for most in order.maxima if most.amount]
    if maxima:
        times = times_per_day(steps[0][0])
        if times > 1 and not maxima[0].a_day:
            raise Unread("a goal for a dose or for a day")
        return mg_of(maxima[0].amount) * (1.0 if maxima[0].a_day else times), "titration_goal"
    if goals:
        inherited = times_per_day(steps[-1][0]) > 1 and not any(t.kind in "FPsE" for t in goals[-1].tokens)
        if inherited and not (steps[-1][0].amount and steps[-1][0].amount.total):
            raise Unread("a goal for a dose or for a day")
        return _of_steps(order.steps, daily), "titration_goal"
    if any(order.increments):
        raise Unread("increments without a goal")
    return _of_steps(order.steps, daily), "start_of_titration"
