"""Whatever a chart, a file's name or a setting holds, the terminal shows it and obeys nothing in it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chart2paper import command_line
from chart2paper.problems import Problem, Problems
from chart2paper.terminal import print_lines, printable

ESCAPES = (
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\x00",
    "\x08",
    "\r",
    "\n",
    "\u202e12",
    "\u2028",
    "\U000e0041",
    "\x7f",
)
any_text = st.one_of(
    st.text(), st.sampled_from(ESCAPES), st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
)


@given(any_text)
def test_a_printed_text_is_one_line_of_signs_that_are_seen(text):
    assert printable(text).isprintable() and len(printable(text)) == len(text)


@pytest.mark.parametrize("sign", ESCAPES)
def test_what_a_terminal_would_obey_is_replaced_and_not_dropped(sign):
    assert printable(f"a{sign}b").startswith("a�")


def test_letters_of_any_language_and_odd_spaces_stay():
    assert printable("é 頭痛 صداع −1.02\u202f%\u00a0\t.") == "é 頭痛 صداع −1.02 %  ."


@given(any_text, any_text, any_text)
def test_a_problem_has_as_many_lines_as_it_would_have_without_the_text(file, what, column):
    report = Problems([Problem(file, what, "do it", 2, column)]).report()
    assert report.count("\n") == 2
    assert all(line.isprintable() for line in report.split("\n"))


def test_a_line_cannot_be_forged(capsys):
    print_lines(["text: 1\n  value: 2"])
    assert capsys.readouterr().out == "text: 1�  value: 2\n"


def test_an_unexpected_error_of_a_command_says_nothing_of_the_cell(monkeypatch, capsys):
    cell = "Ruth Ames"

    def fails(chosen: object) -> None:
        raise ValueError(cell)

    monkeypatch.setattr("chart2paper.audit.trace.run", fails)
    assert command_line.main(["trace", "x"]) == 1
    shown = capsys.readouterr().err
    assert "Ruth Ames" not in shown and "words are withheld" in shown


def test_only_say_prints_what_may_hold_a_text(root: Path):
    """In the library nothing else prints; a script prints counts and paths of its own."""
    prints = re.compile(r"^\s*print\(|sys\.std(?:out|err)\.write", re.MULTILINE)
    found = [path.name for path in (root / "src").rglob("*.py") if prints.search(path.read_text("utf-8"))]
    assert [name for name in found if name != "readme.py"] == ["terminal.py"]
