"""Write the protocol's values, and the tables, texts and figures that its manuscript includes."""

import shutil
from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.protocol.text.generate import write_protocol
from chart2paper.protocol.text.plan import plan_from
from chart2paper.writing.material_files import figure_stem, texts_in

with job(snakemake) as (inputs, outputs, params):
    values, parts = write_protocol(plan_from(inputs, params), texts_in(inputs.texts))
    generated = Path(outputs.generated)
    for name, text in parts.items():
        path = generated / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (generated / "figures").mkdir(exist_ok=True)
    for figure in inputs.figures:
        stem = figure_stem(figure, params.study["results_dir"])
        shutil.copyfile(figure, generated / "figures" / f"{stem}{Path(figure).suffix}")
    shutil.copyfile(inputs.references, generated / "references.bib")
    Path(outputs.values).write_text(values.as_json(), encoding="utf-8")
