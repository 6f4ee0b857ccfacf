"""Viewings: that a work was seen, when, where and how; a work has many, and a review can start from one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.core.dates import PartialDate
from desktop.core.rating import Rating

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_TYPED_TIME = re.compile(r"(\d{1,2})(?:[.:h]\s*(\d{2})?|\s+(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE | re.ASCII)

FORMATS = ("DCP", "35 mm", "70 mm", "16 mm", "IMAX", "Digital screener", "Stream", "Disc", "TV")
"""The house list of formats; any other word is a format too."""

VERSIONS = ("Original version", "Original version with subtitles", "Dubbed", "Director’s cut", "Restoration", "Work in progress")
"""The house list of versions; any other word is a version too."""


class Occasion(StrEnum):
    """On what occasion a work was seen."""

    UNSAID = ""
    PRESS = "press"
    FESTIVAL = "festival"
    PUBLIC = "public"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Viewing:
    """One viewing of one work.

    ``date`` is the day in the place where it was seen, as far as it is known, ``time`` when it began there (``19:30``, 24 hours).
    ``country`` is an ISO 3166 code; ``format``, ``version``, ``venue``, ``festival``, ``section`` and ``episodes`` are plain
    words. ``number`` says which viewing of the work it is where counting the log would be wrong. ``rating`` is the one given at
    the time; ``companions`` and ``notes`` are private. ``review`` is the id of the review that was written of it, which may be
    gone since. Raises ``ValueError`` for a time or a number that there is not.
    """

    id: str
    work: str
    date: PartialDate | None = None
    time: str = ""
    venue: str = ""
    country: str = ""
    format: str = ""
    version: str = ""
    occasion: Occasion = Occasion.UNSAID
    festival: str = ""
    section: str = ""
    episodes: str = ""
    number: int | None = None
    rating: Rating | None = None
    companions: str = ""
    notes: str = ""
    review: str | None = None
    trashed_at: str | None = None

    def __post_init__(self) -> None:
        """Refuse a time that no clock shows and a number below one."""
        if self.time and not _TIME.fullmatch(self.time):
            raise ValueError(f"{self.time!r} is not a time like 19:30")
        if self.number is not None and self.number < 1:
            raise ValueError("the first viewing is number 1")


def understand_time(text: str) -> str | None:
    """Return ``19:30`` for what means this time: ``19:30``, ``19.30``, ``1930``, ``7:30 pm``; None where no time is meant."""
    typed = text.strip()
    if re.fullmatch(r"\d{4}", typed, re.ASCII):
        typed = f"{typed[:2]}:{typed[2:]}"
    match = _TYPED_TIME.fullmatch(typed)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or match[3] or 0), (match[4] or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def count_viewings(numbers: Iterable[int | None]) -> Sequence[int]:
    """Return which viewing each is, of one work in the order seen: counted on from the one before, unless its number is given."""
    counted: list[int] = []
    for number in numbers:
        counted.append(number or (counted[-1] if counted else 0) + 1)
    return counted
