"""Small articles built by hand, and the batches that save them."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from desktop.core.article import Article, Record, gathered
from desktop.core.finding import parse_query
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.review import Part, Review
from desktop.core.saving import Batch, Change, Saved
from desktop.core.work import Credit, Job, Work
from desktop.storage.library import Library

_numbers = count(1)


def an_id(kind: str = "a") -> str:
    """Return the next id; ``kind`` is a hexadecimal digit to tell records apart by."""
    return f"{kind}{next(_numbers):031x}"


def an_article(
    title: str = "Ballerina", *names: str, body: str = "A dancer takes revenge.", outlet: Outlet | None = None
) -> Article:
    """Return a review of a new work; the first of ``names`` directed it, the others act in it."""
    people = tuple(Person(an_id("3"), name) for name in names)
    credits = tuple(Credit(f"c{place}", person.id, Job.CAST if place else Job.DIRECTOR) for place, person in enumerate(people))
    work = Work(an_id("1"), title=title, year=2023, credits=credits)
    house = outlet or Outlet(an_id("2"), "Evening Post")
    review = Review(an_id("0"), work.id, house.id, "2026-01-02T03:04:05Z", parts=(Part("p1", body=body),))
    return gathered(Article(review, work, house, people))


def keep(library: Library, *records: Record, base: int = 0) -> Saved:
    """Save records made from revision ``base`` and wait for it."""
    return library.save(Batch(tuple(Change(record, base) for record in records))).result(timeout=20)


def kept(library: Library, title: str = "Ballerina", *names: str, body: str = "A dancer takes revenge.") -> Article:
    """Return an article that the library holds, every aggregate at revision 1."""
    article = an_article(title, *names, body=body)
    keep(library, *article.records())
    return article


def found_in(library: Library, text: str) -> list[str]:
    """Return the ids of the first reviews that ``text`` finds."""
    return [found.row.id for found in library.find(parse_query(text)).found]


def with_body(review: Review, body: str) -> Review:
    """Return a review with another text in its first part."""
    return replace(review, parts=(replace(review.parts[0], body=body), *review.parts[1:]))
