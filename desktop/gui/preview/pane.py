"""The preview pane: tools above, the article below; it picks the view that this machine can show."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.as_written import Label
from desktop.gui.preview.probe import DEFAULT_COMMAND, ProbeMemory, ProbeResult, Verdict, WebEngineProbe, runs_as_root
from desktop.gui.preview.simple_view import SimpleView
from desktop.gui.preview.stage import Stage
from desktop.gui.preview.tools import PreviewTools, next_zoom
from desktop.gui.preview.view import Look, PreviewView, Shown, Width
from desktop.gui.theme import TOOL_INSET, current_theme, set_look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.core.page import Page

_log = logging.getLogger(__name__)

_LOW = 200
"""Pixels at 100 % text below which nothing stands under the page."""


class PreviewPane(QWidget):
    """Shows the finished article and tells what was clicked in it.

    ``block_activated`` names a clicked block; ``link_activated`` an outside address that was clicked, for the caller to open
    with the system; ``browser_requested`` asks for the article in a browser; ``width_changed``, ``look_changed`` and
    ``zoom_changed`` (per cent) say what to remember; ``view_started`` comes once, when a view is there.

    ``memory`` keeps the probe's verdict between starts; ``probe_command`` is the child that probes.
    """

    block_activated = Signal(str)
    link_activated = Signal(QUrl)
    browser_requested = Signal()
    width_changed = Signal(str)
    look_changed = Signal(str)
    zoom_changed = Signal(int)
    view_started = Signal()

    def __init__(
        self,
        memory: ProbeMemory | None = None,
        probe_command: Sequence[str] = DEFAULT_COMMAND,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty pane; ``memory`` and ``probe_command`` are for the probe of WebEngine."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Preview"))
        self._review = ""
        self._shown: Shown | None = None
        self._block: str | None = None
        self._share = 0.0
        self._width, self._look, self._zoom = Width.WEB, Look.LIGHT, 100
        self._view: PreviewView | None = None
        self._result: ProbeResult | None = None
        self._probe = WebEngineProbe(memory, probe_command, self)
        self._probe.finished.connect(self._on_probe_finished)
        self._tools = PreviewTools(self)
        self._tools.width_chosen.connect(self.set_width)
        self._tools.look_chosen.connect(self.set_look)
        self._tools.zoom_chosen.connect(self.set_zoom)
        self._tools.browser_requested.connect(self.browser_requested)
        self._stage = Stage(self)
        self._note = Label(parent=self)
        self._note.setWordWrap(True)
        set_look(self._note, "caption")
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16 - TOOL_INSET, 8, 16 - TOOL_INSET, 8)
        layout.setSpacing(6)
        under_the_words = QVBoxLayout()
        under_the_words.setContentsMargins(TOOL_INSET, 0, TOOL_INSET, 0)
        under_the_words.setSpacing(6)
        under_the_words.addWidget(self._stage, 1)
        under_the_words.addWidget(self._note)
        layout.addWidget(self._tools)
        layout.addLayout(under_the_words, 1)

    # ---- starting

    def start(self) -> None:
        """Find out which view this machine can show, and show it when known; called by itself when the pane is first shown."""
        self._probe.start()

    def stop(self) -> None:
        """Find out no more: the pane is about to go."""
        self._probe.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin once the window is on its way to the screen."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what little height there is to the page."""
        super().resizeEvent(event)
        self._show_note()

    def _show_note(self) -> None:
        self._note.setVisible(bool(self._note.text()) and self.height() >= current_theme().length(_LOW))

    @property
    def view(self) -> PreviewView | None:
        """The view in use; None while the probe runs."""
        return self._view

    @property
    def sandbox_note(self) -> str:
        """What the user must know about the view: nothing, or one sentence that the pane shows below the article."""
        if self._result is None or self._result.verdict is Verdict.WORKS:
            return ""
        if self._result.verdict is Verdict.WITHOUT_SANDBOX:
            if runs_as_root():
                return self.tr("The preview runs without its sandbox, because Matinee was started as root.")
            return self.tr("The preview runs without its sandbox, as the environment asks.")
        return self.tr("This is a simplified preview: WebEngine cannot start here. “Open in browser” shows the real page.")

    def _on_probe_finished(self, result: ProbeResult) -> None:
        self._result = result
        if result.verdict is Verdict.FAILS:
            _log.info("no WebEngine: %s", result.reason)
            self._put(SimpleView(self._stage))
            return
        from desktop.gui.preview.web_view import WebView  # loads WebEngine, which the probe has just allowed

        view = WebView(self._stage)
        view.failed.connect(self._on_view_failed)
        view.page_ready.connect(self._probe.confirm)
        self._put(view)

    def _on_view_failed(self, reason: str) -> None:
        self._on_probe_finished(ProbeResult(Verdict.FAILS, reason))

    def _put(self, view: PreviewView) -> None:
        self._view = view
        view.block_activated.connect(self.block_activated)
        view.link_activated.connect(self.link_activated)
        view.zoom_changed.connect(self._on_view_zoom_changed)
        view.set_look(self._look)
        view.set_zoom(self._zoom)
        view.mark(self._block, self._share)
        self._stage.set_view(view)
        if self._shown is not None:
            view.show_page(self._shown)
        self._note.setText(self.sandbox_note)
        self._show_note()
        self.view_started.emit()

    # ---- what is shown

    def open_review(self, key: str) -> None:
        """Say that pages to come belong to the review ``key``; the first of another review is loaded from its top."""
        self._review = key

    def show_page(self, page: Page, library_root: Path) -> None:
        """Show a page of the review named last; pictures lie under ``library_root``."""
        self._shown = Shown(page, library_root, self._review)
        if self._view is not None:
            self._view.show_page(self._shown)

    def mark(self, block_id: str | None, share: float = 0.0) -> None:
        """Lay the bar beside the block being edited, or beside none, and bring on screen where in it the caret stands.

        ``share`` is how much of the block's text stands before the caret, 0 to 1.
        """
        self._block, self._share = block_id, share
        if self._view is not None:
            self._view.mark(block_id, share)

    def dom(self, callback: Callable[[str], None]) -> None:
        """Hand the markup as it stands to ``callback``, later; for tests. Raises ``RuntimeError`` before a view is there."""
        if self._view is None:
            raise RuntimeError("no view yet")
        self._view.dom(callback)

    # ---- how it is shown

    @property
    def zoom(self) -> int:
        """The size of the article in per cent."""
        return self._zoom

    def set_width(self, mode: Width | str) -> None:
        """Set the article as wide as the pane (``web``) or as a phone (``phone``)."""
        width = Width(mode)
        changed = width is not self._width
        self._width = width
        self._tools.show_width(width)
        self._stage.set_width(width, self._zoom)
        if changed:
            self.width_changed.emit(width.value)

    def set_look(self, look: Look | str) -> None:
        """Set the article's own look (``light``, ``dark``, ``system``), whatever the program's is."""
        chosen = Look(look)
        changed = chosen is not self._look
        self._look = chosen
        self._tools.show_look(chosen)
        if self._view is not None:
            self._view.set_look(chosen)
        if changed:
            self.look_changed.emit(chosen.value)

    def set_zoom(self, percent: int) -> None:
        """Set the size of the article, 25 to 500 per cent."""
        percent = max(25, min(500, percent))
        if self._view is not None:
            self._view.set_zoom(percent)
        self._take_zoom(percent)

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(next_zoom(self._zoom, 1))

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(next_zoom(self._zoom, -1))

    def reset_zoom(self) -> None:
        """Back to 100 per cent."""
        self.set_zoom(100)

    def _on_view_zoom_changed(self, percent: int) -> None:
        self._take_zoom(percent)

    def _take_zoom(self, percent: int) -> None:
        changed = percent != self._zoom
        self._zoom = percent
        self._tools.show_zoom(percent)
        self._stage.set_width(self._width, percent)
        if changed:
            self.zoom_changed.emit(percent)
