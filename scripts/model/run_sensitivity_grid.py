"""Run the sensitivity grid: the primary analysis, varied."""

from chart2paper.dictionary.model import SENSITIVITY, SENSITIVITY_PEOPLE
from chart2paper.job import job
from chart2paper.model.sensitivity.grid import sensitivity_grid
from chart2paper.model.sensitivity.specification import specifications
from chart2paper.tables import write_table
from chart2paper.whole_analysis import Setting

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
        }
        grid, people = sensitivity_grid(paths, specifications(primary, params.grid), snakemake.threads)
        write_table(grid, SENSITIVITY, outputs.sensitivity)
        write_table(people, SENSITIVITY_PEOPLE, outputs.people)
