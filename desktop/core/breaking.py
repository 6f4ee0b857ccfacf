"""A question that another thread may break off, because a newer one overtook it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class BrokenOffError(Exception):
    """A question was broken off before it was answered; whoever broke it off knows."""


class Breaker:
    """Breaks one question off. Nothing but that question is ever broken off, whenever :meth:`break_off` is called."""

    def __init__(self) -> None:
        """Break nothing off yet."""
        self._guard = threading.Lock()
        self._interrupt: Callable[[], None] | None = None
        self._wanted = False

    @property
    def wanted(self) -> bool:
        """Whether the question is to be broken off."""
        return self._wanted

    def break_off(self) -> None:
        """Break the question off where it is being answered or still to be; safe from any thread."""
        with self._guard:
            self._wanted = True
            if self._interrupt is not None:
                self._interrupt()

    @contextmanager
    def over(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Have ``interrupt`` break off what is asked inside; raises :class:`BrokenOffError` then."""
        with self._guard:
            if self._wanted:
                raise BrokenOffError
            self._interrupt = interrupt
        try:
            yield
        except Exception as error:
            if self._wanted:
                raise BrokenOffError from error
            raise
        finally:
            with self._guard:
                self._interrupt = None
