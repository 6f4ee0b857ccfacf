"""The people ledger's questions to the library: everybody in a line each, and which texts may name somebody."""

from __future__ import annotations

from dataclasses import dataclass

import peewee

from desktop.core.text import fold
from desktop.storage.models import SpellingTable

_LINES = """
SELECT person.id, person.name, json_extract(body, '$.native_name'), json_extract(body, '$.disambiguator'),
       json_array_length(body, '$.bios') > 0, coalesce(credited.works, 0), coalesce(credited.reviews, 0)
FROM person
LEFT JOIN (
    SELECT credit.person_id, count(DISTINCT credit.work_id) AS works, count(DISTINCT review.id) AS reviews
    FROM credit LEFT JOIN review ON review.work_id = credit.work_id AND review.trashed_at IS NULL
    GROUP BY credit.person_id
) AS credited ON credited.person_id = person.id
WHERE (person.trashed_at IS NOT NULL) = ?
"""


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


def person_lines(database: peewee.Database, *, trashed: bool = False) -> list[PersonLine]:
    """Return a line for everybody who is (or is not) in the trash, in order of name; one query however many there are."""
    rows = database.execute_sql(_LINES, (trashed,)).fetchall()
    lines = [
        PersonLine(person_id, name, native, told_apart, bool(has_bio), works, reviews)
        for person_id, name, native, told_apart, has_bio, works, reviews in rows
    ]
    return sorted(lines, key=lambda line: (_place_of(line.name), line.id))


def _place_of(name: str) -> str:
    return name.casefold().replace("-", " ") if name.isascii() else fold(name)


def spelled(database: peewee.Database, text: str) -> frozenset[str]:
    """Return the ids of people one of whose spellings has, for every word of ``text``, a word that begins with it."""
    query = SpellingTable.select(SpellingTable.person_id)
    for word in fold(text).replace("\x00", "").split():
        query = query.where(peewee.fn.INSTR(SpellingTable.folded, f" {word}") > 0)
    return frozenset(person_id for (person_id,) in query.tuples().execute(database))
