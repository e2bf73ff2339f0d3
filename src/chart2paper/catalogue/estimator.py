"""What a record of an estimator says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from chart2paper.catalogue.estimand import Estimand


@dataclass(frozen=True)
class Estimator:
    """All that is known of an estimator of the protocol.

    name: in the protocol. label: in prose. function: module and name of the function, which takes ANALYSIS_SET rows and
    the values of the section `estimation`. uses: whom it uses of the matched people. settings: those of the section
    that it reads. methods: printed names of methods that `printed_names.METHODS` does not have.
    `reports/text/estimators/<name>.md` has its paragraph in the paper (`methods`) and its model and interval in the
    protocol document (`model`).
    """

    name: str
    label: str
    function: tuple[str, str]
    uses: Literal["everyone", "with outcome", "with both scores", "with percent change"]
    settings: tuple[str, ...]
    estimands: tuple[Estimand, ...]
    methods: Mapping[str, str] = field(default_factory=dict)
