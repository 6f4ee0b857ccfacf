"""Print that stays: a save that would change what a published review prints keeps with it what it printed until then.

Of most published reviews the print was kept when they were published, and nothing reaches it. This is for the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import peewee

from desktop.core.article import Record
from desktop.core.person import Person
from desktop.core.printing import kept_in_print
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.core.work import Work
from desktop.storage.database import AMONG, values
from desktop.storage.reading import read_articles, read_records, read_stored

_UNPRINTED = f"""
SELECT id FROM review WHERE work_id IN (
    SELECT value FROM json_each(?) UNION SELECT work_id FROM credit WHERE person_id {AMONG}
) AND status = ? AND json_extract(body, '$.printed') IS NULL ORDER BY id
"""  # noqa: S608 - own constants
_PORTION = 500


def with_print_kept(database: peewee.Database, batch: Batch) -> tuple[Batch, frozenset[str]]:
    """Return the batch, before it is written, with every published review whose print it is the first to change.

    Beside it stand the ids of these reviews, which now keep the names, bios and headline that they print in the library.
    """
    changed: dict[str, Record] = {change.record.id: change.record for change in batch.changes}
    kept = {review.id: review for review in _kept(database, batch, changed)}
    own = [replace(each, record=kept[each.record.id]) if each.record.id in kept else each for each in batch.changes]
    others = read_stored(database, Review, kept.keys() - changed.keys()) if kept else {}
    own += [Change(kept[key], each.revision, batch.touched.get(key, each.modified)) for key, each in others.items()]
    return replace(batch, changes=_as_worked_on(database, batch, own)), frozenset(kept)


def _as_worked_on(database: peewee.Database, batch: Batch, changes: list[Change]) -> tuple[Change, ...]:
    """Return the changes so that a review of which only the kept print is another does not count as changed."""
    asked = [each.record.id for each in changes if _may_be_print_alone(each) and each.record.id not in batch.touched]
    stored = read_stored(database, Review, asked) if asked else {}
    records = {each.record.id: each.record for each in changes}
    alone = {key: each.modified for key, each in stored.items() if _differ_in_print_alone(each.record, records[key])}
    return tuple(replace(each, modified=alone[each.record.id]) if each.record.id in alone else each for each in changes)


def _differ_in_print_alone(before: Review, after: Record) -> bool:
    return isinstance(after, Review) and before != after and replace(before, printed=after.printed) == after


def _may_be_print_alone(change: Change) -> bool:
    """Say whether a change may only keep print, or give it up again: nobody knows when such a review was published."""
    review = change.record
    if not isinstance(review, Review) or not change.base or change.modified:
        return False
    return review.status is Status.PUBLISHED and (review.printed is None or not review.printed.at)


def _kept(database: peewee.Database, batch: Batch, changed: dict[str, Record]) -> Iterator[Review]:
    known = [change.record for change in batch.changes if change.base]
    works = [record.id for record in known if isinstance(record, Work)]
    people = _printing_otherwise(database, [record for record in known if isinstance(record, Person)])
    if not works and not people:
        return
    found = database.execute_sql(_UNPRINTED, (values(works), values(people), Status.PUBLISHED.value)).fetchall()
    wanted = [review_id for (review_id,) in found]
    for start in range(0, len(wanted), _PORTION):
        for article in read_articles(database, wanted[start : start + _PORTION]).values():
            review = kept_in_print(article, changed)
            if review is not None:
                yield review


def _printing_otherwise(database: peewee.Database, people: list[Person]) -> list[str]:
    """Return the ids of those whose house spelling or bios are stored otherwise; nothing else of a person is kept in print."""
    stored = read_records(database, Person, [person.id for person in people])
    return [
        person.id
        for person in people
        if person.id in stored and (stored[person.id][0].name, stored[person.id][0].bios) != (person.name, person.bios)
    ]
