"""Check a clinic's export against its mapping before the first run; writes nothing.

    python scripts/extract/check_export.py data/mappings/<clinic>.yaml data/raw/<clinic>

Prints what becomes of every column, with counts only. Exit code 1 when something would stop the run.
"""

import argparse
import sys

from chart2paper.extract.check_export import check_export
from chart2paper.mapping import load_mapping
from chart2paper.problems import Problems

parser = argparse.ArgumentParser(description="Check a clinic's export against its mapping; writes nothing.")
parser.add_argument("mapping", help="mapping file, such as data/mappings/my_clinic.yaml")
parser.add_argument("folder", help="folder with the export, such as data/raw/my_clinic")
arguments = parser.parse_args()

try:
    print(check_export(load_mapping(arguments.mapping), arguments.folder))
except Problems as problems:
    sys.exit(problems.report())
