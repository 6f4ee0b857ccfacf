"""Where an export goes: the folder and the file name, typed or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gui.asking_files import ask_folder
from desktop.gui.theme import set_look
from desktop.gui.widgets import LineField


def folder_words(folder: Path) -> str:
    """Return a folder as it is typed: what lies in the home folder begins with ``~``."""
    try:
        inside = folder.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return str(folder)
    return str(Path("~") / inside)


def folder_from(text: str) -> Path | None:
    """Return the folder that was typed, None for nothing; ``~`` is the home folder, and other relative paths begin there."""
    typed = text.strip()
    if not typed:
        return None
    try:
        folder = Path(typed).expanduser()
        return folder if folder.is_absolute() else Path.home() / folder
    except RuntimeError:
        return None


class Destination(QWidget):
    """The folder and the file name. ``name_changed(str)`` follows when another name was typed and its field left."""

    name_changed = Signal(str)

    def __init__(self, folder: Path | None, parent: QWidget | None = None) -> None:
        """Show ``folder``, and no other name than the review's own."""
        super().__init__(parent)
        self.folder_field = LineField(self.tr("Fol&der"), self)
        self.folder_field.set_value(folder_words(folder) if folder else "")
        self.name_field = LineField(self.tr("File &name"), self)
        self._name = ""
        self.browse_button = QPushButton(self.tr("Choose…"), self)
        self.browse_button.setAccessibleName(self.tr("Choose the folder"))
        set_look(self.browse_button, "quiet")
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self.browse_button)
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.folder_field, 3)
        row.addLayout(beside)
        row.addWidget(self.name_field, 2)
        self.folder_field.changed.connect(lambda: self.folder_field.set_problem(None))
        self.name_field.finished.connect(self._on_name_field_finished)
        self.browse_button.clicked.connect(self._on_browse_button_clicked)

    def folder(self) -> Path | None:
        """Return the folder, or None where none is typed."""
        return folder_from(self.folder_field.value())

    def set_folder(self, folder: Path) -> None:
        """Show another folder."""
        self.folder_field.set_value(folder_words(folder))
        self.folder_field.set_problem(None)

    def name(self) -> str:
        """Return the file name as typed, without its ending; empty for the review's own."""
        return str(self.name_field.value()).strip()

    def suggest_name(self, stem: str) -> None:
        """Show the name a file has where none is typed."""
        self.name_field.line().setPlaceholderText(stem)

    def ask_for_folder(self) -> None:
        """Say that a folder is needed, and put the caret there."""
        self.folder_field.set_problem(self.tr("Say which folder to save into."))
        self.folder_field.setFocus()

    def ask_for_name(self) -> None:
        """Put the caret into the file name, all of it selected."""
        line = self.name_field.line()
        if not line.text():
            line.set_text(line.placeholderText())
        line.setFocus()
        line.selectAll()

    def _on_name_field_finished(self) -> None:
        if self.name() != self._name:
            self._name = self.name()
            self.name_changed.emit(self._name)

    def _on_browse_button_clicked(self) -> None:
        ask_folder(self, self.tr("Save into"), self.folder() or Path.home(), self.set_folder)
