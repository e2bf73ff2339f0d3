"""A clinic's mapping file: which file and column of its export is what."""

from chart2paper.reading.mapping.accepted import AcceptedLoss
from chart2paper.reading.mapping.clinic import Mapping, SystemByDate, load_mapping
from chart2paper.reading.mapping.file import FileMapping
from chart2paper.reading.mapping.table import TableMapping
from chart2paper.reading.mapping.values import CANONICAL_WORDS

__all__ = [
    "CANONICAL_WORDS",
    "AcceptedLoss",
    "FileMapping",
    "Mapping",
    "SystemByDate",
    "TableMapping",
    "load_mapping",
]
