"""Words for the protocol's names: covariates, estimators, mechanisms, outcomes."""

from chart2paper.catalogue.covariates import COVARIATES

BASIS_LETTERS = {"reported": "R", "assumed": "A", "guideline": "G"}


def join(items: list[str], last: str = "and") -> str:
    """Return `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence_case(text: str) -> str:
    """Return a text with its first letter a capital and the rest as it is."""
    return text[:1].upper() + text[1:]


def words_of(name: str) -> str:
    """Return a name of the protocol as words: `low_back_pain` is `low back pain`."""
    return name.replace("_", " ")


def sentence(name: str) -> str:
    """Return a name of the protocol as words, its first letter large: `days_in_care` is `Days in care`."""
    return sentence_case(words_of(name))


def covariates(names: list[str]) -> str:
    """Return covariates as a list in prose; empty when there are none."""
    return join([COVARIATES[name].prose for name in names])
