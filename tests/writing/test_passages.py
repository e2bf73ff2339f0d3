"""The words that ship: each passage says something whole in every combination of its facts."""

import re

import pytest

from chart2paper.writing.outcome_words import WORDS
from chart2paper.writing.passage import fill
from chart2paper.writing.passage_declared import available
from chart2paper.writing.study_texts import STUDY_TEXTS
from paper.test_values import typed
from shipped_words import PASSAGES, SHIPPED

# A choice: what it compares are names of the program, such as those of methods (see `passage_syntax._compared`).
CHOICE = re.compile(r"<%.*?%>", re.DOTALL)
# What an empty value or a wrong line end leaves behind.
HOLE = re.compile(r"  |\s(?!:::|:---|\.[a-z]|!\[)[.,;:?!)]|[(“]\s|\(\)|“”|,\.|\.\.")
# A value that follows a whole sentence is one.
END = re.compile(r"([.?!:][”’)*_]*|(?<=[.?!:] )[A-Z]+)$")
# Lines of Markdown that are no sentences: headings, divisions, tables, includes, and what is handed over as Markdown.
NO_SENTENCE = re.compile(r"(#+ |:::|\||: |\{\{<|!\[).*|[A-Z]+( [A-Z]+)*")
# What is said of an effect, in each of its directions.
DIRECTIONS = [
    "effect",
    "plain_effect",
    "conclusion",
    "headline",
    "responders",
    "interaction",
    "percent_change",
]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_passage_reads_well_and_asks_for_nothing_that_is_not_there(name):
    passage = SHIPPED[name]
    assert [*passage.mistakes(passage.declared)] == []
    for block, choice in passage.combinations(passage.declared):
        there = available(passage.declared, choice)
        words = {value: value.upper().replace("_", "") for value in (*WORDS, *there)}
        for lines in (False, True):
            text = fill(passage.frame(block, choice, there, lines), words)
            assert HOLE.search(text) is None, (name, block, choice, text)
        if block not in passage.declared.fragments:
            last = [part.split("\n")[-1] for part in text.split("\n\n") if part]
            open_ended = [line for line in last if not END.search(line) and not NO_SENTENCE.fullmatch(line)]
            assert open_ended == [], (name, block, choice)


# Checklists number their items.
@pytest.mark.parametrize("name", [name for name in SHIPPED if not name.startswith("checklists/")])
def test_no_number_is_typed_into_a_passage(name):
    assert typed(CHOICE.sub("", SHIPPED[name].body)) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_every_value_that_is_handed_over_is_declared_once_and_no_fact_decides_nothing(name):
    passage = SHIPPED[name]
    asked = {fact for block in passage.blocks for fact in passage.facts_of(block, passage.declared)}
    asked |= {fact for only in passage.declared.values.values() for fact in only}
    assert set(passage.declared.facts) == asked
    assert not {*WORDS} & {*passage.declared.facts, *passage.declared.values}


def test_no_passage_calls_a_result_significant_or_bears_the_name_of_a_text_of_a_study():
    assert [name for name, passage in SHIPPED.items() if "significan" in passage.body] == []
    assert [name for name in SHIPPED if f"{name}.md" in STUDY_TEXTS] == []


@pytest.mark.parametrize("name", DIRECTIONS)
def test_every_direction_has_words_of_its_own(name):
    passage, texts = SHIPPED[name], {}
    for block, choice in passage.combinations(passage.declared):
        text = passage.frame(block, choice, available(passage.declared, choice), lines=False)
        texts.setdefault(choice["direction"], set()).add(text)
    assert set(texts) == {"better", "worse", "unclear", "not_estimable"}
    assert len(set().union(*texts.values())) == sum(map(len, texts.values())) and "" not in set().union(
        *texts.values()
    )


@pytest.mark.parametrize("name", [name for name in SHIPPED if {"head", "rows"} <= {*SHIPPED[name].blocks}])
def test_rows_have_as_many_cells_as_the_head_of_their_table(name):
    passage = SHIPPED[name]
    texts = {block: [] for block in passage.blocks}
    for block, choice in passage.combinations(passage.declared):
        there = available(passage.declared, choice)
        texts[block] += passage.frame(block, choice, there, lines=True).split("\n")
    (heads,) = {text.count("|") for text in texts["head"]}
    assert {row.count("|") for row in texts["rows"] if row} == {heads + 2}


def test_no_passage_has_a_problem():
    assert [*PASSAGES.problems()] == []
