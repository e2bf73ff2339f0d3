"""One score per person and day, out of the several that a chart may hold."""

import pandas as pd


def daily_scores(measurement: pd.DataFrame, kinds: list[str]) -> pd.DataFrame:
    """Return one score per person and day.

    Parameters
    ----------
    measurement: rows of MEASUREMENT (person_id, measurement_date, score_kind, value_as_number).
    kinds: kinds of question, best first. Of the kinds charted on a day the first one in this
        list counts; several scores of that kind are averaged. Kinds not listed never count.

    Returns
    -------
    person_id, date, score (0-10), one row per person and day, sorted by both.
    """
    preference = {kind: rank for rank, kind in enumerate(kinds)}
    scores = pd.DataFrame(
        {
            "person_id": measurement["person_id"],
            "date": measurement["measurement_date"],
            "score": measurement["value_as_number"],
            "place": measurement["score_kind"].map(preference).astype("float64"),
        }
    ).dropna(subset=["place", "date", "score"])
    # Sorted by value too, so that a sum does not depend on the order of the rows.
    scores = scores.sort_values(["person_id", "date", "place", "score"])
    best = scores["place"] == scores.groupby(["person_id", "date"])["place"].transform("min")
    return scores[best].groupby(["person_id", "date"])[["score"]].mean().reset_index()
