"""The files that each job reads, worked out once: with the library's there are hundreds, and several who ask."""

from typing import Any

from snakemake.io import is_callable


class JobInputs:
    """What the jobs of one plan read."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[str]] = {}

    def of(self, rule: Any, wildcards: Any) -> list[str]:
        """Return the paths that a job of a rule reads (both are Snakemake's objects)."""
        job = rule.name, str(sorted(wildcards.items()))
        if job not in self._known:
            files = rule.input if _is_fixed(rule) else rule.expand_input(wildcards)[0]
            self._known[job] = [str(file) for file in files]
        return self._known[job]


def _is_fixed(rule: Any) -> bool:
    """Whether nothing has to be worked out: no wildcard and no function stands among the inputs."""
    return not rule.wildcard_names and not any(is_callable(file) for file in rule.input)
