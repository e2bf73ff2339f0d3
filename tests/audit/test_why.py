"""`chart2paper why`: a person's way in a terminal, and what it does not say."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from audit.made_up_people import BORN
from chart2paper.audit.terminal_table import WIDTH, printable, table_lines
from chart2paper.audit.why import the_person
from chart2paper.command_line import main
from chart2paper.problems import Problems


def told(capsys, *arguments: str) -> str:
    assert main(["why", *arguments]) == 0
    return capsys.readouterr().out


def problem(capsys, *arguments: str) -> str:
    assert main(["why", *arguments]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    return output.err


def test_it_tells_the_whole_way_of_an_exposed_person(small_run, capsys):
    text = told(capsys, "P0001")
    for words in (
        "P0001: their way through the study",
        "This is about a single patient. It must not leave the clinic.",
        "Simulated data",
        "exposed in the matched set P0001, with P0002.",
        "orders.csv: 2",
        "scores.csv: 2",
        "seven",
        "number_word",
        "set P0001  2019-03-01  2018-12-01 to 2019-03-01  2019-04-26 to 2019-07-29",
        "P0002       1      2   0.5123    matched here",
        "P0003       2      2   2.5       not used",
        "not asked: asked of comparators only",
        "-1.02     -1.1              -0.08",
    ):
        assert words in text


def test_it_says_why_someone_is_left_out(small_run, capsys):
    text = told(capsys, "P0010")
    assert "not in the cohort: age unknown." in text
    assert "1     age unknown                            fails" in text
    assert "their matched sets: none" in text


def test_a_line_is_no_longer_than_a_page(small_run, capsys):
    for person in ("P0001", "P0002", "P0003", "P0010"):
        assert max(map(len, told(capsys, person).splitlines())) <= WIDTH


def test_it_never_tells_a_date_of_birth_or_the_id_of_a_row(small_run, capsys):
    text = told(capsys, "P0002")
    assert BORN not in text
    assert "order 8" not in text


def test_an_id_may_be_typed_in_small_letters(small_run, capsys):
    assert told(capsys, " p0001 ") == told(capsys, "P0001")


def test_an_unknown_id_is_a_problem_with_a_suggestion(small_run, capsys):
    assert 'there is no person P0011. Did you mean "P0001"?' in problem(capsys, "P0011").replace(
        "P0010", "P0001"
    )


def test_what_may_be_a_record_number_is_not_repeated(small_run, capsys):
    text = problem(capsys, "MRN-7654321")
    assert "this is not a study id" in text
    assert "7654321" not in text


def test_someone_of_an_earlier_export_is_told_apart_from_nobody(small_run, tmp_path):
    log = tmp_path / "clinic.csv"
    log.write_text("record_number,person_id\nMRN-1,P0077\n")
    linking = {"rule": "link_persons", "wildcards": {}, "inputs": {}, "outputs": {str(log): {}}}
    run = replace(small_run, records=[*small_run.records, linking])
    with duckdb.connect() as connection:
        with pytest.raises(Problems, match="P0077 was in an earlier export") as raised:
            the_person(connection, run, "P0077")
        with pytest.raises(Problems, match="there is no person P0078"):
            the_person(connection, run, "P0078")
    assert "MRN-1" not in str(raised.value)


def test_without_a_run_it_says_what_to_do(small_run, tmp_path, monkeypatch, capsys):
    (tmp_path / "config.yaml").write_bytes(Path("config.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert "run snakemake first" in problem(capsys, "P0001")


def test_a_terminal_gets_no_control_characters():
    assert printable("7\x1b[31m\n8") == "7\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}8"
    assert printable(None) == ""


@pytest.mark.parametrize("width", [40, 96])
def test_every_word_of_a_cell_stays_when_a_table_is_narrow(width):
    cells = {"one": "several words in a cell " * 3, "two": "x" * 60, "three": None}
    lines = table_lines([cells], width)
    assert max(map(len, lines)) <= width
    assert sum(line.count("several") for line in lines) == 3
    assert sum(line.count("x") for line in lines) == 60
    assert "three" not in lines[0]
