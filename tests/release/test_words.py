"""Words of the charts and names on the clinic's disk: which may leave, and what they are called."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attacks.chart_words import naive, tries
from chart2paper.protocol.canonical import digest
from chart2paper.protocol.choices import choices_of
from chart2paper.protocol.load import load_study
from chart2paper.release.control import Cell, Control, lines_out
from chart2paper.release.counts import Counts
from chart2paper.release.disk import IN_THE_CLINIC, called_outside, study_outside
from chart2paper.release.rules.events import HARMS
from chart2paper.release.rules.records import ROW_LEDGER
from chart2paper.release.rules.schema import RULES
from chart2paper.release.sheets import add_counts, called_by, sheet_of
from chart2paper.release.suppress import Decision
from chart2paper.release.words import above, decide_with_words, reads_as_a_name, without_rare_words
from chart2paper.writing.tables import table
from release.released_words import part_out
from shipped_words import WORDS

THRESHOLD = 10


def harms(*rows):
    """A sheet of harms from (event, exposed, comparator); the arms have 64 and 125 people."""
    cells = [
        {"kind": "adverse_effect", "event": event, "role": role, "persons": str(persons), "n": n}
        for event, *arms in rows
        for role, persons, n in zip(("exposed", "comparator"), arms, ("64", "125"), strict=True)
    ]
    return sheet_of(pd.DataFrame(cells, dtype="str"), "harms.csv", "tt", HARMS, THRESHOLD, 5)


def decided(sheets, withheld=()):
    """Decide as a release does, with further counts withheld for the sake of others."""
    turns = []

    def decide(told):
        turns.append(told)
        counts = Counts()
        add_counts(counts, told)
        small = {name for name, number in counts.numbers.items() if 1 <= number <= THRESHOLD}
        reasons = dict.fromkeys(small | (set(withheld) & counts.numbers.keys()), "small")
        return Control(counts, Decision(reasons, frozenset()), THRESHOLD, 5)

    told, control = decide_with_words(sheets, THRESHOLD, decide)
    return told, control, len(turns)


def named(sheets):
    return sorted({row["event"] for sheet in sheets for row in sheet.rows})


@pytest.mark.parametrize("exposed, comparator", [(5, 0), (0, 5), (10, 10), (1, 0), (0, 0)])
def test_a_name_that_no_arm_has_more_people_of_than_the_threshold_leaves_nothing_of_its_rows(
    exposed, comparator
):
    told, control, _ = decided(
        [harms(("any adverse effect", 26, 13), ("rash seen by Smith", exposed, comparator))]
    )
    assert named(told) == ["any adverse effect"]
    written = [cell.text for sheet in told for line in lines_out(control, sheet) for cell in line.values()]
    kept = [*written, *control.counts.numbers, *control.decision.withheld]
    assert not [text for text in kept if "Smith" in text]


def test_a_name_stays_with_both_its_rows_where_one_arm_shows_it():
    told, control, _ = decided([harms(("nausea", 23, 3))])
    lines = [{name: cell.text for name, cell in line.items()} for line in lines_out(control, told[0])]
    assert [(line["event"], line["persons"]) for line in lines] == [
        ("nausea", "25"),
        ("nausea", "[withheld]"),
    ]


def test_a_name_whose_only_shown_count_is_withheld_for_another_goes_too():
    told, _, turns = decided(
        [harms(("nausea", 23, 3), ("itching", 30, 0))], ["tt/adverse_effect/nausea/exposed"]
    )
    assert (named(told), turns) == (["itching"], 2)


def test_a_name_labelled_by_a_shown_zero_alone_goes():
    told, _, _ = decided([harms(("hiccups after the wedding", 0, 4))])
    assert named(told) == []


def test_words_of_the_program_stay_whatever_they_count():
    told, _, _ = decided([harms(("any adverse effect", 2, 0), ("another adverse effect", 1, 1))])
    assert named(told) == ["another adverse effect", "any adverse effect"]


@pytest.mark.parametrize(
    "word",
    [
        *("rash seen by Dr Smith", "rash (Mr. Jones)", "Prof Brown's rash", "nausea, patient crying"),
        *(
            "rash 12345",
            "MRN 0042",
            "call 555-1234",
            "a@b.ch",
            "www.clinic.org",
            "nausea\nvomiting",
            "nausea  ",
        ),
        *(
            "=1+1",
            "<b>rash</b>",
            "[rash](x)",
            "rash 2019-04-03",
            "rash of Mary Smith",
            "Smith, Mary",
            "J. rash",
        ),
        *(
            "rash 12/5/19",
            "rash 3.5.2019",
            "call 555 123 456",
            "DrSmith rash",
            "rash (dr.smith)",
            "12 nausea",
        ),
        *("", "x" * 61, "rash; told wife", "\u202ehsar", "a\x00b"),
    ],
)
def test_a_word_that_does_not_read_as_a_plain_name_stays_whoever_shares_it(word):
    assert not reads_as_a_name(word)
    assert named(decided([harms((word, 40, 40))])[0]) == []


@pytest.mark.parametrize(
    "word",
    [
        "nausea",
        "Dry mouth",
        "Dry Mouth",
        "QT prolongation",
        "vitamin B12 deficiency",
        "Übelkeit",
        "rash (face)",
        "weight +5%",
    ],
)
def test_a_plain_name_reads_as_one(word):
    assert reads_as_a_name(word)


@given(
    st.lists(st.tuples(st.text(min_size=1), st.integers(0, 30), st.integers(0, 30)), unique_by=lambda r: r[0])
)
def test_every_name_that_is_left_labels_a_count_above_the_threshold(rows):
    sheet = without_rare_words(harms(*rows), above(THRESHOLD)) if rows else harms()
    most = {event: max(exposed, comparator) for event, exposed, comparator in rows}
    own = ("any adverse effect", "another adverse effect")
    assert all(most[row["event"]] > THRESHOLD for row in sheet.rows if row["event"] not in own)


def test_the_places_of_rows_left_out_are_kept_so_that_their_values_are_known():
    sheet = without_rare_words(harms(("rash", 2, 0), ("nausea", 30, 30)), above(THRESHOLD))
    assert (sheet.places, sheet.left_out) == ([4, 5], frozenset({2, 3}))


def test_every_label_with_words_of_charts_has_counts_that_it_labels():
    for key, rule in RULES.items():
        assert rule.chart_words.keys() <= {*rule.labels}, key
        assert {*rule.chart_words.values()} <= rule.counts.keys(), key


def test_files_are_called_by_their_table_and_numbered_where_a_table_has_several():
    tables = pd.Series(["drug_exposure", "drug_exposure", "person", "drug_exposure"])
    files = pd.Series(["medications_smith.csv", "rx_jones.csv", "patients.csv", "medications_smith.csv"])
    assert [*called_by(tables, files)] == ["drug_exposure 1", "drug_exposure 2", "person", "drug_exposure 1"]


def test_the_ledger_names_no_file_and_not_their_order():
    rows = [("clean", "a_smith.csv", "visit_occurrence"), ("clean", "z_jones.csv", "person")]
    counts = {"rows_read": "20", "rows_kept": "20", "rows_quarantined": "0"}
    cells = [{"stage": stage, "source_file": file, "table": table, **counts} for stage, file, table in rows]
    sheet = sheet_of(pd.DataFrame(cells, dtype="str"), "l.csv", "", ROW_LEDGER, THRESHOLD, 5)
    assert [row["source_file"] for row in sheet.rows] == ["person", "visit_occurrence"]
    assert sheet.places == [3, 2]
    counts = Counts()
    add_counts(counts, [sheet])
    assert not [name for name in counts.numbers if "csv" in name]


STUDY = load_study("config.yaml")


def hostile_study():
    content = STUDY.model_dump(mode="json")
    content["results_dir"] = "results_drsmith"
    content["clinic"] |= {
        "mapping": "drsmith/m.yaml",
        "raw_folder": "/home/drsmith/x",
        "truth": "drsmith.json",
    }
    content["codelists"]["drugs"] = "/home/drsmith/lists/drugs.csv"
    content["paper"]["literature"] = "/home/drsmith/lit.csv"
    return content


def test_the_study_file_leaves_without_the_clinics_folders_and_with_every_choice(tmp_path):
    text = study_outside(WORDS, hostile_study())
    assert "drsmith" not in text
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    assert digest(choices_of(load_study(path))) == digest(choices_of(STUDY))


def test_a_path_is_called_by_its_place_in_the_results_or_not_at_all():
    called = called_outside(hostile_study())
    assert called("results_drsmith/tt/model/estimates.csv") == "tt/model/estimates.csv"
    assert called("/home/drsmith/lists/drugs.csv") == "drugs.csv"
    assert called("/home/drsmith/x") == called("drsmith/m.yaml") == IN_THE_CLINIC


def test_no_random_word_that_few_share_and_no_name_of_a_file_leaves():
    assert [*tries(1, 200)] == [False] * 200


def test_the_attack_finds_such_words_where_labels_leave_as_they_are():
    assert sum(tries(1, 50, naive)) >= 30


def test_the_released_table_of_harms_drops_the_line_of_a_name_that_stays_and_says_so():
    shown = {"harms.a.text": Cell("25 of 65", "rounded")}
    rows = [["Nausea", "{{< var harms.a.text >}}"], ["Rash seen by Smith", "{{< var harms.b.text >}}"]]
    whole = table(["", "Exposed"], rows, "Any caption.", "suptbl-harms", [50, 50], note="Any note.")
    text = part_out("supplement/harms.md", whole, shown)
    assert "Nausea" in text
    assert "Smith" not in text and "harms.b" not in text
    assert "left out, with their names" in text and "from rounded counts" in text
    assert "Any" not in text
