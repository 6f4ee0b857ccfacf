"""Field terms as conditions on the lines of the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

import peewee

from desktop.core.dates import parse_iso
from desktop.core.finding import Query, Term
from desktop.core.finding_values import Gap, Key, Operator, after, names_of, stars_of, years_of
from desktop.core.review import Status
from desktop.core.saving import now_utc, stamp
from desktop.core.text import fold
from desktop.storage.indexing import NEVER_DUE
from desktop.storage.models import OutletTable
from desktop.storage.search import is_textual, unwanted_of

_COLUMNS = {
    Key.YEAR: "l.year",
    Key.RATING: "l.stars",
    Key.WORDS: "l.words",
    Key.PUBLISHED: "l.published_on",
    Key.CREATED: "l.created",
    Key.CHANGED: "l.modified",
    Key.DUE: "l.due",
}
_STATUS = {status.value: place for place, status in enumerate(Status)}
_AWAITED = ", ".join(str(place) for place, status in enumerate(Status) if status.awaited)
_WEEK = timedelta(days=7)
_CLOSE = 1e-6
"""Ratings that differ by less stars are the same: 8/10 is 4 of 5."""
_EVERY_TAG = """
WITH RECURSIVE each (tag) AS (
    SELECT min(tag) FROM review_tag UNION ALL
    SELECT (SELECT min(tag) FROM review_tag WHERE tag > each.tag) FROM each WHERE each.tag IS NOT NULL)
SELECT tag FROM each WHERE tag IS NOT NULL
"""
"""Every tag once, by one leap through the index for each."""


COVERED = "listed AS l INDEXED BY listed_filters"
"""The lines outside the trash, last changed last, by an index that alone has what :attr:`Filter.covered` conditions ask of them.

A walk through all of it is a few milliseconds where one through the lines themselves is a hundred.
"""
_LINKED = frozenset({Key.TAG, Key.OUTLET, Key.COUNTRY, Key.SEEN, Key.SCALE})
"""Terms about what lines are linked to; the others are answered by columns of :data:`COVERED`."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on ``listed AS l``, with its values; one that is ``covered`` can be asked of :data:`COVERED` as well."""

    sql: str
    values: tuple[Any, ...] = ()
    covered: bool = False


def filter_of(database: peewee.Database, query: Query) -> Filter:
    """Return what the columns are asked: the trash is left out, or alone looked into, and every term must hold."""
    terms, unwanted, filters = _asked_of_columns(query), unwanted_of(query), [whereabouts(query)]
    if not terms and not unwanted:
        return filters[0]
    for term in terms:
        asked = _asked(database, term)
        filters.append(Filter(f"NOT coalesce({asked.sql}, 0)", asked.values) if term.negated else asked)
    if unwanted:
        filters.append(Filter("l.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)", (unwanted,)))
    covered = bool(terms) and not unwanted and not query.in_trash and _LINKED.isdisjoint(term.key for term in terms)
    return Filter(" AND ".join(each.sql for each in filters), tuple(value for each in filters for value in each.values), covered)


@lru_cache(maxsize=16)
def _asked_of_columns(query: Query) -> tuple[Term, ...]:
    """Return the terms that the index does not answer."""
    return tuple(term for term in query.terms if not is_textual(term))


@lru_cache(maxsize=16)
def whereabouts(query: Query) -> Filter:
    """Return whether the reviews outside the trash are asked for, or those in it."""
    return Filter("l.trashed_at IS NOT NULL" if query.in_trash else "l.trashed_at IS NULL")


def every_tag(database: peewee.Database) -> list[str]:
    """Return every tag that a review has, each spelling once, in order."""
    return [tag for (tag,) in database.execute_sql(_EVERY_TAG).fetchall()]


def _asked(database: peewee.Database, term: Term) -> Filter:
    match term.key:
        case Key.TAG:
            tags = [tag for tag in every_tag(database) if fits(tag, term)]
            tagged = f"SELECT review_id FROM review_tag WHERE tag IN ({_places(tags)})"  # noqa: S608 - own constants
            return Filter(f"l.review_id IN ({tagged})", tuple(tags))
        case Key.OUTLET:
            named = OutletTable.select(OutletTable.id, OutletTable.name).tuples().execute(database)
            return _among("l.outlet_id", [outlet_id for outlet_id, name in named if fits(name, term)])
        case Key.STATUS:
            return _among("l.status", [_STATUS[name] for name in names_of(Key.STATUS, term.value)])
        case Key.KIND:
            names = names_of(Key.KIND, term.value)
            return Filter(f"(l.kind IN ({_places(names)}) OR l.work_kind IN ({_places(names)}))", (*names, *names))
        case Key.LANGUAGE:
            tag = term.value.lower()
            return Filter(
                "(l.language >= ? AND l.language < ?)", (tag, f"{tag}.")
            )  # a point stands behind the hyphen of a region
        case Key.COUNTRY:
            return Filter("l.work_id IN (SELECT work_id FROM work_country WHERE country = ?)", (term.value,))
        case Key.SCALE:
            names = names_of(Key.SCALE, term.value)
            rated = f"SELECT 1 FROM shown WHERE shown.id = l.id AND shown.rating_scale IN ({_places(names)})"  # noqa: S608
            return Filter(f"EXISTS ({rated})", names)
        case Key.MISSING:
            gaps = [Gap[name.upper()] for name in names_of(Key.MISSING, term.value)]
            return Filter("(l.gaps & ?) <> 0", (sum(int(gap) for gap in gaps),))
        case Key.IS:
            return _state(term)
        case Key.SEEN:
            seen = _measured(term, "seen_on")
            viewings = f"SELECT work_id FROM viewing WHERE trashed_at IS NULL AND {seen.sql}"  # noqa: S608 - own constants
            return Filter(f"l.work_id IN ({viewings})", seen.values)
        case Key.DUE:
            return _due(term)
        case _:
            return _measured(term, _COLUMNS[term.key])


def _state(term: Term) -> Filter:
    states = {
        "trashed": Filter("l.trashed_at IS NOT NULL"),
        "rated": Filter("l.stars IS NOT NULL"),
        "unrated": Filter("l.stars IS NULL"),
        "embargoed": embargoed(),
    }
    return _any_of([states[name] for name in names_of(Key.IS, term.value)])


def embargoed() -> Filter:
    """Return whether reviews are under an embargo at this moment."""
    return Filter("l.embargo > ?", (stamp(now_utc()),))


def due(word: str) -> Filter:
    """Return whether somebody waits for reviews that are ``overdue``, due ``today``, or overdue or due this ``week``, by now.

    Days are those of this computer's time zone.
    """
    today = datetime.now().astimezone().date()
    bounds = {
        "overdue": ("", stamp(now_utc() + timedelta(seconds=1))),  # in its very minute it has passed
        "today": (_begins(today), _begins(today + timedelta(days=1))),
        "week": ("", _begins(today + _WEEK)),
    }
    return Filter(f"(l.due >= ? AND l.due < ? AND l.status IN ({_AWAITED}))", bounds[word])


def _due(term: Term) -> Filter:
    if term.operator is Operator.BEGINS:
        return _any_of([due(name) for name in names_of(Key.DUE, term.value)])
    measured = _measured(term, _COLUMNS[Key.DUE])
    return Filter(f"({measured.sql} AND l.due < '{NEVER_DUE}')", measured.values)


def _begins(day: date) -> str:
    """Return the moment at which a day begins here, as it is stored."""
    return stamp(datetime(day.year, day.month, day.day).astimezone(UTC))


def _any_of(filters: list[Filter]) -> Filter:
    asked = tuple(value for each in filters for value in each.values)
    return Filter("(" + " OR ".join(each.sql for each in filters) + ")", asked)


def _measured(term: Term, column: str) -> Filter:
    """Return a condition on a number or moment: from the first value that fits up to the first that does not any more."""
    low, high = _ends(term.key, term.value)
    if term.operator is Operator.BETWEEN:
        high = _ends(term.key, term.upto)[1]
    match term.operator:
        case Operator.LEAST:
            return Filter(f"{column} >= ?", (low,))
        case Operator.ABOVE:
            return Filter(f"{column} >= ?", (high,))
        case Operator.MOST:
            return Filter(f"({column} < ? AND {column} <> '')", (high,))
        case Operator.BELOW:
            return Filter(f"({column} < ? AND {column} <> '')", (low,))
        case _:
            return Filter(f"({column} >= ? AND {column} < ?)", (low, high))


def _ends(key: Key, value: str) -> tuple[Any, Any]:
    """Return the first that a value means, and the first that is beyond it."""
    if key is Key.RATING:
        stars = stars_of(value) or 0.0
        return stars - _CLOSE, stars + _CLOSE
    if key is Key.YEAR:
        first, last = years_of(value)
        return first, last + 1
    if key is Key.WORDS:
        return int(value), int(value) + 1
    if key is Key.DUE:
        days = [date(day.year, day.month or 1, day.day or 1) for day in map(parse_iso, (value, after(value)))]
        return _begins(days[0]), _begins(days[1])
    return value, after(value)


def fits(name: str, term: Term) -> bool:
    """Say whether a tag or an outlet of this name is meant by a term."""
    folded = fold(name)
    if term.operator is Operator.IS:
        return folded == fold(term.value)
    return f" {fold(term.value)}" in f" {folded}"


def _among(column: str, values: list[Any]) -> Filter:
    return Filter(f"{column} IN ({_places(values)})", tuple(values))


def _places(values: Any) -> str:
    return ", ".join("?" * len(values))
