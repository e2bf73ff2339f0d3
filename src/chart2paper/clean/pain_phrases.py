"""Words around a score that do not change it. Any other word sets the text aside, for it may say which pain or when.

So `was 8`, `goal 3`, `4 with activity` and `acceptable 5` are not read.
"""

import re

import pandas as pd

from chart2paper.clean.pain_numbers import NUMBER, OUT_OF_TEN, any_number, with_decimals, with_digits

WHO = r"(?:(?:the )?(?:pt|patient|she|he)\.?(?:'s)?)"
NOW = (
    r"(?:at (?:this time|present|the moment|this visit)|right now|currently|presently|now|today|this visit"
    r"|for today|as of today)"
)
_SAYS = (
    r"(?:rates?|rated|rating|reports?|reported|reporting|states?|stated|describes?|described|complains? of"
    r"|complaining of|c/o|has|having|gives?|gave|endorses?|verbalizes?|still|remains|self[- ]reported)"
)
_SMALL = (
    r"(?:is|at|on|my|as|of|a|an|the|in|to be|it|her|his|their|this|and|per|by|from|current|pain|level|score|rating"
    r"|intensity)"
)
SCALE = (
    r"(?:numeric(?:al)?(?: pain)?(?: rating)? scale|verbal numeric(?:al)? scale|(?:v?nrs|nprs|vns)(?:[- ]?11)?"
    r"|numeric(?:al)?|pain scale|scale)"
)
_ABOUT = r"(?:~|≈|about|around|approx(?:imately)?\.?|roughly)"
_AVERAGE = r"(?:on average|average|avg\.?|overall)"
_SITE = (
    r"(?:left|right|bilateral(?:ly)?|both|bilat|b/l|lt|rt|l|r|low|lower|upper|mid|middle|back|lbp|lower back|neck"
    r"|knees?|hips?|shoulders?|legs?|arms?|foot|feet|hands?|wrists?|ankles?|elbows?|fingers?|toes?|heels?|head|headaches?"
    r"|migraine|face|facial|jaw|abdomen|abdominal|stomach|belly|pelvic|pelvis|chest|rib|ribs|thighs?|calf|calves"
    r"|buttocks?|groin|spine|spinal|lumbar|cervical|thoracic|joint|side|sided|body|flank|tailbone|sacral|scapula"
    r"|all over|everywhere|generalized|diffuse|widespread)"
)
_KIND = (
    r"(?:aching|achy|ache|sharp|dull|burning|throbbing|stabbing|shooting|radiating|tingling|cramping|sore|soreness"
    r"|constant|constantly|continuous|chronic|nagging|pressure|stiffness|numbness)"
)
_BETWEEN = r"[ ,:;=()\[\].\-]"
ALWAYS = rf"(?:{WHO}|{NOW}|{_SAYS}|{_SMALL}|{SCALE}|{_ABOUT}|{_AVERAGE})"
# Beside a number without "/10" a site may be a level of the spine (lumbar 4), and a count (5 fingers).
WITH_TEN = rf"(?:{ALWAYS}|{_SITE}|{_KIND})"
LABEL = (
    r"(?:none|no pain|mild|moderate|mod|severe|worst(?: (?:possible|imaginable))?|(?:possible|imaginable)|to)"
)
_SCALE_OF_TEN = (
    r"\(?(?:(?:on|in|using|from)? ?(?:an?|the)? ?(?:numeric |pain |nrs |nprs )*scale (?:of |from |\()?"
    r"(?:[01] ?(?:-|to) ?)?10\)?"
    r"|\b(?:on )?(?:an? |the )?[01] ?(?:-|to) ?10\b\)?(?: (?:point )?(?:pain )?(?:scale|nrs|nprs))?)\)?"
)
_CORE = re.compile(
    rf"(?<![\w.,/+<>$#-])(?P<low>{NUMBER})(?P<ten>{OUT_OF_TEN})?"
    rf"(?: ?(?P<join>-|to|or|and) ?(?P<high>{NUMBER})(?P<ten2>{OUT_OF_TEN})?)?(?![\w/+%]|[.,][0-9])"
)
_DIRECT = re.compile(rf"\bpain(?: (?:is|level|score|rating|at|of))* ?[:=-]? ?{NUMBER}\.?$")
_ALWAYS = re.compile(rf"(?:\b{ALWAYS}(?![\w/])|[~≈&]|{_BETWEEN})*")
_WITH_TEN = re.compile(rf"(?:\b{WITH_TEN}(?![\w/])|[~≈&]|{_BETWEEN})*")


def score_among_words(texts: pd.Series) -> pd.Series:
    """Reads the only number of a text in which every other word is known not to change it.

    Who says it, today, on average, the scale, and beside a score out of ten also the site and kind of pain.
    """
    plain = with_decimals(with_digits(texts.str.replace(r"[.!]$", "", regex=True)))
    return plain.map(_score_among).astype("float64")


def _score_among(text: str) -> float | None:
    text = re.sub(r"\b(v?nrs|nprs|vns)[- ]?11\b(?=.*[0-9])", r"\1", text)  # a scale of eleven points, 0 to 10
    without, declared = re.subn(_SCALE_OF_TEN, " ", text)
    if declared and re.search("[0-9]", without):
        text = without
    labels = re.findall(rf"\b{LABEL}\b", text)
    found = list(_CORE.finditer(text))
    if len(found) != 1 or declared > 1 or text[:1] in "-:" or text[-1:] in "-:":
        return None
    core = found[0]
    rest = text[: core.start()] + " " + text[core.end() :]
    between = core["join"] != "and" or "between" in rest
    if re.search("[0-9]", rest) or not between:
        return None
    value = _value(core)
    if value is None or not _agrees(labels, value):
        return None
    out_of_ten = bool(core["ten"] or core["ten2"] or declared)
    known = _WITH_TEN if out_of_ten or _DIRECT.search(text) else _ALWAYS
    words = re.sub(rf"\b{LABEL}\b" if labels else r"\bbetween\b", " ", rest)
    words = words.replace("between", " ") if core["join"] == "and" else words
    return value if known.fullmatch(words) else None


def _value(core: re.Match[str]) -> float | None:
    text = core["low"] + (core["ten"] or "")
    if core["high"]:
        joined = core["join"].replace("and", "to")
        text += f" {joined} {core['high']}{core['ten2'] or ''}"
    value = any_number(pd.Series([text.replace(" - ", "-")])).iloc[0]
    return None if pd.isna(value) else float(value)


# Lowest and highest number that may stand beside a word ("4-Mild to Mod", "10-Worst").
BESIDE = {"no": (0, 1), "mild": (1, 4), "mod": (3, 7), "severe": (6, 10), "wors": (9, 10)}


def _agrees(labels: list[str], value: float) -> bool:
    """Whether a score lies where its words say. Worst is 10 only, for a lower score may be the worst of a day."""
    said = [word for word in labels if word != "to"]
    if not said:
        return not labels or "to" in labels
    bounds = [
        (10, 10) if word.startswith("wors") else low_high for word in said for low_high in _bounds(word)
    ]
    return bool(bounds) and min(low for low, _ in bounds) <= value <= max(high for _, high in bounds)


def _bounds(word: str) -> list[tuple[int, int]]:
    return [bound for start, bound in BESIDE.items() if word.startswith(start)]


_COMPLAINT = r"(?:c/o|complaints? of|reports? of|current|present)"
_NO_PAIN = (
    rf"(?:{WHO} )?(?:currently |still |is |has |reports |reported |states |having )*"
    rf"(?:(?:denies|denied|denying)(?: having)?(?: any)?(?: {_COMPLAINT})? pain"
    rf"|no(?: {_COMPLAINT})? pain(?: complaints?)?|pain[- ]?free|(?:not|isn't) (?:currently )?in (?:any )?pain"
    r"|without (?:any )?pain|(?:nil|zero|0) pain"
    r"|pain(?: (?:level|score|is))* ?[:=-]? ?(?:none|nil|no|absent|denied|denies)"
    r"|none)"
)
_ZERO = rf"(?:\(? ?0{OUT_OF_TEN}? ?\)?)"
_IS_NO_PAIN = re.compile(
    rf"(?:{_ZERO} ?[-:=,]? ?)?\(?{_NO_PAIN}\)?(?:,? {NOW})*(?: ?[-:=,]? ?{_ZERO})?(?:,? {NOW})*"
)


def no_pain_in_words(texts: pd.Series) -> pd.Series:
    """Reads a sentence that says there is no pain now, with or without the 0. No pain of one site is not that."""
    tidy = texts.str.replace(r"\.$", "", regex=True)
    return pd.Series(0.0, index=texts.index).where(tidy.map(lambda text: bool(_IS_NO_PAIN.fullmatch(text))))


_BEFORE_WORD = rf"^(?:{WHO} )?(?:{_SAYS} )?(?:(?:current )?pain(?: (?:level|score|is|as|at))* ?[:=-]? ?)?"


def bare_word(texts: pd.Series) -> pd.Series:
    """Return texts without who says it, "pain:" before a word and "today" behind it, to look the word up."""
    bare = texts.str.replace(_BEFORE_WORD, "", regex=True)
    return bare.str.replace(rf"(?:,? {NOW})+\.?$", "", regex=True)
