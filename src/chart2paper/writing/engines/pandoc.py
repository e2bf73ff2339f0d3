"""Calls to the pandoc program that comes with the `pypandoc-binary` package.

Pandoc runs in its sandbox (https://pandoc.org/MANUAL.html#a-note-on-security): of its own accord it reads no file and
asks no network, whatever a text says. Style sheet and figures come to it inside the tree (see `inlined`).
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pypandoc

from chart2paper.jobs.machine import cause_in
from chart2paper.problems import Problem, Problems, raise_if_any
from chart2paper.writing.engines.allowed import not_allowed
from chart2paper.writing.engines.pandoc_ast import rewrite

# Markdown in which no text can be HTML, TeX or the source of another format, and the same without front matter.
MARKDOWN = "markdown-raw_html-raw_attribute-raw_tex-native_divs-native_spans-markdown_in_html_blocks"
BODY = f"{MARKDOWN}-yaml_metadata_block-pandoc_title_block"


def pandoc_path() -> str:
    """Return where the pandoc program is."""
    return str(pypandoc.get_pandoc_path())


def pandoc_version() -> str:
    """Return the version that the pandoc program says it is; its wheel has another numbering."""
    done = subprocess.run([pandoc_path(), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[1]


def run_pandoc(arguments: list[str], text: str, folder: Path) -> str:
    """Run pandoc on `text` in `folder` and return what it writes; raise `Problems` when it fails.

    The fixed date and language keep the machine's clock and locale out of the result. Pandoc's own words are withheld:
    they quote the text, which may be one of a chart.
    """
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "0",
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }
    command = [pandoc_path(), "--sandbox", *arguments]
    done = subprocess.run(command, input=text.encode(), capture_output=True, cwd=folder, env=environment)
    if done.returncode:
        raise_if_any(_of_the_machine(done.returncode, done.stderr.decode(errors="replace")))
        what = f"pandoc could not render the text (exit code {done.returncode}); its words are withheld, because they "
        what += "may quote a chart"
        todo = (
            "look at the study's own texts first: unclosed brackets, a formula, a picture that is not there"
        )
        raise Problems([Problem("paper.qmd", what, todo)])
    return done.stdout.decode()


def _of_the_machine(code: int, words: str) -> list[Problem]:
    """Return what the machine refused pandoc; the system kills (9) what takes more memory than there is."""
    cause = cause_in("out of memory" if code == -9 else words)
    return [Problem("pandoc", cause.what, cause.todo)] if cause else []


def read_markdown(text: str, folder: Path) -> dict[str, Any]:
    """Return the tree of a Markdown text; what looks like front matter in it is text."""
    return dict(json.loads(run_pandoc(["--from", BODY, "--to", "json"], text, folder)))


def read_document(front: str, body: str, folder: Path) -> dict[str, Any]:
    """Return the tree of a manuscript: the front matter (YAML whose texts are Markdown), and the body.

    They are read apart, so that no included text adds to the front matter (a bibliography, a header).
    """
    meta = json.loads(run_pandoc(["--from", MARKDOWN, "--to", "json"], f"---\n{front}---\n", folder))["meta"]
    return {**read_markdown(body, folder), "meta": meta}


def cite(tree: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the tree with citations numbered and the list of references in place.

    Raises `Problems` when the bibliography holds what no paper may (see `allowed`).
    """
    arguments = ["--from", "json", "--to", "json", "--citeproc", "--fail-if-warnings"]
    cited = json.loads(run_pandoc(arguments, json.dumps(tree), folder))
    raise_if_any(Problem("references", what, todo) for _, what, todo in not_allowed(cited["blocks"]))
    # Pandoc's Typst writer would turn a citation that is already set back into a Typst citation.
    return dict(rewrite(cited, lambda node: node["c"][1] if node["t"] == "Cite" else None))
