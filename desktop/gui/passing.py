"""What comes true by itself: a deadline or an embargo passes, the day ends, and what was said of it is said anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

BEAT_MS = 15_000
"""Milliseconds between two looks at the clock: a timer set for hours would be late by as long as the computer slept."""

Clock = Callable[[], datetime]
"""Tells the present moment with its time zone."""


def now_here() -> datetime:
    """Return the present moment where the critic is."""
    return datetime.now().astimezone()


class Passing(QObject):
    """Waits for a moment or the end of the day, whichever is first; ``passed()`` follows once, until it is told what is next."""

    passed = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        """Wait for the end of the day."""
        super().__init__(parent)
        self._clock = clock
        self._moment: datetime | None = None
        self._day = clock().date()
        self.beat = QTimer(self, interval=BEAT_MS)
        self.beat.timeout.connect(self.look)
        self.beat.start()

    def wait_for(self, moment: datetime | None) -> None:
        """Wait for a moment, or none, from now on."""
        self._moment, self._day = moment, self._clock().date()

    def look(self) -> None:
        """Look at the clock."""
        now = self._clock()
        if now.date() != self._day or (self._moment is not None and now >= self._moment):
            self.wait_for(None)
            self.passed.emit()
