"""What the abstract and the plain-language summary take from the results besides the effect itself."""

from chart2paper.paper.outcomes import main_thresholds
from chart2paper.writing.material import Material
from chart2paper.writing.values import Values

METHODS = (
    "From the records of {people} people, those given {drug} were compared with matched people who were not. "
    "The primary analysis, “{primary}”, asked: {question} The outcome was pain on the 0–10 numeric rating "
    "scale, {when}; the main estimate is the {what}.{others}"
)
OTHER_DESIGNS = " The same records were also analysed as “{titles}”."
OTHERS = "“{title}”: {text}"
TRUTH = "The true average effect in the simulation was {truth} points. {sentences}"


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
    joined = _join(values, "summary.other_titles", titles, "”, “")
    others = values.say("summary.other_designs", OTHER_DESIGNS if titles else "", titles=joined)
    values.say(
        "summary.methods",
        METHODS,
        people="records.people",
        drug="study.drug",
        primary="study.primary",
        question="study.question",
        when=f"design.{name}.when",
        what=f"say.{name}.effect.what",
        others=others,
    )


def _compared(values: Values, material: Material) -> None:
    ids = [f"say.compared.{analysis.name}.text" for analysis in material.designs]
    _join(values, "summary.compared", [id for id in ids if id in values])


def _overview(values: Values, material: Material) -> None:
    """Add the sentence above the forest plot: which way each design points."""
    ids = [
        values.say(
            f"say.overview.{analysis.name}",
            "“{title}”: {headline}",
            title=f"protocol.analyses.{analysis.name}.title",
            headline=f"say.{analysis.name}.headline",
        )
        for analysis in material.designs
    ]
    joined = _join(values, "say.overview_all", ids, "; ")
    values.say("say.forest", "In short: {all}.", all=joined)


def _responders(values: Values, material: Material) -> None:
    prefix = f"say.{material.primary.name}"
    ids = [f"{prefix}.responder_{threshold:g}.text" for threshold in main_thresholds(material.primary)]
    _join(values, "summary.responders", ids)
    _join(values, "summary.responders_main", ids[-1:])


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
            else values.say(f"summary.other_{analysis.name}", OTHERS, title=title, text=text)
        )
    _join(values, "summary.others", ids)


def _truth(values: Values, material: Material) -> None:
    ids = [id for analysis in material.designs if (id := f"say.truth.{analysis.name}.text") in values]
    if not ids:
        values.say("summary.truth", "")
        return
    sentences = _join(values, "summary.distances", ids)
    values.say("summary.truth", TRUTH, truth="truth.att_day_90", sentences=sentences)


def _join(values: Values, id: str, ids: list[str], between: str = " ") -> str:
    """Put texts one after the other."""
    names = {f"part{i}": source for i, source in enumerate(ids)}
    return values.say(id, between.join(f"{{{name}}}" for name in names), rule="one after the other", **names)
