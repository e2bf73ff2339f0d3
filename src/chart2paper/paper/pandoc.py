"""Calls to the pandoc program that comes with the `pypandoc-binary` package."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pypandoc

from chart2paper.paper.pandoc_ast import rewrite
from chart2paper.problems import Problem, Problems


def pandoc_path() -> str:
    """Return where the pandoc program is."""
    return str(pypandoc.get_pandoc_path())


def pandoc_version() -> str:
    """Return the version that the pandoc program says it is; its wheel has another numbering."""
    done = subprocess.run([pandoc_path(), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[1]


def run_pandoc(arguments: list[str], text: str, folder: Path) -> str:
    """Run pandoc on `text` in `folder` and return what it writes; raise `Problems` with what it complains of.

    The fixed date and language keep the machine's clock and locale out of the result.
    """
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "0",
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }
    command = [pandoc_path(), *arguments]
    done = subprocess.run(command, input=text.encode(), capture_output=True, cwd=folder, env=environment)
    if done.returncode:
        what = " ".join(done.stderr.decode(errors="replace").split())
        raise Problems(
            [Problem("paper.qmd", f"pandoc could not render it: {what}", "correct the text named")]
        )
    return done.stdout.decode()


def read_markdown(text: str, folder: Path) -> dict[str, Any]:
    """Return the tree of a Markdown text."""
    return dict(json.loads(run_pandoc(["--from", "markdown", "--to", "json"], text, folder)))


def cite(tree: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the tree with citations numbered and the list of references in place."""
    arguments = ["--from", "json", "--to", "json", "--citeproc", "--fail-if-warnings"]
    cited = json.loads(run_pandoc(arguments, json.dumps(tree), folder))
    # Pandoc's Typst writer would turn a citation that is already set back into a Typst citation.
    return dict(rewrite(cited, lambda node: node["c"][1] if node["t"] == "Cite" else None))
