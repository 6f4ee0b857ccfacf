"""How a row of the list looks: the title in bold, the other columns on its line, and beneath all of them one quiet line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.core.review import Status
from desktop.gui.library.columns import COLUMNS, Column
from desktop.gui.library.table import COLUMN_AT, Marks, ReviewTable, detail_of
from desktop.gui.theme import Colour, Type, current_theme
from desktop.services.archive import Found, ReviewRow

Index = QModelIndex | QPersistentModelIndex

CELL_INSET = 12
"""Pixels between the edge of a cell and its text."""

_CUT = "…"
_BEFORE_MARK = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_AT_END = Qt.TextElideMode.ElideRight
_SELECTED = QStyle.StateFlag.State_Selected
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
        self.height = self.metrics.height()


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
    """Paints every cell of the list in the palette's colours, and over the cells of a row the line that is theirs together."""

    def __init__(self, view: QTableView, table: ReviewTable) -> None:
        """Paint the cells of ``view``, which shows ``table``."""
        super().__init__(view)
        self._list, self._table = view, table
        self._look = _Look()
        current_theme().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self._look = _Look()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Tell how much room the words of a cell take."""
        width = self._look.body.metrics.horizontalAdvance(str(index.data())) + 2 * CELL_INSET
        return QSize(width, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell. Nothing is asked by way of roles: a screen of rows has a hundred cells, and each question costs."""
        rect: QRect = option.rect
        number, column = index.row(), COLUMN_AT[index.column()]
        self._paint_ground(painter, option, index)
        found = self._table.found(number)
        if found is None:
            return  # on its way: the ground alone
        look = self._look
        inner = QRect(rect.left() + CELL_INSET, rect.top() + look.inset, rect.width() - 2 * CELL_INSET, look.body.height)
        if column is Column.TITLE:
            self._paint_title(painter, inner, found)
        else:
            self._paint_words(painter, inner, found.row, column)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self._look.colours
        rect: QRect = option.rect
        selected = bool(option.state & _SELECTED)
        if selected:
            painter.fillRect(rect, colours[Colour.WASH])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours[Colour.HAIRLINE])
        if option.widget.hasFocus() and index.row() == self._list.currentIndex().row():
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

    def _paint_title(self, painter: QPainter, rect: QRect, found: Found) -> None:
        look, row = self._look, found.row
        year = f" ({row.year})" if row.title and row.year else ""
        title = row.title or self._table.words(row, Column.TITLE)
        room = rect.width() - (look.body.metrics.horizontalAdvance(year) + look.gap if year else 0)
        if room < rect.width() // 2:  # the title goes before the year
            year, room = "", rect.width()
        at = self._draw(painter, rect, title, look.bold, Colour.INK if row.title else Colour.MUTED, room)
        if year:
            at = self._draw(painter, rect.adjusted(at, 0, 0, 0), year, look.body, Colour.INK) + at
        badge = self._table.badge(row)
        if badge:
            beside = rect.adjusted(at + look.inset, 0, 0, 0)
            if look.caption.metrics.horizontalAdvance(badge) <= beside.width():
                self._draw(painter, beside, badge, look.caption, Colour.ACCENT)

    def paint_detail(self, painter: QPainter, row: QRect, number: int) -> None:
        """Paint the quiet line of the row ``number``, which fills ``row``: it has the room under every column."""
        found = self._table.found(number)
        if found is None:
            return
        look, (words, marks) = self._look, detail_of(found)
        top = row.top() + look.inset + look.body.height + look.gap
        rect = QRect(row.left() + CELL_INSET, top, row.width() - 2 * CELL_INSET, look.caption.height)
        held = self._table.embargo_words(found.row)
        if held:
            rect.setLeft(rect.left() + self._draw(painter, rect, held, look.caption, Colour.ACCENT) + look.inset)
        if words:
            self._paint_line(painter, rect, words, marks)

    def _paint_line(self, painter: QPainter, rect: QRect, words: str, marks: Marks) -> None:
        metrics = self._look.caption.metrics
        if marks and metrics.horizontalAdvance(words[: marks[0][1]] + _CUT) > rect.width():
            words, marks = from_mark(words, marks)
        shown = metrics.elidedText(words, _AT_END, rect.width())
        for start, end in marks:
            if end < len(shown) or shown == words:
                left = rect.left() + metrics.horizontalAdvance(words[:start])
                width = metrics.horizontalAdvance(words[:end]) + rect.left() - left
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._look.colours[Colour.SELECTION])
                painter.drawRoundedRect(QRect(left - 1, rect.top(), width + 2, rect.height()), 3, 3)
        self._write(painter, rect, shown, self._look.caption, Colour.INK if marks else Colour.MUTED)

    def _paint_words(self, painter: QPainter, rect: QRect, row: ReviewRow, column: Column) -> None:
        words = self._table.words(row, column)
        if not words:
            return
        role = Colour.INK
        if column is Column.STATUS:
            role = _STATUS_COLOURS.get(row.status, Colour.INK)
        elif column is Column.DUE and self._table.is_overdue(row):
            role = Colour.MUST
        elif column in _QUIET:
            role = Colour.MUTED
        shown = self._look.body.metrics.elidedText(words, _AT_END, rect.width())
        self._write(painter, rect, shown, self._look.body, role, _RIGHT if COLUMNS[column].numeric else _LEFT)

    def _draw(self, painter: QPainter, rect: QRect, words: str, face: _Face, role: Colour, room: int | None = None) -> int:
        """Draw words from the left of ``rect`` and return how much room they took, in pixels."""
        shown = face.metrics.elidedText(words, _AT_END, rect.width() if room is None else room)
        self._write(painter, rect, shown, face, role)
        return face.metrics.horizontalAdvance(shown)

    def _write(
        self, painter: QPainter, rect: QRect, words: str, face: _Face, role: Colour, side: Qt.AlignmentFlag = _LEFT
    ) -> None:
        painter.setFont(face.font)
        painter.setPen(self._look.colours[role])
        painter.drawText(rect, side, words)
