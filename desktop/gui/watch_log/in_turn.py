"""What writes in the watch log, one thing after the other: an undo waits for what is still being written."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.gui.courier import Courier
from desktop.gui.waiting_line import Asked, Turn, WritingLine
from desktop.services.watch_log import WatchLog

Begin = Callable[[], Future[Any] | None]
"""Begins to write; None where there is nothing to write."""


class InTurn(QObject):
    """Begins what is asked for when all before it has ended; ``changed()`` comes when something was asked for or has ended."""

    changed = Signal()

    def __init__(self, log: WatchLog, courier: Courier, parent: QObject | None = None) -> None:
        """Write what changes ``log``; nothing is asked for yet."""
        super().__init__(parent)
        self._log = log
        self._line = WritingLine(courier)
        self._before: tuple[list[str], list[str]] = ([], [])

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
        self._line.go_on()
        self.changed.emit()
        return answer

    def finish(self, seconds: float = 10.0) -> None:
        """Do what was asked for before the window goes, waiting ``seconds`` for the disk."""
        self._line.finish(seconds)

    def _known(self) -> tuple[list[str], list[str]]:
        past, future = ([step.label for step in steps] for steps in (self._log.history, self._log.future))
        return past, future

    def _begin(self, begin: Begin, answer: Future[Any]) -> None:
        self._before = self._known()  # the log's own history is turned on another thread, or before it is stored
        try:
            future = begin()
        except Exception as error:  # noqa: BLE001 - it is handed to who asked
            self._line.give_up()
            answer.set_exception(error)
            return
        if future is None:
            self._end()
            answer.set_result(None)
        else:
            self._line.write(future, partial(self._on_written, answer))

    def _on_written(self, answer: Future[Any], future: Future[Any]) -> None:
        error = future.exception()
        if error is not None:
            self._line.give_up()
            answer.set_exception(error)
        else:
            self._end()
            answer.set_result(future.result())
        self._line.go_on()
        self.changed.emit()

    def _end(self) -> None:
        """End what went on; a change that made no step, for all was so already, takes along the undo that was meant for it."""
        if len(self._log.history) == len(self._before[0]):
            self._line.give_up()
        else:
            self._line.end()
