"""What each choice rests on: a study that is named, and a reason for the value that is used."""

from collections import defaultdict
from collections.abc import Iterator

from chart2paper.problems import Problem
from chart2paper.protocol.canonical import canonical
from chart2paper.protocol.own.shipped import shipped
from chart2paper.protocol.study import Study
from chart2paper.writing.study_choices import choices_in

NO_STUDY = "the basis is “reported”, and no study is named that reported it"
NAME_IT = "name the study that you repeat under paper.repeats, or write the basis assumed or guideline"
OLD_REASON = "the value was changed, and its reason is still the one of the shipped value"
WRITE_IT = "write the reason for your value under why"


def problems_of_choices(study: Study, file: str) -> Iterator[Problem]:
    """Give each choice that rests on a study nobody names, and each whose reason is for another value."""
    reasons = _shipped_reasons()
    for path, choice in choices_in(study.model_dump(mode="json")):
        if choice["basis"] == "reported" and not study.paper.repeats:
            yield Problem(file, NO_STUDY, NAME_IT, column=path)
        meant_for = reasons.get((_setting(path), choice["basis"], choice["why"]))
        if meant_for and canonical(choice["value"]) not in meant_for:
            yield Problem(file, OLD_REASON, WRITE_IT, column=path)
    if study.paper.reported and not study.paper.repeats:
        what = "this holds what a repeated study reported, and no repeated study is named"
        yield Problem(file, what, "name it under paper.repeats, or delete the line", column="paper.reported")


def _shipped_reasons() -> dict[tuple[str, str, str], set[str]]:
    """Return (setting, basis, reason) -> the values that it was written for, in all studies that ship."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for settings in shipped().studies.values():
        for path, choice in choices_in(settings):
            if choice["why"]:
                found[_setting(path), choice["basis"], choice["why"]].add(canonical(choice["value"]))
    return found


def _setting(path: str) -> str:
    """Return a path without the name of the analysis, which every study gives as it likes."""
    parts = path.split(".")
    return ".".join(parts[2:] if parts[0] == "analyses" else parts)
