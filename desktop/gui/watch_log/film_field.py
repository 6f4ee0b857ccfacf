"""Which film was seen: one of the library by the beginning of its title, or a new one with its year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.core.text import fold, tidy_line
from desktop.core.work import Work
from desktop.gui.widgets import CompletingField, Completion, IntField
from desktop.gui.widgets.completion import LookUp
from desktop.services.archive import WorkRow
from desktop.services.watch_log import Film

_FIRST_YEAR, _LAST_YEAR = 1888, 2100
_SUGGESTED = 6


class WorkSource(Protocol):
    """What the film is completed from; :class:`desktop.services.archive.Archive` answers it."""

    def find_works(self, text: str, limit: int = 8) -> Sequence[WorkRow]:
        """Return works whose title matches what was typed."""


class FilmField(QWidget):
    """Title and year side by side. A known title with another year is another film. ``changed`` follows every edit."""

    changed = Signal()

    def __init__(self, source: WorkSource, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self._source = source
        self._given: Work | None = None
        self.title = CompletingField(self.tr("&Film"), LookUp(self._find, self._rows), self, say=_title_words, read=tidy_line)
        self.year = IntField(self.tr("&Year"), self, low=_FIRST_YEAR, high=_LAST_YEAR)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.title, 4)
        row.addWidget(self.year, 1)
        self.setFocusProxy(self.title)
        self.title.changed.connect(self._on_title_changed)
        self.year.changed.connect(self.changed)

    def film(self) -> Film:
        """Return the film meant; its title is empty while nothing is typed."""
        work = self._known()
        if work is not None:
            return Film(work.title, work.year, work.id)
        return Film(tidy_line(self.title.line().text()), self.year.value())

    def show_work(self, work: Work) -> None:
        """Show a film of the library, silently. All of its title is selected: what is typed takes its place, and its year's."""
        self._given = work
        self.title.set_value(work.title)
        self.year.set_value(work.year)
        self.title.line().selectAll()

    def problem(self) -> str:
        """Show what is missing or wrong and return it, or nothing; the focus goes there."""
        if not self.film().title:
            return self._point_out(self.title, self.tr("Which film was it?"))
        if self.year.value() is None and not self.year.is_empty():
            return self._point_out(self.year, self.tr("Write a year such as 2023."))
        return ""

    def _point_out(self, field: CompletingField | IntField, words: str) -> str:
        field.set_problem(words)
        field.setFocus()
        return words

    def _known(self) -> Work | None:
        """Return the work picked or given, unless another year makes it another film."""
        value = self.title.value()
        work = value.work if isinstance(value, WorkRow) else self._given
        year = self.year.value()
        return work if work is not None and (year is None or work.year is None or year == work.year) else None

    def _find(self, text: str) -> Sequence[WorkRow]:
        return self._source.find_works(text, _SUGGESTED)

    def _rows(self, text: str, works: Sequence[WorkRow]) -> list[Completion]:
        """Return the films that match; what was typed itself stands first unless it is the whole title of one."""
        rows = sorted(works, key=lambda row: fold(row.work.title) != fold(text))
        found = [Completion(row, row.work.label(), self._detail(row)) for row in rows]
        if not found:
            return []
        new = Completion(text, self.tr("A new film, ‘{title}’").format(title=tidy_line(text)), creates=True)
        return [*found, new] if fold(rows[0].work.title).startswith(fold(text)) else [new, *found]

    def _detail(self, row: WorkRow) -> str:
        if not row.review_count:
            return self.tr("no review yet")
        return self.tr("1 review") if row.review_count == 1 else self.tr("{n} reviews").format(n=row.review_count)

    def _on_title_changed(self, value: object) -> None:
        given, self._given = self._given, None
        if isinstance(value, WorkRow):
            self.year.set_value(value.work.year)
        elif given is not None and self.year.value() == given.year:
            self.year.set_value(None)
        self.changed.emit()


def _title_words(value: object) -> str:
    return value.work.title if isinstance(value, WorkRow) else str(value)
