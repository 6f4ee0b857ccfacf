"""The quick switcher: a line over the window that opens a review, a person or a film by a few letters."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.core.work import Work
from desktop.gui.as_written import Label
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.spelled import is_named, other_spelling
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.completing import EscapableLine
from desktop.gui.widgets.completion import Completion
from desktop.gui.words import status_name
from desktop.services.archive import LookedUp, PersonRow, ReviewRow

_WIDTH = 560
_PICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class LookingUp(Protocol):
    """What the switcher asks of the library, from any thread; :class:`desktop.services.archive.Archive` answers it."""

    def look_up(self, text: str) -> LookedUp:
        """Return what a few letters may mean: people, reviews and films; without letters the reviews changed last."""


class _SwitcherLine(EscapableLine):
    """The line: Escape puts the switcher away, leaving it does too.

    ``wanted(text)`` asks for what to offer; what is picked before the answer is here is picked of the answer.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(lambda _text: (), parent, framed=False)
        self._around = parent
        self._waiting = self._picked = False
        set_look(self, "search")

    def open_list(self) -> None:
        """Ask for completions of the text as it stands."""
        if not self.composing:
            self._waiting, self._picked = True, False
            self.wanted.emit(self.text())

    def offer(self, rows: list[Completion]) -> None:
        """Offer completions under the whole switcher, as wide as it is, and pick the first where Enter was faster."""
        self._waiting = False
        anchor = QRect(self.mapFrom(self._around, QPoint(0, 0)), self._around.size())
        self.completion_list().offer(rows, anchor)
        if self._picked:
            self._picked = False
            self.completion_list().pick_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Wait with Enter for the answer to what is typed."""
        if self._waiting and event.key() in _PICKS:
            self._picked = True
        else:
            super().keyPressEvent(event)


class QuickSwitcher(QFrame):
    """The switcher over ``window``; ``open`` shows it with the reviews changed last. The library is asked at each key, elsewhere.

    ``review_chosen(id)`` follows the choice of a review, ``person_chosen(id)`` that of a person, who stands above the reviews
    where a whole spelling was typed, ``film_chosen(work)`` that of a film without a review. The focus goes back to where it was
    unless one was chosen.
    """

    review_chosen = Signal(str)
    person_chosen = Signal(str)
    film_chosen = Signal(object)

    def __init__(self, window: QWidget, source: LookingUp, asking: Asking) -> None:
        """Make a hidden switcher that asks ``source`` through ``asking``."""
        super().__init__(window)
        self._over, self._source, self._asking = window, source, asking
        self._before: QWidget | None = None
        set_look(self, "popup")
        self.line = _SwitcherLine(self)
        self.line.setAccessibleName(self.tr("Open a review, a person or a film"))
        self.line.setPlaceholderText(self.tr("Open a review by its title or a person"))
        self._nothing = Label(self.tr("Nothing matches."), self)
        set_look(self._nothing, "caption")
        self._nothing.setContentsMargins(6, 0, 6, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._nothing)
        self.line.wanted.connect(self._on_line_wanted)
        self.line.dismissed.connect(self.dismiss)
        self.line.chosen.connect(self._on_line_chosen)
        self.line.edited.connect(self._on_line_edited)
        self.line.left.connect(self._on_line_left)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the switcher, empty, with the reviews changed last."""
        if self.isVisible():
            self.line.setFocus(Qt.FocusReason.PopupFocusReason)
            return
        focused = self._over.focusWidget()
        self._before = None if focused is self.line else focused
        self.line.set_text("")
        self._nothing.hide()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.open_list()

    def dismiss(self) -> None:
        """Put the switcher away and give the focus back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def is_asking(self) -> bool:
        """Say whether an answer is still to come."""
        return self._asking.is_asking()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_line_wanted(self, text: str) -> None:
        self._asking.ask(Kind.FIND, partial(self._source.look_up, text), partial(self._show, text))

    def _show(self, text: str, found: LookedUp) -> None:
        if not self.isVisible():
            return
        rows = self._completions(text, found)
        self._nothing.setVisible(not rows and bool(text.strip()))
        self._place()
        self.line.offer(rows)

    def _completions(self, text: str, found: LookedUp) -> list[Completion]:
        """Return in this order: whoever is named, reviews by their titles, other people, films, reviews that say so elsewhere."""
        named = [self._of_person(row, text) for row in found.people if is_named(row.person, text)]
        people = [self._of_person(row, text) for row in found.people if not is_named(row.person, text)]
        reviews, others = map(self._review, found.reviews), map(self._review, found.others)
        return [*named, *reviews, *people, *map(self._film, found.films), *others]

    def _review(self, row: ReviewRow) -> Completion:
        where = ", ".join(part for part in (status_name(row.status), row.outlet) if part)
        return Completion(row, row.label or self.tr("Untitled"), where)

    def _of_person(self, row: PersonRow, text: str) -> Completion:
        count = row.review_count
        words = self.tr("1 review") if count == 1 else self.tr("{count} reviews").format(count=count)
        also = other_spelling(row.person, text)
        name = self.tr("{name} (also {other})").format(name=row.person.name, other=also) if also else row.person.name
        return Completion(row, name, ", ".join(part for part in (row.last_work, words) if part))

    def _film(self, work: Work) -> Completion:
        return Completion(work, work.label(), self.tr("film without a review"))

    def _place(self) -> None:
        width = min(current_theme().length(_WIDTH), self._over.width() - 32)
        self.setFixedWidth(max(width, 200))
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, max(16, self._over.height() // 8))

    def _on_line_chosen(self, completion: Completion) -> None:
        self._before = None
        self.hide()
        match completion.value:
            case ReviewRow(id=review_id):
                self.review_chosen.emit(review_id)
            case PersonRow(person=person):
                self.person_chosen.emit(person.id)
            case work:
                self.film_chosen.emit(work)

    def _on_line_edited(self, text: str) -> None:
        if not text.strip():
            self.line.open_list()

    def _on_line_left(self) -> None:
        if not self.line.hasFocus() and self.isVisible():
            self._before = None
            self.hide()
