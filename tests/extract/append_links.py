"""A process of its own that appends people to a linkage log, for tests with real processes and real kills.

`python append_links.py LOG RECORD_NUMBERS [CUT | again]`: RECORD_NUMBERS joined by commas. With CUT, the process
is killed (SIGKILL) after that many bytes of what it appends are on the disk. With `again`, it appends the first
number, then the first two, and so on, as a clinic that grows.
"""

import os
import signal
import sys

import pandas as pd

from chart2paper.extract import linkage_log


def killed_after(cut):
    """Return a stand-in for os.write that writes `cut` bytes and then ends the process as a power cut would."""
    write = os.write

    def write_some(handle, text):
        write(handle, text[:cut])
        os.fsync(handle)
        os.kill(os.getpid(), signal.SIGKILL)

    return write_some


if __name__ == "__main__":
    log, numbers, *how = sys.argv[1:]
    people = pd.DataFrame({"record_number": numbers.split(",")}, dtype="string")
    exports = [people]
    if how == ["again"]:
        exports = [people.head(size + 1) for size in range(len(people))]
    elif how:
        os.write = killed_after(int(how[0]))
    for export in exports:
        linkage_log.extend_linkage(export, [], log)
