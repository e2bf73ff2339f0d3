"""Which library files a script depends on, found by following its imports.

Snakemake does not notice a change in an imported module, so every script rule names these files
(see `job.FILES`): editing one file of the library reruns what uses it, and nothing before.
"""

import ast
import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from chart2paper.jobs.contents import content_print, is_young, marks_of, read_memory, replace_memory
from chart2paper.jobs.folders import files_below

PACKAGE = "chart2paper"
# What imports this loads the modules that the files which it imports name, as `catalogue/estimators.py` does.
LOADER = "importlib.import_module"
PACKAGE_FOLDER = Path(__file__).parent.parent
MEMORY = Path(".snakemake/chart2paper_imports.json")
# The marks of each script that was asked about (see `contents.marks_of`), and the files behind it.
_FOUND: dict[str, tuple[list[int], list[str]]] = {}


def library_files(script: str | Path) -> list[str]:
    """Return the library's files that `script` imports, directly or through others, sorted.

    Imports inside functions count too. Paths are relative to the working directory where the library
    lies below it (an editable install), so that they read well in logs.
    """
    path = str(script)
    if path not in _FOUND:
        marks, (marks_then, files_then) = _marks(path), _as_then().get(path, ([], []))
        _FOUND[path] = marks, files_then if marks == marks_then else sorted(_files_behind(path))
    return [short_path(file) for file in _FOUND[path][1]]


@cache
def _as_then() -> dict[str, tuple[list[int], list[str]]]:
    """Return what an earlier start found for each script, if no file of the library came, went or changed since."""
    kept = _remembered()
    return dict(kept["found"]) if kept["library"] == _library_now() else {}


@cache
def _library_now() -> dict[str, list[int]]:
    """Return the marks of the library's files as they were before any of them was read."""
    return {file: _marks(file) for file in _all_files()}


def _marks(path: str) -> list[int]:
    return marks_of(os.stat(path))  # noqa: PTH116 - there are hundreds at every start


def _files_behind(script: str) -> set[str]:
    found: set[str] = set()
    todo = list(_imported_files(script))
    while todo:
        file = todo.pop()
        if file not in found:
            found.add(file)
            todo += _imported_files(file)
    return found


@cache
def _imported_files(file: str) -> tuple[str, ...]:
    found = _directly(file)
    if LOADER not in _names(file):
        return found
    # Records name the functions that they are about, and may lie in several files that import one another.
    named = (
        path for reached in _reached(found) for name in _modules_named(reached) for path in _files_of(name)
    )
    return tuple(dict.fromkeys([*found, *named]))


def _reached(files: Iterable[str]) -> set[str]:
    found: set[str] = set()
    todo = list(files)
    while todo:
        file = todo.pop()
        if file not in found:
            found.add(file)
            todo += _directly(file)
    return found


def _directly(file: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for name in _names(file) for path in _files_of(name)))


@cache
def _names(file: str) -> list[str]:
    content = Path(file).read_bytes()
    sha = hashlib.sha256(content).hexdigest()
    known: dict[str, list[str]] = _remembered()["names"]
    if sha not in known:
        known[sha] = sorted(_names_in(content))
    return known[sha]


@cache
def _modules_named(file: str) -> frozenset[str]:
    """Return the modules of the library that a file names in texts."""
    nodes = ast.walk(ast.parse(Path(file).read_text(encoding="utf-8")))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(text for text in texts if text.startswith(f"{PACKAGE}."))


def _names_in(content: bytes) -> set[str]:
    return {name for node in _statements(ast.parse(content)) for name in _imported_names(node)}


@cache
def _remembered() -> dict[str, Any]:
    """Return what an earlier start of the same code found.

    names: what files import, by their SHA-256. found: for each script its marks and the files behind it, all of it as
    it was when the library's files had the marks in `library`.
    """
    kept = read_memory(MEMORY)
    same = kept.get("by") == content_print(__file__)
    return kept if same else {"names": {}, "found": {}, "library": {}}


def remember_imports() -> None:
    """Write down what scripts and files import, so that the next start need neither read nor parse the library.

    While a file is young, nothing is said of scripts.
    """
    marks = [*_library_now().values(), *(of_script for of_script, _ in _FOUND.values())]
    found = {} if any(map(is_young, marks)) else {path: list(item) for path, item in _FOUND.items()}
    now = {
        "by": content_print(__file__),
        "names": _remembered()["names"],
        "found": found,
        "library": _library_now(),
    }
    if now != read_memory(MEMORY):
        replace_memory(MEMORY, now)


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield every statement below `tree`: what stands inside of one, as an expression, imports nothing."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for node in getattr(tree, name, ()):
            yield node
            yield from _statements(node)


def _imported_names(node: ast.AST) -> list[str]:
    """Return dotted names that an import statement may refer to (`from a import b` may mean a.b)."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


@cache
def _files_of(name: str) -> tuple[str, ...]:
    """Return the file of module `name` and the `__init__` files that importing it runs."""
    parts = name.split(".")
    if parts[0] != PACKAGE:
        return ()
    folders = ["/".join([str(PACKAGE_FOLDER), *parts[1:i]]) for i in range(1, len(parts) + 1)]
    files = [*(f"{folder}/__init__.py" for folder in folders), f"{folders[-1]}.py"]
    return tuple(file for file in files if file in _all_files())


@cache
def _all_files() -> frozenset[str]:
    """Return every file of the library: looked up once, as there are thousands of imports."""
    return frozenset(path for path in files_below(PACKAGE_FOLDER) if path.endswith(".py"))


def short_path(file: str | Path) -> str:
    """Return a path as seen from the working directory, where it lies below it."""
    return str(file).removeprefix(f"{os.getcwd()}/")  # noqa: PTH109 - a fraction of the time, for thousands of paths
