"""What Matinee tells without a dialog: bars that stay until the matter is settled, and toasts that pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QMargins, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.flow_layout import FlowLayout

Action = tuple[str, Callable[[], object]]
"""The words on a button (a verb) and what it does."""

TOAST_MILLISECONDS = 10_000
"""How long a toast stays while nobody looks at it."""


MOST_SHOWN = 2
"""How many notices are shown before the rest is folded."""
_LEAST_SENTENCE = 32
"""Signs of a sentence that stand in a line beside its buttons at least."""


class Weight(StrEnum):
    """How grave a notice is; each has a word and a sign besides its colour."""

    PROBLEM = "problem"
    NOTE = "note"


class _Notice(QFrame):
    """One bar: a sign, a sentence, its buttons; they stand under it where that leaves too little of the line to it."""

    def __init__(self, text: str, weight: Weight, actions: Sequence[Action], parent: QWidget) -> None:
        super().__init__(parent)
        set_look(self, "notice")
        self.text, self.weight = text, weight
        sign = Label("▲" if weight is Weight.PROBLEM else "●", self)
        sign.setAccessibleName(self.tr("Problem") if weight is Weight.PROBLEM else self.tr("Note"))
        set_look(sign, "problem" if weight is Weight.PROBLEM else "caption")
        self.words = words = Label(text, self)
        words.setWordWrap(True)
        self._box = QWidget(self)
        self.buttons = [QPushButton(label, self._box) for label, _act in actions]
        flow = FlowLayout(self._box, margins=QMargins(), spacing=8)
        sentence = QHBoxLayout()
        sentence.setSpacing(8)
        sentence.addWidget(sign)
        sentence.addWidget(words, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addLayout(sentence, 1)
        self._row.addWidget(self._box)
        for button, (_label, act) in zip(self.buttons, actions, strict=True):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus in the text
            button.clicked.connect(lambda _checked=False, act=act: act())
            flow.addWidget(button)
        self._box.setVisible(bool(self.buttons))

    def height_at(self, width: int) -> int:
        """Set the bar for a width in pixels, and return the height that it needs there."""
        beside = sum(button.sizeHint().width() + self._row.spacing() for button in self.buttons)
        fits = beside + _LEAST_SENTENCE * self.words.fontMetrics().averageCharWidth() <= width
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        self._row.setAlignment(self._box, Qt.AlignmentFlag.AlignVCenter if fits else Qt.AlignmentFlag(0))
        self._box.setMinimumWidth(beside - self._row.spacing() if fits and self.buttons else 0)
        return self._row.totalHeightForWidth(width)


class NoticeBar(QWidget):
    """A column of notices at the top of a window, each under a key; empty, it takes no room.

    A notice stays until its owner takes it away. Problems stand before notes; of more than two the rest is one button that shows
    them, so that there is room left to write. ``announced`` carries what was said to a screen reader, ``left`` says that a notice
    went that had the focus, ``resized`` that the column is higher or lower.
    """

    announced = Signal(str)
    left = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty bar."""
        super().__init__(parent)
        self._notices: dict[str, _Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._unfolded = False
        self.more = QPushButton(self.tr("More"), self)
        set_look(self.more, "link")
        self.more.clicked.connect(self._on_more_clicked)
        self._column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeading)
        self.more.hide()
        current_theme().changed.connect(self._on_theme_changed)
        self.setVisible(False)

    def put(self, key: str, text: str, actions: Sequence[Action] = (), weight: Weight = Weight.PROBLEM) -> None:
        """Show ``text`` with its buttons under ``key``, in place of what stood there; problems are read at once."""
        present = self._notices.get(key)
        if present is not None and present.text == text:
            return
        self.take_away(key)
        notice = _Notice(text, weight, actions, self)
        self._notices[key] = notice
        self._arrange()
        announce(self, text, assertive=weight is Weight.PROBLEM)
        self.announced.emit(text)

    def reword(self, key: str, text: str) -> None:
        """Let the notice under ``key``, if there is one, say the same in other words, such as a count; nothing is read again."""
        if (notice := self._notices.get(key)) is not None and notice.text != text:
            notice.text = text
            notice.words.setText(text)

    def take_away(self, key: str) -> None:
        """Remove the notice under ``key``, if there is one."""
        notice = self._notices.pop(key, None)
        if notice is None:
            return
        focus = QApplication.focusWidget()
        focused = focus is not None and notice.isAncestorOf(focus)
        self._column.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self._arrange()
        if focused:
            self.left.emit()

    def has_focus(self) -> bool:
        """Say whether a button of a notice has the focus."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the bars for another width, and tell of another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()
        if event.size().height() != event.oldSize().height():
            self.resized.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell of no height."""
        super().hideEvent(event)
        self.resized.emit()

    def _arrange(self) -> None:
        """Put problems first, the newest of each weight foremost, and fold what is too much."""
        newest = reversed(self._notices.values())
        ordered = sorted(newest, key=lambda notice: notice.weight is not Weight.PROBLEM)
        heights = [notice.height_at(self.window().width()) for notice in ordered]
        shown = MOST_SHOWN if sum(heights[:MOST_SHOWN]) <= self.window().height() // 2 else 1
        for place, notice in enumerate(ordered):
            self._column.removeWidget(notice)
            self._column.insertWidget(place, notice)
            notice.setVisible(self._unfolded or place < shown)
        rest = len(ordered) - shown
        self._unfolded = self._unfolded and rest > 0
        self.more.setText(self.tr("Show fewer") if self._unfolded else self.tr("{count} more…").format(count=rest))
        self.more.setVisible(rest > 0)
        self.setVisible(bool(ordered))

    def _on_theme_changed(self) -> None:
        QTimer.singleShot(0, self, self._arrange)  # once the words have their new size

    def _on_more_clicked(self) -> None:
        self._unfolded = not self._unfolded
        self._arrange()

    def texts(self) -> dict[str, str]:
        """Return the texts shown, by key."""
        return {key: notice.text for key, notice in self._notices.items()}

    def buttons(self, key: str) -> list[QPushButton]:
        """Return the buttons of a notice; raises KeyError where there is none."""
        return self._notices[key].buttons


class Toast(QFrame):
    """A sentence at the foot of a window for ten seconds, with one button at most, such as Undo.

    The time stands still while the pointer or the focus is on it. A new one takes the place of the old. The button has the focus
    only where somebody went to it: what falls to it because another field was hidden goes on to the next.
    ``announced`` carries what was said to a screen reader.
    """

    announced = Signal(str)

    def __init__(self, window: QWidget, milliseconds: int = TOAST_MILLISECONDS) -> None:
        """Make a hidden toast over ``window``."""
        super().__init__(window)
        set_look(self, "toast")
        self._over = window
        self._act: Callable[[], object] | None = None
        self._words = Label(parent=self)
        self.button = QPushButton(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where the work is
        self.button.clicked.connect(self._on_button_clicked)
        self.button.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(16)
        row.addWidget(self._words)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self._gone_to, self._come_by = False, Qt.FocusReason.NoFocusReason
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_application_focus_changed)
        current_theme().changed.connect(self._on_theme_changed)
        self.hide()

    def say_not_last(self) -> None:
        """Say that a step whose Undo was pressed is not the last one any more, and was left as it is."""
        self.say(self.tr("Other steps came after it; take those back first (Ctrl+Z)."))

    def say(self, text: str, label: str = "", act: Callable[[], object] | None = None) -> None:
        """Show ``text``, with a button ``label`` that does ``act``."""
        self._words.setText(text)
        self._act = act
        self.button.setText(label)
        self.button.setVisible(act is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)
        self.announced.emit(text)

    def text(self) -> str:
        """Return the sentence shown last."""
        return self._words.text()

    def is_paused(self) -> bool:
        """Say whether the toast waits because someone is looking at it."""
        return self.isVisible() and not self._timer.isActive()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is here."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on when the pointer leaves, unless the focus is here."""
        super().leaveEvent(event)
        self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait while the button has the focus; follow the window's size."""
        if watched is self.button and isinstance(event, QFocusEvent) and event.gotFocus():
            self._timer.stop()
            self._come_by = event.reason()
        elif watched is self.button and event.type() == QEvent.Type.FocusOut:
            self._go_on()
        elif event.type() == QEvent.Type.Resize and watched is not self.button and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        if self.isVisible() and not self.underMouse() and not self.button.hasFocus():
            self._timer.start()

    def _on_application_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self.button:
            if old is not None:
                self._gone_to = old.isVisible()
            elif self._come_by is not Qt.FocusReason.ActiveWindowFocusReason:
                self._gone_to = True
            if not self._gone_to and not self.focusNextPrevChild(True):
                self.button.clearFocus()
        elif new is not None:
            self._gone_to = False

    def _on_theme_changed(self) -> None:
        QTimer.singleShot(0, self, self._place)  # once the words have their new size

    def _place(self) -> None:
        room = self._over.rect()
        self._words.setWordWrap(False)
        self._words.setMinimumWidth(0)
        wanted = self._words.sizeHint().width()
        most = room.width() - 80 - (self.button.sizeHint().width() if self._act is not None else 0)
        self._words.setWordWrap(wanted > most)
        self._words.setFixedWidth(max(1, min(wanted, most)))
        self.adjustSize()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - 48)

    def _on_button_clicked(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()
