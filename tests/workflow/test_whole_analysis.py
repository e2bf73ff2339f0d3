"""An analysis run in memory finds what the rules find, file by file."""

import pandas as pd

from chart2paper.protocol.load import load_study
from chart2paper.protocol.values import analysis_of, values_of
from chart2paper.sensitivity.whole_analysis import CleanTables, Setting, analysis_set_of
from chart2paper.tables.clean import CONDITION, DRUG, MEASUREMENT, OBSERVATION, PERSON, VISIT
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import read_table


def test_an_analysis_in_memory_equals_the_one_of_the_rules(demo):
    study = load_study(demo / "config.yaml")
    folder = demo / "results"
    tables = CleanTables(
        *(
            read_table(table, folder / "clean" / f"{table.name}.parquet")
            for table in (PERSON, VISIT, MEASUREMENT, DRUG, CONDITION, OBSERVATION)
        )
    )
    for name in study.analyses:
        setting = Setting(
            analysis_of(study, name),
            values_of(study.exposure),
            values_of(study.score.kinds),
            values_of(study.data_lock_date),
        )
        by_rules = read_table(ANALYSIS_SET, folder / name / "model" / "analysis_set.csv")
        pd.testing.assert_frame_equal(analysis_set_of(tables, setting), by_rules, check_exact=False)
