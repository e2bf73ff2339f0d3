"""`chart2paper sign`: sign the manifest of a run with the clinic's key."""

import argparse
import getpass
from pathlib import Path

from chart2paper.audit.manifest import manifest_print
from chart2paper.problems import Problem, Problems
from chart2paper.protocol.load import load_study
from chart2paper.terminal import print_lines

MADE = """The secret key is {secret}: keep it and its password to yourself, outside of the project.
The public key is {public}: give it to whoever shall check your results, and deposit it where others see
that it is yours."""
SIGNED = """Signed: {signature}
Manifest: SHA-256 {digest}
To check it: chart2paper verify --key {key}.pub"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the key, or the wish for a new one, and the study file."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--key", metavar="FILE", help="sign the manifest with the secret key in this file")
    which.add_argument("--new-key", metavar="FILE", help="make a new pair of keys: FILE and FILE.pub")
    parser.add_argument("--no-password", action="store_true", help="the secret key has no password")
    parser.add_argument("--configfile", default="config.yaml", help="study file (default: config.yaml)")
    parser.add_argument("--results", help="results folder (default: the one of the study file)")


def run(arguments: argparse.Namespace) -> None:
    """Make a pair of keys, or sign a manifest; raise `Problems` where that cannot be done."""
    from chart2paper.audit.signature import new_key, sign

    if arguments.new_key:
        secret = Path(arguments.new_key)
        public = new_key(secret, _new_password(arguments.no_password))
        print_lines(MADE.format(secret=secret, public=public).splitlines())
        return
    results = arguments.results or load_study(arguments.configfile).results_dir
    manifest, secret = Path(results, "manifest.json"), Path(arguments.key)
    password = "" if arguments.no_password else getpass.getpass(f"Password of {secret}: ")
    signature = sign(manifest, secret, password)
    print_lines(SIGNED.format(signature=signature, digest=manifest_print(manifest), key=secret).splitlines())


def _new_password(without: bool) -> str:
    if without:
        return ""
    password = getpass.getpass("Password for the new key: ")
    if not password or getpass.getpass("The same again: ") != password:
        what = "the two passwords are not the same, or empty"
        raise Problems([Problem("--new-key", what, "try again, or choose --no-password")])
    return password
