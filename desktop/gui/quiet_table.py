"""A table that is a list: whole rows, no grid, no frame, keys that act on rows, and Tab that leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

Name = TypeVar("Name")


class QuietTable(QTableView):
    """A quiet list. ``opened`` follows Enter, ``removed`` Delete, ``left_upwards`` Up on the first row."""

    opened = Signal()
    removed = Signal()
    left_upwards = Signal()

    def __init__(self, selection: QAbstractItemView.SelectionMode, parent: QWidget | None = None) -> None:
        """Make a list without rows of which one or several are selected."""
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(selection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Return: self.opened.emit,
            Qt.Key.Key_Enter: self.opened.emit,
            Qt.Key.Key_Delete: self.removed.emit,
            Qt.Key.Key_Home: lambda: self.select_row(0),
            Qt.Key.Key_End: lambda: self.select_row(self.model().rowCount() - 1),
        }

    def on_key(self, key: Qt.Key, act: Callable[[], object]) -> None:
        """Do something else too where a key is pressed alone."""
        self._acts[key] = act

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """Show a model. The words over the columns know nothing of what is selected, which is rows.

        To paint them, Qt would ask after every row whether it is selected in each column.
        """
        super().setModel(model)
        if model is not None:
            self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self.horizontalHeader()))

    def _sort_by_header(self, stretched: int, sorting: tuple[int, Qt.SortOrder], inset: int) -> QHeaderView:
        """Let the words over the columns be clicked and dragged; ``inset`` is the room beside them, in pixels.

        The column ``stretched`` takes what room the others leave.
        """
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(*sorting)
        header.setSortIndicatorShown(False)  # the model writes an arrow behind the name
        header.setStyleSheet(f"QHeaderView::section {{ padding-left: {inset}px; padding-right: {inset}px; }}")
        return header

    def set_row_height(self, pixels: int) -> None:
        """Make every row this high."""
        self.verticalHeader().setMinimumSectionSize(pixels)
        self.verticalHeader().setDefaultSectionSize(pixels)

    def select_row(self, at: int) -> None:
        """Select one row by its number, the nearest there is, whatever keys are held down."""
        count, selection = self.model().rowCount(), self.selectionModel()
        if count:
            flags = selection.SelectionFlag.ClearAndSelect | selection.SelectionFlag.Rows
            selection.setCurrentIndex(self.model().index(max(0, min(at, count - 1)), 0), flags)

    def have_a_row(self) -> None:
        """Select a row where none is, for the keys to act on."""
        if not self.selectionModel().hasSelection():
            self.select_row(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the selected rows; leave upwards from the first one."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in self._acts:
            self._acts[key]()
        elif plain and key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def currentChanged(  # noqa: N802 - Qt's name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Follow the current row; the ring goes around all of it, while Qt paints only the cells that it knows of anew."""
        super().currentChanged(current, previous)
        for index in (previous, current):
            if index.isValid():
                top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
                self.viewport().update(QRect(0, top, self.viewport().width(), height))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a row to act on as soon as the list has the focus; show the ring."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.have_a_row()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()


def fitting(widths: Mapping[Name, int], giving_way: Iterable[Name], room: int) -> frozenset[Name]:
    """Return the columns that fit into ``room`` pixels; those of ``giving_way`` go one after the other until the rest does."""
    shown = dict(widths)
    for column in giving_way:
        if sum(shown.values()) > room:
            shown.pop(column, None)
    return frozenset(shown)
