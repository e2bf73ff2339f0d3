"""Judge whether the primary estimate may be read as an effect, by the limits of the protocol."""

from chart2paper.jobs.job import job
from chart2paper.model.diagnostics import checks
from chart2paper.model.diagnostics.gate import gate
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import BALANCE, MATCHES, OVERLAP_SUMMARY
from chart2paper.tables.model import ANALYSIS_SET, DIAGNOSTICS, ESTIMATES
from chart2paper.tables.read_write import read_table, write_table

PRIMARY_ESTIMATE = ("final_score", "ancova_cr2")
PLACEBO_ESTIMATE = ("placebo_score", "ancova_cr2")

with job(snakemake) as (inputs, outputs, params):
    balance = read_table(BALANCE, inputs.balance)
    analysis_set = read_table(ANALYSIS_SET, inputs.analysis_set)
    estimates = read_table(ESTIMATES, inputs.estimates)
    roles = {
        table.name: read_table(table, path, ["role"])["role"].eq("exposed").sum()
        for table, path in ((COHORT, inputs.cohort), (MATCHES, inputs.matches))
    }
    numbers = {
        "largest_imbalance": checks.largest_imbalance(balance),
        "imbalance_beyond_chance": checks.imbalance_beyond_chance(balance),
        "equipoise": checks.equipoise(read_table(OVERLAP_SUMMARY, inputs.overlap)),
        "exposed_kept": checks.exposed_kept(int(roles["cohort"]), int(roles["matches"])),
        "missing_outcome": checks.missing_outcome(analysis_set),
        "missing_difference": checks.missing_difference(analysis_set),
        "placebo_period": checks.beyond_chance(
            read_table(ESTIMATES, inputs.negative_controls), *PLACEBO_ESTIMATE
        ),
        "detectable_difference": checks.detectable_difference(estimates, *PRIMARY_ESTIMATE),
    }
    write_table(gate(numbers, params.limits), DIAGNOSTICS, outputs.diagnostics)
