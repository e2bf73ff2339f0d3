"""Diagnosis codes: one spelling per system, and whether a code fits its system."""

from functools import partial

import pandas as pd

from chart2paper.clean.icd_listed import longer_than_listed, lost_trailing_zero, two_codes_in_one
from chart2paper.clean.icd_spelling import code_in_text
from chart2paper.reading.mapping import Mapping, SystemByDate

NO_CODE = "no code entered"
PATTERNS = {
    "ICD9CM": r"(?:[0-9]{3}(?:\.[0-9]{1,2})?|V[0-9]{2}(?:\.[0-9]{1,2})?|E[0-9]{3}(?:\.[0-9])?)",
    # I, L, O, Q and others never stand behind the first letter: they are a digit misread, such as M5O.2.
    "ICD10CM": r"[A-Z][0-9][0-9AB](?:\.[0-9A-HXYZ]{1,3}|\.[0-9A-HXYZ]{3}[0-9A-HJKMNP-SX])?",
}
# Codes of visits and consultations in CPT; the ICD-9-CM codes 992 to 994 have four digits at most.
PROCEDURE = r"99[2-4][0-9]{2}"
NAMES = {"ICD9CM": "ICD-9-CM", "ICD10CM": "ICD-10-CM"}
OTHER = {"ICD9CM": "ICD10CM", "ICD10CM": "ICD9CM"}


def code_systems(stated: pd.Series, day: pd.Series, mapping: Mapping) -> pd.Series:
    """Return the code system of each row: the one stated by the mapping, else the one in use on its day.

    In the United States ICD-9-CM was in use until 30 September 2015, ICD-10-CM from 1 October.
    """
    rule = mapping.code_system
    if isinstance(rule, SystemByDate):
        in_use = pd.Series(rule.before, index=day.index, dtype="string")
        in_use = in_use.mask(day >= pd.Timestamp(rule.switch_date), rule.after).where(day.notna())
    else:
        in_use = pd.Series(rule, index=day.index, dtype="string")
    return stated.astype("string").fillna(in_use)


def read_codes(codes: pd.Series, systems: pd.Series, conditions: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the reading of each code in its system: value, rule, reason, changed.

    `conditions` is the list of painful conditions: it tells a code that lost a zero from another one. Where several
    rules apply, the log names the one that changes the meaning most.
    """
    frame = pd.DataFrame({"raw": codes.astype("string").fillna(""), "system": systems.astype("string")})
    distinct = frame.drop_duplicates().reset_index(drop=True)
    read = _read_distinct(distinct["raw"].astype("object"), distinct["system"], conditions)
    read = pd.concat([distinct, read], axis=1)
    return frame.merge(read, on=["raw", "system"], how="left").set_axis(codes.index)


def _read_distinct(raw: pd.Series, system: pd.Series, conditions: pd.DataFrame | None) -> pd.DataFrame:
    text = code_in_text(raw, system)
    tidy = upper_case_code(text["code"].astype("object"))
    zeros = lost_leading_zeros(tidy).where(system.eq("ICD9CM"), tidy)
    dotted = missing_dot(zeros, system)
    code = lost_trailing_zero(dotted, system, conditions)
    rule = pd.Series("code_as_written", index=raw.index, dtype="string")
    rule = rule.mask(tidy.ne(raw), upper_case_code.__name__).mask(text["rule"].notna(), text["rule"])
    rule = rule.mask(dotted.ne(zeros), missing_dot.__name__)
    rule = rule.mask(zeros.ne(tidy), lost_leading_zeros.__name__)
    rule = rule.mask(code.ne(dotted), lost_trailing_zero.__name__)
    reason = text["reason"].where(tidy.ne("") & system.notna())
    for judge in (
        partial(code_of_no_system, tidy),
        partial(two_codes_in_one, tidy, conditions=conditions),
        partial(longer_than_listed, conditions=conditions),
    ):
        reason = reason.fillna(judge(codes=code, systems=system))
    return pd.DataFrame(
        {
            "value": code.where(reason.isna()).astype("string"),
            "rule": rule,
            "reason": reason,
            "changed": reason.isna() & code.ne(raw),
        }
    )


def upper_case_code(codes: pd.Series) -> pd.Series:
    """Writes a code in capitals, without spaces around or inside it."""
    return codes.str.upper().str.replace(r"\s+", "", regex=True)


def lost_leading_zeros(codes: pd.Series) -> pd.Series:
    """Gives an ICD-9-CM code back the zeros a spreadsheet took: one or two digits before the dot become three.

    Without a dot nothing is restored from three digits on, because 5313 is itself the code 531.3.
    """
    short = codes.str.match(r"^[0-9]{1,2}(\.|$)").astype(bool)
    length = codes.str.len() + 3 - codes.str.split(".").str[0].str.len()
    padded = codes.where(~short, "00" + codes)
    return padded.where(~short, padded.str.slice(0) if not short.any() else _last(padded, length))


def _last(codes: pd.Series, length: pd.Series) -> pd.Series:
    """Return the last `length` characters (2 too many zeros were put in front at most)."""
    extra = (codes.str.len() - length).fillna(0).astype("int64")
    return codes.mask(extra == 1, codes.str.slice(1)).mask(extra == 2, codes.str.slice(2))


def missing_dot(codes: pd.Series, systems: pd.Series) -> pd.Series:
    """Puts the dot in: after the third character, or the fourth of an ICD-9-CM code that starts with E."""
    category = pd.Series(3, index=codes.index).mask(systems.eq("ICD9CM") & codes.str.startswith("E"), 4)
    bare = ~codes.str.contains(".", regex=False).astype(bool) & (codes.str.len() > category)
    after_3 = codes.str.slice(0, 3) + "." + codes.str.slice(3)
    after_4 = codes.str.slice(0, 4) + "." + codes.str.slice(4)
    return codes.mask(bare & category.eq(3), after_3).mask(bare & category.eq(4), after_4)


def code_of_no_system(tidy: pd.Series, codes: pd.Series, systems: pd.Series) -> pd.Series:
    """Sets aside a code that does not fit its system's pattern, and says when it looks like the other system's."""
    reason = pd.Series(pd.NA, index=codes.index, dtype="string")
    visits = systems.eq("ICD9CM") & tidy.str.fullmatch(PROCEDURE).astype(bool)
    for system, pattern in PATTERNS.items():
        wrong = systems.eq(system) & ~codes.str.fullmatch(pattern).astype(bool)
        reason = reason.mask(wrong, f"not a code of {NAMES[system]}")
        other = OTHER[system]
        as_other = missing_dot(tidy, pd.Series(other, index=tidy.index))
        looks = wrong & as_other.str.fullmatch(PATTERNS[other]).astype(bool)
        reason = reason.mask(looks, f"looks like {NAMES[other]} where {NAMES[system]} is expected")
    reason = reason.mask(visits, "a procedure code (CPT), not a diagnosis")
    return reason.mask(systems.isna(), "code system is not known without a date").mask(tidy.eq(""), NO_CODE)
