"""The status of a row of results: what is read from it is what it was made of."""

import pytest

from chart2paper.status import OK, is_ok, not_estimable, noted, notes, ok, reason


@pytest.mark.parametrize("given", [(), ("rough",), ("rough: 3 sets", "by a fallback")])
def test_notes_of_an_estimate_are_read_back(given):
    status = ok(given)
    assert is_ok(status)
    assert (notes(status), noted(status)) == (given, "; ".join(given))


def test_an_estimate_without_notes_is_ok():
    assert ok() == OK == "ok"


def test_the_reason_is_read_back_and_is_no_note():
    status = not_estimable("no responders among comparators: 0; 0")
    assert not is_ok(status)
    assert (reason(status), notes(status)) == ("no responders among comparators: 0; 0", ())


@pytest.mark.parametrize("text", ["withheld", "okay then", ""])
def test_a_text_that_no_estimator_writes_is_not_ok_and_a_reason_as_it_is(text):
    assert not is_ok(text)
    assert reason(text) == text
