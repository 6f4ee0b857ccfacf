"""While a library is made out of a backup: how far it is, and a way to call it off."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import MatineeError
from desktop.gui.courier import Courier
from desktop.gui.theme import current_theme
from desktop.services.jobs import Cancelled, Job, JobRunner
from desktop.services.keeping import Restored, restore


class RestoringDialog(QDialog):
    """Makes a library in the folder ``place`` out of ``backup``; the library in ``root`` stays as it is.

    ``restored(Restored)`` or ``refused(sentence)`` follows, unless it is called off; nothing is left in ``place`` then.
    """

    restored = Signal(object)
    refused = Signal(str)

    def __init__(self, root: Path, backup: Path, place: Path, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._root, self._backup, self._place, self._jobs = root, backup, place, jobs
        self._courier = Courier(self)
        self._job = Job(lambda done, of: self._courier.post(self._show_progress, (done, of)))
        self.setWindowTitle(self.tr("Open a backup"))
        said = self.tr("Making a library of its own in “{name}”. The one it was backed up from stays as it is.")
        words = QLabel(said.format(name=place.name), self)
        words.setWordWrap(True)
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
        column.addWidget(words)
        column.addWidget(self.bar)
        column.addLayout(buttons)
        self.setMinimumWidth(current_theme().length(420))

    def begin(self) -> None:
        """Begin; the dialog closes by itself."""
        root, backup, place = self._root, self._backup, self._place
        self._courier.watch(self._jobs.run(lambda job: restore(root, backup, place, job), self._job), self._on_ended)

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
