"""Keeps the column of places in step with the library: its counts, the unfolded groups, the saved searches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.pages import ReviewSource, groups_of
from desktop.gui.library.places import ALL, Group, PlacesList
from desktop.gui.passing import Clock, Passing
from desktop.services.archive import Facet, Tally
from desktop.services.saved_searches import SavedSearch, SavedSearches

_Counted = tuple[list[Tally], list[tuple[SavedSearch, int]], datetime | None]
"""How many reviews the places and the saved searches have, and when that changes by itself."""


class Counting(QObject):
    """Counts away from the window's thread; folded groups cost nothing. ``counted(reviews, drafts)`` follows each counting.

    ``outdated()`` says that what was counted is not so any more: a deadline has passed, an embargo has lifted, a day has ended.
    """

    counted = Signal(int, int)
    outdated = Signal()

    def __init__(self, source: ReviewSource, saved: SavedSearches, asking: Asking, places: PlacesList, clock: Clock) -> None:
        """Count for ``places``."""
        super().__init__(places)
        self._clock = clock
        self.passing = Passing(clock, self)
        self.passing.passed.connect(self.outdated)
        self._source, self._saved, self._asking, self._places = source, saved, asking, places
        self._expected = ""
        places.groups_changed.connect(self._count_groups)

    def refresh(self) -> None:
        """Count everything that is shown anew."""
        self._asking.ask(Kind.COUNTS, self._ask_counts, self._show_counts)
        self._count_groups()

    def expect(self, search_id: str) -> None:
        """Unfold the saved searches, and let the name of this one be typed once it is there."""
        self._expected = search_id
        self._places.unfold(self._places.open_groups | {Group.SAVED})

    def _ask_counts(self) -> _Counted:
        return self._source.facet(Facet.PLACES), self._saved.counted(), self._source.next_turn(self._clock())

    def _count_groups(self) -> None:
        wanted = [Facet(group.value) for group in self._places.open_groups if group is not Group.SAVED]
        if wanted:
            self._asking.ask(Kind.GROUPS, partial(groups_of, self._source, wanted), self._show_groups)

    def _show_groups(self, groups: Mapping[Facet, Sequence[Tally]]) -> None:
        for facet, tallies in groups.items():
            self._places.show_group(Group(facet.value), tallies)

    def _show_counts(self, counted: _Counted) -> None:
        tallies, searches, turn = counted
        self.passing.wait_for(turn)
        self._places.show_tallies(tallies)
        self._places.show_saved(searches)
        if any(search.id == self._expected for search, _count in searches):
            expected, self._expected = self._expected, ""
            self._places.rename(f"saved:{expected}")
        counts = {tally.label: tally.count for tally in tallies}
        self.counted.emit(counts[ALL], counts["draft"])
