"""Quarto's `_variables.yml`: the texts of a manuscript by id, nested by the dots of the ids."""

import json
import re
from collections.abc import Mapping
from typing import Any

# Characters that a YAML file may not hold, or takes for the end of a line (YAML 1.1, 5.1 and 5.4).
NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def as_yaml(texts: Mapping[str, str]) -> str:
    """Return the content of the file, all quoted text. Raises ValueError for an id that lies inside another."""
    tree: dict[str, Any] = {}
    for identifier, text in texts.items():
        *parents, leaf = identifier.split(".")
        place = tree
        for parent in parents:
            place = place.setdefault(parent, {})
            if isinstance(place, str):
                raise ValueError(f'"{identifier}" lies inside another value')
        place[leaf] = text
    return "\n".join(_yaml(tree, 0)) + "\n"


def _yaml(tree: dict[str, Any], depth: int) -> list[str]:
    lines = []
    for key, item in tree.items():
        if isinstance(item, dict):
            lines += [f'{" " * depth}"{key}":', *_yaml(item, depth + 1)]
        else:
            # A JSON string is a double-quoted YAML string, except for what YAML does not take unescaped.
            text = NOT_IN_YAML.sub(
                lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(item, ensure_ascii=False)
            )
            lines.append(f'{" " * depth}"{key}": {text}')
    return lines
