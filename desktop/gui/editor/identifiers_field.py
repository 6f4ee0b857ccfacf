"""Ids of a work elsewhere, typed or taken from a pasted address."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.core.understanding import (
    isbn_fits,
    understand_imdb,
    understand_isbn,
    understand_letterboxd,
    understand_tmdb,
    understand_wikidata,
)
from desktop.core.work import Identifiers
from desktop.gui.editor.field_grid import FULL, HALF, FieldGrid
from desktop.gui.editor.rows_of_facts import address_field
from desktop.gui.editor.understood_field import Understand, UnderstoodField
from desktop.gui.widgets.field import GroupField


def _tr(text: str) -> str:
    return QCoreApplication.translate("IdentifiersField", text)


def _site(label: str, understand: Understand, trouble: str, example: str) -> UnderstoodField:
    return UnderstoodField(label, understand, trouble, empty="", keeps_text=True, placeholder=example)


def _isbn_doubt(isbn: str) -> str | None:
    return None if isbn_fits(isbn) else _tr("This ISBN’s check digit does not fit; one digit is probably wrong.")


class IdentifiersField(GroupField):
    """Edits :class:`Identifiers`; a whole address may be pasted into each line."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make empty lines; ``label`` names them together."""
        super().__init__(label, parent)
        body = FieldGrid(self)
        self.imdb = _site(_tr("IMDb"), understand_imdb, _tr("An IMDb id is tt and 7 or 8 digits."), "tt0000000")
        self.tmdb = _site(_tr("TMDB"), understand_tmdb, _tr("A TMDB id is a number."), "000000")
        self.wikidata = _site(_tr("Wikidata"), understand_wikidata, _tr("A Wikidata item is Q and a number."), "Q0000000")
        words = _tr("A Letterboxd film is named in small letters, digits and hyphens.")
        self.letterboxd = _site(_tr("Letterboxd"), understand_letterboxd, words, "film-name")
        self.isbn = UnderstoodField(
            _tr("ISBN"),
            understand_isbn,
            _tr("An ISBN has 13 digits and begins with 978 or 979; an older one has 10 with a check digit that fits."),
            empty="",
            keeps_text=True,
            doubt=lambda isbn: (
                None if isbn_fits(isbn) else _tr("This ISBN’s check digit does not fit; one digit is probably wrong.")
            ),
        )
        self.official = address_field(_tr("Official site"))
        for field in self.fields():
            body.add(field, HALF, FULL)
            field.changed.connect(self._tell)
            field.finished.connect(self.finished)
        self._body = body
        self._set_body(body, self.imdb.editor())
        self._label.setVisible(False)

    def fields(self) -> list[UnderstoodField]:
        """Return the lines in the order of :class:`Identifiers`."""
        return [self.imdb, self.tmdb, self.wikidata, self.letterboxd, self.isbn, self.official]

    def value(self) -> Any:
        """Return the :class:`Identifiers`."""
        return Identifiers(*(field.value() for field in self.fields()))

    def is_empty(self) -> bool:
        """Say whether nothing has been entered."""
        return all(field.is_empty() for field in self.fields())

    def _name_editor(self) -> None:
        self._body.setAccessibleName(self.label())

    def _show_value(self, value: Any) -> None:
        values = (value.imdb, value.tmdb, value.wikidata, value.letterboxd, value.isbn, value.official)
        for field, part in zip(self.fields(), values, strict=True):
            field.set_value(part)
