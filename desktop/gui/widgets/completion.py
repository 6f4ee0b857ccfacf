"""The list of completions under a line or a caret.

It is a child of the window, not a window of its own: so it can never take the focus, on any platform, and the
keys stay with the text that is being typed. Whoever owns it hands it the keys first (``take_key``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui.announcing import announce
from desktop.gui.theme import Colour, Type, current_theme, set_look

_ROWS_SHOWN = 8
_WIDEST = 480
"""Pixels at 100 % text up to which a list grows beyond its line for the sake of its words."""
_AROUND = 60
"""Pixels of a row that are not words: the insets, what parts them, and the bar beside them."""
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS_SHOWN,
    Qt.Key.Key_PageUp: -_ROWS_SHOWN,
}

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that can be picked: its value, the words for it, and quiet words behind them.

    ``creates`` marks the last row, "Create ‘…’", which makes something new of what was typed.
    """

    value: object
    label: str
    detail: str = ""
    creates: bool = False


Complete = Callable[[str], Sequence[Completion]]
"""Answers a text with its completions, best first; matching is its business alone."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """A :data:`Complete` whose first half may be done away from the window.

    ``find`` asks the library, on any thread; ``rows`` makes completions of what it answered, on the window's.
    """

    find: Callable[[str], Any]
    rows: Callable[[str, Any], Sequence[Completion]]

    def __call__(self, text: str) -> Sequence[Completion]:
        """Do both at once."""
        return self.rows(text, self.find(text))


Ask = Callable[[Callable[[], Any], Callable[[Any], None]], None]
"""Asks a question away from the window and calls back there with the answer, unless a newer question overtook it."""


def row_height() -> int:
    """Return the height of a row in pixels; it grows with the text."""
    return current_theme().pixels(Type.BODY) + current_theme().length(14)


class _Rows(QAbstractListModel):
    """The completions as a model; a row is read as one sentence."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Completion] = []

    def show(self, rows: Sequence[Completion]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, at: int) -> Completion:
        """Return one completion."""
        return self._rows[at]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row; to a screen reader with those behind them."""
        completion = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return completion.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (completion.label, completion.detail) if part)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(100, row_height())
        return None


class _RowPainter(QStyledItemDelegate):
    """Paints a completion: its words in ink, the quiet ones behind them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row in the palette's colours."""
        theme = current_theme()
        model = index.model()
        assert isinstance(model, _Rows)
        completion = model.row(index.row())
        rect: QRect = option.rect
        current = bool(option.state & option.state.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Colour.WASH))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(10, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if option.direction == Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        right = Qt.TextElideMode.ElideRight
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.colour(Colour.ACCENT if completion.creates else Colour.INK))
        label = painter.fontMetrics().elidedText(completion.label, right, inner.width())
        painter.drawText(inner, middle | near, label)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(label) - 16
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.colour(Colour.MUTED))
        detail = painter.fontMetrics().elidedText(completion.detail, right, max(0, room))
        painter.drawText(inner, middle | far, detail)
        painter.restore()


class CompletionList(QFrame):
    """The list itself. ``chosen`` carries the completion picked; ``announced`` what was said of it.

    An optional one has no current row until somebody goes down; ``passed`` follows going down past its end.
    """

    chosen = Signal(object)
    announced = Signal(str)
    passed = Signal()

    def __init__(self, owner: QWidget) -> None:
        """Make a hidden list for ``owner``, the widget that has the focus while it is open."""
        super().__init__(owner.window())
        self._owner = owner
        self._watched: QWidget | None = None
        self._optional = False
        self._rows = _Rows(self)
        self._view = QListView(self)
        self._view.setModel(self._rows)
        self._view.setItemDelegate(_RowPainter(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setMouseTracking(True)
        self._view.entered.connect(self._view.setCurrentIndex)
        self._view.clicked.connect(self._on_view_clicked)
        self._view.setAccessibleName(self.tr("Suggestions"))
        for widget in (self, self._view, self._view.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(self, "popup")
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self._view)
        owner.destroyed.connect(self.deleteLater)
        self.hide()

    def offer(self, rows: Sequence[Completion], anchor: QRect, *, least_width: int = 240, optional: bool = False) -> None:
        """Show ``rows`` under ``anchor`` (in the owner's coordinates), the first one current unless ``optional``; hide if none.

        ``least_width`` is in pixels at 100 % text.
        """
        if not rows:
            self.hide()
            return
        self._optional = optional
        self._rows.show(rows)
        self._view.setCurrentIndex(QModelIndex() if optional else self._rows.index(0, 0))
        self._place(anchor, len(rows), least_width)
        if not self.isVisible():
            self.show()
            self._watch_window()
        self.raise_()
        self._announce_row(counted=True)

    def is_open(self) -> bool:
        """Say whether the list is shown."""
        return self.isVisible()

    def completions(self) -> list[Completion]:
        """Return the rows offered."""
        return [self._rows.row(at) for at in range(self._rows.rowCount())]

    def current(self) -> Completion | None:
        """Return the row that Enter would pick, or None while the list is closed."""
        index = self._view.currentIndex()
        return self._rows.row(index.row()) if self.isVisible() and index.isValid() else None

    def pick_current(self) -> bool:
        """Pick the current row; say whether there was one."""
        completion = self.current()
        if completion is None:
            return False
        self.hide()
        self.chosen.emit(completion)
        return True

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key meant for the list and say whether it was: arrows, Enter, Tab, Escape.

        Tab picks too, but is not taken, so that the focus then moves on.
        """
        if not self.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.pick_current()
        elif key == Qt.Key.Key_Tab:
            self.pick_current()
            return False
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        count = self._rows.rowCount()
        at = self._view.currentIndex().row()
        if self._optional and not 0 <= at + by < count:
            self._leave(downwards=by > 0)
            return
        single = abs(by) == 1
        to = (at + by) % count if single else max(0, min(count - 1, at + by))
        self._view.setCurrentIndex(self._rows.index(to, 0))
        self._announce_row(counted=False)

    def _leave(self, *, downwards: bool) -> None:
        """Have no current row any more; beyond the end, close."""
        self._view.setCurrentIndex(QModelIndex())
        if downwards:
            self.hide()
            self.passed.emit()

    def _announce_row(self, *, counted: bool) -> None:
        index = self._view.currentIndex()
        row = str(self._rows.data(index if index.isValid() else self._rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole))
        count = self._rows.rowCount()
        if counted:
            said = self.tr("%n suggestion(s)", "", count) + f": {row}"
        else:
            said = self.tr("{row}, {at} of {count}").format(row=row, at=index.row() + 1, count=count)
        announce(self._owner, said)
        self.announced.emit(said)

    def _place(self, anchor: QRect, count: int, least_width: int) -> None:
        window = self._owner.window()
        if self.parent() is not window:
            self.setParent(window)
        top_left = self._owner.mapTo(window, anchor.topLeft())
        height = min(count, _ROWS_SHOWN) * row_height() + 10
        least = max(current_theme().length(least_width), self._width_of_words())
        width = min(max(anchor.width(), least), window.width() - 8)
        x = max(4, min(top_left.x(), window.width() - width - 4))
        below = top_left.y() + anchor.height() + 2
        room_above, room_below = top_left.y() - 6, window.height() - below - 4
        fits_below = height <= room_below or room_above < min(height, room_below + row_height())
        height = min(height, max(row_height() + 10, room_below if fits_below else room_above))
        y = below if fits_below else top_left.y() - height - 2
        self.setGeometry(QRect(QPoint(x, y), QSize(width, height)))

    def _width_of_words(self) -> int:
        """Return the width in which no row is cut short, as far as that is not too wide."""
        theme = current_theme()
        label, detail = QFontMetrics(theme.font(Type.BODY)), QFontMetrics(theme.font(Type.CAPTION))
        rows = self.completions()[:_ROWS_SHOWN]
        words = (label.horizontalAdvance(row.label) + detail.horizontalAdvance(row.detail) for row in rows)
        return min(max(words, default=0) + _AROUND, theme.length(_WIDEST))

    def _watch_window(self) -> None:
        """Close when what stands under the list moves: the window's size, or a pane that scrolls."""
        if self._watched is self.window():
            return
        self._watched = self.window()
        self._watched.installEventFilter(self)
        above = self._owner.parentWidget()
        while above is not None:
            if isinstance(above, QAbstractScrollArea):
                above.verticalScrollBar().valueChanged.connect(self.hide, Qt.ConnectionType.UniqueConnection)
            above = above.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with the window's change of size."""
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return super().eventFilter(watched, event)

    def _on_view_clicked(self, index: QModelIndex) -> None:
        self._view.setCurrentIndex(index)
        self.pick_current()
