"""Which functions of the library a script uses: read from its imports, with where each stands and what it does."""

import ast
from functools import cache
from pathlib import Path
from typing import Any

from chart2paper.jobs.library_files import PACKAGE, PACKAGE_FOLDER, short_path

Definition = ast.FunctionDef | ast.ClassDef


def used_functions(script: str | Path) -> list[dict[str, Any]]:
    """Return the functions and classes that a script imports from the library, in the order of its imports.

    Each has `name`, `file`, `line` and `does` (the first line of its docstring). Constants are left out.
    """
    found = []
    for node in ast.walk(ast.parse(Path(script).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            found += [entry for alias in node.names if (entry := _entry(node.module or "", alias.name))]
    return found


def _entry(module: str, name: str) -> dict[str, Any] | None:
    file = _file_of(module)
    definition = _definitions(file).get(name) if file else None
    if file is None or definition is None:
        return None
    does = (ast.get_docstring(definition) or "").split("\n")[0]
    return {"name": name, "file": short_path(file), "line": definition.lineno, "does": does}


def _file_of(module: str) -> Path | None:
    path = PACKAGE_FOLDER.joinpath(*module.split(".")[1:])
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@cache
def _definitions(file: Path) -> dict[str, Definition]:
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return {node.name: node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
