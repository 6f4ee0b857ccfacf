"""What the window shows while the desk is being laid: its panes, empty, where they will stand."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from desktop.gui.as_written import Label
from desktop.gui.theme import current_theme, set_look

_HEADER = 49
"""The height of the editor's header in pixels of text at 100 %."""


class BareDesk(QWidget):
    """The header's line, and the grounds of what was in front last.

    That is the editor, when ``writing``: outline, sheet and preview, of which ``panes`` are the remembered widths; or else a list
    beside its places.
    """

    def __init__(self, panes: QByteArray, parent: QWidget | None = None, *, writing: bool) -> None:
        """Stand for the panes in the widths of ``panes``; ``writing`` where a review was in front last."""
        super().__init__(parent)
        self.setObjectName("bare desk")
        header = Label(self.tr("Opening the library…"), self)
        set_look(header, "muted")
        header.setContentsMargins(16, 0, 16, 0)
        header.setFixedHeight(current_theme().length(_HEADER))
        line = QFrame(self)
        line.setFixedHeight(1)
        line.setBackgroundRole(line.palette().ColorRole.Mid)
        line.setAutoFillBackground(True)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        for look, stretch in (("desk", 0), ("sheet", 3), ("desk", 2))[: 3 if writing else 2]:
            pane = QFrame(splitter)
            set_look(pane, look)
            splitter.addWidget(pane)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setSizes([212, 660, 520])
        if writing:
            splitter.restoreState(panes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(line)
        column.addWidget(splitter, 1)
