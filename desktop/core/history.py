"""Earlier states of a review: what a snapshot is, when one is due, and which may go. Functions of moments, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from desktop.core.article import Article

CLOCK = timedelta(minutes=1)
"""How long after the last snapshot the clock takes the next, while a review is changed."""
SITTING_PAUSE = timedelta(hours=3)
"""How long nothing is stored of a review before the next change begins another sitting."""


class Reason(StrEnum):
    """Why a snapshot was taken."""

    SITTING = "sitting"
    CLOCK = "clock"
    BY_HAND = "by_hand"
    EXPORT = "export"
    PUBLISHING = "publishing"
    BULK = "bulk"
    IMPORT = "import"
    RESTORING = "restoring"
    RESTORED = "restored"


_WEIGHTS = {Reason.SITTING: 0, Reason.CLOCK: 0, Reason.BY_HAND: 2, Reason.RESTORING: 3}
"""Of snapshots that share one place in time the heaviest is kept; what is not named here weighs 1."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A kept state of a review: when (UTC), why, under which name if any, and how many words it had.

    ``id`` is 0 for one that is not stored yet.
    """

    id: int
    review: str
    at: datetime
    reason: Reason
    name: str = ""
    words: int = 0

    @property
    def weight(self) -> int:
        """How much it counts beside others of the same time: what a restoring replaced most, one by the clock least."""
        return _WEIGHTS.get(self.reason, 1)


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot with the whole review as printed from at that moment."""

    snapshot: Snapshot
    article: Article


_TIERS: tuple[tuple[timedelta, timedelta], ...] = (
    (timedelta(minutes=10), timedelta(minutes=1)),
    (timedelta(hours=1), timedelta(minutes=10)),
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=30), timedelta(days=1)),
    (timedelta.max, timedelta(days=7)),
)
"""Up to which age how long a place in time is; each place keeps one snapshot, and each lies whole inside one of the next.

A place gives way to the next as a whole, once its end is so old; were it part by part, an earlier thinning could take what a
later one alone would keep.
"""

STILL_THINNING = timedelta(days=37)
"""The age beyond which the places of a snapshot change no more."""

_EVERY_ONE = {Reason.BY_HAND: timedelta(days=1), Reason.RESTORING: timedelta(days=30)}
"""Up to which age every one stays, however many share a place: what a critic kept, and what a restoring put aside, which waits
as long as what was put into the trash."""

_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)


def to_forget(snapshots: Iterable[Snapshot], now: datetime) -> frozenset[int]:
    """Return the ids of one review's snapshots that may go.

    One stays a minute for ten minutes, one in ten minutes for an hour, one an hour for a day, one a day for a month, one a week
    after that: the heaviest, of these the newest. Besides, every one by hand stays for a day and every one that a restoring put
    aside for a month; named ones stay for ever, and so do the newest of all and the beginning of the last sitting. A moment from
    a future that a wrong clock made counts as now. Whether this is done often or once, the same stay.
    """
    ordered = sorted(snapshots, key=lambda each: (each.at, each.id))
    best: dict[tuple[timedelta, int], Snapshot] = {}
    for snapshot in ordered:
        place = _place(snapshot.at, now)
        if place not in best or snapshot.weight >= best[place].weight:
            best[place] = snapshot
    staying = {snapshot.id for snapshot in best.values()} | {snapshot.id for snapshot in ordered if _stays(snapshot, now)}
    staying |= {snapshot.id for snapshot in ordered[-1:]}
    staying |= {snapshot.id for snapshot in [each for each in ordered if each.reason is Reason.SITTING][-1:]}
    return frozenset(snapshot.id for snapshot in ordered) - staying


def _stays(snapshot: Snapshot, now: datetime) -> bool:
    """Say whether a snapshot stays whatever else there is: for ever by its name, or still by its reason."""
    return bool(snapshot.name) or now - snapshot.at < _EVERY_ONE.get(snapshot.reason, timedelta.min)


def _place(moment: datetime, now: datetime) -> tuple[timedelta, int]:
    """Return the place in time of a moment: how long it is, and which one of that length, counted from a Monday."""
    since, passed = moment - _MONDAY, now - _MONDAY
    length = next(length for limit, length in _TIERS if passed - (since // length + 1) * length < limit)
    return length, since // length
