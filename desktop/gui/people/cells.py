"""How the cells of the credits table are painted, and the line in which characters are typed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop.gui.people.adding import characters_in
from desktop.gui.people.credits_model import LINE_ROLE, Column
from desktop.gui.people.sentences import BioState, CreditLine, Photo, word_count_words
from desktop.gui.theme import Colour, Type, current_theme, set_look
from desktop.gui.widgets.plain_line import PlainLine

Index = QModelIndex | QPersistentModelIndex
_INSET = 8
_EDITING = QTableView.State.EditingState
_LEAST_WIDTH = 180
"""Pixels at 100 % text that the line for characters is wide at least."""


class CellPainter(QStyledItemDelegate):
    """Paints a row over a hairline; edits characters in their cell.

    ``typed(credit_id, characters)`` follows each key, so that nothing typed waits for the cell to be left. Enter, the arrows,
    Escape and Tab end typing and keep the text; ``left`` carries the key, of which the table makes the next step.
    """

    typed = Signal(str, object)
    left = Signal(object)

    def __init__(self, table: QTableView) -> None:
        """Paint the cells of ``table``."""
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell in the palette's colours."""
        theme = current_theme()
        line = index.data(LINE_ROLE)
        assert isinstance(line, CreditLine)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.colour(Colour.WASH))
        painter.setPen(QPen(theme.colour(Colour.HAIRLINE), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index == self._table.currentIndex() and self._table.hasFocus() and self._table.state() != _EDITING:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour(Colour.ACCENT), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), 5, 5)
        painter.setFont(theme.font(Type.LIST))
        inner = rect.adjusted(_INSET, 0, -_INSET, 0)
        self._paint_words(painter, inner, line, Column(index.column()), str(index.data() or ""))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, line: CreditLine, column: Column, words: str) -> None:
        theme = current_theme()
        quiet = (
            (column is Column.BIO and line.bio is BioState.NONE)
            or (column is Column.PHOTO and line.photo is not Photo.THERE)
            or (column is Column.LIBRARY and not line.reviews)
            or not line.printed
        )
        if column is Column.CHARACTERS and not words:
            words, quiet = ("—", True)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        if column is Column.BIO and line.bio is BioState.REUSED and line.printed:
            source, count = words.split(",")[0], word_count_words(line.words)
            painter.setPen(theme.colour(Colour.GOOD))
            painter.drawText(rect, flags, painter.fontMetrics().elidedText(source, Qt.TextElideMode.ElideRight, rect.width()))
            taken = painter.fontMetrics().horizontalAdvance(source)
            mirrored = self._table.layoutDirection() == Qt.LayoutDirection.RightToLeft
            rect = rect.adjusted(0, 0, -taken, 0) if mirrored else rect.adjusted(taken, 0, 0, 0)
            words, quiet = (f" · {count}", True)
        painter.setPen(theme.colour(Colour.MUTED if quiet else Colour.ACCENT if column is Column.STAR else Colour.INK))
        painter.drawText(rect, flags, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width()))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the line for the characters of a row."""
        line = index.data(LINE_ROLE)
        assert isinstance(line, CreditLine)
        editor = PlainLine(parent, framed=False)
        set_look(editor, "cell")
        editor.setAccessibleName(self.tr("Characters played by {name}").format(name=line.name))
        editor.setPlaceholderText(self.tr("Character"))
        editor.edited.connect(lambda text: self.typed.emit(line.credit, characters_in(text)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the characters, unless the line says the same already: what is being typed is never rewritten."""
        assert isinstance(editor, PlainLine)
        line = index.data(LINE_ROLE)
        assert isinstance(line, CreditLine)
        if characters_in(editor.text()) != line.characters:
            editor.set_text(line.character_line)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Do nothing: each key was told already."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lie over the cell, and over its neighbours where the cell is narrow."""
        rect: QRect = option.rect
        least = current_theme().length(_LEAST_WIDTH)
        if rect.width() < least:
            mirrored = self._table.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = rect.right() + 1 - least if mirrored else rect.left()
            rect = QRect(left, rect.top(), least, rect.height()) & self._table.viewport().rect()
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give Enter, the arrows, Escape and Tab in a cell their meaning."""
        if isinstance(watched, PlainLine) and isinstance(event, QKeyEvent) and not watched.composing:
            ends = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            key = Qt.Key(event.key())
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
            if plain and key in (*ends, Qt.Key.Key_Up, Qt.Key.Key_Down):
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if event.type() == QEvent.Type.KeyPress:
                    self._leave(watched, key)
                    return True
        return super().eventFilter(watched, event)

    def _leave(self, editor: PlainLine, key: Qt.Key) -> None:
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(key)
