"""Who was compared: numbers of people, their characteristics and their follow-up, by arm."""

from dataclasses import replace
from typing import Literal

import pandas as pd

from chart2paper.catalogue.covariate import Covariate
from chart2paper.catalogue.covariates import COVARIATES, NOT_RECORDED
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.about import About
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
        of_arm = About("count", "matched", analysis.name, role)
        _count(values, f"{prefix}.{role}.n", len(arm), file, "person_id", f"count of {rule}", of_arm)
        _characteristics(values, f"{prefix}.{role}", people, of_arm, file)
        _follow_up(values, f"{prefix}.{role}", arm, of_arm, file, rule)
    everyone = About("count", "matched", analysis.name)
    _count(values, f"{prefix}.n", len(people), file, "person_id", "count of rows", everyone)
    sets, rule = people["set_id"].nunique(), "count of different sets"
    _count(values, f"{prefix}.sets", sets, file, "set_id", rule, replace(everyone, group="sets"))
    missing = int(people["final_score"].isna().sum())
    lacking, rule = replace(everyone, group="missing"), "count of rows without a score"
    _count(values, f"{prefix}.missing", missing, file, "final_score", rule, lacking)
    unmatched, dropped = analysis.unmatched, About("count", "unmatched", analysis.name, "exposed")
    rule = "count of rows"
    _count(values, f"{prefix}.unmatched", len(unmatched.frame), unmatched.file, "person_id", rule, dropped)
    _years(values, prefix, people, analysis.name, file)
    _missing_reasons(values, prefix, people, analysis.name, file)


def levels(covariate: Covariate, people: pd.DataFrame) -> list[str]:
    """Return the levels of a covariate that occur, most frequent first, then "not recorded"; of yes or no: yes."""
    name = covariate.name
    if covariate.kind == "yes_no":
        return ["1", NOT_RECORDED] if people[name].isna().any() else ["1"]
    counts = people[name].value_counts().reset_index()
    found = counts.sort_values(["count", name], ascending=[False, True])[name].astype(str).tolist()
    return [*found, NOT_RECORDED] if people[name].isna().any() else found


def _characteristics(values: Values, prefix: str, people: pd.DataFrame, of_arm: About, file: str) -> None:
    arm, rule = people[people["role"].eq(of_arm.role)], f"rows with role {of_arm.role}"
    for name, covariate in COVARIATES.items():
        of_known = replace(of_arm, group="known", covariate=name)
        if covariate.has_levels:
            _levels(values, prefix, arm[name], levels(covariate, people), of_known, file, rule)
        else:
            _mean_sd(values, f"{prefix}.{name}", arm[name], covariate, of_known, file, rule)


def _mean_sd(
    values: Values,
    identifier: str,
    numbers: pd.Series,
    covariate: Covariate,
    of_known: About,
    file: str,
    rule: str,
) -> None:
    known, name = numbers.dropna().astype("float64"), covariate.name
    statistics: tuple[tuple[Literal["mean", "sd"], int, str], ...]
    statistics = ("mean", 1, "mean"), ("sd", 2, "standard deviation")
    for statistic, least, text in statistics:
        enough = len(known) >= least
        value = float(getattr(known, {"sd": "std"}.get(statistic, statistic))()) if enough else None
        values.add(
            f"{identifier}.{statistic}",
            value,
            "–" if value is None else number(value, covariate.written),
            file=file,
            column=name,
            rule=f"{text} over {rule}",
            about=replace(of_known, kind=statistic),
        )
    _count(values, f"{identifier}.n", len(known), file, name, f"count of {rule} with a value", of_known)


def _levels(
    values: Values, prefix: str, arm: pd.Series, shown: list[str], of_known: About, file: str, rule: str
) -> None:
    """Add n and percent of the arm for each level that occurs in either arm."""
    name = str(arm.name)
    texts = arm.astype("string")
    counts = texts.fillna(NOT_RECORDED).value_counts()
    for level in shown:
        at_level, count = replace(of_known, group="level", level=level), int(counts.get(level, 0))
        _level(values, f"{prefix}.{name}.{text_slug(level)}", count, len(arm), at_level, file, rule)
    found = int(texts.notna().sum())
    _count(values, f"{prefix}.{name}.n", found, file, name, f"count of {rule} with a value", of_known)


def _level(
    values: Values, identifier: str, count: int, people: int, at_level: About, file: str, rule: str
) -> None:
    name = at_level.covariate
    _count(values, f"{identifier}.count", count, file, name, f"count of {rule} at this level", at_level)
    share = 100 * count / people if people else None
    text = "–" if share is None else number(share, "share")
    of_arm, about = f"percent of {rule}", replace(at_level, kind="share")
    values.add(f"{identifier}.percent", share, text, file=file, column=name, rule=of_arm, about=about)


def _follow_up(values: Values, prefix: str, arm: pd.DataFrame, of_arm: About, file: str, rule: str) -> None:
    scored, column = arm["final_score"].notna(), "final_score"
    there, lacking = (replace(of_arm, group=group) for group in ("with outcome", "missing"))
    counts = int(scored.sum()), int((~scored).sum())
    _count(values, f"{prefix}.with_outcome", counts[0], file, column, f"count of {rule} with one", there)
    _count(values, f"{prefix}.missing", counts[1], file, column, f"count of {rule} without one", lacking)
    share = 100 * float((~scored).mean()) if len(arm) else None
    text = "–" if share is None else number(share, "share")
    rule_of_share = f"percent of {rule} without a score"
    of_missing = replace(lacking, kind="share")
    values.add(
        f"{prefix}.missing_percent",
        share,
        text,
        file=file,
        column=column,
        rule=rule_of_share,
        about=of_missing,
    )
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
            about=replace(there, kind="quantile", level=name),
        )


def missing_reasons(people: pd.DataFrame) -> list[str]:
    """Return the reasons for missing outcomes that occur, sorted."""
    return sorted(people["outcome_missing_because"].dropna().astype(str).unique())


def _missing_reasons(values: Values, prefix: str, people: pd.DataFrame, analysis: str, file: str) -> None:
    column = "outcome_missing_because"
    for reason in missing_reasons(people):
        named = f"{prefix}.reasons.{slug(reason)}"
        values.add(named, None, reason, file=file, column=column, about=About("words"))
        for role in ROLES:
            count = int((people["role"].eq(role) & people[column].eq(reason)).sum())
            identifier = f"{prefix}.{role}.missing_because.{slug(reason)}"
            rule = f"count of rows with role {role} and this reason"
            lacking = About("count", "missing", analysis, role, reason=reason)
            _count(values, identifier, count, file, column, rule, lacking)


def _years(values: Values, prefix: str, people: pd.DataFrame, analysis: str, file: str) -> None:
    years = people["index_date"].dropna().dt.year
    for name in ("first", "last"):
        value = None if years.empty else int(years.min() if name == "first" else years.max())
        rule = f"{name} year of any row"
        text = "–" if value is None else str(value)
        about = About("years", name, analysis)
        values.add(
            f"{prefix}.{name}_year", value, text, file=file, column="index_date", rule=rule, about=about
        )


def _count(
    values: Values, identifier: str, count: int, file: str, column: str, rule: str, about: About
) -> str:
    text = number(count, "count")
    return values.add(
        identifier, int(count), text, file=file, column=column, rule=rule, about=about, made="counted"
    )
