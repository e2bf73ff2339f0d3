"""The methods section, written from the protocol: the designs side by side, and the estimators that ran."""

from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.phrases import ELEMENTS, ESTIMATOR_WORDS
from chart2paper.writing.prose import join
from chart2paper.writing.study_choices import shared_choices
from chart2paper.writing.tables import table
from chart2paper.writing.values import Values


def reasons_tables(values: Values, material: Material) -> str:
    """Return, per analysis, every choice with its basis and the reason for it; and the study-wide choices."""
    parts = [_study_reasons(values, material)]
    for analysis in material.analyses:
        rows = [
            [
                label,
                values.show(f"design.{analysis.name}.{section}.{setting}"),
                analysis.protocol[section][setting]["basis"],
                values.show(f"protocol.analyses.{analysis.name}.{section}.{setting}.why"),
            ]
            for section, setting, label in ELEMENTS
        ]
        caption = f"Choices and reasons: {values.show(f'protocol.analyses.{analysis.name}.title')}."
        id = f"suptbl-reasons-{analysis.name.replace('_', '-')}"
        parts.append(table(["Element", "Choice", "Basis", "Why"], rows, caption, id, [18, 34, 12, 36]))
    return "\n".join(parts)


def _study_reasons(values: Values, material: Material) -> str:
    places = [("data_lock_date", "Data lock date", material.study["data_lock_date"])]
    places += shared_choices(material.study)
    rows = [
        [label, values.show(f"protocol.{place}.value"), choice["basis"], values.show(f"protocol.{place}.why")]
        for place, label, choice in places
    ]
    return table(
        ["Element", "Choice", "Basis", "Why"],
        rows,
        "Choices and reasons common to all analyses.",
        "suptbl-reasons-study",
        [18, 34, 12, 36],
    )


METHODS = {
    "group_means": "*Group means.* Mean scores and mean changes are given with t intervals; the difference "
    "in change was compared by Welch’s t test.",
    "percent_change": "*Percent change.* It was computed in both of the ways in use: as the mean of each "
    "person’s percent change (Welch’s t test; also the Mann–Whitney test with the Hodges–Lehmann shift) and "
    "as the ratio of the group means (delta-method interval). Someone whose baseline score is zero has no "
    "percent change.",
    "whole_sample_regression": "*Whole-sample model.* Percent change was regressed on exposure, adjusted for "
    "{adjust}, with heteroscedasticity-consistent (HC3) standard errors.",
    "ancova": "*Adjusted difference (ANCOVA).* The final score was regressed on exposure, adjusted for "
    "{adjust} [@vickers2001]. The comparators of a set together weigh as much as its exposed person, so that "
    "the estimate is the average effect among the treated. Standard errors are clustered by matched set, "
    "with the bias-reduced correction and Satterthwaite degrees of freedom for small samples [@bell2002; "
    "@pustejovsky2018].",
    "responders": "*Responders.* A response is {response}{points}. A missing outcome counts as no response in both "
    "groups. Risks have Wilson intervals; crude risk differences have Newcombe intervals "
    "[@newcombe1998] and crude risk ratios Katz intervals [@katz1978].{standardised} The number needed to "
    "treat is the inverse of the risk difference; where the interval of the latter includes zero, its own "
    "interval passes through infinity, from benefit (NNTB) to harm (NNTH) [@altman1998].",
    "subgroup_interaction": "*Subgroups.* The effects for {subgroups} were estimated in one model and "
    "compared by their interaction; the subgroup estimates alone are not evidence of a difference.",
}
STANDARDISED = (
    " Adjusted risk differences and ratios are standardised over a logistic model, with variance clustered by "
    "matched set."
)
POINTS = "; {points} was counted too [@farrar2001]"


def statistics_text(values: Values, material: Material) -> str:
    """Return how each analysis was estimated: a paragraph per estimator that ran, in the protocol's order."""
    parts = []
    told: set[str] = set()
    for analysis in [material.primary, *(a for a in material.designs if a is not material.primary)]:
        title = values.show(f"protocol.analyses.{analysis.name}.title")
        estimators = analysis.choice("estimation", "estimators")
        texts = [_method(values, analysis, name) for name in estimators if name not in told]
        again = [ESTIMATOR_WORDS[name] for name in estimators if name in told]
        if again:
            adjust = values.show(f"design.{analysis.name}.estimation.adjust_for")
            texts.append(f"*As above:* {join(again)}, with {adjust} as the covariates of adjusted estimates.")
        told |= set(estimators)
        parts.append(f"**{title}.** " + " ".join(texts))
    parts.append(
        f"Intervals are 95% intervals. All differences are exposed minus comparator, so that negative "
        f"differences in scores mean less pain with the exposure. Results are described by their size and "
        f"interval; p values are given in tables for those who want them. No adjustment was made for the "
        f"number of estimates: the study’s answer is the one named as primary in the protocol "
        f"(“{values.show('study.primary')}”)."
    )
    return "\n\n".join(parts) + "\n"


def _method(values: Values, analysis: Analysis, estimator: str) -> str:
    prefix = f"design.{analysis.name}.estimation"
    methods = set(analysis.estimates.frame["method"])
    return METHODS[estimator].format(
        adjust=values.show(f"{prefix}.adjust_for"),
        response=f"{values.show(f'{prefix}.responder_thresholds_percent')}",
        points=_points(values, analysis),
        subgroups=values.show(f"{prefix}.subgroups"),
        standardised=STANDARDISED if "standardised_logistic" in methods else "",
    )


def _points(values: Values, analysis: Analysis) -> str:
    """Return the response in points, if the protocol has one."""
    if not analysis.choice("estimation", "responder_thresholds_points"):
        return ""
    return POINTS.format(points=values.show(f"design.{analysis.name}.estimation.responder_thresholds_points"))


def missing_text(values: Values, material: Material) -> str:
    """Return how missing outcomes were handled, by whether an analysis keeps people without one."""
    parts = []
    for analysis in material.designs:
        title = values.show(f"protocol.analyses.{analysis.name}.title")
        if analysis.choice("eligibility", "outcome_required"):
            repeats = values.show("study.repeats") if values.text("study.repeats") else ""
            reported = analysis.protocol["eligibility"]["outcome_required"]["basis"] == "reported"
            follows = f", as the study that it repeats did ({repeats})" if repeats and reported else ""
            parts.append(
                f"“{title}” leaves out people without an outcome score{follows}; this is a condition on the future."
            )
            continue
        weighted = "ancova_cr2_observed" in set(analysis.estimates.frame["method"])
        least = values.show(f"design.{analysis.name}.estimation.least_probability")
        also = (
            f" and, as a check, with weights by the inverse probability of having an outcome ({least}), so that "
            "those who have one also stand for similar people who do not"
            if weighted
            else ""
        )
        parts.append(
            f"“{title}” keeps people without an outcome score. They are counted, with the reason, and count "
            f"as not having responded; means and regressions use those with an outcome{also}."
        )
    parts.append(
        "No outcome was imputed in the main results; multiple imputation and other ways of handling missing "
        "outcomes are in the supplement (@sec-missing-more). In the models, a missing covariate number is "
        "replaced by the mean and marked by an indicator of its own; a missing text is a level of its own."
    )
    return " ".join(parts) + "\n"


def strengths_text(values: Values, material: Material) -> str:
    """Return the strengths of the primary design, by what its protocol asks for."""
    analysis = material.primary
    parts = []
    if analysis.choice("time_zero", "rule") == "first_exposure":
        parts.append(
            "In the primary analysis, eligibility, treatment and the start of follow-up fall on one day, and "
            "comparators are matched on what was known on that day."
        )
    if analysis.choice("eligibility", "min_exposure_days") is None:
        parts.append(f"People who stopped {values.show('study.short')} early stay in.")
    if not analysis.choice("eligibility", "outcome_required"):
        parts.append("People without an outcome are counted rather than left out.")
    parts.append(
        "Every choice is written down with its basis, and anyone with the records can repeat the study with "
        "one command and find, for each number, the row that it comes from. Intervals, not tests, carry the "
        "conclusions, and results that could not be estimated are named as such."
    )
    return " ".join(parts) + "\n"
