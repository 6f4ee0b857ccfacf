"""The log as a model: viewings, and the headings of their groups; what stands in a row comes in pages as it is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.core.log_order import Column, Wish
from desktop.gui.as_written import as_tip
from desktop.gui.paged_rows import PAGE, PagedRows
from desktop.gui.watch_log.listing import LogListing
from desktop.gui.watch_log.words import day_words, heading_words, ordinal, review_words
from desktop.gui.words import status_name
from desktop.services.watch_log import ViewingRow

Index = QModelIndex | QPersistentModelIndex

HEADING_ROLE = Qt.ItemDataRole.UserRole
"""The words of a heading; empty for a viewing."""


class ViewingTable(QAbstractTableModel):
    """The lines of the log; ``show`` replaces them all.

    ``order_asked(column, descending)`` wants another order, ``pages_wanted(numbers)`` rows that came into sight.
    """

    order_asked = Signal(int, bool)
    pages_wanted = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty table, the one seen last first."""
        super().__init__(parent)
        self._listing = LogListing(Wish())
        self._pages: PagedRows[ViewingRow | None] = PagedRows(self.pages_wanted.emit)

    @property
    def listing(self) -> LogListing:
        """The listing that is shown."""
        return self._listing

    def show(self, listing: LogListing) -> None:
        """Show another listing."""
        self.beginResetModel()
        self._listing = listing
        self._pages.show(listing.pages)
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def add_pages(self, listing: LogListing, pages: Mapping[int, Sequence[ViewingRow | None]]) -> None:
        """Hold more rows of the listing; those of another one are passed over."""
        if listing is not self._listing:
            return
        self._pages.add(pages)
        for number in pages:
            first, last = number * PAGE, min((number + 1) * PAGE, len(listing.ids)) - 1
            self.dataChanged.emit(self.index(listing.line(first), 0), self.index(listing.line(last), len(Column) - 1))

    def rows(self) -> list[ViewingRow]:
        """Return the viewings that are here, as ordered, without the headings."""
        return [row for _at, row in self._pages.here() if row is not None]

    def row(self, line: int) -> ViewingRow | None:
        """Return the viewing on a line; None for a heading, and where it is not here, which asks for it."""
        return None if self._listing.heading(line) is not None else self._pages.at(self._listing.place(line))

    def ids_between(self, first: int, last: int) -> tuple[str, ...]:
        """Return the ids of the viewings from one line to another, whether their rows are here or not."""
        after = self._listing.place(last) + (self._listing.heading(last) is None)
        return self._listing.ids[self._listing.place(first) : after]

    def row_of(self, viewing_id: str) -> int:
        """Return the number of a viewing's line, -1 where it is not listed."""
        place = self._listing.places.get(viewing_id, -1)
        return self._listing.line(place) if place >= 0 else -1

    def nearest(self, at: int) -> int:
        """Return the number of the viewing's line that is nearest to a number, downwards first; -1 where there is none."""
        if not self._listing.ids:
            return -1
        line = max(0, min(at, self._listing.count - 1))
        return line if self._listing.heading(line) is None else line + 1

    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """Return the column and order that the rows stand in."""
        wish = self._listing.wish
        return wish.column, Qt.SortOrder.DescendingOrder if wish.descending else Qt.SortOrder.AscendingOrder

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order."""
        if (column, order) != self.sorting():
            self.order_asked.emit(column, order == Qt.SortOrder.DescendingOrder)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many lines there are."""
        return 0 if parent is not None and parent.isValid() else self._listing.count

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over by keys and cannot be selected."""
        return Qt.ItemFlag.NoItemFlags if self._listing.heading(index.row()) is not None else super().flags(index)

    def column_names(self) -> tuple[str, ...]:
        """Return the names of the columns, in order."""
        return (
            self.tr("Date"),
            self.tr("Film"),
            self.tr("Where"),
            self.tr("Format"),
            self.tr("Festival"),
            self.tr("Seen"),
            self.tr("Review"),
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words over a column, and how they stand."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            column, order = self.sorting()
            arrow = " ↓" if order == Qt.SortOrder.DescendingOrder else " ↑"
            return self.column_names()[section] + (arrow if section == column else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or is read as; nothing yet for a row that is on its way."""
        column, heading = index.column(), self._listing.heading(index.row())
        if heading is not None:
            spoken = role == HEADING_ROLE or (role == Qt.ItemDataRole.AccessibleTextRole and column == Column.DATE)
            return heading_words(heading) if spoken else None
        if role == HEADING_ROLE:
            return None
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self.words(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.words(row, column) or self.tr("none")
            return self.sentence(row) if column == Column.FILM else f"{self.column_names()[column]}, {words}"
        return None

    def words(self, row: ViewingRow, column: int) -> str:
        """Return the words of a cell."""
        match column:
            case Column.DATE:
                return " ".join(filter(None, (day_words(row.seen_on), row.start)))
            case Column.FILM:
                return row.label or self.tr("Untitled")
            case Column.WHERE:
                return row.venue
            case Column.FORMAT:
                return row.format
            case Column.FESTIVAL:
                return ", ".join(filter(None, (row.festival, row.section)))
            case Column.SEEN:
                return ordinal(row.nth)
            case _:
                return review_words(row)

    def sentence(self, row: ViewingRow) -> str:
        """Return a row as a screen reader says it."""
        parts = (
            self.words(row, Column.FILM),
            self.tr("{nth} viewing").format(nth=ordinal(row.nth)),
            *(self.words(row, column) for column in (Column.DATE, Column.WHERE, Column.FORMAT, Column.FESTIVAL)),
            self._spoken_review(row),
        )
        return ", ".join(part for part in parts if part)

    def _spoken_review(self, row: ViewingRow) -> str:
        if row.status is not None:
            return self.tr("review: {status}").format(status=status_name(row.status))
        return self.tr("film reviewed") if row.is_written_up else self.tr("no review")
