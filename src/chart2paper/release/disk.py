"""What leaves of the names on the clinic's disk: none of a folder, of the export or of the mapping."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from chart2paper.protocol.document import commented
from chart2paper.writing.values import Values

IN_THE_CLINIC = "in the clinic"
# Settings that say where something lies -> what stands there outside. Instruments of the study keep the name of their
# file, which says what was used.
CLINICS_PATHS = {
    ("results_dir",): "results",
    ("clinic", "mapping"): IN_THE_CLINIC,
    ("clinic", "raw_folder"): IN_THE_CLINIC,
    ("clinic", "truth"): IN_THE_CLINIC,
}
STUDYS_PATHS = (
    *(("codelists", name) for name in ("pain_conditions", "drugs", "score_words")),
    *(("paper", name) for name in ("text_folder", "references", "literature", "reported")),
)


def called_outside(study: Mapping[str, Any]) -> Callable[[str], str]:
    """Return a function that gives what a path is called outside: a result by its place below the results folder,
    an instrument of the study by its file's name, anything else not at all."""
    instruments = {_setting(study, place) for place in STUDYS_PATHS}

    def called(path: str) -> str:
        if Path(study["results_dir"]) in Path(path).parents:
            return Path(path).relative_to(study["results_dir"]).as_posix()
        return Path(path).name if path in instruments else IN_THE_CLINIC

    return called


def study_outside(words: Values, study: Mapping[str, Any]) -> str:
    """Return the study file as it leaves: every setting as YAML, and no path of the clinic's disk. words: the passages.

    What decides a result is as it was, so that the fingerprint of the choices is the one that was locked.
    """
    content = _copy(study)
    for place in (*CLINICS_PATHS, *STUDYS_PATHS):
        inside = content
        for name in place[:-1]:
            inside = inside[name]
        if inside.get(place[-1]) is not None:
            inside[place[-1]] = CLINICS_PATHS.get(place) or Path(inside[place[-1]]).name
    return commented(content, words.words("release/study_file"))


def _setting(study: Mapping[str, Any], place: tuple[str, ...]) -> Any:
    found: Any = study
    for name in place:
        found = found[name]
    return found


def _copy(content: Any) -> Any:
    return {str(k): _copy(v) for k, v in content.items()} if isinstance(content, Mapping) else content
