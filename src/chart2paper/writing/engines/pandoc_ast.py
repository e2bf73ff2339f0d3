"""Small helpers for pandoc's document tree (the JSON that `pandoc -t json` writes)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

Node = dict[str, Any]
Attr = list[Any]  # [identifier, classes, [[key, value], …]]


def attr(identifier: str = "", classes: list[str] | None = None, **pairs: str) -> Attr:
    """Return an attribute triple; underscores in names become hyphens (`custom_style`)."""
    return [identifier, classes or [], [[key.replace("_", "-"), value] for key, value in pairs.items()]]


def div(content: list[Node], attributes: Attr) -> Node:
    """Return a block that groups blocks."""
    return {"t": "Div", "c": [attributes, content]}


def styled(style: str, content: list[Node]) -> Node:
    """Return blocks that Word shows in the paragraph style of that name."""
    return div(content, attr(custom_style=style))


def para(inlines: list[Node]) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}


def raw(fmt: str, text: str) -> Node:
    """Return a block of source for one output format."""
    return {"t": "RawBlock", "c": [fmt, text]}


def words(text: str) -> list[Node]:
    """Return plain text as inlines."""
    parts: list[Node] = []
    for word in text.split():
        parts += [{"t": "Space"}, {"t": "Str", "c": word}]
    return parts[1:]


def strong(text: str) -> Node:
    """Return plain text in bold."""
    return {"t": "Strong", "c": words(text)}


def link(inlines: list[Node], identifier: str) -> Node:
    """Return a link to a place in the document."""
    return {"t": "Link", "c": [attr(), inlines, ["#" + identifier, ""]]}


def get(attributes: Attr, key: str) -> str | None:
    """Return the value of an attribute, or None."""
    return next((value for name, value in attributes[2] if name == key), None)


def plain_text(node: Any) -> str:
    """Return the words of a node without markup."""
    if isinstance(node, list):
        return "".join(plain_text(item) for item in node)
    if not isinstance(node, dict):
        return ""
    if node.get("t") in ("Str", "MetaString"):
        return str(node["c"])
    if node.get("t") in ("Code", "Math"):
        return str(node["c"][1])
    if node.get("t") in ("Space", "SoftBreak", "LineBreak"):
        return " "
    return plain_text(node.get("c"))


def nodes(tree: Any) -> Iterator[Node]:
    """Yield every node of the tree in document order, parents first.

    What a node holds is looked at after the node was handed over, so that it may be changed in place.
    """
    left = [tree]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            if "t" in item:
                yield item
            inside: Iterable[Any] = item.values()
        else:
            inside = item
        left += [part for part in reversed(list(inside)) if isinstance(part, dict | list)]


def rewrite(tree: Any, change: Callable[[Node], Node | list[Node] | None]) -> Any:
    """Return the tree with `change` applied to every node of every list, children first.

    `change` returns a node or a list of nodes to put in its place, or None to keep it.
    """
    if isinstance(tree, dict):
        # Most nodes hold a word: looking at it here saves most calls.
        return {
            key: rewrite(value, change) if isinstance(value, dict | list) else value
            for key, value in tree.items()
        }
    if not isinstance(tree, list):
        return tree
    result: list[Any] = []
    for item in tree:
        item = rewrite(item, change)
        new = change(item) if isinstance(item, dict) and "t" in item else None
        if isinstance(new, list):
            result += new
        else:
            result.append(item if new is None else new)
    return result
