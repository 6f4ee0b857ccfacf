"""The bios of a person, one text a language: written here, printed by every draft whose card takes the shared one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.dates import PartialDate
from desktop.core.languages import find_languages, language_name
from desktop.core.person import Bio, Person
from desktop.core.phrases import phrases
from desktop.core.saving import now_utc
from desktop.core.text import count_words, tidy_line, tidy_text
from desktop.gui.ledger.session import LedgerSession
from desktop.gui.people.group import Group
from desktop.gui.people.sentences import word_count_words
from desktop.gui.theme import set_look
from desktop.gui.widgets.completing import CompletingField
from desktop.gui.widgets.completion import Completion
from desktop.gui.widgets.lines import LineField
from desktop.gui.widgets.multi_line import MultiLineField


class BioField(QWidget):
    """One bio: its text, when it was read through, and what can be done with it."""

    def __init__(self, session: LedgerSession, at: int, bio: Bio, parent: QWidget) -> None:
        """Show ``bio``, which is the one numbered ``at`` of the person of ``session``."""
        super().__init__(parent)
        self._session, self._at = session, at
        self.language = bio.language
        label = self.tr("Bio in {language}").format(language=language_name(bio.language))
        self.text = MultiLineField(label, self, low=3, high=14, placeholder=self.tr("No bio. The card prints just the name."))
        self.source = LineField(self.tr("Where it comes from"), self)
        self.source.editor().setAccessibleName(f"{self.source.label()}, {label}")
        self.reviewed = QPushButton(self.tr("Reviewed today"), self)
        self.first = QPushButton(self.tr("Print this one"), self)
        self.remove = QPushButton(self.tr("Remove"), self)
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.reviewed, self.first, self.remove):
            set_look(button, "quiet" if button is self.remove else "link")
            button.setAccessibleName(f"{button.text()}, {label}")
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text)
        column.addSpacing(8)
        column.addWidget(self.source)
        column.addLayout(row)
        self.text.changed.connect(lambda text: self._set(text, typing=True))
        self.text.finished.connect(lambda: self._set(tidy_text(self.text.value()), tidying=True))
        self.source.changed.connect(lambda source: self._set_source(source, typing=True))
        self.source.finished.connect(lambda: self._set_source(tidy_line(self.source.value()), tidying=True))
        self.reviewed.clicked.connect(self._on_reviewed_clicked)
        self.first.clicked.connect(self._on_first_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)

    def show_bio(self, bio: Bio, *, printed: bool) -> None:
        """Show a bio; ``printed`` says whether it is the one of its language that cards print."""
        self.text.set_value(bio.text)
        self.source.set_value(bio.source)
        self.source.setVisible(bool(bio.text or bio.source))
        words = word_count_words(count_words(bio.text)) if bio.text else ""
        read = self.tr("read through {date}").format(date=_day(bio.reviewed)) if bio.reviewed else self.tr("never read through")
        other = "" if printed else self.tr("kept, not printed: another one in this language stands before it")
        self.text.set_hint(" · ".join(filter(None, (words, read if bio.text else "", other))))
        self.first.setVisible(not printed)
        self.reviewed.setVisible(bool(bio.text) and bio.reviewed != today())

    def _bios(self) -> tuple[Bio, ...]:
        person = self._session.person
        return person.bios if person and self._at < len(person.bios) else ()

    def _set(self, text: str, *, typing: bool = False, tidying: bool = False) -> None:
        bios = self._bios()
        if bios and bios[self._at].text != text:
            changed = (*bios[: self._at], replace(bios[self._at], text=text), *bios[self._at + 1 :])
            self._session.change_person(self.text.label(), f"bio.{self._at}", typing=typing, tidying=tidying, bios=changed)

    def _set_source(self, source: str, *, typing: bool = False, tidying: bool = False) -> None:
        bios = self._bios()
        if bios and bios[self._at].source != source:
            changed = (*bios[: self._at], replace(bios[self._at], source=source), *bios[self._at + 1 :])
            field = f"bio.{self._at}.source"
            self._session.change_person(self.source.label(), field, typing=typing, tidying=tidying, bios=changed)

    def _on_reviewed_clicked(self) -> None:
        bios = self._bios()
        if bios:
            changed = (*bios[: self._at], replace(bios[self._at], reviewed=today()), *bios[self._at + 1 :])
            self._session.change_person(self.tr("Reviewed today"), f"bio.{self._at}.reviewed", bios=changed)
            self.text.editor().setFocus()  # the button is gone, and the next one would take the bio away

    def _on_first_clicked(self) -> None:
        bios = self._bios()
        if bios:
            rest = (*bios[: self._at], *bios[self._at + 1 :])
            self._session.change_person(self.tr("Print another bio"), "bio.first", bios=(bios[self._at], *rest))

    def _on_remove_clicked(self) -> None:
        bios = self._bios()
        if bios:
            rest = (*bios[: self._at], *bios[self._at + 1 :])
            self._session.change_person(self.tr("Remove bio"), "bio.removed", bios=rest)


class BiosGroup(Group):
    """Every bio of the person shown, and a line that begins one in another language."""

    def __init__(self, session: LedgerSession, parent: QWidget | None = None) -> None:
        """Follow the person of ``session``."""
        super().__init__("", parent)
        self._session = session
        self.heading.setText(self.tr("Bios"))
        self.setAccessibleName(self.heading.text())
        self.fields: list[BioField] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(24)
        words, language = self.tr("Write a bio in"), self.tr("Language")
        self.add_line = CompletingField(words, self._languages, self, say=language_name, placeholder=language)
        self.column.addLayout(self._rows)
        self.column.addWidget(self.add_line)
        self.add_line.changed.connect(self._on_add_line_changed)

    def show_person(self, person: Person) -> None:
        """Show the bios; texts that are there already keep their carets."""
        if [field.language for field in self.fields] != [bio.language for bio in person.bios]:
            self._build(person)
        self.say_whom("" if person.bios else self.tr("No bio. The card prints just the name."))
        seen: set[str] = set()
        for field, bio in zip(self.fields, person.bios, strict=True):
            field.show_bio(bio, printed=bio.language not in seen)
            seen.add(bio.language)

    def _build(self, person: Person) -> None:
        for field in self.fields:
            self._rows.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.fields = [BioField(self._session, at, bio, self) for at, bio in enumerate(person.bios)]
        for field in self.fields:
            self._rows.addWidget(field)

    @staticmethod
    def _languages(text: str) -> list[Completion]:
        return [Completion(found.tag, found.name, found.native) for found in find_languages(text)[:8]]

    def _on_add_line_changed(self, tag: str | None) -> None:
        person = self._session.person
        if tag is None or person is None:
            return
        self.add_line.set_value(None)
        if all(bio.language != tag for bio in person.bios):
            self._session.change_person(self.tr("New bio"), "bio.new", bios=(*person.bios, Bio(tag, "")))
        field = next((field for field in self.fields if field.language == tag), None)
        if field is not None:
            field.text.editor().setFocus()


def today() -> PartialDate:
    """Return the day it is here."""
    day = now_utc().astimezone().date()
    return PartialDate(day.year, day.month, day.day)


def _day(date: PartialDate) -> str:
    return phrases("en-GB").date(date.year, date.month, date.day)
