"""Render the paper from the controlled values."""

import tempfile
from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.release.manuscript import without_links_inside
from chart2paper.writing.engines.render import render_paper

with job(snakemake) as (inputs, outputs, params), tempfile.TemporaryDirectory() as scratch:
    reports = without_links_inside(Path(params.reports), Path(scratch) / "reports")
    files = {kind: Path(outputs[kind]) for kind in ("html", "pdf", "docx")}
    render_paper(reports, Path(str(inputs.draft)) / "generated", files, params.engine)
    print(f"The released paper was rendered by the {params.engine} engine.")
