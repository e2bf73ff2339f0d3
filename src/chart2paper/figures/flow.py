"""Numbers of the study flow: from everyone in the records to everyone with an outcome (STROBE item 13)."""

from typing import Any

import pandas as pd

from chart2paper.figures.numbers import counted, rows_of
from chart2paper.tables.figures import FLOW_FIGURE
from chart2paper.tables.read_write import shape
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/flow"
# The exclusions that the description names; further ones are only counted.
MOST_REASONS = 5


def flow_frame(
    attrition: pd.DataFrame,
    cohort: pd.DataFrame,
    matches: pd.DataFrame,
    analysis_set: pd.DataFrame,
    words: Values,
) -> pd.DataFrame:
    """Return the lines of the flow diagram (FLOW_FIGURE).

    Parameters
    ----------
    attrition: rows of ATTRITION; step 0 is everyone in the records.
    cohort: rows of COHORT; `role` is empty for people who are not in.
    matches: rows of MATCHES.
    analysis_set: rows of ANALYSIS_SET; a missing outcome has no `final_score`.
    """
    eligible = _by_arm(cohort["role"])
    matched = _by_arm(matches["role"])
    there = analysis_set["final_score"].notna()
    sets = counted(words, "sets", matches["set_id"].nunique())
    parts = [
        _excluded(attrition, len(cohort), words.words(f"{DRAWN}#records")),
        _line("eligible", words.words(f"{DRAWN}#eligible"), eligible),
        _line("unmatched", words.words(f"{DRAWN}#unmatched"), eligible - matched),
        _line("matched", words.words(f"{DRAWN}#matched", sets=sets), matched),
        _missing(analysis_set[~there], words.words(f"{DRAWN}#no_reason")),
        _line("outcome", words.words(f"{DRAWN}#outcome"), _by_arm(analysis_set.loc[there, "role"])),
    ]
    frame = pd.concat(parts, ignore_index=True)
    return shape(frame.assign(row=range(len(frame))), FLOW_FIGURE)


def _by_arm(roles: pd.Series) -> pd.Series:
    return roles.value_counts().reindex(["exposed", "comparator"], fill_value=0).astype("int64")


def _line(part: str, label: str, by_arm: pd.Series) -> pd.DataFrame:
    return pd.DataFrame([{"part": part, "label": label, **by_arm.to_dict(), "total": int(by_arm.sum())}])


def _excluded(attrition: pd.DataFrame, people: int, label: str) -> pd.DataFrame:
    """Return the first box and one line per exclusion; without a ledger, the first box alone."""
    steps = attrition[attrition["step"] > 0].sort_values("step")
    records = pd.DataFrame([{"part": "records", "label": label, "total": people}])
    lines = pd.DataFrame(
        {
            "part": "excluded",
            "label": steps["reason"],
            "exposed": steps["exposed"],
            "comparator": steps["comparator"],
            "total": steps["exposed"] + steps["comparator"],
            "remaining": steps["remaining"],
        }
    )
    return pd.concat([records, lines]) if len(lines) else records


def _missing(without: pd.DataFrame, no_reason: str) -> pd.DataFrame:
    """Return one line per reason why an outcome is missing, the most frequent first."""
    reasons = without["outcome_missing_because"].astype("string").fillna(no_reason)
    counts = pd.crosstab(reasons.to_numpy(), without["role"].to_numpy())
    counts = counts.reindex(columns=["exposed", "comparator"], fill_value=0)
    lines = pd.DataFrame(
        {
            "part": "missing",
            "label": counts.index.astype("string"),
            "exposed": counts["exposed"].to_numpy(),
            "comparator": counts["comparator"].to_numpy(),
            "total": counts.sum(axis=1).to_numpy(),
        }
    )
    return lines.sort_values(["total", "label"], ascending=[False, True], kind="stable")


def alt_text(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Describe the flow diagram in sentences, from the plotted lines alone."""
    one = {line.part: line for line in rows_of(frame)}  # the last line of each part
    excluded = frame[frame["part"] == "excluded"]
    facts, reasons = _reasons(excluded, words)
    return words.words(
        f"{DRAWN}#alt",
        facts,
        people=counted(words, "people", one["records"].total),
        number=f"{int(excluded['total'].sum()):,}",
        eligible=_arms(one["eligible"], short_name, words),
        sets_start=one["matched"].label,
        matched=_arms(one["matched"], short_name, words),
        with_outcome=_arms(one["outcome"], short_name, words),
        **reasons,
    )


def _arms(line: Any, short_name: str, words: Values) -> str:
    texts = {"exposed": f"{line.exposed:,}", "comparators": counted(words, "comparators", line.comparator)}
    return words.words(f"{DRAWN}#alt_arms", drug=short_name, **texts)


def _reasons(excluded: pd.DataFrame, words: Values) -> tuple[dict[str, str], dict[str, str]]:
    """Return which exclusions are named, as a fact of the passage, and their texts: the largest ones as a list."""
    ranked = excluded[excluded["total"] > 0].sort_values(["total", "row"], ascending=[False, True])
    if ranked.empty:
        return {"excluded": "nobody"}, {}
    named = [f"{label}: {count:,}" for label, count in zip(ranked["label"], ranked["total"], strict=True)]
    texts = {"reasons": "; ".join(named[:MOST_REASONS])}
    if len(named) <= MOST_REASONS:
        return {"excluded": "all_named"}, texts
    return {"excluded": "largest_named"}, texts | {
        "further": counted(words, "reasons", len(named) - MOST_REASONS)
    }
