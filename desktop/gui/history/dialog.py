"""The snapshots of a review: the list, and what lies between any two of them or between one and now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.article import Article
from desktop.core.comparing import Comparison
from desktop.core.errors import MatineeError
from desktop.core.history import Kept, Snapshot
from desktop.core.printing import word_count
from desktop.gui.as_written import Label, OneLine
from desktop.gui.history.comparison import ComparisonView
from desktop.gui.history.listing import NOW, SnapshotList
from desktop.gui.history.naming import NameDialog
from desktop.gui.history.words import between_words, snapshot_words
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.notices import Toast
from desktop.gui.theme import current_theme, set_look

_LOOKED_AT = 3
"""Snapshots that are read for one that differs from the present: Ctrl+S and then the list is a usual way to it."""

Compare = Callable[[Article, Article, Callable[[Comparison], None]], None]
"""Compares two articles off the window's thread and hands the comparison over on it."""


class Source(Protocol):
    """What the dialog asks of the history; :class:`desktop.services.history.Snapshots` answers it."""

    def of(self, review_id: str) -> list[Snapshot]:
        """Return the snapshots of a review, the newest first."""

    def read(self, snapshot_id: int) -> Kept:
        """Return a snapshot with its article; raises MatineeError."""


class SnapshotsDialog(QDialog):
    """The dialog about one review.

    ``restore_wanted``, ``delete_wanted`` carry a snapshot, ``name_given`` one and its new name, ``snapshot_wanted`` nothing; who
    carries them out calls ``refresh``. Without ``may_write`` it is for looking only.
    """

    restore_wanted = Signal(object)
    delete_wanted = Signal(object)
    name_given = Signal(object, str)
    snapshot_wanted = Signal()

    def __init__(
        self,
        article: Callable[[], Article],
        source: Source,
        compare: Compare,
        parent: QWidget | None = None,
        *,
        may_write: bool = True,
    ) -> None:
        """Make the dialog; ``article`` tells the review as it is now."""
        super().__init__(parent)
        self._article, self._source, self._compare, self._may_write = article, source, compare, may_write
        self._snapshots: list[Snapshot] = []
        self._asked = 0
        self._closed = False
        self.setWindowTitle(self.tr("Snapshots"))
        self._title = OneLine(article().work.label() or self.tr("Untitled"), self)
        set_look(self._title, "part")
        self._hint = Label(
            self.tr("One is compared with the review as it is now; two (Ctrl+click, Shift+↓) with each other."), self
        )
        self._hint.setWordWrap(True)
        set_look(self._hint, "caption")
        self.list = SnapshotList(self)
        self.comparison = ComparisonView(self)
        self.empty = EmptyState(self)
        self.empty.say(
            self.tr("No snapshots yet. Matinee keeps one when you begin to write, and more as you go on."),
            self.tr("Keep One Now") if may_write else "",
            self.tr("Close"),
        )
        self.name_button = QPushButton(self.tr("Na&me…"), self)
        self.delete_button = QPushButton(self.tr("&Delete"), self)
        self.close_button = QPushButton(self.tr("&Close"), self)
        self.restore_button = QPushButton(self.tr("&Restore as New Snapshot"), self)
        self.toast = Toast(self)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        set_look(self.restore_button, "primary")
        for button in (self.name_button, self.delete_button):
            set_look(button, "quiet")
        self.name_button.setToolTip(self.tr("A named snapshot is kept for ever (F2)"))
        self.delete_button.setToolTip(self.tr("Delete a named snapshot; others go by themselves (Delete)"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.name_button, self.delete_button, self.close_button, self.restore_button):
            button.setAutoDefault(False)
            if button is self.close_button:
                buttons.addStretch(1)
            buttons.addWidget(button)
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self.list, 2)
        panes.addWidget(self.comparison, 3)
        full = QWidget(self)
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self._hint)
        inner.addLayout(panes, 1)
        inner.addLayout(buttons)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._stack, 1)
        theme, window = current_theme(), self.parentWidget()
        room = window.window().size() if window is not None else QSize(1280, 800)
        self.resize(min(theme.length(1040), 1240, room.width() - 24), min(theme.length(640), 760, room.height() - 24))

    def _connect(self) -> None:
        self.list.choice_changed.connect(self._on_list_choice_changed)
        self.list.rename_wanted.connect(self._ask_name)
        self.list.delete_wanted.connect(self._delete)
        self.name_button.clicked.connect(self._ask_name)
        self.delete_button.clicked.connect(self._delete)
        self.restore_button.clicked.connect(self._restore)
        self.close_button.clicked.connect(self.accept)
        self.empty.acted.connect(self.snapshot_wanted)
        self.empty.alternative_taken.connect(self.accept)
        self.finished.connect(self._on_finished)

    def refresh(self) -> None:
        """Read the list anew; a dialog that was closed meanwhile does not."""
        if self._closed:
            return
        article = self._article()
        self._snapshots = self._source.of(article.review.id)
        self._stack.setCurrentIndex(0 if self._snapshots else 1)
        self.list.fill(self._snapshots, word_count(article), datetime.now().astimezone())
        if self._snapshots and not self.list.chosen():
            self.list.choose((self._first().id,))
        (self.list if self._snapshots else self.empty.action).setFocus()

    def _first(self) -> Snapshot:
        """Return the newest snapshot from which the review differs now, as far as a few tell; the newest where none does."""
        with suppress(MatineeError):
            for snapshot in self._snapshots[:_LOOKED_AT]:
                if self._source.read(snapshot.id).article != self._article():
                    return snapshot
        return self._snapshots[0]

    def tell(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was done, and offer to undo it."""
        if not self._closed:
            self.toast.say(sentence, self.tr("Undo"), undo)

    def choose(self, snapshot: Snapshot) -> None:
        """Compare a snapshot with the review as it is now."""
        self.list.choose((snapshot.id,))

    def _chosen(self) -> list[Snapshot]:
        ids = self.list.chosen()
        return [snapshot for snapshot in self._snapshots if snapshot.id in ids]

    def _on_list_choice_changed(self) -> None:
        chosen = self._chosen()
        alone = len(chosen) == 1 and self._may_write
        self.restore_button.setEnabled(alone)
        self.name_button.setEnabled(alone)
        self.name_button.setText(self.tr("Rena&me…") if alone and chosen[0].name else self.tr("Na&me…"))
        self.delete_button.setEnabled(alone and bool(chosen[0].name))
        self._show(chosen)

    def _show(self, chosen: Sequence[Snapshot]) -> None:
        """Compare the oldest of what is chosen with the newest, or with now."""
        self._asked += 1
        asked = self._asked
        if not chosen:
            self.comparison.say(self.tr("Choose a snapshot to see what changed since."))
            return
        with_now = len(chosen) == 1 or NOW in self.list.chosen()
        between = between_words(chosen[-1], None if with_now else chosen[0], datetime.now().astimezone())
        before = self._source.read(chosen[-1].id).article
        after = self._article() if with_now else self._source.read(chosen[0].id).article

        def arrived(comparison: Comparison) -> None:
            if asked == self._asked and not self._closed:
                self.comparison.show_comparison(comparison, between)

        self._compare(before, after, arrived)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter; none is pressed from anywhere else."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def _ask_name(self) -> None:
        chosen = self._chosen()
        if len(chosen) != 1 or not self._may_write:
            return
        title = self.tr("Name of the snapshot of {when}").format(when=snapshot_words(chosen[0], datetime.now().astimezone()))
        dialog = NameDialog(title, chosen[0].name, self)
        dialog.chosen.connect(lambda name: self.name_given.emit(chosen[0], name))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _delete(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1 and chosen[0].name and self._may_write:
            self.delete_wanted.emit(chosen[0])

    def _on_finished(self) -> None:
        self._closed = True

    def _restore(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            self.restore_wanted.emit(chosen[0])
