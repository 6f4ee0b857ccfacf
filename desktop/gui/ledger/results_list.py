"""The rows of a person's page as a list that is as tall as what is in it: sentences wrap, names in them are marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.gui.ledger.results import Row, RowKind
from desktop.gui.theme import FIELD_INSET, Colour, Type, current_theme

Index = QModelIndex | QPersistentModelIndex

_ROW = Qt.ItemDataRole.UserRole
_SENTENCE_INSET = 24
_COLOURS = {RowKind.HEADING: Colour.MUTED, RowKind.MORE: Colour.ACCENT}


class ResultsModel(QAbstractListModel):
    """The rows; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows(self) -> Sequence[Row]:
        """Return the rows."""
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only what leads somewhere be chosen."""
        heading = self._rows[index.row()].kind is RowKind.HEADING
        return Qt.ItemFlag.NoItemFlags if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's words, how it is read, or the row."""
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.sentence
            case _ if role == _ROW:
                return row
        return None


class _RowPainter(QStyledItemDelegate):
    """Paints the rows in the palette's colours."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[str, int, float], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A sentence is as tall as its lines; a heading stands off from what is above it."""
        theme, row, width = current_theme(), index.data(_ROW), self._view.viewport().width()
        if row.kind is RowKind.SENTENCE:
            key = (row.text, width, theme.scale)
            if key not in self._heights:
                self._heights[key] = round(_laid_out(row, width).boundingRect().height()) + theme.length(8)
            return QSize(width, self._heights[key])
        room = 26 if row.kind is RowKind.HEADING and index.row() else 10
        return QSize(width, QFontMetrics(theme.font(Type.BODY)).height() + theme.length(room))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        theme, row = current_theme(), index.data(_ROW)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour(Colour.WASH))
            if option.widget.hasFocus():
                painter.setPen(QPen(theme.colour(Colour.ACCENT), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if row.kind is RowKind.SENTENCE:
            painter.setPen(theme.colour(Colour.INK))
            _laid_out(row, rect.width()).draw(painter, rect.topLeft().toPointF() + QPoint(0, theme.length(4)).toPointF())
        else:
            self._paint_line(painter, rect.adjusted(FIELD_INSET, 0, -FIELD_INSET, -theme.length(5)), row)
        painter.restore()

    @staticmethod
    def _paint_line(painter: QPainter, rect: QRect, row: Row) -> None:
        theme, heading = current_theme(), row.kind is RowKind.HEADING
        font = theme.font(Type.CAPTION if heading else Type.BODY)
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.setFont(font)
        painter.setPen(theme.colour(_COLOURS.get(row.kind, Colour.INK)))
        text = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side, text)
        rest = rect.adjusted(metrics.horizontalAdvance(text) + theme.length(10), 0, 0, 0)
        quiet = theme.font(Type.CAPTION)
        painter.setFont(quiet)
        painter.setPen(theme.colour(Colour.MUTED))
        painter.drawText(
            rest, side, QFontMetrics(quiet).elidedText(row.detail, Qt.TextElideMode.ElideRight, max(0, rest.width()))
        )


def _laid_out(row: Row, width: int) -> QTextLayout:
    """Return a sentence broken into lines for a row of ``width`` pixels, its names marked by weight and ground."""
    theme = current_theme()
    layout = QTextLayout(row.text.replace("\n", "\u2028"), theme.font(Type.BODY))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    ranges = []
    for start, end in row.marks:
        units = len(row.text[:start].encode("utf-16-le")) // 2
        marked = QTextLayout.FormatRange()
        marked.start, marked.length = units, len(row.text[start:end].encode("utf-16-le")) // 2
        form = marked.format
        form.setBackground(theme.colour(Colour.SELECTION))
        marked.format = form
        ranges.append(marked)
    layout.setFormats(ranges)
    inset, height = theme.length(_SENTENCE_INSET), 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40, width - inset - FIELD_INSET))
        line.setPosition(QPoint(inset, round(height)).toPointF())
        height += line.height() * 1.2
    layout.endLayout()
    return layout


class ResultsList(QListView):
    """The list. ``opened(row)`` follows Enter or a double click on a row that leads somewhere, ``more_wanted`` on “Show more”."""

    opened = Signal(object)
    more_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty list; ``name`` is how it is read."""
        super().__init__(parent)
        self._results = ResultsModel(self)
        self.setModel(self._results)
        self.setItemDelegate(_RowPainter(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(self._open)
        current_theme().changed.connect(self._fit)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current one stays where it stands."""
        if list(rows) != list(self.rows()):
            present = self.currentIndex().row()
            kept = 0 <= present < len(rows) and rows[present] == self.rows()[present]
            self._results.show(rows)
            if kept:
                self.choose(present)
            self._fit()

    def rows(self) -> Sequence[Row]:
        """Return the rows shown."""
        return self._results.rows()

    def choose(self, at: int) -> None:
        """Make a row current by its number."""
        self.setCurrentIndex(self._results.index(at, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; at the ends Up and Down are left to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a row to act on as soon as the list has the focus."""
        super().focusInEvent(event)
        first = next((at for at, row in enumerate(self.rows()) if row.kind is not RowKind.HEADING), -1)
        if not self.currentIndex().isValid() and first >= 0:
            self.choose(first)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break sentences anew for another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        self.doItemsLayout()
        self.setFixedHeight(max(1, self.contentsSize().height()))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            row = self.rows()[index.row()]
            if row.kind is RowKind.MORE:
                self.more_wanted.emit()
            else:
                self.opened.emit(row)
