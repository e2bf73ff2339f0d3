"""The words of the study's outcome, which every passage may print without declaring them."""

from chart2paper.catalogue.outcomes import PAIN, Better, Outcome
from chart2paper.writing.prose import sentence_case

# What a better or a worse number is called, by which way on the scale is better.
SCORES: dict[Better, dict[str, str]] = {
    "lower": {
        "better_score": "lower",
        "worse_score": "higher",
        "better_change": "fall",
        "worse_change": "rise",
        "better_sign": "negative",
    },
    "higher": {
        "better_score": "higher",
        "worse_score": "lower",
        "better_change": "rise",
        "worse_change": "fall",
        "better_sign": "positive",
    },
}


def outcome_words(outcome: Outcome) -> dict[str, str]:
    """Return the values that every passage has: what the outcome is called, and better and worse of it in words.

    Of pain: outcome `pain`, outcome_score `pain score`, outcome_scale `0–10`, instrument `0–10 numeric rating scale`,
    out_of `ten`; better_outcome `less pain`, improvement `pain reduction`, gained `less`, better_score `lower`,
    better_change `fall`, better_sign `negative`; the same of worse. `..._start` begins a sentence.
    """
    return {
        "outcome": outcome.noun,
        "outcome_start": sentence_case(outcome.noun),
        "outcome_score": outcome.score,
        "outcome_score_start": sentence_case(outcome.score),
        "outcome_scale": outcome.scale,
        "instrument": outcome.instrument,
        "out_of": outcome.out_of,
        "better_outcome": f"{outcome.gained} {outcome.noun}",
        "worse_outcome": f"{outcome.lost} {outcome.noun}",
        "improvement": outcome.improvement,
        "improvement_start": sentence_case(outcome.improvement),
        "gained": outcome.gained,
        "lost": outcome.lost,
        "noticeable_points": "point" if outcome.noticeable == 1 else "points",
        **SCORES[outcome.better],
    }


# The names of these values.
WORDS = tuple(outcome_words(PAIN))
