"""Who was compared: numbers of people, their characteristics and their follow-up, by arm."""

import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES, NOT_RECORDED, Covariate
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.material import Analysis
from chart2paper.writing.numbers import number
from chart2paper.writing.values import Values, slug, text_slug


def add_people(values: Values, analysis: Analysis) -> None:
    """Add counts, characteristics and follow-up of the matched people of each arm, and of everyone."""
    people, file = analysis.analysis_set.frame, analysis.analysis_set.file
    prefix = f"people.{analysis.name}"
    for role in ROLES:
        arm = people[people["role"].eq(role)]
        rule = f"rows with role {role}"
        _count(values, f"{prefix}.{role}.n", len(arm), file, "person_id", f"count of {rule}")
        _characteristics(values, f"{prefix}.{role}", people, role, file)
        _follow_up(values, f"{prefix}.{role}", arm, file, rule)
    _count(values, f"{prefix}.n", len(people), file, "person_id", "count of rows")
    _count(values, f"{prefix}.sets", people["set_id"].nunique(), file, "set_id", "count of different sets")
    missing = int(people["final_score"].isna().sum())
    _count(values, f"{prefix}.missing", missing, file, "final_score", "count of rows without a score")
    unmatched = len(analysis.unmatched.frame)
    _count(values, f"{prefix}.unmatched", unmatched, analysis.unmatched.file, "person_id", "count of rows")
    _years(values, prefix, people, file)
    _missing_reasons(values, prefix, people, file)


def levels(covariate: Covariate, people: pd.DataFrame) -> list[str]:
    """Return the levels of a covariate that occur, most frequent first, then "not recorded"; of yes or no: yes."""
    name = covariate.name
    if covariate.kind == "yes_no":
        return ["1", NOT_RECORDED] if people[name].isna().any() else ["1"]
    counts = people[name].value_counts().reset_index()
    found = counts.sort_values(["count", name], ascending=[False, True])[name].astype(str).tolist()
    return [*found, NOT_RECORDED] if people[name].isna().any() else found


def _characteristics(values: Values, prefix: str, people: pd.DataFrame, role: str, file: str) -> None:
    arm, rule = people[people["role"].eq(role)], f"rows with role {role}"
    for name, covariate in COVARIATES.items():
        if covariate.has_levels:
            _levels(values, prefix, arm[name], levels(covariate, people), file, rule)
        else:
            _mean_sd(values, f"{prefix}.{name}", arm[name], covariate, file, rule)


def _mean_sd(
    values: Values, identifier: str, numbers: pd.Series, covariate: Covariate, file: str, rule: str
) -> None:
    known, name = numbers.dropna().astype("float64"), covariate.name
    for statistic, least, text in (("mean", 1, "mean"), ("sd", 2, "standard deviation")):
        enough = len(known) >= least
        value = float(getattr(known, {"sd": "std"}.get(statistic, statistic))()) if enough else None
        values.add(
            f"{identifier}.{statistic}",
            value,
            "–" if value is None else number(value, covariate.written),
            file=file,
            column=name,
            rule=f"{text} over {rule}",
        )
    _count(values, f"{identifier}.n", len(known), file, name, f"count of {rule} with a value")


def _levels(values: Values, prefix: str, arm: pd.Series, shown: list[str], file: str, rule: str) -> None:
    """Add n and percent of the arm for each level that occurs in either arm."""
    name = str(arm.name)
    texts = arm.astype("string")
    counts = texts.fillna(NOT_RECORDED).value_counts()
    for level in shown:
        _level(
            values,
            f"{prefix}.{name}.{text_slug(level)}",
            int(counts.get(level, 0)),
            len(arm),
            file,
            name,
            rule,
        )
    _count(
        values, f"{prefix}.{name}.n", int(texts.notna().sum()), file, name, f"count of {rule} with a value"
    )


def _level(values: Values, identifier: str, count: int, people: int, file: str, name: str, rule: str) -> None:
    _count(values, f"{identifier}.count", count, file, name, f"count of {rule} at this level")
    share = 100 * count / people if people else None
    text = "–" if share is None else number(share, "share")
    values.add(f"{identifier}.percent", share, text, file=file, column=name, rule=f"percent of {rule}")


def _follow_up(values: Values, prefix: str, arm: pd.DataFrame, file: str, rule: str) -> None:
    scored = arm["final_score"].notna()
    _count(
        values, f"{prefix}.with_outcome", int(scored.sum()), file, "final_score", f"count of {rule} with one"
    )
    _count(
        values, f"{prefix}.missing", int((~scored).sum()), file, "final_score", f"count of {rule} without one"
    )
    share = 100 * float((~scored).mean()) if len(arm) else None
    text = "–" if share is None else number(share, "share")
    rule_of_share = f"percent of {rule} without a score"
    values.add(f"{prefix}.missing_percent", share, text, file=file, column="final_score", rule=rule_of_share)
    days = arm.loc[scored, "days_to_final"].dropna().astype("float64")
    for name, quantile in (("q1", 0.25), ("median", 0.5), ("q3", 0.75)):
        value = float(days.quantile(quantile)) if len(days) else None
        values.add(
            f"{prefix}.days.{name}",
            value,
            "–" if value is None else number(value, "days"),
            file=file,
            column="days_to_final",
            rule=f"quantile {quantile} over {rule}",
        )


def missing_reasons(people: pd.DataFrame) -> list[str]:
    """Return the reasons for missing outcomes that occur, sorted."""
    return sorted(people["outcome_missing_because"].dropna().astype(str).unique())


def _missing_reasons(values: Values, prefix: str, people: pd.DataFrame, file: str) -> None:
    column = "outcome_missing_because"
    for reason in missing_reasons(people):
        values.add(f"{prefix}.reasons.{slug(reason)}", None, reason, file=file, column=column)
        for role in ROLES:
            count = int((people["role"].eq(role) & people[column].eq(reason)).sum())
            identifier = f"{prefix}.{role}.missing_because.{slug(reason)}"
            _count(values, identifier, count, file, column, f"count of rows with role {role} and this reason")


def _years(values: Values, prefix: str, people: pd.DataFrame, file: str) -> None:
    years = people["index_date"].dropna().dt.year
    for name in ("first", "last"):
        value = None if years.empty else int(years.min() if name == "first" else years.max())
        rule = f"{name} year of any row"
        text = "–" if value is None else str(value)
        values.add(f"{prefix}.{name}_year", value, text, file=file, column="index_date", rule=rule)


def _count(values: Values, identifier: str, count: int, file: str, column: str, rule: str) -> str:
    return values.add(identifier, int(count), number(count, "count"), file=file, column=column, rule=rule)
