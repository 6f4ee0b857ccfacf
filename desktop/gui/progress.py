"""While something takes long: what it is, how far it is, and a way to call it off."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.gui.as_written import Label
from desktop.gui.theme import current_theme, set_look
from desktop.services.jobs import Job

APPEARS_MS = 400
"""Milliseconds after which it appears: what is done by then needs no telling."""
_UNMEANT = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
"""Keys that were meant for what stood there before it appeared."""


class ProgressDialog(QDialog):
    """Stands over its window, so that nothing else is changed meanwhile. ``cancelled`` follows its button and Escape.

    Enter and Space call nothing off, for it appears under hands that are typing; the letter of the button does.
    It appears a moment after :meth:`begin`, and goes with :meth:`end`.
    """

    cancelled = Signal()

    def __init__(self, title: str, words: str, parent: QWidget | None = None, *, stop: str = "") -> None:
        """Make one about ``words``, with ``stop`` on its button instead of Cancel; it is not shown yet."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._job: Job | None = None
        self._words, self._count = Label(words, self), Label(parent=self)
        self._words.setWordWrap(True)
        set_look(self._count, "caption")
        self.bar = QProgressBar(self, textVisible=False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QPushButton(stop or self.tr("&Cancel"), self)
        self.cancel_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cancel_button.setToolTip(self.tr("Escape"))
        self.cancel_button.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self._count, 1)
        below.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self._words)
        column.addWidget(self.bar)
        column.addLayout(below)
        self.setMinimumWidth(current_theme().length(420))
        self._timer = QTimer(self, singleShot=True, interval=APPEARS_MS)
        self._timer.timeout.connect(self.open)

    def calls_off(self, job: Job, ending: SignalInstance) -> None:
        """Let ``job`` be called off by the button and Escape, and by ``ending``, the signal of a window that closes.

        No signal is connected to the job itself: Qt for Python crashes where a plain object that one is connected to is thrown
        away on another thread.
        """
        self._job = job
        self.cancelled.connect(self._call_off)
        ending.connect(self._call_off)

    def _call_off(self, *_: object) -> None:
        if self._job is not None:
            self._job.cancel()

    def begin(self) -> None:
        """Appear in a moment, unless it has ended by then."""
        self._timer.start()

    def step(self, done: int, of: int) -> None:
        """Show how far it is; nothing is counted where ``of`` is 0."""
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
        self.bar.setVisible(bool(of))
        self._count.setText(self.tr("{done} of {count}").format(done=f"{done:,}", count=f"{of:,}") if of else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter and Space without effect."""
        if event.key() in _UNMEANT:
            event.accept()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Call it off; the dialog stays until that has come through."""
        self.cancel_button.setEnabled(False)
        self.cancelled.emit()

    def end(self) -> None:
        """Go away."""
        self._timer.stop()
        super().reject()
        self.deleteLater()
