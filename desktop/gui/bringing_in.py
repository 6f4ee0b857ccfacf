"""Bringing files in: read and written off the window's thread, told when done."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.gui.notices import Weight
from desktop.services.importing import Arrival, Report, bring_in

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace


class BringingIn(QObject):
    """Imports files; ``brought_in(report)`` comes when all of them were read."""

    brought_in = Signal(object)

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window, self._space = window, workspace

    def bring(self, files: Sequence[Path]) -> None:
        """Bring files in; what is open is stored first, so that a file is compared with what is on screen."""
        self._space.autosave.finish()
        self._window.status.say(self.tr("Reading {count} files…").format(count=len(files)))
        library, paths = self._space.archive.library, list(files)
        self._space.courier.watch(self._space.jobs.run(lambda _job: bring_in(library, paths)), self._on_ended)

    def _on_ended(self, future: Future[Report]) -> None:
        report = future.result()
        self.brought_in.emit(report)
        new = [item for item in report.brought if item.arrival is not Arrival.THERE]
        there = len(report.brought) - len(new)
        said = [self.tr("{count} reviews came in.").format(count=len(new))] if len(new) != 1 else [self._named(new[0].headline)]
        if there:
            said.append(self.tr("{count} were there already.").format(count=there))
        if report.refused or report.notes:
            dismiss = (self.tr("Dismiss"), lambda: self._window.notices.take_away("import"))
            weight = Weight.PROBLEM if report.refused else Weight.NOTE
            self._window.notices.put("import", " ".join((*said, *report.refused, *report.notes)), [dismiss], weight)
        else:
            self._window.toast.say(" ".join(said))

    def _named(self, headline: str) -> str:
        return self.tr("‘{headline}’ came in.").format(headline=headline or self.tr("Untitled"))
