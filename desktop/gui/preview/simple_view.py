"""The simplified view: the words, order and pictures of the article in Qt's own rich text, where WebEngine cannot start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QFontInfo, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QTextBlock
from PySide6.QtWidgets import QApplication, QTextBrowser, QVBoxLayout, QWidget

from desktop.gui.preview.simple_html import PICTURE_SCHEME, simplify
from desktop.gui.preview.view import Look, PreviewView, Shown
from desktop.gui.theme import set_look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_BAR_PX = 3
_MARGIN_PX = 24


class SimpleView(PreviewView):
    """Shows pages in a text browser; the whole page is set again at every change, at the same place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty view."""
        super().__init__(parent)
        self._shown: Shown | None = None
        self._zoom = 100
        self._browser = _Browser(self)
        self._browser.setAccessibleName(self.tr("Simplified preview of the article"))
        self._browser.block_clicked = self.block_activated.emit
        self._browser.anchorClicked.connect(self._on_browser_anchor_clicked)
        self.setFocusProxy(self._browser)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._browser)

    @property
    def browser(self) -> QTextBrowser:
        """The text browser inside."""
        return self._browser

    def show_page(self, shown: Shown) -> None:
        """Set the page; the place stays unless it is another review."""
        before, self._shown = self._shown, shown
        bar = self._browser.verticalScrollBar()
        place = bar.value() if before is not None and before.review == shown.review else 0
        simple = simplify(shown.page, shown.root)
        self._browser.pictures = simple.pictures
        self._browser.setHtml(simple.html)
        bar.setValue(place)
        self.page_ready.emit()

    def mark(self, block: str | None, share: float = 0.0) -> None:
        """Paint the bar beside a block and scroll to it, or to a share of its height, if it is off screen."""
        self._browser.marked = block
        area = self._browser.marked_area()
        view = self._browser.viewport()
        if area is not None and share:
            area = QRectF(area.left(), area.top() + share * area.height(), area.width(), 1)
        if area is not None and (area.bottom() < _MARGIN_PX or area.top() > view.height() - _MARGIN_PX):
            bar = self._browser.verticalScrollBar()
            bar.setValue(bar.value() + round(area.top()) - (view.height() // 2 if share else _MARGIN_PX))
        view.update()

    def set_look(self, look: Look) -> None:
        """Set the colours of paper and ink; ``SYSTEM`` takes the program's."""
        set_look(self._browser, "" if look is Look.SYSTEM else f"paper-{look.value}")

    def set_zoom(self, percent: int) -> None:
        """Set the size of the text; pictures keep theirs."""
        self._zoom = percent
        font = self.font()  # its size may be given in pixels, as the theme does, or in points
        font.setPixelSize(max(1, round(QFontInfo(font).pixelSize() * percent / 100)))
        self._browser.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the program's text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.set_zoom(self._zoom)

    def dom(self, callback: Callable[[str], None]) -> None:
        """Hand over the rich text that is shown."""
        callback(self._browser.toHtml())

    def _on_browser_anchor_clicked(self, url: QUrl) -> None:
        if url.isRelative():
            self._browser.scrollToAnchor(url.fragment())
        elif url.scheme() in {"http", "https", "mailto"}:
            self.link_activated.emit(url)


class _Browser(QTextBrowser):
    """Opens nothing by itself, loads nothing but the page's own pictures, and tells which block is clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pictures: tuple[Path, ...] = ()
        self.marked: str | None = None
        self.block_clicked: Callable[[str], None] | None = None
        self._pressed = QPointF()
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(_MARGIN_PX)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load a picture that the simplified page names by number, no wider than the view; nothing else."""
        url = QUrl(name)
        if kind != 2 or url.scheme() != PICTURE_SCHEME:  # 2: QTextDocument.ResourceType.ImageResource, passed as a number
            return None
        picture = QImage(str(self.pictures[int(url.path())]))
        room = max(64, self.viewport().width() - 2 * _MARGIN_PX)
        if picture.width() > room:
            return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        return picture

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell which block was clicked, unless text was selected or a link clicked."""
        super().mouseReleaseEvent(event)
        moved = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        place = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or moved or self.textCursor().hasSelection() or self.anchorAt(place):
            return
        name = self._name_at(self.cursorForPosition(place).block())
        if name and self.block_clicked is not None:
            self.block_clicked(name)

    def marked_area(self) -> QRectF | None:
        """Return where the marked block lies, in the coordinates of the viewport; None where there is none."""
        layout = self.document().documentLayout()
        area: QRectF | None = None
        for block in self._blocks():
            if self.marked is not None and self._name_at(block) == self.marked:
                box = layout.blockBoundingRect(block)
                area = box if area is None else area.united(box)
        return None if area is None else area.translated(0, -self.verticalScrollBar().value())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar beside the marked block."""
        super().paintEvent(event)
        area = self.marked_area()
        if area is None:
            return
        right = self.document().defaultTextOption().textDirection() == Qt.LayoutDirection.RightToLeft
        left = self.viewport().width() - _MARGIN_PX // 2 if right else _MARGIN_PX // 2
        painter = QPainter(self.viewport())
        painter.fillRect(QRectF(left, area.top(), _BAR_PX, area.height()), self.palette().color(QPalette.ColorRole.Accent))
        painter.end()

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _name_at(self, block: QTextBlock) -> str:
        """Return the anchor that begins the article's block which this text block belongs to."""
        while block.isValid():
            for formatted in reversed(block.textFormats()):
                names = formatted.format.anchorNames()
                if names:
                    return names[0]
            block = block.previous()
        return ""
