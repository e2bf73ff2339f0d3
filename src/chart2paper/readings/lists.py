"""The code lists that cleaning reads, and what in them is nearest to a text that was not understood."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from chart2paper.clean.code_lists import read_drugs, read_pain_conditions, read_pain_words
from chart2paper.clean.icd_listed import nearest_patterns
from chart2paper.clean.unread_drugs import unread_lines
from chart2paper.reading.mapping import Mapping
from chart2paper.readings.nearest import nearest
from chart2paper.readings.restrictions import RESTRICTIONS
from chart2paper.readings.unread import Nearest


@dataclass(frozen=True)
class Lists:
    """The versioned lists of a study: drugs, pain words and painful conditions."""

    drugs: pd.DataFrame
    pain_words: pd.DataFrame
    pain_conditions: pd.DataFrame

    @property
    def restrictions(self) -> frozenset[str]:
        """Reasons that are no loss of reading; those of the pain words say why there is no score to read."""
        return RESTRICTIONS | frozenset(self.pain_words["reason"].dropna())

    def near(self, mapping: Mapping) -> Nearest:
        """Return per column what finds the listed name or word that is nearest to a text."""
        words = {column: list(words) for column, words in mapping.values.items()}
        words["value_source_value"] = list(self.pain_words["word"])
        found = {column: partial(nearest, listed=listed) for column, listed in words.items()}
        near_codes = partial(nearest_patterns, conditions=self.pain_conditions)
        return {**found, "drug_source_value": self._near_drugs, "pain_group": near_codes}

    def _near_drugs(self, texts: pd.Series) -> list[str]:
        nobody = pd.Series("", index=texts.index)
        hints = unread_lines(texts, nobody, self.drugs).set_index("line")["hint"]
        return texts.map(hints).fillna("").tolist()


def read_lists(drugs: str, pain_words: str, pain_conditions: str) -> Lists:
    """Read the three lists; raise `Problems` when one cannot be used."""
    return Lists(read_drugs(drugs), read_pain_words(pain_words), read_pain_conditions(pain_conditions))
