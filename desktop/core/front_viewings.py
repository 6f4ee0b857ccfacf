"""Viewings in the front matter of a review: the day under ``watched``, where sites look for it, the rest under ``matinee``."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop.core.dates import PartialDate
from desktop.core.front_matter import Bare, coerced, compact
from desktop.core.records import from_plain
from desktop.core.viewing import Viewing

WATCHED_KEY = "watched"
VIEWINGS_KEY = "viewings"


def without_companions(viewings: Sequence[Viewing]) -> tuple[Viewing, ...]:
    """Return viewings without what is private in them."""
    return tuple(replace(viewing, companions="", notes="") for viewing in viewings)


def watched_value(viewings: Sequence[Viewing]) -> str:
    """Return the day of the first of a review's viewings as far as it is known; empty for none."""
    day = viewings[0].date if viewings else None
    return "" if day is None else Bare(str(day)) if day.whole else str(day)


def viewing_values(viewings: Sequence[Viewing]) -> list[dict[str, Any]]:
    """Return viewings without what the file of their review says of them; the day of the first is under ``watched`` alone."""
    values = [compact(replace(viewing, work="", review=None, trashed_at=None)) for viewing in viewings]
    for value in values:
        value.pop("work", None)
    if values:
        values[0].pop("date", None)
    return values


def viewings_of(watched: Any, own: Any, work_id: str, review_id: str) -> tuple[Viewing, ...]:
    """Return the viewings of a file: those under ``matinee``, the first on the day of ``watched``; one of that day for none.

    The id of one that the file does not name is made of the review's, so that it is the same whenever the file is read.
    Raises :class:`FormatError` for what is no viewing or no day.
    """
    day = from_plain(PartialDate, watched, WATCHED_KEY) if watched else None
    plain = coerced(tuple[Viewing, ...], own)
    if isinstance(plain, list):
        plain = [each | {"work": work_id} if isinstance(each, dict) else each for each in plain]
    viewings: tuple[Viewing, ...] = from_plain(tuple[Viewing, ...], plain, f"matinee.{VIEWINGS_KEY}")
    if not viewings and day is None:
        return ()
    if not viewings:
        made = hashlib.sha256(f"{WATCHED_KEY}\n{review_id}".encode("utf-8", "replace")).hexdigest()[:32]
        viewings = (Viewing(made, work_id),)
    first, *others = (replace(viewing, work=work_id, review=review_id, trashed_at=None) for viewing in viewings)
    return (replace(first, date=day), *others)
