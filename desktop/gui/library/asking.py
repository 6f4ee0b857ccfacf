"""Asks the library away from the window's thread: one question at a time, and of each kind only the newest counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.core.breaking import Breaker, BrokenOffError
from desktop.core.errors import MatineeError
from desktop.gui.courier import Courier, is_heard
from desktop.services.jobs import JobRunner

Answer = TypeVar("Answer")
Within = Callable[[Breaker], AbstractContextManager[None]]
"""Makes what is asked inside breakable; :meth:`desktop.services.archive.Archive.breakable` does."""


def _unbroken(_breaker: Breaker) -> AbstractContextManager[None]:
    return nullcontext()


class Kind(IntEnum):
    """Kinds of questions, the most urgent first."""

    COMPLETE = 0
    CHOSEN = 1
    FIND = 2
    TITLE = 3
    OFFERS = 4
    SIZE = 5
    PAGES = 6
    PREVIEW = 7
    GLANCE = 8
    COUNTS = 9
    GROUPS = 10
    PERSON = 11


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its number, what is done with its answer, and what breaks it off."""

    number: int
    question: Callable[[], Any]
    done: Callable[[Any], None]
    breaker: Breaker = field(default_factory=Breaker)


class Asking(QObject):
    """Asks one question after the other. ``settled`` follows the last answer, ``failed`` carries one sentence.

    A newer question of its kind overtakes one that waits or is being answered. A more urgent one is not held up either: what is
    being answered is broken off and asked again later.
    """

    settled = Signal()
    failed = Signal(str)

    def __init__(self, jobs: JobRunner, courier: Courier, parent: QObject | None = None, *, within: Within = _unbroken) -> None:
        """Ask on the thread of ``jobs`` that answers; ``courier`` brings the answers here.

        ``within`` is what a question is asked inside of, so that it can be broken off.
        """
        super().__init__(parent)
        self._jobs, self._courier, self._within = jobs, courier, within
        self._waiting: dict[Kind, _Asked] = {}
        self._newest: dict[Kind, int] = {}
        self._number = 0
        self._running: tuple[Kind, _Asked] | None = None

    def ask(self, kind: Kind, question: Callable[[], Answer], done: Callable[[Answer], None]) -> None:
        """Call ``done`` with the answer, on this thread, unless a newer question overtakes it or who asked is gone."""
        self._number += 1
        self._newest[kind] = self._number
        self._waiting[kind] = _Asked(self._number, question, done)
        if self._running is not None and self._running[0] >= kind:
            self._running[1].breaker.break_off()
        self._go_on()

    def is_asking(self, kind: Kind | None = None) -> bool:
        """Say whether an answer, or one of a kind, is still to come."""
        if kind is None:
            return self._running is not None or bool(self._waiting)
        return kind in self._waiting or (self._running is not None and self._running[0] is kind)

    def drop(self) -> None:
        """Break off what is being answered and forget what waits; nobody is called back any more."""
        self._waiting.clear()
        if self._running is not None:
            self._newest.pop(self._running[0], None)
            self._running[1].breaker.break_off()

    def _go_on(self) -> None:
        if self._running is None and self._waiting:
            kind = min(self._waiting)
            asked = self._waiting.pop(kind)
            self._running = kind, asked
            answering = self._jobs.answer(partial(_answer, self._within, asked))
            self._courier.watch(answering, partial(self._on_answered, kind, asked))

    def _on_answered(self, kind: Kind, asked: _Asked, future: Future[Any]) -> None:
        self._running = None
        error = future.exception()
        try:
            if isinstance(error, BrokenOffError):
                if self._newest.get(kind) == asked.number:
                    self._waiting[kind] = _Asked(asked.number, asked.question, asked.done)
            elif isinstance(error, MatineeError):
                self.failed.emit(str(error))
            elif error is not None:
                raise error
            elif self._newest.get(kind) == asked.number and is_heard(asked.done):
                asked.done(future.result())
        finally:
            self._go_on()
            if self._running is None:
                self.settled.emit()


def _answer(within: Within, asked: _Asked) -> Any:
    with within(asked.breaker):
        return asked.question()
