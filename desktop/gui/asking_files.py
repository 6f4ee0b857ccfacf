"""Asks for files and folders in the system's own dialog, without waiting for it: what is chosen is told to who asked.

Each purpose begins in the folder that was last chosen for it, in this start or an earlier one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.gui.settings import Settings

Told = Callable[[Path], object]
ManyTold = Callable[[list[Path]], object]


class Purpose(StrEnum):
    """What files are asked for; the folder of each is remembered by itself."""

    PICTURES = "pictures"
    REVIEWS = "reviews"
    DIARIES = "diaries"
    LIBRARIES = "libraries"
    COPIES = "copies"
    CHARTS = "charts"


class Folders:
    """The folder last chosen for each purpose; in the settings once there are some."""

    def __init__(self) -> None:
        """Know none."""
        self.settings: Settings | None = None
        self._known: dict[str, str] = {}

    def of(self, purpose: Purpose) -> str:
        """Return the folder of a purpose, empty where none is known or it is not there any more."""
        known = self._known | self._kept()
        folder = known.get(purpose, "")
        return folder if folder and Path(folder).is_dir() else ""

    def remember(self, purpose: Purpose, folder: Path) -> None:
        """Begin there the next time."""
        self._known[purpose] = str(folder)
        if self.settings is not None:
            self.settings.folders = json.dumps({**self._kept(), purpose: str(folder)})

    def _kept(self) -> dict[str, str]:
        try:
            kept = json.loads(self.settings.folders or "{}") if self.settings is not None else {}
        except ValueError:
            return {}
        return {key: value for key, value in kept.items() if isinstance(value, str)} if isinstance(kept, dict) else {}


FOLDERS = Folders()
"""Those of this process; ``app`` gives them the settings."""


def ask_file(parent: QWidget, title: str, kinds: str, purpose: Purpose, then: Told) -> None:
    """Ask for a file that is there; ``kinds`` are written as Qt wants them, ``Pictures (*.jpg *.png)``."""
    dialog = QFileDialog(parent, title, FOLDERS.of(purpose), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, then, purpose)


def ask_files(parent: QWidget, title: str, kinds: str, purpose: Purpose, then: ManyTold) -> None:
    """Ask for files that are there, several at once."""
    dialog = QFileDialog(parent, title, FOLDERS.of(purpose), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    _open(dialog, lambda _first: None, purpose)


def ask_folder(parent: QWidget, title: str, begin: Path | Purpose, then: Told) -> None:
    """Ask for a folder that is there, from one on or from what was chosen last for a purpose."""
    purpose = begin if isinstance(begin, Purpose) else None
    dialog = QFileDialog(parent, title, (FOLDERS.of(purpose) or str(Path.home())) if purpose is not None else str(begin))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, then, purpose)


def asked_folder(title: str, begin: Path) -> Path | None:
    """Return a folder that is there, or None; it is waited for, where there is no window yet."""
    name = QFileDialog.getExistingDirectory(None, title, str(begin))
    return Path(name) if name else None


def ask_target(parent: QWidget, title: str, kinds: str, name: str, purpose: Purpose, then: Told) -> None:
    """Ask where a file is to be written; ``name`` is the one offered, and its ending the one that a name without gets."""
    dialog = QFileDialog(parent, title, FOLDERS.of(purpose), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    _open(dialog, then, purpose)


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


def _open(dialog: QFileDialog, then: Told, purpose: Purpose | None = None) -> None:
    def chosen(name: str) -> None:
        path = Path(name)
        if purpose is not None:
            FOLDERS.remember(purpose, path if path.is_dir() else path.parent)
        then(path)

    dialog.fileSelected.connect(chosen)
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
