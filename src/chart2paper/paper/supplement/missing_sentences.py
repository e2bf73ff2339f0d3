"""Sentences about missing outcomes, chosen from the results in each direction."""

from typing import Literal

from chart2paper.paper.sentences import Direction

# The difference in missing outcomes, exposed minus comparators: "better" = fewer among the exposed.
MISSINGNESS: dict[Direction | Literal["none", "nobody"], str] = {
    "better": "Outcomes were missing less often with {drug} than among comparators (difference {difference} "
    "percentage points).",
    "worse": "Outcomes were missing more often with {drug} than among comparators (difference {difference} "
    "percentage points).",
    "unclear": "How often outcomes were missing did not clearly differ between {drug} and comparators "
    "(difference {difference} percentage points).",
    "not_estimable": "Whether outcomes were missing more often with {drug} is {reason}.",
    "none": "Everyone who was matched had an outcome, so that nothing had to be filled in.",
    "nobody": "No one was matched, so that there is nothing to count.",
}
# Baseline pain of people without an outcome minus that of people with one.
BASELINE: dict[Direction, str] = {
    "better": "{who} without an outcome had begun with less pain than those with one (difference {difference} points).",
    "worse": "{who} without an outcome had begun with more pain than those with one (difference {difference} points).",
    "unclear": "{who} with and without an outcome did not clearly differ in baseline pain (difference "
    "{difference} points).",
    "not_estimable": "How {who_inside} without an outcome differ in baseline pain is {reason}.",
}
# Whether other handlings of missing outcomes lead where the primary estimate leads.
AGREEMENT: dict[str, str] = {
    "all": "Under every handling that could be estimated the conclusion is that of the primary estimate.",
    "some": "The conclusion depends on the handling: it is another one than that of the primary estimate "
    "under {which}.",
    "none_other": "No other handling could be estimated.",
    "no_primary": "The primary estimate is not estimable, so that there is nothing to compare with.",
}
TIPPING_BASE: dict[Direction, str] = {
    "better": "With missing scores imputed, pain was lower with {drug} (difference {estimate}).",
    "worse": "With missing scores imputed, pain was higher with {drug} (difference {estimate}).",
    "unclear": "With missing scores imputed, there was no clear difference in pain (difference {estimate}).",
    "not_estimable": "A tipping point is {reason}.",
}
WhatChanges = Literal["clear", "to_better", "to_worse"]
# What a path does to the result: it changes at a shift, or not up to the largest one tried.
TIPPING_CHANGES: dict[WhatChanges, str] = {
    "clear": "The result would change (its interval would include no difference) if {shifted} by at least "
    "{shift} points.",
    "to_better": "It would become a clear benefit if {shifted} by at least {shift} points.",
    "to_worse": "It would become a clear harm if {shifted} by at least {shift} points.",
}
TIPPING_HOLDS: dict[WhatChanges, str] = {
    "clear": "The result does not change if {shifted} by up to {most} points.",
    "to_better": "It would not become a clear benefit if {shifted} by up to {most} points.",
    "to_worse": "It would not become a clear harm if {shifted} by up to {most} points.",
}
# Whose imputed scores are shifted, and which way (the sign of the shift of the exposed, then comparators).
SHIFTED: dict[tuple[int, int], str] = {
    (1, 0): "exposed people without a score had more pain than predicted",
    (-1, 0): "exposed people without a score had less pain than predicted",
    (0, 1): "comparators without a score had more pain than predicted",
    (0, -1): "comparators without a score had less pain than predicted",
    (1, -1): "exposed people without a score had more pain, and comparators without one less, than predicted",
    (-1, 1): "exposed people without a score had less pain, and comparators without one more, than predicted",
}
STOPPED = {
    "some": "Of {people} exposed people, {n} stopped {drug} before their outcome; in the primary analysis they "
    "stay exposed people.",
    "none": "No exposed person stopped {drug} before the outcome.",
}
