"""Which Markdown a part prints: what decides whether it must be rendered anew. Imports nothing heavy, so the window may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.printing import cards_of, opening_of
from desktop.core.review import PartKind

if TYPE_CHECKING:
    from desktop.core.article import Article
    from desktop.core.review import Part

PEOPLE_PARTS = frozenset({PartKind.DIRECTOR, PartKind.CAST, PartKind.CREW})
"""Parts that print people, whose texts are their bios."""


def markdown_of(article: Article, part: Part) -> tuple[str, ...]:
    """Return every Markdown text that a part prints."""
    if part.kind in PEOPLE_PARTS:
        return tuple(card.bio for card in cards_of(article, part.kind))
    if part.kind is PartKind.TEXT:
        return (opening_of(article, part), part.body)
    return (part.body,) if part.kind is PartKind.PULL_QUOTE else ()
