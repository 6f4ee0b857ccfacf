"""The chips in the search line, one for each field term: as many as there is room for, the last ones or the one in focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.core.finding import Term
from desktop.gui.as_written import Label
from desktop.gui.library.chip_words import term_words
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.chips import Chip

_SPACE = 4
_FAR = {Qt.Key.Key_Home: -1_000_000, Qt.Key.Key_End: 1_000_000}


class QueryChip(Chip):
    """A term. Enter, F2 or a double click asks for it as text: ``text_wanted()``; Home and End go far along the chips."""

    text_wanted = Signal()

    def __init__(self, term: Term, parent: QWidget) -> None:
        """Make the chip of a term."""
        super().__init__(term_words(term), parent)
        self.term = term
        self.setToolTip(str(term))
        self.setAccessibleDescription(
            self.tr("{text}. Delete removes it, Enter makes text of it; the arrow keys go along.").format(text=term)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Become text with Enter or F2."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.text_wanted.emit()
        elif event.key() in _FAR:
            self.moved.emit(_FAR[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Become text."""
        self.text_wanted.emit()


class QueryChips(QWidget):
    """The chips. ``removed(at)``, ``text_wanted(at)`` and ``typed(letters)`` ask; ``left()`` follows Right on the last one.

    ``refitted()`` follows when others are in sight.
    """

    removed = Signal(int)
    text_wanted = Signal(int)
    typed = Signal(str)
    left = Signal()
    refitted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make a strip without chips."""
        super().__init__(parent)
        self._more = Label(parent=self)
        set_look(self._more, "caption")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_SPACE)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self._chips: list[QueryChip] = []
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def terms(self) -> tuple[Term, ...]:
        """Return the terms of the chips, in order."""
        return tuple(chip.term for chip in self._chips)

    def chips(self) -> list[QueryChip]:
        """Return the chips, in order."""
        return list(self._chips)

    def show_terms(self, terms: Sequence[Term]) -> None:
        """Show chips for these terms; those that stay keep the focus."""
        kept = {chip.term: chip for chip in self._chips}
        for term in kept.keys() - set(terms):
            gone = kept.pop(term)
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._chips = [kept.get(term) or self._made(term) for term in dict.fromkeys(terms)]
        for at, chip in enumerate(self._chips):
            self._row.insertWidget(at + 1, chip)
        self.setVisible(bool(self._chips))

    def show_selected(self, selected: bool) -> None:
        """Show whether all chips are selected, together with the text behind them."""
        for chip in self._chips:
            set_look(chip, "chip-selected" if selected else "chip")

    def focus(self, at: int) -> None:
        """Give a chip the focus, the first where there is none before it; beyond the last one, ask to be left."""
        if at >= len(self._chips):
            self.left.emit()
        else:
            self._show_from(max(0, at))
            self._chips[max(0, at)].setFocus(Qt.FocusReason.OtherFocusReason)

    def wanted(self) -> QSize:
        """Return how much room all chips take, in pixels."""
        sizes = [chip.sizeHint() for chip in self._chips]
        width = sum(size.width() + _SPACE for size in sizes) - _SPACE
        return QSize(max(0, width), max((size.height() for size in sizes), default=0))

    def taken(self) -> int:
        """Return how much room those in sight take, in pixels."""
        shown = [each.sizeHint().width() + _SPACE for each in (self._more, *self._chips) if not each.isHidden()]
        return min(self.width(), sum(shown))

    def refit(self) -> None:
        """Show as many chips as there is room for, and say how many are out of sight."""
        focused = next((at for at, chip in enumerate(self._chips) if chip.hasFocus()), None)
        self._show_from(focused)

    def _show_from(self, wanted: int | None) -> None:
        first, last = self._span(wanted)
        for at, chip in enumerate(self._chips):
            chip.setVisible(first <= at < last)
        hidden = len(self._chips) - (last - first)
        self._more.setText(self.tr("+{count}").format(count=hidden))
        self._more.setToolTip(", ".join(chip.words for at, chip in enumerate(self._chips) if not first <= at < last))
        self._more.setVisible(hidden > 0)
        self.refitted.emit()

    def _span(self, wanted: int | None) -> tuple[int, int]:
        """Return the first of the chips that are in sight and the one behind them; ``wanted`` is among them."""
        count, widths = len(self._chips), [chip.sizeHint().width() + _SPACE for chip in self._chips]
        if sum(widths) - _SPACE <= self.width():
            return 0, count
        room = self.width() - self._more.fontMetrics().horizontalAdvance(f"+{count}") - _SPACE
        first = count - 1
        while first > 0 and sum(widths[first - 1 :]) <= room:
            first -= 1
        if wanted is None or wanted >= first:
            return first, count
        last = wanted + 1
        while last < count and sum(widths[wanted : last + 1]) <= room:
            last += 1
        return wanted, last

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.refit()
        return super().eventFilter(watched, event)

    def restyle(self) -> None:
        """Draw the icons anew in another theme."""
        side = current_theme().length(12)
        for chip in self._chips:
            chip.button.setIcon(current_theme().icon("remove"))
            chip.button.setIconSize(QSize(side, side))

    def _made(self, term: Term) -> QueryChip:
        chip = QueryChip(term, self)
        chip.removed.connect(lambda: self.removed.emit(self._chips.index(chip)))
        chip.text_wanted.connect(lambda: self.text_wanted.emit(self._chips.index(chip)))
        chip.moved.connect(lambda by: self.focus(self._chips.index(chip) + by))
        chip.typed.connect(self.typed)
        chip.installEventFilter(self)
        return chip
