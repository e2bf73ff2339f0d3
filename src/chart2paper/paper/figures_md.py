"""The figures as the paper and its supplement include them."""

from chart2paper.catalogue.figures import FIGURES, Figure, figures_of
from chart2paper.writing.figure_parts import figure_part
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.values import Values

# Figures that the manuscript includes by name, each from a file of its own.
INCLUDED = ("main text", "supplement")


def figure_parts(values: Values, material: Material) -> dict[str, str]:
    """Return the Markdown of every figure by file name: those that the manuscript includes by name, and one file
    with the rest. Those within a section of the supplement are written with it."""
    parts = {
        f"{figure.name}.md": figure_part(values, material, figure, _of(figure, material))
        for figure in FIGURES.values()
        if figure.stands in INCLUDED
    }
    further = [
        (figure, _of(figure, material)) for figure in FIGURES.values() if figure.stands == "further figures"
    ]
    further += [(figure, analysis) for analysis in material.others for figure in figures_of("every")]
    parts["supplement.md"] = "\n".join(figure_part(values, material, *which) for which in further)
    return parts


def _of(figure: Figure, material: Material) -> Analysis | None:
    """Return whose results a figure shows where it stands first: those of the primary analysis, or of all."""
    return None if figure.analyses == "all in one" else material.primary
