"""What the paper needs to know of a figure file: where its PNG twin is, its shape, its words for the blind."""

import re
import struct
from pathlib import Path

from chart2paper.writing.engines.pandoc_ast import Node, get, nodes, plain_text

TEXT_WIDTH_MM, TALLEST_MM = 165.0, 195.0

DESCRIPTION = re.compile(r"<dc:description>(.*?)</dc:description>", re.DOTALL)


def images(tree: object) -> list[Node]:
    """Return all images of a document tree, in order."""
    return [node for node in nodes(tree) if node["t"] == "Image"]


def source(image: Node) -> str:
    """Return the path of an image, as written."""
    return str(image["c"][2][0])


def png_twin(path: str) -> str:
    """Return the PNG beside an SVG (Word needs pixels); any other path stays."""
    return path.removesuffix(".svg") + ".png" if path.endswith(".svg") else path


def alt_text(image: Node) -> str:
    """Return the description for people who cannot see the figure: `fig-alt`, or else the caption's words."""
    return get(image["c"][0], "fig-alt") or plain_text(image["c"][1])


def shown_width(image: Node, folder: Path) -> str:
    """Return the width as a percentage of the text: the author's own, or full, or less where it would be too tall."""
    given = get(image["c"][0], "width")
    if given:
        return given
    width, height = _pixels(folder / png_twin(source(image)))
    return f"{min(100.0, 100 * TALLEST_MM / TEXT_WIDTH_MM * width / height):.0f}%"


def _pixels(png: Path) -> tuple[int, int]:
    """Return width and height from the header of a PNG file (PNG specification, chunk IHDR)."""
    head = png.read_bytes()[:24]
    width, height = struct.unpack(">II", head[16:24])
    return int(width), int(height)


def description(svg: str) -> str:
    """Return the description that a figure carries in its SVG metadata, as one line of plain text."""
    found = DESCRIPTION.search(svg)
    text = " ".join(found.group(1).split()) if found else ""
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text
