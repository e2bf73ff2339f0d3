"""Do the texts of a study name what its paper will have? Asked before the analysis, from a paper without results."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from chart2paper.paper.generate import write_paper
from chart2paper.problems import Problem, did_you_mean
from chart2paper.tables.read_write import shape
from chart2paper.tables.supplement import SUPPLEMENT_TABLES
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.study_texts import PLAIN_TEXTS, STUDY_TEXTS
from chart2paper.writing.values import Values

VARIABLE = re.compile(r"\{\{<\s*var\s+([^\s>]+)\s*>\}\}")
LABEL = re.compile(r"\{(?:\.[\w-]+ )*#((?:sec|fig|tbl|eq|suptbl|supfig)-[\w-]+)")
# A citation or a cross-reference as pandoc reads it: not within a word, not escaped, not in code.
CITED = re.compile(r"(?<![\\\w@])@\{?(\w(?:[\w:.#$%&\-+?<>~/]*\w)?)")
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
CROSS_REFERENCE = re.compile(r"(?:sec|fig|tbl|eq|suptbl|supfig)-")
# Values that only results bring begin like this; those of BY_ANALYSIS go on with the name of an analysis.
BY_ANALYSIS = frozenset(["attrition", "balance", "derived", "estimates", "people"])
OF_RESULTS = re.compile(
    "cleaning|diagnostics|dose|explain|figure|file|harms|intercurrent|judging|kept|ledger|lock|missing|overlap|primary"
    "|quarantine|records|say|sensitivity|subgroups|summary|truth|weighting"
)
# Sections and tables that only results bring.
LABELS_OF_RESULTS = re.compile(
    r"sec-overlap|sup(tbl|fig)-(overlap|missing|intercurrent|kept|changes|register|sensitivity|specification|tipping).*"
)


@dataclass(frozen=True)
class Known:
    """What the texts of a study may name: ids of values, labels, keys of citations, and names of analyses."""

    ids: frozenset[str]
    labels: frozenset[str]
    keys: frozenset[str]
    analyses: tuple[str, ...]


def rehearsed(material: Material, manuscript: str, keys: Iterable[str]) -> Known:
    """Return what a study's paper will have. material: the study with every table of results empty."""
    empty = {
        name: Sheet(shape(pd.DataFrame(columns=table.column_names), table), f"{name}.csv")
        for name, table in SUPPLEMENT_TABLES.items()
    }
    counts = pd.DataFrame({"table": [], "column": [], "rule": [], "count": pd.Series([], dtype="int64")})
    without = replace(material, supplement=empty, cleaning_summary=Sheet(counts, ""))
    values, parts = write_paper(without, dict.fromkeys(STUDY_TEXTS, ""), "")
    return _known(values, [manuscript, *parts.values()], keys, [a.name for a in material.analyses])


def _known(values: Values, texts: list[str], keys: Iterable[str], analyses: list[str]) -> Known:
    labels = frozenset(label for text in texts for label in LABEL.findall(text))
    return Known(frozenset(value.id for value in values.all()), labels, frozenset(keys), tuple(analyses))


def text_problems(texts: Mapping[str, str], folder: str, known: Known) -> Iterator[Problem]:
    """Give every variable, reference and citation of a study's texts that its paper will not have."""
    for name in STUDY_TEXTS:
        for row, line in enumerate(texts.get(name, "").splitlines(), 1):
            for what, todo in _of_line(line, known, plain=name in PLAIN_TEXTS):
                yield Problem(f"{folder}/{name}", what, todo, row=row)


def _of_line(line: str, known: Known, plain: bool) -> Iterator[tuple[str, str]]:
    for identifier in VARIABLE.findall(line):
        if identifier not in known.ids and not _comes_with_results(identifier, known.analyses):
            yield (
                f'there is no variable "{identifier}".{did_you_mean(identifier, known.ids)}',
                "correct the name",
            )
    for key in [] if plain else CITED.findall(CODE.sub("", VARIABLE.sub("", line))):
        if CROSS_REFERENCE.match(key):
            if key not in known.labels and not LABELS_OF_RESULTS.fullmatch(key):
                hint = did_you_mean(key, known.labels)
                yield f"the cross-reference @{key} points to nothing.{hint}", "correct it or take it out"
        elif key not in known.keys:
            hint = did_you_mean(key, known.keys)
            yield (
                f"the citation @{key} points to nothing.{hint}",
                "correct it, or add the work to the references",
            )


def _comes_with_results(identifier: str, analyses: tuple[str, ...]) -> bool:
    first, _, rest = identifier.partition(".")
    return bool(OF_RESULTS.fullmatch(first)) or (first in BY_ANALYSIS and rest.partition(".")[0] in analyses)
