"""The quick switcher: a line over the window that opens a review by a few letters of its title or of a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.core.text import fold
from desktop.gui.library.finding import Finder
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.completing import EscapableLine
from desktop.gui.widgets.completion import Complete, Completion
from desktop.gui.words import status_name
from desktop.services.archive import PersonRow, ReviewRow

_REVIEWS, _PEOPLE = 12, 4
_WIDTH = 560


class PeopleSource(Protocol):
    """What the switcher asks of the library; :class:`desktop.services.archive.Archive` answers it."""

    def find_people(self, text: str, limit: int = 8) -> Sequence[PersonRow]:
        """Return people any of whose spellings match what was typed."""


class _SwitcherLine(EscapableLine):
    """The line: Escape puts the switcher away, leaving it does too."""

    def __init__(self, complete: Complete, parent: QWidget) -> None:
        super().__init__(complete, parent, framed=False)
        self._complete_text, self._around = complete, parent
        set_look(self, "search")

    def open_list(self) -> None:
        """Offer completions under the whole switcher, as wide as it is."""
        if not self.composing:
            rows = self._complete_text(self.text())
            anchor = QRect(self.mapFrom(self._around, QPoint(0, 0)), self._around.size())
            self.completion_list().offer(rows, anchor)


class QuickSwitcher(QFrame):
    """The switcher over ``window``; ``open`` shows it with the reviews changed last.

    ``review_chosen(id)`` follows the choice of a review, ``person_chosen(id)`` that of a person, who stands above the reviews
    where a whole spelling was typed. The focus goes back to where it was unless one was chosen.
    """

    review_chosen = Signal(str)
    person_chosen = Signal(str)

    def __init__(self, window: QWidget, people: PeopleSource, rows: Callable[[], Sequence[ReviewRow]]) -> None:
        """Make a hidden switcher; ``rows`` tells the reviews to choose from, the one changed last first."""
        super().__init__(window)
        self._over, self._people, self._rows = window, people, rows
        self._finder = Finder()
        self._before: QWidget | None = None
        set_look(self, "popup")
        self.line = _SwitcherLine(self._complete, self)
        self.line.setAccessibleName(self.tr("Open a review"))
        self.line.setPlaceholderText(self.tr("Open a review by its title or a person"))
        self._nothing = QLabel(self.tr("Nothing matches."), self)
        set_look(self._nothing, "caption")
        self._nothing.setContentsMargins(6, 0, 6, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._nothing)
        self._reader = QTimer(self)  # the line is painted before a large library is read
        self._reader.setSingleShot(True)
        self._reader.timeout.connect(self._on_reader_timeout)
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
        self._reader.start()

    def dismiss(self) -> None:
        """Put the switcher away and give the focus back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def completions(self, text: str) -> list[Completion]:
        """Return what ``text`` may mean: reviews by their titles, then people; the reviews of a person picked before."""
        reviews = [self._review(row) for row in self._finder.best(text, _REVIEWS)]
        people = self._people.find_people(text, _PEOPLE) if fold(text) else ()
        named = [self._of_person(row) for row in people if _is_named(row, text)]
        return named + reviews + [self._of_person(row) for row in people if not _is_named(row, text)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _complete(self, text: str) -> Sequence[Completion]:
        if self._reader.isActive():  # the first letter was faster
            self._reader.stop()
            self._finder.show(self._rows())
        found = self.completions(text)
        self._nothing.setVisible(not found and bool(text.strip()))
        self._place()
        return found

    def _review(self, row: ReviewRow) -> Completion:
        where = ", ".join(part for part in (status_name(row.status), row.outlet) if part)
        return Completion(row, row.label or self.tr("Untitled"), where)

    def _of_person(self, row: PersonRow) -> Completion:
        count = row.review_count
        words = self.tr("1 review") if count == 1 else self.tr("{count} reviews").format(count=count)
        return Completion(row, row.person.name, ", ".join(part for part in (row.last_work, words) if part))

    def _place(self) -> None:
        width = min(current_theme().length(_WIDTH), self._over.width() - 32)
        self.setFixedWidth(max(width, 200))
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, max(16, self._over.height() // 8))

    def _choose_review(self, review_id: str) -> None:
        self._before = None
        self.hide()
        self.review_chosen.emit(review_id)

    def _on_reader_timeout(self) -> None:
        self._finder.show(self._rows())
        if self.isVisible():
            self.line.open_list()

    def _on_line_chosen(self, completion: Completion) -> None:
        value = completion.value
        if isinstance(value, ReviewRow):
            self._choose_review(value.id)
        elif isinstance(value, PersonRow):
            self._before = None
            self.hide()
            self.person_chosen.emit(value.person.id)

    def _on_line_edited(self, text: str) -> None:
        if not text.strip():
            self.line.open_list()

    def _on_line_left(self) -> None:
        if not self.line.hasFocus() and self.isVisible():
            self._before = None
            self.hide()


def _is_named(row: PersonRow, text: str) -> bool:
    """Say whether a whole spelling of somebody was typed, with or without its hyphens."""
    return fold(text).replace(" ", "") in {fold(spelling).replace(" ", "") for spelling in row.person.spellings()}
