"""The designs side by side, element by element, and the target trial that the primary one emulates."""

from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.phrases import ELEMENTS, not_used
from chart2paper.writing.prose import BASIS_LETTERS
from chart2paper.writing.tables import table
from chart2paper.writing.values import Values

IN_SUPPLEMENT = "The reasons are in the supplement (@sec-reasons)."


def basis_note(values: Values, reasons: str) -> str:
    """Return the legend of the letters that say what a choice rests on; `reasons` says where the reasons stand."""
    reported = f"R, {values.show('study.basis_reported')}; " if values.text("study.basis_reported") else ""
    return (
        f"Basis of each choice: {reported}G, recommended by a cited source; A, our own assumption. {reasons}"
    )


def designs_table(
    values: Values, material: Material, identifier: str = "suptbl-designs", reasons: str = IN_SUPPLEMENT
) -> str:
    """Return the table that sets the designs side by side, each choice with the letter of its basis.

    A choice that no design uses is in the supplement alone.
    """
    designs = material.designs
    rows = [
        [label, *(_cell(values, analysis, section, setting) for analysis in designs)]
        for section, setting, label in ELEMENTS
        if not all(not_used(analysis, setting) for analysis in designs)
    ]
    head = ["Element", *(values.show(f"protocol.analyses.{a.name}.title") for a in designs)]
    share = 78 // len(designs)
    return table(
        head,
        rows,
        "The design, element by element.",
        identifier,
        [100 - share * len(designs), *[share] * len(designs)],
        note=basis_note(values, reasons),
    )


def _cell(values: Values, analysis: Analysis, section: str, setting: str) -> str:
    letter = BASIS_LETTERS[analysis.protocol[section][setting]["basis"]]
    return f"{values.show(f'design.{analysis.name}.{section}.{setting}')} ({letter})"


def emulates_trial(analysis: Analysis) -> bool:
    """Return whether an analysis begins when the drug does and leaves nobody out by what came later."""
    begins = analysis.choice("time_zero", "rule") == "first_exposure"
    return begins and analysis.choice("eligibility", "min_exposure_days") is None


def target_trial_table(values: Values, material: Material, identifier: str = "suptbl-trial") -> str:
    """Return the specification of the target trial and its emulation, if the primary analysis emulates one."""
    analysis = material.primary
    if not emulates_trial(analysis):
        return ""
    d, drug = f"design.{analysis.name}", values.show("study.short")
    show = values.show
    needs = ", ".join(
        show(f"{d}.eligibility.{name}")
        for name in ("min_age", "pain_diagnosis", "washout_days", "under_care_days")
        if analysis.choice("eligibility", name) not in (None, False)
    )
    rows = [
        ["Eligibility", needs, "The same, from the records up to the index date"],
        [
            "Strategies",
            f"Start {drug} now, or do not start it now",
            "The first order, or no order by that day",
        ],
        [
            "Assignment",
            "At random, not blinded",
            f"Assumed to be as if at random within matched sets, given {show(f'{d}.estimation.adjust_for')}",
        ],
        ["Time zero", "Day of randomisation", show(f"{d}.time_zero.rule")],
        ["Follow-up", f"From time zero to {show(f'{d}.when')}", "The same, at visits as they happened"],
        ["Outcome", "Pain, 0–10 numeric rating scale, asked of all", "The same scale, where it was charted"],
        ["Contrast", "Intention to treat", "Effect of starting, among those who started"],
        ["Analysis", "Final score adjusted for baseline", show(f"{d}.estimation.estimators")],
    ]
    return table(
        ["Component", "Trial we would run", "Emulation in these records"],
        rows,
        "The target trial and its emulation [@hernan2016].",
        identifier,
        [16, 40, 44],
    )
