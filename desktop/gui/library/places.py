"""The column of places: all reviews, those of each status, the trash, and groups that unfold; each with how many it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.finding import Key, Operator, Query, Term
from desktop.gui.library.place_model import (
    ALL,
    COUNT_ROLE,
    DUE,
    EMBARGOED,
    HEADING_ROLE,
    KEY_ROLE,
    PLACES,
    TRASH,
    Group,
    PlacesModel,
)
from desktop.gui.theme import Colour, Type, current_theme, set_look
from desktop.gui.widgets.window_keys import WithoutMnemonics
from desktop.services.archive import Tally
from desktop.services.saved_searches import SavedSearch

__all__ = ["ALL", "DUE", "EMBARGOED", "TRASH", "Group", "PlacesList"]

Index = QModelIndex | QPersistentModelIndex

_OUTLET = f"{Group.OUTLETS}:"
"""What the key of an outlet begins with; its name follows."""


class _PlacePainter(QStyledItemDelegate):
    """Paints a place: its name, its count, the wash and the bar of the one that is shown, the ring of the one with the focus.

    ``naming()`` comes when a name is going to be typed.
    """

    naming = Signal()

    def __init__(self, view: QListView, shown: Callable[[], str]) -> None:
        """Paint the rows of ``view``; ``shown`` tells the key of the place whose reviews are listed."""
        super().__init__(view)
        self._shown = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Places stand as far apart as the text asks for."""
        theme = current_theme()
        return QSize(80, theme.pixels(Type.LIST) + theme.length(17) + self._above(index))

    @staticmethod
    def _above(index: Index) -> int:
        """Return the pixels that part a group's heading from the places before it."""
        before = index.sibling(index.row() - 1, 0)
        apart = index.data(HEADING_ROLE) and before.isValid() and not before.data(HEADING_ROLE)
        return current_theme().length(12) if apart else 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one place in the palette's colours."""
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        rect = rect.adjusted(8, 1 + self._above(index), -8, -1)
        shown = index.data(KEY_ROLE) == self._shown()
        ringed = option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus()
        painter.setPen(Qt.PenStyle.NoPen)
        if shown:
            painter.setBrush(theme.colour(Colour.WASH))
            painter.drawRoundedRect(rect, 6, 6)
        if ringed:
            painter.setPen(QPen(theme.colour(Colour.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        elif shown:  # beside the ring the bar would stick out
            painter.setBrush(theme.colour(Colour.ACCENT))
            painter.drawRoundedRect(QRect(rect.left(), rect.top(), 3, rect.height()), 1.5, 1.5)
        inner = rect.adjusted(12, 0, -12, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        heading, count = index.data(HEADING_ROLE), index.data(COUNT_ROLE)
        words = {"open": "▾", "folded": "▸"}.get(heading, f"{count:,}" if count else "")
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.colour(Colour.MUTED))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, words)
        taken = painter.fontMetrics().horizontalAdvance(words) + 8
        painter.setFont(theme.font(Type.CAPTION if heading else Type.LIST))
        painter.setPen(theme.colour(Colour.MUTED if heading else Colour.INK))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width() - taken)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the line in which a saved search or an outlet is named."""
        line = QLineEdit(parent)
        WithoutMnemonics(line)
        line.setFont(current_theme().font(Type.LIST))
        is_outlet = str(index.data(KEY_ROLE)).startswith(_OUTLET)
        line.setAccessibleName(self.tr("Name of the outlet") if is_outlet else self.tr("Name of the saved search"))
        self.naming.emit()
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give the line the whole row, for its frame takes more room than the name alone."""
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(8, 0, -8, 0))


class _PlacesView(QListView):
    """A group's heading unfolds and folds by Enter, Space, Right and Left; Delete takes saved searches and outlets away.

    ``entered_place()`` follows Enter on a place.
    """

    toggled = Signal(QModelIndex)
    entered_place = Signal()
    removed = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Unfold and fold headings, take saved searches and outlets away."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Enter and Escape of the line in which a name is typed come by here too
        key, index = Qt.Key(event.key()), self.currentIndex()
        heading = index.data(HEADING_ROLE) if index.isValid() else None
        keys = {"folded": Qt.Key.Key_Right, "open": Qt.Key.Key_Left}
        toggling = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if heading and (key in toggling or key == keys[heading]):
            self.toggled.emit(index)
        elif index.isValid() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_place.emit()
        elif key == Qt.Key.Key_Delete and index.isValid():
            self.removed.emit(index)
        else:
            super().keyPressEvent(event)


class PlacesList(QFrame):
    """The column itself. ``place_chosen(key)`` follows the current place, ``groups_changed()`` unfolding and folding.

    ``search_renamed(id, name)`` and ``search_removed(id)`` ask for changes of saved searches, ``outlet_renamed(name, wanted)``
    and ``outlet_removed(name)`` for those of outlets.
    """

    place_chosen = Signal(str)
    groups_changed = Signal()
    search_renamed = Signal(str, str)
    search_removed = Signal(str)
    outlet_renamed = Signal(str, str)
    outlet_removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the column with all reviews chosen."""
        super().__init__(parent)
        set_look(self, "desk")
        self._model = PlacesModel(self)
        self._current, self._query = ALL, PLACES[ALL]
        self._gone = self._awaited = ""
        self.view = _PlacesView(self)
        self.view.setModel(self._model)
        painter = _PlacePainter(self.view, lambda: self._current)
        self.view.setItemDelegate(painter)
        painter.naming.connect(lambda: self._model.hold(held=True))
        painter.closeEditor.connect(self._on_painter_close_editor)
        self.view.setAccessibleName(self.tr("Places of the library"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.view.viewport().setAutoFillBackground(False)
        self.view.setTabKeyNavigation(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.addWidget(self.view)
        self.choose(ALL)
        self.view.selectionModel().currentChanged.connect(self._on_view_current_changed)
        self.view.clicked.connect(self._on_view_clicked)
        self.view.toggled.connect(self._toggle)
        self.view.removed.connect(self._on_view_removed)
        self._model.renamed.connect(self._on_model_renamed)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_view_menu_requested)

    @property
    def current(self) -> str:
        """The key of the chosen place."""
        return self._current

    @property
    def name(self) -> str:
        """What the chosen place is called."""
        entry = self._model.entry(self._current)
        return entry.name if entry is not None else ""

    @property
    def query(self) -> Query:
        """What the chosen place looks for."""
        return self._query

    @property
    def open_groups(self) -> frozenset[Group]:
        """The groups that are unfolded."""
        return self._model.open_groups

    def keys(self) -> Sequence[str]:
        """Return the keys of the places shown, in order."""
        return self._model.keys()

    def show_tallies(self, tallies: Sequence[Tally]) -> None:
        """Show how many reviews each ordinary place holds."""
        with self._unmoved():
            self._model.show({tally.label: tally.count for tally in tallies}, self._current)

    def show_group(self, group: Group, tallies: Sequence[Tally]) -> None:
        """Show what a group has, and how many reviews each."""
        with self._unmoved():
            self._model.show_group(group, tallies)
        if group is Group.OUTLETS and self._current.startswith(_OUTLET):
            self._leave_what_is_gone()

    def show_saved(self, searches: Sequence[tuple[SavedSearch, int]]) -> None:
        """Show the saved searches and how many reviews each finds."""
        with self._unmoved():
            self._model.show_saved(searches)
        if self._current.startswith("saved:"):
            self._leave_what_is_gone()

    def follow_outlet(self, name: str, wanted: str) -> None:
        """Stay with the outlet that is shown, or was until its name was gone, now that it is called otherwise."""
        if f"{_OUTLET}{name}" in (self._current, self._gone):
            self._current, self._gone = f"{_OUTLET}{wanted}", ""
            self._awaited = self._current
            self._query = Query((Term(Key.OUTLET, Operator.IS, wanted),))
            self.view.setCurrentIndex(self._model.index_of(self._current))
            self.place_chosen.emit(self._current)

    def _leave_what_is_gone(self) -> None:
        there = self._model.entry(self._current) is not None
        if there:
            self._awaited = ""
        elif self._current != self._awaited:
            gone = self._current
            self.choose(ALL)
            self._gone = gone
            self.place_chosen.emit(ALL)

    def unfold(self, groups: frozenset[Group]) -> None:
        """Unfold these groups and fold the others."""
        with self._unmoved():
            self._model.open(groups)
        self.groups_changed.emit()

    def rename(self, key: str) -> None:
        """Let the name of a saved search or an outlet be typed where it stands."""
        index = self._model.index_of(key)
        if index.isValid():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.edit(index)

    def choose(self, key: str) -> None:
        """Make a place current, silently; one that is gone gives way to all reviews."""
        entry = self._model.entry(key)
        found = entry is not None and entry.query is not None
        self._current, self._gone = (key if found else ALL), ""
        self._query = entry.query if entry is not None and entry.query is not None else PLACES[ALL]
        if key in PLACES:
            self._current, self._query = key, PLACES[key]
        self.view.setCurrentIndex(self._model.index_of(self._current))
        self.view.viewport().update()

    @contextmanager
    def _unmoved(self) -> Iterator[None]:
        """Leave the row with the focus where it is while rows come and go."""
        index = self.view.currentIndex()
        at = index.data(KEY_ROLE) if index.isValid() else self._current
        yield
        if self.view.currentIndex().data(KEY_ROLE) != at:
            entry = self._model.index_of(at)
            self.view.setCurrentIndex(entry if entry.isValid() else self._model.index_of(self._current))

    def _on_painter_close_editor(self) -> None:
        with self._unmoved():
            self._model.hold(held=False)

    def _toggle(self, index: QModelIndex) -> None:
        group = Group(str(index.data(KEY_ROLE)).removeprefix("group:"))
        self.unfold(self._model.open_groups ^ {group})

    def _on_view_clicked(self, index: QModelIndex) -> None:
        if index.data(HEADING_ROLE):
            self._toggle(index)

    def _on_view_removed(self, index: QModelIndex) -> None:
        kind, _, rest = str(index.data(KEY_ROLE)).partition(":")
        if kind == Group.SAVED:
            self.search_removed.emit(rest)
        elif kind == Group.OUTLETS:
            self.outlet_removed.emit(rest)

    def _on_view_menu_requested(self, place: QPoint) -> None:
        menu = self.context_menu(self.view.indexAt(place))
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(place))

    def context_menu(self, index: QModelIndex) -> QMenu | None:
        """Return the menu of a saved search or an outlet, which repeats its keys; other places have none."""
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return None
        menu = QMenu(self)
        menu.addAction(self.tr("Rename"), lambda: self.view.edit(index)).setShortcut(Qt.Key.Key_F2)
        is_outlet = str(index.data(KEY_ROLE)).startswith(_OUTLET)
        word = self.tr("Take Out of the List") if is_outlet else self.tr("Delete")
        menu.addAction(word, lambda: self._on_view_removed(index)).setShortcut(Qt.Key.Key_Delete)
        return menu

    def _on_model_renamed(self, key: str, name: str) -> None:
        kind, _, rest = key.partition(":")
        asked = self.outlet_renamed if kind == Group.OUTLETS else self.search_renamed
        asked.emit(rest, name)

    def _on_view_current_changed(self, current: QModelIndex) -> None:
        key = current.data(KEY_ROLE)
        entry = self._model.entry(key) if key else None
        if entry is not None and entry.query is not None and key != self._current:
            self._current, self._query, self._gone = entry.key, entry.query, ""
            self.view.viewport().update()
            self.place_chosen.emit(entry.key)
