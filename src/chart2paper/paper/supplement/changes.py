"""Supplement: was the protocol locked before outcomes were opened, and what changed after the lock."""

from typing import Any

from chart2paper.writing.material import Material
from chart2paper.writing.phrases import ELEMENTS
from chart2paper.writing.study_choices import SETTINGS, STUDY_CHOICES, setting_name
from chart2paper.writing.study_values import choice_text, day_words
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values

WORDS = "supplement/changes"


def changes_section(values: Values, material: Material) -> str:
    """Return when the protocol was locked, every later change with its reason, and the register."""
    said = [
        values.show(f"lock.say.{part}")
        for part in ("when", "changes", "data", "code", "reworded")
        if values.text(f"lock.say.{part}")
    ]
    parts, locked = {"said": " ".join(said)}, material.lock["lock"] is not None
    if locked:
        parts["changes_table"] = _changes_table(values, material)
        parts["register_table"] = _register_table(values, material)
    return values.markdown(f"{WORDS}#page", {"locked": locked}, parts) + "\n"


def _changes_table(values: Values, material: Material) -> str:
    rows, words = [], table_words(values, "supplement/settings_changed")
    no_reason = values.words(f"{WORDS}#no_reason")
    for place, change in enumerate(material.lock["changes"]):
        texts = {
            "setting": setting_words(values, change["setting"], material),
            "locked": _value(values, change, "locked", "added"),
            "used": _value(values, change, "used", "removed"),
            "why": change["why"].partition(": ")[2] or no_reason,
        }
        rows.append(
            [_show(values, material, f"changes.{place}.{name}", text) for name, text in texts.items()]
        )
    return words.table("suptbl-changes", [26, 22, 22, 30], rows)


def _value(values: Values, change: dict[str, Any], name: str, absent: str) -> str:
    if change["kind"] == absent:
        return values.words(f"{WORDS}#absent", {"kind": absent})
    return choice_text(values, change[name])


def setting_words(values: Values, place: str, material: Material) -> str:
    """Return what the paper calls a setting, with the analysis it belongs to; an unknown one by its own name."""
    first, *rest = place.split(".")
    if first == "analyses":
        name, section, setting = rest
        title = next((a.title for a in material.analyses if a.name == name), choice_text(values, name))
        known = (section, setting) in ELEMENTS
        named = setting_name(values, section, setting) if known else choice_text(values, setting)
        return f"{title}: {named}"
    if first == "sensitivity" and "variations" in rest:
        texts = {"variation": choice_text(values, rest[1]), "setting": ".".join(rest[3:])}
        return values.words(f"{SETTINGS}#variation", **texts)
    if rest and rest[-1] in STUDY_CHOICES.get(first, ()):
        return setting_name(values, first, rest[-1])
    return choice_text(values, " ".join([first, *rest]))


def _register_table(values: Values, material: Material) -> str:
    words, no_date = table_words(values, "supplement/register"), values.words(f"{WORDS}#no_date")
    rows = [
        [
            _show(values, material, f"entries.{place}.{name}", text)
            for name, text in (
                ("entry", str(entry["entry"])),
                ("kind", entry["kind"]),
                ("on", day_words(entry["on"]) if entry["on"] else no_date),
                ("protocol", entry["protocol"][:12]),
                ("data", entry["data"][:12]),
                ("hash", entry["hash"][:12]),
            )
        ]
        for place, entry in enumerate(material.lock["entries"])
    ]
    return words.table("suptbl-register", [8, 20, 20, 17, 17, 18], rows)


def _show(values: Values, material: Material, column: str, text: str) -> str:
    identifier = f"lock.{column}"
    return values.show(values.add(identifier, None, text, file=material.lock_file, column=column))
