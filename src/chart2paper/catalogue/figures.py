"""The figures of paper, supplement and protocol: one record each, in the order in which they are printed."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Source:
    """A table that a figure is drawn from.

    file: below the folder of an analysis. table: module and name of the declared table. columns: those that are read;
    none named = all. matched_only: it has rows of everybody, of whom the matched people are read.
    """

    file: str
    table: tuple[str, str]
    columns: tuple[str, ...] = ()
    matched_only: bool = False

    @property
    def name(self) -> str:
        """What the input of a job is called that hands it over."""
        return self.file.rpartition("/")[2].partition(".")[0]


@dataclass(frozen=True)
class Figure:
    """All that is known of a figure.

    name: of its files. analyses: which of them have it, or whether one picture shows them all. stands: in the main
    text; in the supplement where the manuscript names it, within a section that describes it, or among the further
    figures; in the protocol.

    numbers: module and name of the function that returns the plotted numbers, from the tables of `sources` in their
    order (their declared table stands in `tables/figures.py`); the module holds `alt_text`, which describes them in
    sentences. drawing: module and name of the function that draws them. All three are handed settings by their names.

    released: whether its released form is the same drawing from controlled numbers, points on a coarse grid, or nothing
    at all. released_from: name of the controlled table.
    """

    name: str
    analyses: Literal["every", "primary", "designs", "all in one"]
    stands: Literal["main text", "supplement", "section", "further figures", "protocol"]
    numbers: tuple[str, str]
    drawing: tuple[str, str]
    sources: tuple[Source, ...] = ()
    released: Literal["same drawing", "coarse points", "nothing"] = "nothing"
    released_from: str = ""

    @property
    def caption(self) -> str:
        """The passage of its caption."""
        return f"{'protocol' if self.stands == 'protocol' else 'figures'}/{self.name}"

    @property
    def in_supplement(self) -> bool:
        """Whether it is numbered as Figure S1 and so on."""
        return self.stands not in ("main text", "protocol")

    def file_stem(self, analysis: str = "") -> str:
        """What its files are called in a manuscript, where figures of all analyses lie side by side."""
        return f"{analysis}_{self.name}" if analysis else self.name

    def label(self, analysis: str = "") -> str:
        """What a manuscript refers to it by: Figure 1 (`fig-`) or Figure S1 (`supfig-`), of an analysis where named."""
        parts = ("supfig" if self.in_supplement else "fig", self.name, analysis)
        return "-".join(filter(None, parts)).replace("_", "-")


ATTRITION = Source("cohort/attrition.csv", ("chart2paper.tables.cohort", "ATTRITION"))
COHORT = Source("cohort/cohort.csv", ("chart2paper.tables.cohort", "COHORT"), ("person_id", "role"))
MATCHES = Source("match/matches.csv", ("chart2paper.tables.match", "MATCHES"))
BALANCE = Source("match/balance.csv", ("chart2paper.tables.match", "BALANCE"))
OVERLAP = Source("match/overlap.csv", ("chart2paper.tables.match", "OVERLAP"))
OVERLAP_SUMMARY = Source("match/overlap_summary.csv", ("chart2paper.tables.match", "OVERLAP_SUMMARY"))
DAILY_SCORES = Source(
    "cohort/daily_scores.parquet", ("chart2paper.tables.cohort", "DAILY_SCORES"), matched_only=True
)
ANALYSIS_SET = Source("model/analysis_set.csv", ("chart2paper.tables.model", "ANALYSIS_SET"))
RESPONDER_CURVE = Source("model/responder_curve.csv", ("chart2paper.tables.model", "RESPONDER_CURVE"))
RESPONDER_DIFFERENCE = Source(
    "model/responder_difference.csv", ("chart2paper.tables.model", "RESPONDER_DIFFERENCE")
)
TIME_ON_TREATMENT = Source("model/time_on_treatment.csv", ("chart2paper.tables.harms", "TIME_ON_TREATMENT"))
TIPPING_POINT = Source("model/tipping_point.csv", ("chart2paper.tables.missing", "TIPPING_POINT"))
SENSITIVITY = Source("model/sensitivity.csv", ("chart2paper.tables.model", "SENSITIVITY"))
ESTIMATES = Source("model/estimates.csv", ("chart2paper.tables.model", "ESTIMATES"))
DIAGNOSTICS = Source("model/diagnostics.csv", ("chart2paper.tables.model", "DIAGNOSTICS"))
# A file of the study, not of an analysis.
LITERATURE = Source("literature.csv", ("chart2paper.tables.literature", "LITERATURE"))

FIGURES = {
    figure.name: figure
    for figure in (
        Figure(
            "flow",
            "every",
            "supplement",
            ("chart2paper.figures.flow", "flow_frame"),
            ("chart2paper.figures.draw_flow", "draw_flow"),
            (ATTRITION, COHORT, MATCHES, ANALYSIS_SET),
            released="same drawing",
            released_from="flow",
        ),
        Figure(
            "balance",
            "every",
            "supplement",
            ("chart2paper.figures.balance", "balance_frame"),
            ("chart2paper.figures.draw_balance", "draw_balance"),
            (BALANCE,),
            released="same drawing",
            released_from="balance",
        ),
        Figure(
            "responders",
            "every",
            "supplement",
            ("chart2paper.figures.responders", "responders_frame"),
            ("chart2paper.figures.draw_responders", "draw_responders"),
            (RESPONDER_CURVE, RESPONDER_DIFFERENCE),
            released="coarse points",
            released_from="responder_curve",
        ),
        Figure(
            "trajectories",
            "every",
            "further figures",
            ("chart2paper.figures.trajectories", "trajectories_frame"),
            ("chart2paper.figures.draw_trajectories", "draw_trajectories"),
            (ANALYSIS_SET, DAILY_SCORES),
            released="coarse points",
            released_from="trajectories",
        ),
        Figure(
            "overlap",
            "primary",
            "section",
            ("chart2paper.figures.overlap", "overlap_frame"),
            ("chart2paper.figures.draw_overlap", "draw_overlap"),
            (OVERLAP, OVERLAP_SUMMARY),
            released="coarse points",
            released_from="overlap",
        ),
        Figure(
            "specification_curve",
            "primary",
            "section",
            ("chart2paper.figures.specification_curve", "specification_frame"),
            ("chart2paper.figures.draw_specification_curve", "draw_specification_curve"),
            (SENSITIVITY,),
            released="same drawing",
            released_from="sensitivity",
        ),
        Figure(
            "time_on_treatment",
            "primary",
            "section",
            ("chart2paper.figures.time_on_treatment", "time_on_treatment_frame"),
            ("chart2paper.figures.draw_time_on_treatment", "draw_time_on_treatment"),
            (TIME_ON_TREATMENT,),
            released="coarse points",
            released_from="time_on_treatment",
        ),
        Figure(
            "tipping",
            "primary",
            "section",
            ("chart2paper.figures.tipping", "tipping_frame"),
            ("chart2paper.figures.draw_tipping", "draw_tipping"),
            (TIPPING_POINT,),
            released="same drawing",
            released_from="tipping_point",
        ),
        Figure(
            "forest",
            "all in one",
            "main text",
            ("chart2paper.figures.forest", "forest_of_study"),
            ("chart2paper.figures.draw_forest", "draw_forest"),
            (ESTIMATES, LITERATURE, DIAGNOSTICS),
            released="same drawing",
            released_from="estimates",
        ),
        Figure(
            "design",
            "designs",
            "protocol",
            ("chart2paper.figures.design", "design_frame"),
            ("chart2paper.figures.draw_design", "draw_design"),
        ),
    )
}


def figures_of(*analyses: str) -> list[Figure]:
    """Return the figures that these kinds of analyses have (`every`, `primary`, ...), in their order."""
    return [figure for figure in FIGURES.values() if figure.analyses in analyses]
