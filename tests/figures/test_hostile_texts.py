"""Whatever a level, a title or a reason holds, a figure shows it, and holds no formula, link or script."""

import re
import xml.etree.ElementTree as ET
from types import SimpleNamespace

import pytest
from matplotlib.figure import Figure

from chart2paper.figures.save import save_pictures
from chart2paper.figures.style import journal_style
from chart2paper.not_shown import visible
from chart2paper.writing.engines.figure_files import description
from paper.hostile import HOSTILE

PICTURE = {
    "svg",
    "metadata",
    "RDF",
    "Work",
    "type",
    "format",
    "description",
    "defs",
    "style",
    "g",
    "path",
    "use",
    "clipPath",
    "rect",
}
MORE = (
    "\ud800",
    "a\x07b",
    "$\\frac{1}{",
    "\x0b\x0c",
    "-->",
    "]]>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
)


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("text", [*HOSTILE, *MORE])
def test_a_figure_with_a_hostile_text_is_a_picture_and_nothing_else(tmp_path, text):
    outputs = SimpleNamespace(svg=tmp_path / "a.svg", png=tmp_path / "a.png")
    with journal_style():
        figure = Figure(figsize=(3, 1))
        shown = figure.text(0.1, 0.5, text)
        save_pictures(figure, text, outputs)
    svg = outputs.svg.read_text(encoding="utf-8")
    elements = list(ET.fromstring(svg).iter())
    assert {element.tag.rpartition("}")[2] for element in elements} <= PICTURE
    links = [value for element in elements for name, value in element.attrib.items() if name.endswith("href")]
    assert all(re.fullmatch(r"#[\w-]+", link) for link in links)
    assert not [name for element in elements for name in element.attrib if name.lower().startswith("on")]
    assert shown.get_text() == visible(text)
    assert description(svg) == " ".join(visible(text).split())
