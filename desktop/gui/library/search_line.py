"""The line that searches the library, with the number of what it found inside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.core.finding import By
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.library.pages import Listing
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.plain_line import PlainLine

_BESIDE = 56
"""Pixels at 100 % text that the line needs beside its words and the count."""


class SearchLine(PlainLine):
    """A search line: ``edited`` carries each text; Down goes into the list, Enter opens its first, Escape empties the line.

    ``where`` is what the place is called that is looked in, empty while everything is.
    """

    list_wanted = Signal()
    first_wanted = Signal()
    where = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent, framed=False)
        set_look(self, "search")
        self.setAccessibleName(self.tr("Search the library"))
        self.setPlaceholderText(self.tr("Search titles, people, tags, your words"))
        self._count = Label(parent=self)
        set_look(self._count, "caption")
        self.clear_button = QToolButton(self)
        set_look(self.clear_button, "remove")
        self.clear_button.setAccessibleName(self.tr("Clear the search"))
        self.clear_button.setToolTip(self.tr("Clear the search (Esc)"))
        self.clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.clear_button.clicked.connect(self.empty)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 6, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self._row.addWidget(self._count)
        self._row.addWidget(self.clear_button)
        self._before = 0
        self._found = ("", "")
        self.show_count(None)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_found(self, listing: Listing | None) -> None:
        """Say inside the line how many reviews were found and in which order, or nothing while there is no search."""
        orders = {By.BEST: self.tr("best first"), By.ADDED: self.tr("newest first")}
        several = listing is not None and listing.count > 1
        self.show_count(listing.count if listing else None, orders.get(listing.order.by, "") if listing and several else "")

    def show_count(self, count: int | None, order: str = "") -> None:
        """Say inside the line how many were found and in which order, or nothing while there is no search."""
        found = self.tr("{count} found in {place}") if self.where else self.tr("{count} found")
        said = found.format(count=f"{count:,}", place=self.where) if count is not None else ""
        words = ", ".join(filter(None, (said, order)))
        if words and words != self._found[0]:
            announce(self, words)
        self._found = (words, self.tr("{count} found").format(count=f"{count:,}") if count is not None else "")
        self._count.setVisible(bool(words))
        self.clear_button.setVisible(bool(words))
        self._fit_count()

    def _fit_count(self) -> None:
        """Say the count alone where all of it would take the room of what is looked for."""
        words, short = self._found
        wanted = self._count.fontMetrics().horizontalAdvance(words) + self._room_wanted() + current_theme().length(_BESIDE)
        self._count.setText(short if wanted > self.width() else words)
        self.reserve(self._before)
        self._on_room_changed()

    def _room_wanted(self) -> int:
        """Return how much room what is looked for takes, in pixels."""
        return self.fontMetrics().horizontalAdvance(self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the count into another width."""
        super().resizeEvent(event)
        self._fit_count()

    def add_button(self, button: QToolButton) -> None:
        """Put another button inside the line, before the count."""
        self._row.insertWidget(1, button)

    def room_taken(self) -> int:
        """Return how much room stands behind the text, in pixels."""
        widgets = [item.widget() for at in range(self._row.count()) if (item := self._row.itemAt(at)) is not None]
        shown = [widget.sizeHint().width() + 4 for widget in widgets if widget is not None and not widget.isHidden()]
        return sum(shown) + 8 if shown else 0

    def reserve(self, before: int) -> None:
        """Keep so much room free before the text, in pixels, and what the words behind it take."""
        self._before = before
        left, right = before, self.room_taken()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left, right = right, left
        self.setTextMargins(left, 0, right, 0)

    def _on_room_changed(self) -> None:
        """Whoever puts more into the line fits it in here."""

    def count_words(self) -> str:
        """Return what the line says of the count."""
        return self._count.text()

    def empty(self) -> None:
        """Empty the line, as a person does."""
        if self.text():
            self.set_text("")
            self.edited.emit("")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the list with Down, open with Enter, empty with Escape."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down:
            self.list_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.first_wanted.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.empty()
        else:
            super().keyPressEvent(event)

    def _on_theme_changed(self) -> None:
        theme = current_theme()
        self.clear_button.setIcon(theme.icon("remove"))
        self.clear_button.setIconSize(QSize(theme.length(16), theme.length(16)))
        QTimer.singleShot(0, self, self._fit_count)  # once the count has its new size
