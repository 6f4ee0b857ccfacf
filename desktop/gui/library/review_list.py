"""The table of reviews as it is used: by keys, by the mouse, at any width."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.gui.library.row_painter import CELL_INSET, RowPainter, row_height
from desktop.gui.library.table import ROW_ROLE, Column, ReviewTable
from desktop.gui.theme import current_theme
from desktop.services.archive import ReviewRow

_WIDTHS = {Column.STATUS: 96, Column.RATING: 92, Column.OUTLET: 132, Column.WORDS: 72, Column.CHANGED: 140}
"""Widths in pixels at 100 % text; the title takes the rest."""

_LARGEST_FIRST = frozenset({Column.RATING, Column.WORDS, Column.CHANGED})
_LEAST_TITLE = 220
_GIVING_WAY = (Column.WORDS, Column.OUTLET, Column.RATING)
"""The columns that make room for the title in a narrow window, the first to go first."""


class ReviewList(QTableView):
    """The table. ``opened`` follows Enter or a double click, ``removed`` Delete, ``left_upwards`` Up on the first row."""

    opened = Signal()
    removed = Signal()
    left_upwards = Signal()

    def __init__(self, table: ReviewTable, parent: QWidget | None = None) -> None:
        """Make the view of ``table``."""
        super().__init__(parent)
        self._table = table
        self._widths: dict[int, int] = {}
        self._scale = 0.0
        self.setModel(table)
        self.setItemDelegate(RowPainter(self))
        self.setAccessibleName(self.tr("Reviews"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSortingEnabled(False)
        self.doubleClicked.connect(self.opened)
        self._prepare_headers()

    def _prepare_headers(self) -> None:
        numbers = self.verticalHeader()
        numbers.hide()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        column, order = self._table.sorting()
        header.setSortIndicator(column, order)
        header.setSortIndicatorShown(False)  # the model writes an arrow behind the name
        header.setStyleSheet(f"QHeaderView::section {{ padding-left: {CELL_INSET}px; padding-right: {CELL_INSET}px; }}")
        header.sortIndicatorChanged.connect(self._on_header_sort_changed)
        header.sectionResized.connect(self._on_header_section_resized)
        current_theme().changed.connect(self._measure)
        self._measure()

    def selected_rows(self) -> list[ReviewRow]:
        """Return the selected reviews in the order shown."""
        indexes = self.selectionModel().selectedRows(Column.TITLE)
        return [index.data(ROW_ROLE) for index in sorted(indexes, key=lambda index: index.row())]

    def select(self, review_ids: set[str], current: str = "") -> None:
        """Select reviews, and make ``current`` the one with the focus, as far as they are here."""
        selection = self.selectionModel()
        selection.clear()
        for at, row in enumerate(self._table.rows()):
            if row.id in review_ids:
                flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                selection.select(self._table.index(at, 0), flags)
        at = self._table.row_of(current)
        if at >= 0:
            selection.setCurrentIndex(self._table.index(at, 0), selection.SelectionFlag.NoUpdate)

    def select_row(self, at: int) -> None:
        """Select one row by its number, the nearest there is."""
        count = self._table.rowCount()
        if count:
            self.setCurrentIndex(self._table.index(max(0, min(at, count - 1)), 0))

    def current_id(self) -> str:
        """Return the id of the review with the focus, or nothing."""
        index = self.currentIndex()
        return index.data(ROW_ROLE).id if index.isValid() else ""

    def widths(self) -> dict[str, int]:
        """Return the widths that were chosen by hand, in pixels at 100 % text, by the columns' names."""
        return {Column(column).name.lower(): width for column, width in self._widths.items()}

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Give columns the widths that :meth:`widths` told; unknown names are passed over."""
        known = {column.name.lower(): column for column in _WIDTHS}
        self._widths = {known[name]: width for name, width in widths.items() if name in known}
        self._measure()

    def sort_by(self, column: int) -> None:
        """Sort by a column, or turn its order round where the list is sorted by it already."""
        present, order = self._table.sorting()
        descending = (order == Qt.SortOrder.AscendingOrder) if column == present else column in _LARGEST_FIRST
        wanted = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, wanted)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's own name
        """Find by the beginning of the title, whichever column has the focus."""
        index = self.currentIndex()
        if index.isValid() and index.column() != Column.TITLE:
            selection = self.selectionModel()
            selection.setCurrentIndex(index.siblingAtColumn(Column.TITLE), selection.SelectionFlag.NoUpdate)
        super().keyboardSearch(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, remove with Delete, leave upwards from the first row."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif plain and key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif plain and key == Qt.Key.Key_Up and self.currentIndex().row() == 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a row to act on as soon as the list has the focus; show the ring."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.select_row(max(0, self.currentIndex().row()))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns give way to the title."""
        super().resizeEvent(event)
        self._give_way()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._scale:
            self._measure()

    def _measure(self) -> None:
        theme = current_theme()
        self._scale = theme.scale
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setFixedHeight(theme.length(36))
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, theme.length(self._widths.get(column, width)))
        self._give_way()
        self.viewport().update()

    def _give_way(self) -> None:
        room = self.viewport().width() - current_theme().length(_LEAST_TITLE)
        scale = current_theme().scale
        shown = {column: round(self._widths.get(column, width) * scale) for column, width in _WIDTHS.items()}
        hidden = set()
        for column in _GIVING_WAY:
            if sum(shown.values()) > room:
                hidden.add(column)
                del shown[column]
        for column in _WIDTHS:
            if self.isColumnHidden(column) != (column in hidden):
                self.setColumnHidden(column, column in hidden)

    def _on_header_sort_changed(self, column: int, order: Qt.SortOrder) -> None:
        self._table.sort(column, order)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _on_header_section_resized(self, column: int, _before: int, width: int) -> None:
        scale = current_theme().scale
        if column != Column.TITLE and width and not self.isColumnHidden(column) and scale == self._scale:
            ordinary = _WIDTHS[Column(column)]
            if width != round(self._widths.get(column, ordinary) * scale):
                self._widths[column] = round(width / scale)
