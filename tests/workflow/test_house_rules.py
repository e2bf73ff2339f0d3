"""The structure of the project holds: only rules read the protocol, scripts are thin, files are short."""

import ast
import re
import subprocess

import pytest

LIMITS = {"Snakefile": 60, "rules/**/*.smk": 150, "scripts/**/*.py": 60}
# What may lie at the root of the project: a newcomer sees it first, and it says what the project is made of.
FOLDERS = (
    ".ci",
    "data",
    "docs",
    "envs",
    "profiles",
    "reports",
    "rules",
    "scripts",
    "src",
    "studies",
    "tests",
)
ABOUT = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "CITATION.cff")
RUNNING = ("Snakefile", "config.yaml", "Makefile", "pyproject.toml", "requirements.lock")
AT_THE_ROOT = {*FOLDERS, *ABOUT, *RUNNING, ".gitattributes", ".gitignore", ".pre-commit-config.yaml"}


def test_nothing_lies_at_the_root_but_what_belongs_there(root):
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {name.split("/")[0] for name in names if (root / name).exists()} == AT_THE_ROOT


def test_nothing_but_the_snakefile_and_the_rules_reads_the_configuration(root):
    readers = [
        path.relative_to(root).as_posix()
        for folder in ("src", "scripts")
        for path in (root / folder).rglob("*.py")
        if re.search(r"\bconfig\[|snakemake\.config|config\.get\(", path.read_text(encoding="utf-8"))
    ]
    assert readers == []


@pytest.mark.parametrize("pattern", LIMITS)
def test_files_stay_short(root, pattern):
    long = {
        path.relative_to(root).as_posix(): lines
        for path in root.glob(pattern)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LIMITS[pattern]
    }
    assert long == {}


def test_every_stage_has_its_rules_scripts_and_tests(root):
    for stage in (
        "extract",
        "clean",
        "data_quality",
        "cohort",
        "match",
        "model",
        "figures",
        "paper",
        "audit",
        "changes",
        "validation",
        "protocol",
        "release",
    ):
        for place in (f"rules/{stage}.smk", f"scripts/{stage}", f"src/chart2paper/{stage}", f"tests/{stage}"):
            assert (root / place).exists(), place


def test_every_public_function_of_the_library_has_a_docstring(root):
    missing = [
        f"{path.relative_to(root)}:{node.name}"
        for path in (root / "src").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert missing == []


def without_effect(code: str) -> list[str]:
    """The statements of Python code that only compute a value and drop it, so that a reader asks what they are for."""
    statements = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Expr)]
    acting = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom)
    # A constant is a docstring or `...`; ruff (B018) refuses the others.
    return [ast.unparse(node) for node in statements if not isinstance(node.value, (*acting, ast.Constant))]


def test_no_statement_computes_a_value_and_drops_it(root):
    found = {
        path.relative_to(root).as_posix(): statements
        for folder in ("src", "scripts", "tests", "docs")
        for path in (root / folder).rglob("*.py")
        if (statements := without_effect(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "code", ["[print(x) for x in y]", "x and print(x)", "print(x) if x else None", "x == 2", "x.y", "x[0]"]
)
def test_a_statement_without_effect_is_found(code):
    assert without_effect(f'"""Docstring."""\nprint(x)\n{code}\n') == [code]
