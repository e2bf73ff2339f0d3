"""Mistakes in a mapping are collected and told together."""

from collections.abc import Iterable


def repeated(names: Iterable[str]) -> list[str]:
    """Return the names that occur more than once, sorted."""
    listed = list(names)
    return sorted({name for name in listed if listed.count(name) > 1})


def raise_mistakes(mistakes: Iterable[str]) -> None:
    """Raise `ValueError` with every mistake, when there is one."""
    found = list(mistakes)
    if found:
        raise ValueError("; ".join(found))
