"""The fields of how a person's name is written, shared by every review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.person import Alias, AliasKind, Person
from desktop.core.text import tidy_line
from desktop.gui.editor.field_grid import FULL, HALF, FieldGrid
from desktop.gui.people.group import Group
from desktop.gui.people.person_edits import PersonEdits
from desktop.gui.people.person_lines import connect_person_line
from desktop.gui.theme import set_look
from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.completion import Completion
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.lines import LineField


class NamesGroup(Group):
    """Edits the person's names, under the name as printed; a house spelling that is left empty becomes what it was before.

    With ``rename``, a house spelling is handed to it whole when the field is left, instead of letter by letter to ``edits``.
    """

    def __init__(
        self, edits: PersonEdits, parent: QWidget | None = None, *, rename: Callable[[str], object] | None = None
    ) -> None:
        """Follow the person of ``edits``; ``rename`` takes another name, where there is something to be done with it."""
        super().__init__("", parent)
        self._edits, self._rename = edits, rename
        self._shown = ("", "")
        set_look(self.heading, "part")
        self._kinds = {
            AliasKind.ROMANISATION: self.tr("another spelling"),
            AliasKind.BIRTH: self.tr("birth name"),
            AliasKind.STAGE: self.tr("stage name"),
            AliasKind.FORMER: self.tr("former name"),
            AliasKind.MISSPELLING: self.tr("misspelling"),
        }
        self.name = LineField(self.tr("House spelling"), self)
        self.native_name = LineField(self.tr("Native name"), self)
        self.aliases = ChipsField(self.tr("Also written"), self._alias_kinds, self, say=self._say_alias, read=self._read_alias)
        grid = FieldGrid(self)
        grid.add(self.name, HALF)
        grid.add(self.native_name, HALF)
        grid.add(self.aliases, FULL)
        self.column.addWidget(grid)
        self.name.changed.connect(self._on_name_changed)
        self.name.finished.connect(self._on_name_finished)
        connect_person_line(edits, self.native_name, "native_name")
        self.aliases.changed.connect(lambda names: edits.change_person(self.aliases.label(), "aliases", aliases=names))

    def fields(self) -> dict[str, Field]:
        """Return the fields by the name that places give them."""
        return {"name": self.name, "native_name": self.native_name, "aliases": self.aliases}

    def show_person(self, person: Person, printed: str, whom: str) -> None:
        """Show a person under the name as ``printed``; ``whom`` says who shares them."""
        self.heading.setText(printed)
        self.setAccessibleName(printed)
        self.say_whom(whom)
        before, self._shown = self._shown, (person.id, person.name)
        if self._shown != before or not self.name.editor().hasFocus():  # a name that is being typed stays
            self.name.set_value(person.name)
        if person.id != before[0]:
            self.aliases.forget_loose()
        self.native_name.set_value(person.native_name)
        self.aliases.set_value(person.aliases)

    def is_name_loose(self) -> bool:
        """Say whether another house spelling is typed that nobody was handed yet."""
        return tidy_line(self.name.value()) != self._shown[1]

    def forget_loose_name(self) -> None:
        """Show the house spelling as it is."""
        self.name.set_value(self._shown[1])

    def take_loose(self) -> None:
        """Take what is typed and not handed over yet, as when the fields are left."""
        self._on_name_finished()
        self.aliases.take_loose()

    def _alias_kinds(self, text: str) -> list[Completion]:
        name = tidy_line(text)
        return [Completion(Alias(name, kind), name, words) for kind, words in self._kinds.items()] if name else []

    def _say_alias(self, alias: Any) -> str:
        plain = alias.kind is AliasKind.ROMANISATION
        return str(alias.text) if plain else f"{alias.text} ({self._kinds[alias.kind]})"

    def _read_alias(self, text: str) -> Alias | None:
        name = tidy_line(text)
        return Alias(name) if name else None

    def _on_name_changed(self, text: str) -> None:
        if text.strip() and self._rename is None:
            self._edits.change_person(self.name.label(), "name", typing=True, name=text)

    def _on_name_finished(self) -> None:
        person, name = self._edits.person, tidy_line(self.name.value())
        if name and self._rename is not None:
            if person is not None and name != person.name:
                self._rename(name)
        elif name:
            self._edits.change_person(self.name.label(), "name", tidying=True, name=name)
        elif person is not None:
            self.name.set_value(person.name)
