"""The form of a work's facts: what it is, where it comes from, when and where it can be seen.

Its fields are reached by Alt and the letter underlined in their label, whatever has the focus: L title, Y year, N running time,
K kind, C countries, G genres, A languages, D release dates, W where to watch, T trailer address, P trailer provider, B label of
the link, U caption under the trailer, S television, M companies. None of them is a letter of the menu bar.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.fields import FIELD_BY_KEY, FieldKind, value_of
from desktop.core.phrases import phrases
from desktop.core.text import tidy_line
from desktop.core.understanding import LONGEST_RUNNING_TIME, earliest_year, hours_and_minutes, understand_minutes
from desktop.core.work import WorkKind
from desktop.gui.editor.field_grid import FULL, HALF, THIRD, FieldGrid
from desktop.gui.editor.fold import Fold
from desktop.gui.editor.form import Form
from desktop.gui.editor.more_facts import SEASON, TELEVISION, build_folds, summaries
from desktop.gui.editor.picking import (
    Used,
    complete_countries,
    complete_genres,
    complete_languages,
    read_tag,
    say_country,
    say_language,
)
from desktop.gui.editor.rows_of_facts import Today, release_rows, watch_rows
from desktop.gui.editor.trailer_field import TrailerField
from desktop.gui.editor.understood_field import UnderstoodField
from desktop.gui.editor.work_reviews import WorkReviews
from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.choices import ChoiceField
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.lines import IntField, LineField
from desktop.gui.words import kind_of_work

FIRST_YEAR = 1888
"""The year of the oldest film there is (Roundhay Garden Scene)."""

YEARS_AHEAD = 5
"""How many years from now a work may be announced for."""

_GROUPED = frozenset({FieldKind.ROWS, FieldKind.RECORD})


def today_here() -> datetime.date:
    """Return today where the critic is."""
    return datetime.datetime.now().astimezone().date()


def tidied(value: Any) -> Any:
    """Return a record, or a tuple of records, with every text in it as a tidy line."""
    if isinstance(value, str):
        return tidy_line(value)
    if isinstance(value, tuple):
        return tuple(tidied(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type | PartialDate):
        values = {field.name: tidied(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **values)
    return value


class FactsForm(Form):
    """Edits the facts of the work, which every review of it shares.

    ``reviews`` lists those there are of the work, for whoever knows them.
    ``fold_toggled(key, open)`` tells of a group that was opened or closed, for whoever remembers.
    """

    key = "facts"
    fold_toggled = Signal(str, bool)

    def __init__(self, used: Used, today: Today = today_here, parent: QWidget | None = None) -> None:
        """Make the form; ``used`` completes from values used before, and dates are told from ``today``."""
        super().__init__("", parent)
        self.title.setText(self.tr("Facts"))
        self._today = today
        self._build_facts()
        self._build_availability(used)
        self.column.addSpacing(8)
        self.folds: dict[str, Fold] = build_folds(self.place, self)
        for key, fold in self.folds.items():
            fold.toggled.connect(lambda opened, key=key: self.fold_toggled.emit(key, opened))
            self.column.addWidget(fold)
        self.reviews = WorkReviews(self)
        self.column.addWidget(self.reviews)
        self.column.addStretch(1)

    def _build_facts(self) -> None:
        title = LineField(self.tr("Tit&le"), self)
        year = IntField(self.tr("&Year"), self, low=FIRST_YEAR, high=self._today().year + YEARS_AHEAD)
        running_time = UnderstoodField(
            self.tr("Ru&nning time"),
            understand_minutes,
            self.tr("Write minutes, or hours and minutes like 1:32 or 1h32; at most {most}.").format(most=LONGEST_RUNNING_TIME),
            self,
            say=hours_and_minutes,
        )
        kind = ChoiceField(self.tr("&Kind"), [(each, kind_of_work(each)) for each in WorkKind], self)
        countries = ChipsField(self.tr("&Countries"), complete_countries, self, say=say_country)
        genres = ChipsField(self.tr("&Genres"), complete_genres, self, read=lambda text: tidy_line(text) or None)
        languages = ChipsField(self.tr("L&anguages"), complete_languages, self, say=say_language, read=read_tag)
        grid = FieldGrid(self)
        grid.add(self.place("work.title", title), FULL, FULL)
        grid.add(self.place("work.year", year), THIRD, HALF)
        grid.add(self.place("work.runtime", running_time), THIRD, HALF)
        grid.add(self.place("work.kind", kind), THIRD, FULL)
        grid.add(self.place("work.countries", countries), THIRD, FULL)
        grid.add(self.place("work.genres", genres), THIRD, FULL)
        grid.add(self.place("work.languages", languages), THIRD, FULL)
        self.column.addWidget(grid)

    def _build_availability(self, used: Used) -> None:
        for key, field in (
            ("work.release_dates", release_rows(self.tr("Release &dates"), self._today, self._say_date, self)),
            ("work.watch", watch_rows(self.tr("&Where to watch"), used, self._today, self._say_date, self)),
            ("work.trailer", TrailerField(self.tr("Trailer"), self)),
        ):
            self.column.addSpacing(8)
            self.column.addWidget(self.place(key, field))

    def place(self, key: str, field: Field) -> Field:
        """Register a field; the texts inside records are tidied too when it is left."""
        if FIELD_BY_KEY[key].kind in _GROUPED:
            field.finished.connect(lambda: self._tidy_record(key))
        return super().place(key, field)

    def _tidy_record(self, key: str) -> None:
        if not self.is_bound:
            return
        declared = FIELD_BY_KEY[key]
        value = value_of(self.session.article, declared)
        if tidied(value) != value:
            self.session.edit_field(declared, tidied(value), tidying=True)

    def start_field(self) -> Field:
        """Return the field that the form begins with: the first of the essential ones that is empty, else the running time."""
        placed = self.placed()
        keys = ("work.title", "work.year")
        return next((placed[key] for key in keys if placed[key].is_empty()), placed["work.runtime"])

    def show_article(self, article: Article) -> None:
        """Say what looks wrong with title and year, and what the closed groups hold."""
        placed = self.placed()
        placed["work.title"].set_hint("" if article.work.title else self.tr("Needed before the review can be published"))
        placed["work.year"].set_hint(self._year_hint(article))
        for key, words in summaries(article).items():
            self.folds[key].set_summary(words)
        self.folds[SEASON].setVisible(article.work.kind in TELEVISION)

    def _year_hint(self, article: Article) -> str:
        year, released = article.work.year, earliest_year(article.work.release_dates)
        if year is None or released is None or abs(year - released) <= 1:
            return ""
        return self.tr("The earliest release date below is in {year}.").format(year=released)

    def reveal(self, field: str) -> None:
        """Put the focus into a field; the group that it stands in is opened first."""
        widget = self.placed().get(field)
        if widget is None:
            self.start_field().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for fold in self.folds.values():
            if fold.isAncestorOf(widget):
                fold.set_open(True)
        super().reveal(field)

    def _say_date(self, date: PartialDate) -> str:
        language = self.session.article.review.language if self.is_bound else "en"
        return phrases(language).date_with_weekday(date.year, date.month, date.day)
