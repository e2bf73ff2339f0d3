"""The Quarto engine: the same manuscript, rendered by Quarto where a study asks for it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from chart2paper.problems import Problem, Problems
from chart2paper.writing.engines.figure_files import png_twin

UNRESOLVED = re.compile(r"\{\{(?:<|&lt;)|\?@(?:fig|tbl|sec|eq)-|\?var:|\?meta:")
INSTALL_IT = "install Quarto, or write `engine: embedded`"
SVG_IMAGE = re.compile(r"(?<=\]\()([^)\s]+\.svg)(?=[)\s])")


def find_quarto() -> str:
    """Return the Quarto program on the PATH; raise `Problems` when there is none."""
    on_path = shutil.which("quarto")
    if on_path is None:
        raise Problems([Problem("paper.engine", "there is no quarto on the PATH", INSTALL_IT)])
    return on_path


def render_quarto(quarto: str, folder: Path, manuscript: str = "paper.qmd") -> dict[str, Path]:
    """Render a manuscript in `folder` to its three formats; return their paths. Raises `Problems` if Quarto fails."""
    _run(quarto, "html", folder, manuscript)
    _run(quarto, "typst", folder, manuscript)
    use_png_figures(folder)
    _run(quarto, "docx", folder, manuscript)
    made = {kind: folder / f"{Path(manuscript).stem}.{kind}" for kind in ("html", "pdf", "docx")}
    wrong = [
        Problem(manuscript, f"Quarto left no {path.name}") for path in made.values() if not path.is_file()
    ]
    if not wrong and UNRESOLVED.search(made["html"].read_text(encoding="utf-8")):
        wrong.append(
            Problem(manuscript, "Quarto left a shortcode or reference unresolved", f"see {made['html'].name}")
        )
    if wrong:
        raise Problems(wrong)
    return made


def quarto_version(quarto: str) -> str:
    """Return the version Quarto says it is."""
    return subprocess.run([quarto, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def use_png_figures(folder: Path) -> None:
    """Point the text at the PNG beside each SVG figure: Word needs pixels, and Quarto no other converter."""
    for file in sorted([*folder.rglob("*.qmd"), *folder.rglob("*.md")]):
        text = file.read_text(encoding="utf-8")
        file.write_text(SVG_IMAGE.sub(lambda match: png_twin(match.group(1)), text), encoding="utf-8")


def _run(quarto: str, target: str, folder: Path, manuscript: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    command = [quarto, "render", manuscript, "--to", target, "--no-execute"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        what = " ".join(done.stderr.split())[-600:]
        raise Problems(
            [Problem(manuscript, f"Quarto could not render {target}: {what}", "correct the text named")]
        )
