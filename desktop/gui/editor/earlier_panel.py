"""An earlier review of the same work, read only, beside the one that is being written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.page import Page
from desktop.gui.as_written import Label
from desktop.gui.preview.simple_view import SimpleView
from desktop.gui.preview.view import Look, Shown
from desktop.gui.theme import FIELD_INSET, set_look
from desktop.gui.widgets.choices import ChoiceField


class EarlierPanel(QWidget):
    """Shows one review at a time of those it was given, with the day and the rating of each.

    ``chosen(id)`` asks for the page of one, ``opened(id)`` for the review itself, ``closed`` for the panel to go.
    """

    chosen = Signal(str)
    opened = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the panel; it was given no review yet."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Earlier review"))
        title = Label(self.tr("You reviewed this before"), self)
        set_look(title, "heading")
        title.setContentsMargins(FIELD_INSET, 0, 0, 0)
        self.open_button = QPushButton(self.tr("Open"), self)
        self.open_button.setToolTip(self.tr("Open this review in a tab of its own"))
        set_look(self.open_button, "link")
        self.close_button = QToolButton(self)
        self.close_button.setText("✕")
        self.close_button.setAccessibleName(self.tr("Close the earlier review"))
        self.close_button.setToolTip(self.tr("Close; View ▸ Earlier Review brings it back"))
        set_look(self.close_button, "tool")
        self.picker = ChoiceField(self.tr("Earlier review"), [("", "")], self)
        self.picker.show_label(False)
        self.view = SimpleView(self)
        self.view.browser.setAccessibleName(self.tr("Earlier review, read only"))
        self.view.set_look(Look.SYSTEM)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(title, 1)
        top.addWidget(self.open_button)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.picker)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.picker.changed.connect(lambda review_id: self.chosen.emit(str(review_id)))
        self.open_button.clicked.connect(lambda: self.opened.emit(self.current))
        self.close_button.clicked.connect(self.closed)

    @property
    def current(self) -> str:
        """The id of the review that is shown, empty for none."""
        return str(self.picker.value())

    def show_reviews(self, reviews: Sequence[tuple[str, str]], wanted: str = "") -> None:
        """Offer reviews, each an id and the words for it; the one ``wanted`` is shown if it is there, else the first."""
        offered = list(reviews) or [("", "")]
        self.picker.set_choices(offered)
        self.picker.set_value(wanted if any(wanted == each for each, _words in offered) else offered[0][0])
        if self.current:
            self.chosen.emit(self.current)

    def show_page(self, review_id: str, page: Page, library: Path) -> None:
        """Show the page of a review if it is still the one asked for."""
        if review_id == self.current:
            self.view.show_page(Shown(page, library, review_id))
