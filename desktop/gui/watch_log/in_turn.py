"""What writes in the watch log, one thing after the other: an undo waits for what is still being written."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.gui.courier import Courier
from desktop.gui.waiting_line import Asked, Turn, WaitingLine, Writing, finish_writing
from desktop.services.watch_log import WatchLog

Begin = Callable[[], Future[Any] | None]
"""Begins to write; None where there is nothing to write."""


class InTurn(QObject):
    """Begins what is asked for when all before it has ended; ``changed()`` comes when something was asked for or has ended."""

    changed = Signal()

    def __init__(self, log: WatchLog, courier: Courier, parent: QObject | None = None) -> None:
        """Write what changes ``log``; nothing is asked for yet."""
        super().__init__(parent)
        self._log, self._courier = log, courier
        self._line = WaitingLine()
        self._before: tuple[list[str], list[str]] = ([], [])
        self._writing: Writing | None = None

    @property
    def labels(self) -> tuple[str, str]:
        """What undo and redo will be called once everything is done; empty where there is nothing to do."""
        return self._line.labels_after(*(self._known() if self._line.now is None else self._before))

    @property
    def is_busy(self) -> bool:
        """Whether something is being written, or waits."""
        return not self._line.is_empty

    def ask(self, turn: Turn, begin: Begin, label: str = "") -> Future[Any]:
        """Have something written, and return what comes of it; ``label`` names the step of undo."""
        answer: Future[Any] = Future()
        self._line.add(Asked(turn, partial(self._begin, begin, answer), label))
        self._go_on()
        self.changed.emit()
        return answer

    def finish(self, seconds: float = 10.0) -> None:
        """Do what was asked for before the window goes, waiting ``seconds`` for the disk."""
        finish_writing(lambda: self._writing, seconds)

    def _known(self) -> tuple[list[str], list[str]]:
        past, future = ([step.label for step in steps] for steps in (self._log.history, self._log.future))
        return past, future

    def _go_on(self) -> None:
        while (asked := self._line.advance()) is not None:
            asked.begin()

    def _begin(self, begin: Begin, answer: Future[Any]) -> None:
        self._before = self._known()  # the log's own history is turned on another thread, or before it is stored
        try:
            future = begin()
        except Exception as error:  # noqa: BLE001 - it is handed to who asked
            self._end(failed=True)
            answer.set_exception(error)
            return
        if future is None:
            self._end(failed=False)
            answer.set_result(None)
        else:
            self._writing = (future, partial(self._on_written, answer))
            self._courier.watch(*self._writing)

    def _on_written(self, answer: Future[Any], future: Future[Any]) -> None:
        if self._writing is None or self._writing[0] is not future:
            return  # it was waited for
        self._writing = None
        error = future.exception()
        self._end(failed=error is not None)
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(future.result())
        self._go_on()
        self.changed.emit()

    def _end(self, *, failed: bool) -> None:
        ended = self._line.now
        self._line.end()
        if failed and ended is not None and ended.turn is Turn.CHANGE:
            self._line.forget_undo()
