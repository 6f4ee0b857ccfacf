"""What will leave, to the letter: the text of the article and the files beside it."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.text import size_words
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.theme import Type, current_theme, set_look
from desktop.services.formats import Export

_LONG_DATA = re.compile(r"(data:[\w.+/-]+;base64,)([A-Za-z0-9+/=]{120,})")
_FILES_SHOWN = 4


def shortened(text: str) -> str:
    """Return ``text`` with the bytes of embedded pictures told by their length, for no text widget bears a line of megabytes."""
    return _LONG_DATA.sub(lambda data: f"{data[1]}… {size_words(len(data[2]))} …", text)


class LeavingPane(QWidget):
    """The name and size of what leaves, its text, and the files beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty pane."""
        super().__init__(parent)
        self._summary = Label(parent=self)
        self._summary.setWordWrap(True)
        self._summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = QPlainTextEdit(self)
        set_look(self.text, "sheet")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text that will leave"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.files = QListWidget(self)
        self.files.setAccessibleName(self.tr("Files that will leave"))
        self._remarks = Label(parent=self)
        set_look(self._remarks, "caption")
        self._remarks.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._summary)
        column.addWidget(self.text, 1)
        column.addWidget(self.files)
        self.text.document().setDocumentMargin(8)
        column.addWidget(self._remarks)
        current_theme().changed.connect(self._measure)
        self._measure()
        self.files.hide()
        self._remarks.hide()

    def show_waiting(self) -> None:
        """Say that the export is being made; the text before it stays in sight."""
        self._summary.setText(self.tr("Being made…"))

    def show_problem(self) -> None:
        """Show nothing, for there is no export."""
        self._summary.setText(self.tr("Nothing to leave"))
        self.text.clear()
        self.files.hide()
        self._remarks.hide()

    def show_leaving(self, export: Export) -> None:
        """Show a finished export."""
        pictures = len(export.beside)
        told = [export.main.name, size_words(len(export.main.data))]
        if pictures:
            told.append(self.tr("1 picture") if pictures == 1 else self.tr("{count} pictures").format(count=pictures))
            told.append(self.tr("{size} in all").format(size=size_words(export.size)))
        self._summary.setText(" · ".join(told))
        announce(self, self._summary.text())
        shown = shortened(export.text)
        self.text.setPlainText(shown)
        remarks = list(export.notes)
        if shown != export.text:
            remarks.append(self.tr("The bytes of pictures inside the page are shown by their length only."))
        self._remarks.setText("\n".join(remarks))
        self._remarks.setVisible(bool(remarks))
        self.files.clear()
        self.files.addItems([f"{file.name} · {size_words(len(file.data))}" for file in (export.main, *export.beside)])
        self.files.setVisible(bool(pictures))
        self._measure()

    def summary(self) -> str:
        """Return the line with name and size."""
        return self._summary.text()

    def remarks(self) -> str:
        """Return what is said of pictures that could not leave as they should."""
        return self._remarks.text()

    def _measure(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(current_theme().pixels(Type.CAPTION))
        self.text.ensurePolished()  # the style sheet would take a font away that was set before
        self.text.setFont(font)
        row = max(self.files.sizeHintForRow(0), current_theme().pixels(Type.BODY))
        self.files.setFixedHeight(min(max(1, self.files.count()), _FILES_SHOWN) * row + 4)
