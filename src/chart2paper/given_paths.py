"""Paths as Snakemake hands them to a script."""

from collections.abc import Sequence


def listed(paths: str | Sequence[str]) -> list[str]:
    """Return one path or several as a list: Snakemake gives a list of one as a text."""
    return [paths] if isinstance(paths, str) else list(paths)
