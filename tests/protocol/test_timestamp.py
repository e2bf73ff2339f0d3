"""A time stamp of a lock: the request that openssl understands, and what a service answered (RFC 3161)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from chart2paper.problems import Problems
from chart2paper.protocol.register import append, entry_hash
from chart2paper.protocol.timestamp import request_of, stamped, write_request

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed here")
SERVICE = """
[tsa]
default_tsa = service
[service]
serial = serial
signer_cert = service.pem
signer_key = service.key
certs = service.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
"""


def openssl(*arguments):
    return subprocess.run([OPENSSL, *arguments], capture_output=True, text=True)


def reply(file):
    ask = ["-section", "service", "-queryfile", "lock.tsq", "-out", file]
    return openssl("ts", "-reply", "-config", "tsa.cnf", *ask)


@pytest.fixture
def entries(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = append("one.jsonl", [], {"kind": "locked", "study": "one"})
    return append("one.jsonl", first, {"kind": "outcomes opened", "study": "one"})


@pytest.fixture
def service(entries):
    """A time-stamping service of a moment: its certificate, and the response to the first entry's request."""
    Path("tsa.cnf").write_text(SERVICE)
    Path("serial").write_text("01")
    subject = [
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "service.key",
        "-subj",
        "/CN=service",
        "-days",
        "2",
    ]
    use = ["-addext", "extendedKeyUsage=critical,timeStamping"]
    made = openssl("req", "-x509", *subject, "-config", "/dev/null", "-out", "service.pem", *use)
    assert made.returncode == 0, made.stderr
    write_request("lock.tsq", entries[0])
    answered = reply("lock.tsr")
    assert answered.returncode == 0, answered.stderr


@needs_openssl
def test_openssl_reads_the_request_as_one_for_the_entrys_hash(entries):
    write_request("lock.tsq", entries[0])
    told = openssl("ts", "-query", "-in", "lock.tsq", "-text").stdout
    digits = "".join(line[10:59] for line in told.splitlines() if line.strip().startswith("00"))
    assert "Hash Algorithm: sha256" in told and "Certificate required: yes" in told
    assert digits.replace("-", " ").replace(" ", "") == entries[0]["hash"]


@needs_openssl
def test_openssl_would_make_the_same_request(entries):
    hash_ = entries[0]["hash"]
    openssl("ts", "-query", "-digest", hash_, "-sha256", "-cert", "-no_nonce", "-out", "theirs.tsq")
    assert request_of(entries[0]) == Path("theirs.tsq").read_bytes()


@needs_openssl
def test_a_response_is_told_to_be_of_its_entry_and_openssl_checks_the_signature(entries, service):
    entry, time = stamped("lock.tsr", entries)
    assert entry["entry"] == 1 and time.tzinfo is not None
    checked = openssl(
        "ts", "-verify", "-digest", entry_hash(entry), "-in", "lock.tsr", "-CAfile", "service.pem"
    )
    assert "Verification: OK" in checked.stdout + checked.stderr


@needs_openssl
def test_a_response_to_another_study_is_refused(entries, service):
    others = append("two.jsonl", [], {"kind": "locked", "study": "two"})
    with pytest.raises(Problems, match=r"lock.tsr: this time stamp is of none of the register's entries"):
        stamped("lock.tsr", others)


@needs_openssl
def test_a_response_that_was_cut_off_anywhere_is_told_in_plain_words(entries, service):
    whole = Path("lock.tsr").read_bytes()
    for size in range(0, len(whole), 29):
        Path("cut.tsr").write_bytes(whole[:size])
        with pytest.raises(Problems, match=r"cut\.tsr"):
            stamped("cut.tsr", entries)


@needs_openssl
def test_a_refusal_of_the_service_is_told(entries, service):
    Path("tsa.cnf").write_text(SERVICE.replace("digests = sha256", "digests = sha512"))
    reply("no.tsr")
    with pytest.raises(Problems, match="gave no time stamp"):
        stamped("no.tsr", entries)


@pytest.mark.parametrize(
    "content", [b"", b"\x30\x00", b"\x30\x03\x02\x01\x00", b"<html>busy</html>", b"\x30\x80" * 40]
)
def test_what_is_no_response_is_told_in_plain_words(entries, content):
    Path("lock.tsr").write_bytes(content)
    with pytest.raises(Problems, match=r"lock\.tsr"):
        stamped("lock.tsr", entries)


def test_a_missing_response_is_told(entries):
    with pytest.raises(Problems, match="cannot be read"):
        stamped("nowhere.tsr", entries)


def test_a_request_is_the_same_each_time_and_overwrites_nothing(entries):
    write_request("lock.tsq", entries[0])
    assert Path("lock.tsq").read_bytes() == request_of(entries[0])
    with pytest.raises(Problems, match="there is a file of this name"):
        write_request("lock.tsq", entries[1])
    with pytest.raises(Problems, match="cannot be written"):
        write_request("nowhere/lock.tsq", entries[1])
    assert Path("lock.tsq").read_bytes() == request_of(entries[0])
