"""The viewings as a model: one frozen row a viewing, sorted here."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.core.text import fold
from desktop.gui.as_written import as_tip
from desktop.gui.watch_log.words import day_words, ordinal
from desktop.gui.words import status_name
from desktop.services.watch_log import ViewingRow

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The :class:`ViewingRow` itself."""


class Column(IntEnum):
    """The columns of the log, in order."""

    DATE = 0
    FILM = 1
    WHERE = 2
    FORMAT = 3
    FESTIVAL = 4
    SEEN = 5
    REVIEW = 6


def sort_key(row: ViewingRow, column: int) -> Any:
    """Return what ``column`` sorts a row by; empty words stand before all others."""
    match column:
        case Column.DATE:
            return (row.seen_on, row.start, row.nth)
        case Column.FILM:
            return (row.sort_title, row.year or 0)
        case Column.WHERE:
            return fold(row.venue)
        case Column.FORMAT:
            return fold(row.format)
        case Column.FESTIVAL:
            return (fold(row.festival), fold(row.section))
        case Column.SEEN:
            return row.nth
        case _:
            return row.status.value if row.status else ""


class ViewingTable(QAbstractTableModel):
    """Viewings in a table; ``show`` replaces them all, ``sort`` orders them."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty table, the one seen last first."""
        super().__init__(parent)
        self._rows: list[ViewingRow] = []
        self._column, self._order = int(Column.DATE), Qt.SortOrder.DescendingOrder

    def show(self, rows: Sequence[ViewingRow]) -> None:
        """Hold other rows, ordered as before."""
        self.beginResetModel()
        self._rows = self._sorted(rows)
        self.endResetModel()

    def rows(self) -> list[ViewingRow]:
        """Return the rows as ordered."""
        return list(self._rows)

    def row_of(self, viewing_id: str) -> int:
        """Return the number of a viewing's row, -1 where it is not here."""
        return next((at for at, row in enumerate(self._rows) if row.id == viewing_id), -1)

    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """Return the column and order that the rows stand in."""
        return self._column, self._order

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows; equals stay in the order last seen first. What is selected stays selected."""
        self._column, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._rows[index.row()].id, index.column()) for index in self.persistentIndexList()]
        self._rows = self._sorted(self._rows)
        places = {row.id: at for at, row in enumerate(self._rows)}
        self.changePersistentIndexList(
            [index for index, _id, _column in kept], [self.index(places[row_id], at) for _index, row_id, at in kept]
        )
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _sorted(self, rows: Sequence[ViewingRow]) -> list[ViewingRow]:
        recent = sorted(rows, key=lambda row: sort_key(row, Column.DATE), reverse=True)
        column = self._column
        return sorted(recent, key=lambda row: sort_key(row, column), reverse=self._order == Qt.SortOrder.DescendingOrder)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many viewings there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

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
            arrow = " ↓" if self._order == Qt.SortOrder.DescendingOrder else " ↑"
            return self.column_names()[section] + (arrow if section == self._column else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or is read as."""
        row = self._rows[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self.words(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.words(row, column) or self.tr("none")
            return self.sentence(row) if column == Column.FILM else f"{self.column_names()[column]}, {words}"
        return row if role == ROW_ROLE else None

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
                return status_name(row.status) if row.status else self.tr("Start")

    def sentence(self, row: ViewingRow) -> str:
        """Return a row as a screen reader says it."""
        parts = (
            self.words(row, Column.FILM),
            self.tr("{nth} viewing").format(nth=ordinal(row.nth)),
            *(self.words(row, column) for column in (Column.DATE, Column.WHERE, Column.FORMAT, Column.FESTIVAL)),
            self.tr("review: {status}").format(status=status_name(row.status)) if row.status else self.tr("no review"),
        )
        return ", ".join(part for part in parts if part)
