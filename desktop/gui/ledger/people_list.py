"""The list of everybody as it is used: by keys and by the mouse."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.gui.ledger.people_model import LINE_ROLE, Column, PeopleModel
from desktop.gui.quiet_table import QuietTable
from desktop.gui.theme import Colour, Type, current_theme
from desktop.services.people import PersonLine

Index = QModelIndex | QPersistentModelIndex

_INSET = 20
_WIDEST_COUNT = "100,000"


class _LinePainter(QStyledItemDelegate):
    """Paints a person: the name, the native name after it in quiet letters, the count on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Lines stand as far apart as the text asks for."""
        theme = current_theme()
        return QSize(80, theme.pixels(Type.LIST) + theme.length(17))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell in the palette's colours."""
        theme = current_theme()
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour(Colour.WASH))
            self._paint_edge(painter, rect, index, focused=option.widget.hasFocus())
        painter.setFont(theme.font(Type.LIST))
        inner, line = rect.adjusted(_INSET, 0, -_INSET, 0), index.data(LINE_ROLE)
        if line is not None and index.column() == Column.NAME:
            self._paint_name(painter, inner, line)
        elif line is not None:
            painter.setPen(theme.colour(Colour.MUTED))
            beside = rect.adjusted(0, 0, -_INSET, 0)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(index.data()))
        painter.restore()

    @staticmethod
    def _paint_name(painter: QPainter, rect: QRect, line: PersonLine) -> None:
        theme, middle = current_theme(), Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        name = metrics.elidedText(line.label, Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(theme.colour(Colour.INK))
        painter.drawText(rect, middle, name)
        rest = rect.adjusted(metrics.horizontalAdvance(name) + theme.length(8), 0, 0, 0)
        if line.native_name and rest.width() > theme.length(24):
            painter.setPen(theme.colour(Colour.MUTED))
            painter.drawText(rest, middle, metrics.elidedText(line.native_name, Qt.TextElideMode.ElideRight, rest.width()))

    @staticmethod
    def _paint_edge(painter: QPainter, rect: QRect, index: Index, *, focused: bool) -> None:
        """Draw this cell's share of the bar, and of the ring around the whole row while the list has the focus."""
        theme = current_theme()
        first = index.column() == Column.NAME
        if first:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour(Colour.ACCENT))
        if not focused:
            return
        painter.setPen(QPen(theme.colour(Colour.ACCENT), 2))
        left, right = rect.left() + (1 if first else 0), rect.right() - (0 if first else 1)
        for height in (rect.top() + 1, rect.bottom()):
            painter.drawLine(QPoint(left, height), QPoint(right, height))
        side = left if first else right
        painter.drawLine(QPoint(side, rect.top() + 1), QPoint(side, rect.bottom()))


class PeopleList(QuietTable):
    """The list. ``person_chosen(id)`` follows the current row, ``opened`` Enter, F2 or a double click, ``removed`` Delete.

    ``entered`` follows the focus, ``left_upwards`` Up on the first row, ``search_wanted`` a slash, with which no name begins.
    """

    person_chosen = Signal(str)
    entered = Signal()
    search_wanted = Signal()

    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        """Make the view of ``model``."""
        super().__init__(QAbstractItemView.SelectionMode.SingleSelection, parent)
        self._people = model
        self.setModel(model)
        self.setItemDelegate(_LinePainter(self))
        self.setAccessibleName(self.tr("People"))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self.opened)
        self.on_key(Qt.Key.Key_F2, self.opened.emit)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        current_theme().changed.connect(self._measure)
        self._measure()

    def current_id(self) -> str:
        """Return the id of the current person, or nothing."""
        index = self.currentIndex()
        return self._people.id_at(index.row()) if index.isValid() else ""

    def choose(self, person_id: str) -> None:
        """Make a person current, silently; where they are not in the list, nobody is."""
        row = self._people.row_of(person_id)
        self.selectionModel().blockSignals(True)
        if row < 0:
            self.selectionModel().clear()
        else:
            flags = self.selectionModel().SelectionFlag
            wanted = self._people.index(row, Column.NAME)
            self.selectionModel().setCurrentIndex(wanted, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(wanted)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the search line with a slash; letters go to the next name that begins so."""
        other = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        if event.text() == "/" and not event.modifiers() & other:
            self.search_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose nobody by the focus alone, for Qt would take the first."""
        self.selectionModel().blockSignals(True)
        super().focusInEvent(event)
        self.selectionModel().blockSignals(False)

    def have_a_row(self) -> None:
        """Ask whether somebody is to be chosen."""
        self.entered.emit()

    def _measure(self) -> None:
        theme = current_theme()
        self.set_row_height(theme.pixels(Type.LIST) + theme.length(17))
        self.horizontalHeader().setSectionResizeMode(Column.REVIEWS, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(Column.REVIEWS, QFontMetrics(theme.font(Type.LIST)).horizontalAdvance(_WIDEST_COUNT) + _INSET)
        self.viewport().update()

    def _on_current_row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.person_chosen.emit(self._people.id_at(current.row()))
