"""The one question that Undo cannot answer: whether a review leaves although it is under embargo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui.as_written import Label
from desktop.gui.theme import current_theme, set_look


class EmbargoDialog(QDialog):
    """Says until when, and offers to go on all the same; Cancel has the focus and is what Enter and Escape mean.

    ``confirmed()`` follows going on, ``parted()`` leaving out what is under embargo, where that is offered.
    """

    confirmed = Signal()
    parted = Signal()

    def __init__(self, sentence: str, anyway: str, parent: QWidget | None, *, leave_out: str = "") -> None:
        """Make the dialog; ``anyway`` and ``leave_out`` are the words on its buttons."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Embargo"))
        self.sentence = Label(sentence, self)
        set_look(self.sentence, "part")
        self.sentence.setWordWrap(True)
        self.anyway_button = QPushButton(anyway, self)
        self.leave_out_button = QPushButton(leave_out, self)
        self.leave_out_button.setVisible(bool(leave_out))
        self.cancel_button = QPushButton(self.tr("Ca&ncel"), self)
        set_look(self.cancel_button, "primary")
        self.cancel_button.setDefault(True)
        self.anyway_button.clicked.connect(self._on_anyway_button_clicked)
        self.leave_out_button.clicked.connect(self._on_leave_out_button_clicked)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.anyway_button)
        buttons.addWidget(self.leave_out_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(24)
        column.addWidget(self.sentence, 1)
        column.addLayout(buttons)
        self.setMinimumWidth(min(current_theme().length(540), 900))
        self.setAccessibleDescription(sentence)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_anyway_button_clicked(self) -> None:
        self.accept()
        self.confirmed.emit()

    def _on_leave_out_button_clicked(self) -> None:
        self.accept()
        self.parted.emit()


def unless_held(
    sentence: str, anyway: str, parent: QWidget, go_on: Callable[[], object], called_off: Callable[[], object] = lambda: None
) -> None:
    """Go on, after asking where a ``sentence`` says that there is an embargo; ``called_off`` follows Cancel."""
    if not sentence:
        go_on()
        return
    dialog = EmbargoDialog(sentence, anyway, parent)
    dialog.confirmed.connect(go_on)
    dialog.rejected.connect(called_off)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
