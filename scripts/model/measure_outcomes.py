"""Measure the outcome of every matched person."""

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.jobs.job import job
from chart2paper.model.outcomes import measure_outcomes
from chart2paper.tables.clean import VISIT
from chart2paper.tables.cohort import CANDIDATES, COHORT, DAILY_SCORES
from chart2paper.tables.match import MATCHES
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    matches = read_table(MATCHES, inputs.matches)
    # Millions of candidates, of whom the matched ones matter here.
    matched = {"exposed_id": set(matches["set_id"]), "person_id": set(matches["person_id"])}
    analysis_set = measure_outcomes(
        matches,
        read_table(COHORT, inputs.cohort),
        read_table(CANDIDATES, inputs.candidates, only=matched),
        read_table(DAILY_SCORES, inputs.daily_scores, only={"person_id": matched["person_id"]}),
        read_table(VISIT, inputs.visit_occurrence),
        params.outcome,
        params.data_lock_date,
    )
    write_table(analysis_set, ANALYSIS_SET.on(OUTCOMES[params.scale]), outputs.analysis_set)
