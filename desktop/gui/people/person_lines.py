"""Wires a line of text to a field of the current person, both ways of an edit: typed and tidied."""

from __future__ import annotations

from typing import Any

from desktop.core.text import tidy_line
from desktop.gui.people.person_edits import PersonEdits
from desktop.gui.widgets.lines import LineField


def connect_person_line(edits: PersonEdits, field: LineField, key: str) -> None:
    """Set the attribute ``key`` of the current person as ``field`` is typed in, and tidy it when the field is left."""

    def change(text: str, *, tidying: bool) -> None:
        values: dict[str, Any] = {key: text}
        edits.change_person(field.label(), key, typing=not tidying, tidying=tidying, **values)

    field.changed.connect(lambda text: change(text, tidying=False))
    field.finished.connect(lambda: change(tidy_line(field.value()), tidying=True))
