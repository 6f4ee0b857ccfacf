"""The table of reviews as it is used: by keys, by the mouse, at any width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from desktop.gui.library.columns import COLUMNS, GIVING_WAY, ORDINARY, Column, column_named
from desktop.gui.library.pages import Listing
from desktop.gui.library.row_painter import CELL_INSET, RowPainter, row_height
from desktop.gui.library.table import ROW_ROLE, ReviewTable
from desktop.gui.library.title_line import TitleLine
from desktop.gui.quiet_table import QuietTable, fitting
from desktop.gui.theme import current_theme
from desktop.services.bulk import Chosen

_LEAST_TITLE = 240
_BARE_TITLE = 160
"""Pixels at 100 % text that the title keeps whatever else there is: below, nobody would know which film it is."""


class Then(Enum):
    """What the list does when it shows an answer: goes to its first row, follows the current review, or stays as it stands."""

    FIRST = "first"
    FOLLOW = "follow"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays through another listing: the selected reviews that are here, the current one, whether all were selected."""

    ids: tuple[str, ...] = ()
    current: str = ""
    everything: bool = False
    row: int = -1


class ReviewList(QuietTable):
    """The table. ``opened`` follows Enter or a double click, ``removed`` Delete, ``left_upwards`` Up on the first row.

    ``previewed`` follows Space, ``renamed(work_id, title)`` a title that was typed over.
    """

    previewed = Signal()
    renamed = Signal(str, str)

    def __init__(self, table: ReviewTable, ids: Callable[[int, int], list[str]], parent: QWidget | None = None) -> None:
        """Make the view of ``table``; ``ids(first, count)`` tells which reviews stand in rows that are not here."""
        super().__init__(QAbstractItemView.SelectionMode.ExtendedSelection, parent)
        self._table, self._ids = table, ids
        self._chosen = ORDINARY
        self._widths: dict[Column, int] = {}
        self._scale = 0.0
        self._needed: frozenset[Column] = frozenset()
        self._known: tuple[Listing, list[tuple[int, int]], tuple[str, ...]] | None = None
        self.setModel(table)
        self._painter = RowPainter(self, table)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(self.tr("Reviews"))
        self.on_key(Qt.Key.Key_Space, self.previewed.emit)
        self.on_key(Qt.Key.Key_F2, self.rename)
        self.may_rename: Callable[[], bool] = lambda: True
        self.setStyleSheet("QTableView::item:hover { background: transparent; }")  # one cell of a row would be shaded
        self.setSortingEnabled(False)
        self.doubleClicked.connect(self.opened)
        self._all_chosen = False
        table.rowsAboutToBeInserted.connect(self._on_table_growing)
        table.rowsInserted.connect(self._on_table_grown)
        self._prepare_headers()

    def _prepare_headers(self) -> None:
        header = self._sort_by_header(Column.TITLE, self._table.sorting(), CELL_INSET)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_requested)
        header.sortIndicatorChanged.connect(self._on_header_sort_changed)
        header.sectionResized.connect(self._on_header_section_resized)
        current_theme().changed.connect(self._measure)
        self._measure()

    def _on_table_growing(self) -> None:
        """Notice that all rows are selected, to select also those that were counted later."""
        self._all_chosen = 1 < self._table.rowCount() == self.selected_count()

    def _on_table_grown(self) -> None:
        if self._all_chosen:
            self.selectAll()

    def selected_count(self) -> int:
        """Return how many reviews are selected."""
        return sum(last - first + 1 for first, last in self._ranges())

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected reviews in the order shown; those that are not here and not known are asked for."""
        known, ranges = self._known, self._ranges()
        if known is not None and known[0] is self._table.listing and known[1] == ranges:
            return list(known[2])
        ids: list[str] = []
        for first, last in ranges:
            ids += self._here(range(first, last + 1)) if self._is_here(first, last) else self._ids(first, last - first + 1)
        return ids

    def chosen(self) -> Chosen:
        """Return the selected reviews: all that are listed by what finds them, others by their ids."""
        listing = self._table.listing
        if self._has_everything() and not self._is_here(0, listing.count - 1):
            return Chosen((), listing.question.query, listing.question.order, listing.count)
        return Chosen.of(self.selected_ids())

    def unknown(self) -> list[tuple[int, int]]:
        """Return the selected rows, first and last of each run, if some are neither here nor known nor all that are listed."""
        known, ranges = self._known, self._ranges()
        if known is not None and known[0] is self._table.listing and known[1] == ranges:
            return []
        return [] if self._has_everything() or all(self._is_here(first, last) for first, last in ranges) else ranges

    def know(self, listing: Listing, ranges: list[tuple[int, int]], ids: Sequence[str]) -> None:
        """Keep which reviews stand in rows, as far as these are what is selected in the listing that is shown."""
        self._known = (listing, ranges, tuple(ids))

    def kept(self) -> Kept:
        """Return what is to stay selected through another listing."""
        everything = self._has_everything()
        ids = self.selected_ids() if not everything else []
        return Kept(tuple(ids), self.current_id(), everything, self.currentIndex().row())

    def restore(self, kept: Kept, places: Mapping[str, int]) -> None:
        """Select what was kept, as far as it is still listed; where nothing is left, the row that stands in its place.

        Where the current review is gone, the first of those that stay selected is current.
        """
        selection = self.selectionModel()
        flags = selection.SelectionFlag.ClearAndSelect | selection.SelectionFlag.Rows
        current = places.get(kept.current, -1)
        if kept.everything:
            self.selectAll()
        else:
            ids = sorted((each for each in kept.ids if each in places), key=lambda each: places[each])
            selection.select(self._spans([places[each] for each in ids]), flags)
            self.know(self._table.listing, self._ranges(), ids)
            if current < 0 and ids:
                current = places[ids[0]]
        if current >= 0:
            selection.setCurrentIndex(self._table.index(current, 0), selection.SelectionFlag.NoUpdate)
        if kept.ids and not selection.hasSelection():
            self.select_row(kept.row)

    def _ranges(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        spans = (selection.at(number) for number in range(selection.count()))
        return sorted({(span.top(), span.bottom()) for span in spans})

    def _has_everything(self) -> bool:
        count = self._table.rowCount()
        return count > 1 and self.selected_count() == count

    def _is_here(self, first: int, last: int) -> bool:
        return all(map(self._table.is_here, range(first, last + 1)))

    def _here(self, rows: Iterable[int]) -> list[str]:
        return [found.row.id for row in rows if (found := self._table.found(row)) is not None]

    def _spans(self, rows: list[int]) -> QItemSelection:
        """Return rows as few spans, for each costs time."""
        selection, first = QItemSelection(), -1
        for at, row in enumerate(rows):
            if at == 0 or row != rows[at - 1] + 1:
                first = row
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                selection.select(self._table.index(first, 0), self._table.index(row, len(Column) - 1))
        return selection

    def current_id(self) -> str:
        """Return the id of the review with the focus, or nothing."""
        index = self.currentIndex()
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row.id if row is not None else ""

    def chosen_id(self) -> str:
        """Return the id of the one review that is meant: that with the focus where it is selected, else the first selected."""
        if not self.selected_count():
            return ""
        current = self.currentIndex()
        if current.isValid() and self.selectionModel().isRowSelected(current.row()):
            return self.current_id()
        return next(iter(self.selected_ids()), "")

    def is_current_in_sight(self) -> bool:
        """Say whether any of the current row can be seen."""
        index = self.currentIndex()
        return index.isValid() and self.visualRect(index).intersects(self.viewport().rect())

    def widths(self) -> dict[str, int]:
        """Return the widths that were chosen by hand, in pixels at 100 % text, by the columns' names."""
        return {column.name.lower(): width for column, width in self._widths.items()}

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Give columns the widths that :meth:`widths` told; unknown names are passed over."""
        named = {column_named(name): width for name, width in widths.items()}
        self._widths = {column: width for column, width in named.items() if column is not None}
        self._measure()

    def columns(self) -> list[str]:
        """Return the names of the columns that were chosen, in order."""
        return [column.name.lower() for column in Column if column in self._chosen]

    def set_columns(self, names: Iterable[object]) -> None:
        """Show the columns that :meth:`columns` told, and the title always; unknown names are passed over."""
        self._chosen = frozenset(column for name in names if (column := column_named(name)) is not None) | {Column.TITLE}
        self._give_way()

    def need(self, columns: frozenset[Column]) -> None:
        """Show these columns too, for what is shown is about them, whether they were chosen or not."""
        if columns != self._needed:
            self._needed = columns
            self._give_way()

    def fill_sort_menu(self, menu: QMenu) -> None:
        """Offer every column to sort by."""
        for column, name in zip(Column, self._table.column_names(), strict=True):
            menu.addAction(name, partial(self.sort_by, column))

    def fill_columns_menu(self, menu: QMenu) -> None:
        """Put a line for every column into a menu, ticked where it was chosen; the title cannot be left out.

        It says which of them the list is too narrow for.
        """
        for column, name in zip(Column, self._table.column_names(), strict=True):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(column in self._chosen)
            if column in self._chosen and self.isColumnHidden(column):
                action.setText(self.tr("{column} · no room, the list is too narrow").format(column=name))
            action.setEnabled(column != Column.TITLE)
            action.toggled.connect(partial(self._on_column_toggled, column))

    def _on_column_toggled(self, column: Column, wanted: bool) -> None:
        self._chosen = self._chosen | {column} if wanted else self._chosen - {column}
        self._give_way()

    def _on_header_menu_requested(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_columns_menu(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def sort_by(self, column: int) -> None:
        """Sort by a column, or turn its order round where the list is sorted by it already."""
        present, order = self._table.sorting()
        descending = (order == Qt.SortOrder.AscendingOrder) if column == present else COLUMNS[Column(column)].largest_first
        wanted = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, wanted)

    def rename(self) -> None:
        """Let the title of the current row be typed where it stands, where ``may_rename`` says so."""
        if not self.may_rename():
            return
        index = self.currentIndex().siblingAtColumn(Column.TITLE)
        row = index.data(ROW_ROLE) if index.isValid() else None
        if row is not None:
            self.scrollTo(index)
            line = TitleLine(row.title, self.visualRect(index), self.viewport())
            line.typed.connect(lambda title: self.renamed.emit(row.work_id, title))
            line.ended.connect(self._on_line_ended)
            self.verticalScrollBar().valueChanged.connect(line.take)

    def _on_line_ended(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's own name
        """Look through no rows, for most are not here; ``title_finding`` asks the library for titles."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, and then over the whole width of each row the line that belongs to all of it."""
        super().paintEvent(event)
        area, width = event.rect(), self.horizontalHeader().length()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        painter = QPainter(self.viewport())
        for row in range(first, (last if last >= 0 else self._table.rowCount() - 1) + 1) if first >= 0 else ():
            rect = QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))
            self._painter.paint_detail(painter, rect, row)

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
        self._scale = 0.0  # no width is one chosen by hand until all are measured: one may come back meanwhile as it was before
        self.set_row_height(row_height())
        self.horizontalHeader().setFixedHeight(theme.length(36))
        for column, declared in COLUMNS.items():
            if column != Column.TITLE:
                self.setColumnWidth(column, theme.length(self._widths.get(column, declared.width)))
        self._scale = theme.scale
        self._give_way()
        self.viewport().update()

    def _give_way(self) -> None:
        room = self.viewport().width() - current_theme().length(_LEAST_TITLE)
        scale = current_theme().scale
        widths: dict[Column, int] = {
            column: round(self._widths.get(column, COLUMNS[column].width) * scale)
            for column in Column
            if column in self._chosen | self._needed and column != Column.TITLE
        }
        # What the place is about stays longest: even the day of the last change goes before it.
        giving_way = [column for column in (*GIVING_WAY, Column.CHANGED) if column not in self._needed]
        shown = fitting(widths, giving_way if self._needed else GIVING_WAY, room)
        least = self.viewport().width() - current_theme().length(_BARE_TITLE)
        shown = fitting({column: widths[column] for column in shown}, (Column.CHANGED, Column.STATUS), least)
        for column in Column:
            hidden = column != Column.TITLE and column not in shown
            if self.isColumnHidden(column) != hidden:
                self.setColumnHidden(column, hidden)

    def _on_header_sort_changed(self, column: int, order: Qt.SortOrder) -> None:
        self._table.sort(column, order)

    def _on_header_section_resized(self, column: int, _before: int, width: int) -> None:
        scale = current_theme().scale
        if column != Column.TITLE and width and not self.isColumnHidden(column) and scale == self._scale:
            ordinary = COLUMNS[Column(column)].width
            if width != round(self._widths.get(Column(column), ordinary) * scale):
                self._widths[Column(column)] = round(width / scale)
