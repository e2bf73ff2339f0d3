"""Small made-up studies, from lists of people to the tables that a run would leave."""

import pandas as pd
from hypothesis import strategies as st

from chart2paper.figures.flow import flow_frame
from release.made_up_values import counts_of_arm, counts_of_both, value_of
from shipped_words import WORDS

ROLES, SEXES = ("exposed", "comparator"), ("female", "male", "other")
REASONS, EVENTS, STOPS = ("no visit", "records end"), ("nausea", "headache"), ("no effect", "other")
THRESHOLDS = (-50, 0, 30, 50)
# How many people there are of a kind: few, or enough.
few_or_many = st.one_of(st.integers(0, 4), st.integers(5, 40))


@st.composite
def people(draw):
    """Matched people of both arms: sex, reason for a missing outcome, fall of pain in percent, harms."""
    rows = []
    for role in ROLES:
        for sex in SEXES:
            for missing in (None, *REASONS):
                size = draw(few_or_many) if missing is None else draw(st.integers(0, 6))
                effects = draw(st.integers(0, size))
                falls = draw(st.lists(st.sampled_from((-100, -20, 10, 40, 60)), min_size=4, max_size=4))
                for place in range(size):
                    rows.append(
                        {
                            **{"role": role, "sex": sex, "outcome_missing_because": missing},
                            "fall": None if missing else falls[place % 4],
                            "nausea": place < effects,
                            "headache": place % 5 == 0,
                            "stop": STOPS[place % 2]
                            if role == "exposed" and place < size - effects
                            else None,
                        }
                    )
    columns = ["role", "sex", "outcome_missing_because", "fall", "nausea", "headache", "stop"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["person_id"] = [f"P{place:04d}" for place in range(len(frame))]
    return frame


@st.composite
def studies(draw):
    """People, those who were eligible but not matched, and those whom each restriction removed."""
    removed = draw(st.lists(st.tuples(few_or_many, st.integers(0, 60)), min_size=1, max_size=4))
    return draw(people()), (draw(st.integers(0, 15)), draw(st.integers(0, 80))), removed


def write_tables(study, folder):
    """Write a study's tables below `folder/results`; return their paths, and the paper's values of people."""
    frame, unmatched, removed = study
    analysis = folder / "results" / "tt"
    attrition = attrition_of(frame, unmatched, removed)
    cohort = pd.concat(
        [frame[["role"]], *(pd.DataFrame({"role": [r] * n}) for r, n in zip(ROLES, unmatched, strict=True))]
    )
    gone = pd.DataFrame({"role": [pd.NA] * sum(e + c for e, c in removed)})
    matches = frame.assign(set_id=frame["person_id"])
    scored = frame.assign(final_score=frame["fall"])
    tables = {
        "cohort/attrition": attrition,
        "figures/flow": flow_frame(attrition, pd.concat([cohort, gone]), matches, scored, WORDS),
        "model/missing_outcomes": missing_outcomes(frame),
        "model/harms": harms(frame),
        "model/responder_curve": responder_curve(frame),
        "model/subgroups": subgroups(frame),
    }
    for stem, table in tables.items():
        path = analysis / f"{stem}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        table.to_csv(path, index=False)
    return [str(analysis / f"{stem}.csv") for stem in tables], values_of(frame, unmatched[0])


def attrition_of(frame, unmatched, removed):
    rows, left = [], len(frame) + sum(unmatched)
    for step in range(len(removed), 0, -1):
        exposed, comparator = removed[step - 1]
        rows.append((step, f"reason {step}", exposed, comparator, left))
        left += exposed + comparator
    rows.append((0, "everyone", 0, 0, left))
    return pd.DataFrame(rows[::-1], columns=["step", "reason", "exposed", "comparator", "remaining"])


def missing_outcomes(frame):
    rows = []
    for role in ROLES:
        arm = frame[frame["role"] == role]
        because = arm["outcome_missing_because"]
        counts = {"any reason": because.notna().sum(), **{r: because.eq(r).sum() for r in REASONS}}
        rows += [(role, reason, n, len(arm), 0.5) for reason, n in counts.items()]
    return pd.DataFrame(rows, columns=["role", "reason", "n", "people", "share"])


def harms(frame):
    rows = []
    for role in ROLES:
        arm = frame[frame["role"] == role]
        effects = {
            "any adverse effect": (arm["nausea"] | arm["headache"]).sum(),
            **{e: arm[e].sum() for e in EVENTS},
        }
        rows += [("adverse_effect", event, role, n, len(arm)) for event, n in effects.items()]
    stops = frame.loc[frame["role"] == "exposed", "stop"]
    counts = {
        "stopped for any reason": stops.notna().sum(),
        **{reason: stops.eq(reason).sum() for reason in STOPS},
    }
    rows += [("stopped", event, "exposed", n, len(stops)) for event, n in counts.items()]
    return pd.DataFrame(rows, columns=["kind", "event", "role", "persons", "n"]).astype({"persons": "int64"})


def responder_curve(frame):
    rows = []
    for role in ROLES:
        falls = frame.loc[frame["role"] == role, "fall"]
        rows += [(role, threshold, int((falls >= threshold).sum()), len(falls)) for threshold in THRESHOLDS]
    return pd.DataFrame(rows, columns=["role", "threshold_percent", "responders", "n"])


def subgroups(frame):
    sexes = frame.loc[frame["outcome_missing_because"].isna(), "sex"]
    row = ("sex", "female", "male", int(sexes.eq("female").sum()), int(sexes.eq("male").sum()), -1.23456)
    return pd.DataFrame([row], columns=["subgroup", "first", "second", "n_first", "n_second", "interaction"])


def values_of(frame, unmatched):
    """Return the counts of people that the paper takes from the list of people, as in values.json."""
    found = counts_of_both(len(frame), int(frame["outcome_missing_because"].notna().sum()))
    found["people.tt.unmatched"] = value_of(unmatched, f"{unmatched:,}", "count", "unmatched", "exposed")
    for role in ROLES:
        arm = frame[frame["role"] == role]
        found |= counts_of_arm(role, len(arm), int(arm["outcome_missing_because"].isna().sum()))
        for sex in SEXES:
            count, of_sex = int(arm["sex"].eq(sex).sum()), {"covariate": "sex", "level": sex}
            found[f"people.tt.{role}.sex.{sex}.count"] = value_of(
                count, f"{count:,}", "count", "level", role, **of_sex
            )
    return found
