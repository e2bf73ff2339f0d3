"""Draw each design, and write the protocol's values, tables and texts, from the study file alone."""

import shutil
from pathlib import Path

from chart2paper.figures.design import alt_text, design_frame
from chart2paper.figures.draw_design import draw_design
from chart2paper.figures.save import Files, save
from chart2paper.given_paths import listed
from chart2paper.jobs.job import job
from chart2paper.not_shown import visible
from chart2paper.protocol.text.generate import write_protocol
from chart2paper.protocol.text.plan import plan_from
from chart2paper.tables.figures import DESIGN_FIGURE
from chart2paper.writing.phrases import index_date_words
from chart2paper.writing.study_values import day_words
from chart2paper.writing.text_files import passages_from, texts_in
from chart2paper.writing.values import Values

with job(snakemake) as (inputs, outputs, params):
    study = params.study
    drug, lock_date = study["exposure"]["short_name"], day_words(study["data_lock_date"]["value"])
    words = Values(passages_from(inputs, params))
    figures: dict[str, Files] = {}
    alt_texts: dict[str, str] = {}
    for design, *files in zip(
        params.designs, *map(listed, (outputs.svg, outputs.png, outputs.csv)), strict=True
    ):
        frame = design_frame(design, design["placebo"], drug, words)
        index_date = index_date_words(words, design["time_zero"], drug)
        figure = draw_design(frame, design["title"], params.banner, index_date, lock_date, words)
        name = f"{design['name']}_design"
        figures[name], alt_texts[name] = Files(*files), visible(alt_text(frame, index_date, lock_date, words))
        save(figure, frame, DESIGN_FIGURE, alt_texts[name], figures[name])

    values, parts = write_protocol(plan_from(inputs, params, alt_texts), texts_in(inputs.texts))
    generated = Path(outputs.generated)
    for name, text in parts.items():
        path = generated / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (generated / "figures").mkdir(exist_ok=True)
    for name, files in figures.items():
        for path in files:
            shutil.copyfile(path, generated / "figures" / f"{name}{Path(path).suffix}")
    shutil.copyfile(inputs.references, generated / "references.bib")
    Path(outputs.values).write_text(values.as_json(), encoding="utf-8")
