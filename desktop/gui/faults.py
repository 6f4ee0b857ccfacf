"""Bugs: logged without the text of any review, told with a report that can be copied, and never the end of the editor."""

from __future__ import annotations

import errno
import logging
import os
import platform
import sys
import threading
import traceback
from io import FileIO, TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication

from desktop import __version__
from desktop.core.errors import MatineeError
from desktop.gui.courier import Courier

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow

_log = logging.getLogger("desktop")
_LOG_BYTES = 1_000_000
_KEY = "fault"


def report_of(error: BaseException) -> str:
    """Return what a developer needs of a bug: versions, kind of error, names and places in the code; no values, no text."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"Matinee {__version__} on {system}\n{_places_of(error)}\n"


def _places_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    before = [_places_of(cause), "and then"] if cause is not None else []
    return "\n".join([*before, f"{type(error).__name__}{_plain_words(error)}", *places])


def _plain_words(error: BaseException) -> str:
    """Return what an error says where that can only be names of the code or numbers of the system; never a value or a path."""
    if isinstance(error, AttributeError | NameError | ImportError):
        return f": {error}"
    if isinstance(error, OSError) and error.errno is not None:
        return f": {errno.errorcode.get(error.errno, error.errno)}"
    result = getattr(error, "extendedresult", None)
    return f": SQLite result {result}" if isinstance(result, int) else ""


class _PlacesOnly(logging.Formatter):
    """Writes of an exception where it was, and not what it says: that may hold words of a review."""

    def format(self, record: logging.LogRecord) -> str:
        """Format without what another handler left on the record."""
        record.exc_text = None
        text = super().format(record)
        record.exc_text = None
        return text

    def formatException(  # noqa: N802 - logging's name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """Return kind and places."""
        return _places_of(ei[1]) if ei[1] is not None else ""


class _PrivateLog(RotatingFileHandler):
    """A log that only its owner may read; the file that follows a full one too."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(FileIO(handle, "a"), encoding=self.encoding, write_through=True)


class FaultReporter(QObject):
    """Takes unexpected exceptions of the whole process, on whatever thread, while it is installed.

    What a slot let through of the known errors is told in its own sentence; anything else is a bug.
    """

    def __init__(self, window: MainWindow, log_file: Path) -> None:
        """Tell in ``window``; what happened in full is written to ``log_file``."""
        super().__init__(window)
        self._window = window
        self._log_file = log_file
        self._courier = Courier(self)
        self._handler: logging.Handler | None = None
        self._previous, self._previous_in_threads = sys.excepthook, threading.excepthook

    def install(self) -> None:
        """Begin; a log that cannot be written is done without."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        try:
            self._log_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._handler = _PrivateLog(self._log_file, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
        except OSError:
            return
        self._handler.setFormatter(_PlacesOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
        _log.addHandler(self._handler)

    def uninstall(self) -> None:
        """End, as it was before."""
        sys.excepthook, threading.excepthook = self._previous, self._previous_in_threads
        self._courier.close()
        if self._handler is not None:
            _log.removeHandler(self._handler)
            self._handler.close()

    def _on_thread_exception(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self._courier.post(self._report, raised.exc_value)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            self._previous(kind, error, trace)
        elif threading.current_thread() is not threading.main_thread():
            self._courier.post(self._report, error)
        else:
            self._report(error)

    def _report(self, error: BaseException) -> None:
        dismiss = (self.tr("Dismiss"), self._take_away)
        if isinstance(error, MatineeError):
            self._window.notices.put(_KEY, str(error), [dismiss])
            return
        report = report_of(error)
        _log.error("something went wrong\n%s", report)
        autosave = self._window.workspace.autosave
        at = autosave.saved_at
        if at is not None and autosave.settled:
            kept = self.tr("Your text is saved ({time}).").format(time=at.astimezone().strftime("%H:%M:%S"))
        else:
            kept = self.tr("Your text is still here.")
        actions = [
            (self.tr("Copy Details"), lambda: QGuiApplication.clipboard().setText(report)),
            (self.tr("Continue"), self._take_away),
        ]
        self._window.notices.put(_KEY, self.tr("Something went wrong. {kept}").format(kept=kept), actions)

    def _take_away(self) -> None:
        self._window.notices.take_away(_KEY)
