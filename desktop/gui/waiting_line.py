"""What was asked for while an earlier change was still being written: it waits its turn, and the menu says what it will leave."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any

from desktop.gui.courier import Courier, is_heard


class Turn(Enum):
    """What a request is: a change, one that takes the last back or makes it again, or one that undo leaves alone."""

    CHANGE = ""
    UNDO = "undo"
    REDO = "redo"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: what it is, the label of a change, and what begins it."""

    turn: Turn
    begin: Callable[[], None]
    label: str = ""


class WaitingLine:
    """Requests in the order in which they came; ``now`` is the one that is being carried out."""

    def __init__(self) -> None:
        """Begin with nothing asked for."""
        self.now: Asked | None = None
        self._waiting: deque[Asked] = deque()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is going on and nothing waits."""
        return self.now is None and not self._waiting

    def add(self, asked: Asked) -> None:
        """Let a request wait behind the others."""
        self._waiting.append(asked)

    def advance(self) -> Asked | None:
        """Make the next request the one that is carried out, and return it; None while one goes on, or where none waits."""
        if self.now is not None or not self._waiting:
            return None
        self.now = self._waiting.popleft()
        return self.now

    def go_on(self) -> None:
        """Begin what waits, as long as each has ended before the next; one that fails to begin is given up."""
        while (asked := self.advance()) is not None:
            try:
                asked.begin()
            except Exception:
                if self.now is asked:
                    self.give_up()
                raise

    def end(self) -> None:
        """Take note that what went on has ended."""
        self.now = None

    def give_up(self) -> None:
        """Take note that what went on ended without its having been done; the undo that was meant for it goes with it."""
        ended = self.now
        self.end()
        if ended is not None and ended.turn is Turn.CHANGE:
            self.forget_undo()

    def forget_undo(self) -> None:
        """Leave out the undo that was meant for a change that was not made: it would take back an earlier one."""
        since = 0
        for asked in self._waiting:
            if asked.turn is Turn.UNDO and not since:
                self._waiting.remove(asked)
                return
            since += {Turn.UNDO: -1, Turn.BESIDE: 0}.get(asked.turn, 1)

    def labels_after(self, past: Sequence[str], future: Sequence[str]) -> tuple[str, str]:
        """Return what undo and redo will be called once all is done, the last label of each being the next; empty for none."""
        undone, redone = list(past), list(future)
        for asked in self._all():
            if asked.turn is Turn.CHANGE:
                undone.append(asked.label)
                redone.clear()
            elif asked.turn is not Turn.BESIDE:
                source, target = (undone, redone) if asked.turn is Turn.UNDO else (redone, undone)
                if source:
                    target.append(source.pop())
        return (undone or [""])[-1], (redone or [""])[-1]

    def _all(self) -> tuple[Asked, ...]:
        return (*(() if self.now is None else (self.now,)), *self._waiting)


class WritingLine(WaitingLine):
    """Requests that are written on another thread, one after the other; the window waits for the last of them."""

    def __init__(self, courier: Courier) -> None:
        """Begin with nothing asked for; ``courier`` brings word of what was written."""
        super().__init__()
        self._courier = courier
        self._writing: tuple[Future[Any], Callable[[Future[Any]], None]] | None = None

    def write(self, future: Future[Any], then: Callable[[Future[Any]], None]) -> None:
        """Call ``then`` once ``future`` is written, by the courier or while the window waits for it, and only once."""
        self._writing = (future, then)
        self._courier.watch(future, partial(self._on_written, then))

    def finish(self, seconds: float) -> None:
        """See one thing written after the other until there is none, at most for ``seconds``."""
        end = time.monotonic() + seconds
        while self._writing is not None:
            future, then = self._writing
            try:
                future.exception(timeout=max(0.0, end - time.monotonic()))
            except TimeoutError:
                return
            self._on_written(then, future)

    def _on_written(self, then: Callable[[Future[Any]], None], future: Future[Any]) -> None:
        if self._writing is None or self._writing[0] is not future:
            return  # it was waited for
        self._writing = None
        if is_heard(then):
            then(future)
