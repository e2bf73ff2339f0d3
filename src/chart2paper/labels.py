"""Printed names of covariates and levels, the same in figures and tables."""

COVARIATE_LABELS = {
    "age": "Age, years",
    "sex": "Sex",
    "pain_group": "Painful condition",
    "mechanism": "Pain mechanism",
    "baseline_score": "Baseline pain score (0–10)",
    "previous_score": "Previous pain score (0–10)",
    "on_opioid": "Taking an opioid",
    "on_adjuvant": "Taking a nerve-pain drug or antidepressant",
    "days_in_care": "Days since first visit",
    "visits_before": "Visits in the year before",
    "index_year": "Calendar year",
}

# Levels that are not words.
ACRONYMS = {"crps": "CRPS"}


def covariate_label(name: str) -> str:
    """Return a covariate's printed name; an unknown one is written without underscores."""
    return COVARIATE_LABELS.get(name, sentence(name))


def words_of(name: str) -> str:
    """Return a column name or level as words: `low_back_pain` is `low back pain`, `crps` is `CRPS`."""
    return " ".join(ACRONYMS.get(word, word) for word in name.replace("_", " ").split())


def sentence(name: str) -> str:
    """Return a column name or level as words, its first letter large: `days_in_care` is `Days in care`."""
    words = words_of(name)
    return words[:1].upper() + words[1:]
