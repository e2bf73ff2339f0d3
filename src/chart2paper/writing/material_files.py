"""Reading what a paper is written from."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from chart2paper.given_paths import listed
from chart2paper.tables.cohort import ATTRITION, COHORT
from chart2paper.tables.contract import Table
from chart2paper.tables.data_quality import LOSSES, READING_TABLES
from chart2paper.tables.extract import QUARANTINE, ROW_LEDGER
from chart2paper.tables.match import BALANCE, MATCHES
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, RESPONDER_CURVE
from chart2paper.tables.read_write import read_csv, read_table
from chart2paper.tables.supplement import FURTHER_ESTIMATES, SUPPLEMENT_FILES
from chart2paper.writing.engines.figure_files import description
from chart2paper.writing.material import Analysis, Material, Sheet
from chart2paper.writing.text_files import passages_from, texts_in


def material_from(inputs: Any, params: Any) -> Material:
    """Read the files of a finished run; `inputs` and `params` as the rule `write_values` names them."""
    study = params.study
    supplement = _supplement(listed(inputs.supplement))
    return Material(
        study=study,
        analyses=[
            _analysis(inputs, position, name, study["analyses"][name], _estimates_of(name, study, supplement))
            for position, name in enumerate(params.analyses)
        ],
        row_ledger=_declared(ROW_LEDGER, inputs.row_ledger),
        cleaning_summary=_result(inputs.cleaning_summary),
        quarantine=_declared(QUARANTINE, inputs.quarantine, ["stage", "table", "reason"]),
        lock=json.loads(Path(inputs.lock_status).read_text(encoding="utf-8")),
        lock_file=str(inputs.lock_status),
        **_facts(inputs),
        alt_texts=descriptions(
            [*inputs.figures, *inputs.figures_of_all, *listed(inputs.supplement_figures)],
            study["results_dir"],
        ),
        readings={
            Path(path).stem: _declared(READING_TABLES[Path(path).stem], path)
            for path in listed(inputs.readings)
        },
        cohort_losses=tuple(_declared(LOSSES, path) for path in listed(inputs.cohort_losses)),
        declarations=texts_in(listed(inputs.texts)).get("ethics.md", ""),
        supplement=supplement,
        passages=passages_from(inputs, params),
    )


def with_facts(material: Material, inputs: Any) -> Material:
    """Return a study with what others published and, of simulated records, the truth."""
    return replace(material, **_facts(inputs))


def _facts(inputs: Any) -> dict[str, Any]:
    return {
        "truth": _truth(inputs.truth),
        "truth_file": _first(inputs.truth),
        "reported": _facts_in(_first(inputs.reported)) if inputs.reported else None,
        "literature": _facts_in(_first(inputs.literature)) if inputs.literature else None,
    }


def figure_stem(path: str, results: str) -> str:
    """Return what a figure is called in the paper: `target_trial_flow`, or `forest` for all analyses."""
    folder, *rest = Path(path).relative_to(results).with_suffix("").parts
    return rest[0] if folder == "figures" else f"{folder}_{rest[-1]}"


def _supplement(paths: list[str]) -> dict[str, Sheet]:
    """Return the tables of the supplement by file name."""
    stems = {Path(path).stem: path for path in paths}
    return {stem: _declared(SUPPLEMENT_FILES[stem], path) for stem, path in stems.items()}


def _estimates_of(name: str, study: dict[str, Any], supplement: dict[str, Sheet]) -> tuple[Sheet, ...]:
    """Return the further estimates of an analysis: the supplement is about the primary one."""
    if name != study["primary_analysis"]:
        return ()
    return tuple(sheet for stem, sheet in supplement.items() if stem in FURTHER_ESTIMATES)


def _analysis(
    inputs: Any, position: int, name: str, protocol: dict[str, Any], more_estimates: tuple[Sheet, ...]
) -> Analysis:
    def sheet(table: Table, kind: str, columns: list[str] | None = None) -> Sheet:
        return _declared(table, listed(inputs[kind])[position], columns)

    return Analysis(
        name=name,
        protocol=protocol,
        attrition=sheet(ATTRITION, "attrition"),
        cohort=sheet(COHORT, "cohort", ["person_id", "role"]),
        matches=sheet(MATCHES, "matches"),
        unmatched=_result(listed(inputs.unmatched)[position]),
        balance=sheet(BALANCE, "balance"),
        analysis_set=sheet(ANALYSIS_SET, "analysis_set"),
        estimates=sheet(ESTIMATES, "estimates"),
        responder_curve=sheet(RESPONDER_CURVE, "responder_curve"),
        more_estimates=more_estimates,
    )


def _declared(table: Table, path: str, columns: list[str] | None = None) -> Sheet:
    return Sheet(read_table(table, path, columns), str(path))


def _facts_in(path: str) -> Sheet:
    """Read a table of published facts as text, as somebody wrote it."""
    return Sheet(pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""]), path)


def _result(path: str) -> Sheet:
    """Read a table of the run as text (counts of the cleaning summary are cast where they are used)."""
    frame = read_csv(path)
    if "count" in frame:
        frame["count"] = frame["count"].astype("int64")
    return Sheet(frame, str(path))


def _truth(paths: Any) -> dict[str, Any]:
    path = _first(paths)
    return json.loads(Path(path).read_text(encoding="utf-8")) if path else {}


def descriptions(figures: list[str], results: str) -> dict[str, str]:
    """Return what each figure shows, by its stem, from the description that its SVG carries."""
    pictures = [path for path in figures if path.endswith(".svg")]
    return {
        figure_stem(path, results): description(Path(path).read_text(encoding="utf-8")) for path in pictures
    }


def _first(paths: Any) -> str:
    all_paths = listed(paths)
    return str(all_paths[0]) if all_paths else ""
