"""The methods section, written from the protocol: the designs side by side, and the estimators that ran."""

from chart2paper.catalogue.estimands import TARGETS
from chart2paper.catalogue.responders import ADJUSTED_RISK_DIFFERENCE
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.phrases import ELEMENTS, ESTIMATOR_WORDS
from chart2paper.writing.prose import join
from chart2paper.writing.study_choices import setting_name, shared_choices
from chart2paper.writing.tables import table, table_words
from chart2paper.writing.values import Values


def reasons_tables(values: Values, material: Material) -> str:
    """Return, per analysis, every choice with its basis and the reason for it; and the study-wide choices."""
    parts = [_study_reasons(values, material)]
    for analysis in material.analyses:
        rows = [
            [
                setting_name(values, section, setting),
                values.show(f"design.{analysis.name}.{section}.{setting}"),
                analysis.protocol[section][setting]["basis"],
                values.show(f"protocol.analyses.{analysis.name}.{section}.{setting}.why"),
            ]
            for section, setting in ELEMENTS
        ]
        words = table_words(values, "tables/reasons", title=f"protocol.analyses.{analysis.name}.title")
        identifier = f"suptbl-reasons-{analysis.name.replace('_', '-')}"
        parts.append(words.table(identifier, [18, 34, 12, 36], rows))
    return "\n".join(parts)


def _study_reasons(values: Values, material: Material) -> str:
    places = [
        (name, values.markdown(f"tables/reasons#{name}"), material.study[name])
        for name in ("outcome", "data_lock_date")
    ]
    places += shared_choices(values, material.study)
    rows = [
        [label, values.show(f"protocol.{place}.value"), choice["basis"], values.show(f"protocol.{place}.why")]
        for place, label, choice in places
    ]
    words = table_words(values, "tables/reasons", title="study.primary")
    caption = values.markdown("tables/reasons#common")
    return table(words.head, rows, caption, "suptbl-reasons-study", [18, 34, 12, 36])


def statistics_text(values: Values, material: Material) -> str:
    """Return how each analysis was estimated: a paragraph per estimator that ran, in the protocol's order."""
    parts = []
    described: set[str] = set()
    for analysis in [material.primary, *(a for a in material.designs if a is not material.primary)]:
        title = f"protocol.analyses.{analysis.name}.title"
        estimators = analysis.choice("estimation", "estimators")
        texts = [_method(values, analysis, name) for name in estimators if name not in described]
        again = [ESTIMATOR_WORDS[name] for name in estimators if name in described]
        if again:
            adjust = f"design.{analysis.name}.estimation.adjust_for"
            texts.append(values.markdown("statistics#again", {}, {"estimators": join(again)}, adjust=adjust))
        described |= set(estimators)
        parts.append(values.markdown("statistics#analysis", {}, {"texts": " ".join(texts)}, title=title))
    parts.append(values.markdown("statistics#all", primary="study.primary"))
    return "\n\n".join(parts) + "\n"


def _method(values: Values, analysis: Analysis, estimator: str) -> str:
    """Return the paragraph of an estimator, with those facts and values of the analysis that it asks for."""
    prefix, passage = f"design.{analysis.name}.estimation", f"estimators/{estimator}"
    facts = {
        "responses": _responses(analysis),
        "sourced": bool(values.outcome.points_source),
        "standardised": ADJUSTED_RISK_DIFFERENCE.method in set(analysis.estimates.frame["method"]),
    }
    shown = {
        "adjust": f"{prefix}.adjust_for",
        "response": f"{prefix}.responder_thresholds_percent",
        "points": f"{prefix}.responder_thresholds_points",
        "subgroups": f"{prefix}.subgroups",
    }
    parts = {"points_source": f"[@{values.outcome.points_source}]"}
    asked = values.declared(passage)
    return values.markdown(
        f"{passage}#methods",
        {name: fact for name, fact in facts.items() if name in asked.facts},
        {name: part for name, part in parts.items() if name in asked.values},
        **{name: identifier for name, identifier in shown.items() if name in asked.values},
    )


def outcome_text(values: Values, material: Material) -> str:
    """Return what is measured, what counts as a response, and how much a person notices."""
    outcome, responses = values.outcome, _responses(material.primary)
    several = len(material.study["score"]["kinds"]["value"]) > 1
    parts = {"least_source": f"[@{outcome.noticeable_source}]"}
    names = {"least": "constant.noticeable"}
    prefix = f"design.{material.primary.name}.estimation"
    if outcome.response_percent:
        parts["worthwhile_source"] = f"[@{outcome.response_source}]"
        names["worthwhile"] = "constant.response"
    return values.markdown(
        "outcome",
        {
            "accepted": bool(outcome.response_percent),
            "several_questions": several,
            "responses": responses,
        },
        parts,
        kinds="protocol.score.kinds.value",
        response=f"{prefix}.responder_thresholds_{'points' if responses == 'points' else 'percent'}",
        **names,
    )


def _responses(analysis: Analysis) -> str:
    """Return in what an analysis counts responses: `percent`, `points`, `both` or `none`."""
    asked = [
        unit
        for unit in ("percent", "points")
        if analysis.choice("estimation", f"responder_thresholds_{unit}")
    ]
    return "both" if len(asked) == 2 else "".join(asked) or "none"


def missing_text(values: Values, material: Material) -> str:
    """Return how missing outcomes were handled, by whether an analysis keeps people without one."""
    parts = [_missing(values, analysis) for analysis in material.designs]
    return " ".join([*parts, values.markdown("missing_outcomes#all")]) + "\n"


def _missing(values: Values, analysis: Analysis) -> str:
    reported = analysis.protocol["eligibility"]["outcome_required"]["basis"] == "reported"
    repeats = reported and bool(values.text("study.repeats"))
    facts = {
        "outcome_required": bool(analysis.choice("eligibility", "outcome_required")),
        "repeats_a_study": repeats,
        "weighted": TARGETS["weighted_final_score"].known.estimand.method
        in set(analysis.estimates.frame["method"]),
    }
    named = {"repeats": "study.repeats"} if repeats else {}
    title, least = (
        f"protocol.analyses.{analysis.name}.title",
        f"design.{analysis.name}.estimation.least_probability",
    )
    return values.markdown("missing_outcomes#design", facts, title=title, least=least, **named)


def strengths_text(values: Values, material: Material) -> str:
    """Return the strengths of the primary design, by what its protocol asks for."""
    analysis = material.primary
    facts = {
        "from_first_exposure": analysis.choice("time_zero", "rule") == "first_exposure",
        "early_stoppers_stay": analysis.choice("eligibility", "min_exposure_days") is None,
        "outcome_required": bool(analysis.choice("eligibility", "outcome_required")),
    }
    return values.markdown("strengths", facts, drug="study.short") + "\n"
