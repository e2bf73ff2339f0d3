"""How many people had each intercurrent event before their outcome, and how the primary analysis handles it."""

import pandas as pd

from chart2paper.model.missing.counts import share
from chart2paper.tables.missing import INTERCURRENT_EVENTS
from chart2paper.tables.read_write import shape

# The treatment policy strategy of ICH E9(R1): what happens after the start is part of what is compared.
HANDLING = {
    "stopped_exposure": "treatment policy: scores after stopping count as observed",
    "started_exposure": "treatment policy: stays a comparator, scores count as observed",
    "started_opioid": "treatment policy: scores under the new opioid count as observed",
    "procedure": "treatment policy: scores after the procedure count as observed",
}
KINDS = {
    "exposed": ("stopped_exposure", "started_opioid", "procedure"),
    "comparator": ("started_exposure", "started_opioid", "procedure"),
}


def intercurrent_events(people: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return how many people of each arm had each event between index date and outcome (INTERCURRENT_EVENTS).

    Someone without an outcome is followed to the end of the window. Shares of all people of the arm, with
    Wilson intervals. people: ANALYSIS_SET; events: EVENTS.
    """
    before = events[events["before_outcome"] == 1].drop_duplicates(["set_id", "person_id", "event"])
    rows = []
    for role, kinds in KINDS.items():
        size = int(people["role"].eq(role).sum())
        for event in kinds:
            n = int((before["role"].eq(role) & before["event"].eq(event)).sum())
            rows.append((role, event, *share(n, size), HANDLING[event]))
    return shape(pd.DataFrame(rows, columns=INTERCURRENT_EVENTS.column_names), INTERCURRENT_EVENTS)
