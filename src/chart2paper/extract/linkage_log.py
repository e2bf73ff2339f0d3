"""The linkage log: which record number is which study id. Identifiable, never part of the results.

The file is only ever appended to, so a person keeps an id for ever. Whoever reads or writes it holds the
operating system's lock on it, which a killed process releases by itself.
"""

import fcntl
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from chart2paper.durable import FOLDER_OF_OWNER, OWNER_ALONE, sync_folder
from chart2paper.extract.id_forms import DIFFERENCES, as_listed, explained
from chart2paper.extract.linkage import COLUMNS, link_persons
from chart2paper.extract.linkage_chain import announce, close, raise_if_broken
from chart2paper.problems import Problem, Problems, raise_if_any

ID_PATTERN = r"P\d{4,}"
RESTORE = "restore the file from a backup: it must never be edited by hand"
LOST = (
    "restore it from a backup (docs/privacy.md). Without it the same people may get other ids, so that files of "
    "earlier runs can no longer be compared with new ones person by person. Where there is no backup, move "
    "the earlier results to another folder and run again: ids are then given anew"
)
OTHERS = (
    "give the clinic of these records a name of its own (clinic, in the mapping). If they are of the same clinic, its "
    "record numbers are written in another way than before: export them as before"
)


def read_linkage(path: str | Path) -> pd.DataFrame:
    """Return the linkage log (record_number, person_id), waiting for a run that is writing it.

    Raises `Problems` when it is gone, incomplete or damaged (never showing what it holds).
    """
    if not Path(path).exists():
        raise Problems([Problem(str(path), "the linkage log is gone", LOST)])
    with _opened(path, os.O_RDONLY, fcntl.LOCK_SH) as handle:
        content = _content(handle)
        raise_if_broken(path, content)
    whole, torn = _lines(content)
    if torn:
        raise Problems([_broken_off(path, whole)])
    return _parsed(whole, path)


def extend_linkage(
    person_rows: pd.DataFrame, same_person: list[str], path: str | Path, ignored: Sequence[str] = ()
) -> pd.DataFrame:
    """Append the people whom the linkage log does not know yet; return the whole log.

    `person_rows`, `same_person` and `ignored`: see `link_persons`. Raises `Problems`, before anything is written,
    where most new record numbers are known ones in another form (lost zeros): everybody would get a second id.
    The file is made with mode 0600 before its first byte.
    No byte in it is ever changed: a line that an earlier, killed run left half-written is completed when it is
    the beginning of what is to be written now, and told as a `Problem` when it is not. When this returns,
    the new lines are on the disk, and only then may anybody use their ids. A chain of checksums beside the log
    (`linkage_chain`) tells when anybody else changed it; a log without one gets one.
    """
    Path(path).parent.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    with _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, fcntl.LOCK_EX) as handle:
        content = _content(handle)
        raise_if_broken(path, content)
        whole, torn = _lines(content)
        known = _parsed(whole, path) if whole else None
        if known is not None:
            _refuse_other_forms(person_rows["record_number"], known["record_number"], ignored, path)
        linkage = link_persons(person_rows, same_person, known, ignored)
        new = _text(linkage.iloc[0 if known is None else len(known) :], header=known is None)
        if not _continues(torn, new):
            raise Problems([_broken_off(path, whole)])
        announce(path, content, new[len(torn) :])
        _append(handle, new[len(torn) :])
        sync_folder(Path(path).parent)
        close(path, content + new[len(torn) :])
    return linkage


def _refuse_other_forms(
    numbers: pd.Series, known: pd.Series, ignored: Sequence[str], path: str | Path
) -> None:
    listed = pd.Index(known)
    new = as_listed(numbers.dropna(), listed, ignored)
    new = new[~new.isin(listed)]
    differences, more = explained(new, listed)
    if more and 2 * more >= new.nunique():
        what = (
            f"{more:,} of {new.nunique():,} new record numbers are known from earlier runs, but for "
            f"{' and '.join(DIFFERENCES[name] for name in differences)}: they would get a second id"
        )
        todo = (
            "export the record numbers as they were, or write at the top of the mapping ignore_in_record_numbers: "
            f"[{', '.join([*ignored, *differences])}]"
        )
        raise Problems([Problem(str(path), what, todo)])


def refuse_a_lost_log(path: str | Path, earlier_ids: pd.Series) -> None:
    """Raise `Problems` when the results of an earlier run hold study ids that the linkage log does not know.

    Then the log is gone, or older than the results: new ids would silently mean other people.
    """
    known = read_linkage(path)["person_id"] if Path(path).exists() else pd.Series(dtype="string")
    unknown = int((~earlier_ids.isin(known)).sum())
    if unknown:
        what = (
            f"the linkage log does not know {unknown} of the {len(earlier_ids)} people in the results of an"
        )
        raise Problems([Problem(str(path), f"{what} earlier run: it is gone, or older than they are", LOST)])


def refuse_a_log_of_others(path: str | Path, record_numbers: pd.Series, ignored: Sequence[str] = ()) -> None:
    """Raise `Problems` when the linkage log has people and knows none of those in the export.

    Where most are known in another form, `extend_linkage` says so.
    """
    listed = record_numbers.astype("string").str.strip().dropna()
    if not Path(path).exists() or listed.empty:
        return
    known = pd.Index(read_linkage(path)["record_number"])
    listed = as_listed(listed, known, ignored)
    if len(known) and not listed.isin(known).any() and 2 * explained(listed, known)[1] < listed.nunique():
        what = "this linkage log belongs to other records: it knows none of the record numbers of this export"
        raise Problems([Problem(str(path), what, OTHERS)])


@contextmanager
def _opened(path: str | Path, flags: int, lock: int) -> Iterator[int]:
    """Open the log, locked, and closed to everybody but its owner also where a copy was put back."""
    try:
        handle = os.open(path, flags, OWNER_ALONE)
    except PermissionError:
        todo = "only its owner may use it: run as the person who made it"
        raise Problems([Problem(str(path), "the linkage log may not be opened", todo)]) from None
    try:
        fcntl.flock(handle, lock)
        status = os.fstat(handle)
        if status.st_mode & 0o077 and status.st_uid == os.geteuid():
            os.fchmod(handle, OWNER_ALONE)
        yield handle
    finally:
        os.close(handle)


def _content(handle: int) -> bytes:
    with os.fdopen(os.dup(handle), "rb") as file:
        return file.read()


def _lines(content: bytes) -> tuple[bytes, bytes]:
    """Return the whole lines, and what stands after the last line end (the torn line of a killed run)."""
    end = content.rfind(b"\n") + 1
    return content[:end], content[end:]


def _parsed(content: bytes, path: str | Path) -> pd.DataFrame:
    try:
        linkage = pd.read_csv(io.BytesIO(content), dtype="string", keep_default_na=False, encoding="utf-8")
    except (ValueError, pd.errors.ParserError):
        raise Problems([Problem(str(path), "the linkage log cannot be read", RESTORE)]) from None
    if list(linkage.columns) != COLUMNS:
        raise Problems([Problem(str(path), f"the columns must be {', '.join(COLUMNS)}", RESTORE, row=1)])
    wrong = {
        "record_number": (linkage["record_number"].eq(""), "a record number is missing"),
        "person_id": (~linkage["person_id"].str.fullmatch(ID_PATTERN), "a study id is not of the form P0001"),
        "record_number ": (linkage["record_number"].duplicated(), "a record number is listed twice"),
    }
    raise_if_any(
        Problem(str(path), what, RESTORE, row=int(flags.to_numpy(bool).argmax()) + 2, column=column.strip())
        for column, (flags, what) in wrong.items()
        if flags.any()
    )
    return linkage


def _text(linkage: pd.DataFrame, header: bool) -> bytes:
    return linkage.to_csv(index=False, header=header, lineterminator="\n").encode("utf-8")


def _continues(torn: bytes, new: bytes) -> bool:
    """Whether a torn line is the beginning of the new text, and not a shorter id that somebody may have used.

    P1234 is the beginning of P12345: a last line that lacks nothing but its line end must stay as it is.
    """
    complete = torn.rpartition(b",")[2][1:]
    finished = len(complete) >= 4 and complete.isdigit()
    return new.startswith(torn + b"\n" if finished else torn)


def _broken_off(path: str | Path, whole: bytes) -> Problem:
    what = "the last line of the linkage log is incomplete: a run was killed while it wrote it"
    todo = (
        "run again with the export of that run, which completes the line; if that is not possible, delete what "
        "stands after the last line end: no result was made with it (docs/privacy.md)"
    )
    return Problem(str(path), what, todo, row=whole.count(b"\n") + 1)


def _append(handle: int, text: bytes) -> None:
    while text:
        text = text[os.write(handle, text) :]
    os.fsync(handle)
