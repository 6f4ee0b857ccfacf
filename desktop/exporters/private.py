"""What a file of a review may leave out, being never meant for readers, and what a file without it must not take away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop.core.article import Article, Record
from desktop.core.person import Person
from desktop.core.review import Correction, Review
from desktop.core.work import Work


def without_private(article: Article) -> Article:
    """Return the article without private notes, source text, corrections that are still drafts, deadline and embargoes."""
    review = replace(article.review, notes="", source=None, corrections=tuple(_printed(article.review)))
    return replace(
        article,
        review=replace(review, deadline=None, embargo=None, social_embargo=None),
        work=replace(article.work, notes=""),
        people=tuple(replace(person, notes="") for person in article.people),
    )


def _printed(review: Review) -> Iterator[Correction]:
    return (note for note in review.corrections if note.printed)


def with_private_of(record: Record, known: Record) -> Record:
    """Return a record with what :func:`without_private` left out of ``known``, which is the same record as the library has it."""
    if isinstance(record, Review) and isinstance(known, Review):
        drafted = (note for note in known.corrections if not note.printed and note not in record.corrections)
        kept = replace(record, notes=known.notes, source=known.source, corrections=(*record.corrections, *drafted))
        return replace(
            kept,
            deadline=record.deadline or known.deadline,
            embargo=record.embargo or known.embargo,
            social_embargo=record.social_embargo or known.social_embargo,
        )
    if isinstance(record, Work) and isinstance(known, Work):
        return replace(record, notes=known.notes)
    if isinstance(record, Person) and isinstance(known, Person):
        return replace(record, notes=known.notes)
    return record
