"""Records that are stored already: written kind by kind, each statement prepared once, and only the rows that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import peewee

from desktop.core.article import Record
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.saving import Change
from desktop.core.text import fold
from desktop.core.work import Work
from desktop.storage.adding import conflict, linked_rows
from desktop.storage.database import AMONG, among, insert_rows, name_of, update_all, values
from desktop.storage.indexing import Line, write_lines, write_name_words
from desktop.storage.models import ListedTable
from desktop.storage.reading import read_articles
from desktop.storage.rows import TABLES, body_of, columns_of, name_words, storable


def update_records(database: peewee.Database, changes: Sequence[Change], known: Mapping[str, Record], at: str) -> None:
    """Write new values of stored records, with what they are linked and found by; ``known`` are all records of the batch, by id.

    Raises :class:`ConflictError` where a stored record is not the one a change was made from.
    """
    for kind in TABLES:
        mine = [change for change in changes if isinstance(change.record, kind)]
        if mine:
            _refuse_newer(database, kind, mine)
            _update_kind(database, kind, mine, known, at)


def _refuse_newer(database: peewee.Database, kind: type[Record], changes: Sequence[Change]) -> None:
    # The transaction is the only writer from its first statement on, so what is compared here still holds when it is written.
    question = f'SELECT id, revision FROM "{name_of(TABLES[kind])}" WHERE id'  # noqa: S608 - names of our own models
    stored = dict(among(database, question, [change.record.id for change in changes]))
    for change in changes:
        if stored.get(change.record.id) != change.base:
            raise conflict(change.record)


def _update_kind(
    database: peewee.Database, kind: type[Record], changes: Sequence[Change], known: Mapping[str, Record], at: str
) -> None:
    reviews = [change.record.id for change in changes if isinstance(change.record, Review)]
    articles = read_articles(database, reviews, known) if reviews else {}
    rows, lines = {}, []
    for change in changes:
        record = change.record
        columns = columns_of(record, articles.get(record.id))
        rows[record.id] = columns | {"revision": change.base + 1, "modified": at, "body": body_of(record)}
        if record.id in articles:
            modified = change.modified or at
            rows[record.id] |= {"modified": modified, "written": at if change.modified else ""}
            lines.append(Line(articles[record.id], modified, columns["words"]))
    update_all(database, TABLES[kind], "id", rows)
    _link(database, [change.record for change in changes])
    if lines:
        write_lines(database, lines, reviews)


def _link(database: peewee.Database, records: Sequence[Record]) -> None:
    """Bring the rows that link changed records of one kind to others in step with them."""
    for links in zip(*(linked_rows(record) for record in records), strict=True):
        wanted = {record.id: rows for record, (*_, rows) in zip(records, links, strict=True)}
        table, owner, names, _ = links[0]
        _replace(database, table, owner, names, wanted)
    named = {record.id: name_words(record) for record in records if isinstance(record, Work | Person)}
    if named:
        write_name_words(database, named, named)
    for record in records:
        if isinstance(record, Outlet):
            sorted_as = storable(fold(record.name))
            lines = ListedTable.update(sort_outlet=sorted_as)
            lines.where((ListedTable.outlet_id == record.id) & (ListedTable.sort_outlet != sorted_as)).execute(database)


def _replace(
    database: peewee.Database,
    table: type[peewee.Model],
    owner: str,
    names: tuple[str, ...],
    wanted: Mapping[str, list[tuple[Any, ...]]],
) -> None:
    """Give each owner its rows in a table, where it has others; the first of the names is what they are ordered by."""
    question = f'SELECT {", ".join((owner, *names))} FROM "{name_of(table)}" WHERE {owner}'  # noqa: S608 - names of our own models
    stored: dict[str, list[tuple[Any, ...]]] = {key: [] for key in wanted}
    for owner_id, *row in among(database, question, wanted):
        stored[owner_id].append(tuple(row))
    differing = {key: rows for key, rows in wanted.items() if sorted(stored[key], key=lambda row: row[0]) != rows}
    if differing:
        delete = f'DELETE FROM "{name_of(table)}" WHERE {owner} {AMONG}'  # noqa: S608 - names of our own models
        database.execute_sql(delete, (values(differing),))
        insert_rows(database, table, (owner, *names), [(key, *row) for key, rows in differing.items() for row in rows])
