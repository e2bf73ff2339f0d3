"""Render the paper to HTML, PDF and DOCX; record which engine did it and where each value stands."""

import json
from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.writing.engines.render import engine_record, render_paper

with job(snakemake) as (inputs, outputs, params):
    files = {kind: Path(outputs[kind]) for kind in ("html", "pdf", "docx")}
    places = render_paper(Path(params.reports), Path(str(inputs.generated)), files, params.engine)
    record = engine_record(params.engine)
    Path(outputs.engine).write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    Path(outputs.places).write_text(json.dumps(places, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    versions = ", ".join(f"{tool} {version}" for tool, version in record.items() if tool != "engine")
    print(f"The paper was rendered by the {params.engine} engine ({versions}).")
