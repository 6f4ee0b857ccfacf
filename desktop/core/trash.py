"""How long what was deleted waits before it goes for good."""

from __future__ import annotations

from datetime import datetime, timedelta

DAYS = 30
"""How many days what was deleted waits in the trash."""
LONGEST_PAUSE = timedelta(days=45)
"""After a longer time without a look, or a clock that was put back, nothing goes yet: the clock may be wrong."""


def has_waited(trashed_at: str, now: datetime) -> bool:
    """Say whether something that was deleted at a moment (ISO 8601) has waited its days; what cannot be read never has."""
    try:
        return now - datetime.fromisoformat(trashed_at) >= timedelta(days=DAYS)
    except (ValueError, TypeError):
        return False


def may_empty(last_look: str | None, now: datetime) -> bool:
    """Say whether the clock is believed: the trash was looked at before, and not too long ago nor later than now."""
    try:
        return timedelta() <= now - datetime.fromisoformat(last_look or "") <= LONGEST_PAUSE
    except (ValueError, TypeError):
        return False
