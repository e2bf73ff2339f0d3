"""Ways in which one diagnosis code is written: with a prefix, in brackets, with its name, with a comma for the dot."""

import re

import pandas as pd

SEVERAL = "several codes in one cell"
IN_DOUBT = "the text doubts, excludes or recalls the diagnosis"

_ICD9 = r"(?:[0-9]{3}(?:\.[0-9]{1,2})?|V[0-9]{2}(?:\.[0-9]{1,2})?|E[0-9]{3}(?:\.[0-9])?)"
_ICD10 = r"(?:[A-Z][0-9][0-9AB](?:\.[0-9A-Z]{1,4}|[0-9A-Z]{1,4})?)"
_CODE = {"ICD9CM": _ICD9, "ICD10CM": _ICD10}
_WHOLE = re.compile(r"(?<![0-9A-Z.])(?:[A-Z][0-9][0-9AB]\.[0-9A-Z]{1,4}|[0-9]{3}\.[0-9]{1,2})(?![0-9A-Z])")
_TOGETHER = re.compile(r"[A-Z0-9.]{3,8}(?:\s*[,;/|+&]\s*|\s+)[A-Z0-9.]{3,8}")
_SHORT = re.compile(rf"{_ICD10}|{_ICD9}|[0-9]{{4,5}}")
_PREFIX = re.compile(
    r"^(?:(?P<icd>ICD)[- ]?(?P<number>9|10)?(?:[- ]?(?:CM|GM))?(?: ?CODES?)?|(?:DX|DIAG|DIAGNOSIS|CODE))\s*[:#=-]?\s*"
)
_DOUBT = re.compile(
    r"\?|\bR/O\b|\bRULED?[ -]OUT\b|\bSUSPECT|\bPOSSIBL|\bPROBABL|\bLIKELY\b|\bQUESTION|\bVS\.?\b|\bVERSUS\b|\bH/O\b"
    r"|\bHX\b|\bHISTORY\b|\bPAST\b|\bFORMER|\bRESOLVED\b|\bFAMILY\b|\bFH\b|\bFHX\b|\bEXCLUDED\b|\bNEGATIVE\b"
    r"|\bDENIE[SD]\b|(?:^|[-:] ?)NOT?\b|\bAUSSCHLUSS\b|\bVERDACHT\b|\bZUSTAND NACH\b|\bV\.? ?A\.|\bZ\.? ?N\."
)
_NAME = r"[A-Z][A-Z0-9 ,'()/&.\-\[\]]*[A-Z]{2}[A-Z0-9 ,'()/&.\-\[\]]*"
# Behind a German code: G secured, V suspected, A excluded, Z past; then the side.
_MARK = re.compile(r"^(?P<code>[A-Z][0-9][0-9AB](?:\.[0-9]{1,3})?)(?P<space> ?)(?P<mark>[GVAZ])(?: ?[RLB])?$")
# Codes of these categories may themselves end in A.
_END_IN_A = ("M05", "M06", "M08", "M35", "M45")


def code_in_text(raw: pd.Series, system: pd.Series) -> pd.DataFrame:
    """Return the code that each text holds (`code`), how it was found (`rule`), and why it holds none (`reason`).

    A text that is a bare code, or that no rule knows, is its own code.
    """
    found = [_code_in(text, kind) for text, kind in zip(raw.fillna(""), system.fillna(""), strict=True)]
    return pd.DataFrame(found, columns=["code", "rule", "reason"], index=raw.index).astype("string")


def _code_in(raw: str, system: str) -> tuple[str, str | None, str | None]:
    text = re.sub(r"\s+", " ", raw.upper().replace("–", "-")).strip()
    if _is_several(text):
        return text, several_codes.__name__, SEVERAL
    bare = _unwrapped(text, system)
    code = bare.replace(" ", "")
    if re.fullmatch(r"[0-9A-Z.]+", code) and not _MARK.match(bare) and len(code) <= 9:
        return code, code_in_other_words.__name__ if bare != text else None, None
    marked = _MARK.match(bare)
    if marked and _is_mark(marked):
        secured = marked["mark"] == "G"
        return marked["code"], mark_of_certainty.__name__, None if secured else IN_DOUBT
    named = _with_name(bare, system)
    if named:
        doubt = _DOUBT.search(text)
        return named, code_in_other_words.__name__, IN_DOUBT if doubt else None
    return code, None, IN_DOUBT if _DOUBT.search(text) else None


def several_codes(texts: pd.Series) -> pd.Series:
    """Sets aside a cell with several codes: `split` in the mapping makes a diagnosis of each."""
    return pd.Series(SEVERAL, index=texts.index).where(texts.map(lambda text: _is_several(text.upper())))


def code_in_other_words(texts: pd.Series) -> pd.Series:
    """Takes a code out of what stands around it: ICD10:, brackets, a full stop behind, its name, a comma for its dot.

    A name that doubts, excludes or recalls the diagnosis (rule out, suspected, history of, ?) sets it aside.
    """
    return pd.Series([_code_in(text, "ICD10CM")[0] for text in texts], index=texts.index)


def mark_of_certainty(texts: pd.Series) -> pd.Series:
    """Reads the G (secured) that stands behind a German code; V (suspected), A (excluded) and Z (past) set it aside."""
    return texts.map(lambda text: bool(_MARK.match(text.upper())))


def _is_several(text: str) -> bool:
    whole = set(_WHOLE.findall(text))
    if len(whole) > 1:
        return True
    parts = [part for part in re.split(r"\s*[,;/|+&]\s*|\s+", text) if part]
    short = len(parts) > 1 and all(_SHORT.fullmatch(part) for part in parts)
    return bool(short and _TOGETHER.match(text) and not re.fullmatch(r"[0-9A-Z]{3,4},[0-9A-Z]{1,4}", text))


def _unwrapped(text: str, system: str) -> str:
    """Take off a prefix (where its number is that of the system), brackets and quotes, and a sign behind."""
    prefix = _PREFIX.match(text)
    number = {"ICD9CM": "9", "ICD10CM": "10"}.get(system)
    if prefix and prefix["number"] in (None, number) and (prefix["icd"] is None or len(text) > prefix.end()):
        text = text[prefix.end() :]
    text = re.sub(r"^[\[({\"'](.*)[\])}\"']$", r"\1", text.strip()).strip()
    text = re.sub(r"[.,;:]+$", "", text).strip()
    return re.sub(r"^([A-Z0-9]{3,4}) ?, ?([0-9A-Z]{1,4})$", r"\1.\2", text)


def _is_mark(marked: re.Match[str]) -> bool:
    """Whether the letter behind a code is no part of it: after a space, or where no code ends so."""
    if marked["space"]:
        return True
    length = len(marked["code"].replace(".", "")) + 1
    may_end_in_a = marked["mark"] == "A" and marked["code"].startswith(_END_IN_A)
    return "." in marked["code"] and length in (5, 6) and not may_end_in_a


def _with_name(text: str, system: str) -> str | None:
    """Return the only code of a text that holds its name too, in front or behind."""
    if system not in _CODE:
        return None
    code = _CODE[system]
    behind = re.fullmatch(rf"({code})(?: ?[-:=,|]+ ?| ?[(\[]| )({_NAME})", text)
    if behind and re.search("[A-Z]{3}", behind[2]):
        return behind[1]
    before = re.fullmatch(rf"({_NAME}) ?[-:]? ?[(\[](?:ICD[- ]?(?:9|10)(?:-CM)?[: -]*)?({code})[)\]]", text)
    return before[2] if before else None
