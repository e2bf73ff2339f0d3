"""A protocol as a flat list of choices, in the one form that is fingerprinted, locked and compared."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from chart2paper.protocol.canonical import canonical
from chart2paper.protocol.choice import Choice
from chart2paper.protocol.study import Study
from chart2paper.protocol.values import values_of

# Plain settings that decide a result. All others are names, folders and words.
DECIDING = ("primary_analysis", "variations")
# Where files lie (what is in them is the data's fingerprint), and what renders them.
PLACES = (
    "results_dir",
    "clinic",
    "codelists",
    "based_on",
    "text_folder",
    "references",
    "literature",
    "reported",
    "engine",
)


def choices_of(study: Study) -> dict[str, Any]:
    """Return every choice that decides a result: its place in the study file -> its value, sorted by place.

    Reasons, titles, questions and folders are left out (see `wording_of`); an analysis that is `based_on`
    another one has all its settings here.
    """
    decides = {
        place: json.loads(canonical(values_of(setting)))
        for place, name, setting in _leaves(study, "")
        if isinstance(setting, Choice) or name in DECIDING
    }
    return dict(sorted(decides.items()))


def wording_of(study: Study) -> dict[str, str]:
    """Return the words of a protocol, sorted by place: the basis and reason of each choice, titles, questions.

    Changing one changes how the study is explained and no result.
    """
    words = {place: _words(setting) for place, name, setting in _leaves(study, "") if name not in DECIDING}
    return dict(sorted(words.items()))


def _leaves(model: BaseModel, path: str) -> Iterator[tuple[str, str, Any]]:
    """Give (place, name, setting) for every setting that is a choice or plain; variations one by one."""
    for name in type(model).model_fields:
        place, setting = f"{path}{name}", getattr(model, name)
        if name in PLACES:
            continue
        if isinstance(setting, Choice):
            yield place, name, setting
        elif isinstance(setting, BaseModel):
            yield from _leaves(setting, f"{place}.")
        elif name == "variations":
            yield from ((f"{place}.{label}", name, changes) for label, changes in setting.items())
        elif isinstance(setting, dict):
            for key, item in setting.items():
                yield from _leaves(item, f"{place}.{key}.")
        else:
            yield place, name, setting


def _words(setting: Any) -> str:
    if isinstance(setting, Choice):
        return ": ".join(part for part in (setting.basis, setting.why) if part)
    return setting if isinstance(setting, str) else canonical(setting)
