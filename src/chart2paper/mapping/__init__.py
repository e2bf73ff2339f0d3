"""A clinic's mapping file: which file and column of its export is what."""

from chart2paper.mapping.accepted import AcceptedLoss
from chart2paper.mapping.clinic import Mapping, SystemByDate, load_mapping
from chart2paper.mapping.file import FileMapping
from chart2paper.mapping.table import TableMapping
from chart2paper.mapping.values import CANONICAL_WORDS

__all__ = [
    "CANONICAL_WORDS",
    "AcceptedLoss",
    "FileMapping",
    "Mapping",
    "SystemByDate",
    "TableMapping",
    "load_mapping",
]
