"""Numbers of the forest plot: this study's estimates, per analysis, beside published results.

Units are never mixed: each panel has an axis of its own, and what fits no axis is listed in words.
"""

import pandas as pd

from chart2paper.catalogue.estimands import ESTIMANDS, estimand_of
from chart2paper.catalogue.outcomes import Outcome
from chart2paper.figures.numbers import counted, interval, rows_of
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.read_write import shape
from chart2paper.writing.outcome_words import outcome_words
from chart2paper.writing.prose import sentence

PANELS = ("points", "percent", "standardised", "change", "words")
MARKERS = ("estimate", "subgroup", "exposed", "comparator", "trial", "pooled", "cohort")
PANEL_NAMES = {
    "points": "Difference between arms in {points}",
    "percent": "Difference between arms in percent change, in percentage points",
    "standardised": "Standardised difference between arms",
    "change": "Change within one arm in {points}, which is not an effect",
    "words": "On none of these scales",
}
JUDGED = {"pass": "pass", "warn": "warn", "fail": "FAIL", "unknown": "not made"}
DIGITS = {"points": 2, "percent": 1, "standardised": 2, "change": 2, "words": 2}

TWIN = Table(
    "forest",
    "a line of the forest plot",
    (
        Column("row", "integer", "line of the plot, from the top", required=True, low=0),
        Column("panel", "text", "panel, each with a unit of its own", required=True, values=PANELS),
        Column("heading", "text", "analysis, or published results", required=True),
        Column("label", "text", "what is estimated, or which study", required=True),
        Column("detail", "text", "people; for a published study also design and population"),
        Column("marker", "text", "kind of result", required=True, values=MARKERS),
        Column("estimate", "number", "the estimate; empty = not on this axis"),
        Column("ci_low", "number", "lower limit of the 95% interval"),
        Column("ci_high", "number", "upper limit of the 95% interval"),
        Column("words", "text", "what is printed beside it, or instead"),
    ),
    key=("row",),
)


def forest_frame(
    estimates: pd.DataFrame,
    literature: pd.DataFrame,
    analyses: dict[str, str],
    short_name: str,
    outcome: Outcome,
) -> pd.DataFrame:
    """Return the lines of the forest plot (TWIN), panel by panel: our analyses in their order, then published.

    Parameters
    ----------
    estimates: rows of ESTIMATES of all analyses.
    literature: rows of LITERATURE; may be empty.
    analyses: printed title of each analysis, in the protocol's order.
    short_name: the treatment's short name.
    outcome: published results in points are drawn where they are on its scale.
    """
    ours = _ours(estimates, short_name)
    ours["order"] = ours["analysis"].map({name: place for place, name in enumerate(analyses)})
    ours["heading"] = ours["analysis"].map(analyses)
    published = _published(literature, outcome).assign(order=len(analyses), place=range(len(literature)))
    frame = pd.concat([part for part in (ours, published) if len(part)] or [ours], ignore_index=True)
    frame["panel_order"] = frame["panel"].map({panel: place for place, panel in enumerate(PANELS)})
    frame = frame.sort_values(["panel_order", "order", "place", "label"], kind="stable", ignore_index=True)
    return shape(frame.assign(row=range(len(frame))), TWIN)


def forest_of_study(
    estimates: pd.DataFrame,
    literature: pd.DataFrame,
    diagnostics: pd.DataFrame,
    analyses: dict[str, str],
    primary: str,
    short_name: str,
    outcome: Outcome,
) -> pd.DataFrame:
    """Return the lines of the forest plot (see `forest_frame`), the primary analysis with how its checks come out.

    diagnostics: rows of DIAGNOSTICS. primary: name of the primary analysis.
    """
    judged = judged_title(analyses[primary], diagnostics)
    return forest_frame(estimates, literature, analyses | {primary: judged}, short_name, outcome)


def judged_title(title: str, diagnostics: pd.DataFrame) -> str:
    """Return the primary analysis's title with how many of its checks pass, warn and fail (DIAGNOSTICS)."""
    counts = diagnostics["judgement"].value_counts()
    said = [f"{counts[name]} {word}" for name, word in JUDGED.items() if counts.get(name, 0)]
    return f"{title} (primary; checks: {', '.join(said)})" if said else f"{title} (primary)"


def _ours(estimates: pd.DataFrame, short_name: str) -> pd.DataFrame:
    """Return the lines of the estimates that have one, with their place in the catalogue."""
    keys = estimates[["outcome", "estimand", "method"]].itertuples(index=False, name=None)
    found = [estimand_of(*key) for key in keys]
    rows = estimates.loc[[known.estimand.forest is not None for known in found]]
    lines = [(known, line) for known in found if (line := known.estimand.forest)]
    exposed, comparator = rows["n_exposed"].astype("string"), rows["n_comparator"].astype("string")
    marker = pd.Series([line.marker for _, line in lines], index=rows.index, dtype="string")
    both = exposed + " v " + comparator
    frame = rows[["analysis", "estimate", "ci_low", "ci_high"]].assign(
        panel=[line.panel for _, line in lines],
        label=[
            sentence(line.label.format(drug="{drug}", **known.parameters)).replace("{drug}", short_name)
            for known, line in lines
        ],
        detail=both.mask(marker == "exposed", exposed).mask(marker == "comparator", comparator),
        marker=marker,
        place=[ESTIMANDS.index(known.estimand) for known, _ in lines],
    )
    return frame.assign(words=_words(frame, rows["status"]))


def _words(frame: pd.DataFrame, otherwise: pd.Series) -> pd.Series:
    """Return each estimate with its interval, or `otherwise` (why there is none)."""
    columns = (frame[name] for name in ("panel", "estimate", "ci_low", "ci_high"))
    words = [
        reason if pd.isna(estimate) else interval(estimate, low, high, DIGITS[panel])
        for panel, estimate, low, high, reason in zip(*columns, otherwise, strict=True)
    ]
    return pd.Series(words, index=frame.index, dtype="string")


def _published(literature: pd.DataFrame, outcome: Outcome) -> pd.DataFrame:
    """Return the published results: the comparisons by unit, changes within one arm apart."""
    panels = {
        outcome.points: "points",
        "percent change": "percent",
        "standardised difference": "standardised",
    }
    panel = literature["plot_measure"].map(panels).fillna("words")
    panel = panel.mask((literature["plot_kind"] == "within one arm") & (panel == "points"), "change")
    # A percent change within one arm has no panel; it is told in words.
    panel = panel.mask((literature["plot_kind"] == "within one arm") & (panel != "change"), "words")
    drawn = panel != "words"
    frame = pd.DataFrame(
        {
            "panel": panel,
            "heading": "Published",
            "label": literature["study"] + ", " + literature["year"].astype("string"),
            "detail": _details(literature),
            "marker": literature["plot_design"].fillna("cohort"),
            "estimate": literature["plot_estimate"].where(drawn),
            "ci_low": literature["plot_low"].where(drawn),
            "ci_high": literature["plot_high"].where(drawn),
        }
    )
    numbers = _words(frame, frame["label"])
    derived = literature["plot_basis"].eq("derived").fillna(False)
    alone = (
        pd.Series(" (", index=frame.index).mask(derived, " (derived; ") + "no\u00a0interval\u00a0reported)"
    )
    numbers = numbers.where(frame["ci_low"].notna(), numbers + alone)
    return frame.assign(words=numbers.where(drawn, _as_reported(literature)))


def _details(literature: pd.DataFrame) -> pd.Series:
    """Return population and number of people; the marker tells a trial from a cohort, so only pools say more."""
    people = ("n\u00a0=\u00a0" + literature["n"].str.replace(" ", "\u00a0")).fillna("n not stated")
    text = literature["population"].fillna("") + "; " + people
    return text.where(literature["plot_design"] != "pooled", literature["design"] + "; " + text)


def _as_reported(literature: pd.DataFrame) -> pd.Series:
    limits = (" (" + literature["ci_low"] + " to " + literature["ci_high"] + ")").fillna("")
    note = ("; " + literature["plot_note"]).fillna("")
    return _true_minus(literature["outcome"] + ": " + literature["effect"] + limits + note)


def _true_minus(texts: pd.Series) -> pd.Series:
    """Turn the hyphen before a number, or between spaces, into a minus sign."""
    return texts.str.replace(r"(?<![\w.])-(?=\d)|(?<= )-(?= )", "−", regex=True)


def alt_text(frame: pd.DataFrame, short_name: str, outcome: Outcome) -> str:
    """Describe the forest plot in sentences, from the plotted lines alone.

    Of each analysis the first estimate of a panel is told; the further ones are counted.
    """
    words = outcome_words(outcome)
    better = f"{words['better_sign']} means {words['better_outcome']} with {short_name}"
    head = f"Forest plot of this study and published results; {better}."
    if frame.empty:
        return f"{head} There is nothing to show."
    texts = [head]
    for panel, name in PANEL_NAMES.items():
        lines = frame[frame["panel"] == panel]
        if panel == "words" and len(lines):
            texts.append(f"{counted(len(lines), 'published result')} on none of these scales, in words.")
        elif len(lines):
            texts.append(f"{name.format(points=outcome.points)}: {_told(lines)}.")
    return " ".join(texts)


def _told(lines: pd.DataFrame) -> str:
    further = (lines["marker"].isin(["estimate", "subgroup"])) & lines.duplicated("heading")
    told = lines[~further]
    text = "; ".join(f"{line.heading}, {line.label}: {line.words}" for line in rows_of(told))
    return (
        f"{text}; and {counted(int(further.sum()), 'further estimate')} of this study"
        if further.any()
        else text
    )
