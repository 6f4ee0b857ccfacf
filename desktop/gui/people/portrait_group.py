"""The portrait of a card: the picture, or a place that asks for one, its caption, its alternative text and its credit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.image import Image, ImageUse
from desktop.core.review import Card
from desktop.core.text import tidy_line
from desktop.gui.announcing import announce
from desktop.gui.editor.field_grid import FULL, THIRD, FieldGrid
from desktop.gui.people.credit_edits import CreditEdits
from desktop.gui.people.group import Group
from desktop.gui.theme import FIELD_INSET, current_theme
from desktop.gui.widgets.choices import CheckField
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.image_well import AskFiles, ImageWell, ask_for_pictures
from desktop.gui.widgets.lines import LineField

AddPicture = Callable[[bytes, str, Callable[[Image], None], Callable[[str], None]], None]
"""Keeps the bytes of a picture, named like this, in the library and lays its record on the desk; calls back with the record, or
with a sentence that says why not."""

PictureOf = Callable[[str], QImage | None]
"""Returns a small version of the picture with this id, or None where there is none to be had."""


_WIDTH, _HEIGHT = 132, 176
"""Pixels of the picture at 100 % text, 3:4 as the article prints it."""


def png_of(image: QImage) -> bytes:
    """Return a picture that came without a file, such as from the clipboard, as the bytes of one."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt's stubs know the name as bytes only
    return bytes(held.data())


class PortraitGroup(Group):
    """Edits the portrait; a picture that was put in comes back from the library and goes to the card it was put on."""

    def __init__(
        self,
        edits: CreditEdits,
        add_picture: AddPicture,
        picture_of: PictureOf,
        parent: QWidget | None = None,
        *,
        ask_files: AskFiles = ask_for_pictures,
    ) -> None:
        """Follow ``edits``; ``add_picture`` stores a file that ``ask_files`` asked for, ``picture_of`` finds one by id."""
        super().__init__("", parent)
        self._edits, self._add_picture, self._picture_of = edits, add_picture, picture_of
        self._shown: str | None = None
        self._picture: QImage | None = None
        self.others = 0
        self.heading.setText(self.tr("Portrait"))
        self.setAccessibleName(self.heading.text())
        self.well = ImageWell(self.tr("Portrait"), self, ask_files=ask_files)
        self.wanted = CheckField(self.tr("Ask for a picture"), self)
        self.caption = LineField(self.tr("Caption"), self)
        self.alt = LineField(self.tr("Alternative text"), self, placeholder=self.tr("What the picture shows"))
        self.credit = LineField(self.tr("Picture credit"), self, placeholder=self.tr("Photographer, agency or studio"))
        self._lay_out()
        self.well.files_offered.connect(self._on_well_files_offered)
        self.well.image_offered.connect(self._on_well_image_offered)
        self.well.removed.connect(self._on_well_removed)
        self.wanted.changed.connect(lambda on: edits.ask_for_portrait(self.tr("Place for a portrait"), wanted=on))
        self._connect_use(self.caption, "caption")
        self._connect_use(self.alt, "alt")
        self.credit.changed.connect(lambda text: edits.change_picture_credit(self.credit.label(), text, typing=True))
        self.credit.finished.connect(self._on_credit_finished)

    def _lay_out(self) -> None:
        words = QWidget(self)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for field in (self.wanted, self.caption, self.alt, self.credit):
            column.addWidget(field)
        grid = FieldGrid(self)
        grid.add(self.well, THIRD)
        grid.add(words, FULL - THIRD)
        self.well.setContentsMargins(FIELD_INSET, 0, 0, 0)
        self.column.addWidget(grid)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        """Give the picture the upright shape of a portrait."""
        theme = current_theme()
        self.well.frame().setFixedSize(theme.length(_WIDTH), theme.length(_HEIGHT))

    def _connect_use(self, field: LineField, key: str) -> None:
        field.changed.connect(lambda text: self._change_use(field, key, text, tidying=False))
        field.finished.connect(lambda: self._change_use(field, key, tidy_line(field.value()), tidying=True))

    def _change_use(self, field: LineField, key: str, text: str, *, tidying: bool) -> None:
        use = self._edits.portrait
        values: dict[str, Any] = {key: text}
        if use is not None and getattr(use, key) != text:
            self._edits.change_portrait(field.label(), key, typing=not tidying, tidying=tidying, **values)

    def fields(self) -> dict[str, Field]:
        """Return the fields by the name that places give them; the picture itself is no field."""
        return {"wanted": self.wanted, "caption": self.caption, "alt": self.alt, "picture_credit": self.credit}

    def show_portrait(self, use: ImageUse | None, card: Card, image: Image | None, *, name: str, others: int) -> None:
        """Show the portrait that a card prints; ``others`` counts the other reviews that share the person."""
        self.others = others
        self._show_picture(image, use, name)
        self.wanted.set_value(card.portrait is not None)
        self.wanted.setVisible(image is None)
        for field in (self.alt, self.credit):
            field.setVisible(image is not None)
        self.caption.setVisible(use is not None)
        self.caption.set_value(use.caption if use else "")
        self.alt.set_value(use.alt if use else "")
        self.credit.set_value(image.credit if image else "")

    def _show_picture(self, image: Image | None, use: ImageUse | None, name: str) -> None:
        if image is None:
            self._shown = None
            self.well.set_picture(None, self.tr("asks for a picture") if use else "")
            return
        if image.id != self._shown:
            self._shown = image.id
            self._picture = self._picture_of(image.id)
        self.well.set_picture(self._picture, use.alt if use and use.alt else name)

    def _on_credit_finished(self) -> None:
        self._edits.change_picture_credit(self.credit.label(), tidy_line(self.credit.value()), tidying=True)

    def _on_well_files_offered(self, files: list[Path]) -> None:
        if not files:
            return
        try:
            data = files[0].read_bytes()
        except OSError as error:
            self._on_picture_refused(self.tr("{name} could not be read: {why}.").format(name=files[0].name, why=error.strerror))
            return
        self._take(data, files[0].name)

    def _on_well_image_offered(self, image: QImage) -> None:
        self._take(png_of(image), "portrait.png")

    def _take(self, data: bytes, name: str) -> None:
        self.say_whom("")
        credit = self._edits.current
        self._add_picture(
            data, name, lambda image: self._edits.put_portrait(self.tr("Portrait"), credit, image), self._on_picture_refused
        )

    def _on_picture_refused(self, why: str) -> None:
        self.say_whom(f"▲ {why}")
        announce(self.well.frame(), why)

    def _on_well_removed(self) -> None:
        self._edits.remove_portrait(self.tr("Remove portrait"), also_from_person=not self.others)
        self.well.setFocus(Qt.FocusReason.OtherFocusReason)
