"""Files that are dropped onto a page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class FilesDropped(QObject):
    """Takes files of this computer that are dropped onto a page that accepts drops; ``offered(paths)`` carries them."""

    offered = Signal(list)

    def __init__(self, page: QWidget) -> None:
        """Watch ``page``."""
        super().__init__(page)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dragged in where there is a file among it, and offer what is dropped."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.offered.emit(paths)
        return True
