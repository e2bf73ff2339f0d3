"""Settings files in YAML, read so that nothing in them is lost or turned into something else.

YAML 1.1 keeps the last of two equal keys, and reads NO as false, 12:30 as 750 and 0123 as 83. Here a repeated key
is a problem, only true and false are truth values, and numbers are what they look like.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from chart2paper.not_shown import NOT_SHOWN
from chart2paper.problems import Problem, Problems, raise_if_any

# Far more than any settings file has that somebody wrote.
MOST_SIGNS = 1_000_000
MOST_PARTS = 100_000
DEEPEST = 50
Place = tuple[str | int, ...]
# Where a setting may be of several kinds, pydantic puts the kind between its keys: literal['a','b'], SystemByDate.
_UNION = re.compile(r"[a-z-]+\[.*\]|(?:[A-Z][a-z]+)+|str|int|float|bool")


class _Typed(yaml.SafeLoader):
    """Reads true and false, numbers and dates as such, and everything else as text."""


class _Texts(yaml.SafeLoader):
    """Reads everything as text: F, NO and 007 are what stands in a chart."""


_TAG = "tag:yaml.org,2002:"
for _loader in (_Typed, _Texts):
    _loader.yaml_implicit_resolvers = {}
    _loader.add_implicit_resolver(f"{_TAG}merge", re.compile("<<"), ["<"])
    _loader.add_implicit_resolver(f"{_TAG}null", re.compile("$"), [""])
_Typed.add_implicit_resolver(f"{_TAG}null", re.compile("(?:~|null|Null|NULL)$"), list("~nN"))
_Typed.add_implicit_resolver(f"{_TAG}bool", re.compile("(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Typed.add_implicit_resolver(f"{_TAG}int", re.compile("[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_Typed.add_implicit_resolver(
    f"{_TAG}float",
    re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)
_Typed.add_implicit_resolver(f"{_TAG}timestamp", re.compile(r"\d{4}-\d\d-\d\d$"), list("0123456789"))


class _TypedInC(yaml.CSafeLoader):
    """Reads as `_Typed` does, ten times as fast."""

    yaml_implicit_resolvers = _Typed.yaml_implicit_resolvers


class _TextsInC(yaml.CSafeLoader):
    """Reads as `_Texts` does, ten times as fast."""

    yaml_implicit_resolvers = _Texts.yaml_implicit_resolvers


def read_yaml(path: str | Path, texts: bool = False) -> dict[str, Any]:
    """Read a YAML file into a dictionary; with `texts`, every value in it is a text (or missing).

    Raises `Problems`, with the row, when the file cannot be read as one, when a key stands twice in one place, and
    when a date does not exist.
    """
    file = str(path)
    text = _text_of(path)
    try:
        try:
            content = _content(text, file, _TextsInC if texts else _TypedInC)
        except yaml.YAMLError:
            # Half of a letter (\ud800) is no YAML to the parser in C; the other one reads it, so that its row is told.
            content = _content(text, file, _Texts if texts else _Typed)
    except yaml.YAMLError as error:
        raise Problems([_unreadable(error, text, file)]) from None
    except RecursionError:
        raise Problems([Problem(file, "a part of the file refers to itself", "write it out")]) from None
    if not isinstance(content, dict):
        raise Problems([Problem(file, "the file holds no settings", "compare it with the shipped example")])
    return content


def _content(text: str, file: str, loader: Any) -> Any:
    raise_if_any(_too_much(text, file, loader))
    raise_if_any(_problems_in(yaml.compose(text, Loader=loader), file))
    return yaml.load(text, Loader=loader)


def _too_much(text: str, file: str, loader: Any) -> Iterator[Problem]:
    """Tell what would keep the machine busy for ever: a huge file, brackets in brackets, names for parts.

    A part that has a name (&a) and is asked for by it (*a) can hold others, ten times each: a page of text becomes
    billions of entries ("billion laughs"). They are counted before any of them is made.
    """
    if len(text) > MOST_SIGNS:
        yield Problem(
            file, f"the file is larger than {MOST_SIGNS:,} signs", "check that it is the right file"
        )
        return
    named: dict[str | None, int] = {}
    open_parts: list[tuple[str | None, int]] = [(None, 0)]
    for event in yaml.parse(text, Loader=loader):
        size, name = 0, None
        if isinstance(event, yaml.CollectionStartEvent):
            open_parts.append((event.anchor, 1))
        elif isinstance(event, yaml.CollectionEndEvent):
            name, size = open_parts.pop()
        elif isinstance(event, yaml.ScalarEvent):
            name, size = event.anchor, 1
        elif isinstance(event, yaml.AliasEvent):
            size = named.get(event.anchor, 0)
        named[name] = size
        open_parts[-1] = (open_parts[-1][0], open_parts[-1][1] + size)
        if open_parts[-1][1] > MOST_PARTS or len(open_parts) > DEEPEST:
            what = f"more than {MOST_PARTS:,} settings, or more than {DEEPEST} parts inside one another"
            row = event.start_mark.line + 1 if event.start_mark else None
            yield Problem(file, what, "write it shorter, without *names", row=row)
            return


def row_of(path: str | Path, place: Place) -> int | None:
    """Return the row in which a setting stands, found by its keys; None where it cannot be found."""
    try:
        node = yaml.compose(_text_of(path), Loader=_Texts)
    except (Problems, yaml.YAMLError):
        return None
    row = None
    for name in place:
        if isinstance(name, str) and _UNION.fullmatch(name):
            continue
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(name)]
        elif isinstance(node, yaml.SequenceNode) and isinstance(name, int) and name < len(node.value):
            found = [(node.value[name], node.value[name])]
        else:
            found = []
        if not found:
            return None
        key, node = found[0]
        row = key.start_mark.line + 1
    return row


def _text_of(path: str | Path) -> str:
    file = str(path)
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        raise Problems([Problem(file, "the file does not exist", "check the name and the folder")]) from None
    except IsADirectoryError:
        raise Problems([Problem(file, "this is a folder, not a file", "name the file in it")]) from None
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror})"
        raise Problems([Problem(file, what, "check its name, and who may read it")]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise Problems([Problem(file, "the file is not UTF-8 text", "save it as UTF-8", row=row)]) from None


def _unreadable(error: yaml.YAMLError, text: str, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "syntax error")
    row = mark.line + 1 if mark else None
    if isinstance(error, yaml.reader.ReaderError):
        row = text[: int(error.position)].count("\n") + 1
    line = text.splitlines()[row - 1] if row and row <= len(text.splitlines()) else ""
    if re.match(r"\s*\t", line):
        return Problem(file, "the row is indented with a tab", "indent with spaces only", row=row)
    return Problem(file, f"the YAML cannot be read ({what})", "check indentation, colons and quotes", row=row)


def _problems_in(node: yaml.Node | None, file: str) -> Iterator[Problem]:
    for place, key, first in _repeated_keys(node, ()):
        what = f"this setting stands twice, first in row {first.start_mark.line + 1}; only one of them would count"
        yield Problem(file, what, "keep one of them", key.start_mark.line + 1, ".".join(map(str, place)))
    for place, scalar in _scalars(node, ()):
        if NOT_SHOWN.search(scalar.value):
            row, setting = scalar.start_mark.line + 1, ".".join(map(str, place))
            yield Problem(file, "a sign stands here that nobody can see", "type the text anew", row, setting)
        if scalar.tag == f"{_TAG}timestamp" and not _is_date(scalar.value):
            what = f"{scalar.value} is not a day of the calendar"
            row = scalar.start_mark.line + 1
            yield Problem(
                file, what, "write year-month-day, such as 2020-12-31", row, ".".join(map(str, place))
            )


def _repeated_keys(node: yaml.Node | None, place: Place) -> Iterator[tuple[Place, yaml.Node, yaml.Node]]:
    seen: dict[str, yaml.Node] = {}
    for name, key, value in _children(node):
        if key is not None and name in seen:
            yield (*place, name), key, seen[str(name)]
        elif key is not None:
            seen[str(name)] = key
        yield from _repeated_keys(value, (*place, name))


def _scalars(node: yaml.Node | None, place: Place) -> Iterator[tuple[Place, yaml.Node]]:
    if isinstance(node, yaml.ScalarNode):
        yield place, node
    for name, _, value in _children(node):
        yield from _scalars(value, (*place, name))


def _children(node: yaml.Node | None) -> Iterator[tuple[str | int, yaml.Node | None, yaml.Node]]:
    """Yield name, key (none in a list) and value of what a node holds."""
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), key, value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((number, None, item) for number, item in enumerate(node.value))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
