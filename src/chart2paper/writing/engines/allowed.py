"""What a document may hold besides words: no source of another format, no address that runs or reads something.

Names and texts of charts are escaped where they enter Markdown (`literal`). This looks at what came of it all, the
study's own Markdown and bibliography included, so that one place that forgot to escape does no harm.
"""

import re
from collections.abc import Iterator
from typing import Any

from chart2paper.writing.engines.pandoc_ast import Attr, Node, nodes

# Where a link may lead: within the paper, to a web page, to a mailbox.
LINK = re.compile(r"#.*|(?:https?|mailto|doi):.*", re.DOTALL | re.IGNORECASE)
# A picture is a file that the run wrote; no step leads out of its folder.
PICTURE = re.compile(r"(?!.*\.\.)_generated/[\w./-]+\.(?:svg|png)")
IDENTIFIER = re.compile(r"[\w:.-]*")
LENGTH = re.compile(r"\d+(?:\.\d+)?(?:%|px|pt|cm|mm|in|em)?")
LENGTHS = ("width", "height")
ATTRIBUTES = {"data-value", "tbl-colwidths", "fig-alt", "alt", "title", "icon", "entry-spacing", *LENGTHS}
# Where each kind of node keeps its attributes.
PLACE = {
    **dict.fromkeys(("Div", "Span", "Link", "Image", "Code", "CodeBlock", "Table", "Figure"), 0),
    "Header": 1,
}

NotAllowed = tuple[str, str, str]


def not_allowed(tree: Any) -> Iterator[NotAllowed]:
    """Yield (where it is written, what is wrong, what to do) of whatever may not stand in pandoc's tree."""
    for node in nodes(tree):
        kind = node["t"]
        if kind in ("RawInline", "RawBlock"):
            yield "", "a part is written for one format alone (HTML, TeX)", "write it in plain Markdown"
        if kind == "Link" and not LINK.fullmatch(node["c"][2][0]):
            what = "a link leads neither into the paper nor to a web page (https) nor to a mail address"
            yield node["c"][2][0], what, "write the address in full, or leave the link out"
        if kind == "Image" and not PICTURE.fullmatch(node["c"][2][0]):
            what = "a picture is no figure of this run (under _generated/)"
            yield node["c"][2][0], what, "leave it out, or draw it by a rule"
        if kind in PLACE:
            yield from _attributes(node, node["c"][PLACE[kind]])


def _attributes(node: Node, attributes: Attr) -> Iterator[NotAllowed]:
    identifier, _, pairs = attributes
    if not IDENTIFIER.fullmatch(identifier):
        yield identifier, "a label holds signs other than letters, digits and -_:.", "choose another label"
    for name, value in pairs:
        if name not in ATTRIBUTES:
            known = ", ".join(sorted(ATTRIBUTES))
            yield f"{name}=", "an attribute that no paper uses stands in braces", f"use only {known}"
        elif name in LENGTHS and not LENGTH.fullmatch(value):
            yield f"{name}=", f"the {name} is not a length", "write it as 70% or 8cm"
