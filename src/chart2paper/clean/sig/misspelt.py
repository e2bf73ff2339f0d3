"""Words that look like a misspelt word of a dose (`twcie`, `dialy`): they may change it, so they are never skipped."""

from functools import cache

_DOSE_WORDS = [
    "daily",
    "twice",
    "thrice",
    "weekly",
    "monthly",
    "nightly",
    "bedtime",
    "morning",
    "evening",
    "hourly",
    "every",
    "other",
    "once",
    "half",
    "double",
    "three",
    "four",
    "times",
    "tablet",
    "tablets",
    "capsule",
    "capsules",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "hours",
    "increase",
    "decrease",
    "titrate",
    "taper",
    "except",
    "alternate",
    "skip",
    "hold",
    "unless",
    "extra",
    "noon",
    "with",
]
_SHORT = [
    "bid",
    "tid",
    "qid",
    "qhs",
    "qam",
    "qpm",
    "prn",
    "qod",
    "qd",
    "bd",
    "tds",
    "qds",
    "hs",
    "tiw",
    "biw",
]


@cache
def resembles_dose_word(word: str) -> bool:
    """Whether a word is one letter, or two letters in the wrong order, away from a word of a dose."""
    if len(word) <= 4:
        return sorted(word) in [sorted(short) for short in _SHORT if len(short) > 1]
    return any(
        _one_apart(word, dose) for dose in _DOSE_WORDS if abs(len(dose) - len(word)) <= 1 and len(dose) > 3
    )


def _one_apart(word: str, dose: str) -> bool:
    start = next(
        (i for i, (a, b) in enumerate(zip(word, dose, strict=False)) if a != b), min(len(word), len(dose))
    )
    mine, theirs = word[start:], dose[start:]
    swapped = len(mine) > 1 and mine[1::-1] + mine[2:] == theirs
    return swapped or mine[1:] == theirs[1:] or mine[1:] == theirs or mine == theirs[1:]
