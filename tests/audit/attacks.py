"""An attacker who edits a finished run at random, with and without rewriting what would tell: how often unnoticed?"""

import ast
import contextlib
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from audit.made_up_project import STUDY, finished_project, rewrite_manifest, rewrite_records
from chart2paper.audit.verify.checks import verify
from chart2paper.jobs.prints import Prints
from chart2paper.problems import Problem

Edit = Callable[[random.Random, Path], list[str]]
# Not judged by `verify`: the key and the caches of programs. The key is the attacker's to read.
OUT_OF_REACH = ("data/linkage/clinic.key", "__pycache__", ".snakemake")


def change_digit(chance: random.Random, file: Path) -> list[str]:
    """Put another digit in place of one; where there is none, flip a bit."""
    content = file.read_bytes()
    places = [place for place, byte in enumerate(content) if chr(byte).isdigit()]
    if not places:
        return flip_bit(chance, file)
    place = chance.choice(places)
    other = chance.choice([digit for digit in b"0123456789" if digit != content[place]])
    file.write_bytes(content[:place] + bytes([other]) + content[place + 1 :])
    return [str(file)]


def flip_bit(chance: random.Random, file: Path) -> list[str]:
    """Flip one bit somewhere."""
    content = bytearray(file.read_bytes() or b"x")
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)
    return [str(file)]


def append_byte(chance: random.Random, file: Path) -> list[str]:
    """Add a byte at the end."""
    file.write_bytes(file.read_bytes() + bytes([chance.choice([0, 10, 32, 48, 255])]))
    return [str(file)]


def cut_off(chance: random.Random, file: Path) -> list[str]:
    """Cut a file off somewhere."""
    content = file.read_bytes()
    file.write_bytes(content[: chance.randrange(len(content))] if content else b"x")
    return [str(file)]


def delete(chance: random.Random, file: Path) -> list[str]:
    """Delete a file."""
    file.unlink()
    return [str(file)]


def swap(chance: random.Random, file: Path) -> list[str]:
    """Put the content of another file, and that file's content, in each other's place."""
    others = [one for one in files_within_reach() if within_results(one)]
    other = chance.choice([one for one in others if one.read_bytes() != file.read_bytes()])
    mine, theirs = file.read_bytes(), other.read_bytes()
    file.write_bytes(theirs)
    other.write_bytes(mine)
    return [str(file), str(other)]


def add_file(chance: random.Random, file: Path) -> list[str]:
    """Put a file beside another, however named."""
    name = chance.choice([".hidden", "extra.csv", "estimates (2).csv", ".snakemake_timestamp.bak", "x.json"])
    new = Path(
        "results", *chance.choice([[], ["audit"], ["logs"], ["workflow"], ["paper"], ["figures"]]), name
    )
    new.write_text("estimate\n1\n", encoding="utf-8")
    return [str(new)]


def link_away(chance: random.Random, file: Path) -> list[str]:
    """Put a link to a copy elsewhere in place of a file."""
    target = Path(tempfile.mkdtemp()) / file.name
    shutil.move(file, target)
    file.symlink_to(target)
    return [str(file)]


EDITS: tuple[Edit, ...] = (change_digit, flip_bit, append_byte, cut_off, delete, swap, add_file, link_away)


def files_within_reach() -> list[Path]:
    """Return the files of the project that an attacker may change, sorted."""
    files = [path for path in Path().rglob("*") if path.is_file()]
    return sorted(path for path in files if not any(part in str(path) for part in OUT_OF_REACH))


@contextlib.contextmanager
def made_up() -> Iterator[tuple[Path, Prints]]:
    """A folder with a finished project, to be copied."""
    with tempfile.TemporaryDirectory(prefix="chart2paper-") as folder, contextlib.chdir(folder):
        Path("project").mkdir()
        with contextlib.chdir("project"):
            prints = finished_project()
        yield Path("project"), prints


@contextlib.contextmanager
def copy_of(project: Path) -> Iterator[None]:
    """A copy of a project as the working directory."""
    with tempfile.TemporaryDirectory(prefix="chart2paper-") as folder:
        shutil.copytree(project, Path(folder) / "copy", symlinks=True)
        with contextlib.chdir(Path(folder) / "copy"):
            yield


def names(found: list[Problem], path: str) -> bool:
    """Return whether a finding names a file, or the folder of a link in it."""
    return any(path == finding.file or path in finding.what for finding in found)


def try_once(chance: random.Random, prints: Prints, forged: int) -> tuple[str, bool]:
    """Edit one file of the project in the working directory; return what was done and whether it went unnoticed.

    forged: 0 nothing; 1 manifest, crate and the last records are rewritten, so that they fit the files as they are;
    2 the records of all jobs too, and every job is then done again. Of files that no job reads or makes (rules,
    environments) only the manifest has fingerprints, so a forger's edits of those are seen by a signature or by
    version control alone; they are not tried. Nor, where records are rewritten, are edits of records.
    """
    prints = Prints(prints.key, prints.id)
    reach = [file for file in files_within_reach() if not forged or within_results(file)]
    reach = [file for file in reach if forged < 2 or "logs" not in file.parts]
    edit, file = chance.choice(EDITS), chance.choice(reach)
    if edit in (link_away, swap) and not within_results(file):
        edit = flip_bit
    before = {path: path.read_bytes() for path in files_within_reach()}
    edited = edit(chance, file)
    changed = [path for path in edited if is_other(Path(path), before)]
    if forged:
        # A forger stumbles over a file that is no longer JSON, and leaves it.
        with contextlib.suppress(ValueError, KeyError):
            if forged == 2:
                rewrite_records(prints)
            rewrite_manifest(prints)
    _, found = verify("results", STUDY, prints, everything=forged == 2)
    return f"{edit.__name__} {', '.join(edited)}", not all(names(found, path) for path in changed)


def within_results(file: Path) -> bool:
    """Return whether a file was made by a job that the manifest knows: those after it a forger writes anew."""
    made_last = (
        "manifest.json",
        "ro-crate-metadata.json",
        "logs/write_manifest.json",
        "logs/write_crate.json",
    )
    return file.is_relative_to("results") and not str(file).endswith(made_last)


def is_other(path: Path, before: dict[Path, bytes]) -> bool:
    """Return whether a file says another thing than before, or is a link; comments and layout of code say nothing."""
    if path.is_symlink() or not path.is_file() or path not in before:
        return True
    return said(path.suffix, path.read_bytes()) != said(path.suffix, before[path])


def said(suffix: str, content: bytes) -> str | bytes:
    """Return what a file says: its bytes, or the syntax tree of its code."""
    with contextlib.suppress(SyntaxError, ValueError):
        return ast.dump(ast.parse(content)) if suffix == ".py" else content
    return content


def tries(seed: int, most: int = 200) -> Iterator[bool]:
    """Yield for each of so many random edits whether it went unnoticed; three attackers (see above) take turns."""
    with made_up() as (project, prints):
        for number in range(most):
            with copy_of(project):
                yield try_once(random.Random(f"{seed}.{number}"), prints, forged=number % 3)[1]
