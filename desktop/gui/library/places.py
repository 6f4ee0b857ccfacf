"""The column of places: all reviews, those of each status, the trash; each with how many it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop.core.finding import Key, Operator, Query, Term
from desktop.core.review import Status
from desktop.gui.theme import Colour, Type, current_theme, set_look
from desktop.services.archive import Tally

Index = QModelIndex | QPersistentModelIndex

ALL = "all"
TRASH = "trash"
"""The keys of the places that are no status; the others' keys are the values of :class:`Status`."""

PLACES: Mapping[str, Query] = {
    ALL: Query(),
    **{status.value: Query((Term(Key.STATUS, Operator.BEGINS, status.value),)) for status in Status},
    TRASH: Query((Term(Key.IS, Operator.BEGINS, "trashed"),)),
}
"""What each place looks for."""

_KEY_ROLE = Qt.ItemDataRole.UserRole
_COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_ALWAYS = frozenset({ALL, Status.DRAFT.value, Status.PUBLISHED.value, TRASH})


class PlacesModel(QAbstractListModel):
    """The places; a status without a review is left out unless it is one of the ordinary ones."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold the ordinary places, all empty."""
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self._keys: list[str] = [key for key in self._names() if key in _ALWAYS]

    def show(self, counts: Mapping[str, int], current: str) -> None:
        """Hold other counts, by key; ``current`` stays even where it is empty."""
        keys = [key for key in self._names() if key in _ALWAYS or counts.get(key) or key == current]
        self._counts = counts
        if keys != self._keys:
            self.beginResetModel()
            self._keys = keys
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(len(keys) - 1, 0))

    def keys(self) -> Sequence[str]:
        """Return the keys in order."""
        return tuple(self._keys)

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a place; an invalid one where it is not shown."""
        return self.index(self._keys.index(key), 0) if key in self._keys else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many places there are."""
        return 0 if parent is not None and parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a place's name, key or count, and how it is read."""
        key = self._keys[index.row()]
        count = self._counts.get(key, 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._names()[key]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._names()[key]}, " + (
                self.tr("1 review") if count == 1 else self.tr("{count} reviews").format(count=count)
            )
        if role == _KEY_ROLE:
            return key
        if role == _COUNT_ROLE:
            return count
        return None

    def _names(self) -> dict[str, str]:
        return {
            ALL: self.tr("All reviews"),
            Status.IDEA.value: self.tr("Ideas"),
            Status.DRAFT.value: self.tr("Drafts"),
            Status.READY.value: self.tr("Ready"),
            Status.FILED.value: self.tr("Filed"),
            Status.PUBLISHED.value: self.tr("Published"),
            Status.SPIKED.value: self.tr("Spiked"),
            TRASH: self.tr("Trash"),
        }


class _PlacePainter(QStyledItemDelegate):
    """Paints a place: its name, its count, the wash and the bar of the current one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Places stand as far apart as the text asks for."""
        theme = current_theme()
        return QSize(80, theme.pixels(Type.LIST) + theme.length(17))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one place in the palette's colours."""
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        rect = rect.adjusted(8, 1, -8, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Colour.WASH))
            painter.drawRoundedRect(rect, 6, 6)
            painter.setBrush(theme.colour(Colour.ACCENT))
            painter.drawRoundedRect(QRect(rect.left(), rect.top(), 3, rect.height()), 1.5, 1.5)
            if option.widget.hasFocus():
                painter.setPen(QPen(theme.colour(Colour.ACCENT), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        inner = rect.adjusted(12, 0, -12, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        count = index.data(_COUNT_ROLE)
        words = f"{count:,}" if count else ""
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.colour(Colour.MUTED))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, words)
        taken = painter.fontMetrics().horizontalAdvance(words) + 8
        painter.setFont(theme.font(Type.LIST))
        painter.setPen(theme.colour(Colour.INK))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width() - taken)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()


class PlacesList(QFrame):
    """The column itself. ``place_chosen(key)`` follows the current place."""

    place_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the column with all reviews chosen."""
        super().__init__(parent)
        set_look(self, "desk")
        self._model = PlacesModel(self)
        self._current = ALL
        self.view = QListView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_PlacePainter(self.view))
        self.view.setAccessibleName(self.tr("Places of the library"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.viewport().setAutoFillBackground(False)
        self.view.setTabKeyNavigation(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.addWidget(self.view)
        self.choose(ALL)
        self.view.selectionModel().currentChanged.connect(self._on_view_current_changed)

    @property
    def current(self) -> str:
        """The key of the chosen place."""
        return self._current

    def keys(self) -> Sequence[str]:
        """Return the keys of the places shown, in order."""
        return self._model.keys()

    @property
    def query(self) -> Query:
        """What the chosen place looks for."""
        return PLACES[self._current]

    def show_tallies(self, tallies: Sequence[Tally]) -> None:
        """Show how many reviews each place holds."""
        self._model.show({tally.label: tally.count for tally in tallies}, self._current)
        self.choose(self._current)

    def choose(self, key: str) -> None:
        """Make a place current, silently."""
        self._current = key
        self.view.setCurrentIndex(self._model.index_of(key))

    def _on_view_current_changed(self, current: QModelIndex) -> None:
        key = current.data(_KEY_ROLE)
        if key and key != self._current:
            self._current = key
            self.place_chosen.emit(key)
