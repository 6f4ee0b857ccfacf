"""Between the article and its forms: which block shows what a form edits, and where a clicked block is edited."""

from __future__ import annotations

from desktop.core.article import Article
from desktop.core.review import PartKind
from desktop.gui.editor.outline import FACTS, HEADLINE, PEOPLE, PUBLISHING
from desktop.services.authoring import Place

_HEADLINE_FIELDS = {
    "headline": "review.headline",
    "standfirst": "review.standfirst",
    "byline": "review.byline",
    "verdict": "review.verdict",
    "hero": "hero",
}
_PUBLISHING_FIELDS = {"see-also": "review.see_also", "corrections": "review.corrections"}
_SOURCES = {
    PartKind.FACTS: Place(FACTS, "work.title"),
    PartKind.RELEASE: Place(FACTS, "work.release_dates"),
    PartKind.WHERE: Place(FACTS, "work.watch"),
    PartKind.TRAILER: Place(FACTS, "work.trailer"),
    PartKind.CONTENT_NOTES: Place(FACTS, "work.content_notes"),
    PartKind.DIRECTOR: Place(PEOPLE),
    PartKind.CAST: Place(PEOPLE),
    PartKind.CREW: Place(PEOPLE),
    PartKind.RATING: Place(HEADLINE, "review.rating"),
}
_PART = "part-"


def place_of(block: str, article: Article) -> Place | None:
    """Return where a clicked block is edited: generated parts at the data they are made from; None for an unknown block."""
    if block in _HEADLINE_FIELDS:
        return Place(HEADLINE, _HEADLINE_FIELDS[block])
    if block in _PUBLISHING_FIELDS:
        return Place(PUBLISHING, _PUBLISHING_FIELDS[block])
    part = article.review.part(block.removeprefix(_PART)) if block.startswith(_PART) else None
    if part is None:
        return None
    return _SOURCES.get(part.kind, Place(part.id))


def block_of(place: Place, article: Article) -> str | None:
    """Return the block that shows what is edited at ``place``; None where nothing does."""
    if place.form == HEADLINE:
        return next((block for block, field in _HEADLINE_FIELDS.items() if field == place.field), "headline")
    if place.form in (FACTS, PEOPLE):
        return _first_part(article, place)
    if place.form == PUBLISHING:
        return next((block for block, field in _PUBLISHING_FIELDS.items() if field == place.field), None)
    return f"{_PART}{place.form}"


def _first_part(article: Article, place: Place) -> str | None:
    wanted = [kind for kind, source in _SOURCES.items() if source == place or (place.form == PEOPLE and source.form == PEOPLE)]
    return next((f"{_PART}{part.id}" for part in article.review.parts if part.kind in wanted), None)
