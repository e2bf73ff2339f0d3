"""Words that a release has from charts or from the clinic's disk: which of them may leave, and under what name.

A word of the charts (the name of an adverse effect) may be a note about one person. It leaves only as the label of a
count that is shown, of more people than the threshold, and only where it reads as a plain name. Otherwise its row is
left out before anything else is decided, so that no table, figure, sentence, id or register holds it. Files of the
export are called by their table, never by their name on disk.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from chart2paper.release.control import Control
from chart2paper.release.rules.rule import Row, number_in
from chart2paper.release.sheets import Sheet

LONGEST = 60
# Letters of any script, blanks, and the few signs and digits that names of effects have.
PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ '’\-/(),.+%])*")
# More digits than this are a day, a record number or a telephone number.
MOST_DIGITS = 3
# Somebody's title, a label before somebody's name, initials, a web or mail address.
OF_SOMEBODY = re.compile(
    r"(?i:\b(dr|drs|doctor|prof|professor|mr|mrs|ms|miss|mister|herr|frau|nurse|sister|patient|pt|name|dob|mrn|ssn|phone|tel)"
    r"\b|\b[a-z]\.|www)|\b(Dr|Mr|Mrs|Ms|Prof)[A-Z]"
)
# Two words with capitals may be somebody's name, unless all words of the text have them ("Dry Mouth").
TWO_NAMES = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
NAME_FIRST = re.compile(r"^[A-Z][a-z]+, ?[A-Z][a-z]+$")


def reads_as_a_name(word: str) -> bool:
    """Return whether a word of the charts reads as the name of a thing: one short line of words, without anything
    that points to somebody (a title, four digits or more, two names in a row, an address)."""
    plain = len(word) <= LONGEST and PLAIN.fullmatch(word) is not None and "  " not in word
    few_digits = sum(sign.isdigit() for sign in word) <= MOST_DIGITS
    of_somebody = OF_SOMEBODY.search(word) or NAME_FIRST.match(word)
    two_names = TWO_NAMES.search(word) and any(part[0].islower() for part in word.split())
    return plain and few_digits and not of_somebody and not two_names


def without_rare_words(sheet: Sheet, shown: Callable[[Row, str], bool]) -> Sheet:
    """Return a sheet without the rows whose word of the charts labels no count that is shown.

    `shown` says of a row and a column of counts whether that count, of more people than the threshold, is shown.
    The same sheet is returned where nothing is left out.
    """
    kept = list(range(len(sheet.rows)))
    for column, counted in sheet.rule.chart_words.items():
        kept_words = {
            row[column] for row in sheet.rows if shown(row, counted) and reads_as_a_name(str(row[column]))
        }
        kept = [
            place
            for place in kept
            if not sheet.rule.of_charts(sheet.rows[place]) or sheet.rows[place][column] in kept_words
        ]
    return sheet if len(kept) == len(sheet.rows) else _with_rows(sheet, kept)


def above(threshold: int) -> Callable[[Row, str], bool]:
    """Return a test whether a count is of more people than the threshold: what is not is never shown."""
    return lambda row, column: (number_in(row, column) or 0) > threshold


def shown_by(control: Control, sheet: Sheet) -> Callable[[Row, str], bool]:
    """Return a test whether a count of a sheet, of more people than the threshold, is shown."""

    def shown(row: Row, column: str) -> bool:
        name = sheet.name(row, column)
        many = (number_in(row, column) or 0) > control.threshold
        return many and name is not None and control.count(name).number is not None

    return shown


def decide_with_words(
    sheets: list[Sheet], threshold: int, decide: Callable[[list[Sheet]], Control]
) -> tuple[list[Sheet], Control]:
    """Decide, and leave out words whose counts turned out to be withheld, until every word left labels a shown count.

    Each turn leaves out at least one word, so that it ends.
    """
    sheets = [without_rare_words(sheet, above(threshold)) for sheet in sheets]
    while True:
        control = decide(sheets)
        named = [without_rare_words(sheet, shown_by(control, sheet)) for sheet in sheets]
        if all(after is before for after, before in zip(named, sheets, strict=True)):
            return sheets, control
        sheets = named


def _with_rows(sheet: Sheet, kept: list[int]) -> Sheet:
    gone = frozenset(sheet.places) - {sheet.places[place] for place in kept}
    return replace(
        sheet,
        rows=[sheet.rows[place] for place in kept],
        texts=[sheet.texts[place] for place in kept],
        places=[sheet.places[place] for place in kept],
        left_out=sheet.left_out | gone,
    )
