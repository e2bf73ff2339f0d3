"""Pain text becomes a score from 0 to 10, or is set aside with the reason. Nothing is guessed."""

from itertools import product

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.code_lists import read_score_words
from chart2paper.clean.pain_text import SCALE_NAME
from chart2paper.clean.score_text import MAY_BE_TWO, NO_SCORE, not_understood, outside
from chart2paper.clean.scores import read_scores

NOT_A_SCORE, OUTSIDE = not_understood(PAIN), outside(PAIN)

NOT_ASKED = "patient could not be asked"


SCORES = [
    ("7", 7, "plain_number"),
    (" 7 ", 7, "plain_number"),
    ("07", 7, "plain_number"),
    ("7.", 7, "plain_number"),
    ("8.5", 8.5, "plain_number"),
    ("0", 0, "plain_number"),
    ("10", 10, "plain_number"),
    ("7/10", 7, "score_out_of_ten"),
    ("7 / 10", 7, "score_out_of_ten"),
    ("7 out of 10", 7, "score_out_of_ten"),
    ("8.5/10", 8.5, "score_out_of_ten"),
    ("6-7", 6.5, "range_midpoint"),
    ("6 - 7", 6.5, "range_midpoint"),
    ("6 to 7", 6.5, "range_midpoint"),
    ("6–7", 6.5, "range_midpoint"),
    ("6-8/10", 7, "range_midpoint"),
    ("NRS: 8", 8, "named_scale"),
    ("NRS 8/10", 8, "named_scale"),
    ("pain 8", 8, "named_scale"),
    ("Pain score: 6-7", 6.5, "named_scale"),
    ("VAS 8", 8, "named_scale"),
    ("pain is seven", 7, "named_scale"),
    ("seven", 7, "number_word"),
    ("Seven out of ten", 7, "number_word"),
    ("six to seven", 6.5, "number_word"),
    ("denies pain", 0, "listed_pain_word"),
    ("None", 0, "listed_pain_word"),
    ("no pain", 0, "listed_pain_word"),
    ("mild", 2, "listed_pain_word"),
    ("Moderate", 5, "listed_pain_word"),
    ("SEVERE", 8, "listed_pain_word"),
    ("4-Mild to Mod", 4, "number_with_label"),
    ("10-Worst", 10, "number_with_label"),
    ("0-None", 0, "number_with_label"),
    ("9-Severe-Worst", 9, "number_with_label"),
    ("5 - moderate", 5, "number_with_label"),
    ("7 (severe)", 7, "number_with_label"),
    ("7/10 - severe", 7, "number_with_label"),
    ("severe 9", 9, "number_with_label"),
    ("10/10 worst pain", 10, "number_with_label"),
    ("7 1/2", 7.5, "fraction"),
    ("5½", 5.5, "fraction"),
    ("5 and a half", 5.5, "fraction"),
    ("7-8 out of 10", 7.5, "range_midpoint"),
    ("6/10-7/10", 6.5, "range_midpoint"),
    ("8-10/10", 9, "range_midpoint"),
    ("10+", 10, "top_of_scale"),
    ("10++/10", 10, "top_of_scale"),
    ("pt denies pain", 0, "listed_pain_word"),
    ("denies pain at this time", 0, "listed_pain_word"),
    ("pain: none", 0, "listed_pain_word"),
    ("no current pain", 0, "no_pain_in_words"),
    ("patient is not in pain today", 0, "no_pain_in_words"),
    ("Pain: severe", 8, "listed_pain_word"),
    ("moderate pain today", 5, "listed_pain_word"),
    ("7/10 pain", 7, "score_among_words"),
    ("NRS-11: 7", 7, "score_among_words"),
    ("Pain scale (0-10): 6", 6, "score_among_words"),
    ("6 on a 0-10 scale", 6, "score_among_words"),
    ("pt rates pain 6/10", 6, "score_among_words"),
    ("7/10 left knee, aching", 7, "score_among_words"),
    ("~7", 7, "score_among_words"),
    ("between 6 and 8", 7, "score_among_words"),
    ("8 out of 10 on average", 8, "score_among_words"),
    ("level 7 of 10", 7, "named_scale"),
    ('"6"', 6, "plain_number"),
]

NO_SCORES = [
    ("", NO_SCORE),
    (None, NO_SCORE),
    ("\t\n", NO_SCORE),
    ("n/a", NO_SCORE),
    ("refused", NO_SCORE),
    ("Unable to score", NOT_ASKED),
    ("Unable to Score", NOT_ASKED),
    ("asleep", NOT_ASKED),
    ("11/10", OUTSIDE),
    ("-2", OUTSIDE),
    ("−2", OUTSIDE),
    ("70", OUTSIDE),
    ("6-12", OUTSIDE),
    ("VAS 65", OUTSIDE),
    ("7/5", NOT_A_SCORE),
    ("7/100", NOT_A_SCORE),
    ("8-6", NOT_A_SCORE),
    ("7-", NOT_A_SCORE),
    ("7,5", NOT_A_SCORE),
    ("7²", NOT_A_SCORE),
    ("٧", NOT_A_SCORE),
    ("10-None", NOT_A_SCORE),
    ("1-Severe", NOT_A_SCORE),
    ("6 at rest, 8 walking", NOT_A_SCORE),
    ("see note", NOT_A_SCORE),
    ("NRS 0-10", SCALE_NAME),
    ("Pain scale 0-10", SCALE_NAME),
    ("VAS 0-100 mm", SCALE_NAME),
    ("pain scale 0-5", SCALE_NAME),
    ("0-10", SCALE_NAME),
    ("1 to 10 scale", SCALE_NAME),
    ("NRS-10", SCALE_NAME),
    ("pain scale of 10", SCALE_NAME),
    ("010", MAY_BE_TWO),
    ("07/10", MAY_BE_TWO),
    ("7-10", NOT_A_SCORE),
    ("2-8", NOT_A_SCORE),
    ("was 8 now 5", NOT_A_SCORE),
    ("7/10 -> 4/10", NOT_A_SCORE),
    ("goal 3", NOT_A_SCORE),
    ("4/10 tolerable", NOT_A_SCORE),
    ("7 with activity", NOT_A_SCORE),
    ("2/10 after medication", NOT_A_SCORE),
    ("left knee 7/10, right knee 3/10", NOT_A_SCORE),
    ("worst 9", NOT_A_SCORE),
    ("lumbar 4", NOT_A_SCORE),
    ("pain in 5 joints", NOT_A_SCORE),
    ("pain for 5 days", NOT_A_SCORE),
    (">7", NOT_A_SCORE),
    ("7+", NOT_A_SCORE),
    ("7?", NOT_A_SCORE),
    ("3/5", NOT_A_SCORE),
    ("FACES 4", NOT_A_SCORE),
    ("no knee pain", NOT_A_SCORE),
    ("no pain meds taken", NOT_A_SCORE),
    ("no pain 7/10", NOT_A_SCORE),
    ("1/10 severe", NOT_A_SCORE),
    ("120/80", NOT_A_SCORE),
    ("7/10/2016", NOT_A_SCORE),
    ("😭😭", NOT_A_SCORE),
    ("<script>alert(7)</script>", NOT_A_SCORE),
    ("=7+1", NOT_A_SCORE),
    ("nan", NOT_A_SCORE),
    ("inf", NOT_A_SCORE),
]


def test_scores_are_read_and_the_rule_is_recorded(words):
    reading = read_scores(pd.Series([text for text, _, _ in SCORES]), words, PAIN)
    assert list(zip([t for t, _, _ in SCORES], reading["value"], reading["rule"], strict=True)) == SCORES
    assert reading["reason"].isna().all()


def test_what_is_not_a_score_is_set_aside_with_the_reason(words):
    reading = read_scores(pd.Series([text for text, _ in NO_SCORES], dtype="string"), words, PAIN)
    assert list(zip([text for text, _ in NO_SCORES], reading["reason"], strict=True)) == NO_SCORES
    assert reading["value"].isna().all()


def test_a_full_stop_is_a_step_of_the_scale_in_mimic_labels(words):
    # MIMIC-III item 223791: valuenum is 3 and 4, 6 and 7 for the words without and with a full stop.
    texts = ["Mild to Moderate", "Mild to Moderate.", "Moderate to Severe", "Moderate to Severe."]
    assert read_scores(pd.Series(texts), words, PAIN)["value"].tolist() == [3, 4, 6, 7]


def test_only_a_change_of_meaning_counts_as_changed(words):
    reading = read_scores(pd.Series(["7", " 8.5", "7/10", "severe", "see note"]), words, PAIN)
    assert reading["changed"].tolist() == [False, False, True, True, False]


def test_every_listed_word_gives_its_own_score_or_reason(words):
    reading = read_scores(words["word"], words, PAIN)
    pd.testing.assert_series_equal(reading["value"], words["score"], check_names=False)
    assert reading["reason"].astype("string").fillna("").tolist() == words["reason"].fillna("").tolist()


def test_words_for_severity_lie_in_the_bands_of_serlin_1995(words):
    # Serlin et al., Pain 1995;61:277-284: mild 1-4, moderate 5-6, severe 7-10.
    score = words.set_index("word")["score"]
    assert 1 <= score["mild"] <= 4 < 5 <= score["moderate"] <= 6 < 7 <= score["severe"] <= 10


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(max_size=15), min_size=40, max_size=60))
def test_any_text_gives_a_score_from_0_to_10_or_a_reason(texts):
    reading = read_scores(pd.Series(texts, dtype="string"), _words(), PAIN)
    assert (reading["value"].notna() ^ reading["reason"].notna()).all()
    assert reading["value"].dropna().between(0, 10).all()


near_scores = st.text(alphabet="0123456789./-–toutf ()NRSpainmildsev:", max_size=14)


@settings(max_examples=5, deadline=None)
@given(st.lists(near_scores, min_size=60, max_size=90))
def test_texts_that_look_like_scores_stay_within_0_to_10_too(texts):
    reading = read_scores(pd.Series(texts, dtype="string"), _words(), PAIN)
    assert (reading["value"].notna() ^ reading["reason"].notna()).all()
    assert reading["value"].dropna().between(0, 10).all()


def _words():
    from pathlib import Path

    return read_score_words(Path(__file__).parents[2] / "data/codelists/pain_words.csv", PAIN)


AROUND = [
    "was",
    "before",
    "goal",
    "acceptable",
    "tolerable",
    "with activity",
    "after meds",
    "yesterday",
    "less than",
    "max",
]


def test_a_word_that_may_change_the_meaning_sets_a_score_aside(words):
    scores = [
        f"{pain}{score}" for pain in ("", "pain ") for score in ("7", "7/10", "6-7", "seven", "severe 8")
    ]
    texts = [f"{score} {word}" for score, word in product(scores, AROUND)]
    texts += [f"{word} {score}" for score, word in product(scores, AROUND)]
    reading = read_scores(pd.Series(texts), words, PAIN)
    assert [text for text, value in zip(texts, reading["value"], strict=True) if pd.notna(value)] == []


def test_two_scores_are_never_one(words):
    between = (", ", " and ", "; ", " -> ", " then ", " / ", " ")
    texts = [f"{first}/10{sign}{second}/10" for first, sign, second in product(range(11), between, range(11))]
    reading = read_scores(pd.Series(texts), words, PAIN)
    assert [text for text, value in zip(texts, reading["value"], strict=True) if pd.notna(value)] == []
