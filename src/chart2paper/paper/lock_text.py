"""Whether the analyses were locked before outcomes were opened: the sentences of the paper, chosen from the status.

They say what the register in the clinic's folder can tell: the order of its entries, the day as it was given, and that
this workflow had opened no outcomes in this folder. What people had seen elsewhere no sentence claims.
"""

from typing import Any

from chart2paper.protocol.sources import EXPORT
from chart2paper.writing.material import Material
from chart2paper.writing.prose import join
from chart2paper.writing.study_values import day_words
from chart2paper.writing.values import Values

LINE = {
    "prespecified": "Prespecified, by the clinic’s own register: locked (day given: {on}) before this workflow opened "
    "outcomes.",
    "changed": "Locked (day given: {on}), by the clinic’s own register, before this workflow opened outcomes; later "
    "{changes}.",
    "exploratory": "Exploratory: the analyses were not locked before outcomes were opened.",
}
SUBTITLE = {
    "prespecified": "Protocol locked before this workflow opened outcomes",
    "changed": "Protocol locked before this workflow opened outcomes, and changed later",
    "exploratory": "Exploratory: protocol not locked before outcomes were opened",
}
CONCLUSION = {
    "prespecified": "",
    "changed": "Settings were changed after the protocol was locked ({changes}); results that rest on them are "
    "exploratory.",
    "exploratory": "These analyses were not locked before outcomes were opened. They are exploratory: they can "
    "suggest an effect and cannot confirm one.",
}
# When the lock came, as the register tells it.
WHEN = {
    "never": "The protocol was not locked before outcomes were opened, so that every result of this paper is "
    "exploratory.",
    "before": "By the clinic’s own register, the protocol was locked{by} before this workflow opened outcomes of these "
    "records in its folder (entry {entry}, beginning {hash}; day given: {on}).",
    "after": "The protocol was locked{by} (entry {entry} of the study’s register, beginning {hash}; day given: {on}). "
    "Outcomes of these records had been opened before that, so that every result of this paper is exploratory.",
    "after_elsewhere": "The protocol was locked{by} (entry {entry} of the study’s register, beginning {hash}; day "
    "given: {on}). Outcomes of these records had been opened before that in another study or folder of results, so "
    "that every result of this paper is exploratory.",
    "after_earlier_data": "The protocol was locked{by} (entry {entry} of the study’s register, beginning {hash}; day "
    "given: {on}). Outcomes of an earlier export had been opened before that, and people who are in both were seen "
    "then, so that every result of this paper is exploratory.",
}
CHANGES = {
    "none": "No setting was changed after the lock.",
    "unseen": "After the lock, and before this workflow opened outcomes, {changes}.",
    "in_sight": "After the lock, and after outcomes had been opened with other settings, {changes}.",
}
NEW_DATA = {
    "unseen": "The records are not those of the lock ({files}); the register tells of no opening of the outcomes "
    "of the locked ones.",
    "in_sight": "The records are not those of the lock ({files}); outcomes of other records had been opened before.",
}
CODE = "The code that makes the numbers was changed after the lock."
REWORDED = "Words that decide no result (reasons, titles, questions) were changed after the lock in {count}."


def add_lock(values: Values, material: Material) -> None:
    """Add the sentences about the lock, `lock.line` and `lock.say.<part>`; empty where they do not apply."""
    lock = material.lock
    label, names = lock["label"], _names(values, material)
    for id, texts in (("line", LINE), ("subtitle", SUBTITLE), ("say.conclusion", CONCLUSION)):
        values.say(f"lock.{id}", texts[label], rule=RULE, **names)
    opening = "{simulated} {line}" if material.simulated else "{line}"
    values.say("lock.abstract", opening, rule=RULE, simulated="study.simulated_line", line="lock.line")
    values.say("lock.say.when", WHEN[_when(lock)], rule=RULE, **names)
    locked = lock["lock"] is not None
    values.say("lock.say.changes", CHANGES[_changes(lock)] if locked else "", rule=RULE, **names)
    data = NEW_DATA["in_sight" if lock["other_data_opened"] else "unseen"] if lock["new_data"] else ""
    values.say("lock.say.data", data, rule=RULE, **names)
    values.say("lock.say.code", CODE if lock["code_changed"] else "", rule=RULE, **names)
    reworded = _count(values, material, "reworded", len(lock["reworded"]), "setting", "")
    values.say("lock.say.reworded", REWORDED if lock["reworded"] else "", rule=RULE, count=reworded)


RULE = "chosen from the register"


def _names(values: Values, material: Material) -> dict[str, str]:
    """Add what the sentences name, and return name -> id; of an unlocked study only the counts."""
    lock, file = material.lock, material.lock_file
    count = len(lock["changes"])
    verb = " was changed" if count == 1 else " were changed"
    names = {"changes": _count(values, material, "changes", count, "setting", verb)}
    files = _files(lock["changed_files"])
    names["files"] = values.add("lock.files", None, files, file=file, column="changed_files")
    if lock["lock"] is None:
        return names
    base = lock["lock"]
    texts = {
        "on": day_words(base["on"]),
        "by": f" by {base['by']}" if base["by"] else "",
        "entry": str(base["entry"]),
        "hash": base["hash"][:12],
    }
    return names | {
        name: values.add(f"lock.{name}", base[name], text, file=file, column=f"lock.{name}")
        for name, text in texts.items()
    }


def _files(names: list[str]) -> str:
    """Return which files changed; those of the export are counted, as their names belong to the clinic."""
    export = sum(name.startswith(EXPORT) for name in names)
    of_export = (
        ["one file of the export" if export == 1 else f"{export} files of the export"] if export else []
    )
    return join([*of_export, *(name for name in names if not name.startswith(EXPORT))]) or "none"


def _count(values: Values, material: Material, column: str, count: int, what: str, verb: str) -> str:
    text = f"{count} {what}{'' if count == 1 else 's'}{verb}"
    return values.add(
        f"lock.count.{column}", count, text, file=material.lock_file, column=column, rule="count of entries"
    )


def _when(lock: dict[str, Any]) -> str:
    if lock["locked"] != "after" or lock["data_opened_before_lock"]:
        return str(lock["locked"])
    return "after_elsewhere" if lock["opened_elsewhere"] else "after_earlier_data"


def _changes(lock: dict[str, Any]) -> str:
    if not lock["changes"]:
        return "none"
    return "in_sight" if lock["changed_in_sight"] else "unseen"


def lock_text(values: Values, material: Material) -> str:
    """Return the paragraph of the methods: when the protocol was locked, and where later changes are listed."""
    parts = ["when", "changes", "data", "code"]
    said = [values.show(f"lock.say.{part}") for part in parts if values.text(f"lock.say.{part}")]
    return " ".join(said) + " (@sec-changes.)\n"
