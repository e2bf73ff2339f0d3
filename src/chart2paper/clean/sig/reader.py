"""From the tokens of directions to a daily dose of one product."""

import math
from dataclasses import dataclass, replace

from chart2paper.clean.sig.amounts import Amount
from chart2paper.clean.sig.directions import steps_of
from chart2paper.clean.sig.events import Unread, events_of, times_per_day
from chart2paper.clean.sig.milligrams import MOST_UNITS_A_DAY, Measure
from chart2paper.clean.sig.product import Product
from chart2paper.clean.sig.standing import standing_dose
from chart2paper.clean.sig.steps import Order, order_of
from chart2paper.clean.sig.tokens import Token
from chart2paper.clean.sig.totals import Maximum
from chart2paper.clean.sig.vocabulary import DAY


@dataclass(frozen=True)
class Reader:
    """Reads directions for `product`, a combination unless `single`; `usual_times` a day are the drug list's."""

    product: Product
    single: bool
    usual_times: float | None

    def read(self, tokens: list[Token]) -> tuple[float, str]:
        """Return mg a day and the rule that read it; raises `Unread` where anything stays unexplained."""
        directed = any(token.kind == "p" for token in tokens)
        tokens = steps_of([token for token in tokens if token.kind != "p"])
        order = order_of(tokens)
        if directed:
            _refuse_as_directed(tokens, order)
        if self.product.per_hour is not None:
            return self._patch(order, tokens), "patch_rate"
        measure = self._measure(tokens, order.liquid)
        only_maximum = _only_a_maximum(order, tokens)
        if only_maximum and self.usual_times is None:
            return _most_per_day(only_maximum, measure, order, math.inf), "daily_maximum"
        daily, rule = standing_dose(order, measure.mg, self.usual_times)
        if any(not math.isclose(replace(measure).mg(total), daily, rel_tol=0.011) for total in order.totals):
            raise Unread("a total of the day that is not the sum of its doses")
        maxima = [] if order.increments else order.maxima
        most = min([_most_per_day(one, measure, order, daily) for one in maxima], default=daily)
        return (most, "daily_maximum") if most < daily else (daily, rule or measure.used)

    def _patch(self, order: Order, tokens: list[Token]) -> float:
        """A patch gives its rate all day; how often it is changed does not matter."""
        if any(token.kind == "A" and not token.value.units and not token.value.bare for token in tokens):
            raise Unread("an amount of a patch that is no number of patches")
        one_mg = Product(stated=(1.0, 1.0), per_unit=1.0)
        patches, _ = standing_dose(order, Measure(one_mg, single=True).mg, self.usual_times or 1.0)
        events = [event for step in order.steps for event in events_of(step.tokens)]
        times = max([times_per_day(event) for event in events], default=1.0)
        if times > 1 or order.maxima or order.increments or len(order.steps) > 1 or len(events) > 1:
            raise Unread("more than one patch a day")
        return round(patches / times, 9) * (self.product.per_hour or 0.0) * DAY

    def _measure(self, tokens: list[Token], liquid: tuple[Amount, float] | None) -> Measure:
        measure = Measure(self.product, self.single)
        if liquid:
            measure = replace(measure, liquid=measure.mg(liquid[0]) / liquid[1], used="")
        amounts = [token.value for token in tokens if token.kind == "A"]
        units = {amount.mass_unit for amount in amounts if amount.mg and not amount.units}
        if len(units) != 1 or any(amount.units for amount in amounts):
            return measure
        if any(amount.bare for amount in amounts) and not any(token.kind == "I" for token in tokens):
            raise Unread("a number without a unit beside amounts in mg")
        return replace(measure, bare_unit=units.pop())


def _refuse_as_directed(tokens: list[Token], order: Order) -> None:
    """`As directed` points elsewhere, unless amount and frequency are written beside it."""
    if not {"A"} <= {token.kind for token in tokens} or not any(token.kind in "FsPE" for token in tokens):
        raise Unread("as directed")
    if order.increments:
        raise Unread("a titration as directed")


def _only_a_maximum(order: Order, tokens: list[Token]) -> Maximum | None:
    """Return the maximum of a day where an amount, but no frequency, is written; raises `Unread` for repeats without.

    `1 tab at onset, may repeat in 2 hours, max 200 mg/day` allows 200 mg a day.
    """
    often = any(token.kind in "FsPE1" for token in tokens)
    most = order.maxima[0] if len(order.maxima) == 1 and order.maxima[0].a_day else None
    if order.repeats and (often or most is None):
        raise Unread("repeated without a maximum")
    amounts = sum(token.kind == "A" for token in tokens)
    return most if not often and amounts == 1 and len(order.steps) == 1 else None


def _most_per_day(most: Maximum, measure: Measure, order: Order, daily: float) -> float:
    """Return the mg that a stated maximum allows a day."""
    amounts = [token.value for step in order.steps for token in step.tokens if token.kind == "A"]
    at_a_time = max([measure.mg(amount) for amount in amounts], default=0.0) or measure.mg(None)
    if most.times is not None:
        return most.times * at_a_time
    allowed = replace(measure, most_units=MOST_UNITS_A_DAY).mg(most.amount)
    if not most.a_day and allowed < daily and (most.doubtful or math.isclose(allowed, at_a_time)):
        raise Unread("a maximum for a dose or for a day")
    return allowed
