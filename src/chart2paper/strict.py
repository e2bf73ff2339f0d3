"""Strict settings files: unknown keys are errors, and every error is told in a clinic's words."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from chart2paper.problems import Problem, Problems, did_you_mean

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A settings model that refuses keys it does not know and cannot be changed once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def read_yaml(path: str | Path) -> dict[str, Any]:
    """Read a YAML file into a dictionary; raise `Problems` when it cannot be read as one."""
    file = str(path)
    try:
        content = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Problems([Problem(file, "the file does not exist", "check the name and the folder")]) from None
    except UnicodeDecodeError:
        raise Problems([Problem(file, "the file is not UTF-8 text", "save it as UTF-8")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        what = f"the YAML cannot be read ({getattr(error, 'problem', 'syntax error')})"
        raise Problems([Problem(file, what, "check indentation, colons and quotes", row=row)]) from None
    if not isinstance(content, dict):
        raise Problems([Problem(file, "the file holds no settings", "compare it with the shipped example")])
    return content


def validate(model: type[Model], content: dict[str, Any], file: str) -> Model:
    """Return `content` as `model`; raise `Problems` with every mistake, and "did you mean" for wrong keys."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise Problems([_problem(detail, model, file) for detail in error.errors()]) from None


def _problem(detail: Any, model: type[BaseModel], file: str) -> Problem:
    place = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        hint = did_you_mean(str(detail["loc"][-1]), _known_keys(model))
        return Problem(file, f"unknown setting.{hint}", "correct or remove it", column=place)
    if detail["type"] == "missing":
        return Problem(file, "this setting is missing", "add it", column=place)
    return Problem(file, f"{detail['msg'].removeprefix('Value error, ')}", column=place)


def _known_keys(model: type[BaseModel]) -> set[str]:
    """All keys of the model and of the models inside it."""
    keys: set[str] = set()
    todo: list[Any] = [model]
    seen: set[Any] = set()
    while todo:
        item = todo.pop()
        if item in seen:
            continue
        seen.add(item)
        if isinstance(item, type) and issubclass(item, BaseModel):
            keys |= {field.alias or name for name, field in item.model_fields.items()}
            todo += [field.annotation for field in item.model_fields.values()]
        else:
            todo += list(getattr(item, "__args__", ()))
    return keys
