"""Asks for files and folders in the system's own dialog, without waiting for it: what is chosen is told to who asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Told = Callable[[Path], object]


def ask_file(parent: QWidget, title: str, kinds: str, then: Told) -> None:
    """Ask for a file that is there; ``kinds`` are written as Qt wants them, ``Pictures (*.jpg *.png)``."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, then)


def ask_folder(parent: QWidget, title: str, begin: Path, then: Told) -> None:
    """Ask for a folder that is there, from ``begin`` on."""
    dialog = QFileDialog(parent, title, str(begin))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, then)


def ask_target(parent: QWidget, title: str, kinds: str, name: str, then: Told) -> None:
    """Ask where a file is to be written; ``name`` is the one offered, and its ending the one that a name without gets."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    _open(dialog, then)


def ask_place(parent: QWidget, title: str, kinds: str, offered: Path, then: Told) -> None:
    """Ask where something new is to be made: ``then`` is told its path, or the folder that is there and takes it in.

    Nothing that is there is written over by who asks, so that no question about that is put.
    """
    dialog = _PlaceDialog(parent, title, str(offered.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix(offered.suffix.removeprefix(".") if kinds else "")
    dialog.selectFile(offered.name)
    dialog.directoryEntered.connect(lambda _folder: dialog.selectFile(offered.name))
    _open(dialog, then)


def _open(dialog: QFileDialog, then: Told) -> None:
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class _PlaceDialog(QFileDialog):
    """A dialog for a new name that takes a folder that is there too, where one else would have to name something in it."""

    def accept(self) -> None:
        """Be done with a folder that was typed or picked."""
        names = self.selectedFiles()
        if len(names) == 1 and Path(names[0]).is_dir():
            self.fileSelected.emit(names[0])
            self.done(QFileDialog.DialogCode.Accepted)
        else:
            super().accept()
