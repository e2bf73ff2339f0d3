"""Rows that cleaning leaves out on purpose: it read them, and what they say keeps them out.

Every other reason counts as a loss of reading. A new reason is a loss until it is named here, so that
nothing is lost without a word.
"""

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.clean.drugs import CANCELLED, NEVER_ORDERED
from chart2paper.clean.icd import NO_CODE
from chart2paper.clean.measurements import (
    MARKED_AS_ERROR,
    NOT_HELD,
    OTHER_DAY,
    OTHER_PERSON,
    SAME_ENTRY,
    SAME_READING,
    not_a,
)
from chart2paper.clean.order_days import stop_before_start
from chart2paper.clean.others import NOTHING_NAMED, SAME_ROW
from chart2paper.clean.persons import over_89_at_data_lock, over_89_by_birth_shift
from chart2paper.clean.score_text import NO_SCORE
from chart2paper.clean.visits import BEFORE_BIRTH, SAME_VISIT, end_before_start
from chart2paper.extract.set_aside import EXACT_DUPLICATE, SECOND_RECORD
from chart2paper.reading.dates import AFTER_LOCK, NO_DATE, ends_after_lock
from chart2paper.reading.listed_words import NOTHING_ENTERED

RESTRICTIONS = frozenset(
    {
        AFTER_LOCK,
        CANCELLED,
        MARKED_AS_ERROR,
        NEVER_ORDERED,
        NOT_HELD,
        SAME_ENTRY,
        SAME_READING,
        SAME_ROW,
        SAME_VISIT,
        EXACT_DUPLICATE,
        SECOND_RECORD,
        NO_SCORE,
        NO_CODE,
        NO_DATE,
        NOTHING_NAMED,
        NOTHING_ENTERED,
        *map(not_a, OUTCOMES.values()),
    }
)
# Texts that were understood and contradict another record: a loss, but none that a longer list would mend.
CONTRADICTIONS = frozenset({BEFORE_BIRTH, OTHER_DAY, OTHER_PERSON})
# Rules that empty a value they have read.
READ_AND_EMPTIED = frozenset(
    rule.__name__
    for rule in (
        over_89_at_data_lock,
        over_89_by_birth_shift,
        ends_after_lock,
        end_before_start,
        stop_before_start,
    )
)
