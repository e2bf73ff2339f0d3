"""The figures of a release: the same drawings from the controlled numbers, or coarse curves in their place."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.figures.balance import balance_frame
from chart2paper.figures.draw_balance import draw_balance
from chart2paper.figures.draw_flow import draw_flow
from chart2paper.figures.draw_forest import draw_forest
from chart2paper.figures.draw_specification_curve import draw_specification_curve
from chart2paper.figures.draw_tipping import draw_tipping
from chart2paper.figures.flow import TWIN as FLOW
from chart2paper.figures.forest import forest_frame, judged_title
from chart2paper.figures.literature import LITERATURE
from chart2paper.figures.save import save_pictures
from chart2paper.figures.specification_curve import specification_frame
from chart2paper.figures.tipping import tipping_frame
from chart2paper.release.cell import COARSE, HELD, MANY, Cell
from chart2paper.release.control import Control, lines_out
from chart2paper.release.draw_curves import Curves, draw_curves
from chart2paper.release.rounding import WITHHELD
from chart2paper.release.sheets import Sheet
from chart2paper.release.written import without_zeros
from chart2paper.tables.contract import Table
from chart2paper.tables.match import BALANCE
from chart2paper.tables.missing import TIPPING_POINT
from chart2paper.tables.model import DIAGNOSTICS, ESTIMATES, SENSITIVITY
from chart2paper.tables.read_write import read_table, shape, write_csv

ALT = "Drawn from controlled aggregates; the numbers are in the table of the same name."
Lines = list[dict[str, Cell]]


class Released:
    """The tables of a release by analysis and stem, as frames for drawing."""

    def __init__(self, control: Control, sheets: list[Sheet], results: str):
        self._lines: dict[tuple[str, str], Lines] = {}
        for sheet in sheets:
            stem = Path(sheet.file).stem
            self._lines[(sheet.analysis, stem)] = list(lines_out(control, sheet))

    def has(self, analysis: str, stem: str) -> bool:
        """Return whether a table is released."""
        return (analysis, stem) in self._lines

    def frame(self, analysis: str, stem: str, table: Table | None = None) -> pd.DataFrame:
        """Return a released table; what is withheld is empty. `table` gives its declared columns and types."""
        words = {c.name for c in table.columns if c.type == "text"} if table else set()
        rows = [
            {name: _value(cell, name in words) for name, cell in line.items()}
            for line in self._lines[(analysis, stem)]
        ]
        frame = pd.DataFrame(rows)
        return shape(frame, table) if table else frame


def _value(cell: Cell, word: bool) -> Any:
    if cell.state == HELD or cell.text in ("", WITHHELD):
        return None
    if word:
        return cell.text
    if cell.number is not None:
        return cell.number
    if cell.state in (COARSE, MANY):
        # "over 10" people, "<0.001", "at most 0.1": a bound in the place of a number is none that can be drawn.
        return None
    try:
        return float(cell.text)
    except ValueError:
        return cell.text


def draw_all(
    released: Released,
    study: Mapping[str, Any],
    analyses: list[str],
    banner: str,
    folder: Path,
    wanted: frozenset[str] = frozenset(),
) -> list[str]:
    """Draw every figure of the paper into `folder` as SVG, PNG and CSV; return their names.

    In the place of a figure of the paper (`wanted`) that has no released form stands one that says so.
    """
    short, primary = study["exposure"]["short_name"], study["primary_analysis"]
    titles = {name: study["analyses"][name]["title"] for name in analyses}
    made = []
    for analysis in analyses:
        for stem, draw in FIGURES.items():
            if released.has(analysis, SOURCE.get(stem, stem)):
                figure, frame = draw(released, analysis, titles[analysis], banner, short, study)
                made.append(_save(figure, frame, folder, f"{analysis}_{stem}"))
    figure, frame = _forest(released, titles, primary, banner, short, study)
    made.append(_save(figure, frame, folder, "forest"))
    for name in sorted(wanted - set(made)):
        empty = Curves(pd.DataFrame(), "", "", (0, 1), "This figure has no released form.")
        made.append(_save(draw_curves(empty, "", banner, short), pd.DataFrame(), folder, name))
    return made


def _save(figure: Figure, frame: pd.DataFrame, folder: Path, name: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    save_pictures(figure, ALT, SimpleNamespace(svg=folder / f"{name}.svg", png=folder / f"{name}.png"))
    write_csv(frame, folder / f"{name}.csv")
    return name


def _flow(
    released: Released, analysis: str, title: str, banner: str, short: str, study: Any
) -> tuple[Figure, pd.DataFrame]:
    frame = released.frame(analysis, "flow", FLOW)
    return draw_flow(frame, title, banner, short), frame


def _balance(
    released: Released, analysis: str, title: str, banner: str, short: str, study: Any
) -> tuple[Figure, pd.DataFrame]:
    table = released.frame(analysis, "balance", BALANCE)
    frame = balance_frame(table[table["smd"].notna()], study["balance"]["smd_threshold"]["value"])
    return draw_balance(frame, title, banner), frame


def _tipping(
    released: Released, analysis: str, title: str, banner: str, short: str, study: Any
) -> tuple[Figure, pd.DataFrame]:
    frame = tipping_frame(released.frame(analysis, "tipping_point", TIPPING_POINT))
    frame["status"] = frame["status"].mask(frame["estimate"].isna(), "withheld")
    if frame["estimate"].notna().sum() <= 3:
        # The same estimate without a shift begins each line; alone it is no figure.
        frame = frame.assign(
            estimate=float("nan"), ci_low=float("nan"), ci_high=float("nan"), status="withheld"
        )
    return draw_tipping(frame, title, banner, short), frame


def _specification(
    released: Released, analysis: str, title: str, banner: str, short: str, study: Any
) -> tuple[Figure, pd.DataFrame]:
    frame = specification_frame(released.frame(analysis, "sensitivity", SENSITIVITY))
    return draw_specification_curve(frame, banner, short), frame


def _responders(
    released: Released, analysis: str, title: str, banner: str, short: str, study: Any
) -> tuple[Figure, pd.DataFrame]:
    table = released.frame(analysis, "responder_curve")
    points = _points(table, "threshold_percent", "share", times=100)
    note = (
        "Shares are of rounded counts. Only thresholds between which many people lie are shown; a missing outcome "
        "counts as no response."
    )
    label = "Pain reduction from baseline of at least (%)"
    curves = Curves(points, label, "People (%)", (0, 100), note, x_limits=(-100, 100))
    return draw_curves(curves, title, banner, short), table


def _time(
    released: Released, analysis: str, title: str, banner: str, short: str, study: Any
) -> tuple[Figure, pd.DataFrame]:
    table = released.frame(analysis, "time_on_treatment")
    table = table.reindex(columns=["day", "at_risk", "share"])
    points = _points(table.assign(role="exposed"), "day", "share", times=100)
    note = "A life table of rounded counts. Only days between which many people stopped are shown."
    curves = Curves(points, "Days since the index date", f"Still taking {short} (%)", (0, 105), note)
    return draw_curves(curves, title, banner, short), table


def _trajectories(
    released: Released, analysis: str, title: str, banner: str, short: str, study: Any
) -> tuple[Figure, pd.DataFrame]:
    table = released.frame(analysis, "trajectories")
    points = _points(table, "day", "score")
    note = (
        "Means of each arm with 95% intervals, where they rest on enough people. No single person is drawn."
    )
    curves = Curves(points, "Days since the index date", PAIN.label, (PAIN.low, PAIN.high), note)
    return draw_curves(curves, title, banner, short), table


def _overlap(
    released: Released, analysis: str, title: str, banner: str, short: str, study: Any
) -> tuple[Figure, pd.DataFrame]:
    table = released.frame(analysis, "overlap")
    table = table.reindex(columns=["role", "bin_low", "bin_high", "people", "share"])
    lows = sorted(table["bin_low"].unique())
    ends = [f"{low:g} to {high:g}" for low, high in zip(lows, [*lows[1:], 1], strict=False)]
    placed = table.assign(place=table["bin_low"].map({low: place for place, low in enumerate(lows)}))
    points = _points(placed, "place", "share", times=100)
    note = "After matching. Neighbouring ranges are joined until each holds enough people of both groups."
    curves = Curves(points, "Preference score", "Share of the group (%)", (0, 100), note, tuple(ends))
    return draw_curves(curves, title, banner, short), table


def _points(table: pd.DataFrame, x: str, y: str, times: float = 1.0) -> pd.DataFrame:
    """Return role, x, y, low and high of the points of a table."""
    if table.empty:
        return pd.DataFrame(columns=["role", "x", "y", "low", "high"])
    columns = {"x": (x, 1.0), "y": (y, times), "low": ("ci_low", times), "high": ("ci_high", times)}
    numbers = {
        name: pd.to_numeric(table[column]) * size if column in table else float("nan")
        for name, (column, size) in columns.items()
    }
    return pd.DataFrame({"role": table["role"], **numbers})


def _forest(
    released: Released, titles: dict[str, str], primary: str, banner: str, short: str, study: Any
) -> tuple[Figure, pd.DataFrame]:
    estimates = pd.concat(
        [released.frame(name, "estimates", ESTIMATES) for name in titles], ignore_index=True
    )
    estimates["status"] = estimates["status"].mask(estimates["estimate"].isna(), WITHHELD)
    path = study["paper"]["literature"]
    literature = read_table(LITERATURE, path) if path else shape(pd.DataFrame(), LITERATURE)
    judged = judged_title(titles[primary], released.frame(primary, "diagnostics", DIAGNOSTICS))
    frame = forest_frame(estimates, literature, titles | {primary: judged}, short)
    frame["detail"] = frame["detail"].fillna("n withheld")
    # The drawing writes two decimals; what was printed with fewer must not look as if it had them.
    ours = frame["heading"].isin([*titles.values(), judged])
    frame["words"] = frame["words"].mask(ours, frame["words"].map(without_zeros, na_action="ignore"))
    return draw_forest(frame, "", banner, short), frame


FIGURES: dict[str, Callable[..., tuple[Figure, pd.DataFrame]]] = {
    "flow": _flow,
    "balance": _balance,
    "responders": _responders,
    "trajectories": _trajectories,
    "overlap": _overlap,
    "specification_curve": _specification,
    "time_on_treatment": _time,
    "tipping": _tipping,
}
# Tables that have another name than the figure.
SOURCE = {
    "responders": "responder_curve",
    "specification_curve": "sensitivity",
    "tipping": "tipping_point",
}
