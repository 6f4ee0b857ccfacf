"""Opens the real window on a library of a test's own, and ends it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk, open_desk
from desktop.gui.settings import Settings
from desktop.services.archive import open_archive


def back_to(window: QWidget, qtbot: QtBot) -> None:
    """Give the focus back to a window after a dialog closed, as a window manager does; the offscreen platform has none."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)


@contextmanager
def real_desk(folder: Path, qtbot: QtBot, *, outlet: str = "", preview: bool = True) -> Iterator[OpenDesk]:
    """Open the window on ``folder/library``; ``outlet`` is the id of the outlet used last.

    Without ``preview`` it is hidden, and WebEngine is never started.
    """
    settings = Settings(folder / "desk.ini")
    settings.outlet = outlet
    desk = open_desk(open_archive(folder / "library"), settings)
    desk.window.resize(1400, 880)
    desk.window.editor.show_preview(preview)
    desk.window.show()
    desk.places.restore()
    back_to(desk.window, qtbot)
    try:
        yield desk
    finally:
        desk.window.close()
        desk.close()
        desk.window.deleteLater()
