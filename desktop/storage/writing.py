"""What one save writes, inside one transaction: the aggregates, the rows that link them, and what they are found by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import peewee

from desktop.core.article import Record
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.saving import Batch, Change, Saved, stamp
from desktop.core.see_also import following, may_be_named
from desktop.core.text import fold
from desktop.core.work import Work
from desktop.storage.adding import insert_records
from desktop.storage.backup import Step, unwatched
from desktop.storage.changing import update_records
from desktop.storage.database import AMONG, among, driver_of, make_room, update_all, values
from desktop.storage.indexing import Line, forget_line, write_lines, write_name_words
from desktop.storage.models import NameWordTable, PersonTable, ReviewTable, ViewingTable
from desktop.storage.notes import were_noted, write_notes
from desktop.storage.reading import read_articles, read_records
from desktop.storage.rows import TABLES, body_of, name_words, printed_columns, sorted_as, storable
from desktop.storage.search import rebuild

_CHUNK = 500
_MOST_MET = 20_000
"""How many people are held in memory from one chunk of reviews to the next, some 30 MB: most are credited again soon."""

_DIRECTED_BY = """
SELECT listed.id, (
    SELECT person.sorted FROM credit JOIN person ON person.id = credit.person_id
    WHERE credit.work_id = listed.work_id AND credit.job = 'director' ORDER BY credit.position LIMIT 1
), shown.byline FROM listed JOIN shown ON shown.id = listed.id
"""
_FOLLOWING = (
    "SELECT id, modified FROM review WHERE status <> 'published' AND json_extract(body, '$.see_also') IS NOT NULL AND work_id"
)
_UNUSED_WORKS = """
DELETE FROM work WHERE NOT EXISTS (SELECT 1 FROM review WHERE review.work_id = work.id)
    AND NOT EXISTS (SELECT 1 FROM viewing WHERE viewing.work_id = work.id) AND id
"""
_SORTED_BY = "SELECT id, name, json_extract(body, '$.sort_name'), json_extract(body, '$.family_name_first') FROM person"


def write_batch(database: peewee.Database, batch: Batch, at: datetime) -> Saved:
    """Write a batch inside the transaction that is open; what is new is written by the hundred.

    Raises :class:`ConflictError` where a stored record is not the one a change was made from; the caller rolls back.
    """
    make_room(database, len(batch.changes))
    known: dict[str, Record] = {change.record.id: change.record for change in batch.changes}
    fresh = [change for change in batch.changes if not change.base]
    stale = _reviews_naming(database, [change.record.id for change in fresh if isinstance(change.record, Person)])
    insert_records(database, fresh, known, stamp(at))
    changed = [change for change in batch.changes if change.base]
    stale.update(*(_reviews_to_refresh(database, change.record) for change in changed))
    update_records(database, changed, known, stamp(at))
    _discard(database, batch.discard)
    write_notes(database, batch.noted)
    _touch(database, {key: moment for key, moment in batch.touched.items() if key not in known}, stamp(at))
    _refresh(database, stale - known.keys() - set(batch.discard), known)
    followed = _follow(
        database, [change.record for change in changed if isinstance(change.record, Review)], known.keys(), stamp(at)
    )
    kept = PersonTable.select(PersonTable.id, PersonTable.revision).where(PersonTable.id.in_(batch.discard))
    revisions = dict(kept.tuples().execute(database)) | {change.record.id: change.base + 1 for change in batch.changes}
    return Saved(revisions | {record.id: revision for record, revision in followed}, at, batch.discard, followed)


def _touch(database: peewee.Database, touched: Mapping[str, str], at: str) -> None:
    """Let reviews count as changed that are not written themselves: now, or at the moment that each is given back."""
    for review_id, moment in touched.items():
        changed = (moment or at, at if moment else "", review_id)
        database.execute_sql("UPDATE review SET modified = ?, written = ? WHERE id = ?", changed)
        database.execute_sql("UPDATE listed SET modified = ? WHERE review_id = ?", (moment or at, review_id))


def _follow(
    database: peewee.Database, reviews: Sequence[Review], written: Collection[str], at: str
) -> tuple[tuple[Review, int], ...]:
    """Write what names one of the ``reviews`` otherwise than it is now, unless it is printed; return it with its revisions."""
    named = {review.id: review for review in reviews if may_be_named(review)}
    changes = []
    for review_id, modified in among(database, _FOLLOWING, {review.work for review in named.values()}):
        ((review, revision),) = read_records(database, Review, [review_id]).values()
        earlier = named.get(review.see_also.id) if review.see_also is not None else None
        if earlier is not None and review_id not in written and (new := following(review, earlier)) != review:
            changes.append(Change(new, revision, modified))
    update_records(database, changes, {change.record.id: change.record for change in changes}, at)
    return tuple((change.record, change.base + 1) for change in changes if isinstance(change.record, Review))


def write_search_anew(database: peewee.Database, listing: Step = unwatched, indexing: Step = unwatched) -> None:
    """Make what reviews are listed, found and sorted by, and then the search index, anew from the records.

    ``listing`` and ``indexing`` are told how far it is, of all records and of all texts.
    """
    reviews = [key for (key,) in ReviewTable.select(ReviewTable.id).order_by(ReviewTable.created).tuples().execute(database)]
    named = [(kind, chunk) for kind in (Person, Work) for chunk in _chunks(_ids_of(database, kind))]
    done, of = 0, len(reviews) + sum(len(chunk) for _, chunk in named)
    NameWordTable.delete().execute(database)
    for kind, chunk in named:
        listing(done, of)
        done += len(chunk)
        _write_names_anew(database, kind, chunk)
    sort_people_anew(database)
    met: dict[str, Record] = {}
    for chunk in _chunks(reviews):
        listing(done, of)
        done += len(chunk)
        met = _refresh(database, chunk, met if len(met) < _MOST_MET else {}, indexed=False)
    listing(of, of)
    rebuild(database, indexing)


def sort_people_anew(database: peewee.Database) -> None:
    """Make what the list of people is sorted by anew from their records."""
    people = database.execute_sql(_SORTED_BY).fetchall()
    driver_of(database).executemany(
        "UPDATE person SET sorted = ? WHERE id = ?",
        ((sorted_as(name, given or "", family_name_first=bool(first)), person_id) for person_id, name, given, first in people),
    )


def sort_lines_anew(database: peewee.Database) -> None:
    """Make what the list of reviews is sorted by director and byline by anew, from what it shows and how people are sorted."""
    lines = database.execute_sql(_DIRECTED_BY).fetchall()
    driver_of(database).executemany(
        "UPDATE listed SET sort_director = ?, sort_byline = ? WHERE id = ?",
        ((director or "", storable(fold(byline)), line_id) for line_id, director, byline in lines),
    )


def _ids_of(database: peewee.Database, kind: type[Person] | type[Work]) -> list[str]:
    table = TABLES[kind]
    return [key for (key,) in table.select(table.id).order_by(table.id).tuples().execute(database)]


def _write_names_anew(database: peewee.Database, kind: type[Person] | type[Work], ids: Sequence[str]) -> None:
    records = read_records(database, kind, ids)
    write_name_words(database, {key: name_words(record) for key, (record, _) in records.items()}, ())


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def was_written(database: peewee.Database, batch: Batch) -> bool:
    """Say whether a batch whose commit reported an error is in the database all the same."""
    for change in batch.changes:
        table = TABLES[type(change.record)]
        row = table.select(table.revision, table.body).where(table.id == change.record.id).tuples().execute(database)
        if list(row) != [(change.base + 1, body_of(change.record))]:
            return False
    left = (table.select(table.id).where(table.id.in_(batch.discard)).tuples() for table in (ReviewTable, ViewingTable))
    return were_noted(database, batch.noted) and not any(list(query.execute(database)) for query in left)


def _reviews_to_refresh(database: peewee.Database, record: Record) -> set[str]:
    """Return the ids of stored reviews whose headline, slug or search text a record's new value changes."""
    match record:
        case Work():
            query = ReviewTable.select(ReviewTable.id).where(ReviewTable.work_id == record.id)
        case Person():
            return _reviews_naming(database, [record.id]) if _spelled_anew(database, record) else set()
        case _:
            return set()
    return {review_id for (review_id,) in query.tuples().execute(database)}


def _reviews_naming(database: peewee.Database, people: Sequence[str]) -> set[str]:
    """Return the ids of the stored reviews of works that credit any of these people."""
    question = f"""
        SELECT DISTINCT review.id FROM credit JOIN review ON review.work_id = credit.work_id
        WHERE credit.person_id {AMONG}"""  # noqa: S608 - own constants
    return {review_id for (review_id,) in database.execute_sql(question, (values(people),)).fetchall()}


def _spelled_anew(database: peewee.Database, person: Person) -> bool:
    stored = read_records(database, Person, [person.id]).get(person.id)
    if stored is None or stored[0].spellings() != person.spellings():
        return True
    known = stored[0]
    return (known.sort_name, known.family_name_first) != (person.sort_name, person.family_name_first)


def _refresh(
    database: peewee.Database, review_ids: Iterable[str], known: Mapping[str, Record], *, indexed: bool = True
) -> dict[str, Record]:
    """Make the columns, lines and texts of stored reviews anew, for something that they print has changed.

    Returns the ``known`` records and the people whom the reviews credit.
    """
    wanted = sorted(review_ids)
    articles = read_articles(database, wanted, known)
    printed = {review_id: printed_columns(article) for review_id, article in articles.items()}
    rows = among(database, "SELECT id, modified, headline, slug, words FROM review WHERE id", wanted)
    modified = {key: moment for key, moment, *_ in rows}
    stored = {key: tuple(columns) for key, _, *columns in rows}
    # A row that stays as it is is not written: the body of the review lies in it.
    update_all(database, ReviewTable, "id", {key: new for key, new in printed.items() if stored[key] != tuple(new.values())})
    lines = [Line(article, modified[key], printed[key]["words"]) for key, article in articles.items()]
    write_lines(database, lines, wanted, indexed=indexed)
    return {**known, **{person.id: person for article in articles.values() for person in article.people}}


def _discard(database: peewee.Database, ids: Sequence[str]) -> None:
    """Delete records for good: reviews and viewings with the works that nothing else uses then, and people nobody credits."""
    if not ids:
        return
    reviews = dict(among(database, "SELECT id, work_id FROM review WHERE id", ids))
    seen = dict(among(database, "SELECT id, work_id FROM viewing WHERE id", ids))
    for review_id in reviews:
        forget_line(database, review_id)
    for question, gone in (
        ("DELETE FROM review WHERE id", reviews),
        ("DELETE FROM viewing WHERE id", seen),
        (_UNUSED_WORKS, {*ids, *reviews.values(), *seen.values()}),
        ("DELETE FROM person WHERE NOT EXISTS (SELECT 1 FROM credit WHERE credit.person_id = person.id) AND id", ids),
    ):
        database.execute_sql(f"{question} {AMONG}", (values(gone),))
