"""Words that say whether a drug that a text names is ordered, was taken, or was never taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

ORDERED, CONTINUED, TAKEN, HAD, UNCLEAR, NEVER = "ordered", "continued", "taken", "had", "unclear", "never"

_DOING = r"(?:tak(?:e|en|ing)|us(?:e|ed|ing)|start(?:ed|ing)?|try(?:ing)?|giv(?:e|en|ing)|on)"
# What stands before a drug. Of two that begin at one place the earlier in this list counts.
BEFORE: tuple[tuple[str, str], ...] = (
    (
        HAD,
        r"no longer(?: (?:on|taking|using|needs?))?|no more|not (?:currently )?(?:taking|tolerat\w+)"
        r"|never stopped"
        r"|(?:did not|didn't|does not|doesn't|could not|couldn't|cannot|can't|not able to|unable to) tolerate"
        r"|used to (?:take|use|be on)|had been on|has been on|was|were|been on",
    ),
    (
        NEVER,
        r"never(?: (?:been on|on|took|taken|tried|started|had|filled|used|given))?"
        r"|not(?= §)|not (?:(?:to|yet) )?(?:be )?(?:on|start(?:ed|ing)?|tak(?:e|en)|use|given|prescribed"
        r"|ordered"
        r"|interested in"
        r"|a candidate for|with|recommend\w*|want\w*|offered|appropriate for|restart\w*|continue)"
        r"|(?:did not|didn't|does not|doesn't|will not|won't|must not|should not|shouldn't|cannot|can't"
        r"|unable to)"
        r" (?:want|wish|start|take|try|begin|use|have|like|get)(?: to)?(?: (?:take|try|start))?"
        rf"|(?:do not|don't|dont|donot) (?:{_DOING}|combine|mix|prescribe|order|restart|co-?administer"
        rf"|want)(?: with)?"
        r"|declin(?:ed|es|ing)|refus(?:ed|es|ing|al of)|den(?:ied|ies|ying)|reject\w*|against|without"
        r"|avoid\w*"
        r"|consider\w*|contemplat\w+|think(?:ing)? about|discuss\w*|talked about|counsel\w* (?:on|about|re)"
        r"|educat\w+ (?:on|about|re)|info(?:rmation)? (?:on|about|re)|handout (?:on|about|re)"
        r"|questions? about"
        r"|ask(?:s|ed|ing)? (?:about|re)|inquir\w+ about|interest(?:ed)? in|curious about|read about|offer\w*"
        r"|candidate for|contra-?indicated(?: with)?|(?:with )?caution(?: with)?|interact\w*(?: with)?"
        r"|incompatible with"
        r"|kein\w*|nicht|ohne|no(?! (?:change|refill|sub|generic|\d))",
    ),
    (
        UNCLEAR,
        r"if|when|once|unless|until|before|after|pending|await\w*|hoping|prior auth\w*(?: for)?"
        r"|pa(?: needed)?(?: for)"
        r"|recommend\w*|suggest\w*|propos\w+|advis\w+|plan(?:s|ned|ning)?|might|could|would|should|will"
        r"|shall|may"
        r"|wants?|wish\w*|wanted|request\w*|possib\w+|probabl\w+|potential\w*|maybe|future|next|\?+"
        r"|eventually|ok (?:to|for)"
        r"|rule out|r/o|vs\.?|versus|either|willing|agree\w*|need(?:s|ed)?",
    ),
    (
        HAD,
        r"abgesetzt|pausiert|statt|anstatt|z\.n\.|d/?c'?(?:e?d|ing)?|discont\w*|stop\w*|quit"
        r"|off(?! ?-?label)(?: of)?|hold(?:ing)?|held|h/o"
        r"|hx(?: of)?|history(?: of)?"
        r"|previous(?:ly)?|prev|prior|former(?:ly)?|past|old|tried|trialed|fail(?:ed|s|ure of|ing)?"
        r"|wean\w*|taper(?:ed|ing)? off"
        r"|allerg\w*|all:|intoleran\w*|reactions?|rxn|side effects? (?:from|of|to|with)|adr|se (?:from|of"
        r"|to|with)"
        r"|caus(?:ed|es|ing)|instead of|in place of|rather than|in lieu of|(?:switch|chang|convert"
        r"|transition|rotat|replac)"
        r"(?:e|ed|es|ing)?(?: from)?|from|complet\w+|finish\w*|ran out of|out of|last (?:dose of|took"
        r"|taken)|remote|(?:abus|misus)(?:e[ds]?|ing)(?! ?-? ?deter)(?: of)?|overdos\w*",
    ),
    (
        ORDERED,
        r"(?:switch|chang|convert|transition|rotat)(?:e|ed|ing)? (?:back )?to|replace[ds]? (?:with|by)"
        r"|now on|instead:?"
        r"|(?:re-?)?start\w*|initiat\w+|beg[iau]n\w*|resum\w+|add(?:ed|ing|s)?|trial|try(?:ing)?|rx'?d?"
        r"|prescri\w+|order(?:ed)?"
        r"|re-?fill\w*|renew\w*|increas\w+|decreas\w+|reduc\w+|titrat\w+|takes? (?=\d)|take|give|use|new"
        r"|dispens\w*|disp",
    ),
    (CONTINUED, r"continu\w+|cont\.?|maintain\w*|keep\w*|remain\w*|stay\w*|ongoing|resumed"),
    (
        TAKEN,
        r"takes|taking|taken|currently(?: on| taking)?|(?:is|stable|also|still|while|already) on|on|has"
        r"|have|had|using|uses|with|w/"
        r"|along with|in addition to|on top of|co-?administered|combined with|together with|adjunct to"
        r"|well as|too",
    ),
)
_WHY = r"(?: (?:due to|because|b/c|secondary to|2/2|for (?:now|cost|lack of|surgery)|since|d/t|2nd to) ?.*)"
_TAIL = (
    r"(?: (?:by|per|with) (?:the )?(?:patient|pt|him|her|them|family|spouse|wife|husband|insur\w+|provider"
    r"|md|pharmacy|pcp|clinic)"
    r"| (?:on |in |at |since |as of |for )?(?:today|now|(?:last |this |that |the )?visit|this time"
    r"|yesterday|last (?:week|month|year)"
    r"|[0-9][0-9/.-]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?)| completely| again"
    r"| after all| altogether"
    r"| therapy| treatment| meds?| it| this| already)*"
)
_WHO = (
    r"(?:(?:the )?(?:patient|pt|pt\.|she|he|they|family|insurance|insurer|it|this|med|medication|drug"
    r"|order|rx|status:?"
    r"|but|and)\s)*"
)
_BE = r"(?:(?:was|were|is|has been|had been|been|to be|currently|now|already|since|recently|has|have|had)\s)*"
# What stands after a drug, or as a statement of its own, and speaks of the drug before it.
AFTER: tuple[tuple[str, str], ...] = (
    (
        NEVER,
        r"abgelehnt|declin(?:ed|es|ing)|refus(?:ed|es|ing|al)|denied|rejected|consider(?:ed|ing)|discussed"
        r"|cancell?ed|voided|deleted"
        r"|contra-?indicated|not (?:at this time|now|today|currently|for now)"
        r"|not? (?:yet )?(?:been )?(?:start(?:ed|ing)?|given|fill(?:ed)?|picked up"
        r"|approved|covered|ordered"
        r"|prescribed|dispensed|interested|wanted|indicated|recommended|appropriate|desired|a candidate"
        r"|sent|available|needed"
        r"|affordable|want)|never(?: (?:been )?(?:start(?:ed)?|fill(?:ed)?|taken|took|tried|picked up|used"
        r"|given|ordered|had))?"
        r"|did(?: not|n't) (?:start|fill|take|pick up|want|try|begin|get)|does(?: not|n't) want|avoid(?:ed)?"
        r"|(?:entered |ordered |charted )?in error|error|wrong (?:patient|drug)|do not (?:take|start|give"
        r"|use)|offered"
        r"|(?:a )?candidate|interest(?:ed)?",
    ),
    (
        HAD,
        r"abgesetzt|pausiert|beendet|abgebrochen|d/?c'?e?d|discontinued|discont'?d|discont"
        r"|disc'?d|stopped|quit|on hold|held|halted"
        r"|ended|expired|weaned(?: off)?"
        r"|tapered(?: off)?|fail(?:ed|ure|s)"
        r"|ineffective|(?:did|does|was|is)(?: not|n't) (?:help|work|tolerat\w+|effective)\w*|completed"
        r"|finished|ran out|in the past"
        r"|no longer(?: taking| taken| on| using| needed| needs?)?|not (?:currently )?(?:taking|effective"
        r"|helpful|tolerat\w+|using)"
        r"|no (?:benefit|relief|effect|help|response|improvement)|intoleran(?:t|ce)|caus(?:ed|es) .*"
        r"|previously|prior|past|history|hx"
        r"|resolved|inactive|historical|remote(?:ly)?|tried|trialed|removed|suspended|paused|(?:until|till"
        r"|thru|through) [0-9/.-]+"
        r"|(?:(?<=§)|(?<=§ )|(?<=§: )|^)(?:allerg(?:y|ic|ies)|reaction|anaphylaxis|abuse|misuse|overdose)",
    ),
    (HAD, r"d/?c|discontinue|stop(?:s|ping)?|hold(?:ing)?(?: until .*)?|off(?: of)?"),
    (
        UNCLEAR,
        r"(?:(?<=§)|(?<=§ )|(?<=§: )|(?<=§ = ))(?:no|none|neg(?:ative)?)"
        r"|\?+|pending|recommended|suggested|proposed|planned|await\w*|(?:needs|requires) (?:pa"
        r"|prior auth\w*|auth\w*|approval)"
        r"|(?:prior auth\w*|pa)(?: (?:needed|required|pending|submitted|sent))?|requested|possible"
        r"|possibly|maybe|tbd|in future"
        r"|next (?:time|step)|to be (?:started|determined|considered)",
    ),
)
# The words of a plan that waits for something: "start LDN when off opioids".
WAITS = re.compile(
    r"(?<![a-z])(?:when|once|after|if|as soon as|pending|provided|until|unless)(?![a-z]).*?"
    r"(?:(?<![a-z])off(?![a-z])|fail|stopp|stop |wean|taper|detox|clear|approv|auth|insur|agree"
    r"|(?<![a-z])(?:labs?|lfts?|uds)"
    r"(?![a-z])|result|urine|opioid|surgery|ineffective|not (?:help|work|better)|no (?:better|relief"
    r"|improve|help)|inadequate"
    r"|deliver|pregnan|next (?:visit|appt)|complet|d/?c'?d|discontinu|covered)"
)
_WAITING = re.compile(r"(?:vs|versus|if|when|once|unless|until|after|pending)")
# Before one of these words "stop", "finished" and the like are directions: "until finished", "then stop".
DIRECTIONS = re.compile(
    r"(?<![a-z])(?:until|till|unless|if|when|once|before|after|then|to|may|can|and|hours?|hrs?|h|follow up"
    r"|recheck)"
    r" ?(?:[a-z]+ )?$"
)

# "Switch X to Y": what stands between is left for what follows.
CHANGE = re.compile(r"(?:switch|chang|convert|transition|rotat|replac)(?:e|ed|es|ing)?")
_INSTEAD = re.compile(r"(?<![a-z])(?:to|with|by|for|w/)(?= ?[^§]*§)")

_BEFORE = [(kind, re.compile(rf"(?<![a-z0-9'-])(?:{words})(?![a-z'])")) for kind, words in BEFORE]
_WHOLE = [re.compile(rf"{_WHO}{_BE}(?:{words})(?:{_TAIL}{_WHY}?|{_TAIL}) ?[?.!*]*") for _, words in AFTER]


@dataclass(frozen=True)
class Cue:
    """A word before a drug: its place and what it says of the drugs after it."""

    start: int
    end: int
    kind: str
    text: str

    @property
    def waits(self) -> bool:
        """True for "if", "when", "once" and the like."""
        return self.kind == UNCLEAR and bool(_WAITING.match(self.text))


def cues_in(text: str) -> list[Cue]:
    """Return the cues of a text in which drugs are masked, in their order; of two at one place the longer counts."""
    found = sorted(
        (
            Cue(match.start(), match.end(), kind, match[0])
            for kind, pattern in _BEFORE
            for match in pattern.finditer(text)
        ),
        key=lambda cue: (cue.start, -cue.end),
    )
    kept: list[Cue] = []
    for cue in found:
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    instead = _instead(text, kept)
    # In "replace X with Y" the word with leads to the new drug.
    kept = [cue for cue in kept if not any(cue.start == other.start for other in instead)]
    return sorted([*kept, *instead], key=lambda cue: cue.start)


def without_cues(text: str, cues: Sequence[Cue]) -> str:
    """Return a text with its cues blanked; places stay as they are."""
    for cue in cues:
        text = text[: cue.start] + " " * (cue.end - cue.start) + text[cue.end :]
    return text


def _instead(text: str, cues: list[Cue]) -> list[Cue]:
    """Return the word that leads to the new drug in "switch X to Y"; what came before decides."""
    change = next((cue for cue in cues if cue.kind == HAD and CHANGE.match(cue.text)), None)
    old = text.find("§", change.end) if change else -1
    found = _INSTEAD.search(text, old) if old >= 0 else None
    if (
        change is None
        or found is None
        or any(c.start <= found.start() < c.end and c.kind != TAKEN for c in cues)
    ):
        return []
    before = [cue.kind for cue in cues if cue.start < change.start and cue.kind in (NEVER, UNCLEAR)]
    return [Cue(found.start(), found.end(), before[0] if before else ORDERED, found[0])]


def afterwards(statement: str) -> str | None:
    """Return what a statement without a drug says of the drug before it; None where it says nothing of that kind."""
    text = statement.strip(" .:!*,-")
    return next(
        (kind for (kind, _), pattern in zip(AFTER, _WHOLE, strict=True) if pattern.fullmatch(text)), None
    )


def is_order_to_end(statement: str) -> bool:
    """True for a bare "stop", "hold" or "off": directions as often as the end of an order."""
    return bool(_WHOLE[2].fullmatch(statement.strip(" .:!*,-")))


def kind_at_end(rest: str) -> str | None:
    """Return what the words that end a text say of the drug (masked by §) before them."""
    for (kind, _), pattern in zip(AFTER, _WHOLE, strict=True):
        for word in re.finditer(r"(?<![a-z0-9/'])[a-z?]", rest):
            if pattern.fullmatch(rest.rstrip(" .:!*,-"), word.start()) and not DIRECTIONS.search(
                rest[: word.start()]
            ):
                return kind
    return None
