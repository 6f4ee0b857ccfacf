"""The reviews of one work, under its facts: each with its day, its rating and where it stands, and each opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.gui.as_written import Label, without_keys
from desktop.gui.theme import FIELD_INSET, set_look


@dataclass(frozen=True, slots=True)
class Written:
    """A review of the work: its id, its words, and whether it is the one in front."""

    id: str
    words: str
    in_front: bool


class WorkReviews(QWidget):
    """The list; it takes no room while there is only one review. ``opened(id)`` asks for one."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        heading = Label(self.tr("Your reviews of this work"), self)
        heading.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        set_look(heading, "heading")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(heading)
        self._shown: tuple[Written, ...] = ()
        self._lines: list[QWidget] = []
        self.hide()

    def show_reviews(self, reviews: Sequence[Written]) -> None:
        """Show these reviews in this order."""
        if tuple(reviews) == self._shown:
            return
        self._shown = tuple(reviews)
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [self._line(each) for each in reviews]
        for line in self._lines:
            self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(len(reviews) > 1)

    def words(self) -> list[str]:
        """Return what the list says, a line each; nothing while it is hidden."""
        return [each.words for each in self._shown] if not self.isHidden() else []

    def buttons(self) -> list[QPushButton]:
        """Return the lines that open a review."""
        return [line for line in self._lines if isinstance(line, QPushButton)]

    def _line(self, review: Written) -> QWidget:
        if review.in_front:
            here = Label(self.tr("{review} (this one)").format(review=review.words), self)
            here.setContentsMargins(FIELD_INSET, 4, FIELD_INSET, 4)
            set_look(here, "muted")
            return here
        button = QPushButton(without_keys(review.words), self)
        set_look(button, "link")
        button.clicked.connect(lambda: self.opened.emit(review.id))
        return button
