"""The fields of a person's life that no card prints: dates and what they are known as."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.dates import PartialDate, understand_date
from desktop.core.person import Person
from desktop.core.phrases import phrases
from desktop.core.saving import now_utc
from desktop.core.text import tidy_line
from desktop.core.vocabulary import find_jobs
from desktop.gui.editor.field_grid import FULL, HALF, FieldGrid
from desktop.gui.people.credit_edits import CreditEdits
from desktop.gui.people.group import Group
from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.completion import Completion
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.partial_date import PartialDateField

_SOME_DAY = PartialDate(1895, 12, 28)
_ACTING = ("actor", "actress")


class LifeGroup(Group):
    """Edits born, died and known as."""

    def __init__(self, edits: CreditEdits, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._edits = edits
        self.heading.setText(self.tr("Life"))
        self.setAccessibleName(self.heading.text())
        self.known_as = ChipsField(self.tr("Known as"), self._jobs, self, read=lambda text: tidy_line(text) or None)
        self.born = self._date(self.tr("Born"))
        self.died = self._date(self.tr("Died"))
        grid = FieldGrid(self)
        grid.add(self.known_as, FULL)
        grid.add(self.born, HALF)
        grid.add(self.died, HALF)
        self.column.addWidget(grid)
        self.known_as.changed.connect(lambda jobs: edits.change_person(self.tr("Known as"), "known_as", known_as=jobs))
        for field, key in ((self.born, "born"), (self.died, "died")):
            self._connect_date(field, key)

    def _date(self, label: str) -> PartialDateField:
        return PartialDateField(label, self._understand, self._say_date, self)

    def _connect_date(self, field: PartialDateField, key: str) -> None:
        field.changed.connect(lambda date: self._change_date(field.label(), key, date))

    def _change_date(self, label: str, key: str, date: PartialDate | None) -> None:
        values: dict[str, Any] = {key: date}
        self._edits.change_person(label, key, typing=True, **values)

    def fields(self) -> dict[str, Field]:
        """Return the fields by the name that places give them."""
        return {"known_as": self.known_as, "born": self.born, "died": self.died}

    def show_person(self, person: Person, *, other: bool) -> None:
        """Show a person; ``other`` says that somebody else was shown before."""
        self.known_as.set_value(person.known_as)
        for field, date in ((self.born, person.born), (self.died, person.died)):
            if other and date is None and field.value() is None:
                field.set_value(_SOME_DAY)  # forget what was typed and never understood
            field.set_value(date)

    @staticmethod
    def _understand(text: str) -> PartialDate | None:
        return understand_date(text, now_utc().astimezone().date())

    @staticmethod
    def _say_date(date: Any) -> str:
        return phrases("en-GB").date(date.year, date.month, date.day)

    @staticmethod
    def _jobs(text: str) -> list[Completion]:
        typed = text.strip().lower()
        acting = [word for word in _ACTING if typed and word.startswith(typed)]
        jobs = [job.names[0][0].lower() for job in find_jobs(text) if job.key not in ("cast", "self", "other")]
        return [Completion(word, word) for word in (*acting, *jobs)][:8]
