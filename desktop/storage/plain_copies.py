"""What readable copies are made of: which reviews print a record, when each last changed, and what no review prints.

What belongs to no review is one JSON text, ``{"format": "matinee-library", "version": 1, …}``, with a list for each kind of
record, one record a line in order of id: the stored bodies as they are, so that the same library gives the same bytes. Its
``moments`` tell of each of these records, by its id, when it was made and last changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import peewee

from desktop.core.article import Article
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.saving import Moments
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage.models import (
    AggregateTable,
    CreditTable,
    ImageTable,
    ImageUseTable,
    OutletTable,
    PersonTable,
    ReviewTable,
    SettingTable,
    ViewingTable,
    WorkTable,
)

FORMAT = "matinee-library"
VERSION = 1
MOMENTS = "moments"
LISTS: Mapping[str, tuple[type[AggregateTable], type[Outlet | Work | Person | Image | Viewing]]] = {
    "outlets": (OutletTable, Outlet),
    "works": (WorkTable, Work),
    "people": (PersonTable, Person),
    "images": (ImageTable, Image),
    "viewings": (ViewingTable, Viewing),
}
"""The lists of the text in order, each with its table and its kind of record; ``works`` are those that nobody reviewed."""

_CHUNK = 500
_STANDS_AT_ONCE = 1000
_BODIES_AT_ONCE = 2000
_STANDS = """
SELECT review.id, max(review.modified, review.written, work.modified, outlet.modified,
  coalesce((SELECT max(person.modified) FROM credit JOIN person ON person.id = credit.person_id
            WHERE credit.work_id = review.work_id), ''),
  coalesce((SELECT max(image.modified) FROM image_use JOIN image ON image.id = image_use.image_id
            WHERE image_use.review_id = review.id), ''),
  coalesce((SELECT max(viewing.modified) FROM viewing WHERE viewing.review_id = review.id), ''))
FROM review JOIN work ON work.id = review.work_id JOIN outlet ON outlet.id = review.outlet_id
WHERE review.id > ? ORDER BY review.id LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Stand:
    """A review and when it, or what it prints, last changed (UTC, ISO 8601)."""

    review: str
    changed: str


def stands(database: peewee.Database, after: str = "") -> list[Stand]:
    """Return the next thousand reviews behind an id, those in the trash too, in its order; more at once would hold others up."""
    return [Stand(*row) for row in database.execute_sql(_STANDS, (after, _STANDS_AT_ONCE))]


def every_stand(database: peewee.Database) -> Iterator[Stand]:
    """Yield every review, in order of id."""
    after = ""
    while found := stands(database, after):
        yield from found
        after = found[-1].review


def reviews_printing(database: peewee.Database, ids: Collection[str]) -> set[str]:
    """Return those of ``ids`` that are reviews, and the reviews that print any of the other records or are of such a viewing."""
    found: set[str] = set()
    for chunk in _chunks(ids):
        works = CreditTable.select(CreditTable.work_id).where(CreditTable.person_id.in_([*chunk, *_portrayed(database, chunk)]))
        uses = ImageUseTable.select(ImageUseTable.review_id).where(ImageUseTable.image_id.in_(chunk))
        seen = ViewingTable.select(ViewingTable.review_id).where(ViewingTable.id.in_(chunk))
        for condition in (
            ReviewTable.id.in_(chunk),
            ReviewTable.work_id.in_(chunk),
            ReviewTable.outlet_id.in_(chunk),
            ReviewTable.work_id.in_(works),
            ReviewTable.id.in_(uses),
            ReviewTable.id.in_(seen),
        ):
            found.update(row[0] for row in ReviewTable.select(ReviewTable.id).where(condition).tuples().execute(database))
    return found


def _portrayed(database: peewee.Database, ids: list[str]) -> list[str]:
    """Return the people whom any of ``ids`` portrays, where it is a picture."""
    images = [row[0] for row in ImageTable.select(ImageTable.id).where(ImageTable.id.in_(ids)).tuples().execute(database)]
    queries = (PersonTable.select(PersonTable.id).where(PersonTable.body.contains(image)).tuples() for image in images)
    return [person for query in queries for (person,) in query.execute(database)]


def are_reviews(database: peewee.Database, ids: Collection[str]) -> bool:
    """Say whether all of ``ids`` are reviews of the library."""
    queries = (ReviewTable.select(ReviewTable.id).where(ReviewTable.id.in_(chunk)).tuples() for chunk in _chunks(ids))
    return sum(len(list(query.execute(database))) for query in queries) == len(set(ids))


def shared_text(database: peewee.Database, settings: Iterable[str], look: Callable[[], object]) -> str:
    """Return what belongs to no review as one JSON text, with the values that the library keeps under these keys.

    ``look`` is called now and then, and ends it by raising.
    """
    kept = SettingTable.select(SettingTable.key, SettingTable.value).where(SettingTable.key.in_(list(settings)))
    values = dict(sorted(kept.tuples().execute(database)))
    pieces = [f'{{\n"format": "{FORMAT}",\n"version": {VERSION},\n"settings": {json.dumps(values, ensure_ascii=False)}']
    moments = []
    for name, (table, _) in LISTS.items():
        query = table.select(table.id, table.created, table.modified, table.body).order_by(table.id)
        if table is WorkTable:
            query = query.where(WorkTable.id.not_in(ReviewTable.select(ReviewTable.work_id)))
        bodies = []
        for number, (key, created, modified, body) in enumerate(query.tuples().iterator(database)):
            bodies.append(body)
            moments.append(f'{json.dumps(key)}: {{"created": "{created}", "modified": "{modified}"}}')
            if number % _BODIES_AT_ONCE == 0:
                look()
        joined = ",\n".join(bodies)
        pieces.append(f',\n"{name}": [\n{joined}\n]')
    joined = ",\n".join(moments)
    return "".join([*pieces, f',\n"{MOMENTS}": {{\n{joined}\n}}', "\n}\n"])


def moments_of(database: peewee.Database, article: Article) -> dict[str, Moments]:
    """Return when the review and the work of an article were made and last changed, by their ids."""
    queries = (
        table.select(table.id, table.created, table.modified).where(table.id == key).tuples()
        for table, key in ((ReviewTable, article.review.id), (WorkTable, article.work.id))
    )
    return {key: Moments(*row) for query in queries for key, *row in query.execute(database)}


def _chunks(ids: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(set(ids))
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
