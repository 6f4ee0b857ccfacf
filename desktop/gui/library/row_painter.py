"""How a row of the list looks: the title in bold with a quiet line beneath, the other columns on the line of the title."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.core.review import Status
from desktop.gui.library.columns import COLUMNS, Column
from desktop.gui.library.table import BADGE_ROLE, DETAIL_ROLE, ROW_ROLE
from desktop.gui.theme import Colour, Type, current_theme
from desktop.services.archive import ReviewRow

Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]

CELL_INSET = 12
"""Pixels between the edge of a cell and its text."""

_CUT = "…"
_BEFORE_MARK = 8
_QUIET = frozenset({Column.CHANGED, Column.CREATED, Column.WORDS, Column.YEAR, Column.LANGUAGE})
_STATUS_COLOURS = {Status.PUBLISHED: Colour.GOOD, Status.FILED: Colour.GOOD, Status.DRAFT: Colour.CHECK}


def row_height() -> int:
    """Return the height of a row in pixels; it grows with the text."""
    theme = current_theme()
    return theme.length(10) + _title_height() + theme.length(3) + _detail_height() + theme.length(10)


def from_mark(words: str, marks: Marks) -> tuple[str, Marks]:
    """Return a line begun a word or two before its first mark, for where the whole does not fit; the marks move with it."""
    start = words.rfind(" ", 0, max(0, marks[0][0] - _BEFORE_MARK)) + 1
    moved = start - len(_CUT)
    return (_CUT + words[start:], tuple((begin - moved, end - moved) for begin, end in marks)) if start else (words, marks)


def _title_height() -> int:
    return QFontMetrics(current_theme().font(Type.BODY)).height()


def _detail_height() -> int:
    return QFontMetrics(current_theme().font(Type.CAPTION)).height()


class _Face:
    """A font with its measures."""

    def __init__(self, font: QFont) -> None:
        self.font, self.metrics = font, QFontMetrics(font)


class _Look:
    """Fonts, measures and colours of the present theme, made once: a screen of rows asks for them hundreds of times."""

    def __init__(self) -> None:
        theme = current_theme()
        bold = theme.font(Type.BODY)
        bold.setWeight(QFont.Weight.DemiBold)
        self.body, self.bold, self.caption = _Face(theme.font(Type.BODY)), _Face(bold), _Face(theme.font(Type.CAPTION))
        self.inset, self.gap = theme.length(10), theme.length(3)
        self.colours = {role: theme.colour(role) for role in Colour}


class RowPainter(QStyledItemDelegate):
    """Paints every cell of the list in the palette's colours."""

    def __init__(self, view: QTableView) -> None:
        """Paint the cells of ``view``."""
        super().__init__(view)
        self._list = view
        self._look = _Look()
        current_theme().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self._look = _Look()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Tell how much room the words of a cell take."""
        width = self._look.body.metrics.horizontalAdvance(str(index.data())) + 2 * CELL_INSET
        return QSize(width, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        painter.save()
        self._paint_ground(painter, option, index)
        rect: QRect = option.rect
        inner = rect.adjusted(CELL_INSET, self._look.inset, -CELL_INSET, 0)
        inner.setHeight(self._look.body.metrics.height())
        row = index.data(ROW_ROLE)
        if row is None:
            pass  # on its way: the ground alone
        elif index.column() == Column.TITLE:
            self._paint_title(painter, inner, row, index)
        else:
            self._paint_words(painter, inner, row, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self._look.colours
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, colours[Colour.WASH])
        painter.setPen(colours[Colour.HAIRLINE])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and option.widget.hasFocus():
            self._paint_ring(painter, rect, index)

    def _paint_ring(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw this cell's share of the ring around the whole row."""
        painter.setPen(QPen(self._look.colours[Colour.ACCENT], 2))
        ring = rect.adjusted(1, 1, -1, -1)
        shown = [column for column in Column if not self._list.isColumnHidden(column)]
        first, last = index.column() == shown[0], index.column() == shown[-1]
        left, right = ring.left() if first else rect.left(), ring.right() if last else rect.right()
        painter.drawLine(QPoint(left, ring.top()), QPoint(right, ring.top()))
        painter.drawLine(QPoint(left, ring.bottom()), QPoint(right, ring.bottom()))
        if first:
            painter.drawLine(ring.topLeft(), ring.bottomLeft())
        if last:
            painter.drawLine(ring.topRight(), ring.bottomRight())

    def _paint_title(self, painter: QPainter, rect: QRect, row: ReviewRow, index: Index) -> None:
        look = self._look
        year = f" ({row.year})" if row.title and row.year else ""
        title = row.title or str(index.data())
        room = rect.width() - look.body.metrics.horizontalAdvance(year)
        at = self._draw(painter, rect, title, look.bold, Colour.INK if row.title else Colour.MUTED, room)
        at = self._draw(painter, rect.adjusted(at, 0, 0, 0), year, look.body, Colour.INK) + at
        badge = str(index.data(BADGE_ROLE) or "")
        beside = rect.adjusted(at + look.inset, 0, 0, 0)
        if badge and look.caption.metrics.horizontalAdvance(badge) <= beside.width():
            self._draw(painter, beside, badge, look.caption, Colour.ACCENT)
        words, marks = index.data(DETAIL_ROLE)
        under = QRect(rect.left(), rect.bottom() + 1 + look.gap, rect.width(), look.caption.metrics.height())
        self._paint_detail(painter, under, words, marks)

    def _paint_detail(self, painter: QPainter, rect: QRect, words: str, marks: Marks) -> None:
        metrics = self._look.caption.metrics
        if marks and metrics.horizontalAdvance(words[: marks[0][1]] + _CUT) > rect.width():
            words, marks = from_mark(words, marks)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        for start, end in marks:
            if end < len(shown) or shown == words:
                left = rect.left() + metrics.horizontalAdvance(words[:start])
                width = metrics.horizontalAdvance(words[:end]) + rect.left() - left
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._look.colours[Colour.SELECTION])
                painter.drawRoundedRect(QRect(left - 1, rect.top(), width + 2, rect.height()), 3, 3)
        self._draw(painter, rect, shown, self._look.caption, Colour.INK if marks else Colour.MUTED)

    def _paint_words(self, painter: QPainter, rect: QRect, row: ReviewRow, index: Index) -> None:
        column = Column(index.column())
        role = Colour.INK
        if column == Column.STATUS:
            role = _STATUS_COLOURS.get(row.status, Colour.INK)
        elif column in _QUIET:
            role = Colour.MUTED
        words = self._look.body.metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(self._look.body.font)
        painter.setPen(self._look.colours[role])
        side = Qt.AlignmentFlag.AlignRight if COLUMNS[column].numeric else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _draw(self, painter: QPainter, rect: QRect, words: str, face: _Face, role: Colour, room: int | None = None) -> int:
        """Draw words from the left of ``rect`` and return how much room they took, in pixels."""
        shown = face.metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() if room is None else room)
        painter.setFont(face.font)
        painter.setPen(self._look.colours[role])
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return face.metrics.horizontalAdvance(shown)
