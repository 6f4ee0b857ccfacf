"""The faithful view: the exported page itself in WebEngine, patched in place as the review changes.

This module and those it imports load WebEngine; import it only after the probe has said that WebEngine starts.

How a click comes back: the script prints a message that starts with a random word told to it alone. Unlike a web channel it
needs no second script and opens nothing to the page, and unlike a navigation to a private address it starts no request.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWebEngineCore import QWebEngineLoadingInfo, QWebEnginePage, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.preview.guard import GuardedPage, opens_outside
from desktop.gui.preview.patching import can_patch, patch_between
from desktop.gui.preview.view import Look, PreviewView, Shown
from desktop.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_SCRIPT = "preview"
_MOST_FAILURES = 3
"""So many loads of one page may fail, or renderers die of it, before the view gives up."""


class WebView(PreviewView):
    """Shows pages in WebEngine.

    Patches are sent at once and are applied in the order they were sent. While a page loads, only the newest page is kept.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty view, which starts WebEngine."""
        super().__init__(parent)
        self._token = secrets.token_hex(16)
        self._source = resource("preview", "patch.js").read_text(encoding="utf-8")
        self._wanted: Shown | None = None
        self._shown: Shown | None = None
        self._ready = False
        self._load = 0
        self._failures = 0
        self._place = 0.0  # how far the page is scrolled, in CSS pixels; kept when the renderer is gone
        self._marked: tuple[str | None, float] = (None, 0.0)
        self._look = Look.LIGHT
        self._engine = QWebEngineView(self)
        self._page = GuardedPage(self._engine)
        self._engine.setPage(self._page)
        self._engine.setAccessibleName(self.tr("Preview of the article"))
        self._engine.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._engine.addAction(self._page.action(QWebEnginePage.WebAction.Copy))
        self._engine.addAction(self._page.action(QWebEnginePage.WebAction.SelectAll))
        self._page.setBackgroundColor(self.palette().color(QPalette.ColorRole.Base))
        self.setFocusProxy(self._engine)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._engine)
        self._page.console_said.connect(self._on_console_said)
        self._page.scrollPositionChanged.connect(self._on_scroll_position_changed)
        self._page.loadingChanged.connect(self._on_loading_changed)
        self._page.renderProcessTerminated.connect(self._on_renderer_terminated)
        self._page.zoomFactorChanged.connect(lambda factor: self.zoom_changed.emit(round(100 * factor)))

    @property
    def page_bytes(self) -> bytes:
        """The bytes of the page as last served to WebEngine."""
        return self._page.handler.last_page_bytes

    @property
    def shown_root(self) -> Path:
        """The library folder of the page shown; raises ``LookupError`` before there is one."""
        if self._shown is None:
            raise LookupError("no page yet")
        return self._shown.root

    @property
    def engine(self) -> QWebEngineView:
        """The WebEngine widget inside."""
        return self._engine

    @property
    def page(self) -> GuardedPage:
        """The guarded page inside."""
        return self._page

    def show_page(self, shown: Shown) -> None:
        """Patch the page on screen into this one, or load it; while a page loads, the newest waits."""
        self._wanted = shown
        self._failures = 0
        before = self._shown
        if before is None or (before.review, before.root) != (shown.review, shown.root):
            self._load_page(scroll=0)
        elif self._ready:
            self._advance(before, shown)

    def _advance(self, before: Shown, shown: Shown) -> None:
        if not can_patch(before.page, shown.page):
            self._reload()
            return
        self._shown = shown
        self._page.handler.update(shown.page, shown.root)
        patch = patch_between(before.page, shown.page)
        if patch:
            self._call("patch", patch)

    def _reload(self) -> None:
        """Load the wanted page where the reader is; the old one stays on screen until the new one can be seen."""
        self._load_page(scroll=self._place)

    def _load_page(self, *, scroll: float) -> None:
        shown = self._wanted
        if shown is None:
            return
        self._shown, self._ready = shown, False
        self._load += 1
        begin = {"load": self._load, "token": self._token, "scroll": scroll, "mark": self._mark(), **self._dress()}
        script = QWebEngineScript()
        script.setName(_SCRIPT)
        script.setWorldId(_WORLD)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
        script.setSourceCode(f"{self._source}\nmatinee.begin({_json(begin)});")
        self._page.scripts().clear()
        self._page.scripts().insert(script)
        self._page.open(self._page.handler.offer(shown.page, shown.root))

    def mark(self, block: str | None, share: float = 0.0) -> None:
        """Lay the bar beside a block and glide to it, or to a share of its height, if it is off screen."""
        self._marked = (block, share)
        if self._ready:
            self._call("mark", self._mark())

    def _mark(self) -> dict[str, object]:
        block, share = self._marked
        return {"block": block, "share": round(share, 4)}

    def set_look(self, look: Look) -> None:
        """Set the article's look."""
        self._look = look
        if self._ready:
            self._call("dress", self._dress())

    def set_zoom(self, percent: int) -> None:
        """Set WebEngine's zoom."""
        self._page.setZoomFactor(percent / 100)

    def dom(self, callback: Callable[[str], None]) -> None:
        """Hand over the outer HTML of the document element, after all patches sent before."""
        self._page.runJavaScript("document.documentElement.outerHTML", _WORLD, callback)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the program's palette with bar and ground."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._page.setBackgroundColor(self.palette().color(QPalette.ColorRole.Base))
            self.set_look(self._look)

    def _dress(self) -> dict[str, str]:
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Accent)
        faint = palette.color(QPalette.ColorRole.Mid)
        return {"look": self._look.value, "accent": _css(accent), "faint": _css(faint)}

    def _call(self, function: str, argument: object) -> None:
        self._page.runJavaScript(f"matinee.{function}({_json(argument)})", _WORLD)

    def _on_console_said(self, message: str) -> None:
        if not message.startswith(self._token):
            return
        said: dict[str, Any] = json.loads(message.removeprefix(self._token))
        if "block" in said:
            self.block_activated.emit(said["block"])
        elif "link" in said:
            url = QUrl(said["link"])
            if opens_outside(url):
                self.link_activated.emit(url)
        elif said.get("ready") == self._load:
            self._on_page_begun()
        elif "lost" in said and self._ready:
            self._reload()

    def _on_page_begun(self) -> None:
        self._ready = True
        self._call("dress", self._dress())
        self._call("mark", self._mark())
        if self._shown is not None and self._wanted is not None and self._shown != self._wanted:
            self._advance(self._shown, self._wanted)
        if self._ready:
            self.page_ready.emit()

    def _on_scroll_position_changed(self, position: QPointF) -> None:
        if self._ready:
            self._place = position.y() / self._page.zoomFactor()

    def _on_loading_changed(self, info: QWebEngineLoadingInfo) -> None:
        failed = info.status() == QWebEngineLoadingInfo.LoadStatus.LoadFailedStatus
        if failed and info.url() == self._page.handler.url and not self._ready:
            self._try_again(info.errorString())

    def _on_renderer_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self._ready = False
            self._try_again(f"{status.name}, {code}")

    def _try_again(self, reason: str) -> None:
        """Load once more, after Qt has returned from telling what happened."""
        self._failures += 1
        if self._failures > _MOST_FAILURES:
            self.failed.emit(reason)
        else:
            QTimer.singleShot(0, self, self._reload)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _css(colour: QColor) -> str:
    return colour.name(QColor.NameFormat.HexRgb)
