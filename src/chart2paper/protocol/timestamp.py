"""A time stamp of a lock: the request that a time-stamping service takes, and what its response says (RFC 3161).

The service sees 32 bytes, the SHA-256 of an entry, and nothing else. `openssl ts -verify` checks its signature.
"""

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from asn1crypto.cms import ContentInfo
from asn1crypto.core import Sequence
from asn1crypto.tsp import PKIStatusInfo, TimeStampReq, TSTInfo

from chart2paper.problems import Problem, Problems
from chart2paper.protocol.register import Entry

GRANTED = ("granted", "granted_with_mods")
ALGORITHM = "sha256"


class _Response(Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """TimeStampResp of RFC 3161; the library's own knows no refusal, which has no token."""

    _fields: ClassVar[list[Any]] = [
        ("status", PKIStatusInfo),
        ("time_stamp_token", ContentInfo, {"optional": True}),
    ]


def request_of(entry: Entry) -> bytes:
    """Return the request for an entry (DER): its hash as the message imprint, the service's certificate asked for.

    It is what `openssl ts -query -digest <hash> -sha256 -cert -no_nonce` makes.
    """
    imprint = {"hash_algorithm": {"algorithm": ALGORITHM}, "hashed_message": bytes.fromhex(entry["hash"])}
    return bytes(TimeStampReq({"version": "v1", "message_imprint": imprint, "cert_req": True}).dump())


def refuse_taken(path: str | Path) -> None:
    """Raise `Problems` where a request would overwrite a file."""
    if Path(path).exists():
        raise Problems([_taken(path)])


def _taken(path: str | Path) -> Problem:
    return Problem(str(path), "there is a file of this name", "choose another name")


def write_request(path: str | Path, entry: Entry) -> None:
    """Write the request into a new file; raise `Problems` where there is one of that name, or no folder for it."""
    try:
        with Path(path).open("xb") as file:
            file.write(request_of(entry))
    except FileExistsError:
        raise Problems([_taken(path)]) from None
    except OSError:
        what = "a file cannot be written there"
        raise Problems([Problem(str(path), what, "choose a folder that exists and that is yours")]) from None


def stamped(path: str | Path, entries: list[Entry]) -> tuple[Entry, datetime]:
    """Return the entry that a response is about, and the time that the service gives (UTC).

    Raises `Problems` when the file is no response, when the service refused, or when it is about no entry of these.
    """
    info = _info(path)
    imprint = info["message_imprint"]
    algorithm, hashed = imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native
    for entry in entries:
        if algorithm == ALGORITHM and hashed == bytes.fromhex(entry["hash"]):
            return entry, info["gen_time"].native
    what = "this time stamp is of none of the register's entries"
    raise Problems(
        [Problem(str(path), what, "take the response to the request that was written for this study")]
    )


def _info(path: str | Path) -> TSTInfo:
    """Return what a response says, without a look at its signature."""
    try:
        response = _Response.load(Path(path).read_bytes(), strict=True)
        status = response["status"]["status"].native
        if status not in GRANTED:
            what = f"the service gave no time stamp: it answers {status}"
            raise Problems([Problem(str(path), what, "ask again, or ask another service")])
        content = response["time_stamp_token"]["content"]["encap_content_info"]["content"]
        info = content.parsed
        _ = info.native
    except OSError:
        raise Problems(
            [Problem(str(path), "the file cannot be read", "give the service's response")]
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        what = "this is not the response of a time-stamping service"
        raise Problems([Problem(str(path), what, "give the .tsr file as the service sent it")]) from None
    if not isinstance(info, TSTInfo):
        raise Problems([Problem(str(path), "the response holds no time stamp", "ask the service again")])
    return info
