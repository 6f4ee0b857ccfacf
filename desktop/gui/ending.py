"""Being asked to end: by the system at logging out, by ``kill``, by Ctrl+C in the terminal."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name))


class Ending(QObject):
    """Closes the window when a signal asks the program to end: what is typed is stored first, and what cannot be keeps it open.

    Python runs its handlers only when its own code runs, which Qt's waiting does not; so the signal is written to a socket that
    Qt listens to.
    """

    def __init__(self, window: MainWindow) -> None:
        """Take the signals that ask the process to end, for ``window``."""
        super().__init__(window)
        self._window = window
        self._heard, self._told = socket.socketpair()
        for end in (self._heard, self._told):
            end.setblocking(False)
        self._listener = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._listener.activated.connect(self._on_listener_activated)
        self._before = {number: signal.signal(number, lambda *_: None) for number in _SIGNALS}
        self._wakeup = signal.set_wakeup_fd(self._told.fileno())

    def stop(self) -> None:
        """Leave the signals as they were."""
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._listener.setEnabled(False)
        for end in (self._heard, self._told):
            end.close()

    def _on_listener_activated(self) -> None:
        self._heard.recv(64)
        self._window.close()
