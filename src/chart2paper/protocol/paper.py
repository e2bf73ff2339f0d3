"""What a study's paper needs besides numbers."""

from typing import Literal

from pydantic import Field

from chart2paper.strict import Strict


class Author(Strict):
    """One author."""

    name: str = Field(min_length=1, description="Name, as the paper prints it.")
    affiliation: str | list[str] = Field(
        default=[], description="Where the author works: one place or several."
    )

    @property
    def affiliations(self) -> list[str]:
        """The affiliations, as a list."""
        return [self.affiliation] if isinstance(self.affiliation, str) else self.affiliation


class Paper(Strict):
    """What the paper needs besides numbers."""

    title: str = Field(description="Title of the paper.")
    short_title: str = Field(description="Running header.")
    authors: list[Author] = Field(
        min_length=1, description="Authors: name and affiliation (one, or a list of several)."
    )
    repeats: str | None = Field(
        default=None,
        description="The published study that this one repeats, as the paper cites it; every choice with the basis "
        "reported rests on it. Empty = none.",
    )
    other_drugs: list[str] = Field(
        default=[],
        description="Other drugs that reasons and texts name on purpose. Any further one in them is taken for a "
        "slip, and stops a study of real records.",
    )
    text_folder: str = Field(description="Folder with this study's own texts (introduction, discussion).")
    references: str = Field(description="BibTeX file with the cited works.")
    literature: str | None = Field(default=None, description="CSV of published results for the forest plot.")
    reported: str | None = Field(default=None, description="CSV of what the repeated study reported.")
    engine: Literal["embedded", "quarto"] = Field(
        default="embedded",
        description="What renders the manuscripts: embedded (pandoc and Typst, which are installed with the "
        "workflow), or the quarto on the PATH.",
    )
