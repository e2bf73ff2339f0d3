"""Section of the supplement: adverse effects, reasons for stopping, time on treatment, and dose."""

from chart2paper.paper.figures_md import figure
from chart2paper.paper.sentences import direction
from chart2paper.paper.supplement.cells import DASH, Cells
from chart2paper.writing.literal import literal
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.tables import group, table
from chart2paper.writing.values import Values, text_slug

DOSE_SAY = {
    "better": "Among the exposed, higher doses went with less pain: {slope} points per mg a day, adjusted. ",
    "worse": "Among the exposed, higher doses went with more pain: {slope} points per mg a day, adjusted. ",
    "unclear": "Among the exposed there was no clear relation between dose and pain: {slope} points per mg a day, "
    "adjusted. ",
    "not_estimable": "Whether dose and pain go together among the exposed is {slope}. ",
}
DOSE_CAUTION = (
    "This is exploratory: a dose is raised in people who tolerate it and held or stopped in those who do not, so that "
    "the response may decide the dose as much as the dose the response."
)
NOT_RECORDED = (
    "The records that were read hold no adverse effects, so that none could be counted; this does not mean that there "
    "were none."
)
LIMITS = {
    "compared": "Adverse effects are charted when someone asks or tells, and people who start a drug may be asked more "
    "often: the counts of both groups (@suptbl-harms) are at best lower limits.",
    "not recorded": "The records that were read hold no adverse effects, so that harms could not be compared "
    "(@sec-harms).",
    "nobody": "Nobody was matched, so that adverse effects could not be compared (@sec-harms).",
}
METHOD = (
    "@suptbl-harms counts people, not events, from the index date until {days} days after the last day that an order "
    "covers, and for as many days in the comparators of the set. An effect counts whatever drug it was put down to at "
    "the time. Intervals are exact [@clopper1934]; where nobody had an effect, the rule of three gives the share that "
    "may still have been missed [@hanley1983]. @supfig-time-on-treatment shows how long the drug was taken "
    "[@kaplan1958]: people who were still taking it when last known stay in the curve until then."
)
KINDS = {"adverse_effect": "Adverse effects", "stopped": "Stopped taking it"}
CAPTION = "Adverse effects and reasons for stopping: people and percent (exact 95% interval)."
NOTE = "Where nobody had an effect, “up to” gives what may still have been missed (rule of three)."
TOTALS = ("any adverse effect", "stopped for any reason")


def harms_section(values: Values, material: Material) -> str:
    """Return the section on harms, time on treatment and dose."""
    primary, days = material.primary, int(material.study["harms"]["days_after_stop"]["value"])
    shown = values.add("harms.days", days, str(days), file="protocol", column="harms.days_after_stop")
    recorded = material.supplement["harms"].frame["kind"].eq("adverse_effect").any()
    parts = [
        "## Harms, time on treatment and dose {#sec-harms}",
        "" if recorded else NOT_RECORDED,
        METHOD.format(days=values.show(shown)),
        _harms_table(values, material.supplement["harms"]),
        figure(values, material, primary, "time_on_treatment", "supfig-time-on-treatment"),
        _dose_sentence(values, material),
        _dose_table(values, material.supplement["dose_response"]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def harms_limits(material: Material) -> str:
    """Return what limits the comparison of harms, or that there was none, by what was counted."""
    effects = material.supplement["harms"].frame.query("kind == 'adverse_effect'")
    if effects.empty:
        return LIMITS["not recorded"] + "\n"
    both = effects.groupby("role")["n"].max().gt(0).sum() == 2
    return LIMITS["compared" if both else "nobody"] + "\n"


def _harms_table(values: Values, sheet: Sheet) -> str:
    cells: dict[str, dict[str, dict[str, str]]] = {kind: {} for kind in KINDS}
    for place, row in sheet.rows():
        id = f"harms.{row['kind']}.{text_slug(row['event'])}.{row['role']}"
        arms = cells[row["kind"]].setdefault(row["event"], {})
        arms[row["role"]] = _people(Cells(values, sheet, place, row, id))
    rows = []
    for kind, title in KINDS.items():
        rows += [group(title, 3)] if cells[kind] else []
        for event in sorted(cells[kind], key=lambda event: (event not in TOTALS, event)):
            arms = cells[kind][event]
            rows.append(
                [literal(sentence_case(event)), arms.get("exposed", DASH), arms.get("comparator", DASH)]
            )
    return table(
        ["", "Exposed", "Comparators"],
        rows,
        CAPTION,
        "suptbl-harms",
        [34, 33, 33],
        ["left", "right", "right"],
        note=NOTE,
    )


def _people(cells: Cells) -> str:
    """Return `7 of 64, 11% (5 to 21)`, or `0 of 64, up to 5%`."""
    names = {name: cells.number(name, "count") for name in ("persons", "n")}
    for name in ("share", "ci_low", "ci_high", "rule_of_three"):
        names[name] = cells.number(name, "share", 100)
    if not cells.row["n"]:
        return DASH
    some = "{persons} of {n}, {share}% ({ci_low} to {ci_high})"
    none = "{persons} of {n}, up to {rule_of_three}%"
    text = cells.values.say(f"{cells.id}.text", some if cells.row["persons"] else none, **names)
    return cells.values.show(text)


def _dose_sentence(values: Values, material: Material) -> str:
    slope = material.primary.find("final_score", "slope_per_mg", "ols_hc3")
    if slope is None:
        return ""
    return values.show(
        values.say("say.dose", DOSE_SAY[direction(slope)] + DOSE_CAUTION, slope=f"{slope.id}.full")
    )


def _dose_table(values: Values, sheet: Sheet) -> str:
    rows = []
    for place, row in sheet.rows():
        cells = Cells(values, sheet, place, row, f"dose.band{row['band']}")
        limits = {"low": cells.number("dose_from", "score"), "high": cells.number("dose_below", "score")}
        open_end = values.text(limits["high"]) == DASH
        label = values.say(
            f"{cells.id}.label", "{low} or more" if open_end else "{low} to below {high}", **limits
        )
        change = cells.interval("change", "ci_low", "ci_high", "difference")
        rows.append([values.show(id) for id in (label, cells.number("n", "count"), change)])
    return table(
        ["Daily dose, mg", "Exposed, n", "Mean change of the score (95% interval)"],
        rows,
        "Change of pain by dose among the exposed (exploratory).",
        "suptbl-dose",
        [40, 20, 40],
        ["left", "right", "right"],
        note="The dose is that of the last order begun by the day of the outcome score.",
    )
