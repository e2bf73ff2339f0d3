"""Turning a study file into a validated protocol."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from chart2paper.problems import Problem, Problems, did_you_mean, raise_if_any
from chart2paper.protocol.study import Study
from chart2paper.protocol.variations import problems_of_grid
from chart2paper.strict import validate
from chart2paper.yaml_file import read_yaml

# The study that a run without --configfile is about.
SHIPPED = "config.yaml"


def study_file(named: Sequence[str | Path]) -> str:
    """Return the study file of a run: the one named by --configfile, or the shipped one.

    A study file is a whole protocol: it never inherits choices from another study unseen, so two are a problem.
    """
    if len(named) > 1:
        what = f"{len(named)} study files are named; a study file is a whole protocol and is never mixed with another"
        raise Problems([Problem("--configfile", what, "name one")])
    return str(named[0]) if named else SHIPPED


def load_study(path: str | Path, overrides: Mapping[str, Any] | None = None) -> Study:
    """Read and validate a study file, with settings put over it (--config); raise `Problems` with every mistake."""
    return study_from(_overlaid(read_yaml(path), overrides or {}), str(path))


def _overlaid(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return `below` with the settings of `above` in their places, however deep, as Snakemake's --config does."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        both = isinstance(old, dict) and isinstance(value, Mapping)
        result[key] = _overlaid(old or {}, value) if both else value
    return result


def study_from(content: dict[str, Any], file: str) -> Study:
    """Validate settings that are already read (`file` is named in problems)."""
    study = validate(Study, {**content, "analyses": _complete(content.get("analyses") or {}, file)}, file)
    raise_if_any(problems_of_grid(study, file))
    return study


def _complete(analyses: dict[str, Any], file: str) -> dict[str, Any]:
    """Return the analyses with every `based_on` filled in from the analysis it names."""
    return {name: _inherit(name, analyses, file, ()) for name in analyses}


def _inherit(name: str, analyses: dict[str, Any], file: str, seen: tuple[str, ...]) -> Any:
    own: Any = analyses[name]
    if not isinstance(own, dict) or own.get("based_on") is None:
        return own
    parent: str = own["based_on"]
    place = f"analyses.{name}.based_on"
    if parent not in analyses:
        hint = did_you_mean(parent, analyses)
        raise Problems([Problem(file, f'there is no analysis "{parent}".{hint}', column=place)])
    if parent in (*seen, name):
        raise Problems([Problem(file, "analyses are based on each other in a circle", column=place)])
    return merge(_inherit(parent, analyses, file, (*seen, name)), own)


def merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return `below` overlaid with `above`, setting by setting; a `value` is replaced whole, never mixed."""
    result = deepcopy(below)
    for key, value in above.items():
        old = result.get(key)
        if isinstance(old, dict) and isinstance(value, dict) and "value" not in value:
            result[key] = merge(old, value)
        else:
            result[key] = deepcopy(value)
    return result
