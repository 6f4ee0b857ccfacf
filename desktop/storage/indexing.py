"""What lists and search are made of: for every review a line of columns, what it shows, and its texts, made from its article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import peewee

from desktop.core.article import Article
from desktop.core.gaps import gaps_of
from desktop.core.printing import expand, headline_of, is_printed, slug_of
from desktop.core.rating import out_of_five
from desktop.core.review import BioUse, Status
from desktop.core.saving import stamp
from desktop.core.text import fold
from desktop.core.work import CAST_JOBS, Credit, Job
from desktop.storage.database import AMONG, among, insert_all, insert_rows, name_of, triggers_off, update_all, values
from desktop.storage.models import ListedTable, NameWordTable, SearchTextTable, ShownTable
from desktop.storage.other_forms import together, with_other_forms
from desktop.storage.rows import sort_title, sorted_as, storable, titles_of
from desktop.storage.search import index_texts

TEXTS = ("titles", "directors", "actors", "others", "roles", "tags", "words")
"""The columns of the full-text index, in order."""

NEVER_DUE = "~"
"""Stands where a review has no deadline, and sorts behind every moment."""
_STATUS = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class Line:
    """A review to list: its article, the stored moment of its last change, and how many words it prints."""

    article: Article
    modified: str
    words: int


def listed_columns(line: Line) -> dict[str, Any]:
    """Return the columns of a review's line of the list."""
    article = line.article
    review, work, outlet = article.review, article.work, article.outlet
    return {
        "work_id": work.id,
        "outlet_id": outlet.id,
        "sort_title": storable(sort_title(work.title) or fold(expand(review.headline, article))),
        "sort_outlet": storable(fold(outlet.name)),
        "year": work.year,
        "status": _STATUS[review.status],
        "kind": review.kind.value,
        "work_kind": work.kind.value,
        "language": review.language.lower(),
        "stars": out_of_five(review.rating) if review.rating else None,
        "words": line.words,
        "gaps": int(gaps_of(article)),
        "created": review.created,
        "modified": line.modified,
        "published_on": review.published_on,
        "trashed_at": review.trashed_at,
        "sort_director": _director_of(article),
        "sort_byline": storable(fold(review.byline)),
        "due": stamp(review.deadline.moment()) if review.deadline else NEVER_DUE,
        "embargo": stamp(review.embargo.moment()) if review.embargo else "",
    }


def _director_of(article: Article) -> str:
    """Return what the first director is sorted by, empty where there is none."""
    people = {person.id: person for person in article.people}
    directors = (people.get(credit.person) for credit in article.work.credits if credit.job is Job.DIRECTOR)
    first = next((person for person in directors if person is not None), None)
    if first is None:
        return ""
    return sorted_as(first.name, first.sort_name, family_name_first=first.family_name_first)


def shown_columns(article: Article) -> dict[str, str]:
    """Return what a review's line shows, as printed."""
    review, work = article.review, article.work
    names = {person.id: person.name for person in article.people}
    directors = [names[credit.person] for credit in work.credits if credit.job is Job.DIRECTOR and credit.person in names]
    return {
        "title": storable(work.title),
        "headline": storable(headline_of(article)),
        "byline": storable(review.byline),
        "slug": slug_of(article),
        "language": review.language,
        "rating_scale": review.rating.scale if review.rating else "",
        "rating_value": review.rating.value if review.rating else "",
        "directors": storable("\n".join(directors)),
        "due": str(review.deadline or ""),
        "embargo": str(review.embargo or ""),
    }


def search_columns(article: Article) -> dict[str, str]:
    """Return what a review is found by: titles, people by every spelling and job, roles, tags, and the critic's own sentences."""
    review = article.review
    own = [expand(review.headline, article), review.tagline, review.standfirst, review.verdict]
    for part in review.parts:
        heading = expand(part.heading, article) if part.body or is_printed(article, part) else ""
        own.extend((heading, part.opening_text, part.body))
    own.extend(card.own_bio for card in review.cards if card.bio is BioUse.OWN)
    names: dict[str, list[str]] = {"directors": [], "actors": [], "others": []}
    spelled = {person.id: person.spellings() for person in article.people}
    for credit in article.work.credits:
        said = (credit.credited_as,) if credit.credited_as else ()
        names[_column_of(credit)].extend((*said, *spelled.get(credit.person, ())))
    return {
        "titles": storable(together((*titles_of(article.work), *([str(article.work.year)] if article.work.year else [])))),
        **{column: storable(together(found)) for column, found in names.items()},
        "roles": storable(together(role for credit in article.work.credits for role in credit.characters)),
        "tags": storable(together(review.tags)),
        "words": storable(with_other_forms("\n".join(text for text in own if text))),
    }


def write_lines(database: peewee.Database, lines: Sequence[Line], known: Iterable[str], *, indexed: bool = True) -> None:
    """Bring what reviews are listed, shown and found by in step; ``known`` are the ids of those that may have a line already.

    What is not ``indexed`` the full-text index hears nothing of: it is made anew after.
    """
    stored = _stored_ids(database, known)
    with nullcontext() if indexed else triggers_off(database):
        _update(database, {stored[key]: line for line in lines if (key := line.article.review.id) in stored})
    fresh = [line for line in lines if line.article.review.id not in stored]
    if not fresh:
        return
    start = database.execute_sql("SELECT coalesce(max(id), 0) FROM listed").fetchone()[0] + 1
    listed = [
        {"id": place, "review_id": line.article.review.id, **listed_columns(line)} for place, line in enumerate(fresh, start)
    ]
    insert_all(database, ListedTable, listed)
    insert_all(database, ShownTable, [{"id": place, **shown_columns(each.article)} for place, each in enumerate(fresh, start)])
    texts = [{"id": place, **search_columns(each.article)} for place, each in enumerate(fresh, start)]
    with triggers_off(database):
        insert_all(database, SearchTextTable, texts)
    if indexed:
        index_texts(database, start, start + len(fresh) - 1)


def forget_line(database: peewee.Database, review_id: str) -> None:
    """Take a review out of lists and search; by hand and not by the cascade, so that the index is told in every SQLite."""
    for line_id in _stored_ids(database, [review_id]).values():
        SearchTextTable.delete().where(SearchTextTable.id == line_id).execute(database)
        ShownTable.delete().where(ShownTable.id == line_id).execute(database)
        ListedTable.delete().where(ListedTable.id == line_id).execute(database)


def write_name_words(database: peewee.Database, words: Mapping[str, frozenset[str]], known: Iterable[str]) -> None:
    """Bring the words of people and works, by id, in step; ``known`` are those that may have some already."""
    for owner in known:
        mine = NameWordTable.owner == owner
        stored = {word for (word,) in NameWordTable.select(NameWordTable.word).where(mine).tuples().execute(database)}
        for word in stored - words[owner]:
            NameWordTable.delete().where(mine & (NameWordTable.word == word)).execute(database)
        words = {**words, owner: words[owner] - stored}
    insert_rows(database, NameWordTable, ("word", "owner"), sorted((word, owner) for owner, own in words.items() for word in own))


def _stored_ids(database: peewee.Database, review_ids: Iterable[str]) -> dict[str, int]:
    wanted = sorted(review_ids)
    if not wanted:
        return {}
    question = f"SELECT review_id, id FROM listed WHERE review_id {AMONG}"  # noqa: S608 - own constants
    return dict(database.execute_sql(question, (values(wanted),)).fetchall())


def _update(database: peewee.Database, lines: Mapping[int, Line]) -> None:
    """Bring lines, by id, in step; what is the same already is not written, least of all what the full-text index hears of."""
    _update_differing(database, ListedTable, {at: listed_columns(line) for at, line in lines.items()})
    _update_differing(database, ShownTable, {at: shown_columns(line.article) for at, line in lines.items()})
    _update_differing(database, SearchTextTable, {at: search_columns(line.article) for at, line in lines.items()})


def _update_differing(database: peewee.Database, table: type[peewee.Model], rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Write the rows, by id and all with the same columns, that are stored otherwise or not at all."""
    if not rows:
        return
    names = tuple(next(iter(rows.values())))
    question = f'SELECT id, {", ".join(names)} FROM "{name_of(table)}" WHERE id'  # noqa: S608 - names of our own models
    stored = {at: tuple(row) for at, *row in among(database, question, rows)}
    update_all(database, table, "id", {at: row for at, row in rows.items() if at in stored and stored[at] != tuple(row.values())})
    insert_all(database, table, [{"id": at, **row} for at, row in rows.items() if at not in stored])


def _column_of(credit: Credit) -> str:
    if credit.job is Job.DIRECTOR:
        return "directors"
    return "actors" if credit.job in CAST_JOBS else "others"
