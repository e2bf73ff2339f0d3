"""What was found about balance: which covariates differ more than chance explains, as a sentence."""

from typing import Any

import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.paper import people_facts as s
from chart2paper.writing.about import About
from chart2paper.writing.material import Analysis, Sheet
from chart2paper.writing.numbers import interval, number
from chart2paper.writing.values import JOINED, Values

LIMIT = "protocol.balance.smd_threshold.value"
# Flagged covariates that the sentence names; further ones are counted.
MOST_NAMED = 5
# What tells how the shares of all covariates lie, and how many rows were looked at, which says nothing about people.
OF_SHARES, OF_ROWS = About("withheld"), About("words")


def add_balance_finding(values: Values, prefix: str, analysis: Analysis) -> None:
    """Add the sentence on balance after matching, by the small-sample rule, and what it is made from."""
    sheet = analysis.balance
    frame = sheet.frame
    after = frame[frame["sample"].eq("after") & frame["smd"].notna()]
    fits = s.balance(after, float(values.get(LIMIT).value))
    finding = About("finding", analysis=analysis.name)
    if fits == "none":
        people = f"people.{analysis.name}.n"
        values.sentence(f"{prefix}.balance.text", "balance#finding", {"found": fits}, finding, people=people)
        return
    beyond = int(s.beyond_chance(after).sum())
    names = {
        "limit": LIMIT,
        "exposed": f"people.{analysis.name}.exposed.n",
        "comparator": f"people.{analysis.name}.comparator.n",
        "all": _count(values, f"{prefix}.balance.all", len(after), sheet, "rows after matching", OF_ROWS),
        "beyond": _count(
            values, f"{prefix}.balance.beyond", beyond, sheet, "rows beyond their chance limit", OF_SHARES
        ),
        **_largest(values, f"{prefix}.balance", sheet, _most(after, fits)),
    }
    if fits == "flagged":
        flagged = after[after["smd_flagged"].fillna(False).to_numpy(dtype=bool)]
        names["named"] = _named(values, f"{prefix}.balance", sheet, flagged)
        adjusted = set(flagged["covariate"]) <= set(analysis.choice("estimation", "adjust_for"))
        choice = {"all_adjusted": adjusted}
        names["adjusted"] = values.sentence(f"{prefix}.balance.adjusted", "balance#adjusted", choice)
    values.sentence(f"{prefix}.balance.text", "balance#finding", {"found": fits}, finding, **names)


def _most(after: pd.DataFrame, fits: str) -> int:
    """Return the position of the largest SMD, or of that which is farthest beyond its chance limit."""
    size = after["smd"].abs()
    if fits == "beyond_chance":
        size = size / after["chance_limit"]
    return int(after.index[int(size.to_numpy().argmax())])


def _largest(values: Values, prefix: str, sheet: Sheet, position: int) -> dict[str, str]:
    row: dict[str, Any] = {str(name): cell for name, cell in sheet.frame.iloc[position].items()}
    place: dict[str, Any] = {"file": sheet.file, "row": position + 2}
    names = {
        "largest": values.add(
            f"{prefix}.largest", None, covariate_in_prose(row), **place, column="covariate", about=OF_SHARES
        )
    }
    for name, column in (("smd", "smd"), ("chance", "chance_limit")):
        value = float(row[column])
        about = OF_SHARES if name == "smd" else None
        names[name] = values.add(
            f"{prefix}.{name}", value, number(value, "smd"), **place, column=column, about=about
        )
    return names


def _named(values: Values, prefix: str, sheet: Sheet, flagged: pd.DataFrame) -> str:
    """Add the list of flagged covariates, the largest difference first, and return its id."""
    order = flagged["smd"].abs().sort_values(ascending=False, kind="stable").index
    ids = []
    for position in order[:MOST_NAMED]:
        row: dict[str, Any] = {str(name): cell for name, cell in sheet.frame.iloc[position].items()}
        ci = interval(float(row["smd_ci_low"]), float(row["smd_ci_high"]), "smd")
        text = values.words(
            "balance#one", name=covariate_in_prose(row), smd=number(float(row["smd"]), "smd"), ci=ci
        )
        identifier = f"{prefix}.flagged{position + 2}"
        rule = "SMD and interval of the row"
        ids.append(
            values.add(identifier, float(row["smd"]), text, file=sheet.file, row=position + 2, rule=rule)
        )
    if len(flagged) <= MOST_NAMED:
        return values.join(f"{prefix}.named", ids, ", ")
    listed = values.join(f"{prefix}.listed", ids, ", ")
    more = _count(values, f"{prefix}.more", len(flagged) - MOST_NAMED, sheet, "flagged rows not named", None)
    return values.sentence(f"{prefix}.named", "balance#named", rule=JOINED, listed=listed, more=more)


def _count(values: Values, identifier: str, count: int, sheet: Sheet, rule: str, about: About | None) -> str:
    text, rule = str(count), f"count of {rule}"
    return values.add(
        identifier, count, text, file=sheet.file, column="smd", rule=rule, about=about, made="counted"
    )


def covariate_in_prose(row: dict[str, Any]) -> str:
    """Return a row's covariate, with its level where it has one, inside a sentence."""
    covariate, level = COVARIATES[str(row["covariate"])], row["level"]
    has_level = isinstance(level, str) and level != ""
    return f"{covariate.prose} ({covariate.in_prose(level)})" if has_level else covariate.prose
