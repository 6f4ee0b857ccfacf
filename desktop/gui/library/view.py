"""The library's page: what begins a review, what finds one, the places, and the table of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.core.finding import Query, parse_query
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.columns import Column, column_named
from desktop.gui.library.counting import Counting
from desktop.gui.library.dropping import FilesDropped
from desktop.gui.library.header import LibraryHeader
from desktop.gui.library.inspector import Inspector
from desktop.gui.library.lister import Lister
from desktop.gui.library.nothing_here import NothingHere
from desktop.gui.library.offering import Offering
from desktop.gui.library.pages import Listing, ReviewSource
from desktop.gui.library.panes import LibraryPanes
from desktop.gui.library.places import ALL, DUE, TRASH, Group, PlacesList
from desktop.gui.library.review_list import ReviewList, Then
from desktop.gui.library.row_menu import row_menu
from desktop.gui.library.staying import Staying
from desktop.gui.library.table import ReviewTable
from desktop.gui.library.title_finding import TitleFinding
from desktop.gui.passing import Clock, now_here
from desktop.gui.undoing import UndoingPlace
from desktop.services.archive import ReviewRow
from desktop.services.bulk import Chosen
from desktop.services.saved_searches import SavedSearches


class LibraryView(UndoingPlace):
    """The page. It changes nothing itself: it asks by its signals, and ``refresh`` reads the library anew, away from this thread.

    ``undoing`` is what Undo works on while the page is in front; ``more_actions`` stand in a row's menu too.

    ``review_opened(id)``, ``duplicate_requested()``, ``trash_requested(chosen)``, ``restore_requested(chosen)``,
    ``new_requested()``, ``import_requested()``, ``library_requested()`` for another one, ``sample_removal_requested()``,
    ``files_offered(paths)`` for files dropped here,
    ``preview_wanted()`` of the current review, ``rename_requested(work_id, title)``,
    ``counted(reviews, drafts)`` after each counting, ``listed()`` after each reading, ``selection_changed()``,
    ``search_saved(name, query)`` asks for what is looked for to be kept.
    """

    review_opened = Signal(str)
    new_requested = Signal()
    import_requested = Signal()
    library_requested = Signal()
    trash_requested = Signal(object)
    restore_requested = Signal(object)
    duplicate_requested = Signal()
    preview_wanted = Signal()
    rename_requested = Signal(str, str)
    sample_removal_requested = Signal()
    files_offered = Signal(list)
    counted = Signal(int, int)
    listed = Signal()
    selection_changed = Signal()
    search_saved = Signal(str, object)

    def __init__(
        self,
        source: ReviewSource,
        saved: SavedSearches,
        asking: Asking,
        parent: QWidget | None = None,
        *,
        clock: Clock = now_here,
    ) -> None:
        """Make the page of ``source`` and the searches ``saved`` in it, asked through ``asking``.

        ``clock`` tells the present moment with its time zone.
        """
        super().__init__(parent)
        self._asking = asking
        self._sample = ""
        self.more_actions: Sequence[QAction] = ()
        self._focus_wanted = self._opening_wanted = False
        self._table = ReviewTable(clock, self)
        self._lister = Lister(source, asking, self._table, self)
        self.places = PlacesList(self)
        self._counting = Counting(source, saved, asking, self.places, clock)
        self.list = ReviewList(self._table, self._lister.ids, self)
        self._staying = Staying(self.list)
        self._title_finding = TitleFinding(self.list, source, asking, lambda: self._table.listing)
        self._header = LibraryHeader(self)
        self.new_button, self.import_button = self._header.new_button, self._header.import_button
        self.search_line, self.save_button = self._header.search_line, self._header.save_button
        self.restore_button, self.sample_button = self._header.restore_button, self._header.sample_button
        self._offering = Offering(source, asking, self.search_line, clock)
        self.empty_state = NothingHere(self)
        self.inspector = Inspector(self)
        self.panes = LibraryPanes(self.places, self.list, self.empty_state, self.inspector, self)
        self._lay_out()
        self._connect()
        FilesDropped(self).offered.connect(self.files_offered)
        self.refresh()

    def _lay_out(self) -> None:
        hairline = QFrame(self)
        hairline.setFrameShape(QFrame.Shape.NoFrame)
        hairline.setFixedHeight(1)
        hairline.setBackgroundRole(hairline.palette().ColorRole.Mid)
        hairline.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(hairline)
        column.addWidget(self.panes, 1)
        empty = (self.empty_state.action, self.empty_state.alternative, self.empty_state.third)
        beside = (self.inspector.open_button, self.inspector.preview_button)
        for before, after in pairwise((*self._header.controls(), self.places.view, self.list, *empty, *beside)):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_requested)
        self.import_button.clicked.connect(self.import_requested)
        self.restore_button.clicked.connect(self._on_restore_button_clicked)
        self.sample_button.clicked.connect(self.sample_removal_requested)
        self.save_button.clicked.connect(self._on_save_button_clicked)
        self.places.place_chosen.connect(self._on_places_place_chosen)
        self.places.view.entered_place.connect(self.focus_list)
        self._counting.counted.connect(self.counted)
        self._counting.outdated.connect(self.refresh)
        self.search_line.query_edited.connect(self._on_search_line_query_edited)
        self.search_line.list_wanted.connect(self.focus_list)
        self.search_line.first_wanted.connect(self._on_search_line_first_wanted)
        self.list.opened.connect(self._on_list_opened)
        self.list.removed.connect(self._on_list_removed)
        self._title_finding.search_wanted.connect(self.focus_search)
        self.list.on_key(Qt.Key.Key_Escape, self._on_list_escaped)
        QShortcut(QKeySequence.StandardKey.Find, self, self.focus_search, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._table.sort_wanted.connect(self._on_table_sort_wanted)
        self._lister.answered.connect(self._on_lister_answered)
        self._lister.listed.connect(self._on_lister_listed)
        self._lister.counted.connect(self.search_line.show_found)
        self.list.left_upwards.connect(self.focus_search)
        self.list.selectionModel().selectionChanged.connect(self._on_list_selection_changed)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        self.inspector.opened.connect(self._on_list_opened)
        self.inspector.preview_wanted.connect(self.preview_wanted)
        self.list.previewed.connect(self.preview_wanted)
        self.list.renamed.connect(self.rename_requested)
        self.empty_state.looked_for.connect(self._on_empty_state_looked_for)
        self.empty_state.cleared.connect(self.search_line.empty)
        self.empty_state.place_wanted.connect(self._on_empty_state_place_wanted)
        self.empty_state.new_wanted.connect(self.new_requested)
        self.empty_state.import_wanted.connect(self.import_requested)
        self.empty_state.library_wanted.connect(self.library_requested)

    def minimumSizeHint(self) -> QSize:
        """The page is usable in a narrow window."""
        return QSize(480, 320)

    # What is shown

    def refresh(self) -> None:
        """Read the rows anew; place, search, selection and scroll stay."""
        self._ask(Then.STAY)
        self._counting.refresh()

    def choose(self, review_ids: Sequence[str]) -> None:
        """Read the rows anew and select these reviews, as far as they are listed; where none is, the selection stays."""
        self._staying.want(review_ids)
        self.refresh()

    def expect_search(self, search_id: str) -> None:
        """Let the name of a search that is being saved be typed once it is among the places."""
        self._counting.expect(search_id)

    def set_sample(self, review_id: str) -> None:
        """Mark one review as the sample and offer to remove it; nothing is marked for an empty id."""
        self._sample = review_id
        self._table.mark_sample(review_id)
        self._show_sample_button()

    def rows(self) -> list[ReviewRow]:
        """Return the rows that are here, in order."""
        return self._table.rows()

    def count(self) -> int:
        """Return how many reviews are listed."""
        return self._table.rowCount()

    def is_reading(self) -> bool:
        """Say whether an answer of the library is still to come."""
        return self._asking.is_asking() or self._offering.is_waiting()

    def chosen(self) -> Chosen:
        """Return the selected reviews, here or not."""
        return self.list.chosen()

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected reviews, in the order shown."""
        return self.list.selected_ids()

    def chosen_id(self) -> str:
        """Return the id of the review that a command for one is meant for, or nothing."""
        return self.list.chosen_id()

    def in_trash(self) -> bool:
        """Say whether the trash is shown."""
        return self.places.current == TRASH

    def show_place(self, key: str) -> None:
        """Go to a place: ``all``, ``trash`` or the value of a status."""
        self.places.choose(key)
        self._look_in_place()
        self._ask(Then.FOLLOW)

    def look_for(self, text: str) -> None:
        """Search all reviews for ``text``, as if a person had typed it, and give the focus to what is found."""
        self.places.choose(ALL)
        self._look_in_place()
        self.search_line.show_query(parse_query(text))
        self.focus_list()

    def select(self, review_id: str) -> None:
        """Select a review and bring it into sight, if it is among the rows here."""
        at = self._table.row_of(review_id)
        if at >= 0:
            self.list.select_row(at)

    def focus_search(self) -> None:
        """Put the caret into the search line."""
        self.search_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_line.selectAll()

    def panes_in_turn(self) -> list[QWidget]:
        """Return what the next-pane command goes through, as far as it is shown."""
        buttons = [each for each in self.inspector.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
        if buttons:
            self.inspector.setFocusProxy(buttons[0])
        return [self.search_line, self.places.view, self.panes.in_front(), *([self.inspector] if buttons else [])]

    def focus_list(self) -> None:
        """Put the focus into the table, or on what stands in its place, also once an answer that is still to come is here."""
        self._focus_wanted = self._asking.is_asking(Kind.FIND)
        target = self.list if self.panes.shows_list() else self.empty_state.action
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def layout_state(self) -> dict[str, Any]:
        """Return how the page is arranged as plain JSON values, for :meth:`restore_layout`."""
        column, order = self._table.sorting()
        return {
            "widths": self.list.widths(),
            "columns": self.list.columns(),
            "sort": column.name.lower(),
            "descending": order == Qt.SortOrder.DescendingOrder,
            "panes": self.panes.sizes(),
            "inspector": self.panes.inspector_wanted,
            "groups": sorted(group.value for group in self.places.open_groups),
        }

    def restore_layout(self, state: Mapping[str, Any]) -> None:
        """Arrange the page as :meth:`layout_state` told; what is missing stays as it is."""
        self.list.set_widths(state.get("widths", {}))
        if "columns" in state:
            self.list.set_columns(state["columns"])
        column = column_named(state.get("sort"))
        if column is not None:
            order = Qt.SortOrder.DescendingOrder if state.get("descending") else Qt.SortOrder.AscendingOrder
            self.list.horizontalHeader().setSortIndicator(column, order)
        self.places.unfold(frozenset(group for group in Group if group.value in state.get("groups", ())))
        self.panes.restore(state.get("panes", ()))
        self.panes.want_inspector(bool(state.get("inspector", True)))

    def _look_in_place(self) -> None:
        self._lister.look_in(self.places.query)
        self.list.need(frozenset({Column.DUE}) if self.places.current == DUE else frozenset())

    def _ask(self, then: Then) -> None:
        self._lister.ask(*self._staying.ask(then, waiting=self._asking.is_asking(Kind.FIND)))

    def _on_lister_answered(self, _listing: Listing) -> None:
        self._staying.answered()

    def _on_lister_listed(self, listing: Listing) -> None:
        self._staying.show(listing)
        searching = bool(self.search_line.said())
        self.search_line.where = self.places.name if self.places.current != ALL else ""
        self.search_line.show_found(listing)
        self.save_button.setVisible(searching)
        self.restore_button.setVisible(self.in_trash())
        self.inspector.offer_restoring(restoring=self.in_trash())
        self._show_sample_button()
        self._on_list_selection_changed()
        if not listing.count:
            self._say_nothing_is_here(listing)
        self.panes.show_list(bool(listing.count))
        if self._focus_wanted and self.isVisible() and not self.search_line.hasFocus():
            self.focus_list()
        self._focus_wanted = False
        if self.list.hasFocus():  # the focus may have come before the rows did
            self.list.have_a_row()
        if self._opening_wanted:
            self._opening_wanted = False
            self._on_search_line_first_wanted()
        self.listed.emit()

    def _say_nothing_is_here(self, listing: Listing) -> None:
        if searching := self.search_line.said():
            self.empty_state.tell_unfound(self.places.current, self.places.name, searching, listing.instead)
        else:
            self.empty_state.tell_empty(self.places.current, listing.instead.trashed)

    def _show_sample_button(self) -> None:
        self.sample_button.setVisible(bool(self._sample) and self._table.row_of(self._sample) >= 0)

    # What is asked for

    def _on_save_button_clicked(self) -> None:
        query = Query((*self.places.query.pieces, *self._lister.typed.pieces))
        self.search_saved.emit(str(query).strip(), query)

    def _on_places_place_chosen(self, _key: str) -> None:
        self._look_in_place()
        self._ask(Then.FOLLOW)

    def _on_search_line_query_edited(self) -> None:
        self._lister.look_for(self.search_line.query())
        self._ask(Then.FIRST if self._lister.typed.pieces else Then.FOLLOW)

    def _on_list_escaped(self) -> None:
        if self.search_line.said():
            self.focus_search()

    def _on_table_sort_wanted(self) -> None:
        self._lister.sort_by_column()
        self._ask(Then.FOLLOW)

    def _on_search_line_first_wanted(self) -> None:
        if self._asking.is_asking(Kind.FIND):
            self._opening_wanted = True
        elif self._table.rowCount():
            self.list.select_row(0)
            self._on_list_opened()

    def _on_list_opened(self) -> None:
        if self.in_trash():
            self._on_restore_button_clicked()
        elif review_id := self.chosen_id():
            self.review_opened.emit(review_id)

    def _on_list_removed(self) -> None:
        if not self.in_trash() and self.list.selected_count():
            self.trash_requested.emit(self.chosen())

    def _on_restore_button_clicked(self) -> None:
        if self.in_trash() and self.list.selected_count():
            self.restore_requested.emit(self.chosen())

    def _on_list_selection_changed(self) -> None:
        self.restore_button.setEnabled(self.list.selected_count() > 0)
        unknown = self.list.unknown()
        if unknown:
            self._lister.learn_ids(unknown, lambda listing, ids: self.list.know(listing, unknown, ids))
        self.selection_changed.emit()

    def _on_list_menu_requested(self, place: QPoint) -> None:
        menu = self.context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(place))

    def context_menu(self) -> QMenu:
        """Return the menu of what can be done with the selected reviews; every command of it is elsewhere too."""
        return row_menu(self)

    def _on_empty_state_looked_for(self, query: Query) -> None:
        self.search_line.show_query(query)
        self.focus_list()

    def _on_empty_state_place_wanted(self, key: str) -> None:
        self.show_place(key)
        self.focus_list()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the table, or to what stands in its place."""
        super().focusInEvent(event)
        self.focus_list()
