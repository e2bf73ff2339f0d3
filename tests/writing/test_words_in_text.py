"""What is printed lies in `reports/text/`: no sentence is written in the code of a room that prints."""

import ast
import re
from collections.abc import Iterator

import pytest

# Rooms that print; of the protocol its document (the room's other words are meanings of settings, and what commands
# print). Of those that are not covered yet some words are still in Python.
ROOMS = ("paper", "changes", "validation", "protocol/text", "figures", "writing", "release", "audit")
NOT_COVERED_YET = ("protocol",)
# Strings of this look that are no print, by file, each with the reason.
NO_PRINT = {
    "paper/people_values.py": "how a value was counted, which values.json and the audit tell",
    "paper/balance_findings.py": "how a value was counted, which values.json and the audit tell",
    "paper/rehearsal.py": "slips in a study's texts, told before the analysis",
    "paper/checklists/fill.py": "a slip in a study's own checklist, told before the analysis",
    "paper/supplement/harms.py": "the name of a total in the table of harms",
    "changes/earlier.py": "why an earlier run cannot be compared, told before the comparison",
    "changes/named.py": "why an earlier run cannot be compared, told before the comparison",
    "changes/html.py": "the policy of the page",
    **dict.fromkeys(
        (f"changes/{name}.py" for name in ("matches", "numbers", "people", "raw_rows", "readings", "steps")),
        "cells of the tables of changes, which the page shows as they stand in the CSV",
    ),
    "validation/plotted.py": "meanings of the columns of the figure's table",
    **dict.fromkeys(
        (f"writing/{name}.py" for name in ("passage", "passage_declared", "passage_syntax", "passages")),
        "slips in a study's own passages, told before the analysis",
    ),
    **dict.fromkeys(
        (f"writing/engines/{name}.py" for name in ("allowed", "quarto_engine", "quarto_syntax", "render")),
        "slips in manuscripts, told instead of a paper",
    ),
    **dict.fromkeys(
        (f"writing/engines/{name}.py" for name in ("embedded_typst", "pandoc")),
        "why no paper could be rendered, told instead of one",
    ),
    "writing/study_texts.py": "what a study's own text must hold, told where it is missing",
    "writing/study_values.py": "the banner of simulated records, which also rules and audit pages bear",
    "writing/values.py": "how a sentence was made, which values.json and the audit tell",
    **dict.fromkeys(
        (
            f"release/{name}.py"
            for name in (
                "counts",
                "lost",
                "register",
                "renumbered",
                "private/budget",
                "private/known",
                "private/noise",
            )
        ),
        "why nothing is released, told instead of a release",
    ),
    "release/package.py": "what stands in code_version.json where git knows no commit",
    "release/people_behind.py": "the name of a value of a person, in fingerprints of groups",
    "release/private/answers.py": "names of questions and numbers, as the register of answers keeps them",
    "release/private/questions.py": "names of questions and groups, as the register of answers keeps them",
    "release/readme.py": "a command for a terminal, in Python",
    "release/rules/of_means.py": "the name of a rule, in the account of a release",
    **dict.fromkeys(
        (
            f"audit/{name}.py"
            for name in ("pages_stages", "stage_people", "stage_sections", "workbook", "workbook_cells")
        ),
        "words of the audit pages and their workbook, whose front end is a program with words of its own",
    ),
    **dict.fromkeys(
        (
            f"audit/{name}.py"
            for name in ("sign_command", "signature", "trace", "verify_command", "why", "why_text")
        ),
        "what a command prints",
    ),
    **dict.fromkeys(
        (
            f"audit/verify/{name}.py"
            for name in (
                "agreement",
                "cells",
                "evidence",
                "guard",
                "logs",
                "prints",
                "release_folder",
                "remade",
                "report",
                "texts",
                "unknown",
            )
        ),
        "findings of verify, which the command prints",
    ),
    "audit/printed.py": "findings of verify, which the command prints",
    "audit/crate.py": "descriptions in the RO-Crate, for programs",
    "audit/person_rows.py": "a query",
    "release/suppress.py": "the name of a reason, which the disclosure report has words for",
}
# Calls whose strings are errors, patterns or queries.
CALLS = {"Problem", "NotEstimable", "ValueError", "KeyError", "compile", "sub", "query"}
# What a value was got by: it stands in values.json and on the audit pages.
PROVENANCE = ("rule", "RULE")
FILLED_IN = "\ufffc"
WORD = re.compile(r"[A-Za-z’'-]{2,}")
SENTENCE_END = re.compile(r"\w[.!?]\W*$")


def printed_looks(code: str) -> list[str]:
    """The strings of some code that look like print: phrases of four words, or fewer that end like a sentence."""
    tree = ast.parse(code)
    silent = set(_silent(tree))
    texts = [_text(node) for node in ast.walk(tree) if id(node) not in silent]
    return [text for text in texts if looks_printed(text)]


def looks_printed(text: str) -> bool:
    """Whether a text is a phrase or a sentence: not an id, a path or a label of a few words."""
    words = [word for word in text.split() if WORD.search(word)]
    if "_" in text or "/" in text:
        return False
    return len(words) > 3 or (len(words) > 1 and SENTENCE_END.search(text) is not None)


def _text(node: ast.AST) -> str:
    """A string, with a sign in place of what is filled in; empty for other code."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(str(part.value) if isinstance(part, ast.Constant) else FILLED_IN for part in parts)


def _silent(tree: ast.AST) -> Iterator[int]:
    """The ids of all strings that are no print, and of the parts of a filled-in string, which counts as one."""
    for node in ast.walk(tree):
        for part in _no_print_in(node):
            yield from map(id, ast.walk(part))


def _no_print_in(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Module() | ast.ClassDef() | ast.FunctionDef() if ast.get_docstring(node):
            return [node.body[0]]
        case ast.Raise() | ast.Assert():
            return [node]
        case ast.JoinedStr():
            return [part for part in node.values if isinstance(part, ast.Constant)]
        case ast.Call():
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = [word.value for word in node.keywords if word.arg in PROVENANCE]
            return named + (node.args if called in CALLS else [])
        case ast.Dict():
            pairs = zip(node.keys, node.values, strict=True)
            return [
                value for key, value in pairs if isinstance(key, ast.Constant) and key.value in PROVENANCE
            ]
        case ast.Assign(targets=[target], value=value):
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            return [value] if any(getattr(name, "id", "") in PROVENANCE for name in names) else []
        case _:
            return []


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_lies_in_the_code_of_a_room_that_prints(root, room):
    library = root / "src/chart2paper"
    found = {
        name: texts
        for path in sorted((library / room).rglob("*.py"))
        if (name := path.relative_to(library).as_posix()) not in NO_PRINT
        and (texts := printed_looks(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("name", NO_PRINT)
def test_every_exception_is_needed(root, name):
    assert printed_looks((root / "src/chart2paper" / name).read_text(encoding="utf-8"))


def test_every_room_that_takes_from_writing_is_covered_or_named_as_not_covered_yet(root):
    library = root / "src/chart2paper"
    taking = {
        path.relative_to(library).parts[0]
        for path in library.rglob("*.py")
        if "from chart2paper.writing.passage" in (code := path.read_text(encoding="utf-8"))
        or "from chart2paper.writing.values import" in code
    }
    rooms = {room for room in taking if (library / room).is_dir()}
    assert rooms <= {*ROOMS, *NOT_COVERED_YET}


@pytest.mark.parametrize(
    "code",
    [
        'CAPTIONS = {"flow": "Study flow, from everyone in the export to everyone with an outcome score"}',
        'note = f"{dash}, not part of this analysis."',
        'Item("14b", "Missing data for each variable", "In part: outcome in a table")',
        'rows = [[f"At least {shown}% less pain", ""]]',
        'yield "These results are about single patients."',
    ],
)
def test_words_that_are_printed_are_found(code):
    assert printed_looks(code)


@pytest.mark.parametrize(
    "code",
    [
        '"""A docstring that says what a module is about."""',
        'raise ValueError("two different values are called the same")',
        'values.add(name, 1, "1", rule="count of rows without a score")',
        'Problem(file, "the study lacks this text", "write it there")',
        'values.sentence(f"{prefix}.effect.text", "supplement/harms#note")',
        'HEAD = "Exposed, n"',
    ],
)
def test_ids_labels_errors_and_origins_are_no_print(code):
    assert printed_looks(code) == []
