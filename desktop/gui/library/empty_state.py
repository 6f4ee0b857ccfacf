"""What stands where a list would be, when there is nothing in it: one sentence, one action, an alternative or two."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.gui.as_written import Label, as_tip, without_keys
from desktop.gui.theme import set_look

_EDGE = 32
_BETWEEN = 8


class EmptyState(QWidget):
    """A sentence with a button for the action and quieter ones for the alternatives.

    ``acted``, ``alternative_taken`` and ``third_taken`` tell which was pressed. Buttons stand under each other where they have no
    room side by side.
    """

    acted = Signal()
    alternative_taken = Signal()
    third_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one that says nothing."""
        super().__init__(parent)
        set_look(self, "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = Label(parent=self)
        set_look(self._words, "part")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.action = QPushButton(self)
        self.action.clicked.connect(self.acted)
        self.alternative = QPushButton(self)
        self.alternative.clicked.connect(self.alternative_taken)
        self.third = QPushButton(self)
        self.third.clicked.connect(self.third_taken)
        self._labels: dict[QPushButton, str] = dict.fromkeys((self.action, self.alternative, self.third), "")
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(_BETWEEN)
        self._buttons.addStretch(1)
        for button in self._labels:
            if button is not self.action:
                set_look(button, "link")
            button.hide()
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        self._buttons.addStretch(1)
        body = QWidget()
        room = QScrollArea(self)  # large text in a small window
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidgetResizable(True)
        room.viewport().setAutoFillBackground(False)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(room)
        column = QVBoxLayout(body)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._words)
        column.addLayout(self._buttons)
        column.addStretch(3)
        room.setWidget(body)
        self.setFocusProxy(self.action)
        body.setAutoFillBackground(False)  # which the scroll area turns on

    def say(self, words: str, action: str = "", alternative: str = "", third: str = "") -> None:
        """Show a sentence and the words of its buttons; an empty word hides its button."""
        self._words.setText(words)
        self.setAccessibleName(words)
        for button, label in zip(self._labels, (action, alternative, third), strict=True):
            self._labels[button] = label
            button.setVisible(bool(label))
        self._fit()

    def words(self) -> str:
        """Return the sentence shown."""
        return self._words.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the buttons into another width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the buttons into another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Stand the buttons side by side or under each other, and shorten what is longer than all of the width."""
        room, wanted = self.width() - 2 * _EDGE, -_BETWEEN
        for button, label in self._labels.items():
            button.setText(without_keys(label))
            button.setToolTip("")
            width = button.sizeHint().width()
            wanted += width + _BETWEEN if label else 0
            if width > room > 0:
                metrics = button.fontMetrics()
                left = room - (width - metrics.horizontalAdvance(label))
                button.setText(without_keys(metrics.elidedText(label, Qt.TextElideMode.ElideRight, left)))
                button.setToolTip(as_tip(label))
            button.setAccessibleName(label)
        side_by_side = wanted <= room or room <= 0
        self._buttons.setDirection(QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom)
