"""Supplement: was the protocol locked before outcomes were opened, and what changed after the lock."""

from typing import Any

from chart2paper.writing.material import Material
from chart2paper.writing.phrases import ELEMENTS
from chart2paper.writing.study_choices import STUDY_CHOICES
from chart2paper.writing.study_values import choice_text, day_words
from chart2paper.writing.tables import table
from chart2paper.writing.values import Values

HEADING = "## Protocol and later changes {#sec-changes}"
HOW = (
    "The protocol is one file. `chart2paper lock` records the fingerprint of its choices, of the records (with a "
    "secret key of the clinic, so that no row can be guessed from it) and of the code in a register, and the workflow "
    "records there, before it reads any outcome, that outcomes are opened. Each entry holds the fingerprint of the "
    "one before, so that entries cannot be edited, removed or put in another order unnoticed. The order of entries, "
    "and no clock, decides what came first; other studies and results in the same folder are looked through for the "
    "same records. That convinces those who trust the clinic: whoever holds the folder could start it anew. The "
    "fingerprint of an entry, deposited in public, shows others that this plan existed on the day of the deposit. "
    "Nothing here shows that outcomes had not been looked at in another place."
)
UNLOCKED = "There is no lock, and so no later change to list."
KINDS = {"added": "not in the locked protocol", "removed": "no longer in the protocol"}


def changes_section(values: Values, material: Material) -> str:
    """Return when the protocol was locked, every later change with its reason, and the register."""
    said = [
        values.show(f"lock.say.{part}")
        for part in ("when", "changes", "data", "code", "reworded")
        if values.text(f"lock.say.{part}")
    ]
    parts = [HEADING, " ".join(said), HOW]
    if material.lock["lock"] is None:
        return "\n\n".join([*parts, UNLOCKED]) + "\n"
    return "\n\n".join([*parts, _changes_table(values, material), _register_table(values, material)]) + "\n"


def _changes_table(values: Values, material: Material) -> str:
    rows = []
    for place, change in enumerate(material.lock["changes"]):
        texts = {
            "setting": setting_words(change["setting"], material),
            "locked": _value(change, "locked", "added"),
            "used": _value(change, "used", "removed"),
            "why": change["why"].partition(": ")[2] or "no reason for the change is given",
        }
        rows.append(
            [_show(values, material, f"changes.{place}.{name}", text) for name, text in texts.items()]
        )
    return table(
        ["Setting", "Locked", "Used", "Reason given"],
        rows,
        "Settings that differ from the locked protocol.",
        "suptbl-changes",
        [26, 22, 22, 30],
    )


def _value(change: dict[str, Any], name: str, absent: str) -> str:
    return KINDS[absent] if change["kind"] == absent else choice_text(change[name])


def setting_words(place: str, material: Material) -> str:
    """Return what the paper calls a setting, with the analysis it belongs to."""
    first, *rest = place.split(".")
    if first == "analyses":
        labels = {(section, setting): label for section, setting, label in ELEMENTS}
        name, section, setting = rest
        title = next((a.title for a in material.analyses if a.name == name), choice_text(name))
        return f"{title}: {labels.get((section, setting), choice_text(setting))}"
    if first == "sensitivity" and "variations" in rest:
        return f"Sensitivity grid: {choice_text(rest[1])}, {'.'.join(rest[3:])}"
    known = STUDY_CHOICES.get(first, {})
    return known.get(rest[-1] if rest else "", choice_text(" ".join([first, *rest])))


def _register_table(values: Values, material: Material) -> str:
    rows = [
        [
            _show(values, material, f"entries.{place}.{name}", text)
            for name, text in (
                ("entry", str(entry["entry"])),
                ("kind", entry["kind"]),
                ("on", day_words(entry["on"]) if entry["on"] else "no date is kept"),
                ("protocol", entry["protocol"][:12]),
                ("data", entry["data"][:12]),
                ("hash", entry["hash"][:12]),
            )
        ]
        for place, entry in enumerate(material.lock["entries"])
    ]
    return table(
        ["Entry", "What", "Day", "Protocol", "Records", "Entry’s fingerprint"],
        rows,
        "The register, in its order. Of each fingerprint the first twelve signs are shown.",
        "suptbl-register",
        [8, 20, 20, 17, 17, 18],
    )


def _show(values: Values, material: Material, column: str, text: str) -> str:
    id = f"lock.{column}"
    return values.show(values.add(id, None, text, file=material.lock_file, column=column))
