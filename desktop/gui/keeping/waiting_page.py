"""The page that stands in the window while a library is made ready to be opened: why, how far it is, and a way to call it off."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.bringing_forward import Ahead, Progress, Stage
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.flow_layout import FlowLayout

_WHOLE = 1000
_WIDTH = 560
_EDGE = 24


class WaitingPage(QWidget):
    """Tells what is done to the library called ``name``.

    ``cancelled`` follows Cancel and Escape. After :meth:`show_stopped` the page offers what can be done instead: ``again``,
    ``reading`` (it as it is, which an older format cannot be), ``another``, ``copies`` (its readable copies, where it has some)
    and ``left`` follow.
    """

    cancelled = Signal()
    again = Signal()
    reading = Signal()
    another = Signal()
    copies = Signal()
    left = Signal()

    def __init__(self, name: str, ahead: Ahead, *, has_copies: bool, parent: QWidget | None = None) -> None:
        """Make the page; ``has_copies`` where readable copies of the reviews can be opened meanwhile."""
        super().__init__(parent)
        self._ahead, self._has_copies = ahead, has_copies
        set_look(self, "sheet")
        self.setAccessibleName(self.tr("Opening the library"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        heading = Label(name, self)
        set_look(heading, "part")
        self.words = Label(parent=self)
        self.bar = QProgressBar(self, textVisible=False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.count, self.gone = Label(parent=self), Label(parent=self)
        for label in (self.count, self.gone):
            set_look(label, "caption")
        for label in (heading, self.words, self.count):
            label.setWordWrap(True)
        self._run, self._stop = self._running(), self._stopped(has_copies=has_copies)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setSpacing(16)
        self._column.addStretch(2)
        for widget in (heading, self.words, self._run, self._stop):
            self._column.addWidget(widget)
        self._column.addStretch(3)
        room = QScrollArea(self)  # large text in a small window
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidgetResizable(True)
        room.viewport().setAutoFillBackground(False)
        room.setWidget(body)
        body.setAutoFillBackground(False)  # which the scroll area turns on
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(room)
        self._show_foot(self._run)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines of text that can be read, in the middle of a wide window."""
        super().resizeEvent(event)
        beside = max(_EDGE, (self.width() - current_theme().length(_WIDTH)) // 2)
        self._column.setContentsMargins(beside, _EDGE, beside, _EDGE)

    def _running(self) -> QWidget:
        foot = QWidget(self)
        self.cancel_button = QPushButton(self.tr("Cancel"), foot)
        self.cancel_button.clicked.connect(self._cancel)
        below = QHBoxLayout()
        below.addWidget(self.gone, 1)
        below.addWidget(self.cancel_button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.count)
        column.addLayout(below)
        return foot

    def _stopped(self, *, has_copies: bool) -> QWidget:
        foot = QWidget(self)
        older = self._ahead is Ahead.BRING_FORWARD
        self.again_button = QPushButton(self.tr("&Bring It Up to Date") if older else self.tr("Check It and &Open"), foot)
        self.reading_button = QPushButton(self.tr("Open Rea&d-Only"), foot)
        self.reading_button.setVisible(not older)
        self.another_button = QPushButton(self.tr("Open &Another…"), foot)
        self.copies_button = QPushButton(self.tr("Show &Readable Copies"), foot)
        self.copies_button.setVisible(has_copies)
        self.leave_button = QPushButton(self.tr("&Quit"), foot)
        row = FlowLayout(foot, margins=QMargins(), spacing=8)
        for button, signal in (
            (self.again_button, self.again),
            (self.reading_button, self.reading),
            (self.another_button, self.another),
            (self.copies_button, self.copies),
            (self.leave_button, self.left),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)
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
        self._show_foot(self._run)

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
                "Nothing was changed: the library is as it was. This Matinee cannot even read it before it has been brought up "
                "to date, for what lists and finds its reviews is made then; the Matinee that made it still opens it as it is. "
                "To keep it so, copy its folder and open the copy here."
            )
            if self._has_copies:
                said += " " + self.tr("Until then its reviews can be read in their readable copies.")
        else:
            said = self.tr("The check was called off; nothing was changed, and nothing is written to a library before it.")
        self._say(said)
        self._show_foot(self._stop)
        self.again_button.setFocus()

    def _show_foot(self, foot: QWidget) -> None:
        for each in (self._run, self._stop):
            each.setVisible(each is foot)

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
