"""The table of viewings as it is used: by keys, by the mouse, at any width."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.core.log_order import Column
from desktop.gui.library.row_painter import CELL_INSET
from desktop.gui.quiet_table import QuietTable, fitting
from desktop.gui.theme import Colour, Theme, Type, current_theme
from desktop.gui.watch_log.table import Index, ViewingTable
from desktop.gui.watch_log.words import heading_words
from desktop.services.watch_log import ViewingRow

_WIDTHS = {Column.DATE: 176, Column.WHERE: 160, Column.FORMAT: 96, Column.FESTIVAL: 168, Column.SEEN: 64, Column.REVIEW: 96}
"""Widths in pixels at 100 % text; the film takes the rest."""

_GIVING_WAY = (Column.FORMAT, Column.FESTIVAL, Column.SEEN, Column.WHERE)
"""The columns that make room for the film in a narrow window, the first to go first."""

_LEAST_FILM = 260


_COLOURS = (Colour.WASH, Colour.HAIRLINE, Colour.INK, Colour.MUTED, Colour.ACCENT)


class _Ink:
    """The fonts and colours of the theme as cells need them, asked for once and not for every cell."""

    def __init__(self, theme: Theme) -> None:
        self.plain, self.bold = theme.font(Type.BODY), theme.font(Type.BODY)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.widths = {False: QFontMetrics(self.plain), True: QFontMetrics(self.bold)}
        self.colours = {
            role: theme.colour(role) for role in (Colour.WASH, Colour.HAIRLINE, Colour.INK, Colour.MUTED, Colour.ACCENT)
        }


class _CellPainter(QStyledItemDelegate):
    """Paints a cell in the palette's colours: the film bold, what can be started in the accent."""

    def __init__(self, table: ViewingTable, parent: QWidget) -> None:
        """Paint the cells of ``table``."""
        super().__init__(parent)
        self._table = table
        self._ink = _Ink(current_theme())
        current_theme().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self._ink = _Ink(current_theme())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are one line high."""
        return QSize(80, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        table, column = option.widget, index.column()
        heading = self._table.listing.heading(index.row())
        if heading is not None and isinstance(table, QTableView):
            self._paint_heading(painter, rect, table, heading_words(heading))
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, self._ink.colours[Colour.WASH])
        painter.setPen(self._ink.colours[Colour.HAIRLINE])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and table.hasFocus():
            self._paint_ring(painter, rect, column)
        row = self._table.row(index.row())
        if row is not None:
            painter.setPen(self._ink.colours[self._role(row, column)])
            inner = rect.adjusted(CELL_INSET, 0, -CELL_INSET, 0)
            if column == Column.FILM and row.title:
                self._paint_film(painter, inner, row)
            else:
                self._draw(painter, inner, self._table.words(row, column))
        painter.restore()

    def _paint_film(self, painter: QPainter, rect: QRect, row: ViewingRow) -> None:
        """Paint a title in bold and its year behind it, for which room is kept."""
        year = f" ({row.year})" if row.year else ""
        room = rect.adjusted(0, 0, -self._ink.widths[False].horizontalAdvance(year), 0)
        taken = self._draw(painter, room, row.title, bold=True)
        self._draw(painter, rect.adjusted(taken, 0, 0, 0), year)

    def _draw(self, painter: QPainter, rect: QRect, words: str, *, bold: bool = False) -> int:
        """Draw words from the left of ``rect`` and return how much room they took, in pixels."""
        if not words:
            return 0
        metrics = self._ink.widths[bold]
        shown, taken = words, metrics.horizontalAdvance(words)
        if taken > rect.width():
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            taken = metrics.horizontalAdvance(shown)
        painter.setFont(self._ink.bold if bold else self._ink.plain)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return taken

    @staticmethod
    def _paint_heading(painter: QPainter, rect: QRect, table: QTableView, words: str) -> None:
        """Paint this cell's share of a heading, which goes over the whole row."""
        theme = current_theme()
        painter.save()
        painter.setClipRect(rect)
        painter.setPen(theme.colour(Colour.HAIRLINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.colour(Colour.MUTED))
        row = QRect(CELL_INSET, rect.top(), table.viewport().width() - 2 * CELL_INSET, rect.height() - theme.length(6))
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)
        painter.restore()

    @staticmethod
    def _role(row: ViewingRow, column: int) -> Colour:
        if column == Column.REVIEW:
            return Colour.INK if row.is_written_up else Colour.ACCENT
        return Colour.INK if column == Column.FILM else Colour.MUTED

    @staticmethod
    def _paint_ring(painter: QPainter, rect: QRect, column: int) -> None:
        """Draw this cell's share of the ring around the whole row."""
        painter.setPen(QPen(current_theme().colour(Colour.ACCENT), 2))
        ring = rect.adjusted(1, 1, -1, -1)
        left = ring.left() if column == Column.DATE else rect.left()
        right = ring.right() if column == Column.REVIEW else rect.right()
        painter.drawLine(QPoint(left, ring.top()), QPoint(right, ring.top()))
        painter.drawLine(QPoint(left, ring.bottom()), QPoint(right, ring.bottom()))
        if column == Column.DATE:
            painter.drawLine(ring.topLeft(), ring.bottomLeft())
        if column == Column.REVIEW:
            painter.drawLine(ring.topRight(), ring.bottomRight())


def row_height() -> int:
    """Return the height of a row in pixels; it grows with the text."""
    return current_theme().pixels(Type.BODY) + current_theme().length(24)


class ViewingList(QuietTable):
    """The table. ``opened`` follows Enter, a double click or a click on Start, ``edit_asked`` F2, ``removed`` Delete."""

    edit_asked = Signal()

    def __init__(self, table: ViewingTable, parent: QWidget | None = None) -> None:
        """Make the view of ``table``."""
        super().__init__(QAbstractItemView.SelectionMode.ExtendedSelection, parent)
        self._table = table
        self.setModel(table)
        self.setItemDelegate(_CellPainter(table, self))
        self.setAccessibleName(self.tr("Viewings"))
        self.on_key(Qt.Key.Key_F2, self.edit_asked.emit)
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)
        self._prepare_headers()

    def _prepare_headers(self) -> None:
        header = self._sort_by_header(Column.FILM, self._table.sorting(), CELL_INSET)
        header.sortIndicatorChanged.connect(self._on_header_sort_changed)
        current_theme().changed.connect(self._measure)
        self._measure()

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected viewings in the order shown, whether their rows are here or not."""
        found = (viewing_id for first, last in self._ranges() for viewing_id in self._table.ids_between(first, last))
        return list(dict.fromkeys(found))

    def current_row(self) -> ViewingRow | None:
        """Return the viewing with the focus where it is selected, else the first of the selected that is here, or None."""
        current = self.currentIndex()
        if current.isValid() and self.selectionModel().isRowSelected(current.row()):
            return self._table.row(current.row())
        first = next(iter(self._ranges()), None)
        return self._table.row(self._table.nearest(first[0])) if first else None

    def _ranges(self) -> list[tuple[int, int]]:
        """Return the first and the last line of each run of selected ones, in the order shown."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(number) for number in range(selection.size()))
        return sorted({(each.top(), each.bottom()) for each in ranges})

    def select_row(self, at: int) -> None:
        """Select one viewing by the number of its line, the nearest there is; its heading comes into sight with it."""
        nearest = self._table.nearest(at)
        if nearest >= 0:
            super().select_row(nearest)
            if nearest and self._table.listing.heading(nearest - 1) is not None:
                self.scrollTo(self._table.index(nearest - 1, Column.FILM))

    def sort_by(self, column: int) -> None:
        """Sort by a column, or turn its order round where the list is sorted by it already."""
        present, order = self._table.sorting()
        turned = order == Qt.SortOrder.AscendingOrder if column == present else column in (Column.DATE, Column.SEEN)
        self.horizontalHeader().setSortIndicator(column, Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns give way to the film."""
        super().resizeEvent(event)
        self._give_way()

    def _measure(self) -> None:
        theme = current_theme()
        self.set_row_height(row_height())
        self.horizontalHeader().setFixedHeight(theme.length(36))
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, theme.length(width))
        self._give_way()
        self.viewport().update()

    def _give_way(self) -> None:
        theme = current_theme()
        room = self.viewport().width() - theme.length(_LEAST_FILM)
        shown = fitting({column: theme.length(width) for column, width in _WIDTHS.items()}, _GIVING_WAY, room)
        for column in _WIDTHS:
            self.setColumnHidden(column, column not in shown)

    def _on_header_sort_changed(self, column: int, order: Qt.SortOrder) -> None:
        self._table.sort(column, order)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self._table.row(index.row())
        if index.column() == Column.REVIEW and row is not None and not row.is_written_up:
            self.opened.emit()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self._table.row(index.row())
        if row is not None and (index.column() != Column.REVIEW or row.is_written_up):
            self.opened.emit()
