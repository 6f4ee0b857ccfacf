"""Letters typed in the list go to the next title that begins so, wherever it stands; a small line shows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.pages import Listing, ReviewSource
from desktop.gui.library.review_list import ReviewList
from desktop.gui.theme import set_look

PAUSE_MS = 1_000
"""Milliseconds after a letter: the next one begins another title."""
_INSET = 12
_OTHER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TitleFinding(QObject):
    """Watches the keys of a list. Escape and a pause end the letters, Backspace takes one back, F3 goes to the next such title.

    ``search_wanted()`` follows a slash, with which no title begins: it goes to the search line.
    """

    search_wanted = Signal()

    def __init__(self, reviews: ReviewList, source: ReviewSource, asking: Asking, listing: Callable[[], Listing]) -> None:
        """Find titles of ``source`` for ``reviews``; ``listing()`` is what they show."""
        super().__init__(reviews)
        self._list, self._source, self._asking, self._listing = reviews, source, asking, listing
        self._letters = self._last = ""
        self._found: tuple[int, str] = (-1, "")
        self._steps = 0  # that are still to be taken, where F3 is faster than the answers
        self.line = Label(parent=reviews)
        set_look(self.line, "pill")
        self.line.setContentsMargins(_INSET, _INSET // 2, _INSET, _INSET // 2)
        self.line.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.end)
        reviews.installEventFilter(self)

    def end(self) -> None:
        """Forget the letters but for F3."""
        self._pause.stop()
        self._letters = ""
        self._steps = 0
        self.line.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take letters before the list does anything with them, and end with whatever else is done."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        if event.type() == QEvent.Type.FocusOut:
            self.end()
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Act on a key and say whether it was meant for this."""
        key, sign = Qt.Key(event.key()), event.text()
        typed = sign.isprintable() and bool(sign) and not event.modifiers() & _OTHER
        if key == Qt.Key.Key_F3 and self._last and not event.modifiers():
            self._find(self._last, onward=True)
        elif typed and sign == "/" and not self._letters:
            self.search_wanted.emit()
        elif typed and (self._letters or sign.strip()):
            self._find(self._letters + sign)
        elif self._letters and key == Qt.Key.Key_Backspace:
            self._find(self._letters[:-1])
        elif self._letters and key == Qt.Key.Key_Escape:
            self.end()
        else:
            if key not in (Qt.Key.Key_Shift, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock):
                self.end()
            return False
        return True

    def _find(self, letters: str, *, onward: bool = False) -> None:
        self._letters = letters
        if not letters:
            self.end()
            return
        self._last = letters
        self._say(letters)
        if onward and self._asking.is_asking(Kind.TITLE):
            self._steps += 1
            return
        self._steps = self._steps if onward else 0
        listing, (at, found_id) = self._listing(), self._found
        current = found_id if self._list.currentIndex().row() == at else self._list.current_id()
        question = partial(
            self._source.next_title,
            listing.question.query,
            listing.question.order,
            letters,
            current,
            onward=onward,
        )
        self._asking.ask(Kind.TITLE, question, partial(self._go, listing, letters))

    def _go(self, listing: Listing, letters: str, found: tuple[int, str] | None) -> None:
        """Go to what was found, unless the list shows something else by now."""
        if listing.question is not self._listing().question:
            return
        if found is None:
            said = self.tr("No title here begins with ‘{letters}’").format(letters=letters)
            self._say(said)
            announce(self._list, said)
        else:
            self._found = found
            self._list.select_row(found[0])
            index = self._list.currentIndex()
            below = self._list.viewport().mapTo(self._list, self._list.visualRect(index).bottomLeft()).y()
            if below > self.line.y():
                self._list.scrollTo(index, self._list.ScrollHint.PositionAtCenter)
            if self._steps:
                self._steps -= 1
                self._find(letters, onward=True)

    def _say(self, words: str) -> None:
        """Show words at the foot of the list for as long as the letters last."""
        self._pause.start()
        self.line.setText(words)
        self.line.adjustSize()
        mirrored = self._list.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = _INSET if mirrored else self._list.viewport().geometry().right() - self.line.width() - _INSET
        self.line.move(left, self._list.height() - self.line.height() - _INSET)
        self.line.show()
        self.line.raise_()
