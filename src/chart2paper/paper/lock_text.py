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


def add_lock(values: Values, material: Material) -> None:
    """Add the sentences about the lock, `lock.line` and `lock.say.<part>`; empty where they do not apply."""
    lock, names = material.lock, _names(values, material)
    choice = {
        "label": lock["label"],
        "when": _when(lock),
        "named": bool(lock["lock"] and lock["lock"]["by"]),
        "after_lock": _changes(lock),
        "records": _records(lock),
        "code_changed": bool(lock["code_changed"]),
        "reworded": bool(lock["reworded"]),
        "simulated": material.simulated,
    }
    for identifier, part in (("line", "line"), ("subtitle", "subtitle"), ("say.conclusion", "conclusion")):
        values.sentence(f"lock.{identifier}", f"lock#{part}", choice, None, "", rule=RULE, **names)
    lines = {"simulated_line": "study.simulated_line", "line": "lock.line"}
    values.sentence("lock.abstract", "lock#abstract", choice, None, "", rule=RULE, **lines)
    for part in ("when", "changes", "data", "code"):
        values.sentence(f"lock.say.{part}", f"lock#{part}", choice, None, "", rule=RULE, **names)
    reworded = _count(values, material, "reworded", len(lock["reworded"]), "reworded_settings")
    values.sentence("lock.say.reworded", "lock#reworded", choice, None, "", rule=RULE, count=reworded)


RULE = "chosen from the register"


def _names(values: Values, material: Material) -> dict[str, str]:
    """Add what the sentences name, and return name -> id; of an unlocked study only the counts."""
    lock, file = material.lock, material.lock_file
    names = {"changes": _count(values, material, "changes", len(lock["changes"]), "changed_settings")}
    files = _files(values, lock["changed_files"])
    names["files"] = values.add("lock.files", None, files, file=file, column="changed_files")
    if lock["lock"] is None:
        return names
    base = lock["lock"]
    texts = {
        "on": day_words(base["on"]),
        "by": base["by"] or "",
        "entry": str(base["entry"]),
        "hash": base["hash"][:12],
    }
    return names | {
        name: values.add(f"lock.{name}", base[name], text, file=file, column=f"lock.{name}")
        for name, text in texts.items()
    }


def _files(values: Values, names: list[str]) -> str:
    """Return which files changed; those of the export are counted, as their names belong to the clinic."""
    export = sum(name.startswith(EXPORT) for name in names)
    of_export = [_counted(values, export, "files")] if export else []
    return join([*of_export, *(name for name in names if not name.startswith(EXPORT))]) or "none"


def _counted(values: Values, count: int, thing: str) -> str:
    return values.words("lock#count", {"thing": thing, "one": count == 1}, count=str(count))


def _count(values: Values, material: Material, column: str, count: int, thing: str) -> str:
    text, file = _counted(values, count, thing), material.lock_file
    return values.add(f"lock.count.{column}", count, text, file=file, column=column, rule="count of entries")


def _when(lock: dict[str, Any]) -> str:
    if lock["locked"] != "after" or lock["data_opened_before_lock"]:
        return str(lock["locked"])
    return "after_elsewhere" if lock["opened_elsewhere"] else "after_earlier_data"


def _changes(lock: dict[str, Any]) -> str:
    if lock["lock"] is None:
        return "not_locked"
    if not lock["changes"]:
        return "none"
    return "in_sight" if lock["changed_in_sight"] else "unseen"


def _records(lock: dict[str, Any]) -> str:
    if not lock["new_data"]:
        return "those_of_the_lock"
    return "in_sight" if lock["other_data_opened"] else "unseen"


def lock_text(values: Values, material: Material) -> str:
    """Return the paragraph of the methods: when the protocol was locked, and where later changes are listed."""
    parts = ["when", "changes", "data", "code"]
    shown = [values.show(f"lock.say.{part}") for part in parts if values.text(f"lock.say.{part}")]
    return values.markdown("lock#paragraph", {}, {"sentences": " ".join(shown)}) + "\n"
