"""Tags that are spelled in more than one way: one tag, called as it was spelled first in the library.

Each review keeps its own spelling, and ``tag:`` finds all of them; case, accents, hyphens and quotation marks do not count.
"""

from __future__ import annotations

from collections.abc import Iterable

import peewee

from desktop.core.text import fold
from desktop.storage.database import AMONG, values

_BY_REVIEW = "listed AS l CROSS JOIN review_tag AS tagged ON tagged.review_id = l.review_id"
_BY_TAG = "review_tag AS tagged CROSS JOIN listed AS l ON l.review_id = tagged.review_id"


def first_spellings(database: peewee.Database, tags: Iterable[str]) -> dict[str, str]:
    """Return for each of some tags, none of them twice, what it is called."""
    alike: dict[str, list[str]] = {}
    for tag in tags:
        alike.setdefault(fold(tag) or tag, []).append(tag)
    return {tag: spelled[0] if len(spelled) == 1 else _first(database, spelled) for spelled in alike.values() for tag in spelled}


def reviews_tagged(database: peewee.Database, spellings: Iterable[str]) -> int:
    """Return how many reviews outside the trash have a tag in any of its spellings."""
    question = f"SELECT count(DISTINCT l.id) FROM {_BY_TAG} WHERE tag {AMONG} AND l.trashed_at IS NULL"  # noqa: S608
    return int(database.execute_sql(question, (values(list(spellings)),)).fetchone()[0])


def _first(database: peewee.Database, spellings: list[str]) -> str:
    """Return the spelling of the review that was added first; a common one is soon met, a rare one soon gone through."""
    asked = (values(spellings),)
    (often,) = database.execute_sql(f"SELECT count(*) FROM review_tag WHERE tag {AMONG}", asked).fetchone()  # noqa: S608
    (last,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM listed").fetchone()
    source = _BY_REVIEW if often * often > last else _BY_TAG
    question = f"SELECT tag FROM {source} WHERE tag {AMONG} ORDER BY l.id LIMIT 1"  # noqa: S608 - own constants
    found = database.execute_sql(question, asked).fetchone()
    return str(found[0]) if found is not None else spellings[0]
