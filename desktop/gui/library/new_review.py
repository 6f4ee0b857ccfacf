"""Beginning a review: the film, found again or new, its year, the outlet and the language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.languages import find_languages, language_name
from desktop.core.outlet import Outlet
from desktop.core.text import fold, tidy_line
from desktop.core.work import Work
from desktop.gui.as_written import Label
from desktop.gui.theme import FIELD_INSET, current_theme, set_look
from desktop.gui.widgets import ChoiceField, CompletingField, Completion, IntField
from desktop.gui.widgets.completion import LookUp
from desktop.services.archive import WorkRow

_FIRST_YEAR, _LAST_YEAR = 1888, 2100
_SUGGESTED = 6


class WorkSource(Protocol):
    """What the dialog asks of the library; :class:`desktop.services.archive.Archive` answers it."""

    def find_works(self, text: str, limit: int = 8) -> Sequence[WorkRow]:
        """Return works whose title matches what was typed."""

    def outlets(self) -> Sequence[Outlet]:
        """Return the outlets by name."""


@dataclass(frozen=True, slots=True)
class NewReview:
    """What a new review starts from; ``work_id`` names a work of the library, None makes a new one of title and year.

    ``outlet_id`` is None in a library without outlets. ``again_of`` is the id of
    a review, of which this is a re-review.
    """

    title: str
    year: int | None
    outlet_id: str | None
    language: str
    work_id: str | None = None
    again_of: str = ""


class NewReviewDialog(QDialog):
    """The dialog; ``chosen`` carries the :class:`NewReview` when Create is pressed.

    The title is completed from the films known already: to pick one means another review of the same film. A title with another
    year is another film. Everything may stay empty.
    """

    chosen = Signal(object)

    def __init__(self, source: WorkSource, parent: QWidget | None = None, *, outlet_id: str = "", language: str = "en") -> None:
        """Make the dialog; ``outlet_id`` and ``language`` are those used last."""
        super().__init__(parent)
        self._source = source
        self.setWindowTitle(self.tr("New review"))
        self.title = CompletingField(
            self.tr("&Title"), LookUp(self._find_titles, self._title_rows), self, say=_title_words, read=tidy_line
        )
        self.year = IntField(self.tr("&Year"), self, low=_FIRST_YEAR, high=_LAST_YEAR)
        outlets = [(outlet.id, outlet.name) for outlet in source.outlets()]
        self.outlet = ChoiceField(self.tr("&Outlet"), outlets or [(None, self.tr("None yet"))], self)
        self.outlet.set_value(outlet_id if any(outlet_id == known for known, _name in outlets) else self.outlet.value())
        self.language = CompletingField(self.tr("&Language"), _complete_language, self, say=language_name)
        self.language.set_value(language)
        self._meaning = Label(parent=self)
        set_look(self._meaning, "caption")
        self._meaning.setWordWrap(True)
        self._meaning.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        self.create_button = QPushButton(self.tr("Create"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        self.title.changed.connect(self._on_title_changed)
        self.year.changed.connect(self._on_year_changed)
        self.create_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        set_look(self.create_button, "primary")
        self.create_button.setDefault(True)
        first, second, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(16)
        first.addWidget(self.title, 4)
        first.addWidget(self.year, 1)
        second.addWidget(self.outlet, 1)
        second.addWidget(self.language, 1)
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.create_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addLayout(first)
        column.addWidget(self._meaning)
        column.addLayout(second)
        column.addStretch(1)
        column.addLayout(buttons)
        order = (self.title, self.year, self.outlet, self.language, self.create_button, self.cancel_button)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        theme = current_theme()
        self.resize(min(theme.length(480), 900), min(theme.length(320), 600))  # the films offered find room in it
        self.setMinimumWidth(480)
        self.title.setFocus()
        self._say_meaning()

    def new_review(self) -> NewReview:
        """Return what is asked for as it stands."""
        known = self._known()
        typed = self.title.line().text()
        return NewReview(
            title=known.title if known else tidy_line(typed),
            year=known.year if known else self.year.value(),
            outlet_id=self.outlet.value(),
            language=self.language.value() or "en",
            work_id=known.id if known else None,
        )

    def accept(self) -> None:
        """Tell what was chosen and close; a year that is none, or an unknown language, is pointed out first."""
        if self.year.value() is None and not self.year.is_empty():
            self.year.set_problem(self.tr("Write a year such as 2023."))
            self.year.setFocus()
            return
        if self.language.value() is None:
            self.language.set_problem(self.tr("Pick the language of the review."))
            self.language.setFocus()
            return
        self.chosen.emit(self.new_review())
        super().accept()

    def meaning(self) -> str:
        """Return the sentence that says which film is meant."""
        return self._meaning.text()

    def _known(self) -> Work | None:
        """Return the work picked, unless another year makes it another film."""
        row = self.title.value()
        if not isinstance(row, WorkRow):
            return None
        year = self.year.value()
        return row.work if year is None or row.work.year is None or year == row.work.year else None

    def _find_titles(self, text: str) -> Sequence[WorkRow]:
        return self._source.find_works(text, _SUGGESTED)

    def _title_rows(self, text: str, works: Sequence[WorkRow]) -> list[Completion]:
        """Return the films that match; what was typed itself stands first unless it is the whole title of one."""
        rows = sorted(works, key=lambda row: fold(row.work.title) != fold(text))
        found = [Completion(row, row.work.label(), self._detail(row)) for row in rows]
        if not found:
            return []
        new = Completion(text, self.tr("A new film, ‘{title}’").format(title=tidy_line(text)), creates=True)
        whole = fold(rows[0].work.title) == fold(text)
        return [found[0], new, *found[1:]] if whole else [new, *found]

    def _detail(self, row: WorkRow) -> str:
        match row.review_count:
            case 0:
                return self.tr("in the library, without a review")
            case 1:
                return self.tr("second review of this film")
            case 2:
                return self.tr("third review of this film")
            case count:
                return self.tr("review number {number} of this film").format(number=count + 1)

    def _on_title_changed(self, value: object) -> None:
        if isinstance(value, WorkRow):
            self.year.set_value(value.work.year)
        self._say_meaning()

    def _on_year_changed(self) -> None:
        self._say_meaning()

    def _say_meaning(self) -> None:
        row, known = self.title.value(), self._known()
        if known is not None and isinstance(row, WorkRow):
            words = self.tr("{film}: {detail}; its facts and people are there already.")
            self._meaning.setText(words.format(film=known.label(), detail=self._detail(row)))
        elif isinstance(row, WorkRow):
            self._meaning.setText(self.tr("Another year, so another film than {film}.").format(film=row.work.label()))
        else:
            self._meaning.setText(self.tr("Everything can be changed later; the title may wait too."))


def _title_words(value: object) -> str:
    return value.work.title if isinstance(value, WorkRow) else str(value)


def _complete_language(text: str) -> list[Completion]:
    return [Completion(language.tag, language.name, language.native) for language in find_languages(text)[:_SUGGESTED]]
