"""The line that searches the library, with what the text may mean offered under it while typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.core.finding import Term
from desktop.gui.announcing import announce
from desktop.gui.library.chip_line import ChipLine
from desktop.gui.library.chip_words import term_words
from desktop.gui.library.offers import Offer
from desktop.gui.widgets.completion import Completion, CompletionList


class QueryLine(ChipLine):
    """The line. ``offers_wanted(text)`` follows each change of its text at its end.

    Down goes into what is offered and past its end into the list; Enter takes what is current there.
    """

    offers_wanted = Signal(str)
    _offers: CompletionList | None = None  # here, because Qt sends events while the line is being made

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self._offered_for = ""
        self._room_below = 0

    def offers(self) -> CompletionList:
        """Return the list of what is offered, made when first asked for."""
        if self._offers is None:
            self._offers = CompletionList(self)
            self._offers.chosen.connect(self._on_offers_chosen)
            self._offers.passed.connect(self.list_wanted)
        return self._offers

    def offer(self, text: str, offers: Sequence[Offer]) -> None:
        """Offer terms for a text, unless it is another by now; none of them is current until somebody goes down."""
        if text != self.text() or not self.hasFocus():
            return
        self._offered_for = text
        there = self.chips().terms()
        rows = [
            Completion(each, term_words(each.term), each.detail or str(each.term)) for each in offers if each.term not in there
        ]
        self.offers().offer(rows, self.rect().adjusted(0, 0, 0, self._room_below), optional=True)

    def keep_room_below(self, pixels: int) -> None:
        """Let what is offered stand lower, where something is said right under the line."""
        lower, self._room_below = pixels - self._room_below, pixels
        if lower and self._offers is not None:
            self._offers.move(self._offers.x(), self._offers.y() + lower)

    def _close_offers(self) -> None:
        if self._offers is not None:
            self._offers.hide()

    def _show(self, terms: Sequence[Term], text: str) -> None:
        self._close_offers()
        super()._show(terms, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand keys to what is offered first."""
        if self._offers is not None and event.key() != Qt.Key.Key_Tab and self._offers.take_key(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer nothing any more."""
        self._close_offers()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Offer nothing any more."""
        self._close_offers()
        super().hideEvent(event)

    def _on_edited(self, text: str) -> None:
        super()._on_edited(text)
        if text.strip() and self.cursorPosition() == len(text):
            self.offers_wanted.emit(text)
        else:
            self._close_offers()

    def _on_offers_chosen(self, completion: Completion) -> None:
        offer = completion.value
        assert isinstance(offer, Offer)
        if self.text() != self._offered_for:
            return
        before = self.text()[: offer.start]
        if offer.term.value:
            self._show((*self.chips().terms(), offer.term), before)
            announce(self, self.tr("{words} added.").format(words=completion.label))
        else:
            self._show(self.chips().terms(), f"{before}{offer.term}")
            announce(self, str(offer.term))
            self.offers_wanted.emit(self.text())
