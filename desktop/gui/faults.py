"""Bugs: logged without the text of any review, told with a report that can be copied, and never the end of the editor."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication

from desktop import __version__

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow

_log = logging.getLogger("desktop")
_LOG_BYTES = 1_000_000


def report_of(error: BaseException) -> str:
    """Return what a developer needs of a bug: versions, kind of error and places in the code; no values, no text."""
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"Matinee {__version__} on {system}\n{type(error).__name__}\n{places}\n"


class FaultReporter(QObject):
    """Takes unexpected exceptions of the whole process while it is installed."""

    def __init__(self, window: MainWindow, log_file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._log_file = log_file
        self._handler: logging.Handler | None = None
        self._previous = sys.excepthook

    def install(self) -> None:
        """Begin; a log that cannot be written is done without."""
        sys.excepthook = self._on_exception
        try:
            self._log_file.parent.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(self._log_file, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
        except OSError:
            return
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        _log.addHandler(self._handler)

    def uninstall(self) -> None:
        """End, as it was before."""
        sys.excepthook = self._previous
        if self._handler is not None:
            _log.removeHandler(self._handler)
            self._handler.close()

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._previous(kind, error, trace)
            return
        report = report_of(error)
        _log.error("something went wrong\n%s", report)
        at = self._window.workspace.autosave.saved_at
        kept = self.tr("Your text is saved ({time}).").format(time=at.astimezone().strftime("%H:%M:%S")) if at else ""
        actions = [
            (self.tr("Copy Details"), lambda: QGuiApplication.clipboard().setText(report)),
            (self.tr("Continue"), lambda: self._window.notices.take_away("fault")),
        ]
        self._window.notices.put("fault", self.tr("Something went wrong. {kept}").format(kept=kept).strip(), actions)
