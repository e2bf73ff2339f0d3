"""Run the sensitivity grid: the primary analysis, varied."""

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.jobs.job import job
from chart2paper.sensitivity.grid import sensitivity_grid
from chart2paper.sensitivity.specification import specifications
from chart2paper.sensitivity.whole_analysis import Setting
from chart2paper.tables.model import SENSITIVITY, SENSITIVITY_PEOPLE
from chart2paper.tables.read_write import write_table

# The workers import this file too, and must not start the grid again.
if __name__ == "__main__":
    with job(snakemake) as (inputs, outputs, params):
        primary = Setting(params.analysis, params.exposure, params.kinds, params.data_lock_date)
        paths = {
            "person": inputs.person,
            "visit": inputs.visit_occurrence,
            "measurement": inputs.measurement,
            "drug": inputs.drug_exposure,
            "condition": inputs.condition_occurrence,
            "observation": inputs.observation,
        }
        grid, people = sensitivity_grid(paths, specifications(primary, params.grid), snakemake.threads)
        write_table(grid, SENSITIVITY, outputs.sensitivity)
        write_table(
            people, SENSITIVITY_PEOPLE.on(OUTCOMES[params.analysis["estimation"]["scale"]]), outputs.people
        )
