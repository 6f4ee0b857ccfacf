"""The page of the watch log: which year, the viewings, and what can be done with those selected."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QMargins, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.log_order import ALL, TRASH, UNDATED, Column, Grouping, Wish
from desktop.gui.as_written import Label
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.theme import current_theme, set_look
from desktop.gui.watch_log.listing import LogListing, LogSource, listing_of, pages_of
from desktop.gui.watch_log.table import ViewingTable
from desktop.gui.watch_log.viewing_list import ViewingList
from desktop.gui.watch_log.words import grouping_name, span_name
from desktop.gui.widgets import CheckField, ChoiceField
from desktop.gui.widgets.flow_layout import FlowLayout
from desktop.services.watch_log import ViewingRow


class WatchLogView(QWidget):
    """The page. It changes nothing itself: it asks by its signals, and ``refresh`` reads the log anew, away from this thread.

    ``settled`` follows when what was wished for is shown; ``grouped(grouping)`` tells what is to be remembered.
    ``log_asked()``, ``diary_asked()``, ``open_asked(row)``, ``again_asked(row)``, ``edit_asked(id)``,
    ``trash_asked(ids)``, ``restore_asked(ids)``.
    """

    settled = Signal()
    grouped = Signal(str)
    log_asked = Signal()
    diary_asked = Signal()
    open_asked = Signal(object)
    again_asked = Signal(object)
    edit_asked = Signal(str)
    trash_asked = Signal(list)
    restore_asked = Signal(list)

    def __init__(
        self, source: LogSource, asking: Asking, grouping: Grouping = Grouping.WEEK, parent: QWidget | None = None
    ) -> None:
        """Make the page of ``source``, which ``asking`` reads when the page is shown or refreshed."""
        super().__init__(parent)
        self._source, self._asking = source, asking
        self._wish = Wish(grouping=grouping)
        self._to_select = ""
        set_look(self, "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Watch log"))
        self._table = ViewingTable(self)
        self.list = ViewingList(self._table, self)
        self.empty_state = EmptyState(self)
        self.log_button = QPushButton(self.tr("Log a viewing…"), self)
        set_look(self.log_button, "primary")
        self.year = ChoiceField(self.tr("Year"), [(ALL, self.tr("All years"))], self)
        self.grouping = ChoiceField(self.tr("Headings"), [(each, grouping_name(each)) for each in Grouping], self)
        self.grouping.set_value(grouping)
        self.unwritten = CheckField(self.tr("Not written up"), self)
        self.open_button = QPushButton(self.tr("Start review"), self)
        self.again_button = QPushButton(self.tr("Review again"), self)
        self.edit_button = QPushButton(self.tr("Edit…"), self)
        self.remove_button = QPushButton(self.tr("Move to Trash"), self)
        self._count = Label(parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.year.show_label(False)
        self.grouping.show_label(False)
        set_look(self._count, "caption")
        header, sheet, hairline = QFrame(self), QFrame(self), QFrame(self)
        set_look(header, "desk")
        set_look(sheet, "sheet")
        hairline.setFixedHeight(1)
        hairline.setBackgroundRole(hairline.palette().ColorRole.Mid)
        hairline.setAutoFillBackground(True)
        tools = FlowLayout(header, margins=QMargins(16, 8, 16, 8), spacing=8)
        for button in (self.log_button, self.open_button, self.again_button, self.edit_button, self.remove_button):
            tools.addWidget(button)
        for field in (self.year, self.grouping, self.unwritten):
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            tools.addWidget(field)
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
        fields = (field.editor() for field in (self.year, self.grouping, self.unwritten))
        buttons = (self.log_button, self.open_button, self.again_button, self.edit_button, self.remove_button)
        stops = (*buttons, *fields, self.list)
        for before, after in pairwise((*stops, self.empty_state.action, self.empty_state.alternative)):
            QWidget.setTabOrder(before, after)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _connect(self) -> None:
        self.log_button.clicked.connect(self.log_asked)
        self.year.changed.connect(lambda year: self._wish_for(replace(self._wish, year=year)))
        self.unwritten.changed.connect(lambda wanted: self._wish_for(replace(self._wish, unwritten=wanted)))
        self.grouping.changed.connect(self._on_grouping_changed)
        self._table.order_asked.connect(self._on_table_order_asked)
        self._table.pages_wanted.connect(self._on_table_pages_wanted)
        self.open_button.clicked.connect(self._on_list_opened)
        self.again_button.clicked.connect(self._on_again_button_clicked)
        self.edit_button.clicked.connect(self._on_list_edit_asked)
        self.remove_button.clicked.connect(self._on_list_removed)
        self.list.opened.connect(self._on_list_opened)
        self.list.edit_asked.connect(self._on_list_edit_asked)
        self.list.removed.connect(self._on_list_removed)
        self.list.selectionModel().selectionChanged.connect(self._show_buttons)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        self.empty_state.acted.connect(self._on_empty_state_acted)
        self.empty_state.alternative_taken.connect(self._on_empty_state_alternative_taken)

    def minimumSizeHint(self) -> QSize:
        """The page is usable in a narrow window."""
        return QSize(480, 320)

    # What is shown

    def refresh(self) -> None:
        """Read the log anew; year, selection and scroll stay."""
        top = max(0, self.list.rowAt(0))
        self._asking.ask(Kind.FIND, partial(listing_of, self._source, self._wish, top, self._to_select), self._show)

    def _wish_for(self, wish: Wish) -> None:
        self._wish = wish
        self.refresh()

    def rows(self) -> list[ViewingRow]:
        """Return the rows that are here, in order."""
        return self._table.rows()

    def is_reading(self) -> bool:
        """Say whether what is wished for is still to come."""
        return self._asking.is_asking()

    def in_trash(self) -> bool:
        """Say whether the trash is shown."""
        return self._table.listing.is_trash

    def show_all(self) -> None:
        """Show every viewing outside the trash."""
        self.show_only(ALL)

    def show_only(self, year: str, *, unwritten: bool = False) -> None:
        """Show the viewings of a year, or of another of the choices, and of those only what was never written up if so wished."""
        self._wish_for(replace(self._wish, year=year, unwritten=unwritten))
        self.focus_list()

    def select(self, viewing_id: str) -> None:
        """Select a viewing and bring it into sight, if the page is; all years are shown if it is in none of those shown."""
        if self.isVisible():
            self._to_select = viewing_id
            self.refresh()

    def focus_list(self) -> None:
        """Put the focus into the table, or on what stands in its place."""
        target = self.list if self._stack.currentWidget() is self.list else self.empty_state.action
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, log: LogListing) -> None:
        selected = self.list.selected_ids()
        at, scroll = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        focus = QApplication.focusWidget()
        focused = focus is not None and self._stack.isAncestorOf(focus)
        self._wish = log.wish
        self._show_choices(log)
        self._table.show(log)
        self.list.doItemsLayout()  # at once, for a scroll bar without its range forgets where it stood
        if selected:
            kept = next((line for line in map(self._table.row_of, selected) if line >= 0), at)
            self.list.select_row(kept)
        self.list.verticalScrollBar().setValue(scroll)
        count = len(log.ids)
        self._count.setText(self.tr("1 viewing") if count == 1 else self.tr("{n} viewings").format(n=f"{count:,}"))
        self._show_buttons()
        if count:
            self._stack.setCurrentWidget(self.list)
        else:
            self._say_empty()
        if focused:
            self.focus_list()
            self.list.have_a_row()
        self._select_wanted()
        self.settled.emit()

    def _show_choices(self, log: LogListing) -> None:
        decade = [log.wish.year] if len(log.wish.year) == len("202") and log.wish.year.isdigit() else []
        choices = [(ALL, self.tr("All years")), *((year, span_name(year)) for year in (*decade, *log.years))]
        if log.undated:
            choices.append((UNDATED, self.tr("No date")))
        self.year.set_choices([*choices, (TRASH, self.tr("Trash"))])
        self.year.set_value(log.wish.year)
        self.unwritten.set_value(log.wish.unwritten)
        self.grouping.setEnabled(log.wish.column == Column.DATE)

    def _select_wanted(self) -> None:
        wanted, self._to_select = self._to_select, ""
        at = self._table.row_of(wanted) if wanted else -1
        if at >= 0:
            self.list.select_row(at)

    def _say_empty(self) -> None:
        if self.in_trash():
            self.empty_state.say(self.tr("Empty. Viewings that were taken away wait here."), "", self.tr("Show all"))
        elif self._wish.unwritten and self._table.listing.anything:
            self.empty_state.say(self.tr("Everything here is written up. Good."), self.tr("Log a viewing…"), self.tr("Show all"))
        else:
            words = self.tr("Log what you see; reviews can start from here.")
            self.empty_state.say(words, self.tr("Log a viewing…"), self.tr("Import a Letterboxd diary…"))
        self._stack.setCurrentWidget(self.empty_state)

    def _show_buttons(self) -> None:
        row = self.list.current_row()
        trash = self.in_trash()
        started = row is not None and row.is_written_up
        words = self.tr("Restore") if trash else self.tr("Open review") if started else self.tr("Start review")
        self.open_button.setText(words)
        for button in (self.open_button, self.edit_button, self.remove_button):
            button.setEnabled(self.list.selectionModel().hasSelection())
        for button in (self.again_button, self.edit_button, self.remove_button):
            button.setVisible(not trash)
        self.again_button.setEnabled(started and not trash)

    # What is asked for

    def context_menu(self) -> QMenu:
        """Return the menu of what can be done with the selected viewings; every command of it is a button too."""
        menu = QMenu(self)
        for button in (self.open_button, self.again_button, self.edit_button, self.remove_button):
            if not button.isHidden() and button.isEnabled():
                menu.addAction(button.text(), button.click)
        orders = menu.addMenu(self.tr("Sort by"))
        for column, name in enumerate(self._table.column_names()):
            orders.addAction(name, partial(self.list.sort_by, column))
        return menu

    def _ids(self) -> list[str]:
        return self.list.selected_ids()

    def _on_list_opened(self) -> None:
        row = self.list.current_row()
        if row is None:
            return
        if self.in_trash():
            self.restore_asked.emit(self._ids())
        else:
            self.open_asked.emit(row)

    def _on_again_button_clicked(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self.again_asked.emit(row)

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

    def _on_empty_state_alternative_taken(self) -> None:
        if self._table.listing.anything or self.in_trash():
            self.show_all()
        else:
            self.diary_asked.emit()

    def _on_grouping_changed(self, grouping: Grouping) -> None:
        self._wish_for(replace(self._wish, grouping=grouping))
        self.grouped.emit(grouping.value)

    def _on_table_order_asked(self, column: int, descending: bool) -> None:
        self._wish_for(replace(self._wish, column=column, descending=descending))

    def _on_table_pages_wanted(self, numbers: list[int]) -> None:
        listing = self._table.listing
        self._asking.ask(Kind.PAGES, partial(pages_of, self._source, listing, numbers), partial(self._on_pages_read, listing))

    def _on_pages_read(self, listing: LogListing, pages: dict[int, tuple[ViewingRow | None, ...]]) -> None:
        self._table.add_pages(listing, pages)
        self._show_buttons()  # what is selected may have been on its way

    def _on_theme_changed(self) -> None:
        self.grouping.setMinimumWidth(current_theme().length(128))
        self.year.setMinimumWidth(current_theme().length(104))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the table, or to what stands in its place."""
        super().focusInEvent(event)
        self.focus_list()
