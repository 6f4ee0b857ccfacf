"""A field of some lines of plain text that grows with what is in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import FIELD_INSET, Type, current_theme
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.field_frame import paint_field_frame
from desktop.gui.widgets.plain_text import PlainText


class GrowingText(PlainText):
    """A framed plain text as tall as its content, from ``low`` to ``high`` lines; beyond it scrolls."""

    def __init__(self, parent: QWidget | None = None, *, low: int = 1, high: int = 12) -> None:
        """Make an empty text."""
        super().__init__(parent)
        self._low, self._high = low, high
        self._troubled = False
        self.document().setDocumentMargin(FIELD_INSET)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.document().documentLayout().documentSizeChanged.connect(self._on_document_size_changed)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_troubled(self, troubled: bool) -> None:
        """Show by the frame's colour that the field has a problem."""
        self._troubled = troubled
        self.viewport().update()

    def _on_theme_changed(self) -> None:
        self.set_face(current_theme().font(Type.BODY))
        self._fit()

    def _on_document_size_changed(self, _size: QSizeF) -> None:
        self._fit()

    def _fit(self) -> None:
        line = round(self.font().pixelSize() * self._line_height)
        tallest = line * self._high + 2 * FIELD_INSET
        content = round(self.document().size().height())
        height = max(line * self._low + 2 * FIELD_INSET, min(tallest, content))
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if content > tallest else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if height != self.height():
            self.setFixedHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the quiet frame, then the text."""
        painter = QPainter(self.viewport())
        paint_field_frame(painter, self.viewport(), focused=self.hasFocus(), troubled=self._troubled)
        painter.end()
        super().paintEvent(event)


class MultiLineField(Field):
    """Some lines of plain text; the value is a ``str`` with line feeds between lines."""

    def __init__(self, label: str, parent: QWidget | None = None, *, low: int = 2, high: int = 12, placeholder: str = "") -> None:
        """Make an empty field that grows from ``low`` to ``high`` lines."""
        super().__init__(label, parent)
        self._text = GrowingText(self, low=low, high=high)
        self._text.setPlaceholderText(placeholder)
        self._text.edited.connect(self._tell)
        self._text.left.connect(self.finished)
        self._set_body(self._text)

    def value(self) -> Any:
        """Return the text as it stands."""
        return self._text.text()

    def text_area(self) -> PlainText:
        """Return the text area itself."""
        return self._text

    def _show_value(self, value: Any) -> None:
        self._text.set_text(value)

    def _show_trouble(self, troubled: bool) -> None:
        self._text.set_troubled(troubled)
