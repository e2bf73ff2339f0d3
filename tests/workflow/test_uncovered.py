"""What no test reaches is named with a reason, and the names are those of today's code."""

import pytest

from run_coverage import named, uncovered

CODE = ["def f(x):", "    if x:", "        return 1", "    a = 2", "    return a", "def g():", "    pass"]


def part(run: list[int], missing: list[int], branches: list[list[int]], start: int = 1) -> dict:
    return {
        "executed_lines": run,
        "missing_lines": missing,
        "missing_branches": branches,
        "start_line": start,
    }


@pytest.mark.parametrize(
    ("functions", "place"),
    [
        ({"f": part([2, 3], [4, 5], [[2, 4]])}, ("f", "a = 2", "run")),
        ({"f": part([2, 4, 5], [3], [[2, 3]])}, ("f", "return 1", "run")),
        ({"f": part([2, 3, 4, 5], [], [[2, 4]])}, ("f", "if x:", "followed by: a = 2")),
        ({"f": part([2, 3, 4, 5], [], [[2, -1]])}, ("f", "if x:", "followed by: the end")),
        ({"g": part([], [7], [], start=6)}, ("g", "def g():", "called")),
    ],
)
def test_a_place_that_no_test_reaches_is_one_row(functions, place):
    assert list(uncovered("a.py", {"functions": functions}, CODE)) == [("a.py", *place)]


def test_code_that_tests_reach_is_not_named():
    assert list(uncovered("a.py", {"functions": {"f": part([2, 3, 4, 5], [], [])}}, CODE)) == []


def test_every_place_that_is_named_is_in_the_code_and_has_a_reason(root):
    gone = [
        place
        for place in named()
        if not (root / place[0]).is_file()
        or place[2]
        not in {line.strip() for line in (root / place[0]).read_text(encoding="utf-8").splitlines()}
    ]
    assert gone == [], "delete these rows of tests/uncovered.csv, or run make coverage"
    assert [place for place, why in named().items() if not why] == []
