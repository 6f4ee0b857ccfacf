"""The line that searches the library: words as text, field terms as chips, and what the text may mean offered while typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.chips import joined, parted
from desktop.core.finding import Query, Term
from desktop.gui.announcing import announce
from desktop.gui.library.chip_words import term_words
from desktop.gui.library.offers import Offer
from desktop.gui.library.pages import Listing
from desktop.gui.library.query_chips import QueryChips
from desktop.gui.library.search_line import SearchLine
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.completion import Completion, CompletionList

_LEAST_TEXT = 90
_INSET = 8


class QueryLine(SearchLine):
    """The line. ``query_edited()`` follows each change of what is looked for, ``offers_wanted(text)`` each of its text.

    Down goes into what is offered and past its end into the list; Enter takes what is current there. Backspace at the start of
    the text removes the last chip, Left goes to it. F2 makes text of all chips, and chips of the text again.
    """

    query_edited = Signal()
    offers_wanted = Signal(str)
    _offers: CompletionList | None = None  # here, because Qt sends events while the line is being made
    _chips: QueryChips | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self._offered_for = ""
        self._room_below = 0
        self._chips = QueryChips(self)
        self._chips.hide()
        self.form_button = QToolButton(self)
        set_look(self.form_button, "tool")
        self.form_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.form_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form_button.clicked.connect(self.change_form)
        self.add_button(self.form_button)
        self.edited.connect(self._on_edited)
        self._chips.refitted.connect(self._on_chips_refitted)
        self._chips.removed.connect(self.remove_chip)
        self._chips.text_wanted.connect(self._on_chips_text_wanted)
        self._chips.typed.connect(self._on_chips_typed)
        self._chips.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._say_form()

    def chips(self) -> QueryChips:
        """Return the chips."""
        assert self._chips is not None
        return self._chips

    def offers(self) -> CompletionList:
        """Return the list of what is offered, made when first asked for."""
        if self._offers is None:
            self._offers = CompletionList(self)
            self._offers.chosen.connect(self._on_offers_chosen)
            self._offers.passed.connect(self.list_wanted)
        return self._offers

    def query(self) -> Query:
        """Return what is looked for."""
        return joined(self.chips().terms(), self.text())

    def said(self) -> str:
        """Return what is looked for in words, for a sentence."""
        return ", ".join([*map(term_words, self.chips().terms()), *filter(None, [self.text().strip()])])

    def show_found(self, listing: Listing | None) -> None:
        """Say what was found once it is counted, or nothing while there is no search."""
        searching = bool(self.said())
        if not searching or listing is None or listing.counted:
            super().show_found(listing if searching else None)

    def show_query(self, query: Query) -> None:
        """Show another query, its finished terms as chips, as if a person had typed it."""
        terms, text = parted(query)
        self._show(terms, text)

    def empty(self) -> None:
        """Empty the line, as a person does."""
        if self.chips().terms():
            self._show((), "")
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().empty()

    def remove_chip(self, at: int) -> None:
        """Remove a chip, as a person does; the focus goes to its neighbour or to the text."""
        terms = list(self.chips().terms())
        gone = terms.pop(at)
        held_focus = self.chips().chips()[at].hasFocus()
        self._show(terms, self.text())
        if held_focus:
            self.chips().focus(min(at, len(terms) - 1) if terms else 0)
        announce(self, self.tr("{words} removed.").format(words=term_words(gone)))

    def change_form(self) -> None:
        """Make text of the chips, or chips of the text where there are none."""
        if self.chips().terms():
            self._show((), str(self.query()))
        else:
            self.show_query(self.query())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _show(self, terms: Sequence[Term], text: str) -> None:
        self.set_text(text)
        self.end(False)
        self.chips().show_terms(terms)
        self._close_offers()
        self._refit()
        self.query_edited.emit()

    def _close_offers(self) -> None:
        if self._offers is not None:
            self._offers.hide()

    def _say_form(self) -> None:
        chips = self.chips().terms()
        self.form_button.setText(self.tr("As text") if chips else self.tr("As chips"))
        tip = self.tr("Show the search as text (F2)") if chips else self.tr("Show the search as chips (F2)")
        self.form_button.setToolTip(tip)
        self.form_button.setAccessibleName(tip)
        self.form_button.setVisible(bool(chips) or (":" in self.text() and bool(parted(self.query())[0])))
        names = ", ".join(map(term_words, chips))
        name = self.tr("Search the library")
        self.setAccessibleName(f"{name}, {names}" if names else name)

    def _refit(self) -> None:
        if self._chips is None:
            return
        self._say_form()
        wanted = self._chips.wanted()
        room = self.width() - self.room_taken() - current_theme().length(_LEAST_TEXT)
        if wanted.width() > room:  # F2 does the same
            self.form_button.hide()
            room = self.width() - self.room_taken() - current_theme().length(_LEAST_TEXT)
        width = max(0, min(wanted.width(), room))
        height = min(self.height() - 6, max(wanted.height(), 1))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _INSET - width if mirrored else _INSET
        self._chips.setGeometry(left, (self.height() - height) // 2, width, height)
        self._chips.refit()
        self.setPlaceholderText("" if wanted.width() else self.tr("Search titles, people, tags, your words"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand keys to what is offered first; reach back into the chips from the start of the text."""
        key = Qt.Key(event.key())
        if self._offers is not None and key != Qt.Key.Key_Tab and self._offers.take_key(event):
            event.accept()
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        last = len(self.chips().terms()) - 1
        if key == Qt.Key.Key_F2:
            self.change_form()
        elif at_start and last >= 0 and key == Qt.Key.Key_Backspace:
            self.remove_chip(last)
        elif at_start and last >= 0 and not event.modifiers() and key == (Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left):
            self.chips().focus(last)
        elif key == Qt.Key.Key_Escape and last >= 0:
            self.empty()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the chips into another width."""
        super().resizeEvent(event)
        self._refit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer nothing any more."""
        self._close_offers()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Offer nothing any more."""
        self._close_offers()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fit the chips into another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._refit()

    def _on_room_changed(self) -> None:
        self._refit()

    def _on_edited(self, text: str) -> None:
        self._refit()
        self.query_edited.emit()
        if text.strip() and self.cursorPosition() == len(text):
            self.offers_wanted.emit(text)
        else:
            self._close_offers()

    def _on_offers_chosen(self, completion: Completion) -> None:
        offer = completion.value
        assert isinstance(offer, Offer)
        if self.text() == self._offered_for:
            self._show((*self.chips().terms(), offer.term), self.text()[: offer.start])
            announce(self, self.tr("{words} added.").format(words=completion.label))

    def _on_chips_refitted(self) -> None:
        taken = self.chips().taken()
        self.reserve(taken + _INSET // 2 if taken else 0)

    def _on_chips_text_wanted(self, at: int) -> None:
        terms = list(self.chips().terms())
        term = terms.pop(at)
        self._show(terms, f"{self.text().rstrip()} {term}".lstrip())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chips_typed(self, letters: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.end(False)
        self.insert(letters)

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        if self._chips is not None:
            self._chips.restyle()
            self._refit()
