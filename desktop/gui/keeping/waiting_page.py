"""The page that stands in the window while a library is made ready to be opened: why, how far it is, and a way to call it off."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.bringing_forward import Ahead, Progress, Stage
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.theme import current_theme, set_look

_WHOLE = 1000
_WIDTH = 560


class WaitingPage(QWidget):
    """Tells what is done to the library called ``name``.

    ``cancelled`` follows Cancel and Escape. After :meth:`show_stopped` the page offers what can be done instead: ``again``,
    ``another``, ``copies`` (its readable copies, where it has some) and ``left`` follow.
    """

    cancelled = Signal()
    again = Signal()
    another = Signal()
    copies = Signal()
    left = Signal()

    def __init__(self, name: str, ahead: Ahead, *, has_copies: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ahead = ahead
        set_look(self, "sheet")
        self.setAccessibleName(self.tr("Opening the library"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        heading = Label(name, self)
        heading.setWordWrap(True)
        set_look(heading, "part")
        self.words = Label(parent=self)
        self.words.setWordWrap(True)
        self.bar = QProgressBar(self, textVisible=False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.count, self.gone = Label(parent=self), Label(parent=self)
        for label in (self.count, self.gone):
            set_look(label, "caption")
        self._feet = QStackedWidget(self)
        self._feet.addWidget(self._running())
        self._feet.addWidget(self._stopped(has_copies=has_copies))
        middle = QFrame(self)
        middle.setMaximumWidth(current_theme().length(_WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        for widget in (heading, self.words, self._feet):
            column.addWidget(widget)
        rows = QVBoxLayout(self)
        rows.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        rows.addLayout(across)
        rows.addStretch(3)
        self.show_begun()

    def _running(self) -> QWidget:
        foot = QWidget(self)
        self.cancel_button = QPushButton(self.tr("Cancel"), foot)
        self.cancel_button.clicked.connect(self._cancel)
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(self.gone)
        below.addSpacing(12)
        below.addWidget(self.cancel_button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.bar)
        column.addLayout(below)
        return foot

    def _stopped(self, *, has_copies: bool) -> QWidget:
        foot = QWidget(self)
        older = self._ahead is Ahead.BRING_FORWARD
        self.again_button = QPushButton(self.tr("&Bring It Up to Date") if older else self.tr("Check It and &Open"), foot)
        self.another_button = QPushButton(self.tr("Open &Another…"), foot)
        self.copies_button = QPushButton(self.tr("Show &Readable Copies"), foot)
        self.copies_button.setVisible(has_copies)
        self.leave_button = QPushButton(self.tr("&Quit"), foot)
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button, signal in (
            (self.again_button, self.again),
            (self.another_button, self.another),
            (self.copies_button, self.copies),
            (self.leave_button, self.left),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        return foot

    def show_begun(self) -> None:
        """Say what is being done; nothing of it is done yet."""
        if self._ahead is Ahead.BRING_FORWARD:
            said = self.tr(
                "This library was made by an older Matinee. It is being brought up to date: nothing is lost, and a backup is "
                "made first. A large library takes some minutes."
            )
        else:
            said = self.tr(
                "Matinee was cut short while this library was open. It is being checked before anything is written to it; what "
                "you wrote is in it."
            )
        self._say(said)
        self.bar.setRange(0, 0)
        self.count.clear()
        self.gone.clear()
        self.cancel_button.setEnabled(True)
        self._feet.setCurrentIndex(0)

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self.bar.setRange(0, _WHOLE)
        self.bar.setValue(int(progress.share * _WHOLE))
        said = _stage_words(progress)
        if progress.places > 1:
            said = self.tr("{place} of {places} · {stage}").format(place=progress.place, places=progress.places, stage=said)
        if said != self.count.text():
            self.count.setText(said)

    def show_gone(self, seconds: int) -> None:
        """Show how long it has taken so far."""
        said = self.tr("{minutes}:{seconds:02d} gone").format(minutes=seconds // 60, seconds=seconds % 60)
        if said != self.gone.text():
            self.gone.setText(said)

    def show_stopped(self) -> None:
        """Say that it was called off and offer what can be done instead."""
        if self._ahead is Ahead.BRING_FORWARD:
            said = self.tr(
                "Nothing was changed: the library is as it was. This Matinee can open it once it has been brought up to date; "
                "the Matinee that made it still opens it as it is."
            )
        else:
            said = self.tr("The check was called off; nothing was changed, and nothing is written to a library before it.")
        self._say(said)
        self._feet.setCurrentIndex(1)
        self.again_button.setFocus()

    def _say(self, words: str) -> None:
        self.words.setText(words)
        announce(self, words)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.count.setText(self.tr("Stopping…"))
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Call it off with Escape."""
        if event.key() == Qt.Key.Key_Escape and self.cancel_button.isVisible() and self.cancel_button.isEnabled():
            self._cancel()
            return
        super().keyPressEvent(event)


def _stage_words(progress: Progress) -> str:
    done, of = f"{min(progress.done, progress.of):,}", f"{progress.of:,}"
    percent = 100 * progress.done // max(progress.of, 1)
    match progress.stage:
        case Stage.COPYING:
            return _tr("Making the backup, {percent} %").format(percent=percent)
        case Stage.CHECKING:
            return _tr("Checking that every page is whole, {percent} %").format(percent=percent)
        case Stage.CHANGING:
            return _tr("Changing its tables, step {done} of {of}").format(done=done, of=of)
        case Stage.LISTING:
            return _tr("Listing films, people and reviews, {done} of {of}").format(done=done, of=of)
        case Stage.INDEXING:
            return _tr("Making the search index, {done} of {of} reviews").format(done=done, of=of)


def _tr(text: str) -> str:
    return QCoreApplication.translate("WaitingPage", text)
