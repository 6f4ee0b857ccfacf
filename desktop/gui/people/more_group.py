"""What is seldom needed about a person, folded away: telling apart, sorting, dates, ids, notes."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.dates import PartialDate, understand_date
from desktop.core.languages import find_languages, language_name
from desktop.core.names import sorted_name
from desktop.core.person import Person
from desktop.core.phrases import phrases
from desktop.core.saving import now_utc
from desktop.core.text import tidy_line, tidy_text
from desktop.core.vocabulary import find_jobs
from desktop.gui.editor.field_grid import FULL, HALF, FieldGrid
from desktop.gui.editor.fold import Fold
from desktop.gui.people.person_edits import PersonEdits
from desktop.gui.people.person_identifiers import PersonIdentifiersField
from desktop.gui.people.person_lines import connect_person_line
from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.choices import CheckField
from desktop.gui.widgets.completing import CompletingField
from desktop.gui.widgets.completion import Completion
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.lines import LineField
from desktop.gui.widgets.multi_line import MultiLineField
from desktop.gui.widgets.partial_date import PartialDateField

_ACTING = ("actor", "actress")


class MoreGroup(Fold):
    """Edits the seldom fields of the current person."""

    def __init__(self, edits: PersonEdits, parent: QWidget | None = None) -> None:
        """Follow the person of ``edits``."""
        content = FieldGrid()
        super().__init__("", content, parent)
        self.header().setText(self.tr("More about the person"))
        self.header().setAccessibleName(self.header().text())
        self._edits = edits
        self.known_as = ChipsField(self.tr("Known as"), self._jobs, self, read=lambda text: tidy_line(text) or None)
        self.native_language = CompletingField(self.tr("Language of the native name"), self._languages, self, say=language_name)
        self.disambiguator = LineField(self.tr("Told apart by"), self, placeholder=self.tr("for example b. 1981"))
        self.disambiguator.set_hint(self.tr("Shown where you pick people, never printed."))
        self.sort_name = LineField(self.tr("Sort name"), self)
        self.family_name_first = CheckField(self.tr("Family name first"), self)
        self.born = PartialDateField(self.tr("Born"), self._understand, self._say_date, self)
        self.birth_place = LineField(self.tr("Place of birth"), self)
        self.died = PartialDateField(self.tr("Died"), self._understand, self._say_date, self)
        self.pronouns = LineField(self.tr("Pronouns"), self, placeholder=self.tr("she/her"))
        self.pronouns.set_hint(self.tr("For checking bios, never printed."))
        self.identifiers = PersonIdentifiersField(self.tr("Identifiers"), self)
        self.notes = MultiLineField(self.tr("Private notes on the person"), self)
        content.add(self.known_as, FULL)
        for field in (
            self.native_language,
            self.disambiguator,
            self.sort_name,
            self.family_name_first,
            self.born,
            self.birth_place,
            self.died,
            self.pronouns,
        ):
            content.add(field, HALF)
        content.add(self.identifiers, FULL)
        content.add(self.notes, FULL)
        self._connect()

    def _connect(self) -> None:
        edits = self._edits
        self.known_as.changed.connect(lambda jobs: edits.change_person(self.known_as.label(), "known_as", known_as=jobs))
        self.native_language.changed.connect(
            lambda tag: edits.change_person(self.native_language.label(), "native_language", native_language=tag or "")
        )
        self.family_name_first.changed.connect(
            lambda on: edits.change_person(self.family_name_first.label(), "family_name_first", family_name_first=on)
        )
        for field, key in (
            (self.disambiguator, "disambiguator"),
            (self.sort_name, "sort_name"),
            (self.pronouns, "pronouns"),
            (self.birth_place, "birth_place"),
        ):
            connect_person_line(edits, field, key)
        self.identifiers.changed.connect(
            lambda ids: edits.change_person(self.identifiers.label(), "identifiers", typing=True, identifiers=ids)
        )
        self.notes.changed.connect(lambda text: edits.change_person(self.notes.label(), "notes", typing=True, notes=text))
        self.notes.finished.connect(
            lambda: edits.change_person(self.notes.label(), "notes", tidying=True, notes=tidy_text(self.notes.value()))
        )
        self.born.changed.connect(lambda date: edits.change_person(self.born.label(), "born", typing=True, born=date))
        self.died.changed.connect(lambda date: edits.change_person(self.died.label(), "died", typing=True, died=date))

    def fields(self) -> dict[str, Field]:
        """Return the fields by the name that places give them."""
        return {
            "known_as": self.known_as,
            "native_language": self.native_language,
            "disambiguator": self.disambiguator,
            "born": self.born,
            "died": self.died,
            "family_name_first": self.family_name_first,
            "sort_name": self.sort_name,
            "pronouns": self.pronouns,
            "birth_place": self.birth_place,
            "identifiers": self.identifiers,
            "notes": self.notes,
        }

    def show_person(self, person: Person, *, other: bool) -> None:
        """Show a person; ``other`` says that somebody else was shown before."""
        if other:
            for field in (self.known_as, self.native_language, self.born, self.died):
                field.forget_loose()
        self.known_as.set_value(person.known_as)
        self.native_language.set_value(person.native_language or None)
        self.disambiguator.set_value(person.disambiguator)
        self.born.set_value(person.born)
        self.died.set_value(person.died)
        self.family_name_first.set_value(person.family_name_first)
        self.sort_name.set_value(person.sort_name)
        self.sort_name.line().setPlaceholderText(sorted_name(person))
        self.pronouns.set_value(person.pronouns)
        self.birth_place.set_value(person.birth_place)
        self.identifiers.set_value(person.identifiers)
        self.notes.set_value(person.notes)
        born = self.tr("born {date}").format(date=self._say_date(person.born)) if person.born else ""
        self.set_summary(", ".join(filter(None, (", ".join(person.known_as), born))))

    @staticmethod
    def _understand(text: str) -> PartialDate | None:
        return understand_date(text, now_utc().astimezone().date())

    @staticmethod
    def _say_date(date: Any) -> str:
        return phrases("en-GB").date(date.year, date.month, date.day)

    @staticmethod
    def _languages(text: str) -> list[Completion]:
        return [Completion(found.tag, found.name, found.native) for found in find_languages(text)[:8]]

    @staticmethod
    def _jobs(text: str) -> list[Completion]:
        typed = text.strip().lower()
        acting = [word for word in _ACTING if typed and word.startswith(typed)]
        jobs = [job.names[0][0].lower() for job in find_jobs(text) if job.key not in ("cast", "self", "other")]
        return [Completion(word, word) for word in (*acting, *jobs)][:8]
