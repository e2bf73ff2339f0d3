"""A figure as a manuscript shows it: picture, caption and a description for people who cannot see it."""

import re
from collections.abc import Mapping

from chart2paper.catalogue.figures import Figure
from chart2paper.writing.about import About
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.values import Values


def caption(words: Values, figure: Figure, published: bool = False, cited: bool = True) -> str:
    """Return what a figure shows, in words.

    published: whether it has published results, too. cited: whether works may be cited and details told.
    """
    facts = {"published": published, "cited": cited}
    return words.words(figure.caption, {name: facts[name] for name in words.declared(figure.caption).facts})


def figure_part(values: Values, material: Material, figure: Figure, analysis: Analysis | None) -> str:
    """Return the Markdown of a figure, of one analysis or of all.

    Those of the supplement are divisions with their caption last.
    """
    stem = figure.file_stem(analysis.name if analysis else "")
    words = caption(values, figure, published=material.literature is not None)
    # What is drawn from no table shows no data.
    choice = {
        "of": "analysis" if analysis else "all",
        "simulated": material.simulated and bool(figure.sources),
    }
    names = {"title": f"protocol.analyses.{analysis.name}.title"} if analysis else {}
    beneath = values.markdown("caption", choice, {"caption": words}, **names)
    alt = material.alt_texts.get(stem, "") or words
    described = values.add(
        f"figure.{stem}.alt",
        None,
        alt,
        file=f"{stem}.svg",
        rule="description in the figure",
        about=About("picture", figure.name, analysis.name if analysis else ""),
    )
    picture, label = f"_generated/figures/{stem}.svg", _label(material, figure, analysis)
    quoted = values.show(described)
    if figure.in_supplement:
        return f'::: {{#{label}}}\n![]({picture}){{fig-alt="{quoted}"}}\n\n{beneath}\n:::\n'
    return f'![{beneath}]({picture}){{#{label} fig-alt="{quoted}"}}\n'


def _label(material: Material, figure: Figure, analysis: Analysis | None) -> str:
    """Return what a figure is referred to by: that of the primary analysis by its name alone, as texts know it."""
    alone = analysis is None or (figure.analyses != "designs" and analysis is material.primary)
    return figure.label("" if alone or analysis is None else analysis.name)


# A figure of the supplement as it is written above: its file's name is its key.
OF_SUPPLEMENT = re.compile(
    r'(?P<picture>!\[\]\(_generated/figures/(?P<stem>\w+)\.svg\)\{fig-alt="[^"]*"\}\n\n).+(?=\n:::)'
)


def with_captions(text: str, captions: Mapping[str, str]) -> str:
    """Return a text whose figures of the supplement have other captions, by the names of their files."""
    return OF_SUPPLEMENT.sub(
        lambda figure: (
            figure["picture"] + captions[figure["stem"]] if figure["stem"] in captions else figure[0]
        ),
        text,
    )
