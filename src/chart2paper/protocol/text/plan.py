"""What a protocol is written from: the study file and the code lists that it names, and nothing a run has made."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from chart2paper.protocol.lock_status import State, lock_status
from chart2paper.tables.cohort import ATTRITION, COHORT
from chart2paper.tables.contract import Table
from chart2paper.tables.extract import QUARANTINE, ROW_LEDGER
from chart2paper.tables.match import BALANCE, MATCHES, UNMATCHED
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, RESPONDER_CURVE
from chart2paper.tables.read_write import shape
from chart2paper.writing.material import Analysis, Material, Sheet
from chart2paper.writing.passages import Passages
from chart2paper.writing.text_files import passages_from


@dataclass(frozen=True)
class Plan:
    """A study before any record is read.

    material: the study as the paper's functions read it, with empty results. grid: the sensitivity analyses
    (see `grid_of`). choices: path in the study file -> value of every choice that is locked. conditions, drugs: the
    code lists.
    """

    material: Material
    grid: list[dict[str, Any]]
    choices: dict[str, Any]
    register: str
    conditions: pd.DataFrame
    drugs: pd.DataFrame

    @property
    def study(self) -> dict[str, Any]:
        """The study file as plain values, each choice with its basis and reason."""
        return self.material.study

    def choice(self, path: str) -> dict[str, Any]:
        """Return a choice (value, basis, why) by its path in the study file."""
        found: Any = self.study
        for part in path.split("."):
            found = found[part]
        return dict(found)


def plan_from(inputs: Any, params: Any, alt_texts: dict[str, str]) -> Plan:
    """Read the code lists; `inputs` and `params` as the rule `write_protocol` names them.

    alt_texts: what the drawing of each design shows, by its name in the paper.
    """
    passages = passages_from(inputs, params)
    material = without_results(params.study, params.analyses, params.choices, alt_texts, passages)
    lists = [
        pd.read_csv(path, dtype="string", keep_default_na=False)
        for path in (inputs.pain_conditions, inputs.drugs)
    ]
    return Plan(material, params.grid, params.choices, params.register, *lists)


def without_results(
    study: dict[str, Any],
    analyses: list[str],
    choices: dict[str, Any],
    alt_texts: dict[str, str],
    passages: Passages,
) -> Material:
    """Return a study as the paper's functions read it, every table of results empty."""
    status = lock_status([], State(study["study"], choices, {}), "")
    return Material(
        study=study,
        analyses=[_analysis(name, study["analyses"][name]) for name in analyses],
        row_ledger=_empty(ROW_LEDGER),
        cleaning_summary=Sheet(pd.DataFrame(), ""),
        quarantine=_empty(QUARANTINE),
        lock=status,
        lock_file="",
        alt_texts=alt_texts,
        passages=passages,
    )


def _analysis(name: str, protocol: dict[str, Any]) -> Analysis:
    return Analysis(
        name=name,
        protocol=protocol,
        attrition=_empty(ATTRITION),
        cohort=_empty(COHORT),
        matches=_empty(MATCHES),
        unmatched=_empty(UNMATCHED),
        balance=_empty(BALANCE),
        analysis_set=_empty(ANALYSIS_SET),
        estimates=_empty(ESTIMATES),
        responder_curve=_empty(RESPONDER_CURVE),
    )


def _empty(table: Table) -> Sheet:
    return Sheet(shape(pd.DataFrame(columns=table.column_names), table), "")
