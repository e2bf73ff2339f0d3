"""How often: every 8 hours, 3 (three) times a day, q4-6h, every other night, Mon/Wed/Fri."""

from chart2paper.clean.sig.numbers import Number
from chart2paper.clean.sig.tokens import Rewrite, Token, drop, first, rule
from chart2paper.clean.sig.vocabulary import DAY, WEEK

# Longer intervals and more doses a day are numbers of something else.
_LONGEST, _MOST_TIMES = 26 * WEEK, 12.0
_WEEK = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_WEAK = "weak"  # once a day, which times of day may spell out


def _times_a_day(times: float) -> Token:
    return Token("F", times, _WEAK if times == 1 else "")


def _every(tokens: list[Token]) -> list[Token] | None:
    """Rule: `every 8 hours`, `q4-6h` (the shorter interval counts), `every 3 days`, `every day`."""
    number = first(tokens, "n")
    if number is not None and number.low <= 0:
        return None
    hours = first(tokens, "h") * (number.low if number else 1.0)
    if not 1 <= hours <= _LONGEST or (number and number.written != "whole"):
        return None
    if hours < DAY:
        return [Token("F", DAY / hours, "hours")]
    return [_times_a_day(1.0)] if hours == DAY else [Token("P", DAY / hours)]


def _every_few_times_of_day(tokens: list[Token]) -> list[Token] | None:
    """Rule: `every other night`, `every 2 nights`; every night is the night."""
    number, times = first(tokens, "n"), first(tokens, "s")
    if number is None or number.low == 1:
        return [Token("s", times)]
    return (
        [Token("P", 1 / number.low), Token("s", times)]
        if number.written == "whole" and 1 < number.low == number.high < 31
        else None
    )


def _counted_times(tokens: list[Token]) -> list[Token] | None:
    """Rule: `3 times`, `2-3 x`, `once or twice`."""
    numbers = [token.value for token in tokens if token.kind in "nX"]
    return [Token("X", Number(numbers[0].low, numbers[-1].high))]


def _times_in_a_period(tokens: list[Token]) -> list[Token] | None:
    """Rule: `3 times a day`, `twice daily`, `3 times a week`, `once every 12 hours`; of a range the higher number."""
    times, number = tokens[0].value.high, first(tokens[1:], "n")
    hours = first(tokens, "h")
    every = any(token.kind == "q" for token in tokens)
    if tokens[0].value.written != "whole" or (number and not every and number.high * hours != DAY):
        return None
    if hours is not None:
        hours *= number.high if number else 1.0
    else:
        hours = DAY / (first(tokens, "F") or first(tokens, "P") or 1.0)
    if (
        not 0 < hours <= _LONGEST
        or not 0 < times * DAY / hours <= _MOST_TIMES
        or (hours < DAY and times != 1)
    ):
        return None
    if hours <= DAY:
        return [_times_a_day(times * DAY / hours)]
    return [Token("P", times * DAY / hours, "times")]


def _on_days(tokens: list[Token]) -> list[Token] | None:
    """Rule: `Mon, Wed and Fri`, `every Monday`: so many of seven days."""
    days: list[str] = []
    for at, token in enumerate(tokens):
        if token.kind == "y":
            through = at > 0 and tokens[at - 1].kind in "-o" and len(token.value) == 1
            days += _days_through(days.pop(), *token.value) if through and days else sorted(token.value)
    return [Token("P", len(days) / 7)] if len(days) == len(set(days)) else None


def _days_through(first_day: str, last_day: str) -> list[str]:
    """Return the days of `Sun-Thu`, ends included."""
    start, end = _WEEK.index(first_day), _WEEK.index(last_day)
    return [_WEEK[(start + day) % 7] for day in range((end - start) % 7 + 1)]


def _single_dose(tokens: list[Token]) -> list[Token] | None:
    """Rule: `x1` is one dose."""
    return [Token("1")] if first(tokens, "n")[:2] == (1, 1) else None


def _other(tokens: list[Token]) -> list[Token] | None:
    """Rule: `every other day`, `every second night`, `every third day`."""
    number = {"other": 2, "second": 2, "third": 3, "alternate": 2}.get(tokens[1].text)
    return [tokens[0], Token("n", Number(number, number))] if number else None


def _meals(tokens: list[Token]) -> list[Token]:
    """Rule: with, before or after each meal."""
    return [Token("E", "each" if any(token.kind == "q" for token in tokens) else "")]


def _meals_and_bedtime(tokens: list[Token]) -> list[Token]:
    """Rule: before meals and at bedtime is four times a day."""
    return [Token("F", 4.0)]


def _shortly_before(tokens: list[Token]) -> list[Token] | None:
    """Rule: `30 minutes before` bedtime or meals."""
    before = tokens[-1].kind == "B" and first(tokens, "n").high * first(tokens, "h") <= 6
    return [] if before else None


def _higher(tokens: list[Token]) -> list[Token] | None:
    """Rule: `bid to tid` and `once or twice a day` allow the higher number."""
    return [max(tokens[0], tokens[-1], key=lambda token: token.value)]


def _days_a_week(tokens: list[Token]) -> list[Token] | None:
    """Rule: `5 days a week`, `2 nights per week`."""
    number, hours = first(tokens, "n"), tokens[-1].value
    days = next(token for token in tokens if token.kind in "hs")
    plural = days.kind == "s" or days.value == DAY
    return [Token("P", number.high * DAY / hours)] if plural and number.high * DAY < hours else None


FREQUENCY_RULES: list[Rewrite] = [
    rule(r"!(?=s)", lambda t: [] if t[0].text in ("about", "approximately", "roughly") else None),
    rule(r"(?:r|x)?n[hs][/a]h", _days_a_week),
    rule(r"q(?=F)", drop),
    rule(r"q!(?=[hsy])", _other),
    rule(r"n-?hB?(?=B?[sE])", _shortly_before),
    rule(r"(?<![n])[jBqrcVo/]*qE|(?:[jBo]|(?<=[FX]))E|E(?=&|s|$|[.,])", _meals),
    rule(r"E[,&/-]*[joB]*q?s(?!&)", lambda t: _meals_and_bedtime(t) if first(t, "s") == {"night"} else None),
    rule(r"qn?s", _every_few_times_of_day),
    rule(r"[jB]+s|/s", lambda tokens: tokens[-1:]),
    rule(r"q?(?:y(?:[,&/|o-]|,&)?)*y", _on_days),
    rule(r"q?y", _on_days),
    rule(r"(?:[nX][|o-])?(?:nx|X)x?(?!n)", _counted_times),
    # x 3 daily, x3/day
    rule(r"xn(?=/h|F)", lambda t: [Token("X", t[1].value)]),
    rule(r"Xx?(?:[a/qj]|qj)?n?h|X[/a]?[FP](?!A)", _times_in_a_period),
    rule(r"X(?=q?n?s)", lambda t: [] if t[0].value.high == 1 else None),
    rule(r"qn?-?h", _every),
    rule(r"xnH?(?!h)", _single_dose),
    rule(r"F[o|U-]F", _higher),
    rule(r"U(?=F)", drop),
]
