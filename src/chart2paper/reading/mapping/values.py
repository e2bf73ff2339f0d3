"""Columns whose texts a clinic translates into words of the project."""

from collections.abc import Iterator

from chart2paper.problems import did_you_mean
from chart2paper.reading.mapping.mistakes import repeated
from chart2paper.tables.closed_lists import SCORE_KINDS, VISIT_STATUSES

# Columns whose texts a clinic translates under `values`, and the words they may become.
CANONICAL_WORDS = {
    "gender_source_value": ("female", "male", "other"),
    "visit_status": VISIT_STATUSES,
    "measurement_source_value": (*SCORE_KINDS, "not_a_score"),
    "status_source_value": ("valid", "error"),
    "route_source_value": ("oral", "injection", "transdermal", "topical", "other"),
    "order_status": ("active", "cancelled"),
    "stop_reason": ("no_effect", "adverse_effect", "other"),
}


def mistakes_in_values(values: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield what is wrong with `values`: unknown columns and words, and texts listed twice."""
    for column, words in values.items():
        if column not in CANONICAL_WORDS:
            hint = did_you_mean(column, CANONICAL_WORDS)
            yield f'"{column}" takes no values.{hint} Known: {", ".join(CANONICAL_WORDS)}'
            continue
        for word in sorted(set(words.values()) - set(CANONICAL_WORDS[column])):
            hint = did_you_mean(word, CANONICAL_WORDS[column])
            yield f'{column}: "{word}" is not a known word.{hint} Known: {", ".join(CANONICAL_WORDS[column])}'
        for text in repeated(text.strip().casefold() for text in words):
            yield f'{column}: "{text}" is listed twice (case and outer spaces do not count)'
