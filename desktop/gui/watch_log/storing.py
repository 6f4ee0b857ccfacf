"""A sheet stays open with everything typed on it until its viewing is stored, and says what keeps it from being so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import MatineeError, SaveError
from desktop.gui.courier import Courier
from desktop.gui.status_bar import DeskStatusBar
from desktop.gui.watch_log.sheet import ViewingSheet


class Storing(QObject):
    """Waits for the saves of one sheet: ``ended()`` follows each, ``lost(sentence)`` one that failed after the sheet closed."""

    ended = Signal()
    lost = Signal(str)

    def __init__(self, sheet: ViewingSheet, status: DeskStatusBar, courier: Courier) -> None:
        """Wait by ``courier``; while a save has failed, ``status`` does not say that all is saved."""
        super().__init__()
        self._sheet: ViewingSheet | None = sheet
        self._status, self._courier = status, courier
        sheet.finished.connect(self._on_sheet_finished)

    def store(self, act: Callable[[], tuple[Future[Any], Callable[[], object]]]) -> None:
        """Store what is on the sheet by ``act``, which returns what to wait for and what follows when the sheet has closed."""
        try:
            future, then = act()
        except MatineeError as error:
            self.refuse(str(error))
            return
        if self._sheet is not None:
            self._sheet.show_storing()
        self._courier.watch(future, lambda done: self._on_stored(done, then))

    def refuse(self, sentence: str) -> None:
        """Say on the sheet why it cannot be stored."""
        if self._sheet is not None:
            self._sheet.show_trouble(sentence)
        else:
            self.lost.emit(sentence)

    def say_unsaved(self, short: str) -> None:
        """Say on the sheet and below that nothing of it is stored; ``short`` says why in two or three words."""
        if self._sheet is None:
            self.lost.emit(self.tr("The viewing was not saved: {why}.").format(why=short or self.tr("disk error")))
            return
        self._status.show_beside(short)
        self.refuse(
            self.tr(
                "Not saved: {why}. What you typed is still here: when the disk is well again, or has room, "
                "press “{button}” (Enter) once more."
            ).format(why=short or self.tr("disk error"), button=self._sheet.take_button.text())
        )

    def _on_stored(self, done: Future[Any], then: Callable[[], object]) -> None:
        error = done.exception()
        self.ended.emit()
        if error is None:
            if self._sheet is not None:
                self._sheet.close_stored()
            then()
        elif isinstance(error, SaveError) and error.short:
            self.say_unsaved(error.short)
        elif isinstance(error, MatineeError):
            self.refuse(str(error))
        else:
            self.say_unsaved("")
            raise error

    def _on_sheet_finished(self) -> None:
        self._sheet = None
        self._status.hush_beside()
