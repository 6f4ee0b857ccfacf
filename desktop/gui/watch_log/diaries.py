"""Diaries in and out of the watch log: asked for, read and written away from the window, taken back as one step."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import MatineeError
from desktop.gui.asking_files import Purpose, ask_file, ask_target
from desktop.services.diary import DiaryPlan, plan_diary, save_diary

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace


class Diaries(QObject):
    """Asks for files; ``planned(plan)`` carries what a diary adds to the log, as soon as it was read and compared."""

    planned = Signal(object)

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Ask over ``window``; diaries are compared with the library of ``workspace``."""
        super().__init__(window)
        self._window, self._space = window, workspace

    def ask_in(self) -> None:
        """Ask which diary is to be brought in."""
        kinds = self.tr("Letterboxd’s export, or a diary as CSV (*.zip *.csv);;All files (*)")
        ask_file(self._window, self.tr("Import a Letterboxd diary"), kinds, Purpose.DIARIES, self.bring_in)

    def bring_in(self, path: Path) -> None:
        """Read a diary and compare it with the log."""
        library = self._space.archive.library
        self._window.status.say(self.tr("Reading {name}…").format(name=path.name))
        self._space.courier.watch(self._space.jobs.run(lambda _job: plan_diary(library, path)), self._on_planned)

    def ask_out(self) -> None:
        """Ask where the log is to be written."""
        kinds = self.tr("CSV for Letterboxd (*.csv)")
        ask_target(self._window, self.tr("Export the watch log"), kinds, "watch-log.csv", Purpose.DIARIES, self.take_out)

    def take_out(self, target: Path) -> None:
        """Write the log."""
        library = self._space.archive.library
        self._space.courier.watch(self._space.jobs.run(lambda _job: save_diary(library, target)), self._on_taken_out)

    def _on_planned(self, future: Future[DiaryPlan]) -> None:
        self._window.status.hush()
        error = future.exception()
        if isinstance(error, MatineeError):
            self._window.toast.say(str(error))
        else:
            self.planned.emit(future.result())

    def _on_taken_out(self, future: Future[tuple[int, tuple[str, ...]]]) -> None:
        error = future.exception()
        if isinstance(error, MatineeError):
            self._window.toast.say(str(error))
            return
        count, names = future.result()
        told = self.tr("1 viewing saved: {names}") if count == 1 else self.tr("{n} viewings saved: {names}")
        self._window.toast.say(told.format(n=f"{count:,}", names=", ".join(names)))

    def said(self, plan: DiaryPlan) -> str:
        """Return what a diary brought, in a sentence or two."""
        viewings, films, there = len(plan.viewings), len(plan.works), plan.there
        told = (
            self.tr("1 viewing brought in") if viewings == 1 else self.tr("{viewings:,} viewings brought in"),
            self.tr("1 film is new") if films == 1 else self.tr("{films:,} films are new"),
            self.tr("1 row was there already.") if there == 1 else self.tr("{there:,} rows were there already."),
        )
        words = ", ".join(told).format(viewings=viewings, films=films, there=there)
        if plan.notes:
            words += " " + " ".join(plan.notes[:2])
            words += self.tr(" And {n} more.").format(n=len(plan.notes) - 2) if len(plan.notes) > 2 else ""
        return words
