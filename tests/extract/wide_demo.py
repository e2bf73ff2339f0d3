"""The demo clinic as one wide sheet, as a small practice keeps it: a row a visit, people by name and birth date."""

from pathlib import Path

import pandas as pd
import yaml

SCORES = ["AveragePain", "WorstPain", "CurrentPain", "AcceptablePainGoal"]


def wide_sheet(raw: Path) -> pd.DataFrame:
    """Return a row per visit of the demo's export in the folder `raw`: who, when, scores, orders, codes.

    What has no visit of its own is left out, as on such a sheet.
    """
    people = _read(raw / "patients.csv").drop_duplicates("MRN").set_index("MRN")
    sheet = _read(raw / "visits.csv", encoding="latin-1").drop_duplicates("VisitID")
    who = people.reindex(sheet["MRN"]).reset_index(drop=True)
    sheet = sheet.reset_index(drop=True)
    wide = pd.DataFrame(
        {
            "name": who["FirstName"] + " " + who["LastName"],
            "dob": who["DOB"],
            "sex": who["Sex"],
            "date": sheet["VisitDate"],
            "status": sheet["Status"],
        }
    )
    scores = _read(raw / "pain_scores.csv").drop_duplicates("VisitID").set_index("VisitID")
    wide[SCORES] = scores[SCORES].reindex(sheet["VisitID"]).to_numpy()
    orders = _read(raw / "medications.csv", encoding="latin-1", sep=";")
    orders = orders[~orders["Status"].str.strip().str.casefold().isin(["cancelled", "canceled"])]
    wide["meds"] = _in_one_cell(
        orders["DrugLine"] + " " + orders["Sig"].fillna(""), orders["VisitID"], sheet["VisitID"]
    )
    codes = _read(raw / "diagnoses.csv")
    wide["dx"] = _in_one_cell(codes["Code"], codes["VisitID"], sheet["VisitID"])
    return wide.dropna(subset="name").reset_index(drop=True)


def wide_mapping(demo: Path, split: bool = True) -> dict:
    """Return the mapping of that sheet, with the demo's words and date formats."""
    settings = yaml.safe_load(demo.read_text(encoding="utf-8"))
    who = ["name", "dob"]

    def part(table: str, **columns: str) -> dict:
        return {"table": table, "columns": {"person_id": who, **columns}}

    drugs = part("drug_exposure", drug_exposure_start_date="date", drug_source_value="meds")
    codes = part("condition_occurrence", condition_start_date="date", condition_source_value="dx")
    if split:
        drugs["split"] = {"drug_source_value": ";"}
        codes["split"] = {"condition_source_value": ";"}
    scores = {**part("measurement", measurement_date="date"), "unpivot": SCORES}
    tables = [
        part("person", birth_date="dob", gender_source_value="sex"),
        part("visit_occurrence", visit_start_date="date", visit_status="status"),
        scores,
        drugs,
        codes,
    ]
    return {**settings, "clinic": "wide", "files": [{"file": "sheet.csv", "tables": tables}]}


def _read(path: Path, **how: str) -> pd.DataFrame:
    encoding = how.pop("encoding", "utf-8-sig")
    return pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""], encoding=encoding, **how)


def _in_one_cell(texts: pd.Series, visits: pd.Series, wanted: pd.Series) -> list:
    return texts.str.strip().groupby(visits).agg("; ".join).reindex(wanted).tolist()
