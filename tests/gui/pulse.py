"""How long the thread of the window takes no event, whatever else the computer is busy with."""

from __future__ import annotations

import os
import time

from PySide6.QtCore import Qt, QTimer


class Pulse:
    """Beats every millisecond and notes the longest pause between two beats, in milliseconds.

    On a busy computer a pause may be nobody's: ``longest`` is without the time for which the window's thread was ready and other
    programs had the processors, where the system tells it (Linux does). ``worked`` is the most that the thread itself worked.
    """

    def __init__(self) -> None:
        self._waited = _ReadyTime()
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.begin()
        self._timer.start()

    def begin(self) -> None:
        """Forget what was."""
        self.longest = self.worked = 0.0
        self._at, self._work, self._wait = time.perf_counter(), time.thread_time(), self._waited.seconds()

    def _beat(self) -> None:
        at, work, wait = time.perf_counter(), time.thread_time(), self._waited.seconds()
        self.longest = max(self.longest, (at - self._at - (wait - self._wait)) * 1000)
        self.worked = max(self.worked, (work - self._work) * 1000)
        self._at, self._work, self._wait = at, work, wait

    def end(self) -> None:
        """Beat no more."""
        self._beat()
        self._timer.stop()
        self._waited.close()


class _ReadyTime:
    """For how many seconds this thread has been ready to work without a processor to work on; 0 where the system does not say."""

    def __init__(self) -> None:
        try:
            self._file = os.open("/proc/thread-self/schedstat", os.O_RDONLY)
        except OSError:
            self._file = -1

    def seconds(self) -> float:
        return int(os.pread(self._file, 64, 0).split()[1]) / 1e9 if self._file >= 0 else 0.0

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
