"""A generated paper in a folder, as the renderer wants it, with a point for every figure."""

import re
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

from chart2paper.writing.engines.render import checked_tree, private_copy
from paper.paper_material import ROOT

FIGURE = re.compile(r"_generated/(figures/\S+)\.svg")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def write_parts(parts: dict[str, str], folder: Path, references: str) -> Path:
    """Write the generated parts of a paper, its figures and its references; return their folder."""
    generated = folder / "generated"
    for name, text in parts.items():
        (generated / name).parent.mkdir(parents=True, exist_ok=True)
        (generated / name).write_text(text, encoding="utf-8")
    for figure in {path for text in parts.values() for path in FIGURE.findall(text)}:
        (generated / f"{figure}.svg").write_text(SVG, encoding="utf-8")
        (generated / f"{figure}.png").write_bytes(pixel())
    shutil.copy(ROOT / references, generated / "references.bib")
    return generated


def tree_of(parts: dict[str, str], folder: Path, references: str, manuscript: str = "paper.qmd") -> Any:
    """Return pandoc's tree of a checked manuscript; raises `Problems` as the renderer does."""
    generated = write_parts(parts, folder, references)
    reports = folder / "reports"
    variables, marked = private_copy(ROOT / "reports", generated, reports, manuscript)
    return checked_tree(reports, variables, marked, manuscript)


def pixel() -> bytes:
    """Return a picture of one white point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\xff")) + chunk(b"IEND", b"")
