"""Noisy answers to questions, and the tables that are made of nothing but these answers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.release.private.noise import noise_within, with_noise
from chart2paper.release.private.questions import BASELINE, FINAL, PARTS, Question

Answer = dict[str, Any]
# Of the noise of a number of people and of a sum, so that both hold together in 95 of 100 releases (Bonferroni).
BOTH = 0.975


def shares_of(epsilon: Fraction, questions: Mapping[str, Sequence[Question]]) -> dict[str, Fraction]:
    """Return the epsilon of each question of each table: tables share alike, and the questions of a table likewise.

    What is asked of the same people adds up (sequential composition; Dwork, McSherry, Nissim and Smith 2006), so that
    the parts make up the whole exactly.
    """
    return {name: epsilon / len(questions) / len(of_table) for name, of_table in questions.items()}


def draw(questions: Mapping[str, Sequence[Question]], epsilon: Fraction) -> dict[str, list[Answer]]:
    """Return the answers by table: of each question its labels, noisy numbers, sensitivity and share of epsilon.

    No exact number is in them.
    """
    shares = shares_of(epsilon, questions)
    return {
        table: [
            {
                "question": one.name,
                "labels": list(one.labels),
                "noisy": with_noise(one.exact, one.sensitivity, shares[table]),
                "sensitivity": one.sensitivity,
                "epsilon": str(shares[table]),
            }
            for one in of_table
        ]
        for table, of_table in questions.items()
    }


def rows_of(table: str, answers: Sequence[Answer], outcome: Outcome) -> list[dict[str, str]]:
    """Return the rows of a released table: counts that are not below zero, or means within the scale."""
    return _means(answers, outcome) if table == "scores" else [row for one in answers for row in _counts(one)]


def _counts(answer: Answer) -> list[dict[str, str]]:
    within = noise_within(answer["sensitivity"], Fraction(answer["epsilon"]))
    return [
        {"group": label, "people": str(max(0, number)), "noise_95": str(within)}
        for label, number in zip(answer["labels"], answer["noisy"], strict=True)
    ]


def _means(answers: Sequence[Answer], outcome: Outcome) -> list[dict[str, str]]:
    by_name = {one["question"]: one for one in answers}
    people = by_name["people"]
    count, off = people["noisy"][0], noise_within(people["sensitivity"], Fraction(people["epsilon"]), BOTH)
    rows = [
        _mean(text, by_name[name], count, off, outcome)
        for text, name in (("mean baseline score", BASELINE), ("mean final score", FINAL))
    ]
    return [{"what": "people with both scores", **_plain_count(people)}, *rows]


def _plain_count(answer: Answer) -> dict[str, str]:
    within = noise_within(answer["sensitivity"], Fraction(answer["epsilon"]))
    low, value = max(0, answer["noisy"][0] - within), max(0, answer["noisy"][0])
    return {"value": str(value), "low": str(low), "high": str(max(0, answer["noisy"][0] + within))}


def _mean(what: str, answer: Answer, count: int, off: int, outcome: Outcome) -> dict[str, str]:
    """Return a mean with the range in which it lies for 95 of 100 draws of noise; none where the noise may be as
    large as the number of people."""
    if count <= off:
        return {"what": what, "value": "cannot be told: too few people for this noise", "low": "", "high": ""}
    within = noise_within(answer["sensitivity"], Fraction(answer["epsilon"]), BOTH)
    total = answer["noisy"][0]
    ends = [(total + a * within) / PARTS / (count + b * off) for a in (-1, 1) for b in (-1, 1)]
    places = {"value": total / PARTS / count, "low": min(ends), "high": max(ends)}
    return {
        "what": what,
        **{
            name: f"{min(outcome.high, max(outcome.low, outcome.middle + x)):.2f}"
            for name, x in places.items()
        },
    }


def spending(answers: Mapping[str, Sequence[Answer]]) -> list[dict[str, str]]:
    """Return the table of spent budget: each question, how far one person moves it, and its part of epsilon."""
    return [
        {
            "table": table,
            "question": one["question"],
            "numbers": str(len(one["labels"])),
            "sensitivity": f"{one['sensitivity']}" if table != "scores" else _sensitivity(one),
            "epsilon": one["epsilon"],
            "noise_95": str(noise_within(one["sensitivity"], Fraction(one["epsilon"]))),
        }
        for table, of_table in answers.items()
        for one in of_table
    ]


def _sensitivity(answer: Answer) -> str:
    return str(answer["sensitivity"]) + ("" if answer["question"] == "people" else f" (in 1/{PARTS} points)")
