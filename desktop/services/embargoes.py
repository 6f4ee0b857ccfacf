"""Holding back what is under embargo: which formats readers get, and what is said before a review leaves in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.embargo import embargo_at, lifting
from desktop.core.errors import EmbargoError
from desktop.core.finding import Key, Operator, Query, Term
from desktop.core.review import Review
from desktop.core.zoned_time import ZonedTime
from desktop.core.zoned_words import in_short, left
from desktop.services.archive import Archive
from desktop.services.bulk import Chosen
from desktop.services.formats import Audience, Options, format_of

_HELD = Term(Key.IS, Operator.BEGINS, "embargoed")
_AT_ONCE = 5_000
"""Reviews that are looked up together."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many of ``among`` reviews are under embargo, and which lifts last."""

    count: int
    among: int
    last: ZonedTime


def is_for_readers(format_id: str, options: Options) -> bool:
    """Say whether readers may get what leaves in a format: an archive with everything private in it is the critic's own.

    Raises NotFoundError for a format that does not exist.
    """
    chosen = format_of(format_id)
    private = chosen.private if options.private is None else options.private
    return chosen.audience is Audience.READERS or (chosen.audience is Audience.ARCHIVE and not private)


def hold_up(review: Review, now: datetime) -> str:
    """Return the sentence that holds a review up: until when, by whose clock, how long still; empty where nothing does."""
    embargo = embargo_at(review, now)
    return lifting(embargo, now) if embargo is not None else ""


def refuse_held(review: Review, label: str, format_id: str, options: Options, now: datetime) -> None:
    """Raise :class:`EmbargoError` where a review, called ``label``, is under embargo and the format is for readers."""
    held = hold_up(review, now) if is_for_readers(format_id, options) else ""
    if held:
        raise EmbargoError(f"“{label}” is under embargo, so it did not leave. {held}")


def held_among(archive: Archive, chosen: Chosen, now: datetime) -> Held | None:
    """Return what of chosen reviews is under embargo, None for nothing; asks the library, which takes a moment for very many."""
    if chosen.query is not None:
        rows = list(archive.every(Query((*chosen.query.pieces, _HELD))))
    else:
        pages = (chosen.ids[start : start + _AT_ONCE] for start in range(0, len(chosen.ids), _AT_ONCE))
        rows = [row for page in pages for row in archive.rows(page)]
    held = [row.embargo for row in rows if row.embargo is not None and row.embargo.moment() > now]
    return Held(len(held), chosen.count, max(held, key=ZonedTime.moment)) if held else None


def hold_up_many(held: Held, now: datetime) -> str:
    """Return the sentence that holds several reviews up."""
    if held.among == 1:
        return lifting(held.last, now)
    are = "1 of {of} reviews is" if held.count == 1 else "{count} of {of} reviews are"
    last = "It lifts" if held.count == 1 else "The last lifts"
    begun = are.format(count=f"{held.count:,}", of=f"{held.among:,}")
    return f"{begun} under embargo. {last} {in_short(held.last, now)} (in {left(held.last.moment(), now)})."
