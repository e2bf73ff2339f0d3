"""What a whole column of dates shows about how they are written: pure functions that count, and never print a date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from chart2paper.reading.dates import date_by_format, has_offset

# A column read month first may hold one date in a hundred that only fits day first: a typing error, set aside.
RARE = 0.01
# Formats to suggest for a column of which nothing was read.
USUAL_FORMATS = (
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%m-%d-%Y",
    "%d-%m-%Y",
    "%d-%b-%Y",
    "%d%b%Y",
    "%b %d, %Y",
    "%d %b %Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%m%d%Y",
)
USUAL_SHORT_FORMATS = ("%m/%d/%y", "%d/%m/%y", "%d.%m.%y", "%d-%b-%y", "%m-%d-%y", "%d%b%y")


@dataclass(frozen=True)
class OrderEvidence:
    """How many dates of a column fit which order of day and month.

    `read` is the format that reads the column, `other` the same with day and month exchanged. `own` counts
    dates that only `read` fits (its day is above 12), `swapped` those that only `other` fits, `either` those
    that both fit and that are different days.
    """

    read: str
    other: str
    own: int
    swapped: int
    either: int

    @property
    def contradicts(self) -> bool:
        """Whether some dates prove the other order, and more than typing errors would."""
        return self.swapped > RARE * (self.swapped + self.own)


def day_first_evidence(texts: pd.Series, formats: Sequence[str]) -> list[OrderEvidence]:
    """Return the evidence on the order of day and month for each numeric format that a column uses.

    Each date counts under the first format, or its counterpart, that fits it.
    """
    counts = _counts(texts)
    found = []
    for read in formats:
        other = exchanged(read)
        if other == read:
            continue
        as_read, as_other = (_reads(counts, one) for one in (read, other))
        both = as_read.notna() & as_other.notna()
        evidence = OrderEvidence(
            read,
            other,
            own=int(counts[as_read.notna() & as_other.isna()].sum()),
            swapped=int(counts[as_other.notna() & as_read.isna()].sum()),
            either=int(counts[both & as_read.ne(as_other)].sum()),
        )
        counts = counts[as_read.isna() & as_other.isna()]
        if evidence.own or evidence.swapped or evidence.either:
            found.append(evidence)
    return found


def exchanged(date_format: str) -> str:
    """Return a format with the numbers of day and month exchanged; one without both stays as it is."""
    if "%m" not in date_format or "%d" not in date_format:
        return date_format
    # Year, month, day is never written year, day, month.
    if date_format.startswith("%Y"):
        return date_format
    return date_format.replace("%m", "\0").replace("%d", "%m").replace("\0", "%d")


def formats_that_fit(texts: pd.Series) -> list[str]:
    """Return the usual formats that read nine in ten of the texts; two-digit years only where no other format does."""
    counts = _counts(texts)
    for usual, century in ((USUAL_FORMATS, None), (USUAL_SHORT_FORMATS, 1925)):
        read = {one: counts[_reads(counts, one, century).notna()].sum() for one in usual}
        fit = [one for one, count in read.items() if len(counts) and count >= 0.9 * counts.sum()]
        if fit:
            return fit
    return []


def count_offsets(texts: pd.Series, formats: Sequence[str], century: int | None = None) -> int:
    """Return how many texts state their offset from UTC."""
    counts = _counts(texts)
    return int(counts[has_offset(counts.index.to_series(), formats, century).to_numpy()].sum())


def count_midnights(texts: pd.Series) -> int:
    """Return how many texts are midnight with an offset: rather days than times."""
    counts = _counts(texts)
    midnight = r"^.*[t ]00:?00(?::?00(?:\.0+)?)? ?(?:z|utc|[+-][0-9]{2}:?(?:[0-9]{2})?)$"
    return int(counts[counts.index.str.match(midnight, case=False)].sum())


def _counts(texts: pd.Series) -> pd.Series:
    return texts.dropna().astype("str").str.strip().value_counts()


def _reads(counts: pd.Series, date_format: str, century: int | None = 1925) -> pd.Series:
    """Return the day that a format reads in each distinct text; the century does not matter to the order."""
    tidy = counts.index.to_series()
    dates: pd.Series = date_by_format(tidy, [date_format], zone="UTC", century=century).dt.normalize()
    return dates


def order_problems(evidence: Sequence[OrderEvidence], formats: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the order of day and month in a column, and what to write instead."""
    for one in evidence:
        if not one.contradicts:
            continue
        if one.own:
            yield (
                f"day and month are written in both orders: {one.own:,} dates only fit {one.read}, "
                f"{one.swapped:,} only {one.other}, and {one.either:,} fit both",
                "export the column in one order; where one file has one order and another the other, give each "
                "file date_formats of its own",
            )
        else:
            rest = [text for text in formats if text not in (one.read, one.other)]
            new = ", ".join(f'"{text}"' for text in [one.other, *rest])
            yield (
                f"the dates are written {one.other}, not {one.read}: {one.swapped:,} only fit {one.other}, none only "
                f"{one.read}, and {one.either:,} fit both and would be read with day and month exchanged",
                f"write date_formats: [{new}], at the top of the mapping or in this file",
            )
