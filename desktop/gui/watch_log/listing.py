"""What the page of the log asks, and what it is answered; nothing here touches a widget, so any thread may."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from desktop.core.log_order import ALL, TRASH, Grouping, Wish
from desktop.gui.paged_rows import PAGE
from desktop.services.watch_log import LogOrder, ViewingRow


class LogSource(Protocol):
    """What the log is asked, from any thread; :class:`desktop.services.watch_log.WatchLog` answers it."""

    def order(self, wish: Wish) -> LogOrder:
        """Return the ids of the viewings that are wished for, in order, group by group."""

    def lines(self, ids: Sequence[str], *, trashed: bool = False) -> tuple[ViewingRow | None, ...]:
        """Return the rows of viewings in the order of their ids; None for what is gone."""

    def is_logged(self, viewing_id: str) -> bool:
        """Say whether there is such a viewing outside the trash."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a group: its kind, the day, month or year it begins with (empty where no date is known), and how many."""

    grouping: Grouping
    begins: str
    count: int


@dataclass(frozen=True)
class LogListing:
    """The log as wished: headings with viewings under them, each on a line, and some pages of rows by their numbers.

    ``ids`` are the viewings in order and ``places`` their places among each other; ``headed`` are the lines of the headings.
    """

    wish: Wish
    ids: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    headed: tuple[int, ...] = ()
    pages: Mapping[int, tuple[ViewingRow | None, ...]] = field(default_factory=dict)
    years: tuple[str, ...] = ()
    undated: bool = False

    @property
    def count(self) -> int:
        """How many lines there are, headings too."""
        return len(self.ids) + len(self.headings)

    @property
    def is_trash(self) -> bool:
        """Whether it is the trash."""
        return self.wish.year == TRASH

    @cached_property
    def anything(self) -> bool:
        """Whether there is any viewing outside the trash, wished for or not."""
        return bool(self.years) or self.undated

    def heading(self, line: int) -> Heading | None:
        """Return the heading on a line, None where a viewing stands there."""
        above = bisect_right(self.headed, line)
        return self.headings[above - 1] if above and self.headed[above - 1] == line else None

    def place(self, line: int) -> int:
        """Return the place among the viewings of the one on a line, or under the heading there."""
        heading = self.heading(line)
        return line - bisect_right(self.headed, line) + (heading is not None)

    def line(self, place: int) -> int:
        """Return the line of a viewing by its place among them."""
        low, high = 0, len(self.headed)  # a heading's line without the headings above it is the place of its first viewing
        while low < high:
            middle = (low + high) // 2
            if self.headed[middle] - middle <= place:
                low = middle + 1
            else:
                high = middle
        return place + low


def listing_of(source: LogSource, wish: Wish, top: int = 0, wanted: str = "") -> LogListing:
    """Ask for the log with the page of the line ``top``, and that of a viewing that is ``wanted`` in sight.

    Where that is not among what is wished for, everything is listed.
    """
    order = source.order(wish)
    ids = tuple(viewing_id for group in order.groups for viewing_id in group.ids)
    if wanted and wanted not in ids and source.is_logged(wanted):
        return listing_of(source, replace(wish, year=ALL, unwritten=False), top, wanted)
    places = {viewing_id: at for at, viewing_id in enumerate(ids)}
    headings, headed, line = [], [], 0
    if wish.groups is not Grouping.NONE:
        for group in order.groups:
            headings.append(Heading(wish.groups, group.begins, len(group.ids)))
            headed.append(line)
            line += 1 + len(group.ids)
    listing = LogListing(wish, ids, places, tuple(headings), tuple(headed), years=order.years, undated=order.undated)
    if not ids:
        return listing
    seen = {0, min(listing.place(min(top, listing.count - 1)), len(ids) - 1) // PAGE, places.get(wanted, 0) // PAGE}
    return replace(listing, pages=pages_of(source, listing, seen))


def pages_of(source: LogSource, listing: LogListing, numbers: Collection[int]) -> dict[int, tuple[ViewingRow | None, ...]]:
    """Ask for pages of rows by their numbers."""
    return {
        number: source.lines(listing.ids[number * PAGE : (number + 1) * PAGE], trashed=listing.is_trash)
        for number in sorted(numbers)
    }
