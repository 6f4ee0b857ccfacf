"""The parts list on the left of the editor: the article's outline in print order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.article import Article
from desktop.gui.editor.outline import DETAIL_ROLE, HEADING_ROLE, KEY_ROLE, QUIET_ROLE, OutlineModel
from desktop.gui.theme import Colour, Type, current_theme, set_look

Index = QModelIndex | QPersistentModelIndex


class _RowPainter(QStyledItemDelegate):
    """Paints a row: the name, its small detail, the accent bar beside the current one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows breathe; headings have air above them."""
        theme = current_theme()
        heading = bool(index.data(HEADING_ROLE))
        height = theme.pixels(Type.CAPTION) + theme.length(22) if heading else theme.pixels(Type.LIST) + theme.length(17)
        return QSize(80, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row in the palette's colours."""
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        rect = rect.adjusted(8, 1, -8, -1)
        middle = Qt.AlignmentFlag.AlignVCenter
        if index.data(HEADING_ROLE):
            painter.setFont(_heading_font())
            painter.setPen(theme.colour(Colour.MUTED))
            painter.drawText(rect.adjusted(12, 8, -12, 0), middle | Qt.AlignmentFlag.AlignLeft, str(index.data()).upper())
            painter.restore()
            return
        if option.state & option.state.State_Selected:
            self._paint_current(painter, rect, focused=bool(option.state & option.state.State_HasFocus))
        inner = rect.adjusted(12, 0, -12, 0)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.colour(Colour.MUTED))
        detail = str(index.data(DETAIL_ROLE) or "")
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, detail)
        taken = painter.fontMetrics().horizontalAdvance(detail) + 8 if detail else 0
        painter.setFont(theme.font(Type.LIST))
        painter.setPen(theme.colour(Colour.MUTED if index.data(QUIET_ROLE) else Colour.INK))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width() - taken)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()

    def _paint_current(self, painter: QPainter, rect: QRect, *, focused: bool) -> None:
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Colour.WASH))
        painter.drawRoundedRect(rect, 6, 6)
        if not focused:  # beside the ring the bar would stick out
            painter.setBrush(theme.colour(Colour.ACCENT))
            painter.drawRoundedRect(QRect(rect.left(), rect.top(), 3, rect.height()), 1.5, 1.5)
        else:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(theme.colour(Colour.ACCENT))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)


def _heading_font() -> QFont:
    """Return the font of a heading between rows: small capitals set apart."""
    font = current_theme().font(Type.CAPTION)
    font.setPixelSize(max(9, font.pixelSize() - 1))
    font.setWeight(QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 108)
    return font


class _OutlineView(QListView):
    """The list itself; its keys edit the outline, and a click goes into a part as Enter does."""

    moved = Signal(int)
    removed = Signal()
    entered_part = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the part, Delete removes it, Enter goes into its form."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_part.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go into the part that was clicked; one that is dragged comes to no release here."""
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at.isValid() and at == self.currentIndex():
            self.entered_part.emit()


class PartsList(QFrame):
    """The outline with its button to add a part.

    ``part_chosen(key)`` follows the current row; ``part_moved(key, steps)``, ``part_removed(key)`` and ``add_requested`` ask for
    edits; ``part_entered(key)`` asks for the focus in the part's form, after Enter and a click.
    """

    part_chosen = Signal(str)
    part_moved = Signal(str, int)
    part_removed = Signal(str)
    part_entered = Signal(str)
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the outline; no review is shown yet."""
        super().__init__(parent)
        set_look(self, "desk")
        self.setMinimumWidth(150)
        self._model = OutlineModel(self)
        self._current = ""
        self.view = _OutlineView(self)
        self.view.setModel(self._model)
        self.view.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.view.setDragDropOverwriteMode(False)
        self._model.dragged.connect(self.part_moved)
        self.view.setItemDelegate(_RowPainter(self.view))
        self.view.setAccessibleName(self.tr("Parts of the review"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.viewport().setAutoFillBackground(False)
        self.view.setSizeAdjustPolicy(QListView.SizeAdjustPolicy.AdjustToContents)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.view.moved.connect(self._on_view_moved)
        self.view.removed.connect(lambda: self.part_removed.emit(self._current))
        self.view.entered_part.connect(lambda: self.part_entered.emit(self._current))
        self._model.modelReset.connect(self.view.updateGeometry)
        self.view.selectionModel().currentChanged.connect(self._on_view_current_changed)
        self.add_button = add = QPushButton(self.tr("+ Add a part"), self)
        add.setToolTip(self.tr("Add a part after this one (Ctrl+Shift+A)"))
        set_look(add, "link")
        add.clicked.connect(self.add_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(8)
        column.addWidget(self.view)
        under_the_rows = QHBoxLayout()
        under_the_rows.setContentsMargins(12, 0, 0, 0)
        under_the_rows.addWidget(add, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(under_the_rows)
        column.addStretch(1)

    def show_article(self, article: Article) -> None:
        """Show the outline of an article; the current row stays."""
        self._model.show(article)
        if self._model.index_of(self._current).isValid():
            self.choose(self._current)

    def keys(self) -> list[str]:
        """Return the keys of pages and parts in order."""
        return self._model.keys()

    def choose(self, key: str) -> None:
        """Make a row current, silently."""
        self._current = key
        self.view.setCurrentIndex(self._model.index_of(key))

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows anew when the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.view.scheduleDelayedItemsLayout()

    def _on_view_current_changed(self, current: QModelIndex) -> None:
        key = current.data(KEY_ROLE) or ""
        if key and key != self._current:
            self._current = key
            self.part_chosen.emit(key)

    def _on_view_moved(self, steps: int) -> None:
        self.part_moved.emit(self._current, steps)
