"""What a few letters may mean to somebody in a hurry: people, reviews by the words of their titles, films without a review.

Words of names and titles are read from one index in order. Where many begin so, the reviews changed last are gone through until
enough are found; where few do, those are gathered and put in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from desktop.core.finding import By, Order, Query, Word
from desktop.core.work import Work
from desktop.storage import finding
from desktop.storage.listing import PersonRow, ReviewRow, rows_in_order
from desktop.storage.picking import OWNERS, ends_of, find_people, rarest, words_of
from desktop.storage.reading import read_records
from desktop.storage.rows import sort_title

MANY = 2_000
"""So many beginnings of words are common: the reviews changed last soon hold enough of them."""
_LETTERS = 3
"""A last word of fewer Latin letters begins so much that texts are not searched for it."""

_BEGINNING = """
SELECT id FROM (SELECT l.id, l.modified FROM listed AS l INDEXED BY listed_title
    WHERE l.trashed_at IS NULL AND l.sort_title >= ? AND l.sort_title < ? LIMIT ?)
ORDER BY modified DESC, id DESC LIMIT ?
"""
_RARE = """
SELECT l.id FROM listed AS l WHERE l.trashed_at IS NULL AND l.work_id IN ({owners}) ORDER BY l.modified DESC, l.id DESC LIMIT ?
"""
_COMMON = """
SELECT l.id FROM listed AS l INDEXED BY listed_modified WHERE l.trashed_at IS NULL AND {all_of}
ORDER BY l.modified DESC, l.id DESC LIMIT ?
"""
_FILMS = """
SELECT work.id FROM work WHERE work.id IN ({owners}) AND work.trashed_at IS NULL AND work.title <> ''
    AND NOT EXISTS (SELECT 1 FROM listed WHERE listed.work_id = work.id AND listed.trashed_at IS NULL)
ORDER BY work.sort_title, work.id LIMIT ?
"""
_HAS_WORD = "EXISTS (SELECT 1 FROM name_word AS w WHERE w.owner = l.work_id AND w.word >= ? AND w.word < ?)"


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What was found: people, reviews whose title says so, others that say so in any place, and films without a review."""

    people: tuple[PersonRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    others: tuple[ReviewRow, ...] = ()
    films: tuple[Work, ...] = ()


def look_up(database: peewee.Database, text: str, most: int, most_people: int) -> LookedUp:
    """Return what ``text`` may mean: up to ``most`` reviews and so many films, and up to ``most_people`` people.

    Without words, the reviews changed last.
    """
    words = words_of(text.replace("(", " ").replace(")", " "))
    if not words:
        newest = finding.find(database, Query(), Order(By.MODIFIED), most, 0)
        return LookedUp(reviews=tuple(found.row for found in newest.found))
    lines = dict.fromkeys((*_beginning(database, " ".join(words), most), *_titled(database, words, most)))
    reviews = rows_in_order(database, list(lines)[:most])
    return LookedUp(
        tuple(find_people(database, text, most_people)),
        tuple(reviews),
        tuple(_saying(database, words, most - len(reviews), {row.id for row in reviews})),
        tuple(_films(database, words, most)),
    )


def _owners(words: Sequence[str]) -> str:
    return " INTERSECT ".join([OWNERS] * len(words))


def _beginning(database: peewee.Database, text: str, most: int) -> list[int]:
    """Return the lines of reviews whose title, or headline where there is none, begins so, last changed first."""
    values: tuple[Any, ...] = (*ends_of(sort_title(text)), MANY, most)
    return [line_id for (line_id,) in database.execute_sql(_BEGINNING, values).fetchall()]


def _titled(database: peewee.Database, words: Sequence[str], most: int) -> list[int]:
    """Return the lines of reviews in whose titles every word begins a word, last changed first."""
    if rarest(database, words, MANY) is None:
        question = _COMMON.format(all_of=" AND ".join([_HAS_WORD] * len(words)))
    else:
        question = _RARE.format(owners=_owners(words))
    return [line_id for (line_id,) in database.execute_sql(question, (*ends_of(*words), most)).fetchall()]


def _saying(database: peewee.Database, words: Sequence[str], most: int, known: set[str]) -> list[ReviewRow]:
    """Return other reviews that have the words in names, headlines or sentences, the best first."""
    if most <= 0 or (len(words[-1]) < _LETTERS and words[-1].isascii()):
        return []
    query = Query((*(Word(word) for word in words[:-1]), Word(words[-1], begun=True)))
    page = finding.find(database, query, Order(By.BEST), most + len(known), 0)
    return [found.row for found in page.found if found.row.id not in known][:most]


def _films(database: peewee.Database, words: Sequence[str], most: int) -> list[Work]:
    """Return films without a review outside the trash in whose titles every word begins a word."""
    if rarest(database, words, MANY) is None:
        return []
    question = _FILMS.format(owners=_owners(words))
    ids = [work_id for (work_id,) in database.execute_sql(question, (*ends_of(*words), most)).fetchall()]
    records = read_records(database, Work, ids)
    return [records[work_id][0] for work_id in ids]
