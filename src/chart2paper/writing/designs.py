"""The designs side by side, element by element, and the target trial that the primary one emulates."""

from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.phrases import ELEMENTS, not_used
from chart2paper.writing.prose import BASIS_LETTERS
from chart2paper.writing.study_choices import setting_name
from chart2paper.writing.tables import table, table_words
from chart2paper.writing.values import Values

DESIGNS, TRIAL = "study/designs", "study/target_trial"


def basis_note(values: Values, reasons: str) -> str:
    """Return the legend of the letters that say what a choice rests on; `reasons` says where the reasons stand."""
    reported = bool(values.text("study.basis_reported"))
    shown = {"basis_reported": "study.basis_reported"} if reported else {}
    return f"{values.markdown(f'{DESIGNS}#basis', {'reported': reported}, **shown)} {reasons}"


def designs_table(
    values: Values, material: Material, identifier: str = "suptbl-designs", reasons: str = ""
) -> str:
    """Return the table that sets the designs side by side, each choice with the letter of its basis.

    A choice that no design uses is in the supplement alone. reasons: where the reasons stand; the supplement, when
    it is empty.
    """
    designs = material.designs
    rows = [
        [
            setting_name(values, section, setting),
            *(_cell(values, analysis, section, setting) for analysis in designs),
        ]
        for section, setting in ELEMENTS
        if not all(not_used(analysis, setting) for analysis in designs)
    ]
    head = [
        values.markdown(f"{DESIGNS}#element"),
        *(values.show(f"protocol.analyses.{a.name}.title") for a in designs),
    ]
    share = 78 // len(designs)
    return table(
        head,
        rows,
        values.markdown(f"{DESIGNS}#caption"),
        identifier,
        [100 - share * len(designs), *[share] * len(designs)],
        note=basis_note(values, reasons or values.markdown(f"{DESIGNS}#reasons")),
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
    d = f"design.{analysis.name}"
    needs = ", ".join(
        values.show(f"{d}.eligibility.{name}")
        for name in ("min_age", "pain_diagnosis", "washout_days", "under_care_days")
        if analysis.choice("eligibility", name) not in (None, False)
    )
    names = {
        "drug": "study.short",
        "adjusted_for": f"{d}.estimation.adjust_for",
        "time_zero": f"{d}.time_zero.rule",
        "when": f"{d}.when",
        "estimators": f"{d}.estimation.estimators",
    }
    return table_words(values, TRIAL, None, {"needs": needs}, **names).table(identifier, [16, 40, 44])
