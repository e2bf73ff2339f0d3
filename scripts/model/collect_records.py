"""Collect from the records what the primary analysis asks besides its outcome.

Every score and what happened to the matched people, how long they took the drug, and the outcome of everyone eligible.
"""

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.cohort.design import design_of
from chart2paper.jobs.job import job
from chart2paper.model.harms.exposure_time import exposure_time
from chart2paper.model.harms.kaplan_meier import time_on_treatment
from chart2paper.model.missing.events import collect_events
from chart2paper.model.missing.intercurrent import intercurrent_events
from chart2paper.model.scores import scores_around
from chart2paper.model.weighting.population import draw_candidates, population
from chart2paper.tables.clean import DRUG, PROCEDURE, VISIT
from chart2paper.tables.cohort import COHORT, DAILY_SCORES
from chart2paper.tables.harms import EXPOSURE_TIME, TIME_ON_TREATMENT
from chart2paper.tables.missing import EVENTS, INTERCURRENT_EVENTS
from chart2paper.tables.model import ANALYSIS_SET, SCORES
from chart2paper.tables.read_write import read_table, write_table
from chart2paper.tables.weighting import POPULATION

with job(snakemake) as (inputs, outputs, params):
    design, lock = design_of(params), params.data_lock_date
    people = read_table(ANALYSIS_SET, inputs.analysis_set)
    matched = {"person_id": set(people["person_id"])}
    daily = read_table(DAILY_SCORES, inputs.daily_scores)
    scores, outcome = scores_around(people, daily, params.outcome, lock), OUTCOMES[params.scale]
    write_table(scores, SCORES.on(outcome), outputs.scores)

    orders = read_table(DRUG, inputs.drug_exposure, only=matched)
    procedures = read_table(PROCEDURE, inputs.procedure_occurrence, only=matched)
    events = collect_events(people, orders, procedures, design)
    write_table(events, EVENTS, outputs.events)
    write_table(intercurrent_events(people, events), INTERCURRENT_EVENTS, outputs.intercurrent_events)
    times = exposure_time(people, orders, design)
    write_table(times, EXPOSURE_TIME, outputs.exposure_time)
    write_table(time_on_treatment(times), TIME_ON_TREATMENT, outputs.time_on_treatment)

    cohort, drawn = read_table(COHORT, inputs.cohort), draw_candidates(inputs.candidates)
    visits = read_table(VISIT, inputs.visit_occurrence)
    everyone = population(cohort, drawn, daily, visits, params.outcome, lock)
    write_table(everyone, POPULATION.on(outcome), outputs.population)
