"""Render the protocol to HTML, PDF and DOCX."""

from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.writing.engines.render import render_paper

with job(snakemake) as (inputs, outputs, params):
    files = {kind: Path(outputs[kind]) for kind in ("html", "pdf", "docx")}
    render_paper(Path(params.reports), Path(str(inputs.generated)), files, params.engine, "protocol.qmd")
