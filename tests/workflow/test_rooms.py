"""Which room of the library may import which: data and knowledge flow one way, and no two rooms know each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

# The records of things: every room may read them, and they know no room.
COMMON = "catalogue"
# Room -> the other rooms that it may import. Files directly in the library (problems, settings files, ...) serve all
# rooms and import none, but for the command line, which starts the commands of several.
ARROWS = {
    "command_line.py": "jobs writing",
    "tables": "",
    "statistics": "",
    "jobs": "",
    COMMON: "",
    "reading": "tables",
    "extract": "reading jobs tables",
    "clean": "reading tables",
    "cohort": "clean tables",
    "match": "cohort statistics tables",
    "model": "match cohort statistics tables",
    "sensitivity": "model match cohort statistics tables",
    "data_quality": "extract clean cohort reading tables",
    "writing": "jobs tables",
    "figures": "writing tables",
    "protocol": "writing extract reading jobs tables",
    "paper": "protocol writing clean reading tables",
    "audit": "protocol writing extract clean jobs tables",
    "release": "audit paper protocol writing figures model statistics jobs tables",
    "changes": "paper writing sensitivity model match cohort clean reading jobs tables",
    "demo_clinic": "statistics",
    "validation": "demo_clinic figures writing sensitivity model cohort clean reading statistics tables",
}


def arrows(library: Path) -> Iterator[tuple[str, str, str]]:
    """The imports of one room by another, each with the file: imports inside functions count too."""
    for file in library.rglob("*.py"):
        room = file.relative_to(library).parts[0]
        for name in imported(file.read_text(encoding="utf-8")):
            other = name.removeprefix("chart2paper.").split(".")[0]
            if (library / other).is_dir() and other not in (room, COMMON):
                yield room, other, file.relative_to(library).as_posix()


def imported(code: str) -> Iterator[str]:
    """The modules of the library that some code imports; `from chart2paper import x` means chart2paper.x."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("chart2paper."))
        elif isinstance(node, ast.ImportFrom) and node.module == "chart2paper":
            yield from (f"chart2paper.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("chart2paper."):
            yield str(node.module)


def test_a_room_imports_only_rooms_that_it_may(root):
    strange = [
        f"{file} imports {other}"
        for room, other, file in arrows(root / "src" / "chart2paper")
        if other not in ARROWS.get(room, "").split()
    ]
    assert strange == []


def test_no_two_rooms_import_each_other_not_even_by_way_of_others():
    done: set[str] = set()
    while len(done) < len(ARROWS):
        ready = {room for room, others in ARROWS.items() if room not in done and set(others.split()) <= done}
        assert ready, f"these go round: {sorted(set(ARROWS) - done)}"
        done |= ready


def test_every_arrow_is_used_and_every_room_is_in_the_table(root):
    library = root / "src" / "chart2paper"
    used = {(room, other) for room, other, _ in arrows(library)}
    allowed = {(room, other) for room, others in ARROWS.items() for other in others.split()}
    assert {folder.name for folder in library.iterdir() if (folder / "__init__.py").is_file()} == set(
        ARROWS
    ) - {"command_line.py"}
    assert sorted(allowed - used) == []


def test_imports_are_found_however_they_are_written():
    code = """
import chart2paper.match.sets
from chart2paper import model
def f():
    from chart2paper.paper.values import Values
"""
    assert list(imported(code)) == ["chart2paper.match.sets", "chart2paper.model", "chart2paper.paper.values"]
