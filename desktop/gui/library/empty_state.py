"""What stands where a list would be, when there is nothing in it: one sentence, one action, an alternative or two."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui.as_written import Label, without_keys
from desktop.gui.theme import set_look


class EmptyState(QWidget):
    """A sentence with a button for the action and quieter ones for the alternatives.

    ``acted``, ``alternative_taken`` and ``third_taken`` tell which was pressed.
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
        set_look(self.alternative, "link")
        self.alternative.clicked.connect(self.alternative_taken)
        self.third = QPushButton(self)
        set_look(self.third, "link")
        self.third.clicked.connect(self.third_taken)
        self.third.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.action)
        buttons.addWidget(self.alternative)
        buttons.addWidget(self.third)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._words)
        column.addLayout(buttons)
        column.addStretch(3)

    def say(self, words: str, action: str = "", alternative: str = "", third: str = "") -> None:
        """Show a sentence and the words of its buttons; an empty word hides its button."""
        self._words.setText(words)
        self.setAccessibleName(words)
        for button, label in ((self.action, action), (self.alternative, alternative), (self.third, third)):
            button.setText(without_keys(label))
            button.setVisible(bool(label))

    def words(self) -> str:
        """Return the sentence shown."""
        return self._words.text()
