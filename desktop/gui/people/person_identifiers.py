"""Ids of a person elsewhere, typed or taken from a pasted address."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.core.person import PersonIdentifiers
from desktop.core.understanding import understand_imdb_name, understand_tmdb_person, understand_wikidata
from desktop.gui.editor.field_grid import FULL, HALF, FieldGrid
from desktop.gui.editor.rows_of_facts import address_field
from desktop.gui.editor.understood_field import UnderstoodField
from desktop.gui.widgets.field import GroupField


def _tr(text: str) -> str:
    return QCoreApplication.translate("PersonIdentifiers", text)


class PersonIdentifiersField(GroupField):
    """Edits :class:`PersonIdentifiers`; a whole address may be pasted into each line."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make empty lines; ``label`` names them together."""
        super().__init__(label, parent)
        body = FieldGrid(self)
        sites = (
            (_tr("IMDb"), understand_imdb_name, _tr("An IMDb id of a person is nm and 7 or 8 digits."), "nm0000000"),
            (_tr("TMDB"), understand_tmdb_person, _tr("A TMDB id is a number."), "000000"),
            (_tr("Wikidata"), understand_wikidata, _tr("A Wikidata item is Q and a number."), "Q0000000"),
        )
        self._fields = [
            UnderstoodField(name, understand, trouble, empty="", keeps_text=True, placeholder=example)
            for name, understand, trouble, example in sites
        ]
        self._fields.append(address_field(_tr("Official site")))
        for field in self._fields:
            body.add(field, HALF, FULL)
            field.changed.connect(self._tell)
            field.finished.connect(self.finished)
        self._body = body
        self._set_body(body, self._fields[0].editor())
        self._label.setVisible(False)

    def value(self) -> Any:
        """Return the :class:`PersonIdentifiers`."""
        return PersonIdentifiers(*(field.value() for field in self._fields))

    def is_empty(self) -> bool:
        """Say whether nothing has been entered."""
        return all(field.is_empty() for field in self._fields)

    def _name_editor(self) -> None:
        self._body.setAccessibleName(self.label())

    def _show_value(self, value: Any) -> None:
        parts = (value.imdb, value.tmdb, value.wikidata, value.official)
        for field, part in zip(self._fields, parts, strict=True):
            field.set_value(part)
