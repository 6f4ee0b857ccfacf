"""What a window without a display leaves behind: the article in two formats and a picture of the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from desktop.core.errors import MatineeError
from desktop.services.taking_out import take_out

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.session import ReviewSession
    from desktop.gui.workspace import Workspace

WAIT_MS = 15_000
"""Milliseconds after which the picture is taken even if the preview has not come."""
SETTLE_MS = 1500
"""Milliseconds that the preview has to paint after its page arrived."""


class Portrait:
    """Writes the review in front and a picture of the window into a folder."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Take the picture of ``window``."""
        self._window, self._space = window, workspace

    def take(self, session: ReviewSession, folder: Path) -> list[Path]:
        """Write the files and return them, the picture last; raises MatineeError where one cannot be written."""
        written: list[Path] = []
        for format_id in ("html", "markdown-front-matter"):
            left = take_out(self._space.archive, [session.review_id], format_id, folder, overwrite=True)
            if left.refused:
                raise MatineeError(left.refused[0])
            written += left.written
        self._wait()
        picture = folder.absolute() / "window.png"
        if not self._window.grab().save(str(picture)):
            raise MatineeError(f"“{picture}” cannot be written.")
        return [*dict.fromkeys(written), picture]

    def _wait(self) -> None:
        loop = QEventLoop()
        preview = self._window.editor.preview
        if preview.view is None:
            preview.view_started.connect(loop.quit)
            QTimer.singleShot(WAIT_MS, loop.quit)
            loop.exec()
        QTimer.singleShot(SETTLE_MS, loop.quit)
        loop.exec()
