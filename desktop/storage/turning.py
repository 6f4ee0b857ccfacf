"""When the archive changes by itself next: a deadline passes, an embargo lifts."""

from __future__ import annotations

from datetime import datetime

import peewee

from desktop.core.saving import stamp
from desktop.storage.indexing import NEVER_DUE

_NEXT = f"""
SELECT min(moment) FROM (
    SELECT min(due) AS moment FROM listed INDEXED BY listed_due
        WHERE trashed_at IS NULL AND due > ? AND due < '{NEVER_DUE}'
    UNION ALL SELECT min(embargo) FROM listed INDEXED BY listed_embargo
        WHERE trashed_at IS NULL AND embargo <> '' AND embargo > ?)
"""  # noqa: S608 - own constants


def next_turn(database: peewee.Database, now: datetime) -> datetime | None:
    """Return the first moment after ``now`` at which a deadline or an embargo passes, in UTC; None where there is none."""
    (moment,) = database.execute_sql(_NEXT, (stamp(now), stamp(now))).fetchone()
    return datetime.fromisoformat(moment) if moment else None
