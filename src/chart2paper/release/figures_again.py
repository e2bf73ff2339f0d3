"""Figures of a release that are drawn as those of the paper, from the controlled numbers."""

import pandas as pd

from chart2paper.catalogue.outcomes import outcome_of
from chart2paper.figures.balance import balance_frame
from chart2paper.figures.draw_balance import draw_balance
from chart2paper.figures.draw_flow import draw_flow
from chart2paper.figures.draw_forest import draw_forest
from chart2paper.figures.draw_specification_curve import draw_specification_curve
from chart2paper.figures.draw_tipping import draw_tipping
from chart2paper.figures.forest import forest_frame, judged_title
from chart2paper.figures.forest_words import DRAWN as FOREST
from chart2paper.figures.specification_curve import specification_frame
from chart2paper.figures.tipping import tipping_frame
from chart2paper.release.released import Drawn, Page, Released
from chart2paper.release.rounding import WITHHELD
from chart2paper.release.written import without_zeros
from chart2paper.tables.figures import FLOW_FIGURE
from chart2paper.tables.literature import LITERATURE
from chart2paper.tables.match import BALANCE
from chart2paper.tables.missing import TIPPING_POINT
from chart2paper.tables.model import DIAGNOSTICS, ESTIMATES, SENSITIVITY
from chart2paper.tables.read_write import read_table, shape


def flow(released: Released, analysis: str, page: Page) -> Drawn:
    """Return the study flow of an analysis."""
    frame = released.frame(analysis, "flow", FLOW_FIGURE)
    return draw_flow(frame, page.title(analysis), page.banner, page.short, page.words), frame


def balance(released: Released, analysis: str, page: Page) -> Drawn:
    """Return the balance of the differences that are shown."""
    table = released.frame(analysis, "balance", BALANCE)
    frame = balance_frame(
        table[table["smd"].notna()], page.study["balance"]["smd_threshold"]["value"], outcome_of(page.study)
    )
    return draw_balance(frame, page.title(analysis), page.banner, page.words), frame


def tipping(released: Released, analysis: str, page: Page) -> Drawn:
    """Return the tipping points, as far as they are shown."""
    frame = tipping_frame(released.frame(analysis, "tipping_point", TIPPING_POINT))
    frame["status"] = frame["status"].mask(frame["estimate"].isna(), "withheld")
    if frame["estimate"].notna().sum() <= 3:
        # The same estimate without a shift begins each line; alone it is no figure.
        frame = frame.assign(
            estimate=float("nan"), ci_low=float("nan"), ci_high=float("nan"), status="withheld"
        )
    return draw_tipping(frame, page.title(analysis), page.banner, page.short, page.words), frame


def specification(released: Released, analysis: str, page: Page) -> Drawn:
    """Return the specification curve of the grid."""
    frame = specification_frame(released.frame(analysis, "sensitivity", SENSITIVITY))
    return draw_specification_curve(frame, page.banner, page.short, page.words), frame


def forest(released: Released, page: Page) -> Drawn:
    """Return the forest plot of all analyses, its numbers with the digits that they are printed with."""
    primary = page.study["primary_analysis"]
    titles = {name: page.title(name) for name in page.study["analyses"]}
    estimates = pd.concat(
        [released.frame(name, "estimates", ESTIMATES) for name in titles], ignore_index=True
    )
    estimates["status"] = estimates["status"].mask(estimates["estimate"].isna(), WITHHELD)
    path = page.study["paper"]["literature"]
    literature = read_table(LITERATURE, path) if path else shape(pd.DataFrame(), LITERATURE)
    judged = judged_title(titles[primary], released.frame(primary, "diagnostics", DIAGNOSTICS), page.words)
    frame = forest_frame(estimates, literature, titles | {primary: judged}, page.short, page.words)
    frame["detail"] = frame["detail"].fillna(page.words.words(f"{FOREST}#withheld"))
    # The drawing writes two decimals; what was printed with fewer must not look as if it had them.
    ours = frame["heading"].isin([*titles.values(), judged])
    frame["words"] = frame["words"].mask(ours, frame["words"].map(without_zeros, na_action="ignore"))
    return draw_forest(frame, "", page.banner, page.short, page.words), frame
