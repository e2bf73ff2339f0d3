"""What a passage may hold, how its words are chosen, and how a study lays its own over those that ship."""

import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.problems import Problems
from chart2paper.writing.passage import Passage
from chart2paper.writing.passages import Passages, misnamed, passages_in
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values

FRONT = """---
facts:
  direction: [better, worse, not_estimable]
  small: [true, false]
values:
  drug:
  estimate: {direction: [better, worse]}
  reason: {direction: [not_estimable]}
fragments: [head]
---
"""
SHIPPED = (
    FRONT
    + """<% block effect %>
<# What was found. #>
<% if direction == "not_estimable" %>
The effect of << drug >> is << reason >>.
<% else %>
Pain was <% if direction == "better" %>lower<% else %>higher<% endif %>
with << drug >>: << estimate >> points.
<% endif %>
<% if small %>
This is a small study.
<% endif %>
<% endblock %>
<% block head %>with << drug >><% endblock %>
"""
)


def passages(own: str | None = None, shipped: str = SHIPPED) -> Passages:
    mine = {} if own is None else {"effect": Passage("texts/effect.md", own)}
    return Passages({"effect": Passage("reports/text/effect.md", shipped)}, mine, outcome=PAIN)


def values(words: Passages) -> Values:
    made = Values(words)
    made.add("study.short", None, "LDN", file="protocol", column="exposure")
    made.add("e.estimate", -0.5, "−0.5", file="estimates.csv", row=2, column="estimate")
    made.add("e.reason", None, "not estimable: nobody", file="estimates.csv", row=2, column="status")
    return made


def told(words: Passages) -> str:
    return "\n".join(map(str, words.problems()))


BETTER = {"direction": "better", "small": False}


def test_facts_choose_the_words_and_lines_of_a_paragraph_are_one():
    made = values(passages())
    made.sentence("s", "effect#effect", BETTER, drug="study.short", estimate="e.estimate")
    assert made.text("s") == "Pain was lower with LDN: −0.5 points."
    worse = {"direction": "worse", "small": True}
    made.sentence("t", "effect#effect", worse, drug="study.short", estimate="e.estimate")
    assert made.text("t") == "Pain was higher with LDN: −0.5 points. This is a small study."


def test_a_sentence_keeps_where_each_of_its_values_comes_from():
    made = values(passages())
    made.sentence("s", "effect#effect", BETTER, drug="study.short", estimate="e.estimate")
    assert made.get("s").template == "Pain was lower with {study.short}: {e.estimate} points."
    assert made.get("s").sources == ("study.short", "e.estimate")
    assert made.get("s").rule == "chosen from the results"


def test_what_a_sentence_was_chosen_by_is_a_source_even_where_it_is_not_printed():
    made = values(passages())
    made.sentence("h", "effect#head", drug="study.short", reason="e.reason")
    assert made.text("h") == "with LDN"
    assert made.get("h").sources == ("study.short", "e.reason")


def test_markdown_shows_values_and_keeps_paragraphs_and_what_is_markdown_already():
    source = "---\nvalues: [n, table]\n---\n## Results\n\n<< n >> people\nwere seen.\n\n<< table >>\n"
    made = Values(Passages({"section": Passage("section.md", source)}, outcome=PAIN))
    made.add("people.n", 3, "3", file="f", row=2, column="n")
    shown = made.markdown("section", {}, {"table": "| a |\n| b |"}, n="people.n")
    assert shown == "## Results\n\n{{< var people.n >}} people were seen.\n\n| a |\n| b |"


TABLE = """---
values: [drug]
fragments: [head]
---
<% block head %>Step | Content<% endblock %>
<% block rows %>
| Reading | The export of << drug >> is read
and never changed. |

| Cleaning | Every value is logged. |
<% endblock %>
<% block note %>
A note
in two lines.
<% endblock %>
"""


def test_a_row_of_a_table_may_be_wrapped_and_ends_with_a_bar():
    values = Values(passages(shipped=TABLE))
    drug = values.add("study.drug", None, "LDN", file="protocol")
    words = table_words(values, "effect", drug=drug)
    assert words.head == ["Step", "Content"]
    assert words.rows == [
        ["Reading", "The export of {{< var study.drug >}} is read and never changed."],
        ["Cleaning", "Every value is logged."],
    ]
    assert (words.caption, words.note) == ("", "A note in two lines.")


def test_words_of_a_value_choose_nothing_and_are_no_template():
    made = values(passages())
    made.add("name", None, "<< reason >> <% if small %>", file="f", row=2, column="name")
    made.sentence("h", "effect#head", drug="name")
    assert made.text("h") == "with << reason >> <% if small %>"


@pytest.mark.parametrize(
    ("choice", "names", "wrong"),
    [
        ({"direction": "bettr", "small": False}, {}, "direction is bettr"),
        ({"direction": "better"}, {}, "small is not given"),
        (BETTER | {"far": True}, {}, "far is True"),
        (BETTER, {"drugs": "study.short"}, "there is no drugs"),
    ],
)
def test_the_program_hands_over_what_a_passage_declares_and_nothing_else(choice, names, wrong):
    with pytest.raises(ValueError, match=wrong):
        values(passages()).sentence("s", "effect#effect", choice, **names)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("<< estimate + 1 >>.", "add is not allowed"),
        ("<< estimate - 1 >>.", "sub is not allowed"),
        ("<< estimate * 2 >>.", "mul is not allowed"),
        ("<< estimate / 2 >>.", "div is not allowed"),
        ("<< -estimate >>.", "neg is not allowed"),
        ("<< estimate | round >>.", "filter is not allowed"),
        ("<< estimate.real >>.", "getattr is not allowed"),
        ("<< 'three' >>.", "const is not allowed"),
        ("<< direction >>.", "is a fact, which chooses and is not printed"),
        ("<% set n = 1 %>", "assign is not allowed"),
        ("<% for x in direction %>a<% endfor %>", "for is not allowed"),
        ("<% include 'other' %>", "include is not allowed"),
        ("<% if estimate %>a<% endif %>", 'there is no fact "estimate"'),
        ("<% if direction|length %>a<% endif %>", "filter is not allowed in a choice"),
        ("<% if direction == drug %>a<% endif %>", "facts are compared with words alone"),
        ("<% if direction < 'c' %>a<% endif %>", "facts are compared with words alone"),
    ],
)
def test_nothing_is_computed_in_a_passage(words, wrong):
    assert wrong in told(passages(shipped=f"{FRONT}{words}\n"))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("<< durg >>.", 'there is no value "durg". Did you mean "drug"?'),
        ('<% if direction == "beter" %>a<% endif %>', 'the fact is never "beter". Did you mean "better"?'),
        ("<% if smal %>a<% endif %>", 'there is no fact "smal". Did you mean "small"?'),
        ("<< drug", "the template cannot be read"),
        ("<% if small %>a", "the template cannot be read"),
        ("<< reason >>.", "where direction is better"),
    ],
)
def test_a_slip_in_a_study_s_own_passage_is_told_with_file_and_row(line, wrong):
    own = f"<% block effect %>\n{line}\n<% endblock %><% block head %>mit << drug >><% endblock %>"
    assert told(passages(own)).startswith("texts/effect.md, row ")
    assert wrong in told(passages(own))


def test_a_value_that_is_not_there_after_all_is_told_with_the_file_that_prints_it():
    own = "<% block effect %><< drug >>.<% endblock %><% block head %>with << drug >><% endblock %>"
    with pytest.raises(Problems, match="'drug' is undefined where direction is better"):
        values(passages(own)).sentence("s", "effect#effect", BETTER)


def test_all_slips_are_told_at_once():
    own = "<% block effect %>\n<< a >>\n<< b >>\n<% endblock %>"
    assert [(p.row, p.what) for p in passages(own).problems()] == [
        (2, 'there is no value "a".'),
        (3, 'there is no value "b".'),
    ]
    with pytest.raises(Problems, match="2 problems"):
        values(passages(own)).sentence("s", "effect#head", drug="study.short")


def test_a_missing_part_of_a_study_s_own_passage_is_told():
    assert 'the part "head" is missing' in told(passages("<% block effect %>Weniger.<% endblock %>"))


def test_text_outside_of_the_parts_is_told():
    assert "row 11: text stands outside" in told(
        passages(shipped=f"{FRONT}Lost.\n<% block head %>a<% endblock %>")
    )


def test_a_study_s_own_passage_is_printed_in_place_of_the_one_that_ships():
    own = "<% block effect %>Schmerz: << estimate >>.<% endblock %>\n<% block head %>mit << drug >><% endblock %>"
    own = own.replace("<< estimate >>", '<% if direction != "not_estimable" %><< estimate >><% endif %>')
    made = values(passages(own))
    made.sentence("s", "effect#effect", BETTER, drug="study.short", estimate="e.estimate")
    assert made.get("s").template == "Schmerz: {e.estimate}."


def test_a_study_s_own_passage_may_repeat_what_the_shipped_one_declares_but_not_change_it():
    assert told(passages(SHIPPED)) == ""
    changed = SHIPPED.replace("small: [true, false]", "small: [true]")
    assert "the lines at the top are not those of the shipped passage" in told(passages(changed))


@pytest.mark.parametrize("front", ["facts: [a]", "facts: {", "fact: {a: [b]}"])
def test_lines_at_the_top_that_cannot_be_read_are_told(front):
    assert "the lines at the top cannot be read" in told(passages(shipped=f"---\n{front}\n---\nText.\n"))


def test_a_passage_that_replaces_none_is_told():
    own = {"efect": Passage("texts/efect.md", "Text.")}
    assert 'there is no passage "efect". Did you mean "effect"?' in str(next(misnamed(own, ["effect"])))


def test_names_are_paths_below_the_folder(tmp_path):
    (tmp_path / "supplement").mkdir()
    (tmp_path / "supplement/harms.md").write_text("Text.\n", encoding="utf-8")
    (tmp_path / "notes.bib").write_text("", encoding="utf-8")
    assert [*passages_in(tmp_path, [*tmp_path.rglob("*.*")])] == ["supplement/harms"]
