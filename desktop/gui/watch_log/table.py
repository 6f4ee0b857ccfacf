"""The log as a model: viewings, and the headings of their groups; it is arranged elsewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.gui.as_written import as_tip
from desktop.gui.watch_log.arranging import Arranged, Column, Heading, Line, Wish
from desktop.gui.watch_log.words import day_words, heading_words, ordinal
from desktop.gui.words import status_name
from desktop.services.watch_log import ViewingRow

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The :class:`ViewingRow` itself; None for a heading."""
HEADING_ROLE = Qt.ItemDataRole.UserRole + 1
"""The words of a heading; empty for a viewing."""


class ViewingTable(QAbstractTableModel):
    """The lines of the log; ``show`` replaces them all; ``order_asked(column, descending)`` wants another order."""

    order_asked = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty table, the one seen last first."""
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._wish = Wish()

    def show(self, arranged: Arranged) -> None:
        """Hold the log as it was arranged."""
        self.beginResetModel()
        self._lines, self._wish = arranged.lines, arranged.wish
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def rows(self) -> list[ViewingRow]:
        """Return the viewings as ordered, without the headings."""
        return [line for line in self._lines if isinstance(line, ViewingRow)]

    def line(self, at: int) -> Line:
        """Return one line."""
        return self._lines[at]

    def row_of(self, viewing_id: str) -> int:
        """Return the number of a viewing's line, -1 where it is not here."""
        return next((at for at, line in enumerate(self._lines) if isinstance(line, ViewingRow) and line.id == viewing_id), -1)

    def nearest(self, at: int) -> int:
        """Return the number of the viewing's line that is nearest to a number, downwards first; -1 where there is none."""
        below = (each for each in range(max(0, at), len(self._lines)) if isinstance(self._lines[each], ViewingRow))
        above = (each for each in range(min(at, len(self._lines)) - 1, -1, -1) if isinstance(self._lines[each], ViewingRow))
        return next(below, next(above, -1))

    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """Return the column and order that the rows stand in."""
        return self._wish.column, Qt.SortOrder.DescendingOrder if self._wish.descending else Qt.SortOrder.AscendingOrder

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order."""
        if (column, order) != self.sorting():
            self.order_asked.emit(column, order == Qt.SortOrder.DescendingOrder)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over by keys and cannot be selected."""
        return Qt.ItemFlag.NoItemFlags if isinstance(self._lines[index.row()], Heading) else super().flags(index)

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
            arrow = " ↓" if self._wish.descending else " ↑"
            return self.column_names()[section] + (arrow if section == self._wish.column else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or is read as."""
        row = self._lines[index.row()]
        column = index.column()
        if isinstance(row, Heading):
            spoken = role == HEADING_ROLE or (role == Qt.ItemDataRole.AccessibleTextRole and column == Column.DATE)
            return heading_words(row) if spoken else None
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
