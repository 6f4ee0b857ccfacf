"""The sheet that a viewing is logged and changed on: five fields in a hurry, the rest under a fold."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.dates import PartialDate
from desktop.core.text import tidy_line
from desktop.core.viewing import FORMATS, Viewing
from desktop.core.work import Work
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.editor.facts_form import today_here
from desktop.gui.editor.field_grid import HALF, THIRD, FieldGrid
from desktop.gui.editor.fold import Fold
from desktop.gui.editor.picking import Used, completing_known, completing_used, free_text_field
from desktop.gui.editor.rows_of_facts import date_field
from desktop.gui.theme import FIELD_INSET, current_theme, set_look
from desktop.gui.watch_log.details import Details
from desktop.gui.watch_log.film_field import FilmField, WorkSource
from desktop.gui.watch_log.words import ordinal, say_seen
from desktop.gui.widgets import Field
from desktop.services.watch_log import Film

Count = Callable[[str], int]
"""Returns how often a work of the library was seen."""


class _Room(QScrollArea):
    """Shows the whole form where there is room, else scrolls. ``relaid`` follows when the form is to be laid out anew."""

    relaid = Signal()

    def __init__(self, form: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(form)

    def sizeHint(self) -> QSize:
        """Ask for as much as the form needs at the width that it has."""
        hint, inside = self._form.sizeHint(), self._form.layout()
        if self.isVisible() and inside is not None and inside.hasHeightForWidth():
            needed = inside.totalHeightForWidth(self.viewport().width())
            hint.setHeight(max(needed, self._form.minimumSizeHint().height()))
        return hint + QSize(2, 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of a form that may have become higher or lower."""
        done = super().eventFilter(watched, event)
        if watched is self._form and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.relaid.emit()
        return done


class ViewingSheet(QDialog):
    """The sheet; ``taken(film, viewing)`` carries the :class:`Film` and the :class:`Viewing` when its button is pressed.

    It stays open until whoever takes them calls :meth:`close_stored`; :meth:`show_trouble` says why that does not come.
    """

    taken = Signal(object, object)

    def __init__(
        self,
        source: WorkSource,
        used: Used,
        count: Count,
        parent: QWidget | None = None,
        *,
        today: Callable[[], datetime.date] = today_here,
    ) -> None:
        """Make a sheet for a new viewing of today."""
        super().__init__(parent)
        self._count, self._viewing = count, Viewing("", "")
        self.setWindowTitle(self.tr("Log a viewing"))
        self.film = FilmField(source, self)
        self.date = date_field(self.tr("&Date"), today, lambda date: say_seen(date, today()), self)
        self.venue = free_text_field(self.tr("&Where"), completing_used(used, "venues"), self)
        self.format = free_text_field(self.tr("For&mat"), completing_known(used, "formats", FORMATS), self)
        self.festival = free_text_field(self.tr("Fe&stival"), completing_used(used, "festivals"), self)
        self.section = free_text_field(self.tr("Sect&ion"), completing_used(used, "sections"), self)
        self.details = Details(used, self)
        self.fold = Fold(self.tr("More abo&ut it"), self.details, self)
        self._meaning = Label(parent=self)
        self._trouble = Label(parent=self)
        self.take_button = QPushButton(self.tr("Log"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        now = today()
        self.date.set_value(PartialDate(now.year, now.month, now.day))
        self._lay_out()
        self.film.changed.connect(self._say_meaning)
        self.fold.toggled.connect(self._on_fold_toggled)
        self._room.relaid.connect(self._on_room_relaid)
        self.take_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.film.setFocus()
        self._say_meaning()

    def _lay_out(self) -> None:
        set_look(self._meaning, "caption")
        self._meaning.setWordWrap(True)
        self._meaning.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        set_look(self._trouble, "problem")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        set_look(self.take_button, "primary")
        self.take_button.setDefault(True)
        grid = FieldGrid(self)
        for field, wide in ((self.date, HALF), (self.venue, HALF)):
            grid.add(field, wide)
        for field in (self.format, self.festival, self.section):
            grid.add(field, THIRD)
        form = QFrame(self)
        set_look(form, "desk")
        inside = QVBoxLayout(form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(16)
        for widget in (self.film, self._meaning, grid, self.fold):
            inside.addWidget(widget)
        inside.addStretch(1)
        self._room = _Room(form, self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self._room, 1)
        column.addWidget(self._trouble)
        column.addLayout(buttons)
        self.setMinimumWidth(current_theme().length(600))

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the form is now that it knows how wide it stands."""
        super().showEvent(event)
        self._room.updateGeometry()
        self.adjustSize()

    def show_work(self, work: Work) -> None:
        """Begin with a film of the library, which has the focus: typing takes another."""
        self.film.show_work(work)
        self.film.setFocus()
        self._say_meaning()

    def show_viewing(self, viewing: Viewing, work: Work) -> None:
        """Begin with a viewing that is logged already, to change it; its film stays."""
        self.setWindowTitle(self.tr("{film}: viewing").format(film=work.label()))
        self._viewing = viewing
        self.film.show_work(work)
        self.film.setEnabled(False)
        self._meaning.hide()
        self.date.set_value(viewing.date)
        for field, value in self._words():
            field.set_value(value)
        self.details.show_viewing(viewing)
        self.fold.set_open(not self.details.is_empty())
        self.take_button.setText(self.tr("Keep"))
        self.date.setFocus()

    def viewing(self) -> Viewing:
        """Return the viewing as it stands on the sheet."""
        venue, format_, festival, section = (tidy_line(field.value()) for field, _value in self._words())
        seen = replace(self._viewing, date=self.date.value(), venue=venue, format=format_, festival=festival, section=section)
        return self.details.taken(seen)

    def meaning(self) -> str:
        """Return the sentence that says which viewing of which film it will be."""
        return self._meaning.text()

    def accept(self) -> None:
        """Tell what is on the sheet; what is not understood is pointed out first."""
        if not self.take_button.isEnabled() or self.film.problem():
            return
        if self.date.value() is None and not self.date.is_empty():
            self.date.set_problem(self.tr("No date could be read from this. Write it like 6 Oct 2023, Oct 2023 or 2023."))
            self.date.setFocus()
            return
        trouble = self.details.trouble()
        if trouble is not None:
            self.fold.set_open(True)
            trouble.setFocus()
            return
        self.taken.emit(self.film.film(), self.viewing())

    def show_storing(self) -> None:
        """Take no second answer while what is on the sheet is being stored."""
        self.take_button.setEnabled(False)

    def show_trouble(self, sentence: str) -> None:
        """Say why nothing is stored yet; everything stays as it was typed, and the button tries again."""
        self.take_button.setEnabled(True)
        self._trouble.setText(sentence)
        self._trouble.show()
        self.adjustSize()
        announce(self, sentence, assertive=True)

    def trouble(self) -> str:
        """Return what is said of a save that failed, empty where none did."""
        return self._trouble.text()

    def close_stored(self) -> None:
        """Close, for what was on the sheet is stored."""
        super().accept()

    def _words(self) -> list[tuple[Field, str]]:
        seen = self._viewing
        return [
            (self.venue, seen.venue),
            (self.format, seen.format),
            (self.festival, seen.festival),
            (self.section, seen.section),
        ]

    def _say_meaning(self) -> None:
        film: Film = self.film.film()
        if not film.title:
            words = self.tr("A title is enough; everything can be changed later.")
        elif film.work_id is None:
            label = f"{film.title} ({film.year})" if film.year else film.title
            words = self.tr("{film}: new in the library.").format(film=label)
        else:
            nth = ordinal(self._count(film.work_id) + 1)
            label = f"{film.title} ({film.year})" if film.year else film.title
            words = self.tr("{film}: the {nth} viewing.").format(film=label, nth=nth)
        self._meaning.setText(words)

    def _on_room_relaid(self) -> None:
        """Grow with a field that says what is wrong with it, as far as the screen goes."""
        needed = min(self.sizeHint().height(), self.screen().availableGeometry().height())
        if self.isVisible() and needed > self.height():
            self.resize(self.width(), needed)

    def _on_fold_toggled(self) -> None:
        self._room.updateGeometry()
        self.adjustSize()
