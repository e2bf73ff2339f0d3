"""The README of a release and its disclosure report: for the person who receives it, and for who answers for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from chart2paper.release.kinds import KINDS
from chart2paper.release.rounding import LEAST_P, few
from chart2paper.writing.literal import literal
from chart2paper.writing.values import Values, slug

DISCLOSURE = "release/disclosure"
# How whoever receives the release checks its files; it needs nothing but Python.
CHECK = """
    cd release && python3 -c "
    import hashlib, json
    for name, file in json.load(open('manifest.json'))['files'].items():
        same = hashlib.sha256(open(name, 'rb').read()).hexdigest() == file['sha256']
        print('ok     ' if same else 'CHANGED', name)"
"""


def readme(words: Values, title: str, decision: Mapping[str, Any], simulated: bool) -> str:
    """Return the README for who receives the release. words: the passages; the title is the study's own."""
    threshold = decision["threshold"]
    leaves = {name: words.words(f"release/kinds#{slug(name)}", least_p=f"{LEAST_P:g}") for name in KINDS}
    texts = {
        "program": "chart2paper",
        "title": literal(title),
        "few": few(threshold),
        "threshold": str(threshold),
        "base": str(decision["base"]),
        "kinds": _rows(leaves.items()),
        "check": CHECK,
    }
    return words.markdown("release/readme", {"simulated": simulated}, texts) + "\n"


def disclosure_report(words: Values, decision: Mapping[str, Any], earlier: int) -> str:
    """Return what was withheld and why, in counts; `earlier` is the number of earlier releases it was compared with."""
    reasons = Counter(decision["withheld"].values())
    numbers = {
        "threshold": decision["threshold"],
        "base": decision["base"],
        "shown": len(decision["shown"]),
        "withheld": sum(reasons.values()),
        "earlier": earlier,
        "groups": len(decision["groups_near"]),
        "moved": len(decision["moved"]),
        "with_noise": decision["with_noise"],
        "unprotected": len(decision["lost"]),
    }
    tables = {
        "reasons": _rows((_named(words, "reason", one), str(n)) for one, n in sorted(reasons.items())),
        "values": _rows((_named(words, "state", one), f"{n:,}") for one, n in decision["values"].items()),
        "cells": _rows(_cells(name, states) for name, states in decision["cells"].items()),
        "registers_lost": "\n\n".join(_lost(words, lost) for lost in decision["lost_registers"]),
    }
    choice = {
        "first": earlier == 0,
        "some_moved": bool(decision["moved"]),
        "noise": bool(decision["with_noise"]),
        "register_lost": bool(decision["lost_registers"]),
        "some_lost": bool(decision["lost"]),
    }
    texts = {name: f"{number:,}" for name, number in numbers.items()}
    few_people = {"few": few(decision["threshold"])}
    return words.markdown(f"{DISCLOSURE}#page", choice, texts | few_people | tables) + "\n"


def _named(words: Values, fact: str, name: str) -> str:
    """Return what the report calls a reason or a state."""
    return words.words(f"{DISCLOSURE}#{fact}", {fact: slug(name)})


def _lost(words: Values, lost: Mapping[str, str]) -> str:
    texts = {"sha256": lost["sha256_of_zip"], "why": literal(lost["lost"])}
    return words.words(f"{DISCLOSURE}#register_lost", {}, **texts)


def _cells(name: str, states: Mapping[str, int]) -> tuple[str, ...]:
    held = states.get("withheld", 0)
    return f"`{name}`", str(held), str(sum(states.values()) - held)


def _rows(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows of a Markdown table."""
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
