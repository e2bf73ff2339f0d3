"""What a passage declares at its top: the facts that choose among its words, and the values that they print."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from chart2paper.writing.passage_syntax import Facts

# Name of a fact -> what it is: one of the words (or true, false) that the passage declares.
Choice = Mapping[str, object]


@dataclass(frozen=True)
class Declared:
    """What Python hands over to a passage, and which of its parts are no whole sentences.

    facts: name -> its possible values. values: name -> the facts under which there is such a value (all of them
    where it names none). fragments: named parts that are labels, cells or parts of a sentence; "" is the whole file.
    """

    facts: Facts = field(default_factory=dict)
    values: Mapping[str, Facts] = field(default_factory=dict)
    fragments: tuple[str, ...] = ()


def declared_in(front: str) -> Declared:
    """Return what the front matter of a passage declares; ValueError where it cannot be read."""
    try:
        content = yaml.load(front, Loader=yaml.CBaseLoader) or {}
        facts, values, fragments = (content.pop(key, None) or {} for key in ("facts", "values", "fragments"))
        values = values if isinstance(values, dict) else dict.fromkeys(values)
        declared = Declared(
            {name: _choices(found) for name, found in facts.items()},
            {
                name: {fact: _choices(of) for fact, of in (only or {}).items()}
                for name, only in values.items()
            },
            ("",) if fragments == "all" else tuple(fragments),
        )
    except (yaml.YAMLError, AttributeError, TypeError) as error:
        raise ValueError("they are no YAML, or not in the form of a passage") from error
    if content:
        raise ValueError(f"unknown: {', '.join(map(str, content))}")
    return declared


def _choices(found: list[str]) -> tuple[str | bool, ...]:
    """Return what a fact can be; only true and false are no words (YAML would take on, no and yes for such, too)."""
    return tuple({"true": True, "false": False}.get(word, word) for word in found)


def available(declared: Declared, choice: Choice) -> list[str]:
    """Return the values that there are under the chosen facts."""
    return [
        name
        for name, only in declared.values.items()
        if all(choice.get(fact, found[0]) in found for fact, found in only.items())
    ]


def in_words(choice: Choice) -> str:
    """Return chosen facts as a condition in words."""
    return " and ".join(f"{fact} is {found}" for fact, found in choice.items()) or "nothing is to choose"
