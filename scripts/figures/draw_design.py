"""Draw when each thing is assessed in one design, from the protocol alone."""

from chart2paper.figures.design import TWIN, alt_text, design_frame
from chart2paper.figures.draw_design import draw_design
from chart2paper.figures.save import save
from chart2paper.jobs.job import job
from chart2paper.writing.phrases import RULES
from chart2paper.writing.study_values import day_words

with job(snakemake) as (_, outputs, params):
    analysis = {name: params[name] for name in ("eligibility", "time_zero", "baseline", "outcome")}
    frame = design_frame(analysis, params.placebo, params.short_name)
    index_date = RULES[analysis["time_zero"]["rule"]].format(drug=params.short_name)
    lock_date = day_words(params.data_lock_date)
    figure = draw_design(frame, params.title, params.banner, index_date, lock_date)
    save(figure, frame, TWIN, alt_text(frame, index_date, lock_date), outputs)
