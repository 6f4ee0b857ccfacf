"""The credits table: arrows go about, one key stars, opens, moves or removes a row, and characters are typed in their cell."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.gui.people.cells import CellPainter
from desktop.gui.people.credits_model import Column, CreditsModel
from desktop.gui.theme import Type, current_theme

_MOST_ROWS = 12
_PADDING = 18
_WIDEST = 150
"""Pixels at 100 % text that the words of a column can claim before the columns share what is left."""
_HIDDEN_FIRST = (Column.PHOTO, Column.LIBRARY, Column.BIO, Column.JOB)
"""The columns that go, in this order, while there is not room for all."""


class CreditsTable(QTableView):
    """A real table over the credits.

    Arrows move; ``*`` stars a row and goes on to the next, Space stars and stays; Enter asks to open the row, F2 or typing edits
    its characters; Alt+Up and Alt+Down move it; Delete removes it; Up from the first row goes back to the line above.
    """

    row_changed = Signal(str)
    opened = Signal(str)
    starred = Signal(str, bool)
    moved = Signal(str, int)
    removed = Signal(str)
    left_upwards = Signal()
    characters_typed = Signal(str, object)

    def __init__(self, model: CreditsModel, parent: QWidget | None = None) -> None:
        """Show ``model``."""
        super().__init__(parent)
        self._credits = model
        self._painter = CellPainter(self)
        self._painter.typed.connect(self.characters_typed)
        self._painter.left.connect(self._on_painter_left)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(self.tr("People of this film"))
        self.setAccessibleDescription(self.tr("Enter edits, star marks top billing, Alt and arrows move, Delete removes."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_dragging()
        self._set_headers()
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        for changed in (model.rowsInserted, model.rowsRemoved, model.dataChanged):
            changed.connect(self._fit)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _set_dragging(self) -> None:
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)

    def _set_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(8)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def current_credit(self) -> str:
        """Return the id of the credit in the current row, or nothing."""
        index = self.currentIndex()
        return self._credits.line(index.row()).credit if index.isValid() else ""

    def go_to(self, credit_id: str, column: Column | None = None) -> None:
        """Make a credit's row current, in ``column`` or in the one that was current; an unknown credit changes nothing."""
        row = self._credits.row_of(credit_id)
        if row < 0:
            return
        now = self.currentIndex()
        at = column if column is not None else (now.column() if now.isValid() else Column.NAME)
        self.selectionModel().setCurrentIndex(
            self._credits.index(row, Column.NAME if self.isColumnHidden(at) else at),
            QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
        )

    def is_typing(self, credit_id: str) -> bool:
        """Say whether the characters of this credit are being typed in their cell."""
        return self.state() == QAbstractItemView.State.EditingState and self.current_credit() == credit_id

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the keys of a row; arrows and typing are Qt's."""
        index, key, modifiers = self.currentIndex(), Qt.Key(event.key()), event.modifiers()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if not index.isValid() or not self._act(index, key, modifiers, steps.get(key, 0), event.text()):
            if key == Qt.Key.Key_Up and index.row() == 0 and not modifiers:
                self.left_upwards.emit()
            elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or (modifiers & Qt.KeyboardModifier.AltModifier):
                event.ignore()
            else:
                super().keyPressEvent(event)

    def _act(self, index: QModelIndex, key: Qt.Key, modifiers: Qt.KeyboardModifier, steps: int, text: str) -> bool:
        """Do what a key means for the current row; say whether it means anything."""
        line = self._credits.line(index.row())
        plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if steps and modifiers == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(line.credit, steps)
        elif text == "*":
            self.starred.emit(line.credit, not line.starred)
            self.go_to(self._credits.line(min(index.row() + 1, self._credits.rowCount() - 1)).credit)
        elif plain and key == Qt.Key.Key_Space:
            self.starred.emit(line.credit, not line.starred)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(line.credit)
        elif plain and key == Qt.Key.Key_F2:
            self.edit_characters(line.credit)
        elif key == Qt.Key.Key_Delete and plain:
            self.removed.emit(line.credit)
        else:
            return False
        return True

    def edit_characters(self, credit_id: str) -> None:
        """Open the cell of a credit's characters for typing."""
        self.go_to(credit_id, Column.CHARACTERS)
        self.edit(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row as soon as there is a row at all."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._credits.rowCount():
            self.go_to(self._credits.line(0).credit, Column.NAME)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns, or let the least needed ones go."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        widths = self._needed_widths()
        room = self.viewport().width()
        shown = set(Column)
        for column in _HIDDEN_FIRST:
            if sum(widths[known] for known in shown) > room:
                shown.discard(column)
        spare = max(0, room - sum(widths[known] for known in shown))
        widths[Column.NAME] += spare // 2
        widths[Column.CHARACTERS] += spare - spare // 2
        if not spare and room < sum(widths[known] for known in shown):
            rest = max(0, room - widths[Column.STAR])
            widths[Column.NAME], widths[Column.CHARACTERS] = rest - rest // 2, rest // 2
        for column in Column:
            self.setColumnHidden(column, column not in shown)
            self.setColumnWidth(column, widths[column])
        index = self.currentIndex()
        if index.isValid() and self.isColumnHidden(index.column()):
            self.go_to(self.current_credit(), Column.NAME)

    def _needed_widths(self) -> dict[Column, int]:
        """Return the width that each column needs in pixels: for its title, usual words, and what it holds, within reason."""
        theme = current_theme()
        body, caption = QFontMetrics(theme.font(Type.LIST)), QFontMetrics(theme.font(Type.CAPTION))
        usual = {
            Column.STAR: "★",
            Column.JOB: self.tr("Director"),
            Column.NAME: "Kim Ji-hun",
            Column.CHARACTERS: self.tr("Character"),
            Column.BIO: self.tr("reused · 99 words"),
            Column.PHOTO: self.tr("wanted"),
            Column.LIBRARY: self.tr("first time"),
        }
        held = {
            column: [str(self._credits.index(row, column).data() or "") for row in range(self._credits.rowCount())]
            for column in (Column.JOB, Column.NAME, Column.CHARACTERS, Column.BIO, Column.LIBRARY)
        }
        padding, most = theme.length(_PADDING), theme.length(_WIDEST)
        widths = {}
        for column, words in usual.items():
            title = caption.horizontalAdvance(str(self._credits.headerData(column, Qt.Orientation.Horizontal)))
            longest = max((body.horizontalAdvance(text) for text in held.get(column, ())), default=0)
            widths[column] = padding + max(title, body.horizontalAdvance(words), min(most, longest))
        return widths

    def _fit(self) -> None:
        """Be as high as the rows, up to some; beyond that the table scrolls."""
        rows = min(self._credits.rowCount(), _MOST_ROWS)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize() + 2)
        self._share_width()

    def _on_theme_changed(self) -> None:
        theme = current_theme()
        self.verticalHeader().setDefaultSectionSize(theme.pixels(Type.LIST) + theme.length(22))
        self._fit()

    def _on_current_row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.row_changed.emit(self._credits.line(current.row()).credit if current.isValid() else "")

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() != Column.CHARACTERS:
            self.opened.emit(self._credits.line(index.row()).credit)

    def _on_painter_left(self, key: Qt.Key) -> None:
        """Go on from a cell in which characters were typed: down with Enter, out of the table with Tab."""
        steps = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif key in steps and self.currentIndex().isValid():
            row = max(0, min(self._credits.rowCount() - 1, self.currentIndex().row() + steps[key]))
            self.go_to(self._credits.line(row).credit, Column.CHARACTERS)
