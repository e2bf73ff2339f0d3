"""What a study asks with differential privacy: everything public that its answers depend on, as one fingerprint."""

from fractions import Fraction

from chart2paper.protocol.canonical import digest
from chart2paper.protocol.choices import choices_of
from chart2paper.protocol.study import Study
from chart2paper.release.private.budget import Request


def request_of(study: Study) -> dict[str, str]:
    """Return the request of a study (the fields of `Request`, as texts for a job's parameters).

    The fingerprint is of the study's choices, the day of the data lock among them, and of the tables, epsilon and
    number of the set of answers. Nothing of the records is in it: what is repeated, and when, tells nothing of them.
    """
    private = study.release.differential_privacy
    if private is None:
        raise ValueError("this study does not ask for differential privacy")
    choices = {place: v for place, v in choices_of(study).items() if not place.startswith("release.")}
    own = {"tables": private.tables.value, "epsilon": private.epsilon.value, "answers": private.answers.value}
    return {
        "study": study.study,
        "question": digest({"choices": choices, "differential_privacy": own}),
        "epsilon": str(private.epsilon.value),
        "budget": str(private.budget.value),
    }


def request_from(texts: dict[str, str]) -> Request:
    """Return a request from its texts; decimal numbers are taken as they are written."""
    return Request(texts["study"], texts["question"], Fraction(texts["epsilon"]), Fraction(texts["budget"]))
