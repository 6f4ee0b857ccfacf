"""The list of a review's snapshots, the present state first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop.core.history import Snapshot
from desktop.core.moments import spoken
from desktop.gui.history.words import reason_words
from desktop.gui.theme import set_look

_ID = Qt.ItemDataRole.UserRole
NOW = 0
"""Stands for the review as it is now where the id of a snapshot would stand."""


class SnapshotList(QListWidget):
    """Two lines a snapshot: when it was taken, to the second among others of its minute, then its words and what it is.

    Several can be chosen.

    ``choice_changed`` follows every change of the choice; ``rename_wanted`` and ``delete_wanted`` follow F2 and Delete.
    """

    choice_changed = Signal()
    rename_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        set_look(self, "sheet")
        self.setAccessibleName(self.tr("Snapshots, the newest first"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.itemSelectionChanged.connect(self.choice_changed)

    def fill(self, snapshots: Sequence[Snapshot], words_now: int, now: datetime) -> None:
        """Show the snapshots, the newest first, under a line for the present; what was chosen stays so while it is there."""
        chosen = self.chosen()
        self.blockSignals(True)
        self.clear()
        counts = [words_now, *(snapshot.words for snapshot in snapshots)]
        before: list[int | None] = [*counts[1:], None]
        self._add(NOW, self.tr("Now"), _words(counts[0], before[0]))
        minutes = Counter(spoken(snapshot.at, now) for snapshot in snapshots)
        for row, snapshot in enumerate(snapshots, 1):
            when = spoken(snapshot.at, now)
            when = f"{when}:{snapshot.at:%S}" if minutes[when] > 1 else when
            what = self.tr("“{name}”").format(name=snapshot.name) if snapshot.name else reason_words(snapshot.reason)
            self._add(snapshot.id, when, f"{what} · {_words(counts[row], before[row])}")
        self.blockSignals(False)
        self.choose(chosen)

    def _add(self, snapshot_id: int, first: str, second: str) -> None:
        item = QListWidgetItem(f"{first}\n{second}", self)
        item.setData(_ID, snapshot_id)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{first}, {second}")

    def lines(self) -> list[str]:
        """Return the texts shown."""
        return [self.item(row).text() for row in range(self.count())]

    def chosen(self) -> tuple[int, ...]:
        """Return the ids chosen, from the top; ``NOW`` for the present."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(int(self.item(row).data(_ID)) for row in rows)

    def choose(self, ids: Sequence[int]) -> None:
        """Choose these and nothing else, the first of them with the focus."""
        rows = [row for row in range(self.count()) if self.item(row).data(_ID) in ids]
        self.blockSignals(True)
        self.clearSelection()
        for row in reversed(rows):
            self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.Select)
        self.blockSignals(False)
        self.choice_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 names, Delete deletes."""
        if event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


def _words(words: int, before: int | None) -> str:
    """Return a number of words, and how many more or fewer they are than before."""
    one = QCoreApplication.translate("History", "1 word")
    many = QCoreApplication.translate("History", "{n} words").format(n=f"{words:,}")
    by = words - before if before is not None else 0
    return (one if words == 1 else many) + (f" ({'+' if by > 0 else '−'}{abs(by):,})" if by else "")
