"""The register of answers: the same again spends nothing, more than the budget is refused, a lost one stops."""

import json
import stat
import zipfile
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import count

import pytest

from chart2paper.problems import Problems
from chart2paper.protocol.load import study_from
from chart2paper.release.private.budget import (
    Request,
    answer,
    read_answers,
    register_of_answers,
    spent,
)
from chart2paper.release.private.known import refuse_unknown_answers
from chart2paper.release.private.request import request_from, request_of
from chart2paper.yaml_file import read_yaml

ON = {
    "tables": {"value": ["sex", "scores"], "basis": "assumed"},
    "epsilon": {"value": 1, "basis": "assumed"},
    "budget": {"value": 3, "basis": "assumed"},
    "answers": {"value": 1, "basis": "assumed"},
}


def asking(question="q", epsilon="1", budget="2.5", study="s"):
    return Request(study, question, Fraction(epsilon), Fraction(budget))


def drawing():
    """A draw that says how often it was asked for."""
    numbers = count(1)
    return lambda: {"sex": [{"noisy": [next(numbers)]}]}


@pytest.fixture
def register(tmp_path):
    return register_of_answers(tmp_path / "linkage" / "clinic.csv")


def test_the_same_question_gets_the_same_answers_and_spends_once(register):
    draw = drawing()
    first, again = (answer(register, asking(), draw) for _ in range(2))
    assert first == again
    assert spent(read_answers(register)) == 1


def test_changed_records_get_the_same_answers_until_another_set_is_asked_for(register):
    """New noise would tell that the records changed, and that may be one person."""
    before = answer(register, asking(), lambda: {"sex": "of the records before"})
    after = answer(register, asking(), lambda: {"sex": "of the records after"})
    assert after["tables"] == before["tables"]
    assert answer(register, asking("answers 2"), lambda: {"sex": "new"})["tables"] == {"sex": "new"}


def test_what_would_spend_more_than_the_budget_is_refused_and_nothing_is_drawn(register):
    draw = drawing()
    answer(register, asking("one"), draw)
    answer(register, asking("two"), draw)
    kept = register.read_bytes()
    with pytest.raises(Problems) as told:
        answer(register, asking("three"), lambda: pytest.fail("drawn"))
    assert "2 of the budget of 2.5 is spent" in told.value.report()
    assert register.read_bytes() == kept
    assert answer(register, asking("two"), draw)["question"] == "two"


def test_the_budget_is_that_of_the_clinic_whichever_study_spends_it(register):
    answer(register, asking(study="one"), drawing())
    answer(register, asking(study="two"), drawing())
    with pytest.raises(Problems):
        answer(register, asking(study="three"), drawing())


def test_tenths_add_up_to_the_budget_and_not_beyond(register):
    """0.1 + 0.2 is more than 0.3 in binary fractions; here it is 0.3."""
    for place, epsilon in enumerate(("0.1", "0.2")):
        answer(register, asking(str(place), epsilon, "0.3"), drawing())
    with pytest.raises(Problems):
        answer(register, asking("more", "0.0000001", "0.3"), drawing())


def test_answers_are_kept_before_anybody_sees_them_and_a_draw_that_fails_spends_nothing(register):
    with pytest.raises(ZeroDivisionError):
        answer(register, asking(), lambda: 1 // 0)
    assert read_answers(register) == []
    entry = answer(register, asking(), drawing())
    assert read_answers(register) == [entry]


def test_two_at_once_draw_one_set(register):
    draw = drawing()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: answer(register, asking(), draw)["id"], range(8)))
    assert len(set(found)) == 1
    assert len(read_answers(register)) == 1


def test_the_register_is_open_to_its_owner_alone_and_holds_no_exact_number(register):
    answer(register, asking(), drawing())
    assert stat.S_IMODE(register.stat().st_mode) == 0o600
    assert stat.S_IMODE(register.parent.stat().st_mode) == 0o700
    assert "exact" not in register.read_text()


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"answers": [{}]}', '{"answers": [{"id": "a", "epsilon": "x"}]}']
)
def test_a_damaged_register_stops_and_is_left_as_it_is(register, content):
    register.parent.mkdir(parents=True)
    register.write_text(content)
    with pytest.raises(Problems, match="register of noisy answers cannot be read"):
        answer(register, asking(), drawing())
    assert register.read_text() == content


@pytest.mark.parametrize("spoilt", ["0", "-1", "1/0"])
def test_an_entry_that_would_give_budget_back_is_damage(register, spoilt):
    answer(register, asking(), drawing())
    register.write_text(register.read_text().replace('"epsilon": "1"', f'"epsilon": "{spoilt}"'))
    with pytest.raises(Problems):
        read_answers(register)


def test_answers_that_are_out_and_not_in_the_register_stop_a_release(register, tmp_path):
    draft, zipped = tmp_path / "answers.json", tmp_path / "release.zip"
    entry = answer(register, asking(), drawing())
    draft.write_text(json.dumps(entry))
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("release/privacy.json", json.dumps({"id": entry["id"]}))
    assert refuse_unknown_answers(str(register), str(draft), str(zipped)) == ""
    register.unlink()
    with pytest.raises(Problems) as told:
        refuse_unknown_answers(str(register), str(draft), str(zipped))
    assert len(told.value.problems) == 2
    draft.write_text("{")
    with pytest.raises(Problems):
        refuse_unknown_answers(str(register), str(draft), str(tmp_path / "none.zip"))


def test_a_release_without_noise_has_no_answers_to_know(register, tmp_path):
    zipped = tmp_path / "release.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("release/README.md", "x")
    assert refuse_unknown_answers(str(register), str(tmp_path / "none"), str(zipped)) == ""


def study(**changes):
    content = read_yaml("config.yaml")
    content["release"]["differential_privacy"] = {**ON, **changes}
    return content


def question(content):
    return request_of(study_from(content, "config.yaml"))["question"]


def test_answers_depend_on_the_choices_and_not_on_reasons_titles_or_the_budget():
    titled = study(budget={"value": 9, "basis": "guideline", "why": "asked"})
    titled["paper"]["title"] = "Another title"
    titled["release"]["rounding_base"]["value"] = 10
    assert question(titled) == question(study())


@pytest.mark.parametrize(
    "change",
    [
        {"tables": {"value": ["sex"], "basis": "assumed"}},
        {"epsilon": {"value": 2, "basis": "assumed"}},
        {"answers": {"value": 2, "basis": "assumed"}},
    ],
)
def test_another_question_is_another_question(change):
    assert question(study(**change)) != question(study())


def test_another_day_of_the_data_lock_is_another_question():
    later = study()
    later["data_lock_date"]["value"] = "2020-11-30"
    assert question(later) != question(study())


def test_epsilon_is_taken_as_it_is_written():
    texts = request_of(study_from(study(epsilon={"value": 0.1, "basis": "assumed"}), "config.yaml"))
    assert request_from(texts).epsilon == Fraction(1, 10)


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("epsilon", 0, "epsilon must be at least"),
        ("epsilon", 1e-300, "epsilon must be at least"),
        ("epsilon", 11, "at most 10"),
        ("epsilon", float("nan"), "epsilon"),
        ("budget", 0.5, "at least epsilon"),
        ("budget", float("inf"), "finite"),
        ("tables", [], "at least one table"),
        ("tables", ["sex", "sex"], "each once"),
        ("tables", ["comparators"], "tables"),
        ("answers", 0, "answers must be 1"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(name, value, told):
    with pytest.raises(Problems, match=told):
        study_from(study(**{name: {"value": value, "basis": "assumed"}}), "config.yaml")
