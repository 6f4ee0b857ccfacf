"""The people ledger's questions to the library: how everybody is spelled, and which records know or may name somebody."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import peewee

from desktop.core.article import Article
from desktop.core.person import Person
from desktop.storage.listing import ReviewRow, review_rows
from desktop.storage.models import CreditTable, ReviewTable
from desktop.storage.reading import read_article

_SPELLINGS = """
SELECT id, name, json_extract(body, '$.native_name'), json_extract(body, '$.disambiguator'), json_extract(body, '$.aliases')
FROM person WHERE trashed_at IS NULL ORDER BY id
"""

_NAMING = """
SELECT listed.review_id FROM search CROSS JOIN listed ON listed.id = search.rowid
WHERE search MATCH ? AND listed.trashed_at IS NULL
"""

_RUN_ON = "\u0e00"


@dataclass(frozen=True, slots=True)
class Spelled:
    """Somebody with every way in which the name is written, the house spelling first."""

    id: str
    names: tuple[str, ...]
    native_name: str
    disambiguator: str


def every_spelling(database: peewee.Database) -> list[Spelled]:
    """Return everybody outside the trash with all their spellings."""
    found = []
    for person_id, name, native, told_apart, aliases in database.execute_sql(_SPELLINGS).fetchall():
        texts = [alias["text"] for alias in json.loads(aliases)] if aliases != "[]" else []
        names = tuple(dict.fromkeys(text for text in (name, native, *texts) if text))
        found.append(Spelled(person_id, names, native, told_apart))
    return found


def billings(database: peewee.Database) -> dict[str, list[str]]:
    """Return the ids of the people whom each work credits, by the work's id."""
    found: dict[str, list[str]] = {}
    query = CreditTable.select(CreditTable.work_id, CreditTable.person_id).order_by(CreditTable.work_id).tuples()
    for work_id, person_id in query.execute(database):
        found.setdefault(work_id, []).append(person_id)
    return found


def works_crediting(database: peewee.Database, person_id: str) -> list[str]:
    """Return the ids of the works that credit somebody."""
    query = CreditTable.select(CreditTable.work_id).where(CreditTable.person_id == person_id).distinct().tuples()
    return sorted(work_id for (work_id,) in query.execute(database))


def reviews_marking(database: peewee.Database, person_id: str) -> list[str]:
    """Return the ids of the reviews, in the trash or not, in which a mark names somebody; every text is looked through."""
    query = ReviewTable.select(ReviewTable.id).where(peewee.fn.INSTR(ReviewTable.body, f"(person:{person_id})") > 0).tuples()
    return sorted(review_id for (review_id,) in query.execute(database))


def articles_about(database: peewee.Database, person: Person) -> list[tuple[ReviewRow, Article]]:
    """Return the reviews outside the trash whose work credits somebody or whose texts may name them, last changed first.

    The index says where a spelling stands; a name in a script without blanks is looked for in the texts themselves.
    """
    works = CreditTable.select(CreditTable.work_id).where(CreditTable.person_id == person.id)
    ids = {review_id for (review_id,) in _ids(database, ReviewTable.work_id.in_(works))}
    ids |= {review_id for (review_id,) in database.execute_sql(_NAMING, (_phrases(person),)).fetchall()}
    for name in person.spellings():
        if name[-1] >= _RUN_ON:
            ids |= {review_id for (review_id,) in _ids(database, peewee.fn.INSTR(ReviewTable.body, name) > 0)}
    rows = [row for chunk in _chunks(sorted(ids)) for row in review_rows(database, ReviewTable.id.in_(chunk))]
    return [(row, read_article(database, row.id)[0]) for row in rows]


def _ids(database: peewee.Database, condition: peewee.Expression) -> list[tuple[str]]:
    query = ReviewTable.select(ReviewTable.id).where(condition & ReviewTable.trashed_at.is_null()).tuples()
    return list(query.execute(database))


def _chunks(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))


def _phrases(person: Person) -> str:
    """Return the FTS5 query for every spelling, with and without its hyphens, and for the person's mark."""
    phrases = [f"person {person.id}"]
    for name in person.spellings():
        phrases += [name.replace('"', " "), name.replace("-", "").replace('"', " ")]
    return " OR ".join(f'"{phrase}"' for phrase in dict.fromkeys(phrases) if any(sign.isalnum() for sign in phrase))
