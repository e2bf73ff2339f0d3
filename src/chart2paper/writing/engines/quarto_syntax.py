"""The Quarto shortcodes that the paper uses: `{{< include … >}}` and `{{< var … >}}`, as plain text.

Pandoc reads everything else in the manuscript by itself. The shortcodes are expanded before pandoc sees the
text, and each line remembers the file and row it came from, so that a problem can be told where it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from chart2paper.problems import Problem, Problems, did_you_mean
from chart2paper.writing.literal import as_code, literal, one_line
from chart2paper.yaml_file import read_yaml

INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
VAR = re.compile(r"\{\{<\s*var\s+([^\s>]+)\s*>\}\}")
# A variable, alone or set as code.
FILLED = re.compile(rf"(?<!`)`{VAR.pattern}`(?!`)|{VAR.pattern}")
OPEN_ATTRIBUTE = re.compile(r'="[^"]*$')


@dataclass(frozen=True)
class Line:
    """One line of the manuscript, and the file (relative to the reports folder) and row it stands in."""

    text: str
    file: str
    row: int


@dataclass(frozen=True)
class Manuscript:
    """A manuscript with its shortcodes expanded: the front matter, the lines of the body, and its file."""

    metadata: dict[str, Any]
    lines: list[Line]
    file: str = "paper.qmd"

    def front_matter(self) -> str:
        """Return the front matter as YAML."""
        return str(yaml.safe_dump(self.metadata, allow_unicode=True, sort_keys=False, width=10**9))

    def body(self) -> str:
        """Return the body as one Markdown text."""
        return "\n".join(line.text for line in self.lines) + "\n"


def read_variables(path: Path) -> dict[str, str]:
    """Read `_variables.yml` into {"a.b": text}; every value stays the text that was written."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) or {}
    return dict(_flatten(content))


def _flatten(node: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(node, dict):
        yield prefix, str(node)
        return
    for key, value in node.items():
        yield from _flatten(value, f"{prefix}.{key}" if prefix else str(key))


def nested_variables(variables: dict[str, str]) -> dict[str, Any]:
    """Return variables nested by the dots of their names, as `_variables.yml` needs them."""
    nested: dict[str, Any] = {}
    for name, value in variables.items():
        *parents, leaf = name.split(".")
        node = nested
        for parent in parents:
            node = node.setdefault(parent, {})
        node[leaf] = value
    return nested


def read_manuscript(
    folder: Path, variables: dict[str, str], marked: dict[str, str], file: str = "paper.qmd"
) -> tuple[Manuscript, list[Problem]]:
    """Read a manuscript and all it includes, with every variable filled in (see `fill_variables`).

    Settings shared with Quarto come from `_quarto.yml` and from the files that the front matter names under
    `metadata-files`; the front matter of the manuscript wins.
    Returns the manuscript and every missing include, missing variable and unknown shortcode.
    """
    lines, problems = expand_includes(folder, Path(file))
    for line in lines:
        problems += shortcode_problems(line, variables)
    front, body = split_front_matter(lines)
    project = folder / "_quarto.yml"
    settings = read_yaml(project) if project.exists() else {}
    files = front.get("metadata-files") or []
    shared = {key: value for name in files for key, value in read_yaml(folder / name).items()}
    metadata = {**settings, **shared, **fill_metadata(front, variables, marked)}
    filled = [Line(fill_variables(line.text, variables, marked), line.file, line.row) for line in body]
    return Manuscript(metadata, filled, file), problems


def expand_includes(
    folder: Path, file: Path, above: tuple[Path, ...] = ()
) -> tuple[list[Line], list[Problem]]:
    """Read `file` (relative to `folder`) with the files it includes, each path relative to its includer."""
    lines: list[Line] = []
    problems: list[Problem] = []
    text = (folder / file).read_text(encoding="utf-8").removesuffix("\n")
    for row, line in enumerate(text.split("\n"), 1):
        include = INCLUDE.match(line)
        if include is None:
            lines.append(Line(line, str(file), row))
            continue
        target = file.parent / include.group(1)
        if target in (*above, file):
            problems.append(Problem(str(file), f"{target} includes itself", "break the circle", row=row))
        elif not (folder / target).is_file():
            what = f"the file to include, {include.group(1)}, does not exist"
            problems.append(Problem(str(file), what, "check the path and that its rule has run", row=row))
        else:
            more, found = expand_includes(folder, target, (*above, file))
            lines += more
            problems += found
    return lines, problems


def shortcode_problems(line: Line, variables: dict[str, str]) -> list[Problem]:
    """Return the variables of a line that are not known, and any shortcode that is not understood."""
    found = []
    for name in VAR.findall(line.text):
        if name not in variables:
            what = f'there is no variable "{name}".{did_you_mean(name, variables)}'
            found.append(Problem(line.file, what, "correct the name or add the value", row=line.row))
    if "{{<" in VAR.sub("", line.text):
        what = "a shortcode that is not understood"
        todo = "use {{< var name >}}, or {{< include file >}} on a line of its own"
        found.append(Problem(line.file, what, todo, row=line.row))
    return found


def fill_variables(text: str, variables: dict[str, str], marked: dict[str, str]) -> str:
    """Replace each `{{< var name >}}` by its text; an unknown name stays (and is reported elsewhere).

    `marked` holds the Markdown of variables that are to be marked as values. Others, and those inside an
    attribute, are escaped. Inside inline code a backslash would show, so there the value goes in as it is.
    """

    def value(match: re.Match[str]) -> str:
        as_a_whole, name = match.group(1), match.group(1) or match.group(2)
        if name not in variables:
            return match.group(0)
        if as_a_whole:
            return as_code(variables[name])
        before = text[: match.start()]
        if before.count("`") % 2 == 1:
            return one_line(variables[name]).replace("`", "'")
        plain = literal(variables[name])
        return plain if OPEN_ATTRIBUTE.search(before) else marked.get(name, plain)

    return FILLED.sub(value, text)


def split_front_matter(lines: list[Line]) -> tuple[dict[str, Any], list[Line]]:
    """Split off the YAML between the first two `---` lines; raise `Problems` when it cannot be read."""
    if not lines or lines[0].text.rstrip() != "---":
        return {}, lines
    end = next((i for i, line in enumerate(lines) if i and line.text.rstrip() in ("---", "...")), None)
    if end is None:
        raise Problems([Problem(lines[0].file, "the front matter does not end", "close it with ---", row=1)])
    try:
        content = yaml.safe_load("\n".join(line.text for line in lines[1:end])) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 2 if mark else 1
        what = f"the front matter cannot be read ({getattr(error, 'problem', 'syntax error')})"
        todo = 'check indentation and colons; write a text with a {{< var >}} after "|" or in quotes'
        raise Problems([Problem(lines[0].file, what, todo, row=row)]) from None
    return content, lines[end + 1 :]


def fill_metadata(front: dict[str, Any], variables: dict[str, str], marked: dict[str, str]) -> dict[str, Any]:
    """Fill variables into every text of the front matter, after the YAML has been read, so values cannot break it.

    Values are marked in the abstract alone: titles and names go where no link can be.
    """
    return {
        key: _filled(value, variables, marked if key == "abstract" else {}) for key, value in front.items()
    }


def _filled(node: Any, variables: dict[str, str], marked: dict[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value, variables, marked) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, variables, marked) for value in node]
    return fill_variables(node, variables, marked) if isinstance(node, str) else node
