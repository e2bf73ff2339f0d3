"""Numbers of the forest plot: this study's estimates, per analysis, beside published results.

Units are never mixed: each panel has an axis of its own, and what fits no axis is listed in words.
"""

import pandas as pd

from chart2paper.catalogue.estimands import ESTIMANDS, estimand_of
from chart2paper.figures.forest_words import DRAWN, estimate_text
from chart2paper.figures.numbers import counted, rows_of
from chart2paper.figures.published import published_lines
from chart2paper.tables.closed_lists import JUDGEMENTS
from chart2paper.tables.figures import FOREST_FIGURE, PANELS
from chart2paper.tables.read_write import shape
from chart2paper.writing.prose import sentence
from chart2paper.writing.values import Values


def forest_frame(
    estimates: pd.DataFrame,
    literature: pd.DataFrame,
    analyses: dict[str, str],
    short_name: str,
    words: Values,
) -> pd.DataFrame:
    """Return the lines of the forest plot (FOREST_FIGURE), panel by panel: our analyses in their order, then published.

    Parameters
    ----------
    estimates: rows of ESTIMATES of all analyses.
    literature: rows of LITERATURE; may be empty.
    analyses: printed title of each analysis, in the protocol's order.
    short_name: the treatment's short name.
    words: the passages, with the study's outcome: published results in points are drawn where they are on its scale.
    """
    ours = _ours(estimates, short_name)
    ours["order"] = ours["analysis"].map({name: number for number, name in enumerate(analyses)})
    ours["heading"] = ours["analysis"].map(analyses)
    published = published_lines(literature, words).assign(order=len(analyses), rank=range(len(literature)))
    frame = pd.concat([part for part in (ours, published) if len(part)] or [ours], ignore_index=True)
    frame["panel_order"] = frame["panel"].map({panel: number for number, panel in enumerate(PANELS)})
    frame = frame.sort_values(["panel_order", "order", "rank", "label"], kind="stable", ignore_index=True)
    return shape(frame.assign(row=range(len(frame))), FOREST_FIGURE)


def forest_of_study(
    estimates: pd.DataFrame,
    literature: pd.DataFrame,
    diagnostics: pd.DataFrame,
    analyses: dict[str, str],
    primary: str,
    short_name: str,
    words: Values,
) -> pd.DataFrame:
    """Return the lines of the forest plot (see `forest_frame`), the primary analysis with how its checks come out.

    diagnostics: rows of DIAGNOSTICS. primary: name of the primary analysis.
    """
    judged = judged_title(analyses[primary], diagnostics, words)
    return forest_frame(estimates, literature, analyses | {primary: judged}, short_name, words)


def judged_title(title: str, diagnostics: pd.DataFrame, words: Values) -> str:
    """Return the primary analysis's title with how many of its checks pass, warn and fail (DIAGNOSTICS)."""
    counts = diagnostics["judgement"].value_counts()
    checks = [
        words.words(f"{DRAWN}#check", {"judgement": judgement}, checked=f"{counts[judgement]}")
        for judgement in JUDGEMENTS
        if counts.get(judgement, 0)
    ]
    texts = {"title": title} | ({"checks": ", ".join(checks)} if checks else {})
    return words.words(f"{DRAWN}#title", {"judged": bool(checks)}, **texts)


def _ours(estimates: pd.DataFrame, short_name: str) -> pd.DataFrame:
    """Return the lines of the estimates that have one, with their rank in the catalogue."""
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
        rank=[ESTIMANDS.index(known.estimand) for known, _ in lines],
    )
    texts = [
        status if pd.isna(estimate) else estimate_text(panel, estimate, low, high)
        for panel, estimate, low, high, status in zip(
            *(frame[name] for name in ("panel", "estimate", "ci_low", "ci_high")), rows["status"], strict=True
        )
    ]
    return frame.assign(words=pd.Series(texts, index=frame.index, dtype="string"))


def alt_text(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Describe the forest plot in sentences, from the plotted lines alone.

    Of each analysis the first estimate of a panel is described; the further ones are counted.
    """
    panels = [_panel(panel, lines, words) for panel in PANELS if len(lines := frame[frame["panel"] == panel])]
    texts = " ".join(panels) or words.words(f"{DRAWN}#alt_nothing")
    return words.words(f"{DRAWN}#alt", drug=short_name, panels=texts)


def _panel(panel: str, lines: pd.DataFrame, words: Values) -> str:
    described = counted(words, "results", len(lines)) if panel == "words" else _lines(lines, words)
    points = words.outcome.points
    return words.words(f"{DRAWN}#alt_panel", {"panel": panel}, points=points, lines=described)


def _lines(lines: pd.DataFrame, words: Values) -> str:
    further = (lines["marker"].isin(["estimate", "subgroup"])) & lines.duplicated("heading")
    described = "; ".join(
        words.words(f"{DRAWN}#alt_line", heading=line.heading, label=line.label, words=line.words)
        for line in rows_of(lines[~further])
    )
    count = {"further": counted(words, "estimates", int(further.sum()))} if further.any() else {}
    return words.words(f"{DRAWN}#alt_lines", {"more": bool(count)}, lines=described, **count)
