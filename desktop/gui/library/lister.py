"""Keeps the list in step with what is looked for: place and text become one question, its answer becomes the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from desktop.core.finding import By, Key, Order, Query
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.columns import COLUMNS
from desktop.gui.library.pages import Listing, Question, ReviewSource, listing_of, pages_of
from desktop.gui.library.table import ReviewTable
from desktop.services.archive import BEST_FIRST

_NAMES = frozenset({Key.TITLE, Key.PERSON, Key.ACTOR, Key.DIRECTOR, Key.ROLE})
"""Terms that the index answers, and so can rank."""


class Lister(QObject):
    """Asks for what the table shows. ``answered(listing)`` comes before the table shows it, ``listed(listing)`` after.

    Where the first page came before the count, ``counted(listing)`` follows once the table has all rows.
    """

    answered = Signal(object)
    listed = Signal(object)
    counted = Signal(object)

    def __init__(self, source: ReviewSource, asking: Asking, table: ReviewTable, parent: QObject | None = None) -> None:
        """Fill ``table`` with answers of ``source``."""
        super().__init__(parent)
        self._source, self._asking, self._table = source, asking, table
        self._place, self._typed = Query(), Query()
        self._by_column = False
        table.pages_wanted.connect(self._on_table_pages_wanted)

    @property
    def typed(self) -> Query:
        """What the search line says."""
        return self._typed

    def look_in(self, place: Query) -> None:
        """Look in a place from now on."""
        self._place = place

    def look_for(self, typed: Query) -> None:
        """Look for a query from now on; the best stand first, until a column is chosen to sort by."""
        self._typed = typed
        self._by_column = self._by_column and bool(self._typed.pieces)

    def sort_by_column(self) -> None:
        """Keep to the chosen column also while something is looked for."""
        self._by_column = True

    def ask(self, kept: tuple[str, ...] = (), top: int = 0) -> None:
        """Ask for the listing anew; ``kept`` are reviews to find again, ``top`` the row at the top of the view."""
        query = Query((*self._place.pieces, *self._typed.pieces))
        question = Question(query, self._order(query), kept, top, self._place)
        self._asking.ask(Kind.FIND, partial(listing_of, self._source, question), self._on_answered)

    def ids(self, first: int, count: int) -> list[str]:
        """Return which reviews stand in rows of the list, asked at once."""
        question = self._table.listing.question
        return self._source.ids(question.query, question.order, count, first)

    def learn_ids(self, ranges: list[tuple[int, int]], done: Callable[[Listing, list[str]], None]) -> None:
        """Ask which reviews stand in runs of rows, first and last of each, and hand the listing and the ids to ``done``."""
        listing = self._table.listing
        question = listing.question

        def ids() -> list[str]:
            each = (self._source.ids(question.query, question.order, last - first + 1, first) for first, last in ranges)
            return [review_id for found in each for review_id in found]

        self._asking.ask(Kind.CHOSEN, ids, lambda found: done(listing, found))

    def _order(self, query: Query) -> Order:
        ranked = any(not word.negated for word in query.words) or any(term.key in _NAMES for term in query.terms)
        if ranked and not self._by_column:
            return BEST_FIRST
        column, direction = self._table.sorting()
        by = COLUMNS[column].by
        descending = direction == Qt.SortOrder.DescendingOrder
        if by is By.MODIFIED and query.in_trash:
            by = By.TRASHED
        if by is By.MODIFIED and descending and self._asks_when_due(query):
            return Order(By.DUE, descending=False)
        return Order(by, descending)

    def _asks_when_due(self, query: Query) -> bool:
        """Say whether what is due is looked for: unless another order was chosen, what is due first stands first then."""
        return any(term.key is Key.DUE and not term.negated for term in query.terms)

    def _on_answered(self, listing: Listing) -> None:
        self.answered.emit(listing)
        self._table.show(listing)
        self.listed.emit(listing)
        if not listing.counted:
            count = partial(self._source.count, listing.question.query)
            self._asking.ask(Kind.SIZE, count, partial(self._on_counted, listing))

    def _on_counted(self, listing: Listing, count: int) -> None:
        if self._table.listing is listing:
            self._table.grow(count)
            self.counted.emit(self._table.listing)

    def _on_table_pages_wanted(self, numbers: list[int]) -> None:
        question = self._table.listing.question
        add = partial(self._table.add_pages, question)
        self._asking.ask(Kind.PAGES, partial(pages_of, self._source, question, numbers), add)
