"""A library that cannot be opened, where no terminal would tell: one sentence, and another library or the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


class OpeningRefused(QMessageBox):
    """Says why; ``another`` and ``leave`` are its buttons."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Matinee"))
        self.setIcon(QMessageBox.Icon.Warning)
        self.setText(sentence)
        self.another = self.addButton(self.tr("Open Another…"), QMessageBox.ButtonRole.AcceptRole)
        self.leave = self.addButton(self.tr("Quit"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.another)
        self.setEscapeButton(self.leave)


def ask_another(sentence: str, library: Path) -> Path | None:
    """Say why ``library`` could not be opened and return another one, None to quit."""
    while True:
        refused = OpeningRefused(sentence)
        refused.exec()
        if refused.clickedButton() is not refused.another:
            return None
        name = QFileDialog.getExistingDirectory(None, refused.tr("Open another library"), str(library.parent))
        if name:
            return Path(name)
