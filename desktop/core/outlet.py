"""Outlets: the house style a review is written for, and the template a new one starts from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.core.review import Opening, PartKind, PartRole


class TitleStyle(StrEnum):
    """How an outlet marks film titles in running text."""

    QUOTES = "quotes"
    ITALICS = "italics"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A part that a new review starts with; ``heading`` empty takes the language's own heading for this kind and role."""

    kind: PartKind = PartKind.TEXT
    role: PartRole = PartRole.CUSTOM
    heading: str = ""
    opening: Opening = Opening.NONE


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet as a small record.

    ``headline`` is the pattern a new review's headline starts from; ``scale`` the id of its rating scale. With
    ``placeholder_portraits`` every new card asks for a portrait, and ``portrait_captions`` prints the name under it. A
    ``retired`` outlet is offered no more; the reviews written for it keep it.
    """

    id: str
    name: str
    headline: str = "{title} ({year})"
    title_style: TitleStyle = TitleStyle.ITALICS
    scale: str = "stars5half"
    template: tuple[TemplatePart, ...] = ()
    placeholder_portraits: bool = False
    portrait_captions: bool = False
    retired: bool = False


STANDARD_TEMPLATE: tuple[TemplatePart, ...] = (
    TemplatePart(role=PartRole.INTRO, opening=Opening.GENERATED),
    TemplatePart(role=PartRole.PLOT),
    TemplatePart(role=PartRole.ANALYSIS),
    TemplatePart(role=PartRole.VERDICT),
    TemplatePart(kind=PartKind.RATING),
    TemplatePart(kind=PartKind.RELEASE),
    TemplatePart(kind=PartKind.WHERE),
    TemplatePart(kind=PartKind.TRAILER),
    TemplatePart(kind=PartKind.DIRECTOR),
    TemplatePart(kind=PartKind.CAST),
)
"""What a review starts with where its outlet has no template of its own."""


def standard_outlets() -> tuple[Outlet, ...]:
    """Return the outlets that a new library has: the critic's own pages, and a magazine with a fixed house style.

    Their ids are fixed, so that articles carried between libraries keep their house style.
    """
    own = Outlet(id="00000000000000000000000000000001", name="My site", template=STANDARD_TEMPLATE)
    magazine = Outlet(
        id="00000000000000000000000000000002",
        name="Magazine",
        headline="“{title}” ({year}) | Movie on {platform}. Review: {tagline}",
        title_style=TitleStyle.QUOTES,
        scale="none",
        template=tuple(piece for piece in STANDARD_TEMPLATE if piece.kind is not PartKind.RATING),
        placeholder_portraits=True,
        portrait_captions=True,
    )
    return (own, magazine)
