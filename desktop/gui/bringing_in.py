"""Bringing files in: read and written off the window's thread, told when done."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.review import Review
from desktop.gui.library.importing import ImportReportDialog, needs_showing, summary_of
from desktop.services.importing import Report, bring_in

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace


class BringingIn(QObject):
    """Imports files.

    ``brought_in(report)`` comes when all were read, ``review_opened(id)`` when one is picked from the report.
    """

    brought_in = Signal(object)
    review_opened = Signal(str)

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Bring files into the library of ``workspace``, asking over ``window``."""
        super().__init__(window)
        self._window, self._space = window, workspace

    def bring(self, files: Sequence[Path]) -> None:
        """Bring files in; what is open is stored first, so that a file is compared with what is on screen."""
        self._space.autosave.finish()
        self._window.status.say(self.tr("Reading {count} files…").format(count=len(files)), lasting=True)
        library, paths = self._space.archive.library, list(files)
        self._space.courier.watch(self._space.jobs.run(lambda _job: bring_in(library, paths)), self._on_ended)

    def _on_ended(self, future: Future[Report]) -> None:
        self._window.status.hush()
        report = future.result()
        desk, library = self._space.reviews.desk, self._space.archive.library
        desk.take_in([library.load_record(Review, each) for each in report.moved if each in desk.records])
        self.brought_in.emit(report)
        if not needs_showing(report):
            self._window.toast.say(summary_of(report))
            return
        dialog = ImportReportDialog(report, self._window)
        dialog.review_opened.connect(self.review_opened)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
