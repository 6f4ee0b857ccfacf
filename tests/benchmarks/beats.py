"""How long an event loop stands still while something is done in its window, and a bare table to do it in too."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QElapsedTimer, QEventLoop, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QTableView

_SCROLLS = 60


class Stalls:
    """Beats as fast as the event loop lets it, and keeps how long each beat had to wait, in milliseconds."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._clock = QElapsedTimer()
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)

    def over(self, steps: Iterator[Callable[[], object]], gap: int) -> dict[str, float]:
        """Take the steps, ``gap`` milliseconds apart, and return the 99th percentile and the longest wait."""
        self._clock.start()
        self._timer.start()
        for step in steps:
            QTimer.singleShot(0, step)
            pause = QEventLoop()
            QTimer.singleShot(gap, pause.quit)
            pause.exec()
        self._timer.stop()
        return {"99th": statistics.quantiles(self.waits, n=100)[98], "longest": max(self.waits)}

    def _on_beat(self) -> None:
        self.waits.append(self._clock.nsecsElapsed() / 1e6)
        self._clock.restart()


class Bare(QAbstractTableModel):
    """As many rows as the library has, with nothing behind them."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return as many columns as the list shows."""
        return 0 if parent is not None and parent.isValid() else 6

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a few words."""
        return f"Film {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


def scrolling(view: QTableView) -> Iterator[Callable[[], object]]:
    """Yield the steps of somebody who goes down by pages and then drags the bar about."""
    bar = view.verticalScrollBar()
    for number in range(_SCROLLS):
        place = bar.value() + bar.pageStep() if number % 4 else bar.maximum() * number // _SCROLLS
        yield partial(bar.setValue, place)
