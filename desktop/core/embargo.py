"""Embargoes: until when a review must not leave for readers, and how that is said."""

from __future__ import annotations

from datetime import datetime

from desktop.core.review import Review
from desktop.core.zoned_time import ZonedTime
from desktop.core.zoned_words import for_a_copy, in_short, left


def embargo_at(review: Review, now: datetime) -> ZonedTime | None:
    """Return the embargo that a review is under at a moment (with its zone), None where there is none or it has lifted."""
    embargo = review.embargo
    return embargo if embargo is not None and embargo.moment() > now else None


def lifting(embargo: ZonedTime, now: datetime) -> str:
    """Return the sentence that holds an export up, ``Embargo lifts Wed 21:00 London (in 4 h 20 min).``."""
    return f"Embargo lifts {in_short(embargo, now)} (in {left(embargo.moment(), now)})."


def copy_lines(review: Review) -> tuple[str, ...]:
    """Return the first lines of a copy for the critic's own editor, ``EMBARGO: Wed 15 Mar, 21:00 GMT``; none without embargo."""
    times = (("EMBARGO", review.embargo), ("SOCIAL EMBARGO", review.social_embargo))
    return tuple(f"{what}: {for_a_copy(at)}" for what, at in times if at is not None)
