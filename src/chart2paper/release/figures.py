"""The figures of a release: the same drawings from the controlled numbers, or coarse curves in their place."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
from matplotlib.figure import Figure

from chart2paper.catalogue.figures import figures_of
from chart2paper.figures.save import save_pictures
from chart2paper.release import figures_again, figures_of_curves
from chart2paper.release.draw_curves import Curves, draw_curves
from chart2paper.release.released import Drawn, Page, Released
from chart2paper.release.sentences import FIGURE_ALT
from chart2paper.tables.read_write import write_csv

# Released forms of the figures of an analysis, by the name of their record.
DRAWINGS: dict[str, Callable[[Released, str, Page], Drawn]] = {
    "flow": figures_again.flow,
    "balance": figures_again.balance,
    "responders": figures_of_curves.responders,
    "trajectories": figures_of_curves.trajectories,
    "overlap": figures_of_curves.overlap,
    "specification_curve": figures_again.specification,
    "time_on_treatment": figures_of_curves.time_on_treatment,
    "tipping": figures_again.tipping,
}
# And of those that show all analyses.
OF_ALL: dict[str, Callable[[Released, Page], Drawn]] = {"forest": figures_again.forest}


def draw_all(released: Released, page: Page, folder: Path, wanted: frozenset[str] = frozenset()) -> list[str]:
    """Draw every figure of the paper into `folder` as SVG, PNG and CSV; return their names.

    In the place of a figure of the paper (`wanted`) that has no released form stands one that says so.
    """
    drawn = {
        figure.file_stem(analysis): DRAWINGS[figure.name](released, analysis, page)
        for analysis in page.study["analyses"]
        for figure in figures_of("every", "primary")
        if figure.released != "nothing" and released.has(analysis, figure.released_from)
    }
    drawn |= {
        figure.file_stem(): OF_ALL[figure.name](released, page)
        for figure in figures_of("all in one")
        if figure.released != "nothing"
    }
    for name in sorted(wanted - set(drawn)):
        empty = Curves(pd.DataFrame(), "", "", (0, 1), page.part("no_form"))
        drawn[name] = draw_curves(empty, "", page.banner, page.short, page.words), pd.DataFrame()
    folder.mkdir(parents=True, exist_ok=True)
    for name, (figure, frame) in drawn.items():
        _save(figure, frame, page.words.words(FIGURE_ALT), folder, name)
    return list(drawn)


def _save(figure: Figure, frame: pd.DataFrame, alt: str, folder: Path, name: str) -> None:
    save_pictures(figure, alt, SimpleNamespace(svg=folder / f"{name}.svg", png=folder / f"{name}.png"))
    write_csv(frame, folder / f"{name}.csv")
