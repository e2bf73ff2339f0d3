"""Every figure in ordinary and in extreme situations: (figure, its numbers, their table, its alt text)."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.figures import (
    balance,
    design,
    flow,
    forest,
    overlap,
    responders,
    specification_curve,
    time_on_treatment,
    tipping,
    trajectories,
)
from chart2paper.figures.draw_balance import draw_balance
from chart2paper.figures.draw_design import draw_design
from chart2paper.figures.draw_flow import draw_flow
from chart2paper.figures.draw_forest import draw_forest
from chart2paper.figures.draw_overlap import draw_overlap
from chart2paper.figures.draw_responders import draw_responders
from chart2paper.figures.draw_specification_curve import draw_specification_curve
from chart2paper.figures.draw_time_on_treatment import draw_time_on_treatment
from chart2paper.figures.draw_tipping import draw_tipping
from chart2paper.figures.draw_trajectories import draw_trajectories
from chart2paper.tables.figures import TWINS
from chart2paper.tables.literature import LITERATURE
from chart2paper.tables.read_write import read_table
from figures import examples as ex
from shipped_words import WORDS

TITLE, NAME = "Target trial emulation", "LDN"
FACTS = Path(__file__).parents[2] / "data" / "facts"
COVARIATES = [
    ("age", None),
    ("sex", "female"),
    ("baseline_score", None),
    ("mechanism", "neuropathic"),
    ("mechanism", "nociceptive"),
]
LONG_NAME = "a_very_long_name_of_a_level_that_goes_on_for_ever_number"
LONG = [("pain_group", f"{LONG_NAME}_{i}") for i in range(40)]


def flow_case(exposed=36, comparators=42, steps=3, missing=0.2, banner=ex.BANNER, name=NAME):
    matched = ex.matches(exposed, comparators)
    people = ex.cohort(exposed + 4, comparators + 100, 3 * steps)
    ledger = ex.attrition(steps, len(people))
    frame = flow.flow_frame(ledger, people, matched, ex.analysis_set(matched, missing), WORDS)
    return (
        draw_flow(frame, TITLE, banner, name, WORDS),
        frame,
        TWINS["flow"],
        flow.alt_text(frame, name, WORDS),
    )


def balance_case(covariates=COVARIATES, exposed=36, comparators=42, estimable=True, banner=ex.BANNER):
    table = ex.balance(list(covariates), exposed, comparators)
    if not estimable:
        table[["smd", "smd_ci_low", "smd_ci_high"]] = float("nan")
    frame = balance.balance_frame(table, 0.1, PAIN)
    return (
        draw_balance(frame, TITLE, banner, WORDS),
        frame,
        TWINS["balance"],
        balance.alt_text(frame, NAME, WORDS),
    )


def overlap_case(exposed=36, comparators=42, after=True, why="", banner=ex.BANNER, name=NAME):
    frame = overlap.overlap_frame(*ex.overlap(exposed, comparators, after, why), (0.3, 0.7))
    return (
        draw_overlap(frame, TITLE, banner, name, WORDS),
        frame,
        TWINS["overlap"],
        overlap.alt_text(frame, name, WORDS),
    )


def trajectories_case(exposed=36, comparators=42, window=(45, 150), per_person=8, last=200, banner=ex.BANNER):
    matched = ex.matches(exposed, comparators)
    frame = trajectories.trajectories_frame(
        ex.analysis_set(matched), ex.scores(matched, per_person, last), list(window)
    )
    figure = draw_trajectories(frame, TITLE, banner, NAME, WORDS)
    return figure, frame, TWINS["trajectories"].on(PAIN), trajectories.alt_text(frame, NAME, WORDS)


def responders_case(exposed=36, comparators=42, missing=0.2, banner=ex.BANNER):
    people = ex.analysis_set(ex.matches(exposed, comparators), missing)
    frame = responders.responders_frame(*ex.responders(people), [10, 30, 50])
    return (
        draw_responders(frame, TITLE, banner, NAME, WORDS),
        frame,
        TWINS["responders"],
        responders.alt_text(frame, NAME, WORDS),
    )


def forest_case(status="ok", published=True, ours=True, banner=ex.BANNER):
    literature = read_table(LITERATURE, FACTS / "literature.csv") if published else ex.no_literature()
    estimates = ex.estimates(status) if ours else ex.estimates().iloc[:0]
    frame = forest.forest_frame(estimates, literature, ex.ANALYSES, NAME, WORDS)
    return (
        draw_forest(frame, "", banner, NAME, WORDS),
        frame,
        TWINS["forest"],
        forest.alt_text(frame, NAME, WORDS),
    )


def time_on_treatment_case(people=64, banner=ex.BANNER):
    frame = time_on_treatment.time_on_treatment_frame(ex.time_on_treatment(people))
    return (
        draw_time_on_treatment(frame, TITLE, banner, NAME, WORDS),
        frame,
        TWINS["time_on_treatment"],
        time_on_treatment.alt_text(frame, NAME, WORDS),
    )


def tipping_case(deltas=(0, 0.5, 1, 1.5, 2, 2.5, 3), status="ok", banner=ex.BANNER):
    frame = tipping.tipping_frame(ex.tipping_point(deltas, status))
    return (
        draw_tipping(frame, TITLE, banner, NAME, WORDS),
        frame,
        TWINS["tipping"],
        tipping.alt_text(frame, NAME, WORDS),
    )


def specification_case(variations=40, estimable=True, label="answer", banner=ex.BANNER):
    frame = specification_curve.specification_frame(ex.sensitivity(variations, estimable, label))
    return (
        draw_specification_curve(frame, banner, NAME, WORDS),
        frame,
        TWINS["specification_curve"],
        specification_curve.alt_text(frame, NAME, WORDS),
    )


def design_case(
    rule="first_exposure",
    washout=180,
    care=90,
    use=None,
    last=150,
    name=NAME,
    banner=ex.BANNER,
    scale="calendar",
):
    analysis = {
        "eligibility": {"min_age": 18, "pain_diagnosis": True, "washout_days": washout}
        | {"under_care_days": care, "min_exposure_days": use},
        "time_zero": {"rule": rule, "time_scale": scale},
        "baseline": {"window_days": [-90, 0]},
        "outcome": {"rule": "nearest", "window_days": [56, last], "target_day": 90},
    }
    placebo = {"placebo_window_days": [-150, -56], "placebo_target_day": -90} if use is None else None
    frame = design.design_frame(analysis, placebo, name, WORDS)
    index_date = f"first order of {name}; comparators inherit the date of the person they are matched to"
    lock = "31 December 2020"
    return (
        draw_design(frame, TITLE, banner, index_date, lock, WORDS),
        frame,
        TWINS["design"],
        design.alt_text(frame, index_date, lock, WORDS),
    )


CASES: dict[str, Callable] = {
    "design": design_case,
    "design, real data": lambda: design_case(banner=""),
    "design, open to the data lock": lambda: design_case("first_score", None, None, 60, None),
    "design, a washout of ten years": lambda: design_case(washout=3650),
    "design, at visits of their own": lambda: design_case(scale="visit"),
    "design, under care on the day": lambda: design_case(care=0),
    "design, long name": lambda: design_case(name="methylprednisolone", use=60),
    "flow": flow_case,
    "flow, real data": lambda: flow_case(banner=""),
    "flow, nobody": lambda: flow_case(0, 0, 0),
    "flow, one person": lambda: flow_case(1, 0),
    "flow, no outcome": lambda: flow_case(missing=1.0),
    "flow, 30 exclusions": lambda: flow_case(steps=30),
    "flow, long name": lambda: flow_case(name="methylprednisolone"),
    "balance": balance_case,
    "balance, no covariate": lambda: balance_case([], 0, 0),
    "balance, one covariate": lambda: balance_case([("age", None)], 1, 1),
    "balance, 40 long names": lambda: balance_case(LONG),
    "balance, nothing estimable": lambda: balance_case(estimable=False),
    "overlap": overlap_case,
    "overlap, real data": lambda: overlap_case(banner=""),
    "overlap, long name": lambda: overlap_case(name="methylprednisolone"),
    "overlap, one person each": lambda: overlap_case(1, 1),
    "overlap, nobody matched": lambda: overlap_case(after=False),
    "overlap, no score": lambda: overlap_case(
        why="the covariates tell the exposed and the comparators apart perfectly"
    ),
    "trajectories": trajectories_case,
    "trajectories, nobody": lambda: trajectories_case(0, 0),
    "trajectories, one person": lambda: trajectories_case(1, 0),
    "trajectories, no comparators": lambda: trajectories_case(36, 0),
    "trajectories, no window end": lambda: trajectories_case(window=(1, None), last=2500),
    "trajectories, 3000 exposed": lambda: trajectories_case(3000, 3000),
    "responders": responders_case,
    "responders, nobody": lambda: responders_case(0, 0),
    "responders, one person": lambda: responders_case(1, 0, 0.0),
    "responders, no outcome": lambda: responders_case(missing=1.0),
    "time on treatment": time_on_treatment_case,
    "time on treatment, nobody": lambda: time_on_treatment_case(0),
    "time on treatment, one person": lambda: time_on_treatment_case(1),
    "tipping": tipping_case,
    "tipping, real data": lambda: tipping_case(banner=""),
    "tipping, no shift": lambda: tipping_case((0,)),
    "tipping, wide shifts": lambda: tipping_case((0, 10)),
    "tipping, nothing missing": lambda: tipping_case(status="not estimable: no outcome is missing"),
    "specification curve": specification_case,
    "specification curve, primary alone": lambda: specification_case(0),
    "specification curve, not estimable": lambda: specification_case(estimable=False),
    "specification curve, 120 long names": lambda: specification_case(120, label=LONG_NAME),
    "specification curve, real data": lambda: specification_case(banner=""),
    "forest": forest_case,
    "forest, not estimable": lambda: forest_case("not estimable: no responders among comparators"),
    "forest, no publications": lambda: forest_case(published=False),
    "forest, nothing": lambda: forest_case(published=False, ours=False),
}


@cache
def drawn(case: str) -> tuple:
    """Return a case, drawn once for all tests that look at it."""
    return CASES[case]()
