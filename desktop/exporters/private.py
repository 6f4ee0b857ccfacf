"""What an archive of a review may leave out: what was never meant for readers."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.article import Article


def without_private(article: Article) -> Article:
    """Return the article without private notes and without the source text."""
    return replace(
        article,
        review=replace(article.review, notes="", source=None),
        work=replace(article.work, notes=""),
        people=tuple(replace(person, notes="") for person in article.people),
    )
