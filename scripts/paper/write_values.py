"""Write the paper's values, and the texts, tables and figures that the manuscript includes."""

import shutil
from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.paper.checklists.fill import filled_checklists
from chart2paper.paper.generate import write_paper
from chart2paper.tables.paper import CHECKLISTS
from chart2paper.tables.read_write import write_table
from chart2paper.writing.material_files import figure_stem, material_from
from chart2paper.writing.text_files import texts_in

with job(snakemake) as (inputs, outputs, params):
    folder = Path(params.study["paper"]["text_folder"])
    material = material_from(inputs, params)
    values, parts = write_paper(material, texts_in(inputs.texts), str(folder))
    generated = Path(outputs.generated)
    for name, text in parts.items():
        path = generated / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for figure in (*inputs.figures, *inputs.figures_of_all, *inputs.supplement_figures):
        stem = figure_stem(figure, params.study["results_dir"])
        shutil.copyfile(figure, generated / "figures" / f"{stem}{Path(figure).suffix}")
    shutil.copyfile(inputs.references, generated / "references.bib")
    write_table(filled_checklists(material), CHECKLISTS, outputs.checklists)
    Path(outputs.values).write_text(values.as_json(), encoding="utf-8")
    print(f"The paper has {len(values.all())} values, each with its source.")
