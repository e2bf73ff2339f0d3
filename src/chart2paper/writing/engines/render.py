"""From `reports/paper.qmd` and the generated parts to the paper as HTML, PDF and DOCX."""

import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from chart2paper.problems import Problem, did_you_mean, raise_if_any
from chart2paper.writing.authors import normalise_authors
from chart2paper.writing.engines.allowed import not_allowed
from chart2paper.writing.engines.crossrefs import (
    cited_keys,
    number_everything,
    resolve_references,
    stray_labels,
)
from chart2paper.writing.engines.embedded_docx import finish_docx, header_texts
from chart2paper.writing.engines.embedded_engine import render_embedded
from chart2paper.writing.engines.embedded_typst import typst_version
from chart2paper.writing.engines.figure_files import images, png_twin, source
from chart2paper.writing.engines.pandoc import pandoc_version, read_document
from chart2paper.writing.engines.quarto_engine import find_quarto, quarto_version, render_quarto
from chart2paper.writing.engines.quarto_syntax import (
    Line,
    Manuscript,
    nested_variables,
    read_manuscript,
    read_variables,
)
from chart2paper.writing.marks import marked_variables, plain_variables, read_templates
from chart2paper.writing.positions import positions_of
from chart2paper.writing.study_texts import works_in

# Value id -> places in the paper; see `positions.positions_of`.
Places = dict[str, list[dict[str, str]]]
PAPER = "paper.qmd"
QUARTO = "quarto"
FOR_QUARTO_ALONE = (
    "project",
    "from",
    "format",
    "crossref",
    "number-sections",
    "number-depth",
    "tbl-cap-location",
    "author",
    "metadata-files",
)


def render_paper(
    source: Path, generated: Path, outputs: dict[str, Path], engine: str, manuscript: str = PAPER
) -> Places:
    """Render a manuscript with an `engine`, "embedded" or "quarto"; return where each value stands.

    `source` is the reports folder with the `manuscript` (the paper, or the protocol), `generated` the folder
    with `_variables.yml` and the tables, figures and texts that the manuscript reaches under `_generated/`;
    `outputs` names the files to write for html, pdf and docx. Everything happens in a private copy, and the
    three files are put in place only when all are made. Raises `Problems` with every missing variable,
    include, figure, cross-reference and citation, whichever engine renders.
    """
    with tempfile.TemporaryDirectory(prefix="chart2paper-") as scratch:
        folder = Path(scratch) / "reports"
        variables, marked = private_copy(source, generated, folder, manuscript)
        tree = checked_tree(folder, variables, marked, manuscript)
        made = _with_quarto(tree, folder, manuscript) if engine == QUARTO else render_embedded(tree, folder)
        for kind, output in outputs.items():
            put_in_place(made[kind], Path(output))
    return positions_of(tree)


def _with_quarto(tree: dict[str, Any], folder: Path, manuscript: str) -> dict[str, Path]:
    made = render_quarto(find_quarto(), folder, manuscript)
    finish_docx(made["docx"], header_texts(tree["meta"]))
    return made


def private_copy(
    source: Path, generated: Path, folder: Path, manuscript: str = PAPER
) -> tuple[dict[str, str], dict[str, str]]:
    """Copy the reports to `folder` and the generated parts into it; return the variables, plain and marked.

    Only the numbers of the paper are marked: they alone have a place in the audit pages.
    """
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("_generated", "_variables.yml", ".quarto"))
    shutil.copytree(generated, folder / "_generated")
    variables = read_variables(generated / "_variables.yml")
    paper = manuscript == PAPER
    marked = marked_variables(variables, read_templates(generated)) if paper else plain_variables(variables)
    nested = yaml.dump(nested_variables(marked), Dumper=yaml.CSafeDumper, allow_unicode=True)
    (folder / "_variables.yml").write_text(nested, encoding="utf-8")
    return variables, marked


def put_in_place(made: Path, output: Path) -> None:
    """Move a finished file to where it belongs, in one step, so that no half-written file is ever seen."""
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.name}.part")
    shutil.copyfile(made, beside)
    beside.replace(output)


def checked_tree(
    folder: Path, variables: dict[str, str], marked: dict[str, str], file: str = PAPER
) -> dict[str, Any]:
    """Return pandoc's tree of the manuscript, numbered and with references resolved; raise `Problems` if any fail."""
    manuscript, problems = read_manuscript(folder, variables, marked, file)
    pandoc_form = _for_pandoc(manuscript)
    tree = read_document(pandoc_form.front_matter(), pandoc_form.body(), folder)
    problems += [_at(token, what, todo, manuscript) for token, what, todo in not_allowed(tree)]
    blocks, labels, wrong = number_everything(tree["blocks"])
    wrong += stray_labels((line.text for line in manuscript.lines), labels)
    problems += [_labelled_wrongly(name, manuscript) for name in wrong]
    blocks, missing = resolve_references(blocks, labels)
    meta, missing_in_front = resolve_references(tree["meta"], labels)
    problems += [
        _no_such("@" + name, "cross-reference", labels, manuscript) for name in missing + missing_in_front
    ]
    problems += _citation_problems([meta, blocks], manuscript, folder)
    problems += _figure_problems(blocks, manuscript, folder)
    raise_if_any(dict.fromkeys(problems))
    return {**tree, "meta": meta, "blocks": blocks}


def _for_pandoc(manuscript: Manuscript) -> Manuscript:
    """Leave out what only Quarto reads, and give authors the form that Quarto's templates use."""
    metadata = {key: value for key, value in manuscript.metadata.items() if key not in FOR_QUARTO_ALONE}
    metadata |= normalise_authors(manuscript.metadata.get("author"))
    return Manuscript({"link-citations": True, **metadata}, manuscript.lines, manuscript.file)


def _labelled_wrongly(name: str, manuscript: Manuscript) -> Problem:
    what = f"the label {name} is used twice or is not attached to a figure, table, equation or section"
    return _at("#" + name, what, "write it once, behind the caption or heading", manuscript)


def _no_such(token: str, kind: str, known: Iterable[str], manuscript: Manuscript) -> Problem:
    what = f"the {kind} {token} points to nothing.{did_you_mean(token[1:], known)}"
    return _at(token, what, "correct the name or add what it points to", manuscript)


def _citation_problems(tree: Any, manuscript: Manuscript, folder: Path) -> list[Problem]:
    cited = cited_keys(tree)
    listed = manuscript.metadata.get("bibliography") or []
    files = listed if isinstance(listed, list) else [listed]
    problems, keys = [], []
    for name in files:
        if (folder / name).is_file():
            keys += works_in((folder / name).read_text(encoding="utf-8"))
        else:
            problems.append(
                Problem(manuscript.file, f"the bibliography {name} does not exist", "check the path")
            )
    return problems + [_no_such("@" + key, "citation", keys, manuscript) for key in cited if key not in keys]


def _figure_problems(blocks: Any, manuscript: Manuscript, folder: Path) -> list[Problem]:
    needed = [
        (source(image), path) for image in images(blocks) for path in (source(image), png_twin(source(image)))
    ]
    todo = "check the path and that its rule has run; each SVG needs a PNG beside it for Word"
    return [
        _at(written, f"the figure {path} does not exist", todo, manuscript)
        for written, path in needed
        if not (folder / path).is_file()
    ]


def _at(token: str, what: str, todo: str, manuscript: Manuscript) -> Problem:
    """Return a problem at the first line that holds `token` as a whole; of the manuscript where none does."""
    whole = re.compile(re.escape(token) + r"(?![\w-])" if token else r"(?!)")
    line = next((line for line in manuscript.lines if whole.search(line.text)), Line("", manuscript.file, 1))
    return Problem(line.file, what, todo, row=line.row if line.text else None)


def engine_record(engine: str) -> dict[str, str]:
    """Return the engine's name and the versions of the programs it ran, as each tells its own."""
    if engine == QUARTO:
        return {"engine": engine, "quarto": quarto_version(find_quarto())}
    return {"engine": engine, "pandoc": pandoc_version(), "typst": typst_version()}
