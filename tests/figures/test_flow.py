"""The study flow accounts for everyone."""

from chart2paper.figures.flow import alt_text, flow_frame
from figures import examples as ex
from shipped_words import WORDS


def made(missing=0.25):
    matched = ex.matches(4, 8)
    people = ex.cohort(exposed=6, comparators=50, excluded=9)
    outcomes = ex.analysis_set(matched, missing)
    return flow_frame(ex.attrition(3, len(people)), people, matched, outcomes, WORDS), outcomes


def counts(frame, part):
    return frame.loc[frame["part"] == part, ["exposed", "comparator", "total"]].sum().tolist()


def test_everyone_in_the_records_is_excluded_or_eligible():
    frame, _ = made()
    assert frame.loc[frame["part"] == "records", "total"].tolist() == [65]
    assert counts(frame, "excluded") == [3, 6, 9]
    assert counts(frame, "eligible") == [6, 50, 56]
    assert frame.loc[frame["part"] == "excluded", "remaining"].tolist() == [62, 59, 56]


def test_the_eligible_are_matched_or_not():
    frame, _ = made()
    assert counts(frame, "matched") == [4, 8, 12]
    assert counts(frame, "unmatched") == [2, 42, 44]
    assert "In 4 matched sets" in frame["label"].tolist()


def test_the_matched_have_an_outcome_or_a_reason_why_not():
    frame, outcomes = made()
    gone = outcomes[outcomes["final_score"].isna()]
    assert counts(frame, "missing") == [
        (gone["role"] == "exposed").sum(),
        (gone["role"] == "comparator").sum(),
        len(gone),
    ]
    assert sum(counts(frame, "outcome")) + sum(counts(frame, "missing")) == sum(counts(frame, "matched"))
    assert set(frame.loc[frame["part"] == "missing", "label"]) == set(gone["outcome_missing_because"])


def test_a_missing_outcome_without_a_reason_is_still_counted():
    matched = ex.matches(1, 1)
    outcomes = ex.analysis_set(matched, missing=1.0).assign(outcome_missing_because=None)
    frame = flow_frame(ex.attrition(0, 2), ex.cohort(1, 1, 0), matched, outcomes, WORDS)
    assert frame.loc[frame["part"] == "missing", ["label", "total"]].to_numpy().tolist() == [
        ["reason not recorded", 2]
    ]


def test_the_alt_text_counts_what_the_boxes_count():
    frame, _ = made(missing=0)
    text = alt_text(frame, "LDN", WORDS)
    assert "Of 65 people in the records, 9 were excluded" in text
    assert "Eligible: 6 LDN and 50 comparators. In 4 matched sets: 4 LDN and 8 comparators." in text
    assert "With an outcome score: 4 LDN and 8 comparators." in text
