"""While a library is made out of a backup or a packed one: how far it is, and a way to call it off."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import MatineeError
from desktop.gui.as_written import Label
from desktop.gui.courier import Courier
from desktop.gui.theme import current_theme
from desktop.services.jobs import Cancelled, Job, JobRunner
from desktop.services.keeping import Restored, restore
from desktop.services.moving_house import unpack

MakeLibrary = Callable[[Job], Restored]
"""Makes a library of its own; raises MatineeError and Cancelled, nothing is left of it then."""


class RestoringDialog(QDialog):
    """Makes a library, and says in ``words`` which.

    ``restored(Restored)`` or ``refused(sentence)`` follows, unless it is called off.
    """

    restored = Signal(object)
    refused = Signal(str)

    def __init__(self, title: str, words: str, make: MakeLibrary, jobs: JobRunner, parent: QWidget | None = None) -> None:
        """Make the dialog; ``make`` runs as one of ``jobs``."""
        super().__init__(parent)
        self._make, self._jobs = make, jobs
        self._courier = Courier(self)
        self._job = Job(lambda done, of: self._courier.post(self._show_progress, (done, of)))
        self.setWindowTitle(title)
        said = Label(words, self)
        said.setWordWrap(True)
        self.bar = QProgressBar(self, textVisible=False)
        self.bar.setRange(0, 1)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(said)
        column.addWidget(self.bar)
        column.addLayout(buttons)
        self.setMinimumWidth(current_theme().length(420))

    @classmethod
    def of_backup(cls, root: Path, backup: Path, place: Path, jobs: JobRunner, parent: QWidget | None = None) -> RestoringDialog:
        """Make a library in the folder ``place`` out of ``backup``; the library in ``root`` stays as it is."""
        words = _tr("Making a library of its own in “{name}”. The one it was backed up from stays as it is.")
        make = partial(restore, root, backup, place)
        return cls(_tr("Open a backup"), words.format(name=place.name), make, jobs, parent)

    @classmethod
    def of_packed(cls, packed: Path, folder: Path, jobs: JobRunner, parent: QWidget | None = None) -> RestoringDialog:
        """Make a library inside ``folder`` out of the zip file ``packed``, which stays as it is."""
        words = _tr("Unpacking “{name}” into {folder}, and checking what was in it.")
        make = partial(unpack, packed, folder)
        return cls(_tr("Unpack a library"), words.format(name=packed.name, folder=folder), make, jobs, parent)

    def begin(self) -> None:
        """Begin; the dialog closes by itself."""
        self._courier.watch(self._jobs.run(self._make, self._job), self._on_ended)

    def reject(self) -> None:
        """Call it off; the dialog closes when nothing is left of it."""
        self.cancel_button.setEnabled(False)
        self._job.cancel()

    def _show_progress(self, progress: tuple[int, int]) -> None:
        done, of = progress
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done if of else 1)

    def _on_ended(self, future: Future[Restored]) -> None:
        self._courier.close()
        error = future.exception()
        if error is None:
            self.accept()
            self.restored.emit(future.result())
            return
        super().reject()
        if isinstance(error, MatineeError):
            self.refused.emit(str(error))
        elif not isinstance(error, Cancelled):
            raise error


def _tr(text: str) -> str:
    return QCoreApplication.translate("RestoringDialog", text)
