"""What the real records of the MIMIC-III Clinical Demo taught, checked on the records themselves."""

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.doses import read_doses
from chart2paper.clean.drug_lines import ingredients_of_line
from chart2paper.clean.icd import read_codes
from chart2paper.clean.scores import read_scores

RATED = [
    "Pain Level",
    "Pain Level (Rest)",
    "Pain Level Response",
    "Pain Level/Response",
    "Baseline pain level",
]


@pytest.fixture
def records(root):
    folder = root.parent / "shared/data/mimic3_demo"
    if not folder.exists():
        pytest.skip(
            "the MIMIC-III Clinical Demo is not beside this checkout (docs/mapping.md says where to get it)"
        )
    return lambda name: pd.read_csv(folder / f"{name}.csv", dtype="string", keep_default_na=False)


def test_every_charted_pain_level_is_read_or_known_not_to_be_one(records, words):
    events = records("pain_events")
    rated = events[events["label"].isin(RATED)]
    reading = read_scores(rated["value"], words, PAIN)
    assert set(reading["reason"].dropna()) == {"no score entered", "patient could not be asked"}


def test_words_agree_with_the_number_stored_beside_them(records, words):
    events = records("pain_events")
    both = events[events["label"].isin(RATED) & events["value"].ne("") & events["valuenum"].ne("")]
    reading = read_scores(both["value"], words, PAIN)
    read = reading["value"].notna()
    assert (reading.loc[read, "value"] == both.loc[read, "valuenum"].astype("float64")).all()
    # What is stored as 0 beside "Unable to Score" is not a score of 0.
    unread = both.loc[~read]
    assert set(unread["value"].str.lower()) == {"unable to score"}
    assert set(unread["valuenum"]) == {"0"}


def test_methylnaltrexone_is_never_naltrexone(records, drug_list):
    orders = records("prescriptions")
    ingredient = ingredients_of_line(orders["drug"], drug_list)["ingredient"].astype("string")
    assert orders["drug"].str.contains("naltrexone", case=False).any()
    assert not ingredient.str.split("+").explode().eq("naltrexone").any()


def test_every_product_with_oxycodone_is_found(records, drug_list):
    orders = records("prescriptions")
    named = orders["drug"].str.contains("oxycodone", case=False)
    ingredient = ingredients_of_line(orders["drug"], drug_list)["ingredient"].astype("string")
    assert set(ingredient[named]) == {"oxycodone", "acetaminophen+oxycodone"}
    assert not ingredient[~named].str.contains("oxycodone").any()


def test_strengths_of_tablets_are_read(records):
    orders = records("prescriptions")
    tablets = orders[orders["prod_strength"].str.fullmatch(r"(?i)[0-9.]+ ?mg (?:tab|tablet|cap|capsule)")]
    frame = pd.DataFrame(
        {
            "line": tablets["drug"],
            "strength": tablets["prod_strength"],
            "dose": "",
            "unit": "",
            "sig": "daily",
        }
    ).assign(named=1, times_per_day=float("nan"), low_dose=False)
    expected = tablets["prod_strength"].str.extract(r"([0-9.]+)")[0].astype("float64")
    assert len(tablets) > 1000
    assert (read_doses(frame)["strength_mg"] == expected).all()


def test_all_codes_without_dots_are_codes_of_icd_9(records):
    codes = records("diagnoses_icd")["icd9_code"]
    reading = read_codes(codes, pd.Series("ICD9CM", index=codes.index))
    assert reading["reason"].isna().all()
    assert (reading["value"].str.replace(".", "") == codes).all()
