"""The search line with its chips: field terms in front of the text, and both together one text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.chips import joined, parted
from desktop.core.finding import Query, Term
from desktop.gui.announcing import announce
from desktop.gui.library.chip_words import term_words
from desktop.gui.library.pages import Listing
from desktop.gui.library.query_chips import QueryChips
from desktop.gui.library.query_memory import QueryMemory, Said
from desktop.gui.library.search_line import SearchLine
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.window_keys import NOT_LEFT

StandardKey = QKeySequence.StandardKey

_LEAST_TEXT = 90
_INSET = 8
_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class ChipLine(SearchLine):
    """The line. ``query_edited()`` follows each change of what is looked for.

    Backspace and Left at the start of the text go to the last chip, where Backspace removes it. F2 makes text of all chips, and
    chips of the text again. Chips and text are selected, copied, typed over and taken back (Ctrl+Z) as one text.
    """

    query_edited = Signal()
    _chips: QueryChips | None = None  # here, because Qt sends events while the line is being made
    _whole = False

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        self._memory = QueryMemory()
        super().__init__(parent)
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

    # Chips and text as one text

    def selectAll(self) -> None:  # noqa: N802 - Qt's own name
        """Select chips and text."""
        super().selectAll()
        self._choose_whole(bool(self.chips().terms()))
        if self._whole:
            announce(self, self.tr("{words} selected.").format(words=self.said()))

    def copy(self) -> None:
        """Copy what is selected, chips as the text that they are."""
        if self._whole:
            QGuiApplication.clipboard().setText(str(self.query()).strip())
        else:
            super().copy()

    def cut(self) -> None:
        """Cut what is selected, chips as the text that they are."""
        if self._whole:
            self.copy()
            self._show((), "")
        else:
            super().cut()

    def paste(self) -> None:
        """Paste over what is selected."""
        self._drop_chosen_chips()
        super().paste()

    def _choose_whole(self, whole: bool) -> None:
        """Show the chips as selected with the text, or not any more."""
        if whole != self._whole:
            self._whole = whole
            self.chips().show_selected(whole)

    def _drop_chosen_chips(self) -> None:
        """Take the chips away that are typed over together with the text."""
        if self._whole:
            self._choose_whole(False)
            self.chips().show_terms(())
            self._refit()

    def _act_on_whole(self, event: QKeyEvent) -> bool:
        """Do to chips and text what a key does to a selection; say whether that was all that there is to do."""
        key = Qt.Key(event.key())
        if event.matches(StandardKey.Copy):
            self.copy()
        elif event.matches(StandardKey.Cut):
            self.cut()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._show((), "")
        elif key in _HELD:
            return False
        else:
            if event.matches(StandardKey.Paste) or _types(event):
                self._drop_chosen_chips()
            self._choose_whole(False)
            return False
        return True

    def _turn(self, said: Said | None) -> None:
        """Say again what was said before, or after that; nothing where there is no such step."""
        if said is not None:
            self._show(said.terms, said.text)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.said() or self.tr("The search is empty."))

    def _show(self, terms: Sequence[Term], text: str) -> None:
        self._choose_whole(False)
        self.set_text(text)
        self.end(False)
        self.chips().show_terms(terms)
        self._memory.note(Said(self.chips().terms(), text))
        self._memory.rest()
        self._refit()
        self.query_edited.emit()

    # How it looks

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

    # Keys and the mouse

    def event(self, event: QEvent) -> bool:
        """Keep Undo and Redo while there is a step of the line to take back or to make again."""
        steps = isinstance(event, QKeyEvent) and (event.matches(StandardKey.Undo) or event.matches(StandardKey.Redo))
        if steps and self._memory and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reach back into the chips from the start of the text, and treat chips and text as one where both are selected."""
        key = Qt.Key(event.key())
        if (self._whole or self.hasSelectedText()) and _types(event):
            self._memory.type_over()
        if self._whole and self._act_on_whole(event):
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        backwards = Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left
        back = key == Qt.Key.Key_Backspace or (key == backwards and not event.modifiers())
        last = len(self.chips().terms()) - 1
        if event.matches(StandardKey.Undo):
            self._turn(self._memory.undo())
        elif event.matches(StandardKey.Redo):
            self._turn(self._memory.redo())
        elif event.matches(StandardKey.SelectAll):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.selectAll()
        elif key == Qt.Key.Key_F2:
            self.change_form()
        elif back and last >= 0 and self.cursorPosition() == 0 and not self.hasSelectedText():
            self.chips().focus(last)
        elif key == Qt.Key.Key_Escape and last >= 0:
            self.empty()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose over what is selected."""
        if event.preeditString() or event.commitString():
            self._drop_chosen_chips()
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a place in the text, and chips and text together no more."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose_whole(False)
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let what is typed later be a step of its own."""
        if event.reason() not in NOT_LEFT and self._chips is not None:
            self._choose_whole(False)
            self._memory.rest()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the chips into another width."""
        super().resizeEvent(event)
        self._refit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the chips into another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._refit()

    def _room_wanted(self) -> int:
        chips = self._chips.wanted().width() if self._chips is not None else 0
        return super()._room_wanted() + chips

    def _on_room_changed(self) -> None:
        self._refit()

    def _on_edited(self, text: str) -> None:
        self._memory.note(Said(self.chips().terms(), text))
        self._refit()
        self.query_edited.emit()

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


def _types(event: QKeyEvent) -> bool:
    """Say whether a key puts a sign into the text."""
    return bool(event.text()) and event.text().isprintable()
