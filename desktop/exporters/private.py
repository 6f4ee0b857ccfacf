"""What a file of a review may leave out, being never meant for readers, and what a file without it must not take away."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.article import Article, Record
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.work import Work


def without_private(article: Article) -> Article:
    """Return the article without private notes and without the source text."""
    return replace(
        article,
        review=replace(article.review, notes="", source=None),
        work=replace(article.work, notes=""),
        people=tuple(replace(person, notes="") for person in article.people),
    )


def with_private_of(record: Record, known: Record) -> Record:
    """Return a record with the private notes and the source text of ``known``, which is the same record as the library has it."""
    if isinstance(record, Review) and isinstance(known, Review):
        return replace(record, notes=known.notes, source=known.source)
    if isinstance(record, Work) and isinstance(known, Work):
        return replace(record, notes=known.notes)
    if isinstance(record, Person) and isinstance(known, Person):
        return replace(record, notes=known.notes)
    return record
