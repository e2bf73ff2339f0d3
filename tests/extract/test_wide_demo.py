"""The demo clinic as one wide sheet: the same people with the exposure, or a stop with the reason.

Such a sheet cannot carry orders between visits, stop dates, days supplied, cancelled orders or why a drug was stopped.
"""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from chart2paper.clean.code_lists import read_drugs
from chart2paper.clean.conditions import clean_condition
from chart2paper.clean.drugs import clean_drug
from chart2paper.clean.persons import clean_person
from chart2paper.extract.export import extract_tables
from chart2paper.extract.file_checks import check_files
from chart2paper.extract.identifier_checks import identifier_problems
from chart2paper.extract.linkage import link_persons
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.problems import Problems
from chart2paper.reading.mapping import load_mapping
from extract.wide_demo import wide_mapping, wide_sheet

LOCK = "2020-12-31"
ROOT = Path(__file__).parents[2]
DEMO, RAW = ROOT / "data/mappings/demo_clinic.yaml", ROOT / "data/raw/demo_clinic"
CODELISTS = ROOT / "data/codelists"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wide")
    wide_sheet(RAW).to_csv(folder / "sheet.csv", index=False)
    return folder


def tables(mapping, folder):
    """The extracted tables by name, and the clean persons."""
    check_files(mapping, folder)
    assert identifier_problems(mapping, folder) == []
    _, part = mapping.filling("person")[0]
    linkage = link_persons(read_person_rows(mapping, folder), part.same_person)
    found = {table.table: table.rows for table in extract_tables(mapping, folder, linkage)}
    found["clean"] = clean_person(found["person"], found["visit_occurrence"], mapping, LOCK).table
    return found


def mapped(folder, split):
    path = folder / "wide.yaml"
    path.write_text(yaml.safe_dump(wide_mapping(DEMO, split), sort_keys=False), encoding="utf-8")
    return load_mapping(path)


def exposed(mapping, found, orders):
    """Birth date and day of every LDN order."""
    drug = clean_drug(orders, found["clean"], read_drugs(CODELISTS / "drugs.csv"), mapping, LOCK).table
    drug = drug[drug["ingredient"].eq("naltrexone")]
    born = found["clean"].set_index("person_id")["birth_date"]
    born.index = born.index.astype("string")
    days = drug["drug_exposure_start_date"].astype("string")
    return set(zip(drug["person_id"].astype("string").map(born).astype("string"), days, strict=True))


def test_several_orders_in_a_cell_stop_the_run_until_the_mapping_splits_them(folder):
    mapping = mapped(folder, split=False)
    found = tables(mapping, folder)
    with pytest.raises(Problems, match=r'column "meds".*\n.*split: \{drug_source_value: \[";"\]\}'):
        exposed(mapping, found, found["drug_exposure"])
    with pytest.raises(Problems, match=r'column "dx".*\n.*split: \{condition_source_value: \[";"\]\}'):
        clean_condition(found["condition_occurrence"], found["clean"], pd.DataFrame(), mapping, LOCK)


def test_split_it_gives_the_demos_orders_of_ldn_that_belong_to_a_visit(folder):
    wide = mapped(folder, split=True)
    sheet = tables(wide, folder)
    demo = load_mapping(DEMO)
    export = tables(demo, RAW)
    visits = export["visit_occurrence"]
    dated = visits.loc[visits["visit_start_date"].notna(), "visit_occurrence_id"]
    orders = export["drug_exposure"]
    at_visits = exposed(demo, export, orders[orders["visit_occurrence_id"].isin(dated)])
    assert exposed(wide, sheet, sheet["drug_exposure"]) == at_visits
    assert len(at_visits) > 200
