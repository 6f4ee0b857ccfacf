"""Brings results from other threads to the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid


def is_heard(call: Callable[..., Any]) -> bool:
    """Say whether all whom a call is for still live: whose method it is, or what it was made around, as a dialog.

    A dialog may have closed and a page gone before the answer that it had asked for.
    """
    while isinstance(call, partial):
        call = call.func
    if isinstance(call, FunctionType):
        owners = [cell.cell_contents for cell in call.__closure__ or ()]
    else:
        owners = [getattr(call, "__self__", None)]
    return all(isValid(owner) for owner in owners if isinstance(owner, QObject))


class Courier(QObject):
    """Calls back on the thread it lives in; nothing is delivered after it was closed, or to whom there is no more."""

    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Deliver to the thread that this is made on."""
        super().__init__(parent)
        self._open = True
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def watch(self, future: Future[Any], done: Callable[[Future[Any]], None]) -> None:
        """Call ``done`` with the finished ``future`` on this thread; a bug in ``done`` surfaces there, not on the worker."""
        future.add_done_callback(lambda finished: self.post(done, finished))

    def post(self, call: Callable[[Any], None], value: Any) -> None:
        """Call ``call(value)`` on this thread, soon; safe from every thread."""
        if self._open and isValid(self):
            self._arrived.emit(call, value)

    def close(self) -> None:
        """Deliver nothing more."""
        self._open = False

    def _on_arrived(self, call: Callable[[Any], None], value: Any) -> None:
        if self._open and is_heard(call):
            call(value)
