"""What the abstract and the plain-language summary take from the results besides the effect itself."""

from chart2paper.catalogue.estimands import response_outcome
from chart2paper.paper.outcomes import thresholds_of
from chart2paper.writing.material import Material
from chart2paper.writing.values import Values


def add_summary(values: Values, material: Material) -> None:
    """Add `summary.methods`, `.responders`, `.others`, `.truth` and the overview; empty where they do not apply."""
    _methods(values, material)
    _responders(values, material)
    _others(values, material)
    _truth(values, material)
    _compared(values, material)
    _overview(values, material)


def _methods(values: Values, material: Material) -> None:
    name = material.primary.name
    titles = [f"protocol.analyses.{a.name}.title" for a in material.designs if a.name != name]
    joined = values.join("summary.other_titles", titles, "”, “")
    values.sentence(
        "summary.methods",
        "summary#methods",
        {"other_designs": bool(titles)},
        people="records.people",
        drug="study.drug",
        primary="study.primary",
        question="study.question",
        when=f"design.{name}.when",
        what=f"say.{name}.effect.what",
        titles=joined,
    )


def _compared(values: Values, material: Material) -> None:
    ids = [f"say.compared.{analysis.name}.text" for analysis in material.designs]
    values.join("summary.compared", [identifier for identifier in ids if identifier in values])


def _overview(values: Values, material: Material) -> None:
    """Add the sentence above the forest plot: which way each design points."""
    ids = [
        values.sentence(
            f"say.overview.{analysis.name}",
            "summary#headline",
            {},
            title=f"protocol.analyses.{analysis.name}.title",
            headline=f"say.{analysis.name}.headline",
        )
        for analysis in material.designs
    ]
    joined = values.join("say.overview_all", ids, "; ")
    values.sentence("say.forest", "summary#overview", all=joined)


def _responders(values: Values, material: Material) -> None:
    prefix = f"say.{material.primary.name}"
    ids = [f"{prefix}.{response_outcome(threshold)}.text" for threshold in thresholds_of(material.primary)]
    values.join("summary.responders", ids)
    values.join("summary.responders_main", ids[-1:])


def _others(values: Values, material: Material) -> None:
    ids = []
    for analysis in material.designs:
        if analysis is material.primary:
            continue
        titled, text = f"say.{analysis.name}.percent.titled", f"say.{analysis.name}.effect.text"
        title = f"protocol.analyses.{analysis.name}.title"
        has_percent = titled in values
        ids.append(
            titled
            if has_percent
            else values.sentence(f"summary.other_{analysis.name}", "summary#other", title=title, text=text)
        )
    values.join("summary.others", ids)


def _truth(values: Values, material: Material) -> None:
    ids = [
        identifier
        for analysis in material.designs
        if (identifier := f"say.truth.{analysis.name}.text") in values
    ]
    if not ids:
        values.nothing("summary.truth")
        return
    sentences = values.join("summary.distances", ids)
    values.sentence("summary.truth", "summary#truth", truth="truth.att_day_90", sentences=sentences)
