"""Are the answers that are out in the register? Asked whenever a release is planned, also with nothing to be done."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from chart2paper.problems import Problem, raise_if_any
from chart2paper.release.private.budget import RESTORE, read_answers

IN_THE_ZIP = "release/privacy.json"
LOST = (
    "these noisy answers are not in the register of answers ({register}): it is lost or older than they are, and "
    "nobody knows what was spent"
)


def refuse_unknown_answers(register: str, draft: str, zip_file: str) -> str:
    """Raise `Problems` when answers that were given are not in the register; return "" when all are."""
    known = {entry["id"] for entry in read_answers(register)}
    raise_if_any(
        Problem(place, LOST.format(register=register), RESTORE)
        for place, identifier in _given(Path(draft), Path(zip_file))
        if identifier not in known
    )
    return ""


def _given(draft: Path, zip_file: Path) -> Iterator[tuple[str, str]]:
    if draft.exists():
        yield str(draft), _id_in(draft.read_bytes())
    if zip_file.exists():
        with zipfile.ZipFile(zip_file) as archive:
            if IN_THE_ZIP in archive.namelist():
                yield str(zip_file), _id_in(archive.read(IN_THE_ZIP))


def _id_in(content: bytes) -> str:
    """Return the id of a set of answers; a damaged file has one that no register knows."""
    try:
        return str(json.loads(content)["id"])
    except (ValueError, KeyError, TypeError):
        return "damaged"
