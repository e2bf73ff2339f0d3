"""The data of the audit pages, cut into pieces that the page loads when it needs them.

A page opened from disk may not read files, but it may run scripts: each piece is a script that hands its
content to one function, `audit.piece(kind, number, content)`. Nothing in a piece is markup.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

# Characters of a piece: read in a moment from a slow disk, and few enough pieces in a folder.
PIECE_LIMIT = 200_000
Item = TypeVar("Item")


def write_piece(folder: Path, kind: str, number: int | str, content: Any) -> None:
    """Write one piece to `<folder>/data/<kind>/<number>.js`; `content` must be plain JSON values."""
    path = folder / "data" / kind / f"{number}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"audit.piece({_json(kind)}, {_json(number)}, {_json(content)});\n", encoding="utf-8")


def write_keyed(folder: Path, kind: str, items: Mapping[str, Any]) -> None:
    """Write items that are looked up by their key (`audit.find(kind, key)`), sorted by it."""
    write_sorted(folder, kind, ((key, items[key]) for key in sorted(items)))


def write_sorted(folder: Path, kind: str, items: Iterable[tuple[str, Any]]) -> None:
    """Write items that come sorted by their key, without holding more than one piece of them.

    The piece `index` holds the first key of each piece.
    """
    first = []
    for number, piece in enumerate(cut(items, _length)):
        first.append(piece[0][0])
        write_piece(folder, kind, number, piece)
    write_piece(folder, kind, "index", {"first": first})


def write_list(folder: Path, kind: str, items: Iterable[Any]) -> None:
    """Write a list that is read from its beginning (`audit.all(kind)`); piece `index` says how many pieces."""
    count = 0
    for piece in cut((("", item) for item in items), _length):
        write_piece(folder, kind, count, [item for _, item in piece])
        count += 1
    write_piece(folder, kind, "index", {"pieces": count})


def cut(
    items: Iterable[tuple[str, Item]], length: Callable[[Item], int], limit: int = PIECE_LIMIT
) -> Iterator[list[tuple[str, Item]]]:
    """Cut (key, item) into lists whose items are together no longer than `limit`; a longer item is alone."""
    piece: list[tuple[str, Item]] = []
    size = 0
    for key, item in items:
        own = length(item)
        if piece and size + own > limit:
            yield piece
            piece, size = [], 0
        piece.append((key, item))
        size += own
    if piece:
        yield piece


def _length(content: Any) -> int:
    return len(_json(content))


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
