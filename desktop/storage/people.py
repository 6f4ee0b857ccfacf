"""The people ledger's questions to the library: how everybody is spelled, and which records know or may name somebody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import peewee

from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.work import Work
from desktop.storage.database import fetched
from desktop.storage.listing import ReviewRow, review_rows
from desktop.storage.models import CreditTable, PersonTable, ReviewTable
from desktop.storage.reading import read_records

_SPELLINGS = """
SELECT id, name, coalesce(json_extract(body, '$.native_name'), ''), coalesce(json_extract(body, '$.disambiguator'), ''),
    coalesce(json_extract(body, '$.aliases'), '[]')
FROM person WHERE trashed_at IS NULL ORDER BY id
"""

_NAMING = """
SELECT listed.review_id FROM search CROSS JOIN listed ON listed.id = search.rowid
WHERE search MATCH ? AND listed.trashed_at IS NULL
"""

_MARKING = """
SELECT id FROM review WHERE instr(body, ?) > 0 AND id IN (
    SELECT listed.review_id FROM search CROSS JOIN listed ON listed.id = search.rowid WHERE search MATCH ?
    UNION SELECT review.id FROM credit JOIN review ON review.work_id = credit.work_id WHERE credit.person_id = ?)
ORDER BY id
"""

_DATED = """
SELECT review_id, work_id, coalesce(nullif(published_on, ''), substr(created, 1, 10)) AS dated
FROM listed JOIN json_each(?) AS wanted ON wanted.value = listed.review_id ORDER BY dated DESC, listed.id DESC
"""

_RUN_ON = "\u0e00"


@dataclass(frozen=True, slots=True)
class Spelled:
    """Somebody with every way in which the name is written, the house spelling first."""

    id: str
    names: tuple[str, ...]
    native_name: str
    disambiguator: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A review, the work it is of, and the day it is dated: when it was published, else begun."""

    review_id: str
    work_id: str
    on: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A review in which somebody may be: its line, texts and work, the others credited there, and the day it is dated."""

    row: ReviewRow
    review: Review
    work: Work
    others: tuple[str, ...]
    on: str


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
    """Return the ids of the reviews, in the trash or not, in which a mark names somebody.

    The index says where a text that prints may hold one; what it does not hold, private notes and own bios that are not printed,
    is looked into where the work credits them.
    """
    given = (f"(person:{person_id})", _phrase(f"person {person_id}"), person_id)
    return [review_id for (review_id,) in database.execute_sql(_MARKING, given).fetchall()]


def reviews_about(database: peewee.Database, person: Person) -> tuple[Dated, ...]:
    """Return the reviews outside the trash whose work credits somebody or whose texts may name them.

    They stand by work, the one written of last first, and within a work the newest first. The index says where a spelling
    stands; a name in a script that sets no blanks is looked for in the texts themselves.
    """
    works = CreditTable.select(CreditTable.work_id).where(CreditTable.person_id == person.id)
    ids = {review_id for (review_id,) in _ids(database, ReviewTable.work_id.in_(works))}
    ids |= {review_id for (review_id,) in database.execute_sql(_NAMING, (_phrases(person),)).fetchall()}
    for name in person.spellings():
        if name[-1] >= _RUN_ON and not _is_hangul(name):
            ids |= {review_id for (review_id,) in _ids(database, peewee.fn.INSTR(ReviewTable.body, name) > 0)}
    found = [Dated(*row) for row in database.execute_sql(_DATED, (json.dumps(sorted(ids)),)).fetchall()]
    order = {work_id: at for at, work_id in enumerate(dict.fromkeys(each.work_id for each in found))}
    return tuple(sorted(found, key=lambda each: order[each.work_id]))


def sightings(database: peewee.Database, person: Person, wanted: Sequence[Dated]) -> list[Sighting]:
    """Return reviews with what it takes to find somebody in them, in the order given; those that are gone are left out."""
    rows = {row.id: row for row in review_rows(database, ReviewTable.id.in_([each.review_id for each in wanted]))}
    reviews = read_records(database, Review, rows)
    works = read_records(database, Work, {row.work_id for row in rows.values()})
    credited = {credit.person for work, _ in works.values() for credit in work.credits} - {person.id}
    query = PersonTable.select(PersonTable.id, PersonTable.name).where(
        PersonTable.id.in_(peewee.SQL("(SELECT value FROM json_each(?))", (json.dumps(sorted(credited)),)))
    )
    names = dict(query.tuples().execute(database))
    return [
        Sighting(
            rows[each.review_id],
            reviews[each.review_id][0],
            (work := works[rows[each.review_id].work_id][0]),
            tuple(names[credit.person] for credit in work.credits if credit.person in names),
            each.on,
        )
        for each in wanted
        if each.review_id in rows
    ]


def _ids(database: peewee.Database, condition: peewee.Expression) -> list[tuple[str]]:
    query = ReviewTable.select(ReviewTable.id).where(condition & ReviewTable.trashed_at.is_null())
    return fetched(database, query)


def _phrases(person: Person) -> str:
    """Return the FTS5 query for every spelling, with and without its hyphens, and for the person's mark."""
    phrases = [f"person {person.id}"]
    for name in person.spellings():
        phrases += [name, name.replace("-", "")]
    kept = (phrase for phrase in dict.fromkeys(phrases) if any(sign.isalnum() for sign in phrase))
    return " OR ".join(f"{_phrase(phrase)} *" if _is_hangul(phrase) else _phrase(phrase) for phrase in kept)


def _phrase(text: str) -> str:
    """Return what the index takes for these words one after the other; nothing in them is syntax."""
    return '"' + text.replace('"', " ") + '"'


def _is_hangul(name: str) -> bool:
    """Say whether a name is in hangul, whose words stand apart and take endings: the index finds it by its beginning."""
    return all("\uac00" <= sign <= "\ud7a3" or sign == " " for sign in name)
