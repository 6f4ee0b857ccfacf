"""The trailer: its address, from which the provider is understood, or provider and label typed where there is none."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.understanding import understand_video
from desktop.core.work import Trailer
from desktop.gui.editor.field_grid import FULL, HALF, FieldGrid
from desktop.gui.editor.picking import completing_words, free_text_field
from desktop.gui.editor.rows_of_facts import address_field
from desktop.gui.theme import set_look
from desktop.gui.widgets.field import Field, GroupField
from desktop.gui.widgets.lines import LineField

PROVIDERS = ("YouTube", "Vimeo")
"""Providers whose addresses are understood; any other name can be typed."""


class TrailerField(GroupField):
    """Edits a :class:`Trailer`. An address of YouTube or Vimeo fills in the provider; nothing is fetched."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make an empty trailer called ``label``, which is read; each of its fields has its own."""
        super().__init__(label, parent)
        body = FieldGrid(self)
        self.address = address_field(self.tr("&Trailer address"), body, say=self._say_video)
        self.provider = free_text_field(self.tr("Trailer &provider"), completing_words(*PROVIDERS), body)
        self.words = LineField(self.tr("La&bel of the link"), body)
        self.caption = LineField(self.tr("Caption &under the trailer"), body)
        body.add(self.address, FULL, FULL)
        body.add(self.provider, HALF, FULL)
        body.add(self.words, HALF, FULL)
        body.add(self.caption, FULL, FULL)
        for field in self.fields():
            field.finished.connect(self.finished)
        self.address.changed.connect(self._on_address_changed)
        self.provider.changed.connect(self._tell)
        self.words.changed.connect(self._tell)
        self.caption.changed.connect(self._tell)
        self._body = body
        self._set_body(body, self.address.editor())
        set_look(self._label, "heading")

    def fields(self) -> list[Field]:
        """Return the fields, in order."""
        return [self.address, self.provider, self.words, self.caption]

    def value(self) -> Any:
        """Return the :class:`Trailer`."""
        return Trailer(self.address.value(), self.provider.value(), self.words.value(), self.caption.value())

    def is_empty(self) -> bool:
        """Say whether nothing has been entered."""
        return all(field.is_empty() for field in self.fields())

    def _name_editor(self) -> None:
        self._body.setAccessibleName(self.label())

    def _show_value(self, value: Any) -> None:
        self.address.set_value(value.url)
        self.provider.set_value(value.provider)
        self.words.set_value(value.label)
        self.caption.set_value(value.caption)

    def _say_video(self, address: str) -> str:
        video = understand_video(address)
        return self.tr("{provider}, video {id}").format(provider=video.provider, id=video.id) if video else ""

    def _on_address_changed(self) -> None:
        video = understand_video(self.address.value())
        if video is not None and self.provider.value() != video.provider:
            self.provider.set_value(video.provider)
        self._tell()
