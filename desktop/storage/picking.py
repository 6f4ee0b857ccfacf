"""What a picker offers while somebody types: people and works by the beginnings of words, those used last first.

The words of all names and titles stand in one index in order. Of the words typed, the one that fewest begin with is looked up
there. Where even that begins very many, the reviews changed last are gone through instead, and what they name is offered.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import peewee

from desktop.core.person import Person
from desktop.core.text import fold
from desktop.core.work import Work
from desktop.storage.listing import PersonRow, WorkRow
from desktop.storage.reading import read_records

MANY = 600
"""Names that are gathered and put in order at most."""
_NEWEST = 1_000
"""Reviews that are gone through where more names begin so."""
_END = "\U0010ffff"
OWNERS = "SELECT owner FROM name_word WHERE word >= ? AND word < ?"
"""Asks for the ids of people and works that have a word between the :func:`ends_of` a beginning."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is picked from: its table and condition, how a word typed is looked for in one of them, and what names them."""

    table: str
    usable: str
    word: str
    said_by: str
    uses: str
    ties: str

    def values(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return what the words are looked for by."""
        if self is _PEOPLE:
            return tuple(f" {word}" for word in words)
        return ends_of(*words)

    def condition(self, words: Sequence[str]) -> str:
        """Return the condition that every word begins a word, in people of one and the same spelling."""
        if self is _PEOPLE and words:
            spelled = " AND ".join([self.word] * len(words))
            spelling = "SELECT 1 FROM spelling WHERE person_id = person.id AND "
            return f"{self.usable} AND EXISTS ({spelling}{spelled})"
        return " AND ".join([self.usable, *[self.word] * len(words)])


_PEOPLE = _Kind(
    table="person",
    usable="person.trashed_at IS NULL",
    word="instr(folded, ?) > 0",
    said_by="newest CROSS JOIN credit ON credit.work_id = newest.work_id CROSS JOIN person ON person.id = credit.person_id",
    uses="credit ON credit.person_id = person.id LEFT JOIN listed AS l ON l.work_id = credit.work_id AND l.trashed_at IS NULL",
    ties="often DESC, person.name, person.id",
)
_WORKS = _Kind(
    table="work",
    usable="work.trashed_at IS NULL AND work.title <> ''",
    word="EXISTS (SELECT 1 FROM name_word AS other WHERE other.owner = work.id AND word >= ? AND word < ?)",
    said_by="newest CROSS JOIN work ON work.id = newest.work_id",
    uses="listed AS l ON l.work_id = work.id AND l.trashed_at IS NULL",
    ties="work.sort_title, work.id",
)


def find_people(database: peewee.Database, text: str, limit: int) -> list[PersonRow]:
    """Return people one of whose spellings has, for every word of ``text``, a word that begins with it; last used first.

    Case, accents, hyphens and quotation marks do not count. Without words, everybody is found.
    """
    counted = _picked(database, _PEOPLE, words_of(text), limit)
    records = read_records(database, Person, [person_id for person_id, _ in counted])
    return [
        PersonRow(*records[person_id], _last_work(database, person_id) if count else "", count) for person_id, count in counted
    ]


def find_works(database: peewee.Database, text: str, limit: int) -> list[WorkRow]:
    """Return works in whose titles every word of ``text`` begins a word; last reviewed first."""
    counted = _picked(database, _WORKS, words_of(text), limit)
    records = read_records(database, Work, [work_id for work_id, _ in counted])
    return [WorkRow(*records[work_id], count) for work_id, count in counted]


def words_of(text: str) -> list[str]:
    """Return the words of what was typed, made comparable."""
    return fold(text).replace("\x00", "").split()


def ends_of(*words: str) -> tuple[str, ...]:
    """Return for each beginning of a word the first word that begins so, and one beyond the last."""
    return tuple(end for word in words for end in (word, word + _END))


def rarest(database: peewee.Database, words: Sequence[str], most: int) -> str | None:
    """Return the word that fewest words of names and titles begin with, None where those are ``most`` or more."""
    counted = [(_begun(database, word, most), word) for word in words]
    fewest, word = min(counted, default=(most, ""))
    return word if fewest < most else None


def _begun(database: peewee.Database, word: str, most: int) -> int:
    question = f"SELECT count(*) FROM ({OWNERS} LIMIT ?)"  # noqa: S608 - own constants
    return int(database.execute_sql(question, (*ends_of(word), most)).fetchone()[0])


def _picked(database: peewee.Database, kind: _Kind, words: Sequence[str], limit: int) -> list[tuple[str, int]]:
    """Return ids, each with in how many reviews outside the trash it stands."""
    word = rarest(database, words, MANY)
    if word is None:
        return _in_order(database, kind, "SELECT value FROM json_each(?)", (_common(database, kind, words, limit),), (), limit)
    return _in_order(database, kind, OWNERS, ends_of(word), words, limit)


def _in_order(
    database: peewee.Database, kind: _Kind, ids: str, values: Sequence[str], words: Sequence[str], limit: int
) -> list[tuple[str, int]]:
    question = f"""
        SELECT {kind.table}.id, count(DISTINCT l.review_id) AS often
        FROM {kind.table} LEFT JOIN {kind.uses}
        WHERE {kind.table}.id IN ({ids}) AND {kind.condition(words)}
        GROUP BY {kind.table}.id ORDER BY max(l.modified) DESC NULLS LAST, {kind.ties} LIMIT ?"""  # noqa: S608 - own constants
    return list(database.execute_sql(question, (*values, *kind.values(words), limit)).fetchall())


def _common(database: peewee.Database, kind: _Kind, words: Sequence[str], limit: int) -> str:
    """Return ids as JSON: of what the reviews changed last name, and where that is not enough of any others."""
    said = f"""
        SELECT DISTINCT {kind.table}.id FROM (SELECT work_id FROM listed WHERE trashed_at IS NULL
            ORDER BY modified DESC, id DESC LIMIT {_NEWEST}) AS {kind.said_by}
        WHERE {kind.condition(words)} LIMIT ?"""  # noqa: S608 - own constants
    ids = [each for (each,) in database.execute_sql(said, (*kind.values(words), limit)).fetchall()]
    if len(ids) < limit:
        named = f"id IN ({' INTERSECT '.join([OWNERS] * len(words))}) AND " if words else ""
        others = f"""
            SELECT id FROM {kind.table} WHERE {named}id NOT IN (SELECT value FROM json_each(?)) AND {kind.condition(words)}
            LIMIT ?"""  # noqa: S608 - own constants
        values = (*ends_of(*words), json.dumps(ids), *kind.values(words), limit - len(ids))
        ids += [each for (each,) in database.execute_sql(others, values).fetchall()]
    return json.dumps(ids)


def _last_work(database: peewee.Database, person_id: str) -> str:
    question = """
        SELECT work.title, work.year FROM credit CROSS JOIN listed AS l ON l.work_id = credit.work_id AND l.trashed_at IS NULL
            CROSS JOIN work ON work.id = credit.work_id
        WHERE credit.person_id = ? ORDER BY l.modified DESC, l.review_id LIMIT 1"""
    for title, year in database.execute_sql(question, (person_id,)).fetchall():
        return f"{title} ({year})" if title and year else str(title)
    return ""
