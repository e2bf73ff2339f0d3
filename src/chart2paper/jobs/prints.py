"""Fingerprints of files: keyed for all that may hold something of patients, plain for code, settings and lists."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from chart2paper.jobs.contents import code_print
from chart2paper.jobs.library_files import PACKAGE_FOLDER
from chart2paper.jobs.linkage_key import RESTORE, key_id, sub_key
from chart2paper.problems import Problem, Problems

PURPOSE = "files"
KEYED, PLAIN = "hmac_sha256", "sha256"
# The only places whose files are made by hand and hold nothing of patients; all others have keyed fingerprints.
WITHOUT_RECORDS = (
    "Snakefile",
    "requirements.lock",
    "envs",
    "profiles",
    "reports",
    "rules",
    "scripts",
    "src",
    "data/codelists",
    "data/facts",
    "data/mappings",
)
NONE_KNOWN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Prints:
    """Fingerprints made with the key in the file `key`, which is told from others by its `id` (see `key_id`).

    A keyed one is `{hmac_sha256}`, HMAC-SHA256 of the file's bytes (RFC 2104), without the size, which tells how
    long the added row is; a plain one is that of `fingerprint`.
    """

    key: str
    id: str

    def of(self, path: str | Path, code: Mapping[str, str] = NONE_KNOWN) -> dict[str, Any]:
        """Return the fingerprint of a file; `Problems` where the key is needed and is gone or damaged.

        code: prints of code that are known already, by the SHA-256 of the file (see `contents.remembered_code`).
        """
        plain = is_without_records(path, self._folders)
        return fingerprint(path, code) if plain else {KEYED: self.keyed(path)}

    def keyed(self, path: str | Path) -> str:
        """Return the HMAC-SHA256 of a file's bytes, 64 signs."""
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, self._started).hexdigest()

    def can_check(self, identifier: str) -> bool:
        """Return whether the key is there and is the one with which something was made."""
        return Path(self.key).is_file() and key_id(self.key) == identifier

    def is_same(self, path: str | Path, print_: dict[str, Any]) -> bool:
        """Return whether a file is still the one of which this is the fingerprint, keyed or plain."""
        same: bool = self.keyed(path) == print_[KEYED] if KEYED in print_ else _sha256(path) == print_[PLAIN]
        return same

    @cached_property
    def _folders(self) -> list[Path]:
        return folders_without_records()

    @cached_property
    def _sub_key(self) -> bytes:
        made = sub_key(self.key, PURPOSE)
        if key_id(self.key) != self.id:
            what = "this is not the key with which the results were made"
            raise Problems([Problem(self.key, what, RESTORE)])
        return made

    def _started(self) -> Any:
        return hmac.new(self._sub_key, digestmod="sha256")


def fingerprint(path: str | Path, known: Mapping[str, str] = NONE_KNOWN) -> dict[str, Any]:
    """Return the SHA-256 and the size in bytes of a file, and for Python that of its code without comments.

    For files that hold nothing of patients, or that may leave as they are.
    """
    sha = _sha256(path)
    # A file that is not code can be equal to one that is: both empty.
    code = (Path(path).suffix == ".py" and known.get(sha)) or code_print(path)
    return {PLAIN: sha, "bytes": Path(path).stat().st_size, **({"code": code} if code else {})}


def identity(print_: dict[str, Any]) -> str:
    """Return the part of a fingerprint that tells whether what is made from the file is still right."""
    return str(print_.get("code") or shown(print_))


def shown(print_: dict[str, Any]) -> str:
    """Return the 64 signs of a fingerprint, keyed or plain."""
    return str(print_[KEYED] if KEYED in print_ else print_[PLAIN])


def is_without_records(path: str | Path, places: list[Path] | None = None) -> bool:
    """Return whether a file is code, settings or a list, by where it really lies (symbolic links followed)."""
    parts = Path(path).resolve().parts
    return any(parts[: len(place.parts)] == place.parts for place in places or folders_without_records())


def folders_without_records() -> list[Path]:
    """Return where WITHOUT_RECORDS and the library lie in this project (the working directory)."""
    return [place.resolve() for place in (PACKAGE_FOLDER, *map(Path, WITHOUT_RECORDS))]


def _sha256(path: str | Path) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
