"""The reviews as a model: one frozen row a review, sorted here, so that no widget and no proxy stands behind a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.core.text import fold
from desktop.gui.library.moments import moment_words
from desktop.gui.words import status_name
from desktop.services.archive import Found, ReviewRow

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The :class:`ReviewRow` itself."""
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""What a column is sorted by."""
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 2
"""The quiet second line: ``(words, marks)``, the marks being places (from, to) of what was searched for."""
BADGE_ROLE = Qt.ItemDataRole.UserRole + 3
"""A word behind the title, such as ``Sample``, or nothing."""


class Column(IntEnum):
    """The columns of the list, in order."""

    TITLE = 0
    STATUS = 1
    RATING = 2
    OUTLET = 3
    WORDS = 4
    CHANGED = 5


_STATUS_ORDER = {name: at for at, name in enumerate(("idea", "draft", "ready", "filed", "published", "spiked"))}


def sort_key(row: ReviewRow, column: int) -> Any:
    """Return what ``column`` sorts a row by; a missing rating stands below the worst."""
    match column:
        case Column.TITLE:
            return (row.sort_title or fold(row.headline), row.year or 0)
        case Column.STATUS:
            return _STATUS_ORDER[row.status.value]
        case Column.RATING:
            return -1.0 if row.rating_position is None else row.rating_position
        case Column.OUTLET:
            return fold(row.outlet)
        case Column.WORDS:
            return row.words
        case _:
            return row.trashed_at or row.modified


class ReviewTable(QAbstractTableModel):
    """Reviews in a table; ``show`` replaces them all, ``sort`` orders them."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Make an empty table; ``clock`` tells the present moment with its time zone."""
        super().__init__(parent)
        self._clock = clock
        self._rows: list[ReviewRow] = []
        self._hits: Mapping[str, Found] = {}
        self._sample = ""
        self._column, self._order = int(Column.CHANGED), Qt.SortOrder.DescendingOrder

    def show(self, rows: Sequence[ReviewRow], hits: Mapping[str, Found], sample: str = "") -> None:
        """Hold other rows, ordered as before; ``hits`` are what was found in them, ``sample`` the id of the sample review."""
        self.beginResetModel()
        self._rows = self._sorted(rows)
        self._hits = hits
        self._sample = sample
        self.endResetModel()

    def rows(self) -> list[ReviewRow]:
        """Return the rows as ordered."""
        return list(self._rows)

    def row_of(self, review_id: str) -> int:
        """Return the number of a review's row, -1 where it is not here."""
        return next((at for at, row in enumerate(self._rows) if row.id == review_id), -1)

    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """Return the column and order that the rows stand in."""
        return self._column, self._order

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows; equals stay in the order last changed first. What is selected stays selected."""
        self._column, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._rows[index.row()].id, index.column()) for index in self.persistentIndexList()]
        self._rows = self._sorted(self._rows)
        if kept:
            places = {row.id: at for at, row in enumerate(self._rows)}
            self.changePersistentIndexList(
                [index for index, _id, _column in kept], [self.index(places[row_id], at) for _index, row_id, at in kept]
            )
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _sorted(self, rows: Sequence[ReviewRow]) -> list[ReviewRow]:
        recent = sorted(rows, key=lambda row: row.modified, reverse=True)
        column = self._column
        return sorted(recent, key=lambda row: sort_key(row, column), reverse=self._order == Qt.SortOrder.DescendingOrder)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many reviews there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words over a column, and how they stand."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.column_names()[section] + self._arrow(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == Column.WORDS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, is sorted by, or is read as."""
        row = self._rows[index.row()]
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._words(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.sentence(row) if column == Column.TITLE else self._cell_sentence(row, column)
            case _ if role == ROW_ROLE:
                return row
            case _ if role == SORT_ROLE:
                return sort_key(row, column)
            case _ if role == DETAIL_ROLE:
                return self._detail(row)
            case _ if role == BADGE_ROLE:
                return self.tr("Sample") if row.id == self._sample else ""
        return None

    def sentence(self, row: ReviewRow) -> str:
        """Return a row as a screen reader says it."""
        parts = [
            self._words(row, Column.TITLE),
            self.tr("sample") if row.id == self._sample else "",
            status_name(row.status),
            self.tr("rating {rating}").format(rating=row.rating_text) if row.rating_text else "",
            row.outlet,
            self.tr("1 word") if row.words == 1 else self.tr("{count} words").format(count=row.words),
            self.tr("changed {moment}").format(moment=moment_words(row.modified, self._clock())),
        ]
        return ", ".join(part for part in parts if part)

    def _arrow(self, section: int) -> str:
        if section != self._column:
            return ""
        return " ↓" if self._order == Qt.SortOrder.DescendingOrder else " ↑"

    def column_names(self) -> tuple[str, ...]:
        """Return the names of the columns, in order."""
        return (
            self.tr("Title"),
            self.tr("Status"),
            self.tr("Rating"),
            self.tr("Outlet"),
            self.tr("Words"),
            self.tr("Changed"),
        )

    def _words(self, row: ReviewRow, column: int) -> str:
        match column:
            case Column.TITLE:
                return row.label or self.tr("Untitled")
            case Column.STATUS:
                return status_name(row.status)
            case Column.RATING:
                return row.rating_text
            case Column.OUTLET:
                return row.outlet
            case Column.WORDS:
                return f"{row.words:,}"
            case _:
                return moment_words(row.trashed_at or row.modified, self._clock())

    def _cell_sentence(self, row: ReviewRow, column: int) -> str:
        name = self.column_names()[column]
        return f"{name}, {self._words(row, column) or self.tr('none')}"

    def _detail(self, row: ReviewRow) -> tuple[str, tuple[tuple[int, int], ...]]:
        hit = self._hits.get(row.id)
        if hit is not None and hit.sentence:
            return hit.sentence, hit.marks
        if row.headline and row.headline not in (row.label, row.title):
            return row.headline, ()
        return ", ".join(row.directors), ()
