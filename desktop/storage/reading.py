"""Reading aggregates whole: a record with its revision, an article with everything it prints from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

import peewee

from desktop.core.article import Article, Record, named_images
from desktop.core.errors import NotFoundError
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage.database import AMONG, name_of, values
from desktop.storage.rows import TABLES, Kind, record_from

_NAMES: Mapping[type, str] = {
    Review: "review",
    Work: "work",
    Person: "person",
    Image: "picture",
    Outlet: "outlet",
    Viewing: "viewing",
}


def read_record(database: peewee.Database, kind: type[Kind], record_id: str) -> tuple[Kind, int]:
    """Return a record and its revision; raises :class:`NotFoundError`."""
    found = read_records(database, kind, [record_id])
    if record_id not in found:
        raise NotFoundError(f"The library holds no {_NAMES[kind]} “{record_id}”.")
    return found[record_id]


def read_records(database: peewee.Database, kind: type[Kind], ids: Iterable[str]) -> dict[str, tuple[Kind, int]]:
    """Return the records of ``kind`` with these ids, each with its revision; ids that do not exist are left out."""
    table, wanted = TABLES[kind], sorted(set(ids))
    found: dict[str, tuple[Kind, int]] = {}
    if not wanted:
        return {}
    question = f'SELECT id, revision, body FROM "{name_of(table)}" WHERE id {AMONG}'  # noqa: S608 - names of our own models
    for record_id, revision, body in database.execute_sql(question, (values(wanted),)).fetchall():
        found[record_id] = (record_from(kind, body), revision)
    return found


@dataclass(frozen=True, slots=True)
class Stored(Generic[Kind]):
    """A record as it is stored: its revision, and the moment (UTC, ISO 8601) that it tells as that of its last change."""

    record: Kind
    revision: int
    modified: str


def read_stored(database: peewee.Database, kind: type[Kind], ids: Iterable[str]) -> dict[str, Stored[Kind]]:
    """Return the records of ``kind`` with these ids and when each was changed; ids that do not exist are left out."""
    question = f'SELECT id, revision, modified, body FROM "{name_of(TABLES[kind])}" WHERE id {AMONG}'  # noqa: S608 - own names
    rows = database.execute_sql(question, (values(ids),)).fetchall()
    return {key: Stored(record_from(kind, body), revision, modified) for key, revision, modified, body in rows}


def read_articles(
    database: peewee.Database, review_ids: Iterable[str], known: Mapping[str, Record] | None = None
) -> dict[str, Article]:
    """Return reviews as articles, by id, each kind of record read once for all; reviews that do not exist are left out.

    ``known`` are records, by id, to take instead of the stored ones. Raises :class:`NotFoundError` for a work or outlet that is
    gone.
    """
    found = dict(known or {})
    source = _Source(database, found)

    def fetch(kind: type[Kind], ids: Iterable[str]) -> tuple[Kind, ...]:
        records = source.some(kind, ids)
        found.update((record.id, record) for record in records)
        return records

    reviews = fetch(Review, review_ids)
    fetch(Outlet, {review.outlet for review in reviews})
    works = fetch(Work, {review.work for review in reviews})
    people = fetch(Person, {credit.person for work in works for credit in work.credits})
    portrayed = {portrait for person in people for portrait in person.portraits}
    fetch(Image, portrayed.union(*(named_images(review, ()) for review in reviews)))
    return {review.id: _Source(database, found).article(review) for review in reviews}


def read_article(
    database: peewee.Database, review_id: str, known: Mapping[str, Record] | None = None
) -> tuple[Article, dict[str, int]]:
    """Return a review as an article, and the revision of each of its aggregates; raises :class:`NotFoundError`.

    ``known`` are records, by id, to take instead of the stored ones; they have no revision in the answer.
    """
    source = _Source(database, known or {})
    return source.article(source.one(Review, review_id)), source.revisions


class _Source:
    """Records from ``known`` or the database, with the revisions of those that were read."""

    def __init__(self, database: peewee.Database, known: Mapping[str, Record]) -> None:
        self._database = database
        self._known = known
        self.revisions: dict[str, int] = {}

    def article(self, review: Review) -> Article:
        """Return the article that a review stands in; raises :class:`NotFoundError`."""
        work = self.one(Work, review.work)
        outlet = self.one(Outlet, review.outlet)
        people = self.some(Person, {credit.person for credit in work.credits})
        return Article(review, work, outlet, people, self.some(Image, named_images(review, people)))

    def one(self, kind: type[Kind], record_id: str) -> Kind:
        """Return one record; raises :class:`NotFoundError`."""
        record = self._known.get(record_id)
        if isinstance(record, kind):
            return record
        record, self.revisions[record_id] = read_record(self._database, kind, record_id)
        return record

    def some(self, kind: type[Kind], ids: Iterable[str]) -> tuple[Kind, ...]:
        """Return those of the records that exist, in order of id."""
        wanted = set(ids)
        known = ((key, self._known.get(key)) for key in wanted)
        chosen: dict[str, Kind] = {key: record for key, record in known if isinstance(record, kind)}
        for key, (record, revision) in read_records(self._database, kind, wanted - chosen.keys()).items():
            chosen[key] = record
            self.revisions[key] = revision
        return tuple(chosen[key] for key in sorted(chosen))
