"""Small counts are withheld, and so many others that nobody can work them out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.problems import Problems
from chart2paper.release.counts import Counts
from chart2paper.release.rounding import rounded
from chart2paper.release.suppress import Decision, raise_if_recoverable, suppress
from release.attacker import ranges, solved

THRESHOLD = 10


def same(_: str) -> float:
    return 1.0


def table(numbers: dict[str, int], **wholes: tuple[str, ...]) -> Counts:
    counts = Counts()
    for name, number in numbers.items():
        counts.add(name, number)
    for total, parts in wholes.items():
        counts.whole(total, parts)
    return counts.checked()


def shown_by(counts: Counts, decision: Decision) -> dict[str, int]:
    return {name: number for name, number in counts.numbers.items() if decision.shows(name)}


def attack(counts: Counts, decision: Decision) -> None:
    """Nothing small is shown, follows, or is bounded to a range as narrow as the threshold."""
    shown = shown_by(counts, decision)
    equations = [(relation.total, relation.parts) for relation in counts.relations]
    small = {name for name, number in counts.numbers.items() if 1 <= number <= THRESHOLD}
    assert not small & shown.keys()
    assert not small & solved(shown, equations).keys()
    narrow = {n: e for n, e in ranges(shown, equations, small).items() if e[1] - e[0] <= THRESHOLD}
    assert narrow == {}


def test_a_table_without_small_counts_stays_whole():
    counts = table({"all": 189, "female": 131, "male": 58}, all=("female", "male"))
    assert suppress(counts, THRESHOLD, same).withheld == {}


def test_a_small_part_takes_a_second_part_with_it():
    counts = table({"all": 125, "female": 87, "male": 37, "other": 1}, all=("female", "male", "other"))
    decision = suppress(counts, THRESHOLD, same)
    assert decision.withheld["other"] == "small"
    assert list(decision.withheld.values()).count("protects another") == 1


def test_the_cheaper_count_is_the_one_that_is_given_up():
    counts = table({"all": 125, "female": 87, "male": 37, "other": 1}, all=("female", "male", "other"))
    dear = {"all": 100.0, "female": 1.0, "male": 5.0}
    assert set(suppress(counts, THRESHOLD, lambda name: dear.get(name, 1.0)).withheld) == {"other", "female"}


def test_two_small_parts_that_together_are_still_small_are_not_enough():
    counts = table({"all": 100, "a": 2, "b": 3, "c": 40, "d": 55}, all=("a", "b", "c", "d"))
    assert len(suppress(counts, THRESHOLD, same).withheld) == 3


def test_people_who_follow_by_difference_are_protected_though_no_table_shows_them():
    """64 matched, 62 with an outcome: two are without one."""
    counts = Counts()
    counts.add("matched", 64)
    counts.add("with outcome", 62)
    counts.part_of("matched", ["with outcome"], "without outcome")
    decision = suppress(counts.checked(), THRESHOLD, lambda name: 9.0 if name == "matched" else 1.0)
    assert decision.withheld == {"with outcome": "protects another"}


def test_protection_reaches_across_tables_that_share_a_count():
    numbers = {"all": 80, "f": 58, "m": 22, "y": 75, "o": 5, "fy": 55, "fo": 3, "my": 20, "mo": 2}
    counts = table(numbers, all=("f", "m"), f=("fy", "fo"), m=("my", "mo"), y=("fy", "my"), o=("fo", "mo"))
    counts.whole("all", ("y", "o"))
    attack(counts, suppress(counts, THRESHOLD, same))


def test_zero_is_shown_when_its_whole_is_and_withheld_when_it_is_not():
    numbers = {"all": 60, "a": 30, "none": 0, "b": 30}
    counts = table(numbers, all=("a", "none", "b"))
    assert suppress(counts, THRESHOLD, same).shows("none")
    few = table({"all": 7, "a": 7, "none": 0}, all=("a", "none"))
    assert suppress(few, THRESHOLD, same).withheld["none"] == "zero of a withheld whole"


def test_a_count_that_an_earlier_release_gave_away_protects_nothing():
    counts = table({"all": 125, "female": 87, "male": 37, "other": 1}, all=("female", "male", "other"))
    decision = suppress(counts, THRESHOLD, same, known=["female", "all"])
    assert set(decision.withheld) == {"other", "male"}
    assert decision.lost == ()


def test_a_count_that_earlier_releases_gave_away_entirely_is_named_as_lost():
    counts = table({"all": 125, "female": 87, "male": 37, "other": 1}, all=("female", "male", "other"))
    assert suppress(counts, THRESHOLD, same, known=["female", "all", "male"]).lost == ("other",)


def test_what_an_earlier_release_withheld_stays_withheld_and_nothing_else_has_to_go():
    counts = table({"all": 125, "female": 87, "male": 37, "other": 1}, all=("female", "male", "other"))
    first = suppress(counts, THRESHOLD, same)
    again = suppress(counts, THRESHOLD, same, withheld=first.withheld, known=shown_by(counts, first))
    assert set(again.withheld) == set(first.withheld)


def test_two_places_that_disagree_about_a_count_stop_the_release():
    counts = Counts()
    counts.add("matched", 64, "flow.csv")
    counts.add("matched", 63, "estimates.csv")
    with pytest.raises(Problems, match="disagree"):
        counts.checked()


def test_a_sum_that_does_not_hold_stops_the_release():
    counts = Counts()
    for name, count in {"all": 5, "a": 2, "b": 2}.items():
        counts.add(name, count)
    counts.whole("all", ("a", "b"))
    with pytest.raises(Problems, match="add up"):
        counts.checked()


def test_the_last_check_finds_a_count_that_is_not_protected():
    counts = table({"all": 125, "female": 87, "male": 37, "other": 1}, all=("female", "male", "other"))
    with pytest.raises(Problems, match="other"):
        raise_if_recoverable(counts, Decision({"other": "small"}, frozenset()), THRESHOLD, ())


number = st.one_of(st.integers(0, 12), st.integers(0, 400))


@st.composite
def crossed(draw):
    """A table of two or three crossed groupings with all its margins, as Table 1 by arm by outcome is."""
    rows, columns, depth = draw(st.integers(1, 4)), draw(st.integers(1, 4)), draw(st.integers(1, 2))
    counts = Counts()
    cells = {(r, c, d): draw(number) for r in range(rows) for c in range(columns) for d in range(depth)}
    chosen = [
        (r, c, d) for r in ("*", *range(rows)) for c in ("*", *range(columns)) for d in ("*", *range(depth))
    ]
    name = "{0[0]}/{0[1]}/{0[2]}".format
    for key in chosen:
        inside = [
            n for cell, n in cells.items() if all(k in ("*", own) for k, own in zip(key, cell, strict=True))
        ]
        counts.add(name(key), sum(inside))
    for key in chosen:
        for axis, size in enumerate((rows, columns, depth)):
            if key[axis] == "*":
                counts.whole(name(key), [name((*key[:axis], at, *key[axis + 1 :])) for at in range(size)])
    return counts.checked()


@st.composite
def funnel(draw):
    """Steps of an attrition ledger by arm, with groups within the last step, as the paper's flow is."""
    counts, left = Counts(), 0
    arms = {arm: draw(number) for arm in ("e", "c")}
    left = sum(counts.numbers[counts.add(f"end/{arm}", n)] for arm, n in arms.items())
    counts.add("left/0", left)
    counts.whole("left/0", ["end/e", "end/c"])
    for step in range(1, draw(st.integers(2, 6))):
        gone = {arm: draw(number) for arm in arms}
        parts = [counts.add(f"gone/{step}/{arm}", n) for arm, n in gone.items()]
        left += sum(gone.values())
        counts.add(f"left/{step}", left)
        counts.whole(f"left/{step}", [f"left/{step - 1}", *parts])
    for arm, n in arms.items():
        inside = draw(st.integers(0, n))
        counts.add(f"responders/{arm}", inside)
        counts.part_of(f"end/{arm}", [f"responders/{arm}"], f"others/{arm}")
    return counts.checked()


@settings(max_examples=60, deadline=None)
@given(st.one_of(crossed(), funnel()))
def test_no_attack_on_any_table_recovers_a_small_count(counts):
    decision = suppress(counts, THRESHOLD, same)
    raise_if_recoverable(counts, decision, THRESHOLD, ())
    attack(counts, decision)


@settings(max_examples=25, deadline=None)
@given(funnel())
def test_releasing_the_same_counts_again_changes_nothing(counts):
    first = suppress(counts, THRESHOLD, same)
    again = suppress(counts, THRESHOLD, same, withheld=first.withheld, known=shown_by(counts, first))
    assert set(again.withheld) == set(first.withheld)
    assert again.lost == ()


@given(st.integers(11, 5000), st.sampled_from([1, 2, 5, 10]))
def test_a_printed_count_is_a_multiple_of_the_base_and_never_looks_small(count, base):
    printed = rounded(count, base, THRESHOLD)
    assert printed % base == 0
    assert printed > THRESHOLD
    assert abs(printed - count) <= max(base / 2, (THRESHOLD // base + 1) * base - (THRESHOLD + 1))


def test_a_small_count_has_no_printed_form():
    assert rounded(0, 5, THRESHOLD) == 0
    with pytest.raises(Problems):
        rounded(7, 5, THRESHOLD)
