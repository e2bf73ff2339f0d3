"""Draw the study flow of one analysis."""

from chart2paper.figures.draw_flow import draw_flow
from chart2paper.figures.flow import TWIN, alt_text, flow_frame
from chart2paper.figures.save import save
from chart2paper.jobs.job import job
from chart2paper.tables.cohort import ATTRITION, COHORT
from chart2paper.tables.match import MATCHES
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    frame = flow_frame(
        read_table(ATTRITION, inputs.attrition),
        read_table(COHORT, inputs.cohort, ["person_id", "role"]),
        read_table(MATCHES, inputs.matches),
        read_table(ANALYSIS_SET, inputs.analysis_set),
    )
    figure = draw_flow(frame, params.title, params.banner, params.short_name)
    save(figure, frame, TWIN, alt_text(frame, params.short_name), outputs)
