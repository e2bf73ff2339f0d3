"""Ask what else could explain the primary result, and judge by the limits of the protocol whether it is an effect."""

from chart2paper.jobs.job import job
from chart2paper.model.diagnostics.gate import gate
from chart2paper.model.diagnostics.numbers import Material, numbers_to_judge
from chart2paper.model.explain.e_values import e_values
from chart2paper.model.explain.measured import measured_confounders
from chart2paper.model.explain.negative_controls import negative_controls
from chart2paper.model.explain.regression_to_mean import regression_to_mean
from chart2paper.model.explain.rosenbaum import rosenbaum_bounds
from chart2paper.statistics.results import rows_frame
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.explain import E_VALUES, MEASURED_CONFOUNDERS, ROSENBAUM_BOUNDS
from chart2paper.tables.match import BALANCE, MATCHES, OVERLAP_SUMMARY
from chart2paper.tables.model import ANALYSIS_SET, DIAGNOSTICS, ESTIMATES, SCORES
from chart2paper.tables.read_write import as_written, read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    name, adjust_for, limits = params.analysis, params.adjust_for, params.explanations
    people, estimates = read_table(ANALYSIS_SET, inputs.analysis_set), read_table(ESTIMATES, inputs.estimates)
    balance, scores = read_table(BALANCE, inputs.balance), read_table(SCORES, inputs.scores)
    needed = e_values(people, estimates, params.estimate)
    write_table(needed, E_VALUES, outputs.e_values)
    measured = measured_confounders(people, balance, needed, adjust_for, params.matched_on)
    write_table(measured, MEASURED_CONFOUNDERS, outputs.measured_confounders)
    bounds = rosenbaum_bounds(people, adjust_for, limits["largest_gamma"])
    write_table(bounds, ROSENBAUM_BOUNDS, outputs.rosenbaum_bounds)
    controls = rows_frame(negative_controls(people, scores, adjust_for, limits), name)
    write_table(controls, ESTIMATES, outputs.negative_controls)
    to_mean = rows_frame(regression_to_mean(people), name)
    write_table(to_mean, ESTIMATES, outputs.regression_to_mean)

    material = Material(
        named=params.estimate,
        analysis_set=people,
        estimates=estimates,
        balance=balance,
        overlap=read_table(OVERLAP_SUMMARY, inputs.overlap),
        negative_controls=as_written(controls, ESTIMATES),
        cohort_roles=read_table(COHORT, inputs.cohort, ["role"])["role"],
        matched_roles=read_table(MATCHES, inputs.matches, ["role"])["role"],
    )
    write_table(gate(numbers_to_judge(material), params.limits), DIAGNOSTICS, outputs.diagnostics)
