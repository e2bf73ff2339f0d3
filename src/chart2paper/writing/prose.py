"""Words for the protocol's names: covariates, estimators, mechanisms, outcomes."""

from chart2paper.labels import ACRONYMS

IN_PROSE = {
    "age": "age",
    "sex": "sex",
    "pain_group": "painful condition",
    "mechanism": "pain mechanism",
    "baseline_score": "baseline pain score",
    "previous_score": "the pain score before that",
    "on_opioid": "opioid use",
    "on_adjuvant": "use of a nerve-pain drug or antidepressant",
    "days_in_care": "time in care",
    "visits_before": "number of visits in the year before",
    "index_year": "calendar year",
}
ESTIMAND_WORDS = {"nnt": "number needed to treat"}
METHOD_WORDS = {
    "t_interval": "t interval",
    "welch_t": "Welch’s t test",
    "mann_whitney": "Mann–Whitney test",
    "delta_method": "delta method",
    "ols_hc3": "linear model, HC3",
    "ancova_cr2": "ANCOVA, CR2",
    "ancova_cr2_observed": "ANCOVA, CR2, weighted",
    "ancova_cr2_mean_baseline": "ANCOVA, CR2, mean baseline",
    "comparator_line_cr2": "comparators’ line, CR2",
    "wilson": "Wilson",
    "newcombe": "Newcombe",
    "katz_log": "Katz",
    "standardised_logistic": "standardised logistic",
}
BASIS_LETTERS = {"reported": "R", "assumed": "A", "guideline": "G"}


def join(items: list[str], last: str = "and") -> str:
    """Return `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence_case(text: str) -> str:
    """Return a text with its first letter a capital and the rest as it is."""
    return text[:1].upper() + text[1:]


def covariates(names: list[str]) -> str:
    """Return covariates as a list in prose; empty when there are none."""
    return join([IN_PROSE.get(name, name.replace("_", " ")) for name in names])


def level_words(name: str, level: str) -> str:
    """Return a level of a covariate as a table prints it."""
    if level in ACRONYMS:
        return ACRONYMS[level]
    return "Yes" if level == "1" and name.startswith("on_") else sentence_case(level.replace("_", " "))


def level_in_prose(name: str, level: str) -> str:
    """Return a level of a covariate inside a line of text: small letters, acronyms kept."""
    return ACRONYMS.get(level, level_words(name, level).lower())


def group_words(name: str, level: str) -> str:
    """Return the people at one level of a covariate, in prose: "neuropathic pain", "women"."""
    if name == "sex":
        return {"female": "women", "male": "men"}.get(level, level)
    return f"{level.replace('_', ' ')} pain" if name == "mechanism" else level.replace("_", " ")
