"""The manifest's fingerprint, and its signature by the clinic (Ed25519, in the format of minisign).

A signature shows that who holds the secret key signed exactly this manifest, and the manifest holds the fingerprint of
every file of the run (Bernstein et al. 2012; https://jedisct1.github.io/minisign). The tool `minisign` checks it too.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from minisign import Error, KeyPair, PublicKey, SecretKey, Signature

from chart2paper.audit.manifest import manifest_print, signature_of
from chart2paper.durable import OWNER_ALONE
from chart2paper.problems import Problem, Problems


def new_key(secret: Path, password: str) -> Path:
    """Make a pair of keys: the secret one (mode 0600) in `secret`, the public one beside it; return the latter.

    An empty password leaves the secret key readable for whoever opens the file. Raises `Problems` where one of the
    files is there, or where `secret` lies inside the project.
    """
    _refuse_inside(secret)
    public = secret.with_name(f"{secret.name}.pub")
    pair = KeyPair.generate()
    if password:
        pair.secret_key.encrypt(password)
    _write_new(secret, bytes(pair.secret_key) + b"\n")
    _write_new(public, bytes(pair.public_key) + b"\n")
    return public


def sign(manifest: Path, secret: Path, password: str) -> Path:
    """Sign a manifest with the secret key in a file; return the signature's path. Raises `Problems`."""
    _refuse_inside(secret)
    try:
        key = SecretKey.from_file(secret)
        if key.is_encrypted():
            key.decrypt(password)
        comment = f"file:{manifest.name} sha256:{manifest_print(manifest)}"
        signed = key.sign(manifest.read_bytes(), trusted_comment=comment)
    except FileNotFoundError as error:
        todo = (
            "make a key with: chart2paper sign --new-key FILE; the manifest is the last but one file of a run"
        )
        raise Problems([Problem(str(error.filename), "the file does not exist", todo)]) from None
    except (Error, ValueError):
        what = "this is no secret key, or the password is not the one of this key"
        raise Problems([Problem(str(secret), what, "try again with the right file and password")]) from None
    place = signature_of(manifest)
    place.write_bytes(bytes(signed) + b"\n")
    return place


def signature_findings(manifest: Path, public: str | Path) -> Iterator[Problem]:
    """Yield why a manifest is not signed by the owner of a public key; nothing when it is."""
    place = signature_of(manifest)
    try:
        key = PublicKey.from_bytes(Path(public).read_bytes())
    except (OSError, Error, ValueError):
        yield Problem(
            str(public), "this is no public key", "name the file that ends in .pub, as the clinic gave it"
        )
        return
    if not place.is_file():
        yield Problem(
            str(place), "missing: the manifest is not signed", "run: chart2paper sign --key SECRET_KEY"
        )
        return
    try:
        key.verify(manifest.read_bytes(), Signature.from_bytes(place.read_bytes()))
    except (OSError, Error, ValueError):
        what = "the owner of this key did not sign this manifest"
        todo = "after a new run sign anew; otherwise ask the clinic for the manifest's fingerprint by another way"
        yield Problem(str(place), what, todo)


def _refuse_inside(secret: Path) -> None:
    if secret.resolve().is_relative_to(Path.cwd().resolve()):
        todo = "keep it where only you can read it, such as ~/keys; who works in this folder could sign in your name"
        raise Problems([Problem(str(secret), "a secret key must not lie in the project", todo)])


def _write_new(path: Path, content: bytes) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    except FileExistsError:
        what = "there is a file already: a key is never written over"
        raise Problems([Problem(str(path), what, "choose another name")]) from None
    except OSError as error:
        todo = "choose a folder that is there and in which you may write"
        raise Problems([Problem(str(path), f"cannot be written ({type(error).__name__})", todo)]) from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
