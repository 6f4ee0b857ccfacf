"""Everybody as an item model: one frozen line a person, from which each cell is made when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.gui.people.sentences import review_count_words
from desktop.services.people import PersonLine

Index = QModelIndex | QPersistentModelIndex

LINE_ROLE = Qt.ItemDataRole.UserRole
"""The :class:`PersonLine` itself."""


class Column(IntEnum):
    """The columns of the list, in order."""

    NAME = 0
    REVIEWS = 1


class PeopleModel(QAbstractTableModel):
    """People in a table of name and number of reviews; ``show`` replaces them all."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._lines: list[PersonLine] = []
        self._places: dict[str, int] = {}

    def show(self, lines: Sequence[PersonLine]) -> None:
        """Hold other people, in the order given."""
        self.beginResetModel()
        self._lines = list(lines)
        self._places = {line.id: at for at, line in enumerate(lines)}
        self.endResetModel()

    def update(self, line: PersonLine) -> None:
        """Show a person's line anew, in its place, if it is here."""
        row = self.row_of(line.id)
        if row >= 0:
            self._lines[row] = line
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def line(self, row: int) -> PersonLine:
        """Return the person of a row."""
        return self._lines[row]

    def row_of(self, person_id: str) -> int:
        """Return the number of a person's row, -1 where they are not here."""
        return self._places.get(person_id, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many people there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words over a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Name"), self.tr("Reviews"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, or how it is read."""
        line, name = self._lines[index.row()], index.column() == Column.NAME
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.label if name else f"{line.reviews:,}" if line.reviews else ""
            case Qt.ItemDataRole.ToolTipRole if name:
                return " · ".join(filter(None, (line.label, line.native_name)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.sentence(line) if name else review_count_words(line.reviews)
            case Qt.ItemDataRole.TextAlignmentRole if not name:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _ if role == LINE_ROLE:
                return line
        return None

    def sentence(self, line: PersonLine) -> str:
        """Return a person as a screen reader says the row."""
        bio = "" if line.has_bio else self.tr("no bio")
        return ", ".join(filter(None, (line.label, line.native_name, review_count_words(line.reviews), bio)))
