"""The model of the credits table: one row a credit, in order of billing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.gui.as_written import as_tip
from desktop.gui.people.sentences import CreditLine
from desktop.gui.widgets.dragged_row import DraggedRow, steps_between

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
_DRAGGED = DraggedRow("application/x-matinee-credit")
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, in their order."""

    STAR = 0
    JOB = 1
    NAME = 2
    CHARACTERS = 3
    BIO = 4
    PHOTO = 5
    LIBRARY = 6


class CreditsModel(QAbstractTableModel):
    """Shows lines; ``dragged(credit_id, steps)`` tells where a row was dropped, and whoever owns the credits moves it.

    New lines are shown by removals, moves, insertions and changes, so that views keep their current row and open editor.
    """

    dragged = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a model without credits."""
        super().__init__(parent)
        self._lines: list[CreditLine] = []

    def lines(self) -> tuple[CreditLine, ...]:
        """Return the rows shown."""
        return tuple(self._lines)

    def line(self, row: int) -> CreditLine:
        """Return one row."""
        return self._lines[row]

    def row_of(self, credit_id: str) -> int:
        """Return the row of a credit, or -1."""
        return next((row for row, line in enumerate(self._lines) if line.credit == credit_id), -1)

    def show(self, lines: Sequence[CreditLine]) -> None:
        """Show other lines."""
        wanted = {line.credit for line in lines}
        for row in reversed(range(len(self._lines))):
            if self._lines[row].credit not in wanted:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._lines[row]
                self.endRemoveRows()
        for row, line in enumerate(lines):
            self._show_at(row, line)

    def _show_at(self, row: int, line: CreditLine) -> None:
        at = self.row_of(line.credit)
        if at < 0:
            self.beginInsertRows(_NOWHERE, row, row)
            self._lines.insert(row, line)
            self.endInsertRows()
            return
        if at != row:
            self.beginMoveRows(_NOWHERE, at, at, _NOWHERE, row)
            self._lines.insert(row, self._lines.pop(at))
            self.endMoveRows()
        if self._lines[row] != line:
            self._lines[row] = line
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many credits there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are, hidden or not."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; to a screen reader the name's cell is the sentence of the whole row."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role == Qt.ItemDataRole.EditRole and column is Column.CHARACTERS:
            return line.character_line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(line, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.NAME, Column.CHARACTERS, Column.BIO):
            return as_tip(self._words(line, column))
        return None

    def _words(self, line: CreditLine, column: Column) -> str:
        words = {
            Column.STAR: "★" if line.starred else "",
            Column.JOB: line.job,
            Column.NAME: line.name,
            Column.CHARACTERS: line.character_line,
            Column.BIO: line.bio_words,
            Column.PHOTO: self.tr(line.photo.value),
            Column.LIBRARY: line.library_words,
        }
        return words[column]

    def _said(self, line: CreditLine, column: Column) -> str:
        if column is Column.NAME:
            return line.sentence
        if column is Column.STAR:
            return self.tr("top-billed") if line.starred else self.tr("not top-billed")
        return self._words(line, column) or self.tr("none")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column; that of the star is read in words."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        titles = {
            Column.STAR: "★",
            Column.JOB: self.tr("Job"),
            Column.NAME: self.tr("Name"),
            Column.CHARACTERS: self.tr("Character"),
            Column.BIO: self.tr("Bio in print"),
            Column.PHOTO: self.tr("Photo"),
            Column.LIBRARY: self.tr("In library"),
        }
        if role == Qt.ItemDataRole.DisplayRole:
            return titles[Column(section)]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and section == Column.STAR:
            return self.tr("Top-billed")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that characters can be typed in their cell and that rows can be dragged between rows."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == Column.CHARACTERS else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Take moves."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Take credits only."""
        return [_DRAGGED.kind]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the credit of the dragged row."""
        return _DRAGGED.carrying(self._lines[indexes[0].row()].credit if indexes else "")

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Tell where a row was dropped; the view must not remove it, so this is never a success to it."""
        at = self.row_of(_DRAGGED.carried(data))
        if action != Qt.DropAction.MoveAction or at < 0:
            return False
        to = row if row >= 0 else (parent.row() if parent.isValid() else len(self._lines))
        if steps := steps_between(at, to):
            self.dragged.emit(self._lines[at].credit, steps)
        return False
