"""The tabs of the reviews that are open: quiet words, each with a cross that closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from desktop.gui.as_written import as_tip
from desktop.gui.theme import current_theme, set_look

_WIDEST, _UNBOUND = 280, 16_777_215
"""Pixels at 100 % text up to which a tab grows with its title; the most that Qt gives a widget."""
_SIDE = QTabBar.ButtonPosition.RightSide


class OpenTabs(QTabBar):
    """The bar. ``tabCloseRequested(number)`` follows a cross; while a place is in front of the reviews no tab stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a bar without tabs, which is hidden."""
        super().__init__(parent, movable=False, documentMode=True, expanding=False, drawBase=False)
        self.setAccessibleName(self.tr("Open reviews"))
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.rest(True)
        self.hide()
        current_theme().changed.connect(self._on_theme_changed)

    def rest(self, resting: bool) -> None:
        """Let no tab stand out, or the current one again."""
        set_look(self, "resting" if resting else "tabs")

    def name(self, at: int, words: str) -> None:
        """Write the name of a review on its tab."""
        label = words.replace("&", "&&")
        if self.tabText(at) != label:  # Qt lays out anew for the same label
            self.setTabText(at, label)
            said = self.tr("Close {review}").format(review=words)
            cross = self.tabButton(at, _SIDE)
            cross.setAccessibleName(said)
            cross.setToolTip(as_tip(said))

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's own name
        """Let no long title take the room of the other tabs."""
        return super().tabSizeHint(index).boundedTo(QSize(current_theme().length(_WIDEST), _UNBOUND))

    def tabInserted(self, index: int) -> None:  # noqa: N802 - Qt's own name
        """Give a new tab its cross."""
        cross = QToolButton(self)
        set_look(cross, "remove")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setAccessibleName(self.tr("Close"))
        cross.clicked.connect(lambda: self.tabCloseRequested.emit(self._at(cross)))
        self.setTabButton(index, _SIDE, cross)
        self._dress(cross)
        super().tabInserted(index)

    def _at(self, cross: QToolButton) -> int:
        return next(at for at in range(self.count()) if self.tabButton(at, _SIDE) is cross)

    @staticmethod
    def _dress(cross: QToolButton) -> None:
        side = current_theme().length(12)
        cross.setIcon(current_theme().icon("remove"))
        cross.setIconSize(QSize(side, side))

    def _on_theme_changed(self) -> None:
        for at in range(self.count()):
            cross = self.tabButton(at, _SIDE)
            if isinstance(cross, QToolButton):
                self._dress(cross)
