"""What is made of noisy answers, and what each answer costs."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.release.private.answers import draw, rows_of, shares_of, spending
from chart2paper.release.private.noise import noise_within
from chart2paper.release.private.questions import PRIVATE_TABLES, questions_of
from release.private.test_questions import ESTIMATION, frame_of, person

ALL = list(PRIVATE_TABLES)


def scores(count, before, after, epsilon="1"):
    third = str(Fraction(epsilon) / 3)
    of_sum = {"sensitivity": 500, "epsilon": third}
    return [
        {"question": "people", "labels": ["p"], "noisy": [count], "sensitivity": 1, "epsilon": third},
        {"question": "sum of baseline scores", "labels": ["b"], "noisy": [before], **of_sum},
        {"question": "sum of final scores", "labels": ["f"], "noisy": [after], **of_sum},
    ]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(ALL), min_size=1, unique=True), st.fractions("1/10", 10))
def test_the_parts_of_epsilon_make_up_the_whole_and_no_more(tables, epsilon):
    questions = questions_of(tables, frame_of([]), ESTIMATION)
    shares = shares_of(epsilon, questions)
    assert sum(shares[name] for name, of_table in questions.items() for _ in of_table) == epsilon
    answers = draw(questions, epsilon)
    assert sum(Fraction(row["epsilon"]) for row in spending(answers)) == epsilon


@settings(max_examples=10, deadline=None)
@given(st.lists(person(), max_size=6))
def test_rows_are_made_of_the_noisy_answers_alone_and_lie_where_numbers_may(people):
    answers = draw(questions_of(ALL, frame_of(people), ESTIMATION), Fraction(3))
    assert all("exact" not in one for of_table in answers.values() for one in of_table)
    for name in ALL:
        for row in rows_of(name, answers[name], PAIN):
            if "people" in row:
                assert int(row["people"]) >= 0
            elif row["low"]:
                assert 0 <= float(row["low"]) <= float(row["value"]) <= float(row["high"])


def test_a_negative_count_is_told_as_zero_and_nothing_else_is_changed():
    answer = {"question": "sex", "labels": ["f", "m"], "noisy": [-3, 41], "sensitivity": 1, "epsilon": "1/2"}
    assert [row["people"] for row in rows_of("sex", [answer], PAIN)] == ["0", "41"]
    assert {row["noise_95"] for row in rows_of("sex", [answer], PAIN)} == {
        str(noise_within(1, Fraction(1, 2)))
    }


def test_a_mean_is_the_noisy_sum_by_the_noisy_count_from_the_middle_of_the_scale():
    _, before, after = rows_of("scores", scores(100, 20_000, -5_000), PAIN)
    assert (before["value"], after["value"]) == ("7.00", "4.50")
    assert float(before["low"]) < 7 < float(before["high"])


def test_the_range_of_a_mean_holds_the_true_one_for_95_of_100_draws():
    """With 60 people and epsilon 3; of 400 draws, fewer than 350 hold the truth less than once in 10^9 times."""
    people = frame_of([{"role": "exposed", "baseline_score": 7.0, "final_score": 4.0}] * 60)
    questions, held = questions_of(["scores"], people, ESTIMATION), 0
    for _ in range(400):
        _, before, after = rows_of("scores", draw(questions, Fraction(3))["scores"], PAIN)
        held += float(before["low"]) <= 7 <= float(before["high"])
        assert before["value"] != after["value"]
    assert held >= 350


def test_a_mean_is_not_told_where_the_noise_may_be_as_large_as_the_number_of_people():
    _, before, _ = rows_of("scores", scores(5, 100, 100, epsilon="1/10"), PAIN)
    assert before == {
        "what": "mean baseline score",
        "value": "cannot be told: too few people for this noise",
        "low": "",
        "high": "",
    }


def test_means_never_leave_the_scale():
    _, before, after = rows_of("scores", scores(40, 90_000, -90_000), PAIN)
    assert (before["value"], before["high"], after["value"], after["low"]) == (
        "10.00",
        "10.00",
        "0.00",
        "0.00",
    )
