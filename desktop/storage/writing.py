"""What one save writes, inside one transaction: the aggregates, the rows that link them, and what they are found by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import peewee

from desktop.core.article import Article, Record, named_images
from desktop.core.errors import ConflictError
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.saving import Batch, Change, Saved, stamp
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage.models import (
    CreditTable,
    ImageUseTable,
    PersonTable,
    ReviewTable,
    SearchTextTable,
    SpellingTable,
    TagTable,
    ViewingTable,
    WorkCountryTable,
    WorkTable,
)
from desktop.storage.reading import read_article, read_records
from desktop.storage.rows import (
    TABLES,
    body_of,
    columns_of,
    printed_columns,
    search_columns,
    spelling_words,
    storable,
)
from desktop.storage.search import rebuild


def write_batch(database: peewee.Database, batch: Batch, at: datetime) -> Saved:
    """Write a batch inside the transaction that is open.

    Raises :class:`ConflictError` where a stored record is not the one a change was made from; the caller rolls back.
    """
    order = list(TABLES)
    changes = sorted(batch.changes, key=lambda change: order.index(type(change.record)))
    known: dict[str, Record] = {change.record.id: change.record for change in changes}
    stale: set[str] = set()
    for change in changes:
        stale |= _reviews_to_refresh(database, change.record)
        _write_record(database, change, known, stamp(at))
    for record_id in batch.discard:
        _discard(database, record_id)
    for review_id in stale - known.keys() - set(batch.discard):
        _refresh(database, review_id, known)
    kept = PersonTable.select(PersonTable.id, PersonTable.revision).where(PersonTable.id.in_(batch.discard))
    revisions = dict(kept.tuples().execute(database))
    return Saved(revisions | {change.record.id: change.base + 1 for change in changes}, at)


def write_search_anew(database: peewee.Database) -> None:
    """Make what reviews are found by, and the search index, anew from the records."""
    for (review_id,) in list(ReviewTable.select(ReviewTable.id).tuples().execute(database)):
        _refresh(database, review_id, {})
    rebuild(database)


def was_written(database: peewee.Database, batch: Batch) -> bool:
    """Say whether a batch whose commit reported an error is in the database all the same."""
    for change in batch.changes:
        table = TABLES[type(change.record)]
        row = table.select(table.revision, table.body).where(table.id == change.record.id).tuples().execute(database)
        if list(row) != [(change.base + 1, body_of(change.record))]:
            return False
    left = (table.select(table.id).where(table.id.in_(batch.discard)).tuples() for table in (ReviewTable, ViewingTable))
    return not any(list(query.execute(database)) for query in left)


def _write_record(database: peewee.Database, change: Change, known: Mapping[str, Record], at: str) -> None:
    record, table = change.record, TABLES[type(change.record)]
    stored = list(table.select(table.revision).where(table.id == record.id).tuples().execute(database))
    # The transaction is the only writer from its first statement on, so what is compared here still holds when it is written.
    if stored != ([(change.base,)] if change.base else []):
        raise _conflict(record)
    article = read_article(database, record.id, known)[0] if isinstance(record, Review) else None
    row = columns_of(record, article) | {"revision": change.base + 1, "modified": at, "body": body_of(record)}
    if change.base:
        table.update(row).where((table.id == record.id) & (table.revision == change.base)).execute(database)
    else:
        made = record.created if isinstance(record, Review) else at
        table.insert({"id": record.id, "created": made, **row}).execute(database)
    _link(database, record)
    if article is not None:
        _write_search_text(database, article)


def _conflict(record: Record) -> ConflictError:
    match record:
        case Review():
            what = "This review"
        case Work():
            what = f"The work “{record.title}”"
        case Viewing():
            what = "This viewing"
        case _:
            what = f"“{record.name}”"
    return ConflictError(f"{what} was changed elsewhere after this change began, so nothing was written over it.")


def _link(database: peewee.Database, record: Record) -> None:
    """Bring the rows that link this record to others in step with it."""
    match record:
        case Work():
            credits = [
                (place, credit.person, credit.job.value, storable(credit.credited_as))
                for place, credit in enumerate(record.credits)
            ]
            _replace(database, CreditTable, "work_id", record.id, ("position", "person_id", "job", "credited_as"), credits)
            countries = [(place, storable(code)) for place, code in enumerate(record.countries)]
            _replace(database, WorkCountryTable, "work_id", record.id, ("position", "country"), countries)
        case Person():
            spellings = [(place, storable(spelling_words(text))) for place, text in enumerate(record.spellings())]
            _replace(database, SpellingTable, "person_id", record.id, ("position", "folded"), spellings)
        case Review():
            tags = [(place, storable(tag)) for place, tag in enumerate(record.tags)]
            _replace(database, TagTable, "review_id", record.id, ("position", "tag"), tags)
            uses = [(image,) for image in sorted(named_images(record, ()))]
            _replace(database, ImageUseTable, "review_id", record.id, ("image_id",), uses)
        case Image() | Outlet() | Viewing():
            pass


def _replace(
    database: peewee.Database,
    table: type[peewee.Model],
    owner: str,
    owner_id: str,
    names: tuple[str, ...],
    rows: list[tuple[Any, ...]],
) -> None:
    mine = getattr(table, owner) == owner_id
    fields = [getattr(table, name) for name in names]
    stored = table.select(*fields).where(mine).order_by(fields[0]).tuples().execute(database)
    if list(stored) == rows:
        return
    table.delete().where(mine).execute(database)
    if rows:
        named = [{owner: owner_id, **dict(zip(names, row, strict=True))} for row in rows]
        for start in range(0, len(named), 500):
            table.insert_many(named[start : start + 500]).execute(database)


def _reviews_to_refresh(database: peewee.Database, record: Record) -> set[str]:
    """Return the ids of stored reviews whose headline, slug or search text a record's new value changes."""
    match record:
        case Work():
            query = ReviewTable.select(ReviewTable.id).where(ReviewTable.work_id == record.id)
        case Person():
            if not _spelled_anew(database, record):
                return set()
            query = (
                ReviewTable.select(ReviewTable.id)
                .join(CreditTable, on=(CreditTable.work_id == ReviewTable.work_id))
                .where(CreditTable.person_id == record.id)
                .distinct()
            )
        case _:
            return set()
    return {review_id for (review_id,) in query.tuples().execute(database)}


def _spelled_anew(database: peewee.Database, person: Person) -> bool:
    stored = read_records(database, Person, [person.id]).get(person.id)
    return stored is None or stored[0].spellings() != person.spellings()


def _refresh(database: peewee.Database, review_id: str, known: Mapping[str, Record]) -> None:
    article, _ = read_article(database, review_id, known)
    ReviewTable.update(printed_columns(article)).where(ReviewTable.id == review_id).execute(database)
    _write_search_text(database, article)


def _write_search_text(database: peewee.Database, article: Article) -> None:
    wanted, review_id = search_columns(article), article.review.id
    fields = (SearchTextTable.titles, SearchTextTable.people, SearchTextTable.tags, SearchTextTable.words)
    mine = SearchTextTable.review_id == review_id
    stored = list(SearchTextTable.select(*fields).where(mine).tuples().execute(database))
    if not stored:
        SearchTextTable.insert({"review_id": review_id, **wanted}).execute(database)
    elif stored[0] != tuple(wanted.values()):
        SearchTextTable.update(wanted).where(mine).execute(database)


def _discard(database: peewee.Database, record_id: str) -> None:
    """Delete one record for good: a review or viewing with a work that nothing else uses, or a person whom nobody credits."""
    row = ReviewTable.select(ReviewTable.work_id).where(ReviewTable.id == record_id).tuples().execute(database)
    for (work_id,) in list(row):
        # Deleted by hand and not by the cascade, so that the search index is told in every version of SQLite.
        SearchTextTable.delete().where(SearchTextTable.review_id == record_id).execute(database)
        ReviewTable.delete().where(ReviewTable.id == record_id).execute(database)
        _discard_unused_work(database, work_id)
        return
    seen = ViewingTable.select(ViewingTable.work_id).where(ViewingTable.id == record_id).tuples().execute(database)
    for (work_id,) in list(seen):
        ViewingTable.delete().where(ViewingTable.id == record_id).execute(database)
        _discard_unused_work(database, work_id)
        return
    _discard_unused_work(database, record_id)
    credited = CreditTable.select(CreditTable.person_id).where(CreditTable.person_id == record_id)
    PersonTable.delete().where((PersonTable.id == record_id) & ~peewee.fn.EXISTS(credited)).execute(database)


def _discard_unused_work(database: peewee.Database, work_id: str) -> None:
    reviewed = ReviewTable.select(ReviewTable.id).where(ReviewTable.work_id == work_id)
    seen = ViewingTable.select(ViewingTable.id).where(ViewingTable.work_id == work_id)
    unused = ~peewee.fn.EXISTS(reviewed) & ~peewee.fn.EXISTS(seen)
    WorkTable.delete().where((WorkTable.id == work_id) & unused).execute(database)
