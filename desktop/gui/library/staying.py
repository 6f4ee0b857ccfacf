"""Where the list stands while it is read anew: what is selected, what is in sight, and what it does with the answer."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.gui.library.pages import Listing
from desktop.gui.library.review_list import Kept, ReviewList, Then


class Staying:
    """Keeps selection and scroll of ``reviews`` from a question to its answer."""

    def __init__(self, reviews: ReviewList) -> None:
        """Keep nothing yet."""
        self._list = reviews
        self._kept, self._scroll, self._in_sight = Kept(), 0, False
        self._then = Then.STAY
        self._wanted: tuple[str, ...] = ()

    def want(self, review_ids: Sequence[str]) -> None:
        """Select these reviews with the next answer, if any of them is listed; what is selected stays so otherwise."""
        self._wanted = tuple(review_ids)

    def ask(self, then: Then, *, waiting: bool) -> tuple[tuple[str, ...], int]:
        """Return which reviews are to be found again, and the row at the top of the view, for a question with this end.

        While an answer is ``waiting``, what was to be done with it goes before staying.
        """
        if then is not Then.STAY or not waiting:
            self._then = then
        kept = self._list.kept() if self._then is not Then.FIRST else Kept()
        top = max(0, self._list.rowAt(0)) if self._then is Then.STAY else 0
        return tuple(dict.fromkeys((*self._wanted, *kept.ids, *filter(None, [kept.current])))), top

    def answered(self) -> None:
        """Notice how the list stands before it shows the answer."""
        self._kept, self._scroll = self._list.kept(), self._list.verticalScrollBar().value()
        self._in_sight = self._list.is_current_in_sight()

    def show(self, listing: Listing) -> None:
        """Let the list stand as it did, or as was wanted, now that it shows the answer."""
        self._list.doItemsLayout()  # at once, for a scroll bar without its range forgets where it stood
        then, self._then = self._then, Then.STAY
        wanted, self._wanted = [each for each in self._wanted if each in listing.places], ()
        if then is Then.FIRST:
            self._list.verticalScrollBar().setValue(0)
            self._list.select_row(0)
            return
        kept = Kept(tuple(wanted), min(wanted, key=lambda each: listing.places[each])) if wanted else self._kept
        self._list.restore(kept, listing.places)
        self._list.verticalScrollBar().setValue(self._scroll)
        if (then is Then.FOLLOW or wanted or self._in_sight) and self._list.currentIndex().isValid():
            self._list.scrollTo(self._list.currentIndex())
