"""Says of somebody in the trash since when they are there and what becomes of them, and takes them out again."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.core.person import Person
from desktop.core.phrases import phrases
from desktop.core.trash import DAYS
from desktop.gui.as_written import Label
from desktop.gui.theme import set_look


class TrashCard(QFrame):
    """A card over the page of somebody in the trash; ``restore`` is its button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the card."""
        super().__init__(parent)
        set_look(self, "card")
        self.words = Label("", self)
        self.words.setWordWrap(True)
        self.restore = QPushButton(self.tr("Restore"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_person(self, person: Person, *, credited: bool) -> None:
        """Show what is true of a person; nothing where they are not in the trash."""
        self.setVisible(person.trashed_at is not None)
        if person.trashed_at is None:
            return
        since = datetime.fromisoformat(person.trashed_at).astimezone()
        said = self.tr("In the trash since {day}. No list and no picker offers this person.").format(day=_day(since))
        if credited:
            stays = self.tr("Reviews that credit this person print the name as before; as long as one does, the record stays.")
        else:
            stays = self.tr("Gone for good on {day}.").format(day=_day(since + timedelta(days=DAYS)))
        self.words.setText(f"{said} {stays}")


def _day(moment: datetime) -> str:
    return phrases("en-GB").date(moment.year, moment.month, moment.day)
