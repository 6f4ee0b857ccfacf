"""The list of people: who stands in it, in order of name, and the lines of those who come into sight."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import peewee

from desktop.core.text import fold
from desktop.storage.database import fetched
from desktop.storage.models import CreditTable, PersonTable, SpellingTable

_LINES = """
SELECT person.id, person.name, coalesce(json_extract(person.body, '$.native_name'), ''),
       coalesce(json_extract(person.body, '$.disambiguator'), ''),
       person.has_bio,
       (SELECT count(DISTINCT work_id) FROM credit WHERE person_id = person.id),
       (SELECT count(*) FROM listed WHERE trashed_at IS NULL
            AND work_id IN (SELECT work_id FROM credit WHERE person_id = person.id))
FROM json_each(?) AS wanted JOIN person ON person.id = wanted.value ORDER BY wanted.key
"""


class Narrowing(StrEnum):
    """Whom the list of people is narrowed to."""

    ALL = "all"
    NO_BIO = "no bio"
    TWINS = "twins"
    NOT_CREDITED = "not credited"
    TRASH = "trash"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the ledger's list: ``works`` counts the works that credit them, ``reviews`` the reviews of those.

    Reviews in the trash are not counted.
    """

    id: str
    name: str
    native_name: str
    disambiguator: str
    has_bio: bool
    works: int
    reviews: int

    @property
    def label(self) -> str:
        """The name, told apart from others of the same name."""
        return f"{self.name} ({self.disambiguator})" if self.disambiguator else self.name


def people_ids(
    database: peewee.Database, narrowing: Narrowing = Narrowing.ALL, text: str = "", among: Collection[str] | None = None
) -> tuple[str, ...]:
    """Return the ids of the people of a list, in order of name.

    ``text`` keeps those one of whose spellings has, for every word of it, a word that begins with it; ``among`` those given.
    """
    query = PersonTable.select(PersonTable.id).where(PersonTable.trashed_at.is_null(narrowing is not Narrowing.TRASH))
    if narrowing is Narrowing.NO_BIO:
        query = query.where(PersonTable.has_bio == 0)
    elif narrowing is Narrowing.NOT_CREDITED:
        query = query.where(~peewee.fn.EXISTS(CreditTable.select().where(CreditTable.person_id == PersonTable.id)))
    if text.strip():
        query = query.where(PersonTable.id.in_(_spelled(text)))
    if among is not None:
        query = query.where(PersonTable.id.in_(peewee.SQL("(SELECT value FROM json_each(?))", (json.dumps(sorted(among)),))))
    return tuple(person_id for (person_id,) in fetched(database, query.order_by(PersonTable.sorted, PersonTable.id)))


def _spelled(text: str) -> Any:
    query = SpellingTable.select(SpellingTable.person_id)
    for word in fold(text).replace("\x00", "").split():
        query = query.where(peewee.fn.INSTR(SpellingTable.folded, f" {word}") > 0)
    return query


def person_lines(database: peewee.Database, ids: Sequence[str]) -> tuple[PersonLine, ...]:
    """Return the lines of people, in the order of ``ids``; who is not there any more is left out."""
    rows = database.execute_sql(_LINES, (json.dumps(list(ids)),)).fetchall()
    return tuple(
        PersonLine(person_id, name, native, told_apart, bool(has_bio), works, reviews)
        for person_id, name, native, told_apart, has_bio, works, reviews in rows
    )
