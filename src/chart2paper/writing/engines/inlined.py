"""Files inside a document: fonts in the style sheet, figures in the tree, so that nothing has to be fetched."""

import base64
import re
from pathlib import Path
from typing import Any

from chart2paper.writing.engines.figure_files import source
from chart2paper.writing.engines.pandoc_ast import Node, rewrite

KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".ttf": "font/ttf"}
URL = re.compile(r'url\("([^"]+)"\)')


def data_uri(path: Path) -> str:
    """Return a file as an address that holds all of it (RFC 2397); KeyError for a kind that no paper has."""
    return f"data:{KINDS[path.suffix]};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


def style_with_fonts(css: str, fonts: Path) -> str:
    """Return a style sheet with the fonts that it names inside."""
    return URL.sub(lambda found: f'url("{data_uri(fonts / Path(found[1]).name)}")', css)


def with_pictures(tree: Any, folder: Path) -> Any:
    """Return the tree with every picture inside it."""

    def inside(node: Node) -> Node | None:
        if node["t"] != "Image":
            return None
        attributes, words, (_, title) = node["c"]
        return {"t": "Image", "c": [attributes, words, [data_uri(folder / source(node)), title]]}

    return rewrite(tree, inside)
