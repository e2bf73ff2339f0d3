"""Every cleaning rule in one place, and the page of the documentation that lists them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from chart2paper.catalogue.outcomes import FUNCTION, PAIN
from chart2paper.clean import (
    births,
    dose_range,
    drug_lines,
    drug_reading,
    drugs,
    icd,
    icd_listed,
    icd_spelling,
    measurements,
    order_days,
    others,
    persons,
    visits,
)
from chart2paper.clean.code_lists import SCORE_WORDS
from chart2paper.clean.pain_text import pain_rules
from chart2paper.clean.score_text import not_understood, number_rules, outside
from chart2paper.clean.sig import product
from chart2paper.clean.sig.dose_rules import DOSE_RULES
from chart2paper.reading.dates import AFTER_LOCK, NO_FORMAT, TOO_EARLY, date_rules, ends_after_lock
from chart2paper.reading.listed_words import NOT_LISTED, word_rules
from chart2paper.reading.rules import NOT_UNDERSTOOD, Rule, first_paragraph

EMPTIED = "(empty)"


@dataclass(frozen=True)
class Entry:
    """A rule as the page shows it: an example and what becomes of it."""

    column: str
    name: str
    what: str
    example: str
    gives: str


def entries(column: str, *rules: tuple[Callable[..., Any], str, str]) -> list[Entry]:
    """Return entries for functions, each with an example and what it gives."""
    return [Entry(column, f.__name__, first_paragraph(f), example, gives) for f, example, gives in rules]


def _of_rules(rules: Iterable[Rule]) -> list[Entry]:
    return [Entry(rule.column, rule.name, rule.what, rule.example, rule.gives) for rule in rules]


DATES = _of_rules(date_rules(["%Y-%m-%d", "%m/%d/%Y", "%d-%b-%Y"]))
WORDS = _of_rules(word_rules({"no show": "no_show"}))
NO_WORDS = pd.DataFrame(columns=list(SCORE_WORDS), dtype="string")
SCORES = _of_rules(pain_rules(NO_WORDS))
OTHER_SCORES = _of_rules(
    rule for rule in number_rules(NO_WORDS, FUNCTION) if rule.name not in {e.name for e in SCORES}
)
CODES = entries(
    "condition_source_value",
    (icd.upper_case_code, "g89.4", "G89.4"),
    (icd.missing_dot, "G5601", "G56.01"),
    (icd.lost_leading_zeros, "53.13", "053.13"),
    (icd_spelling.code_in_other_words, "G89.4 - Chronic pain syndrome", "G89.4"),
    (icd_spelling.mark_of_certainty, "M54.5 G", "M54.5"),
    (icd_spelling.several_codes, "M54.5, G89.4", icd_spelling.SEVERAL),
    (icd_listed.lost_trailing_zero, "721.9", "721.90"),
    (icd_listed.two_codes_in_one, "5313", icd_listed.LOST_ZEROS),
    (icd_listed.longer_than_listed, "M79.77", icd_listed.TOO_LONG),
    (icd.code_of_no_system, "M54.5 in 2014", "looks like ICD-10-CM where ICD-9-CM is expected"),
)
DRUGS = [
    *entries(
        "drug_source_value",
        (drug_lines.ingredients_of_line, "Contrave 8-90 mg ER tab", "bupropion+naltrexone"),
        (drug_reading.several_orders_in_one_line, "LDN 4.5mg; gabapentin 300 mg tid", NOT_UNDERSTOOD),
        (drug_reading.order_not_understood, "start LDN when off opioids", NOT_UNDERSTOOD),
        (drug_reading.taken_but_not_ordered, "naltrexone stopped", drug_reading.NOT_ORDERED),
        (drugs.drug_never_taken, "LDN 4.5mg (declined)", drugs.NEVER_ORDERED),
        (others.nothing_named, "", others.NOTHING_NAMED),
    ),
    *entries("route", (drug_lines.route_of_line, "Vivitrol 380 mg IM injection", "injection")),
    *entries("strength_mg", (product.strength_of_product, "5MG/325MG TAB", "5")),
    *[Entry("daily_dose_mg", *rule) for rule in DOSE_RULES],
    *entries("daily_dose_mg", (dose_range.outside_plausible_range, "LDN 50 mg qhs", EMPTIED)),
    *entries(
        "drug_exposure_end_date",
        (order_days.days_supplied, "2016-03-01, 30 days, 1 refill", "2016-04-29"),
        (order_days.one_supply_assumed, "2016-03-01", "2016-03-30"),
        (order_days.stop_before_start, "start 2016-03-01, stop 2016-02-01", EMPTIED),
    ),
    *_of_rules(order_days.COUNT_RULES),
    *entries("order_status", (drugs.order_cancelled, "Cancelled", drugs.CANCELLED)),
]
PERSONS = [
    *_of_rules(births.PARTIAL_RULES),
    *entries(
        "birth_date",
        (births.birth_from_age, "55 at a visit on 2016-03-05", "1960-09-04"),
        (persons.birth_day_not_kept, "1960-01-01 (everybody is born on 1 January)", "1960-07-02"),
        (births.placeholder_birth, "1900-01-01 (lock 2020-12-31)", EMPTIED),
        (births.birth_date_of_many, "1970-01-01 (11 of 200 people)", EMPTIED),
        (births.stated_over_89, "90+ at a visit", EMPTIED),
    ),
    *entries(
        "birth_date",
        (persons.over_89_at_data_lock, "1925-04-01 (lock 2020-12-31)", EMPTIED),
        (persons.older_than_anyone, "1825-04-01 (lock 2020-12-31)", EMPTIED),
        (persons.over_89_by_birth_shift, "1860-04-01 (first visit 2160)", EMPTIED),
        (persons.age_cannot_be_checked, "2080-04-01 (no visit)", EMPTIED),
    ),
]
ROWS = [
    *entries("any date", (visits.before_birth, "visit 1950, born 1960", visits.BEFORE_BIRTH)),
    *entries("last day of a stay or an order", (ends_after_lock, "2021-03-01 (lock 2020-12-31)", EMPTIED)),
    *entries(
        "visit_occurrence",
        (visits.same_visit_twice, "V1 on two days", visits.SAME_VISIT),
        (visits.end_before_start, "2016-03-05 to 2016-03-01", "the first day"),
    ),
    *entries(
        "measurement",
        (measurements.not_the_score, "AcceptablePainGoal", measurements.not_a(PAIN)),
        (measurements.entry_marked_as_error, "1", measurements.MARKED_AS_ERROR),
        (measurements.visit_of_another_person, "P0001 under a visit of P0002", measurements.OTHER_PERSON),
        (
            measurements.charted_on_another_day,
            "2016-03-05 under a visit on 2016-01-10",
            measurements.OTHER_DAY,
        ),
        (measurements.visit_not_held, "under a no-show", measurements.NOT_HELD),
        (measurements.visit_not_on_file, "a visit that was set aside", EMPTIED),
        (measurements.same_reading_twice, "7 at 10:00 under two items", measurements.SAME_READING),
        (measurements.same_entry_twice, "E1 twice on one day", measurements.SAME_ENTRY),
    ),
    *entries("other tables", (others.same_row_twice, "D1 twice on one day", others.SAME_ROW)),
]

SECTIONS = {
    "Dates": (
        DATES,
        f"""Formats are those of the mapping, in its order. A text that fits none is set aside ("{NO_FORMAT}"), and so
is an event before 1900 ("{TOO_EARLY}") or after the data lock date ("{AFTER_LOCK}"). A time without an offset is
taken as written; one with an offset or a Z becomes the clinic's own by the mapping's `time_zone`. Where dates of a
column only fit the other order of day and month, or times have an offset and no `time_zone` is set, the run stops.""",
    ),
    "Words": (
        WORDS,
        f"""Sex, visit status, entry status, order status, stop reason, route and kind of score have closed
vocabularies. Any other word: "{NOT_LISTED}".""",
    ),
    "Pain scores": (
        SCORES,
        f"""Read in lower case with one kind of hyphen. A value below 0 or above 10 is set aside ("{outside(PAIN)}"),
any other text too ("{not_understood(PAIN)}"). Words have the scores of `data/codelists/pain_words.csv`.""",
    ),
    "Scores of other outcomes": (
        OTHER_SCORES,
        f"""Read on the scale of the outcome's record: a number that stands alone, and what the rules here read (the
examples are of function, on 0-100). So `70/100` is 70, and `7/10` is set aside, as is any other text
("{not_understood(FUNCTION)}") and a value beyond the ends ("{outside(FUNCTION)}"). Words have the scores of the study's
own list (`codelists.score_words`), such as `data/codelists/function_words.csv`. Where one in ten scores of a file lies
beyond the ends, or nine in ten are 10 or less on a longer scale, the column seems to be on another scale and the run
stops.""",
    ),
    "Diagnosis codes": (
        CODES,
        "Pain group and mechanism come from `data/codelists/pain_conditions.csv`; the longest pattern "
        "decides.",
    ),
    "Orders": (
        DRUGS,
        """Names come from `data/codelists/drugs.csv`. An order of a drug that is not listed is kept as `not_listed`.
A line is cut into statements at semicolons, commas, dashes, brackets, full stops and words such as and. What a
statement says of a drug (no, stop, continue, declined, allergic to ...) holds for the drugs in it, or for the drug
before it where it names none. Two names are one drug where they have one ingredient (`LDN - naltrexone`), and a
combination product where the list knows it or the line gives its strength so (`a/b 5/325 mg`). What a line names
beside its order, or may name (one letter apart, a part of a longer word), is kept in `may_name`;
`docs/methods/cohort.md` says what that means for comparators. A statement
that holds words that orders do not use beside its drug is prose and not guessed at (`order_not_understood`), nor is a
line with a word such as declined or stopped that no rule has explained.
The daily dose is the highest standing dose that the order allows: the amount at a time, times how often a day
(written, or the drug list's `times_per_day`). Drug line and directions are taken apart word by word: numbers
(`1/2`, `1-2`, `one and a half`), units, times of day, frequencies, steps, maxima. What is dispensed, the next
visit, the reason, warnings, how long it is taken and an earlier dose are read too, so that their numbers are not
taken for a dose. A month is four weeks. If a number is left that no rule reads, or a word that may change the dose
(`except`, `skip`, `extra`, a misspelt `twcie`), or if line, dose column and directions disagree, the dose stays
empty and is logged. So do drops, puffs and international units.""",
    ),
    "Persons": (
        PERSONS,
        """No person is set aside. The log never shows a birth date that was emptied. Where the birth is known to the
year or month only, its middle stands for the day and `birth_within_days` says how far off it may be: the age is then
right to within a year, and a person counts as old enough only from the last day that it may have been.""",
    ),
    "Rows that contradict others": (
        ROWS,
        """Two different scores of one kind at one time are both kept: nobody can tell which is right. Of rows that say
the same twice, the first by day and then by its texts is kept, wherever it stands in the export.""",
    ),
}

_HEAD = """# Cleaning rules

<!-- Written from the rules themselves by src/chart2paper/clean/rule_book.py; do not edit. -->

Every value of the export is read by a named rule. What a rule changed is in `results/clean/cleaning_log.csv` (table,
row, column, raw value, rule, new value); a change of type alone (`7` to 7, `2016-03-05` to that day) is not a change,
nor is the mapping's name for a kind of score. What no rule reads is never guessed:

- A value the row cannot do without (date, score, code, drug, visit status) puts the row in
  `results/clean/quarantine.csv`, with the reason.
- Any other value (sex, birth date, last day, dose, route, stop reason) is left empty, and the log says
  `not_understood`.

`results/clean/row_ledger.csv` shows for each file and table that rows read = rows kept + rows quarantined. When not one
text of a column is understood, the run stops and says which setting to check. How much of each column was read, by
which rule, and which texts were not understood is in `results/data_quality/`; where more than a tenth is lost, the run
stops until the mapping [accepts the loss](mapping.md#what-stops-a-run-and-how-to-let-it-go-on).
"""


def cleaning_page() -> str:
    """Return `docs/cleaning.md`: every rule with what it does, an example and what becomes of it."""
    parts = [_HEAD]
    for title, (rules, note) in SECTIONS.items():
        rows = [
            f"| {e.column} | `{e.name}` | {e.what} | {_code(e.example)} | {_code(e.gives)} |" for e in rules
        ]
        head = "| column | rule | what it does | example | gives |\n|---|---|---|---|---|"
        parts.append("\n".join([f"## {title}\n", note + "\n", head, *rows]) + "\n")
    return "\n".join(parts)


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`" if text else "(blank)"
