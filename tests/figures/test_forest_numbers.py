"""The numbers of the forest plot."""

import pandas as pd
import pytest

from chart2paper.figures.forest import alt_text, forest_frame
from chart2paper.tables.literature import LITERATURE
from chart2paper.tables.read_write import read_table
from figures import examples as ex
from figures.cases import FACTS
from shipped_words import WORDS


@pytest.fixture(scope="module")
def literature():
    return read_table(LITERATURE, FACTS / "literature.csv")


def lines(frame, panel):
    return frame[frame["panel"] == panel]


def test_units_are_never_mixed(literature):
    frame = forest_frame(ex.estimates(), literature, ex.ANALYSES, "LDN", WORDS)
    published = frame[frame["heading"] == "Published"].set_index("label")["panel"].to_dict()
    assert published == {
        "Due Bruun et al. (FINAL), 2024": "points",
        "Vatvani et al., 2024": "points",
        "Martin, 2022": "percent",
        "Younger et al., 2013": "percent",
        "Hegde et al., 2025": "standardised",
        "Irwin et al., 2024": "change",
        "Driver & D'Souza, 2023": "words",
        "McKenzie-Brown et al., 2023": "words",
        "Spargo et al., 2025": "words",
        "Srinivasan et al., 2021": "words",
        "Rassi-Mariani et al., 2024": "words",
    }
    assert lines(frame, "words")["estimate"].isna().all()


def test_changes_within_one_arm_are_apart_from_comparisons(literature):
    frame = forest_frame(ex.estimates(), literature, ex.ANALYSES, "LDN", WORDS)
    assert lines(frame, "change")["label"].tolist() == ["LDN", "Comparators", "Irwin et al., 2024"]
    assert lines(frame, "change")["detail"].tolist()[:2] == ["36", "42"]


def test_analyses_stand_in_the_order_of_the_protocol_with_their_main_estimate_first():
    frame = forest_frame(ex.estimates(), ex.no_literature(), ex.ANALYSES, "LDN", WORDS)
    assert lines(frame, "points")[["heading", "label"]].to_numpy().tolist() == [
        ["Replication", "Change score, unadjusted"],
        ["Target trial emulation", "Final score, adjusted"],
        ["Target trial emulation", "Subgroup: neuropathic"],
        ["Target trial emulation", "Neuropathic minus nociceptive"],
    ]


def test_risks_and_rank_tests_are_not_on_these_axes():
    frame = forest_frame(ex.estimates(), ex.no_literature(), ex.ANALYSES, "LDN", WORDS)
    assert len(frame) == 9
    assert 0.2 not in frame["estimate"].tolist()


def test_a_published_result_without_an_interval_says_so(literature):
    frame = forest_frame(ex.estimates(), literature, ex.ANALYSES, "LDN", WORDS).set_index("label")
    assert (
        frame.loc["Martin, 2022", "words"].replace("\u00a0", " ") == "−33.5 (derived; no interval reported)"
    )
    assert frame.loc["Due Bruun et al. (FINAL), 2024", "words"] == "−0.34 (−0.95 to 0.27)"


def test_a_result_that_is_not_estimable_keeps_its_line_and_its_reason():
    reason = "not estimable: no responders among comparators"
    frame = forest_frame(ex.estimates(reason), ex.no_literature(), ex.ANALYSES, "LDN", WORDS)
    assert len(frame) == 9
    assert (frame["words"] == reason).all()
    assert frame["estimate"].isna().all()


def test_a_published_percent_change_within_one_arm_is_told_in_words(literature):
    one = literature.head(1).assign(plot_kind="within one arm")
    frame = forest_frame(ex.estimates().iloc[:0], one, ex.ANALYSES, "LDN", WORDS)
    assert frame["panel"].tolist() == ["words"]
    assert frame["estimate"].isna().all()


def test_the_order_of_the_rows_changes_nothing(literature):
    shuffled = ex.estimates().sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(
        forest_frame(ex.estimates(), literature, ex.ANALYSES, "LDN", WORDS),
        forest_frame(shuffled, literature, ex.ANALYSES, "LDN", WORDS),
    )


def test_the_alt_text_tells_the_first_estimate_of_each_analysis_and_counts_the_rest(literature):
    text = alt_text(forest_frame(ex.estimates(), literature, ex.ANALYSES, "LDN", WORDS), "LDN", WORDS)
    assert "Target trial emulation, Final score, adjusted: −0.95 (−1.70 to −0.20)" in text
    assert "and 2 further estimates of this study" in text
    assert "5 published results on none of these scales" in text
