"""Code lists: checked when read, the longest pattern decides, the two ICD systems agree."""

import pandas as pd
import pytest

from chart2paper.catalogue.covariates import MECHANISMS
from chart2paper.catalogue.outcomes import FUNCTION, PAIN
from chart2paper.clean.code_lists import (
    DRUGS,
    match_codes,
    read_drugs,
    read_pain_conditions,
    read_score_words,
)
from chart2paper.clean.icd import PATTERNS, missing_dot
from chart2paper.problems import Problems
from chart2paper.tables.closed_lists import CODE_SYSTEMS

# The 2018 equivalence maps send these ICD-9-CM codes to more than one condition.
# 729.1 was the code for fibromyalgia and for myalgia; 729.2 for neuralgia of any kind, roots included.
ONE_TO_MANY = {("729.1", "M79.1"), ("729.2", "M54.10")}


def groups(conditions, system, *codes):
    frame = pd.DataFrame({"code_system": system, "condition_code": list(codes)}, dtype="string")
    return match_codes(frame, conditions)["pain_group"].fillna("-").tolist()


def test_the_longest_pattern_decides(conditions):
    assert groups(conditions, "ICD10CM", "G56.01", "G56.41") == ["other_neuropathy", "crps"]


def test_a_pattern_without_a_star_matches_its_code_alone(conditions):
    assert groups(conditions, "ICD10CM", "G89.4", "G89.41") == ["chronic_pain_syndrome", "-"]


def test_a_pattern_matches_in_its_own_system_only(conditions):
    assert groups(conditions, "ICD10CM", "729.1") == ["-"]


def test_acute_and_cancer_pain_are_not_chronic_pain(conditions):
    assert groups(conditions, "ICD10CM", "G89.11", "G89.18", "G89.3", "G89.29") == [
        "-",
        "-",
        "-",
        "other_chronic_pain",
    ]
    assert groups(conditions, "ICD9CM", "338.11", "338.18", "338.3", "338.29") == [
        "-",
        "-",
        "-",
        "other_chronic_pain",
    ]


def test_missing_codes_and_no_codes_match_nothing(conditions):
    none = pd.DataFrame({"code_system": ["ICD9CM"], "condition_code": [None]}, dtype="string")
    assert match_codes(none, conditions)["pain_group"].isna().all()
    assert match_codes(none.iloc[:0], conditions).empty


def test_a_pain_group_has_one_mechanism_and_both_systems(conditions):
    by_group = conditions.groupby("pain_group")
    assert by_group["mechanism"].nunique().eq(1).all()
    assert (by_group["system"].nunique() == 2).all()
    assert set(conditions["mechanism"]) <= set(MECHANISMS)
    assert set(conditions["system"]) <= set(CODE_SYSTEMS)


def test_every_pattern_can_be_a_code_of_its_system(conditions):
    for system, pattern in PATTERNS.items():
        listed = conditions.loc[conditions["system"] == system, "code_pattern"]
        assert listed.str.removesuffix("*").str.fullmatch(pattern).all()


def test_the_two_systems_agree_by_the_general_equivalence_mappings(conditions, gem):
    mapped = gem.assign(
        old=missing_dot(gem["icd9cm"], pd.Series("ICD9CM", index=gem.index)),
        new=missing_dot(gem["icd10cm"], pd.Series("ICD10CM", index=gem.index)),
    )
    mapped["old_group"] = groups(conditions, "ICD9CM", *mapped["old"])
    mapped["new_group"] = groups(conditions, "ICD10CM", *mapped["new"])
    both = mapped[mapped["old_group"].ne("-") & mapped["new_group"].ne("-")]
    differ = both[both["old_group"] != both["new_group"]]
    assert len(both) > 200
    assert set(zip(differ["old"], differ["new"], strict=True)) == ONE_TO_MANY


def test_every_old_code_of_the_list_has_a_successor_of_its_group(conditions, gem):
    old = missing_dot(gem["icd9cm"], pd.Series("ICD9CM", index=gem.index))
    new = missing_dot(gem["icd10cm"], pd.Series("ICD10CM", index=gem.index))
    frame = pd.DataFrame(
        {"old": old, "a": groups(conditions, "ICD9CM", *old), "b": groups(conditions, "ICD10CM", *new)}
    )
    listed = frame[frame["a"] != "-"]
    succeeded = (listed["a"] == listed["b"]).groupby(listed["old"]).any()
    # 249.61 and 250.62/63 map to a pair of codes, of which one is the neuropathy.
    assert succeeded[~succeeded].index.tolist() == []


@pytest.fixture
def gem(root):
    path = root.parent / "shared/data/codes/gem2018_pain_icd9_forward.csv"
    if not path.exists():
        pytest.skip("the General Equivalence Mappings (CMS) are not beside this checkout")
    return pd.read_csv(path, dtype=str)


def test_the_drug_list_gives_each_ingredient_one_class(drug_list):
    parts = drug_list.assign(
        ingredient=drug_list["ingredient"].str.split("+"), drug_class=drug_list["drug_class"].str.split("+")
    )
    single = drug_list[~drug_list["ingredient"].str.contains("+", regex=False)]
    assert single.groupby("ingredient")["drug_class"].nunique().eq(1).all()
    known = set(single["ingredient"])
    assert set(parts["ingredient"].explode()) <= known
    assert drug_list["ingredient"].map(lambda text: text == "+".join(sorted(text.split("+")))).all()


def read_pain_words(path):
    return read_score_words(path, PAIN)


def read_function_words(path):
    return read_score_words(path, FUNCTION)


@pytest.mark.parametrize(
    ("read", "text", "told"),
    [
        (read_pain_words, "word,score,reason,basis,version\nmild,12,,x,1\n", "score from 0 to 10"),
        (read_pain_words, "word,score,reason,basis,version\nmild,,,x,1\n", "score from 0 to 10"),
        (read_pain_words, "word,score,reason,basis,version\nmild,2,,x,1\nmild,3,,x,1\n", "listed twice"),
        (read_pain_words, "word,score,reason,basis,version\n", "no rows"),
        (read_function_words, "word,score,reason,basis,version\nfull,101,,x,1\n", "score from 0 to 100"),
        (read_drugs, "name,ingredient\nldn,naltrexone\n", "no such column"),
        (read_drugs, f"{','.join(DRUGS)}\nldn,x,y,oral,often,,,,1\n", "number"),
        (read_drugs, f"{','.join(DRUGS)}\nldn,x,y,oral,,9,3,,1\n", "below lowest_daily_mg"),
        (read_pain_conditions, "", "cannot be read"),
    ],
)
def test_a_broken_list_is_reported(tmp_path, read, text, told):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match=told):
        read(path)


def test_a_missing_list_is_reported(tmp_path):
    with pytest.raises(Problems, match="cannot be read"):
        read_drugs(tmp_path / "no.csv")
