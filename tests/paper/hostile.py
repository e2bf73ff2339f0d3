"""Texts that would do harm if a paper took them for markup, and a made-up study that has them everywhere."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pandas as pd

from chart2paper.protocol.load import load_study
from chart2paper.protocol.lock_status import lock_status, locked
from chart2paper.tables.harms import HARMS, SUBGROUPS
from chart2paper.tables.weighting import WEIGHTED_BALANCE
from chart2paper.writing.material import Analysis, Material, Sheet
from paper.paper_material import LOCK_FILE, ROOT, material, sheet, state_of

HOSTILE = (
    "Insomnia @night",
    "@suptbl-trial",
    "[@nobody; -@vickers2001]",
    "*x* **y** _z_ ~~w~~ H~2~O x^2^",
    "<b>bold",
    "<script>alert(1)</script>",
    "<!-- -->",
    '<img src="x" onerror="alert(1)">',
    "{{< var study.drug >}}",
    "{{< include /etc/passwd >}}",
    "{{< pagebreak >}}",
    "[x](javascript:alert(1))",
    "![x](/etc/passwd)",
    "[x]{.value data-value=y}",
    "{#tbl-x}",
    "a | b",
    "a ` b `` c",
    "`whoami`{=html}",
    "\\ \\input{/etc/passwd} \\newpage",
    "5$ to 10$",
    "$\\frac{1}{2}$",
    "::: {.callout-note}",
    "# a {#sec-source}",
    "two\nlines",
    "two\n\nparagraphs",
    "&amp; &#64; &nbsp;",
    'it\'s "so" -- and --- so...',
    "- item",
    "1. first",
    "(a) first",
    "> quote",
    "~~~",
    "---",
    ": term",
    "Table: caption",
    "[^1] and ^[note]",
    "\u202e12 before",
    "\u2066 34",
    "Kopfweh 🤕 頭痛 صداع",
    "http://example.org/a_b?c=d&e",
    "// not a comment /* nor this */ #let x = 1; #panic()",
    "=1+1",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
    "a\x00b",
    "\U000e0041\U000e0042 unseen",
    "a \u2028b\u2029 c",
    "]]( ]] )) }} ><",
    "<svg onload=alert(1)> <iframe src=//example.org> <style>*{display:none}</style>",
    "<javascript:alert(1)> <https://example.org>",
    "[x]{onclick=alert(1) style='display:none'}",
    "[x]: file:///etc/passwd",
    '#include "/etc/passwd" #read("/etc/passwd") $ #eval("1") $',
    "\\href{javascript:alert(1)}{x} $\\href{javascript:alert(1)}{x}$",
    "---\nheader-includes: x\nbibliography: /etc/passwd\n---",
    "*[HTML]: x",
    "```{=html}\nx\n```",
    "<!--#include virtual=/etc/passwd --> <?php 1 ?> ${jndi:ldap://x} %s %n {0} {x.y}",
    "{{ jinja }} {%raw%}",
    "x" * 300,
    "long words " * 30,
)


WORDS = (
    "why",
    "title",
    "question",
    "short_title",
    "name",
    "short_name",
    "affiliation",
    "raw_folder",
    "mapping",
)
WORDS += ("pain_conditions", "drugs", "score_words")


class Texts:
    """Hands out hostile texts, each with a word of its own (`q12q`) by which it can be found again."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}

    def of(self, text: str) -> str:
        """Return `text` with a hostile one behind it."""
        number = len(self.given)
        made = f"{text} q{number}q {HOSTILE[number % len(HOSTILE)]}"
        self.given[f"q{number}q"] = made
        return made

    def column(self, sheet: Sheet, *columns: str) -> Sheet:
        """Return a table with every text of these columns made hostile, equal ones alike."""
        frame = sheet.frame.copy()
        for column in columns:
            new = {text: self.of(str(text)) for text in frame[column].dropna().unique()}
            frame[column] = frame[column].map(new).astype(frame[column].dtype)
        return Sheet(frame, sheet.file)

    def words_of(self, node: Any) -> None:
        """Make every name, title, reason and path of a study's settings hostile, in place."""
        parts: Iterable[tuple[Any, Any]] = node.items() if isinstance(node, dict) else enumerate(node)
        for key, part in list(parts):
            if isinstance(part, dict | list):
                self.words_of(part)
            elif isinstance(part, str) and key in WORDS:
                node[key] = self.of(part)


def hostile_material(config: str = "config.yaml") -> tuple[Material, Texts]:
    """Return the made-up study with a hostile text in every column and setting that reaches the paper."""
    made, texts = material(config), Texts()
    study = deepcopy(made.study)
    texts.words_of(study)
    study["exposure"]["ingredients"]["value"] = [texts.of("naltrexone")]
    study["exposure"]["routes"]["value"] = [texts.of("oral")]
    for question in study["sensitivity"]["questions"].values():
        question["variations"] = {texts.of(label): what for label, what in question["variations"].items()}
    analyses = [_hostile_analysis(analysis, study, texts) for analysis in made.analyses]
    supplement = made.supplement | _more_tables(texts)
    for name, columns in {"kept_dropped": ["level"], "sensitivity": ["label"]}.items():
        supplement[name] = texts.column(supplement[name], *columns)
    assert made.literature is not None
    named = made.literature.frame.assign(study=made.literature.frame["study"] + " et al.")
    literature = texts.column(Sheet(named, made.literature.file), "study", "design", "outcome", "note")
    hostile = replace(
        made,
        study=study,
        analyses=analyses,
        supplement=supplement,
        row_ledger=texts.column(made.row_ledger, "source_file"),
        quarantine=texts.column(made.quarantine, "reason", "source_file"),
        cleaning_summary=texts.column(made.cleaning_summary, "rule"),
        lock=_hostile_lock(config, texts),
        alt_texts={name: texts.of(text) for name, text in made.alt_texts.items()},
        literature=literature,
    )
    return hostile, texts


def _hostile_analysis(analysis: Analysis, study: dict[str, Any], texts: Texts) -> Analysis:
    return replace(
        analysis,
        protocol=study["analyses"][analysis.name],
        attrition=texts.column(analysis.attrition, "reason"),
        balance=texts.column(analysis.balance, "level"),
        analysis_set=texts.column(
            analysis.analysis_set, "pain_group", "mechanism", "outcome_missing_because"
        ),
        unmatched=texts.column(analysis.unmatched, "reason"),
    )


def _more_tables(texts: Texts) -> dict[str, Sheet]:
    """Return tables of the supplement that the made-up study leaves empty."""
    folder = "results/target_trial/model"
    events = [texts.of("Nausea") for _ in HOSTILE] + [
        "hot flush",
        "hot_flush",
        "Hot flush",
        "",
        "頭痛",
        "腹痛",
    ]
    shares = {"persons": 3, "n": 20, "share": 0.15, "ci_low": 0.01, "ci_high": 0.3}
    harms = [
        {"kind": kind, "event": event, "role": role, **shares}
        for event in events
        for kind, roles in (("adverse_effect", ("exposed", "comparator")), ("stopped", ("exposed",)))
        for role in roles
    ]
    first, second = texts.of("low_back_pain"), texts.of("other")
    effect = {"difference_first": -1.0, "first_low": -2.0, "first_high": 0.0, "interaction": -0.5}
    effect |= {"interaction_low": -1, "interaction_high": 0.1, "p_holm": 0.01, "n_first": 30, "n_second": 20}
    subgroup = {"subgroup": "pain_group", "first": first, "second": second, **effect, "status": "ok"}
    levels = [
        {"scheme": "att", "covariate": "pain_group", "level": texts.of("knee"), "smd_before": 0.1}
        | {"smd_after": 0.05}
    ]
    return {
        "harms": sheet(pd.DataFrame(harms), HARMS, f"{folder}/harms.csv"),
        "subgroups": sheet([subgroup], SUBGROUPS, f"{folder}/subgroups.csv"),
        "weighted_balance": sheet(levels, WEIGHTED_BALANCE, f"{folder}/weighted_balance.csv"),
    }


def _hostile_lock(config: str, texts: Texts) -> dict[str, Any]:
    """Return the status of a lock by somebody, and a change after it whose reason and values are hostile."""
    state = state_of(load_study(ROOT / config))
    lock = {**locked(state, "2026-01-02", texts.of("Dr A")), "entry": 1, "hash": "a" * 64}
    changed = {**state.choices, "exposure.routes": [texts.of("any")]}
    files = {texts.of("visits.csv"): "c3"}
    wording = {**state.wording, "exposure.routes": texts.of("assumed: because")}
    now = replace(state, choices=changed, wording=wording, files=files, code="c1")
    return lock_status([lock], now, LOCK_FILE)
