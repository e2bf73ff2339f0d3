"""What in the code lists is no loss of reading, and what in them is nearest to a text that was not understood."""

from functools import partial

import pandas as pd

from chart2paper.clean.code_lists import Lists
from chart2paper.clean.icd_listed import nearest_patterns
from chart2paper.clean.unread_drugs import unread_lines
from chart2paper.data_quality.nearest import nearest
from chart2paper.data_quality.restrictions import RESTRICTIONS
from chart2paper.data_quality.unread import Nearest
from chart2paper.reading.mapping import Mapping


def restrictions_of(lists: Lists) -> frozenset[str]:
    """Return the reasons that are no loss of reading; those of the words say why there is no score."""
    return RESTRICTIONS | frozenset(lists.score_words["reason"].dropna())


def nearest_in(lists: Lists, mapping: Mapping) -> Nearest:
    """Return per column what finds the listed name or word that is nearest to a text."""
    words = {column: list(words) for column, words in mapping.values.items()}
    words["value_source_value"] = list(lists.score_words["word"])
    found = {column: partial(nearest, listed=listed) for column, listed in words.items()}
    near_codes = partial(nearest_patterns, conditions=lists.pain_conditions)
    near_drugs = partial(_nearest_drugs, drugs=lists.drugs)
    return {**found, "drug_source_value": near_drugs, "pain_group": near_codes}


def _nearest_drugs(texts: pd.Series, drugs: pd.DataFrame) -> list[str]:
    nobody = pd.Series("", index=texts.index)
    hints = unread_lines(texts, nobody, drugs).set_index("line")["hint"]
    return texts.map(hints).fillna("").tolist()
