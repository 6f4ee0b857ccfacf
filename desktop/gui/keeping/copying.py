"""Copying the library to another disk: what it holds before, where to, how far it is, what the copy holds after."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QPushButton, QRadioButton, QVBoxLayout, QWidget

from desktop.core.errors import MatineeError
from desktop.core.text import size_words
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.asking_files import ask_place
from desktop.gui.keeping.holding import held_words
from desktop.gui.keeping.making_elsewhere import MakingElsewhereDialog
from desktop.gui.theme import set_look
from desktop.services.archive import Archive
from desktop.services.jobs import Cancelled, Job, JobRunner
from desktop.services.moving_house import (
    PACKED_ENDING,
    Copied,
    Held,
    Sizes,
    copy_to,
    free_place,
    held_by,
    place_of_copy,
    size_problem,
    sizes_of,
)


class CopyingDialog(MakingElsewhereDialog):
    """The dialog; ``copied(Copied)`` follows a copy that was made and checked, ``moved(Path)`` one to work in from now on.

    While it is open nothing can be written in the window, so that the copy has everything.
    """

    copied = Signal(object)
    moved = Signal(object)

    def __init__(self, archive: Archive, jobs: JobRunner, now: datetime, parent: QWidget | None = None) -> None:
        """Make the dialog for an open library; ``now`` gives a packed copy its day."""
        super().__init__(self.tr("Copy the library"), jobs, parent)
        self._archive, self._now = archive, now
        self._folder: Path | None = None
        self._name = ""
        self._sizes: Sizes | None = None
        self._made: Path | None = None
        self._before = Label(parent=self)
        self.as_folder = QRadioButton(self.tr("A &folder, which opens as it is"), self)
        self.as_file = QRadioButton(self.tr("One .&zip file, to be unpacked there"), self)
        self.moving = QCheckBox(self.tr("&Work in the copy from now on; this folder stays as it is"), self)
        self.choose_button = QPushButton(self.tr("C&hoose…"), self)
        self.bar = QProgressBar(self, textVisible=False)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.show_button = QPushButton(self.tr("&Show Folder"), self)
        self.copy_button = QPushButton(self.tr("&Copy"), self)
        self._arrange()
        self._connect()
        self._busy(None)
        self._show_place()
        self._before.setText(self.tr("Counting…"))
        self._courier.watch(jobs.answer(lambda: (held_by(archive), sizes_of(archive.root))), self._on_counted)

    def before(self) -> str:
        """Return what is said about the library."""
        return self._before.text()

    def place(self) -> Path | None:
        """Return where the copy will be, None while that is not chosen."""
        return self._place_in(self._folder) if self._folder is not None else None

    def _place_in(self, folder: Path) -> Path:
        packed = self.as_file.isChecked()
        if self._name:
            return free_place(folder / f"{self._name}{PACKED_ENDING if packed else ''}")
        return place_of_copy(folder, self._archive.root.name, self._now, packed=packed)

    def put_in(self, place: Path) -> None:
        """Copy to ``place``, or to something new in it where it is a folder that is there."""
        there = place.is_dir()
        self._folder = place if there else place.parent
        self._name = "" if there else place.name.removesuffix(PACKED_ENDING if self.as_file.isChecked() else "")
        self._show_place()
        self.copy_button.setFocus()

    def copy(self) -> None:
        """Make the copy; where to is asked first if nobody said."""
        place = self.place()
        if place is None:
            self.choose()
            return
        if self._job is not None:
            return
        if not place.parent.is_dir():  # a stick that was pulled out is not made anew on the disk that it stood on
            self._tell(self._room.text())
            return
        self._told.clear()
        self._busy(Job(lambda done, of: self._courier.post(self._show_progress, (done, of))))
        self._courier.watch(self._jobs.run(lambda job: copy_to(self._archive, place, job), self._job), self._on_ended)

    def choose(self) -> None:
        """Ask for the name of the copy, or for the folder to copy into."""
        kinds = self.tr("Packed libraries (*.zip)") if self.as_file.isChecked() else ""
        ask_place(self, self.tr("Copy the library to"), kinds, self.place() or self._place_in(Path.home()), self.put_in)

    # ---- the dialog's face

    def _arrange(self) -> None:
        about = self.tr("Everything goes along: reviews and their history, people, outlets, viewings and pictures.")
        about += self.tr(" Backups stay here, and so does the layout of the window.")
        self.as_folder.setChecked(True)
        self.bar.setAccessibleName(self.tr("Progress of the copy"))
        set_look(self.copy_button, "primary")
        self.copy_button.setDefault(True)
        kinds = QVBoxLayout()
        kinds.setSpacing(8)
        for choice in (self.as_folder, self.as_file, self.moving):
            kinds.addWidget(choice)
        facts = (
            (self.tr("In this library"), self._before),
            (self.tr("Copy it as"), kinds),
            (self.tr("Into"), self._where_to(self.choose_button)),
        )
        rows = (_row(self.bar, self.cancel_button), _row(self.close_button, self.show_button, self.copy_button))
        self._lay_out(about, facts, rows)

    def _connect(self) -> None:
        for button in (self.as_folder, self.as_file):
            button.toggled.connect(self._show_place)
        self.choose_button.clicked.connect(self.choose)
        self.copy_button.clicked.connect(self.copy)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.close_button.clicked.connect(self.reject)
        self.show_button.clicked.connect(self._on_show_clicked)

    def _on_counted(self, future: Future[tuple[Held, Sizes]]) -> None:
        error = future.exception()
        if error is None:
            held, self._sizes = future.result()
            self._before.setText(held_words(held))
            self._show_place()
            self._fit()
        elif isinstance(error, MatineeError | OSError):
            self._before.setText(str(error))
        else:
            raise error

    def _show_place(self) -> None:
        place = self.place()
        self._where.setText(str(place) if place is not None else self.tr("Not chosen yet"))
        self._room.setText(" ".join(filter(None, self._said_of_room(place))))
        self.moving.setEnabled(self._job is None and self.as_folder.isChecked())
        self._fit()

    def _said_of_room(self, place: Path | None) -> Iterator[str]:
        """Yield sentences about how large the copy will be, and whether it fits where it goes."""
        packed, sizes = self.as_file.isChecked(), self._sizes
        if sizes is not None and packed:
            told = self.tr("The file takes about {size}, and {more} more while it is made.")
            yield told.format(size=size_words(sizes.packed), more=size_words(sizes.database))
        elif sizes is not None:
            yield self.tr("The copy takes about {size}.").format(size=size_words(sizes.folder))
        if place is None:
            return
        said, usable = self._free_words(place.parent)
        yield said
        if usable and sizes is not None:
            yield size_problem(sizes, place, packed=packed)

    # ---- making it

    def _busy(self, job: Job | None) -> None:
        self._job = job
        self.bar.setRange(0, 1)
        self.bar.reset()
        self.bar.setVisible(job is not None)
        self.cancel_button.setVisible(job is not None)
        for button in (self.copy_button, self.choose_button, self.as_folder, self.as_file):
            button.setEnabled(job is None)
        self.moving.setEnabled(job is None and self.as_folder.isChecked())
        self.cancel_button.setEnabled(True)
        self._told.setVisible(bool(self._told.text()))
        self.show_button.setVisible(job is None and self._made is not None)
        self._fit()

    def _show_progress(self, progress: tuple[int, int]) -> None:
        done, of = progress
        self.bar.setRange(0, 1000)
        self.bar.setValue(1000 * done // max(of, 1))

    def _on_cancel_clicked(self) -> None:
        self.cancel_button.setEnabled(False)
        if self._job is not None:
            self._job.cancel()

    def _on_ended(self, future: Future[Copied]) -> None:
        error = future.exception()
        if error is None:
            copied = future.result()
            self._made = copied.place
            said = self.tr("Copied and checked. In “{name}”: {held}")
            self._told.setText(said.format(name=copied.place.name, held=held_words(copied.after)))
        elif isinstance(error, Cancelled):
            self._told.setText(self.tr("Called off; nothing is left of the copy."))
        elif isinstance(error, MatineeError):
            self._told.setText(str(error))
        self._tell(self._told.text())
        (self.close_button if error is None else self.copy_button).setFocus()
        if error is None:
            self._leave(future.result())
        elif not isinstance(error, MatineeError | Cancelled):
            raise error

    def _tell(self, words: str) -> None:
        """Say how it ended."""
        self._told.setText(words)
        self._busy(None)
        announce(self, words)

    def _leave(self, copied: Copied) -> None:
        """Tell of the copy; the critic moves in where that was asked for, and every picture came along."""
        self.copied.emit(copied)
        if self.moving.isChecked() and self.as_folder.isChecked():
            if copied.before == copied.after:
                self.reject()
                self.moved.emit(copied.place)
            else:
                self._told.setText(self._told.text() + self.tr(" Not everything came along, so you work here still."))
                self._fit()

    def _on_show_clicked(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made if self._made.is_dir() else self._made.parent)))


def _row(first: QWidget, *others: QWidget) -> QHBoxLayout:
    """Return widgets in a row; a bar takes the room, else there is room behind the first."""
    row = QHBoxLayout()
    row.setSpacing(8)
    wide = isinstance(first, QProgressBar)
    row.addWidget(first, 1 if wide else 0)
    if not wide:
        row.addStretch(1)
    for other in others:
        row.addWidget(other)
    return row
