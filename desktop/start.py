"""The window first: it is on screen before anything else of the program is loaded.

What stands here and what it imports is all that an empty window needs; ``app`` loads the rest and moves in.
"""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.gui.main_window import MainWindow
from desktop.gui.preview.graphics import choose
from desktop.gui.preview.preparation import prepare_application
from desktop.gui.settings import Settings
from desktop.gui.theme import current_theme

QUIET = {
    # Qt and Chromium look for a graphics card, Vulkan and D-Bus, and tell at length what a machine has not.
    "QT_LOGGING_RULES": "default.warning=false",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--log-level=3",
}
"""What keeps the terminal to Matinee's own words, where the user has not said otherwise."""

SWITCH_SECONDS = 0.0005
"""Seconds after which one thread gives way to the next: Python's own 5 ms are a third of a frame to the thread that draws."""

_LONGEST_MS = 500
"""Milliseconds to wait for the window's first painting: one that starts minimised or on another desktop is never painted."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An empty window on screen, and what it was made with."""

    application: QApplication
    settings: Settings
    window: MainWindow


def make_application(settings: Settings | None = None) -> QApplication:
    """Return the application object, prepared for a web view that comes later; ``settings`` remember the graphics driver."""
    prepare_application(choose(settings.recall if settings is not None else lambda _key: None).graphics)
    QCoreApplication.setApplicationName("Matinee")
    QCoreApplication.setOrganizationName("Matinee")
    app = QApplication([sys.argv[0]])
    app.setApplicationDisplayName("Matinee")
    app.setDesktopFileName("matinee")
    app.setWindowIcon(QIcon(str(paths.resource("icons", "matinee.svg"))))
    return app


def raise_window() -> Raised:
    """Show an empty window and return once it is painted.

    Nothing is looked over for what can be thrown away until :func:`settle`: what is made while a program starts stays.
    """
    gc.disable()
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    sys.setswitchinterval(SWITCH_SECONDS)
    settings = Settings(paths.settings_file())
    application = make_application(settings)
    current_theme().apply(settings.scheme, settings.text_percent)
    window = MainWindow(settings)
    painting = _Painting(window)
    window.show()
    painting.wait()
    return Raised(application, settings, window)


def settle() -> None:
    """Say that all that stays is there: it is never looked over again, what comes after it is."""
    gc.freeze()
    gc.enable()


class _Painting(QObject):
    """Waits for the first painting of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._loop = QEventLoop(self)
        window.places.installEventFilter(self)

    def wait(self) -> None:
        """Return after the painting that the window's first exposure asks for."""
        QTimer.singleShot(_LONGEST_MS, self._loop.quit)
        self._loop.exec()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the loop when what was painted has been handed to the screen."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._loop.quit)
        return False
