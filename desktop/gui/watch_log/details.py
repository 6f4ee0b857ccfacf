"""The less used fields of a viewing, folded away while one is logged in a hurry."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.core.text import tidy_line, tidy_text
from desktop.core.viewing import VERSIONS, Occasion, Viewing, understand_time
from desktop.gui.editor.field_grid import FULL, HALF, THIRD, FieldGrid
from desktop.gui.editor.picking import Used, completing_known, country_field, free_text_field
from desktop.gui.editor.rating_field import RatingField
from desktop.gui.editor.understood_field import UnderstoodField
from desktop.gui.watch_log.words import occasion_name
from desktop.gui.widgets import ChoiceField, IntField, LineField, MultiLineField

_MOST_SEEN = 999


class Details(FieldGrid):
    """The fields; ``show_viewing`` fills them, ``taken`` gives a viewing what they hold."""

    def __init__(self, used: Used, parent: QWidget | None = None) -> None:
        """Make empty fields; ``used`` returns what was typed into a column before."""
        super().__init__(parent)
        trouble = self.tr("Write a time like 19:30 or 7 pm.")
        self.time = UnderstoodField(self.tr("&Began at"), understand_time, trouble, self, empty="", placeholder="19:30")
        occasions = [(occasion, occasion_name(occasion)) for occasion in Occasion]
        self.occasion = ChoiceField(self.tr("&Occasion"), occasions, self)
        self.country = country_field(self.tr("&Country"), self)
        self.version = free_text_field(self.tr("&Version"), completing_known(used, "versions", VERSIONS), self)
        self.episodes = LineField(self.tr("&Episodes"), self, placeholder="1–4")
        self.number = IntField(self.tr("Seen for the n-th &time"), self, low=1, high=_MOST_SEEN)
        self.number.set_hint(self.tr("Empty: counted from the log"))
        self.rating = RatingField(self.tr("&Rating at the time"), self)
        self.companions = LineField(self.tr("&With (private)"), self)
        self.notes = MultiLineField(self.tr("&Notes (private)"), self)
        for field in (self.time, self.occasion, self.country, self.version, self.episodes, self.number):
            self.add(field, THIRD, HALF)
        self.add(self.rating, FULL)
        self.add(self.companions, FULL)
        self.add(self.notes, FULL)

    def show_viewing(self, viewing: Viewing) -> None:
        """Show what a viewing holds."""
        self.time.set_value(viewing.time)
        self.occasion.set_value(viewing.occasion)
        self.country.set_value(viewing.country)
        self.version.set_value(viewing.version)
        self.episodes.set_value(viewing.episodes)
        self.number.set_value(viewing.number)
        self.rating.set_value(viewing.rating)
        self.companions.set_value(viewing.companions)
        self.notes.set_value(viewing.notes)

    def taken(self, viewing: Viewing) -> Viewing:
        """Return ``viewing`` with what the fields hold."""
        return replace(
            viewing,
            time=self.time.value(),
            occasion=self.occasion.value(),
            country=self.country.value(),
            version=tidy_line(self.version.value()),
            episodes=tidy_line(self.episodes.value()),
            number=self.number.value(),
            rating=self.rating.value(),
            companions=tidy_line(self.companions.value()),
            notes=tidy_text(self.notes.value()),
        )

    def is_empty(self) -> bool:
        """Say whether none of the fields holds anything."""
        blank = Viewing("", "")
        return self.taken(blank) == blank

    def trouble(self) -> QWidget | None:
        """Return the first field whose text is not understood, with its problem shown."""
        for field, words in (
            (self.time, self.tr("Write a time like 19:30 or 7 pm.")),
            (self.number, self.tr("Write a whole number, 1 for the first time.")),
            (self.country, self.tr("Pick the country from the list, or empty the field.")),
            (self.rating, self.tr("This is not on the scale.")),
        ):
            if not field.is_empty() and field.value() in (None, ""):
                field.set_problem(words)
                return field
        return None
