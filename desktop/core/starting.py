"""A new review: from an outlet's template, in a language, of a work that may be known already."""

from __future__ import annotations

from desktop.core.article import Article
from desktop.core.identity import new_id, new_part_id
from desktop.core.outlet import STANDARD_TEMPLATE, Outlet, TemplatePart
from desktop.core.phrases import phrases
from desktop.core.rating import NO_RATING
from desktop.core.review import Part, PartKind, PartRole, Review
from desktop.core.work import Work


def new_article(outlet: Outlet, work: Work, *, created: str, language: str = "en", byline: str = "") -> Article:
    """Return a new review of ``work`` with the parts of the outlet's template; ``created`` is UTC in ISO 8601.

    The people and pictures of a work that is known already are not in it: the desk lays them beside.
    """
    parts = tuple(part_from(piece, language) for piece in outlet.template or STANDARD_TEMPLATE)
    review = Review(
        id=new_id(),
        work=work.id,
        outlet=outlet.id,
        created=created,
        language=language,
        byline=byline,
        headline=outlet.headline,
        rating=NO_RATING if outlet.scale == NO_RATING.scale else None,
        parts=parts,
    )
    return Article(review, work, outlet)


def part_from(piece: TemplatePart, language: str) -> Part:
    """Return a new part as the template describes it, with the heading its kind and role have in ``language``."""
    heading = piece.heading or standard_heading(piece.kind, piece.role, language)
    return Part(new_part_id(), piece.kind, piece.role, heading, opening=piece.opening)


def standard_heading(kind: PartKind, role: PartRole, language: str) -> str:
    """Return the heading that a part of this kind and role has in ``language`` unless its outlet says otherwise."""
    return phrases(language).heading(role.value if kind is PartKind.TEXT else kind.value)
