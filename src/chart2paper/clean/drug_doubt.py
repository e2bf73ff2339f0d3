"""Words that no rule used and that may mean that a drug is not ordered: the line is then not understood."""

import re
from collections.abc import Sequence

from chart2paper.clean.drug_cues import Cue, without_cues

_DOUBT = re.compile(
    r"declin|refus|reject|contra-?indic|discont(?!inue(?![a-z]))|(?<![a-z])disc'?d(?![a-z])|stopped|(?<![a-z])d/?c'?e?d(?![a-z])"
    r"|(?<![a-z])held(?![a-z])|paus(?:e|ing)"
    r"|suspend|cancel|never|consider|contemplat|think|mulling|decid|(?<![a-z])s/p|ask(?:s|ed|ing)|discuss"
    r"|await|pending|prior auth|denied|(?<![a-z])fail(?:ed|s|ing)|ineffect"
    r"|intoler|allerg|reaction|(?<![a-z])quit|abort|abandon|without (?:benefit|relief|effect|help|success"
    r"|improve|response)"
    r"|no (?:benefit|relief|help|effect|response|improve|longer)|not (?:taking|using|start|fill|given"
    r"|working|help|toler|on(?![a-z])"
    r"|want|interest|ready|at|now|today|currently|sure|cover|approv|yet)|do not (?:start|fill|dispense"
    r"|give|order|renew|refill)|(?:did|does|has|have|was|is|would|will|can|could)(?:n't| not)(?! (?:drive"
    r"|exceed"
    r"|crush|chew|cut|drink|operate|use with alcohol|skip|double|share|split|open))|caused|previous"
    r"|formerly|(?<![a-z])prior"
    r"|in the past|histor|(?<![a-z])(?:h/o|hx)|tried|trialed|request|recommend|suggest|offer|interested"
    r"|candidate|plan(?:s|ned|ning)?(?![a-z])"
    r"|(?<![a-z])(?:might|maybe|may (?:try|start|need|want)|will (?:try|start|begin|need|think|wait|hold))"
    r"|possibl|potential|\?"
    r"|(?<![a-z])(?:wants?|wait|hesita|reluctan|unsure|undecided|defer|postpon|delay|expired|inactive"
    r"|historical|completed|resolved)"
    r"|error|mistake|(?<![a-z])void|duplicate|expensive|prohibitive|afford|(?<![a-z])cost(?![a-z])"
    r"|insurance|coverage|unwilling|unable"
    r"|(?<![a-z])poor|inadequate|insufficient|lack of|lehnt|(?<![a-z])(?:no show|lost to)"
    r"|(?<![a-z])(?:kein|nicht|abgesetzt|abgelehnt|abgebrochen|beendet|verweiger|pausiert"
    r"|erwogen|erwäg|geplant|unverträglich|früher|statt|suspendid|rechaz|descontinu|alergi|arrêt|refusé)"
)
# Directions that hold such words: they say how the drug is taken, not whether.
_DIRECTIONS = re.compile(
    r"(?:(?:discuss|review|counsel|explain|monitor|watch|denies|deny|denied|no|not|without|report|for|prn"
    r"|seasonal|known|of|in case"
    r"|may cause|can cause|about|on)\w*(?: for| of| of any| any| the| on"
    r"| about)? )+(?:other )?(?:side[ -]effects?|adverse \w+|ses?(?![a-z])"
    r"|risks?|benefits?|dosing|directions|instructions|allerg\w*(?: reactions?)?|anaphylaxis"
    r"|(?:allergic )?reactions?|drowsiness"
    r"|sedation|nausea|n/v|counsel\w*|interactions?)|(?:per|at) (?:pt|patient|her|his)(?:'s)? request"
    r"|(?:refill|renewal)s? requested"
    r"|as (?:previously(?: \w+)?|discussed|planned|before|recommended)|(?:same as|at|to"
    r"|per) (?:the )?(?:prior|previous) (?:dose|rx|order)"
    r"|for (?:\w+ )?(?:h/o|hx|history) .*|(?<![a-z])(?:if|until|till|unless|when) .*|extended release"
    r"|delayed.release|delayed-action"
    r"|(?:pain|care|treatment) plan"
)


def doubtful(text: str, cues: Sequence[Cue] = ()) -> bool:
    """True where a text holds such a word outside `cues` (places in the text) and outside directions."""
    return bool(_DOUBT.search(_DIRECTIONS.sub(" ", without_cues(text, cues))))
