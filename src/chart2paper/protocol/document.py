"""The commented study file and the reference page, both written from the models."""

import textwrap
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel

from chart2paper.protocol.choice import Choice
from chart2paper.protocol.own.to_change import settings_table
from chart2paper.protocol.study import Study

WIDTH = 100
OWN_STUDY = (
    "A study with `clinic.simulated: false` does not start while it says something that is not its own. All of it is",
    "told at once: a name, folder, title or text of a study that ships (also one with a few words changed), the",
    "project as an author, a placeholder (`[[ ... ]]`), an empty text on ethics or setting, `basis: reported` without",
    "`paper.repeats`, a reason that speaks of another study than that, a changed value under the shipped reason, and",
    "another drug in a reason, question, title or text. Drugs are known by the names and ingredients of the drug list;",
    "one that is meant goes into `paper.other_drugs`. `snakemake check_export` tells the same, beside what it finds",
    "in the export.",
)


def commented(content: dict[str, Any], heading: str) -> str:
    """Return settings as YAML with each setting's description above the place where it first appears."""
    lines = [*_comment(heading, ""), ""]
    described: set[str] = set()
    for key, value in content.items():
        lines += _entry(key, value, Study, "", described)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def heading_of(text: str) -> str:
    """Return the comment at the top of a study file, up to its first blank line, as plain text."""
    lines = text.split("\n\n", 1)[0].splitlines()
    return " ".join(line.removeprefix("#").strip() for line in lines)


def _entry(
    key: str, value: Any, model: type[BaseModel] | None, indent: str, described: set[str]
) -> list[str]:
    field = model.model_fields.get(key) if model else None
    lines: list[str] = []
    inner = _model_inside(field.annotation) if field else None
    description = (field.description if field else None) or (_first_line(inner) if inner else None)
    if (
        description
        and description not in described
        and not (inner and issubclass(inner, Choice) and not field)
    ):
        described.add(description)
        lines += _comment(description, indent)
    if isinstance(value, dict) and value and (inner or _is_mapping_of_models(field)):
        lines.append(f"{indent}{key}:")
        child = None if _is_mapping_of_models(field) else inner
        for name, item in value.items():
            if child is None:
                lines.append(f"{indent}  {name}:")
                for sub, subitem in item.items():
                    lines += _entry(sub, subitem, inner, indent + "    ", described)
            else:
                lines += _entry(
                    name, item, None if issubclass(child, Choice) else child, indent + "  ", described
                )
        return lines
    if _is_mapping_of_mappings(field) and value:
        return [*lines, f"{indent}{key}:", *(f"{indent}  {_flow(k)}: {_flow(v)}" for k, v in value.items())]
    return [*lines, f"{indent}{key}: {_flow(value)}"]


def _is_mapping_of_models(field: Any) -> bool:
    arguments = get_args(field.annotation) if field else ()
    return len(arguments) == 2 and isinstance(arguments[1], type) and issubclass(arguments[1], BaseModel)


def _is_mapping_of_mappings(field: Any) -> bool:
    """Return whether a field holds mappings by name, which are written one a line."""
    arguments = get_args(field.annotation) if field else ()
    return len(arguments) == 2 and get_origin(arguments[1]) is dict


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    """Return the model that an annotation such as `Model`, `Model | None` or `dict[str, Model]` holds."""
    for item in (annotation, *get_args(annotation)):
        if isinstance(item, type) and issubclass(item, BaseModel):
            return item
    return None


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _flow(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, width=10_000, allow_unicode=True, sort_keys=False)
    return "" if value is None else text.removesuffix("\n").removesuffix("\n...").strip()


def _comment(text: str, indent: str) -> list[str]:
    return [f"{indent}# {line}" for line in textwrap.wrap(text, WIDTH - len(indent))]


def reference_page() -> str:
    """Return `docs/protocol.md`: every setting of a study file with its type and meaning."""
    lines = [
        "# The protocol, setting by setting",
        "",
        "A study file (`config.yaml`, `studies/*.yaml`) is one protocol. Unknown settings are errors. Settings marked",
        "*choice* hold a `value`, its `basis` (reported, assumed or guideline) and a `why` that the paper prints.",
        "This page is written from the models in `src/chart2paper/protocol/`: run `make docs` after changing them.",
        "",
        "## What to change in a copy of `config.yaml`",
        "",
        *settings_table(),
        "",
        *OWN_STUDY,
        "",
        "## Every setting",
        "",
        "| setting | type | meaning |",
        "|---|---|---|",
    ]
    return "\n".join([*lines, *(f"| `{p}` | {t} | {m} |" for p, t, m in _settings(Study, ""))]) + "\n"


def meanings() -> dict[str, str]:
    """Return what each setting of a study file means, by its path (`analyses.<name>.matching.exact`)."""
    return {path: meaning for path, _, meaning in _settings(Study, "")}


def _settings(model: type[BaseModel], path: str) -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        place = f"{path}{name}"
        inner = _model_inside(field.annotation)
        if inner is None:
            yield place, _type_name(field.annotation), field.description or ""
        elif issubclass(inner, Choice):
            kind = _type_name(inner.model_fields["value"].annotation)
            yield place, f"choice: {kind}", field.description or ""
        else:
            yield place, "group", field.description or _first_line(inner)
            yield from _settings(inner, f"{place}.<name>." if _is_mapping_of_models(field) else f"{place}.")


def _type_name(annotation: Any) -> str:
    if isinstance(annotation, type) and not get_args(annotation):
        return {
            "str": "text",
            "int": "whole number",
            "float": "number",
            "bool": "yes/no",
            "NoneType": "empty",
            "Any": "value",
        }.get(annotation.__name__, annotation.__name__)
    arguments = get_args(annotation)
    if all(isinstance(argument, str) for argument in arguments):
        return " / ".join(arguments)
    names = [_type_name(argument) for argument in arguments if argument is not ...]
    origin = getattr(annotation, "__origin__", None)
    if origin in (list, tuple):
        return f"list of {', '.join(names)}"
    if origin is dict:
        return f"{names[0]}: {names[1]}"
    return " or ".join(names)
