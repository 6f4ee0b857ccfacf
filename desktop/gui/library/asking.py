"""Asks the library away from the window's thread: one question at a time, and of each kind only the newest counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import MatineeError
from desktop.gui.courier import Courier
from desktop.services.jobs import JobRunner

Answer = TypeVar("Answer")
_Asked = tuple[int, Callable[[], Any], Callable[[Any], None]]


class Kind(IntEnum):
    """Kinds of questions, the most urgent first."""

    CHOSEN = 0
    FIND = 1
    PAGES = 2
    GLANCE = 3
    COUNTS = 4
    GROUPS = 5
    PERSON = 6


class Asking(QObject):
    """Asks one question after the other. ``settled`` follows the last answer, ``failed`` carries one sentence.

    A question that waits gives way to a newer one of its kind, and an answer that a newer question overtook is dropped.
    """

    settled = Signal()
    failed = Signal(str)

    def __init__(self, jobs: JobRunner, courier: Courier, parent: QObject | None = None) -> None:
        """Ask on the thread of ``jobs`` that answers; ``courier`` brings the answers here."""
        super().__init__(parent)
        self._jobs, self._courier = jobs, courier
        self._waiting: dict[Kind, _Asked] = {}
        self._newest: dict[Kind, int] = {}
        self._number = 0
        self._running: Kind | None = None

    def ask(self, kind: Kind, question: Callable[[], Answer], done: Callable[[Answer], None]) -> None:
        """Call ``done`` with the answer, on this thread, unless a newer question of the kind overtakes it."""
        self._number += 1
        self._newest[kind] = self._number
        self._waiting[kind] = (self._number, question, done)
        self._go_on()

    def is_asking(self, kind: Kind | None = None) -> bool:
        """Say whether an answer, or one of a kind, is still to come."""
        if kind is None:
            return self._running is not None or bool(self._waiting)
        return kind in self._waiting or kind is self._running

    def _go_on(self) -> None:
        if self._running is None and self._waiting:
            kind = min(self._waiting)
            number, question, done = self._waiting.pop(kind)
            self._running = kind
            self._courier.watch(self._jobs.answer(question), partial(self._on_answered, kind, number, done))

    def _on_answered(self, kind: Kind, number: int, done: Callable[[Any], None], future: Future[Any]) -> None:
        self._running = None
        error = future.exception()
        try:
            if isinstance(error, MatineeError):
                self.failed.emit(str(error))
            elif error is not None:
                raise error
            elif self._newest[kind] == number:
                done(future.result())
        finally:
            self._go_on()
            if self._running is None:
                self.settled.emit()
