"""What was written last: the moment, and how many records of each kind since another moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import peewee

from desktop.core.saving import stamp

_KINDS = {"review": "max(modified, written)", "work": "modified", "person": "modified", "viewing": "modified"}
"""Tables of what a critic writes, each with the expression for when a row was written: an undo sets back what a review tells."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many reviews, works, people and viewings were written since a moment, and when anything was last (None: never)."""

    reviews: int = 0
    works: int = 0
    people: int = 0
    viewings: int = 0
    last: datetime | None = None


def written_since(database: peewee.Database, since: datetime) -> Written:
    """Count what was written since a moment, that second included; looking at every row takes a while where they are many."""
    counts: list[int] = []
    moments: list[str] = []
    for table, at in _KINDS.items():
        question = f"SELECT count(*) FILTER (WHERE {at} >= ?), max({at}) FROM {table}"  # noqa: S608 - own constants
        count, last = database.execute_sql(question, (stamp(since),)).fetchone()
        counts.append(count)
        moments.append(last or "")
    reviews, works, people, viewings = counts
    last = max(moments)
    return Written(reviews, works, people, viewings, datetime.fromisoformat(last) if last else None)
