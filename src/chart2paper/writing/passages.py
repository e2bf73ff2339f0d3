"""The words of the manuscripts: all passages by name, a study's own in place of those that ship."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from jinja2 import UndefinedError

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.problems import Problem, Problems, did_you_mean, raise_if_any
from chart2paper.writing.outcome_words import outcome_words
from chart2paper.writing.passage import ONLY_WHERE, Passage, fill_some
from chart2paper.writing.passage_declared import Choice, Declared, in_words

ENDING = ".md"


class Passages:
    """Every passage by name: its path in `reports/text/` without the ending, such as `supplement/harms`."""

    def __init__(
        self, shipped: Mapping[str, Passage], own: Mapping[str, Passage] | None = None, *, outcome: Outcome
    ) -> None:
        """Lay a study's own passages over those that ship; own ones of other manuscripts are left aside.

        outcome: the study's, whose words every passage has.
        """
        self.outcome = outcome
        self._shipped = dict(shipped)
        self._own = {name: passage for name, passage in (own or {}).items() if name in shipped}
        self._checked = cache(self._check)

    def frame(self, address: str, choice: Choice, values: Iterable[str], lines: bool = False) -> str:
        """Return the words of `name` or `name#part` for chosen facts, each value a place (see `fill`).

        values: the names that are handed over. `lines` keeps paragraphs and lines apart, as Markdown has them.
        Raises `Problems` when the file is wrong, and ValueError when it is asked for what it does not declare.
        """
        name, _, block = address.partition("#")
        passage, declared = self._checked(name)
        handed = list(values)
        _as_declared(address, passage.facts_of(block, declared), declared, choice, handed)
        try:
            frame = passage.frame(block, choice, handed, lines)
        except UndefinedError as error:
            what = f"{error.message} where {in_words(choice)}"
            raise Problems([Problem(passage.file, what, ONLY_WHERE)]) from None
        return fill_some(frame, outcome_words(self.outcome))

    def declared(self, name: str) -> Declared:
        """Return which facts and values a passage asks for."""
        return self._checked(name)[1]

    def parts(self, name: str) -> tuple[str, ...]:
        """Return the names of a passage's parts, in their order."""
        return self._checked(name)[0].blocks

    def problems(self) -> Iterator[Problem]:
        """Give everything that is wrong with any passage."""
        for name in self._shipped:
            yield from self._problems(name)

    def _check(self, name: str) -> tuple[Passage, Declared]:
        raise_if_any(self._problems(name))
        return self._own.get(name, self._shipped[name]), _declared(self._shipped[name])

    def _problems(self, name: str) -> Iterator[Problem]:
        shipped = self._shipped[name]
        try:
            declared = _declared(shipped)
        except ValueError as error:
            yield Problem(
                shipped.file, f"the lines at the top cannot be read ({error})", "see docs/text.md", row=1
            )
            return
        yield from _mistakes(shipped, declared)
        own = self._own.get(name)
        if own is not None:
            yield from list(_mistakes(own, declared)) or _unlike(own, shipped)


def passages_in(folder: str | Path, paths: Iterable[str | Path]) -> dict[str, Passage]:
    """Read passages; their names are their paths in the folder, without the ending."""
    return {
        Path(path).relative_to(folder).with_suffix("").as_posix(): Passage(
            str(path), Path(path).read_text(encoding="utf-8")
        )
        for path in paths
        if Path(path).suffix == ENDING
    }


def misnamed(own: Mapping[str, Passage], known: Iterable[str]) -> Iterator[Problem]:
    """Give each of a study's own passages that stands in the place of none."""
    names = list(known)
    for name, passage in own.items():
        if name not in names:
            what = f'there is no passage "{name}".{did_you_mean(name, names)}'
            yield Problem(passage.file, what, "give it the name of the passage that it replaces")


def _declared(passage: Passage) -> Declared:
    return passage.declared or Declared()


def _mistakes(passage: Passage, declared: Declared) -> Iterator[Problem]:
    for row, what, todo in passage.mistakes(declared):
        yield Problem(passage.file, what, todo, row=row)


def _as_declared(
    address: str, asked: Iterable[str], declared: Declared, choice: Choice, values: Iterable[str]
) -> None:
    """Raise ValueError when the program hands over other facts or values than the passage declares."""
    wrong = [
        f"{fact} is {found}" for fact, found in choice.items() if found not in declared.facts.get(fact, ())
    ]
    wrong += [f"there is no {name}" for name in values if name not in declared.values]
    wrong += [f"{fact} is not given" for fact in asked if fact not in choice]
    if wrong:
        raise ValueError(f'passage "{address}": {"; ".join(wrong)}')


def _unlike(own: Passage, shipped: Passage) -> Iterator[Problem]:
    """Give what a study's own passage lacks, or declares otherwise than the one that it stands for."""
    try:
        if own.declared is not None and own.declared != shipped.declared:
            what = "the lines at the top are not those of the shipped passage"
            yield Problem(own.file, what, "copy them from there, or leave them out", row=1)
        for block in shipped.blocks:
            if block not in own.blocks:
                what = f'the part "{block}" is missing' if block else "the shipped passage has no parts"
                yield Problem(own.file, what, "name the same parts as the shipped passage")
    except ValueError as error:
        yield Problem(own.file, f"the lines at the top cannot be read ({error})", "leave them out", row=1)
