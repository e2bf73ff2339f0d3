"""Strict settings files: unknown keys are errors, and every error is told in a clinic's words."""

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from chart2paper.problems import Problem, Problems, did_you_mean
from chart2paper.yaml_file import row_of

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A settings model that refuses keys it does not know and cannot be changed once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def validate(model: type[Model], content: dict[str, Any], file: str) -> Model:
    """Return `content` as `model`; raise `Problems` with every mistake, and "did you mean" for wrong keys."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise Problems(
            [_problem(detail, model, file) for detail in error.errors() if not _other_kind(detail)]
        ) from None


def _other_kind(detail: Any) -> bool:
    """Whether it only says that a group is not one of the words that the setting may be instead."""
    return detail["type"] == "literal_error" and isinstance(detail["input"], dict)


def _problem(detail: Any, model: type[BaseModel], file: str) -> Problem:
    place = ".".join(str(part) for part in detail["loc"])
    row = row_of(file, detail["loc"])
    if detail["type"] == "extra_forbidden":
        hint = did_you_mean(str(detail["loc"][-1]), _known_keys(model))
        return Problem(file, f"unknown setting.{hint}", "correct or remove it", row, place)
    if detail["type"] == "missing":
        return Problem(file, "this setting is missing", "add it", row_of(file, detail["loc"][:-1]), place)
    if detail["type"].startswith("date_"):
        todo = "write year-month-day, such as 2020-12-31"
        return Problem(file, "this is not a day of the calendar", todo, row, place)
    return Problem(file, f"{detail['msg'].removeprefix('Value error, ')}", "", row, place)


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
