"""The places beside a list: into which groups the reviews outside the trash fall, and how many each has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import peewee

from desktop.core.finding import Piece, Query, Term
from desktop.core.finding_values import Key, Operator
from desktop.core.review import Status
from desktop.core.text import fold
from desktop.storage.filtering import Filter, due, embargoed
from desktop.storage.tags import first_spellings, reviews_tagged


class Facet(StrEnum):
    """A kind of group.

    ``PLACES`` are all reviews, each status, those due this week, those under embargo and the trash; ``RATINGS`` go from the best
    band down.
    """

    PLACES = "places"
    OUTLETS = "outlets"
    TAGS = "tags"
    YEARS = "years"
    DECADES = "decades"
    DIRECTORS = "directors"
    RATINGS = "ratings"
    LANGUAGES = "languages"


@dataclass(frozen=True, slots=True)
class Tally:
    """A group: what it is called, how many reviews it has, and the pieces of the query that finds them; all without any.

    A band of ratings is called by its stars out of five (``4`` for 4 up to 5), the rest ``unrated``.
    """

    label: str
    count: int
    pieces: tuple[Piece, ...] = ()

    @property
    def query(self) -> Query:
        """The query that finds the reviews of the group."""
        return Query(self.pieces)


_BEST_BAND = 5
"""Bands of stars out of five: 5 alone, 4 up to 5, and so on down to what is below 1."""
_CLOSE = 1e-6

_TAGS = """
SELECT all_of.tag, all_of.number - coalesce(gone.number, 0) AS left FROM
    (SELECT tag, count(*) AS number FROM review_tag GROUP BY tag) AS all_of
    LEFT JOIN (SELECT tag, count(*) AS number FROM listed CROSS JOIN review_tag USING (review_id)
        WHERE trashed_at IS NOT NULL GROUP BY tag) AS gone ON gone.tag = all_of.tag
WHERE left > 0 ORDER BY all_of.tag
"""
"""All of them by the index alone, less the few in the trash."""

_DIRECTORS = """
SELECT person.name, sum(number) AS every FROM
    (SELECT person_id, count(*) AS number FROM credit CROSS JOIN listed USING (work_id)
        WHERE job = 'director' AND trashed_at IS NULL GROUP BY person_id ORDER BY number DESC LIMIT ?) AS most
    JOIN person ON person.id = most.person_id
GROUP BY person.name ORDER BY every DESC, person.name
"""

_OFFERED = "SELECT name FROM outlet WHERE json_extract(body, '$.retired') IS NOT 1"

_DUE = "SELECT count(*) FROM listed AS l INDEXED BY listed_due WHERE l.trashed_at IS NULL"
_EMBARGOED = "SELECT count(*) FROM listed AS l INDEXED BY listed_embargo WHERE l.trashed_at IS NULL AND l.embargo <> ''"
"""Few reviews have either: each is counted by an index of its own, for a walk through all lines is longer."""


def tallies(database: peewee.Database, facet: Facet, limit: int) -> list[Tally]:
    """Return the groups of one kind, at most ``limit``: places, ratings and years in their own order, others fullest first."""
    match facet:
        case Facet.PLACES:
            return _places(database)
        case Facet.TAGS:
            return _tags(database)[:limit]
        case Facet.DIRECTORS:
            rows = database.execute_sql(_DIRECTORS, (limit,)).fetchall()
            return [Tally(name, count, (Term(Key.DIRECTOR, Operator.IS, name),)) for name, count in rows]
        case Facet.OUTLETS:
            return _outlets(database)[:limit]
        case Facet.LANGUAGES:
            rows = _counted(database, "language")
            fullest = sorted(rows, key=lambda row: -row[1])[:limit]
            return [Tally(tag, count, (Term(Key.LANGUAGE, Operator.BEGINS, tag),)) for tag, count in fullest]
        case Facet.RATINGS:
            return _ratings(database)
        case _:
            return _years(database, decades=facet is Facet.DECADES)[:limit]


def _tags(database: peewee.Database) -> list[Tally]:
    counts = dict(database.execute_sql(_TAGS).fetchall())
    spelled: dict[str, list[str]] = {}
    for tag, name in first_spellings(database, counts).items():
        spelled.setdefault(name, []).append(tag)
    rows = [(name, counts[name] if len(tags) == 1 else reviews_tagged(database, tags)) for name, tags in spelled.items()]
    rows.sort(key=lambda row: (-row[1], row[0]))
    return [Tally(name, count, (Term(Key.TAG, Operator.IS, name),)) for name, count in rows]


def _counted(database: peewee.Database, column: str) -> list[tuple[Any, int]]:
    question = f"SELECT {column}, count(*) FROM listed WHERE trashed_at IS NULL GROUP BY {column}"  # noqa: S608 - own constants
    return list(database.execute_sql(question).fetchall())


def _places(database: peewee.Database) -> list[Tally]:
    counts = dict(_counted(database, "status"))
    (trashed,) = database.execute_sql("SELECT count(*) FROM listed WHERE trashed_at IS NOT NULL").fetchone()
    by_status = [
        Tally(status.value, counts.get(place, 0), (Term(Key.STATUS, Operator.BEGINS, status.value),))
        for place, status in enumerate(Status)
    ]
    (due_soon,) = _asked(database, _DUE, due("week"))
    (held,) = _asked(database, _EMBARGOED, embargoed())
    return [
        Tally("all", sum(counts.values())),
        *by_status,
        Tally("due", due_soon, (Term(Key.DUE, Operator.BEGINS, "week"),)),
        Tally("embargoed", held, (Term(Key.IS, Operator.BEGINS, "embargoed"),)),
        Tally("trash", trashed, (Term(Key.IS, Operator.BEGINS, "trashed"),)),
    ]


def _asked(database: peewee.Database, question: str, condition: Filter) -> Any:
    return database.execute_sql(f"{question} AND {condition.sql}", condition.values).fetchone()


def _outlets(database: peewee.Database) -> list[Tally]:
    counts = dict(_counted(database, "sort_outlet"))
    names = {fold(name): name for (name,) in database.execute_sql(_OFFERED).fetchall()}
    rows = sorted((-counts.get(folded, 0), name) for folded, name in names.items())
    return [Tally(name, -number, (Term(Key.OUTLET, Operator.IS, name),)) for number, name in rows]


def _years(database: peewee.Database, *, decades: bool) -> list[Tally]:
    counts: dict[str, int] = {}
    for year, number in sorted(((year, number) for year, number in _counted(database, "year") if year is not None), reverse=True):
        label = f"{year // 10 * 10}s" if decades else str(year)
        counts[label] = counts.get(label, 0) + number
    return [Tally(label, number, (Term(Key.YEAR, Operator.IS, label),)) for label, number in counts.items()]


def _ratings(database: peewee.Database) -> list[Tally]:
    counts = dict.fromkeys(range(_BEST_BAND, -1, -1), 0)
    unrated = 0
    for stars, number in _counted(database, "stars"):
        if stars is None:
            unrated = number
        else:
            counts[int(stars + _CLOSE)] += number
    bands = [Tally(str(band), number, _band(band)) for band, number in counts.items()]
    return [*bands, Tally("unrated", unrated, (Term(Key.IS, Operator.BEGINS, "unrated"),))]


def _band(band: int) -> tuple[Piece, ...]:
    least = Term(Key.RATING, Operator.LEAST, str(band))
    return (least,) if band == _BEST_BAND else (least, Term(Key.RATING, Operator.BELOW, str(band + 1)))
