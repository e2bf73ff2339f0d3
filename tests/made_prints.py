"""A key beside a linkage log, and the fingerprints made with it, for tests."""

from pathlib import Path

from chart2paper.jobs.linkage_key import key_id, make_key
from chart2paper.jobs.prints import Prints


def prints_in(folder: Path) -> Prints:
    """Return the fingerprints of a clinic whose key lies in a project's folder; it is made where there is none."""
    key = folder / "data/linkage/clinic.key"
    make_key(key)
    return Prints(str(key), key_id(key))
