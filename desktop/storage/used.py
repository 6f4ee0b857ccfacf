"""What was typed before into a field, for completing it: distinct values out of the stored records, most used first.

Reading every record of a large library takes seconds, and each save makes what was read stale. So the newest records of a kind
are read, once, and after a save those alone that were written.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import peewee

from desktop.core.errors import NotFoundError
from desktop.core.saving import Saved
from desktop.storage.tags import first_spellings

NEWEST = 2_000
"""The records of a kind, added last, whose values are told."""

_Source = tuple[str, str]
"""A table, and the question for ids and values of its ``{rows}``."""


def _field(table: str, name: str) -> _Source:
    return table, f"SELECT {table}.id, {table}.{name} FROM {{rows}} AS {table}"  # noqa: S608 - own constants


def _inside(table: str, name: str) -> _Source:
    return table, f"SELECT {table}.id, json_extract({table}.body, '$.{name}') FROM {{rows}} AS {table}"  # noqa: S608


def _list(table: str, name: str) -> _Source:
    return table, f"SELECT {table}.id, each.value FROM {{rows}} AS {table}, json_each({table}.body, '$.{name}') AS each"  # noqa: S608


def _named(name: str, part: str) -> _Source:
    return (
        "work",
        f"SELECT work.id, json_extract(each.value, '$.{part}') FROM {{rows}} AS work, json_each(work.body, '$.{name}') AS each",  # noqa: S608
    )


COLUMNS: Mapping[str, tuple[_Source, ...]] = MappingProxyType(
    {
        **{name: (_list("work", name),) for name in ("genres", "countries", "languages", "content_notes")},
        "services": (_named("watch", "service"),),
        "companies": (_named("companies", "name"),),
        "company_roles": (_named("companies", "role"),),
        "certificate_boards": (_named("certificates", "board"),),
        "festivals": (_named("festivals", "festival"), _field("viewing", "festival")),
        "characters": (
            (
                "work",
                """SELECT work.id, names.value FROM {rows} AS work, json_each(work.body, '$.credits') AS each,
                json_each(each.value, '$.characters') AS names""",
            ),
        ),
        "job_texts": (_named("credits", "job_text"),),
        "trailer_providers": (_inside("work", "trailer.provider"),),
        "trailer_labels": (_inside("work", "trailer.label"),),
        "known_as": (_list("person", "known_as"),),
        "image_credits": (_inside("image", "credit"),),
        "bylines": (_field("review", "byline"),),
        "review_languages": (_field("review", "language"),),
        "tags": (("review", "SELECT review.id, tag FROM {rows} AS review JOIN review_tag ON review_tag.review_id = review.id"),),
        "venues": (_field("viewing", "venue"),),
        "formats": (_field("viewing", "format"),),
        "versions": (_inside("viewing", "version"),),
        "sections": (_field("viewing", "section"),),
    }
)
"""Each column that is completed, with the questions for its values; a field that should complete is added here."""
_NAMED_ONCE = frozenset({"tags"})
"""Columns whose values are the same in whatever spelling; the first is offered."""


@dataclass(slots=True)
class _Read:
    """What was read of a column: the values of each record, those that were written since, and all values in order."""

    owners: dict[str, tuple[str, ...]]
    written: set[str] = field(default_factory=set)
    values: tuple[str, ...] = ()


class UsedValues:
    """The values of the columns, read when first asked for and kept in step; safe from every thread."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._guard = threading.Lock()
        self._read: dict[str, _Read] = {}

    def note(self, saved: Saved) -> None:
        """Take note of a save. Who was deleted may have taken others along, so all is read anew then."""
        with self._guard:
            if saved.discarded:
                self._read.clear()
            for read in self._read.values():
                read.written |= saved.revisions.keys()

    def values(self, database: peewee.Database, column: str) -> tuple[str, ...]:
        """Return the values of one of ``COLUMNS`` in use, most used first; raises :class:`NotFoundError` for another name."""
        if column not in COLUMNS:
            raise NotFoundError(f"“{column}” is not a column that remembers its values.")
        with self._guard:
            read = self._read.get(column)
            if read is None:
                read = self._read[column] = _Read(_asked(database, column))
            elif read.written:
                for gone in read.written:
                    read.owners.pop(gone, None)
                read.owners.update(_asked(database, column, read.written))
                read.written.clear()
            else:
                return read.values
            counted = Counter(value for values in read.owners.values() for value in values)
            if column in _NAMED_ONCE:
                named = first_spellings(database, counted)
                counted = Counter(named[value] for value in counted.elements())
            read.values = tuple(sorted(counted, key=lambda value: (-counted[value], value)))
            return read.values


def _asked(database: peewee.Database, column: str, ids: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return the values of the newest records, or of some by their ids, by record."""
    owners: dict[str, tuple[str, ...]] = {}
    for table, question in COLUMNS[column]:
        some = "ORDER BY rowid DESC LIMIT ?" if ids is None else "WHERE id IN (SELECT value FROM json_each(?))"
        rows = f"(SELECT * FROM {table} {some})"  # noqa: S608 - own constants
        values = (NEWEST if ids is None else json.dumps(list(ids)),)
        for owner, value in database.execute_sql(question.format(rows=rows), values).fetchall():
            if value not in (None, ""):
                owners[owner] = (*owners.get(owner, ()), str(value))
    return owners
