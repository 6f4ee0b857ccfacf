"""One line that asks for the name of a snapshot."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.text import tidy_line
from desktop.gui.as_written import Label
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.window_keys import WithoutMnemonics


class NameDialog(QDialog):
    """Asks for a name; ``chosen`` carries it, tidied and never empty, on Enter. Escape leaves everything as it is."""

    chosen = Signal(str)

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        """Make the dialog, with the name so far."""
        super().__init__(parent)
        self.setWindowTitle(title)
        label = Label(self.tr("&Name"), self)
        set_look(label, "caption")
        self.line = QLineEdit(name, self)
        WithoutMnemonics(self.line)
        self.line.setMaxLength(120)
        self.line.setPlaceholderText(self.tr("As sent to the editor"))
        self.line.selectAll()
        label.setBuddy(self.line)
        note = Label(self.tr("Named snapshots are kept for ever."), self)
        set_look(note, "caption")
        self.keep_button = QPushButton(self.tr("Keep"), self)
        set_look(self.keep_button, "primary")
        self.keep_button.setDefault(True)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(note, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(label)
        column.addWidget(self.line)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.setMinimumWidth(min(current_theme().length(440), 900))
        self.line.textChanged.connect(self._on_line_text_changed)
        self.keep_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.line.setFocus()
        self._on_line_text_changed()

    def accept(self) -> None:
        """Take the name."""
        name = tidy_line(self.line.text())
        if name:
            self.chosen.emit(name)
            super().accept()

    def _on_line_text_changed(self) -> None:
        self.keep_button.setEnabled(bool(tidy_line(self.line.text())))
