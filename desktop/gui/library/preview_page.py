"""The finished article in the place of the list, to be read and gone on from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.theme import set_look

_SCROLLING = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End})


class PreviewPage(QFrame):
    """Shows a page to be read. ``stepped(1 or -1)`` follows Down and Up, ``opened`` Enter, ``closed`` Space and Escape."""

    stepped = Signal(int)
    opened = Signal()
    closed = Signal()

    def __init__(self, pane: PreviewPane, parent: QWidget | None = None) -> None:
        """Put ``pane`` under a line that says which review it is."""
        super().__init__(parent)
        set_look(self, "desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pane = pane
        self._handing_on = False
        self._title, self._place = Label(parent=self), Label(parent=self)
        set_look(self._title, "crumb")
        set_look(self._place, "caption")
        self.open_button = QPushButton(self.tr("Open"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setToolTip(self.tr("Back to the list (Space or Esc)"))
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 16, 0)
        line.setSpacing(8)
        line.addWidget(self._title)
        line.addWidget(self._place)
        line.addStretch(1)
        line.addWidget(self.open_button)
        line.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(pane, 1)
        self.open_button.clicked.connect(self.opened)
        self.close_button.clicked.connect(self.closed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def offer_restoring(self, *, restoring: bool) -> None:
        """Offer to restore what lies in the trash instead of opening it."""
        self.open_button.setText(self.tr("Restore") if restoring else self.tr("Open"))
        said = self.tr("Take the review out of the trash (Enter)") if restoring else self.tr("Open the review (Enter)")
        self.open_button.setToolTip(said)

    def tell(self, title: str, at: int, count: int) -> None:
        """Say which review is shown, and where it stands among how many."""
        place = self.tr("{at} of {count}").format(at=f"{at + 1:,}", count=f"{count:,}")
        self._title.setText(title)
        self._place.setText(place)
        self.setAccessibleName(self.tr("Preview of {title}, {place}").format(title=title, place=place))
        announce(self, self.accessibleName())

    def said(self) -> str:
        """Return what the line says."""
        return f"{self._title.text()}, {self._place.text()}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with the arrows, open with Enter, close with Space; whatever scrolls is the article's."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Space:
            self.closed.emit()
        elif key in _SCROLLING and self.pane.view is not None:
            self._hand_on(event, self.pane.view)
        else:
            super().keyPressEvent(event)

    def _hand_on(self, event: QKeyEvent, view: QWidget) -> None:
        """Let the article have a key; one that it has no use for comes back here, and goes no further."""
        if not self._handing_on:
            self._handing_on = True
            proxies = (each.focusProxy() for each in view.findChildren(QWidget))  # WebEngine takes keys by a widget of its own
            target = next((each for each in proxies if each is not None), None) or view.findChild(QAbstractScrollArea) or view
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, event.key(), event.modifiers()))
            self._handing_on = False
