"""Records that are new: written kind by kind with one prepared statement each, so that hundreds are as fast as SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import peewee

from desktop.core.article import Record, named_images
from desktop.core.errors import ConflictError
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.saving import Change
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage.database import AMONG, insert_all, insert_rows, name_of, values
from desktop.storage.indexing import Line, write_lines, write_name_words
from desktop.storage.models import CreditTable, ImageUseTable, SpellingTable, TagTable, WorkCountryTable
from desktop.storage.reading import read_articles
from desktop.storage.rows import TABLES, body_of, columns_of, name_words, spelling_words, storable

Links = tuple[type[peewee.Model], str, tuple[str, ...], list[tuple[Any, ...]]]
"""A table that links records, its column for the record's own id, its other columns, and the rows of one record."""


def linked_rows(record: Record) -> tuple[Links, ...]:
    """Return the rows that link a record to others."""
    match record:
        case Work():
            credits = [
                (place, credit.person, credit.job.value, storable(credit.credited_as))
                for place, credit in enumerate(record.credits)
            ]
            countries = [(place, storable(code)) for place, code in enumerate(record.countries)]
            return (
                (CreditTable, "work_id", ("position", "person_id", "job", "credited_as"), credits),
                (WorkCountryTable, "work_id", ("position", "country"), countries),
            )
        case Person():
            spellings = [(place, storable(spelling_words(text))) for place, text in enumerate(record.spellings())]
            return ((SpellingTable, "person_id", ("position", "folded"), spellings),)
        case Review():
            tags = [(place, storable(tag)) for place, tag in enumerate(record.tags)]
            uses = [(image,) for image in sorted(named_images(record, ()))]
            return (
                (TagTable, "review_id", ("position", "tag"), tags),
                (ImageUseTable, "review_id", ("image_id",), uses),
            )
        case Image() | Outlet() | Viewing():
            return ()


def insert_records(database: peewee.Database, changes: Sequence[Change], known: Mapping[str, Record], at: str) -> None:
    """Write records that are new, with what they are linked and found by; ``known`` are all records of the batch, by id.

    Raises :class:`ConflictError` where one is there already.
    """
    for kind in TABLES:
        mine = [change for change in changes if isinstance(change.record, kind)]
        if mine:
            _refuse_stored(database, kind, [change.record for change in mine])
            _insert_kind(database, kind, mine, known, at)


def conflict(record: Record) -> ConflictError:
    """Return what to raise where a stored record is not the one that a change was made from."""
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


def _refuse_stored(database: peewee.Database, kind: type[Record], records: Sequence[Record]) -> None:
    table, named = TABLES[kind], {record.id: record for record in records}
    ids = list(named)
    if len(ids) < len(records):
        raise ValueError("a batch adds a record twice")
    question = f'SELECT id FROM "{name_of(table)}" WHERE id {AMONG} LIMIT 1'  # noqa: S608 - names of our own models
    for (record_id,) in database.execute_sql(question, (values(ids),)).fetchall():
        raise conflict(named[record_id])


def _insert_kind(
    database: peewee.Database, kind: type[Record], changes: Sequence[Change], known: Mapping[str, Record], at: str
) -> None:
    records = [change.record for change in changes]
    reviews = [record for record in records if isinstance(record, Review)]
    articles = read_articles(database, [review.id for review in reviews], known) if reviews else {}
    rows = []
    for change in changes:
        record = change.record
        moments = {
            "created": record.created if isinstance(record, Review) else change.created or at,
            "modified": change.modified or at,
        }
        columns = columns_of(record, articles.get(record.id))
        rows.append({"id": record.id, "revision": 1, **moments, "body": body_of(record), **columns})
    insert_all(database, TABLES[kind], rows)
    _insert_links(database, records)
    named = {record.id: name_words(record) for record in records if isinstance(record, Work | Person)}
    if named:
        write_name_words(database, named, ())
    if reviews:
        stored = {row["id"]: row for row in rows}
        earliest_first = sorted(reviews, key=lambda review: (review.published_on or review.created, review.created))
        order = [review.id for review in earliest_first]
        write_lines(database, [Line(articles[key], stored[key]["modified"], stored[key]["words"]) for key in order], ())


def _insert_links(database: peewee.Database, records: Sequence[Record]) -> None:
    gathered: dict[tuple[type[peewee.Model], str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    for record in records:
        for table, owner, names, rows in linked_rows(record):
            gathered.setdefault((table, owner, names), []).extend((record.id, *row) for row in rows)
    for (table, owner, names), rows_of_all in gathered.items():
        insert_rows(database, table, (owner, *names), rows_of_all)
