"""What the list of painful conditions knows of how long a code is, and what is near to one that it does not hold."""

import pandas as pd

TOO_LONG = "a character more than the code has"
LOST_ZEROS = "may have lost its zeros: it reads as two codes"
# The most characters, without the dot, that codes of a category of ICD-10-CM have (CMS, public domain).
LONGEST = {
    **dict.fromkeys(("K58", "M15", "M96", "R51", "G50", "G52", "G54", "G58", "G60"), 4),
    **dict.fromkeys(("B02", "G51", "G56", "G57", "G61", "G62", "G89", "L40", "M16", "M17", "M18", "M54"), 5),
    **dict.fromkeys(("G43", "G44", "G90", "M05", "M06", "M08", "M10", "M12", "M19", "M25", "M26"), 6),
    **dict.fromkeys(("M47", "M50", "M51", "M65", "M70", "M75", "M76", "M77", "M79", "R10"), 6),
}


def is_listed(codes: pd.Series, systems: pd.Series, conditions: pd.DataFrame) -> pd.Series:
    """True for codes that a pattern of the list matches (see `code_lists.match_codes`)."""
    found = pd.Series(False, index=codes.index)
    for system, patterns in conditions.groupby("system")["code_pattern"]:
        whole = [pattern for pattern in patterns if not pattern.endswith("*")]
        stems = tuple(pattern.removesuffix("*") for pattern in patterns if pattern.endswith("*"))
        match = codes.isin(whole) | codes.str.startswith(stems)
        found |= (systems.eq(system) & match).fillna(False).astype(bool)
    return found


def longer_than_listed(codes: pd.Series, systems: pd.Series, conditions: pd.DataFrame | None) -> pd.Series:
    """Sets aside a code that is longer than its category, or than a listed code that has no longer ones (M79.77)."""
    bare = codes.str.replace(".", "", regex=False)
    longest = bare.str.slice(0, 3).map(LONGEST)
    wrong = systems.eq("ICD10CM") & (bare.str.len() > longest)
    for system, whole in _whole_codes(conditions).items():
        longer = systems.eq(system) & codes.str.startswith(whole) & ~codes.isin(whole)
        wrong |= longer.fillna(False).astype(bool)
    return pd.Series(TOO_LONG, index=codes.index, dtype="string").where(wrong.fillna(False).astype(bool))


def _whole_codes(conditions: pd.DataFrame | None) -> dict[str, tuple[str, ...]]:
    """Return by system the listed codes (not patterns) with a dot that begin no other: nothing follows them."""
    if conditions is None:
        return {}
    return {
        str(system): tuple(
            code
            for code in patterns
            if not code.endswith("*")
            and "." in code
            and not any(other != code and other.startswith(code) for other in patterns)
        )
        for system, patterns in conditions.groupby("system")["code_pattern"]
    }


def lost_trailing_zero(codes: pd.Series, systems: pd.Series, conditions: pd.DataFrame | None) -> pd.Series:
    """Gives an ICD-9-CM code back the last zero a spreadsheet took, where only the longer code is listed (721.90)."""
    if conditions is None:
        return codes
    longer = codes + "0"
    exact = conditions.loc[conditions["system"].eq("ICD9CM"), "code_pattern"]
    taken = systems.eq("ICD9CM") & longer.isin(exact) & ~is_listed(codes, systems, conditions)
    return codes.mask(taken.fillna(False).astype(bool), longer)


def two_codes_in_one(
    tidy: pd.Series, codes: pd.Series, systems: pd.Series, conditions: pd.DataFrame | None
) -> pd.Series:
    """Sets aside three or four digits without a dot that may be another ICD-9-CM code without its leading zeros.

    So where the column shows lost zeros, or only the longer reading is listed (053.13 for 5313). A column in
    which a code still starts with 0 has kept its zeros.
    """
    old = systems.eq("ICD9CM").fillna(False).astype(bool)
    bare = old & tidy.str.fullmatch(r"[1-9][0-9]{2,3}").astype(bool)
    kept = bool((old & tidy.str.match(r"0[0-9]{2}")).any())
    lost = bool((old & tidy.str.match(r"[0-9]{1,2}(?:\.|$)")).any())
    listed, as_longer = pd.Series(False, index=codes.index), pd.Series(False, index=codes.index)
    if conditions is not None:
        listed = is_listed(codes, systems, conditions)
        for zeros in ("0", "00"):
            full = zeros + tidy
            dotted = (full.str.slice(0, 3) + "." + full.str.slice(3)).where(full.str.len().le(5), "")
            as_longer |= is_listed(dotted, systems, conditions)
    ambiguous = bare & ~listed & ((as_longer & (not kept)) | lost)
    return pd.Series(LOST_ZEROS, index=codes.index, dtype="string").where(ambiguous)


def nearest_patterns(codes: pd.Series, conditions: pd.DataFrame) -> list[str]:
    """Return for each code the listed pattern that shares most characters from its start ("" where none is near).

    Near is at least the category of three characters; of equals the shortest pattern. Case does not count.
    """
    patterns = sorted(conditions["code_pattern"], key=lambda pattern: (len(pattern), pattern))
    return [_nearest(code.upper(), patterns) for code in codes]


def _nearest(code: str, patterns: list[str]) -> str:
    starts = (code[:length] for length in range(len(code), 2, -1))
    return next((one for start in starts for one in patterns if one.startswith(start)), "")
