"""The manuscript without links to pages that stay in the clinic."""

import shutil
from pathlib import Path

SETTING = "value-links:"


def without_links_inside(reports: Path, copy: Path) -> Path:
    """Copy the manuscript's folder to `copy`, without the setting that links numbers to the audit pages."""
    shutil.copytree(reports, copy, ignore=shutil.ignore_patterns("studies", "captions"))
    for path in (copy / "_quarto.yml", copy / "paper.qmd"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(SETTING)]
        path.write_text("".join(kept), encoding="utf-8")
    return copy
