"""Finding reviews: a query and an order become one question over the lines of the list and the full-text index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import apsw
import peewee

from desktop.core.errors import LibraryError
from desktop.core.finding import By, Order, Query
from desktop.core.plain_sentences import without_marks
from desktop.storage.database import AMONG, number, values
from desktop.storage.failures import original
from desktop.storage.filtering import COVERED, Filter, whereabouts
from desktop.storage.indexing import TEXTS
from desktop.storage.listing import ROW_COLUMNS, ROW_TABLES, ReviewRow, review_row, rows_in_order
from desktop.storage.other_forms import around, holds_forms, holds_names, parted
from desktop.storage.search import OPEN, RANKING, SENTENCE, SHUT, Marks, has_beginnings, has_phrases, marked
from desktop.storage.whole_names import asked_of

RANKED_AT_MOST = 12_000
"""Reviews that are ranked by how well they fit; words that stand in more say little, and the newest of them are shown first."""

_PROBE = 50
"""How many of the newest reviews with words show, by how near to each other they stand, how common these are."""

SORTED_BY = {
    By.ADDED: "id",
    By.TITLE: "sort_title",
    By.STATUS: "status",
    By.RATING: "stars",
    By.OUTLET: "sort_outlet",
    By.YEAR: "year",
    By.DIRECTOR: "sort_director",
    By.BYLINE: "sort_byline",
    By.LANGUAGE: "language",
    By.WORDS: "words",
    By.MODIFIED: "modified",
    By.CREATED: "created",
    By.PUBLISHED: "published_on",
    By.DUE: "due",
    By.TRASHED: "trashed_at",
}
"""The columns of the list that reviews are put in order by."""
_UNCOVERED = frozenset({By.TITLE, By.OUTLET, By.DIRECTOR, By.BYLINE})
"""Orders by what the index of the filters has not: what fits is gathered first, and met in the order of another index."""
_NEAR = 1_000
"""Lines that are looked at one by one before all that fit are gathered."""
_INDEXED = "EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND search.rowid = l.id)"
"""Asks the index for one line: for words that stand in most of them, so that the next that fits is never far."""
_ALIVE = whereabouts(Query())
_COUNT_ALIVE = """
SELECT count(*) FROM search WHERE search MATCH ? AND +rowid NOT IN (SELECT id FROM listed WHERE trashed_at IS NOT NULL)
"""
"""By the full-text index alone, less the few in the trash."""
_TEXTS = f"SELECT {', '.join(reversed(TEXTS))} FROM search_text WHERE id = ?"  # noqa: S608 - own names
_LAST_CHANGED = Order(By.MODIFIED)
_LAST_ADDED = Order(By.ADDED)


class Found(NamedTuple):
    """A review that was found: its row, and the piece of a text in which it was found, as the index marks it.

    Without words to find there is no piece. It is made a sentence where it is shown: a window shows few of a page.
    """

    row: ReviewRow
    snippet: str = ""

    @property
    def sentence(self) -> str:
        """The piece as it is read, in one line."""
        return _told(self.snippet)[0]

    @property
    def marks(self) -> Marks:
        """The places (from, to) in the sentence of what was found."""
        return _told(self.snippet)[1]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of what was found, and the order that it stands in."""

    found: tuple[Found, ...]
    order: Order


def find(database: peewee.Database, query: Query, order: Order, limit: int, offset: int) -> Page:
    """Return a page of the reviews that fit, in ``order``.

    By ``BEST``, words that stand in most of the archive are shown last added first, and what has no words last changed first.
    Asked inside a transaction, so that the sentences are of the moment of the ranking. Raises :class:`LibraryError` for a damaged
    index.
    """
    try:
        return _find(database, query, order, limit, offset)
    except peewee.OperationalError as error:
        raise _damage(error) from error


def count(database: peewee.Database, query: Query) -> int:
    """Return how many reviews fit; raises :class:`LibraryError` for a damaged index."""
    match, condition = asked_of(database, query)
    given = (match, *condition.values) if match else condition.values
    if not match:
        question = f"SELECT count(*) FROM {COVERED if condition.covered else 'listed AS l'} WHERE {condition.sql}"  # noqa: S608
    elif condition == _ALIVE:
        question = _COUNT_ALIVE
    else:
        source = "search CROSS JOIN listed AS l ON l.id = search.rowid"
        question = f"SELECT count(*) FROM {source} WHERE search MATCH ? AND {condition.sql}"  # noqa: S608 - own constants
    try:
        return int(database.execute_sql(question, given).fetchone()[0])
    except peewee.OperationalError as error:
        raise _damage(error) from error


def _damage(error: peewee.OperationalError) -> BaseException:
    # Nothing typed is syntax, so what FTS5 cannot make sense of is its own index.
    if isinstance(original(error), apsw.SQLError):
        return LibraryError("The search index is damaged; it can be made anew.")
    return error


def _find(database: peewee.Database, query: Query, order: Order, limit: int, offset: int) -> Page:
    match, condition = asked_of(database, query)
    window = (limit, offset)
    if match and order.by is By.BEST and _is_sample(database, query, condition, window):
        used, page = order, _begun(database, match, condition, window)
        if page is not None:
            return page
    else:
        used = used_order(database, query, match, order)
    if used.by in {By.BEST, By.ADDED} and match:
        return Page(tuple(found for _, found in _by_index(database, match, condition, used, window)), used)
    line_ids = _by_column(database, query, match, condition, used, window)
    sentences = _sentences(database, match, line_ids, at_once=has_beginnings(query)) if match else {}
    rows = rows_in_order(database, line_ids)
    snippets = (_meant(database, line_id, sentences.get(line_id, "")) for line_id in line_ids)
    return Page(tuple(map(Found, rows, snippets)), used)


def _is_sample(database: peewee.Database, query: Query, condition: Filter, window: tuple[int, int]) -> bool:
    """Say whether the first page, last added first, tells by itself how common the words are that it was asked for."""
    first = window[0] >= _PROBE and window[1] == 0
    return first and condition == whereabouts(query) and has_beginnings(query) and _newest(database) > RANKED_AT_MOST


def _begun(database: peewee.Database, match: str, condition: Filter, window: tuple[int, int]) -> Page | None:
    """Return the first page of words that may be unfinished if they are common, None where they are to be ranked.

    The index gathers all that begin so for each question anew, so that the newest of them are the sample and the page in one.
    """
    found = _by_index(database, match, condition, _LAST_ADDED, window)
    newest_first = [line_id for line_id, _ in found]
    return Page(tuple(each for _, each in found), _LAST_ADDED) if _are_dense(database, newest_first[:_PROBE]) else None


def used_order(database: peewee.Database, query: Query, match: str, order: Order) -> Order:
    """Return the order that ``order`` comes to for a query, which asks the index for ``match``."""
    if order.by is not By.BEST:
        return order
    if not match:
        return Order(By.TRASHED) if query.in_trash else _LAST_CHANGED
    newest = _newest(database)
    if newest <= RANKED_AT_MOST:
        return order
    begun = has_beginnings(query)
    common = _begin_most(database, query, match) if begun else _stand_in_most(database, query, match, newest)
    return _LAST_ADDED if common else order


def _newest(database: peewee.Database) -> int:
    return number(database, "SELECT coalesce(max(id), 0) FROM listed")


def _stand_in_most(database: peewee.Database, query: Query, match: str, newest: int) -> bool:
    """Say whether so many reviews fit that ranking them would say little and take long.

    The newest tell it mostly; words are counted beside, which costs little, and phrases are not, which are gone through for it.
    """
    if _stand_near(database, match, newest):
        return True
    hits = "SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)"
    return not has_phrases(query) and number(database, hits, (match, RANKED_AT_MOST + 1)) > RANKED_AT_MOST


def _stand_near(database: peewee.Database, match: str, newest: int) -> bool:
    """Say whether so many of the newest reviews fit."""
    probe = "SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? LIMIT 1 OFFSET ?"
    nearest = newest - _PROBE * newest // RANKED_AT_MOST
    return database.execute_sql(probe, (match, nearest, _PROBE - 1)).fetchone() is not None


def _begin_most(database: peewee.Database, query: Query, match: str) -> bool:
    """Say the same of words that may be unfinished, by how near to each other the newest stand."""
    question = f"""
        SELECT search.rowid FROM search CROSS JOIN listed AS l ON l.id = search.rowid
        WHERE search MATCH ? AND {whereabouts(query).sql} ORDER BY search.rowid DESC LIMIT ?"""  # noqa: S608 - own constants
    return _are_dense(database, [line_id for (line_id,) in database.execute_sql(question, (match, _PROBE)).fetchall()])


def _are_dense(database: peewee.Database, newest_first: list[int]) -> bool:
    if len(newest_first) < _PROBE:
        return False
    newest = _newest(database)
    return _PROBE * newest > RANKED_AT_MOST * (newest - newest_first[-1] + 1)


def _by_index(
    database: peewee.Database, match: str, condition: Filter, order: Order, window: tuple[int, int]
) -> list[tuple[int, Found]]:
    """Walk the index in its own order: by rank or by id, so that only sentences that are shown are cut."""
    columns = f"search.rowid, {SENTENCE}, {ROW_COLUMNS}"
    question = f"SELECT {columns} {_walk(condition, order, ROW_TABLES)}"
    lines = database.execute_sql(question, (match, *condition.values, *window)).fetchall()
    return [(line[0], Found(review_row(line[2:]), _meant(database, line[0], line[1]))) for line in lines]


def _meant(database: peewee.Database, line_id: int, snippet: str) -> str:
    """Return a piece of a text without the other forms behind it; what was found in these only is looked for in the text."""
    if not holds_forms(snippet):
        return snippet
    itself, forms = parted(snippet)
    if not forms or OPEN in itself:
        return itself
    listed, meant = marked(forms)
    (texts,) = database.execute_sql(_TEXTS, (line_id,)).fetchall()
    found = (around(text, [listed[start:end] for start, end in meant]) for text in texts)
    return next(
        (f"{text[:start]}{OPEN}{text[start:end]}{SHUT}{text[end:]}" for text, (start, end) in filter(None, found)), itself
    )


@lru_cache(maxsize=512)
def _told(snippet: str) -> tuple[str, Marks]:
    """Return a piece of a text as it is read, in one line, and its marks; names are no Markdown, such as “M*A*S*H”."""
    sentence, marks = marked(snippet)
    if not holds_names(snippet):
        sentence, marks = without_marks(sentence, marks)
    return sentence.replace("\n", " "), marks


def _walk(condition: Filter, order: Order, beside: str = "") -> str:
    ranked, direction = order.by is By.BEST, "DESC" if order.descending else "ASC"
    return f"""
        FROM search CROSS JOIN listed AS l ON l.id = search.rowid {beside}
        WHERE search MATCH ? {f"AND rank MATCH '{RANKING}'" if ranked else ""} AND {condition.sql}
        ORDER BY {"rank" if ranked else f"search.rowid {direction}"} LIMIT ? OFFSET ?"""


def lines_in_order(database: peewee.Database, query: Query, order: Order, limit: int, offset: int) -> list[int]:
    """Return the ids of the lines of a page alone, without rows and sentences."""
    match, condition = asked_of(database, query)
    used = used_order(database, query, match, order)
    if not match or used.by not in {By.BEST, By.ADDED}:
        return _by_column(database, query, match, condition, used, (limit, offset))
    question = f"SELECT search.rowid {_walk(condition, used)}"
    found = database.execute_sql(question, (match, *condition.values, limit, offset)).fetchall()
    return [line_id for (line_id,) in found]


def _by_column(
    database: peewee.Database, query: Query, match: str, condition: Filter, order: Order, window: tuple[int, int]
) -> list[int]:
    column, direction = SORTED_BY[order.by], "DESC" if order.descending else "ASC"
    found = " AND l.id IN (SELECT rowid FROM search WHERE search MATCH ?)" if match else ""
    source, fits = "listed AS l", condition.sql
    if match and condition == _ALIVE and not has_beginnings(query) and _stand_near(database, match, _newest(database)):
        near = _near(database, Filter(_INDEXED, (match,)), order, window)
        if len(near) == window[0]:
            return near
    if condition.covered and not match:
        source = COVERED
        if order.by in _UNCOVERED:
            near = _near(database, condition, order, window)
            if len(near) == window[0]:
                return near
            source, fits = "listed AS l", f"{_ALIVE.sql} AND +l.id IN (SELECT l.id FROM {COVERED} WHERE {fits})"  # noqa: S608
    question = f"""
        SELECT l.id FROM {source} WHERE {fits}{found}
        ORDER BY l.{column} {direction}, l.id {direction} LIMIT ? OFFSET ?"""  # noqa: S608 - own constants
    asked = (*condition.values, *([match] if match else []), *window)
    return [line_id for (line_id,) in database.execute_sql(question, asked).fetchall()]


def _near(database: peewee.Database, condition: Filter, order: Order, window: tuple[int, int]) -> list[int]:
    """Return those that fit of the lines that stand first in an order: the whole first page, where most of them pass."""
    if window[1]:
        return []
    sort = f"l.{SORTED_BY[order.by]} {{0}}, l.id {{0}}".format("DESC" if order.descending else "ASC")
    question = f"""
        SELECT l.id FROM (SELECT * FROM listed AS l WHERE {_ALIVE.sql} ORDER BY {sort} LIMIT {_NEAR}) AS l
        WHERE {condition.sql} ORDER BY {sort} LIMIT ?"""  # noqa: S608 - own constants
    return [line_id for (line_id,) in database.execute_sql(question, (*condition.values, window[0])).fetchall()]


def _sentences(database: peewee.Database, match: str, line_ids: list[int], *, at_once: bool) -> dict[int, str]:
    """Cut the sentences of lines; ``at_once`` goes over all hits, for beginnings of words are gathered for each question anew."""
    question = f"""
        SELECT rowid, {SENTENCE} FROM search WHERE search MATCH ? AND {"+" if at_once else ""}rowid {AMONG}"""  # noqa: S608
    return dict(database.execute_sql(question, (match, values(line_ids))).fetchall())
