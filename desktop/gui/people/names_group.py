"""The fields of how a person's name is written, shared by every review."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.languages import find_languages, language_name
from desktop.core.person import Alias, AliasKind, Person
from desktop.core.text import tidy_line
from desktop.gui.editor.field_grid import HALF, FieldGrid
from desktop.gui.people.credit_edits import CreditEdits
from desktop.gui.people.group import Group
from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.choices import CheckField
from desktop.gui.widgets.completing import CompletingField
from desktop.gui.widgets.completion import Completion
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.lines import LineField


class NamesGroup(Group):
    """Edits the person's names; a name that is left empty becomes what it was before."""

    def __init__(self, edits: CreditEdits, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._edits = edits
        self.heading.setText(self.tr("Name"))
        self.setAccessibleName(self.heading.text())
        self._kinds = {
            AliasKind.ROMANISATION: self.tr("another spelling"),
            AliasKind.BIRTH: self.tr("birth name"),
            AliasKind.STAGE: self.tr("stage name"),
            AliasKind.FORMER: self.tr("former name"),
            AliasKind.MISSPELLING: self.tr("misspelling"),
        }
        self.name = LineField(self.tr("House spelling"), self)
        self.native_name = LineField(self.tr("Native name"), self)
        self.native_language = CompletingField(self.tr("Language of the native name"), self._languages, self, say=language_name)
        self.aliases = ChipsField(self.tr("Also written"), self._alias_kinds, self, say=self._say_alias, read=self._read_alias)
        self.family_name_first = CheckField(self.tr("Family name first"), self)
        self.disambiguator = LineField(self.tr("Told apart by"), self, placeholder=self.tr("b. 1981"))
        self.disambiguator.set_hint(self.tr("Shown where you pick people, never printed."))
        grid = FieldGrid(self)
        for field in self.fields().values():
            grid.add(field, HALF)
        self.column.addWidget(grid)
        self._connect()

    def _connect(self) -> None:
        edits = self._edits
        self.name.changed.connect(self._on_name_changed)
        self.name.finished.connect(self._on_name_finished)
        lines = ((self.native_name, "native_name"), (self.disambiguator, "disambiguator"))
        for field, key in lines:
            self._connect_line(field, key)
        self.native_language.changed.connect(
            lambda tag: edits.change_person(self.tr("Language of the native name"), "native_language", native_language=tag or "")
        )
        self.aliases.changed.connect(lambda names: edits.change_person(self.tr("Also written"), "aliases", aliases=names))
        self.family_name_first.changed.connect(
            lambda on: edits.change_person(self.tr("Family name first"), "family_name_first", family_name_first=on)
        )

    def _connect_line(self, field: LineField, key: str) -> None:
        field.changed.connect(lambda text: self._change_line(field, key, text, tidying=False))
        field.finished.connect(lambda: self._change_line(field, key, tidy_line(field.value()), tidying=True))

    def _change_line(self, field: LineField, key: str, text: str, *, tidying: bool) -> None:
        values: dict[str, Any] = {key: text}
        self._edits.change_person(field.label(), key, typing=not tidying, tidying=tidying, **values)

    def fields(self) -> dict[str, Field]:
        """Return the fields by the name that places give them."""
        return {
            "name": self.name,
            "native_name": self.native_name,
            "aliases": self.aliases,
            "native_language": self.native_language,
            "disambiguator": self.disambiguator,
            "family_name_first": self.family_name_first,
        }

    def show_person(self, person: Person, *, other: bool) -> None:
        """Show a person; ``other`` says that somebody else was shown before."""
        if other and self.native_language.value() is None:
            self.native_language.set_value("und")  # forget what was typed and never understood
        self.name.set_value(person.name)
        self.native_name.set_value(person.native_name)
        self.native_language.set_value(person.native_language or None)
        self.aliases.set_value(person.aliases)
        self.disambiguator.set_value(person.disambiguator)
        self.family_name_first.set_value(person.family_name_first)

    def _languages(self, text: str) -> list[Completion]:
        return [Completion(found.tag, found.name, found.native) for found in find_languages(text)[:8]]

    def _alias_kinds(self, text: str) -> list[Completion]:
        name = tidy_line(text)
        return [Completion(Alias(name, kind), name, words) for kind, words in self._kinds.items()] if name else []

    def _say_alias(self, alias: Any) -> str:
        plain = alias.kind is AliasKind.ROMANISATION
        return alias.text if plain else f"{alias.text} ({self._kinds[alias.kind]})"

    def _read_alias(self, text: str) -> Alias | None:
        name = tidy_line(text)
        return Alias(name) if name else None

    def _on_name_changed(self, text: str) -> None:
        if text.strip():
            self.name.set_problem(None)
            self._edits.change_person(self.name.label(), "name", typing=True, name=text)

    def _on_name_finished(self) -> None:
        person = self._edits.person
        name = tidy_line(self.name.value())
        if name:
            self._edits.change_person(self.name.label(), "name", tidying=True, name=name)
        elif person is not None:
            self.name.set_value(person.name)
