"""`chart2paper trace` tells where a number comes from, and what it could have meant."""

import pytest

from audit.made_up_run import EFFECT, PRIMARY
from chart2paper.audit.trace import matches
from chart2paper.command_line import main
from chart2paper.problems import Problems
from chart2paper.writing.printed import as_typed


def told(small_run, capsys, *words):
    assert main(["trace", *words]) == 0
    return capsys.readouterr().out


def test_words_find_the_value_of_the_primary_analysis_and_list_the_others(small_run, capsys):
    text = told(small_run, capsys, "nnt_50")
    assert text.startswith(
        "estimates.target_trial.responder_50.nnt.newcombe.estimate\n  text:     NNTB 5.9\n"
    )
    assert (
        "1 other value with these words:\n  estimates.replication.responder_50.nnt.newcombe.estimate" in text
    )


def test_a_value_is_told_with_its_row_what_made_it_and_the_way_back(small_run, capsys):
    text = told(small_run, capsys, f"{EFFECT}.estimate")
    assert f"{PRIMARY}/model/estimates.csv, row 2, column estimate" in text
    assert "  > estimate: -1.02" in text
    assert "rule estimate_effects (rules/model.smk:7), script scripts/model/estimate_effects.py" in text
    assert "uses estimate_effects (" in text
    assert "    6. extract_tables read data/raw/demo_clinic/scores.csv" in text
    assert "it begins at data/raw/demo_clinic/scores.csv" in text
    assert "in the paper as a part of primary.say.effect.text (Abstract): Pain was lower" in text


def test_a_choice_comes_from_the_protocol(small_run, capsys):
    assert "The protocol, column analyses.target_trial.eligibility.min_age" in told(
        small_run, capsys, "design.min_age"
    )


def test_words_may_be_separate_and_each_must_be_a_word_of_the_id(small_run):
    assert matches(small_run, "nnt newcombe replication") == [
        "estimates.replication.responder_50.nnt.newcombe.estimate"
    ]
    with pytest.raises(Problems, match='Did you mean "newcombe"'):
        matches(small_run, "newcomb")


def test_no_such_value_ends_with_exit_code_1_and_a_hint(small_run, capsys):
    assert main(["trace", "responders"]) == 1
    assert 'no value has an id with "responders". Did you mean "responder"?' in capsys.readouterr().err


def test_without_a_finished_run_it_says_what_to_do(tmp_path, root, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text((root / "config.yaml").read_text())
    assert main(["trace", "nnt"]) == 1
    assert "run snakemake first" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["-1.02", "\N{MINUS SIGN}1.02", "-1.02 "])
def test_a_printed_number_finds_the_values_printed_so_however_its_minus_is_typed(small_run, capsys, typed):
    text = told(small_run, capsys, typed.strip())
    assert text.startswith(f"{EFFECT}.estimate\n  text:     \N{MINUS SIGN}1.02\n")


def test_a_number_is_neither_a_part_of_another_nor_without_its_sign(small_run):
    with pytest.raises(Problems, match=r'no value is printed as "1\.0"'):
        matches(small_run, "1.0")
    assert f"{EFFECT}.estimate" not in matches(small_run, "5.9")


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("\N{MINUS SIGN}1.02", "-1.02"),
        ("116,868", "116868"),
        ("1\u2009000", "1000"),
        ("0\N{EN DASH}10", "0-10"),
        ("(1, 23)", "(1, 23)"),
        ("2,024, 12", "2024, 12"),
        ("95\u00a0%", "95 %"),
    ],
)
def test_what_is_printed_is_found_as_a_keyboard_types_it(shown, typed):
    assert as_typed(shown) == typed
