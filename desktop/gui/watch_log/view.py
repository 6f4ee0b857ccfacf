"""The page of the watch log: which year, the viewings, and what can be done with those selected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QMargins, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.gui.as_written import Label
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.theme import current_theme, set_look
from desktop.gui.watch_log.table import ViewingTable
from desktop.gui.watch_log.viewing_list import ViewingList
from desktop.gui.widgets import CheckField, ChoiceField
from desktop.gui.widgets.flow_layout import FlowLayout
from desktop.services.watch_log import ViewingRow

ALL, UNDATED, TRASH = "all", "undated", "trash"
"""The choices that are no year."""


class LogSource(Protocol):
    """Where the page reads from; :class:`desktop.services.watch_log.WatchLog` answers it."""

    def rows(self, *, trashed: bool = False) -> list[ViewingRow]:
        """Return a row for every viewing that is (or is not) in the trash."""


class WatchLogView(QWidget):
    """The page. It changes nothing itself: it asks by its signals, and ``refresh`` reads the log anew.

    ``log_asked()``, ``open_asked(row)``, ``edit_asked(id)``, ``trash_asked(ids)``, ``restore_asked(ids)``.
    """

    log_asked = Signal()
    open_asked = Signal(object)
    edit_asked = Signal(str)
    trash_asked = Signal(list)
    restore_asked = Signal(list)

    def __init__(self, source: LogSource, parent: QWidget | None = None) -> None:
        """Make the page of ``source``, which is read when the page is first shown or refreshed."""
        super().__init__(parent)
        self._source = source
        self._rows: list[ViewingRow] = []
        set_look(self, "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Watch log"))
        self._table = ViewingTable(self)
        self.list = ViewingList(self._table, self)
        self.empty_state = EmptyState(self)
        self.log_button = QPushButton(self.tr("Log a viewing…"), self)
        set_look(self.log_button, "primary")
        self.year = ChoiceField(self.tr("Year"), [(ALL, self.tr("All years"))], self)
        self.unwritten = CheckField(self.tr("Not written up"), self)
        self.open_button = QPushButton(self.tr("Start review"), self)
        self.edit_button = QPushButton(self.tr("Edit…"), self)
        self.remove_button = QPushButton(self.tr("Move to Trash"), self)
        self._count = Label(parent=self)
        self._lay_out()
        self._connect()
        self._show_rows()

    def _lay_out(self) -> None:
        self.year.show_label(False)
        set_look(self._count, "caption")
        header, sheet, hairline = QFrame(self), QFrame(self), QFrame(self)
        set_look(header, "desk")
        set_look(sheet, "sheet")
        hairline.setFixedHeight(1)
        hairline.setBackgroundRole(hairline.palette().ColorRole.Mid)
        hairline.setAutoFillBackground(True)
        tools = FlowLayout(header, margins=QMargins(16, 8, 16, 8), spacing=8)
        for button in (self.log_button, self.open_button, self.edit_button, self.remove_button):
            tools.addWidget(button)
        for field in (self.year, self.unwritten):
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            tools.addWidget(field)
        self._count.setContentsMargins(0, 8, 0, 0)
        tools.addWidget(self._count)
        self._stack = QStackedWidget(sheet)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty_state)
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(hairline)
        column.addWidget(sheet, 1)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _connect(self) -> None:
        self.log_button.clicked.connect(self.log_asked)
        self.year.changed.connect(lambda _value: self._show_rows())
        self.unwritten.changed.connect(lambda _value: self._show_rows())
        self.open_button.clicked.connect(self._on_list_opened)
        self.edit_button.clicked.connect(self._on_list_edit_asked)
        self.remove_button.clicked.connect(self._on_list_removed)
        self.list.opened.connect(self._on_list_opened)
        self.list.edit_asked.connect(self._on_list_edit_asked)
        self.list.removed.connect(self._on_list_removed)
        self.list.selectionModel().selectionChanged.connect(self._show_buttons)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        self.empty_state.acted.connect(self._on_empty_state_acted)
        self.empty_state.alternative_taken.connect(self.show_all)

    def minimumSizeHint(self) -> QSize:
        """The page is usable in a narrow window."""
        return QSize(480, 320)

    # What is shown

    def refresh(self) -> None:
        """Read the log anew; year, selection and scroll stay."""
        self._rows = self._source.rows()
        years = sorted({row.seen_on[:4] for row in self._rows if row.seen_on}, reverse=True)
        choices = [(ALL, self.tr("All years")), *((year, year) for year in years)]
        if not all(row.seen_on for row in self._rows):
            choices.append((UNDATED, self.tr("No date")))
        self.year.set_choices([*choices, (TRASH, self.tr("Trash"))])
        self._show_rows()

    def rows(self) -> list[ViewingRow]:
        """Return the rows shown, in order."""
        return self._table.rows()

    def in_trash(self) -> bool:
        """Say whether the trash is shown."""
        return bool(self.year.value() == TRASH)

    def show_all(self) -> None:
        """Show every viewing outside the trash."""
        self.show_only(ALL)

    def show_only(self, year: str, *, unwritten: bool = False) -> None:
        """Show the viewings of a year, or of another of the choices, and of those only what was never written up if so wished."""
        self.year.set_value(year)
        self.unwritten.set_value(unwritten)
        self._show_rows()
        self.focus_list()

    def select(self, viewing_id: str) -> None:
        """Select a viewing and bring it into sight; all years are shown if it is in none of those shown."""
        if self._table.row_of(viewing_id) < 0 and any(row.id == viewing_id for row in self._rows):
            self.show_all()
        at = self._table.row_of(viewing_id)
        if at >= 0:
            self.list.select_row(at)

    def focus_list(self) -> None:
        """Put the focus into the table, or on what stands in its place."""
        target = self.list if self._stack.currentWidget() is self.list else self.empty_state.action
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_rows(self) -> None:
        selected = {row.id for row in self.list.selected_rows()}
        at, scroll = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        rows = self._wanted()
        self._table.show(rows)
        self.list.doItemsLayout()  # at once, for a scroll bar without its range forgets where it stood
        kept = next((place for place, row in enumerate(self._table.rows()) if row.id in selected), at)
        if selected:
            self.list.select_row(kept)
        self.list.verticalScrollBar().setValue(scroll)
        self._count.setText(self.tr("1 viewing") if len(rows) == 1 else self.tr("{n} viewings").format(n=len(rows)))
        self._show_buttons()
        if rows:
            self._stack.setCurrentWidget(self.list)
        else:
            self._say_empty()

    def _wanted(self) -> Sequence[ViewingRow]:
        year = self.year.value()
        if year == TRASH:
            return self._source.rows(trashed=True)
        rows = [row for row in self._rows if not (row.written and self.unwritten.value())]
        if year == UNDATED:
            return [row for row in rows if not row.seen_on]
        return rows if year == ALL else [row for row in rows if row.seen_on.startswith(year)]

    def _say_empty(self) -> None:
        if self.in_trash():
            self.empty_state.say(self.tr("Empty. Viewings that were taken away wait here."), "", self.tr("Show all"))
        elif self.unwritten.value() and self._rows:
            self.empty_state.say(self.tr("Everything here is written up. Good."), self.tr("Log a viewing…"), self.tr("Show all"))
        else:
            self.empty_state.say(self.tr("Log what you see; reviews can start from here."), self.tr("Log a viewing…"))
        self._stack.setCurrentWidget(self.empty_state)

    def _show_buttons(self) -> None:
        rows, row = self.list.selected_rows(), self.list.current_row()
        trash = self.in_trash()
        started = row is not None and row.status is not None
        words = self.tr("Restore") if trash else self.tr("Open review") if started else self.tr("Start review")
        self.open_button.setText(words)
        for button in (self.open_button, self.edit_button, self.remove_button):
            button.setEnabled(bool(rows))
        for button in (self.edit_button, self.remove_button):
            button.setVisible(not trash)

    # What is asked for

    def context_menu(self) -> QMenu:
        """Return the menu of what can be done with the selected viewings; every command of it is a button too."""
        menu = QMenu(self)
        for button in (self.open_button, self.edit_button, self.remove_button):
            if not button.isHidden():
                menu.addAction(button.text(), button.click)
        orders = menu.addMenu(self.tr("Sort by"))
        for column, name in enumerate(self._table.column_names()):
            orders.addAction(name, partial(self.list.sort_by, column))
        return menu

    def _ids(self) -> list[str]:
        return [row.id for row in self.list.selected_rows()]

    def _on_list_opened(self) -> None:
        row = self.list.current_row()
        if row is None:
            return
        if self.in_trash():
            self.restore_asked.emit(self._ids())
        else:
            self.open_asked.emit(row)

    def _on_list_edit_asked(self) -> None:
        row = self.list.current_row()
        if row is not None and not self.in_trash():
            self.edit_asked.emit(row.id)

    def _on_list_removed(self) -> None:
        if self._ids() and not self.in_trash():
            self.trash_asked.emit(self._ids())

    def _on_list_menu_requested(self, place: QPoint) -> None:
        menu = self.context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(place))

    def _on_empty_state_acted(self) -> None:
        self.log_asked.emit()

    def _on_theme_changed(self) -> None:
        self.year.setMinimumWidth(current_theme().length(104))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the table, or to what stands in its place."""
        super().focusInEvent(event)
        self.focus_list()
