"""The slug: small letters, digits and hyphens, made of whatever is typed."""

from __future__ import annotations

import re
from typing import Any

from desktop.core.text import SLUG_LENGTH, slugify
from desktop.gui.widgets.lines import LineField

_SLUG = re.compile(f"[a-z0-9-]{{0,{SLUG_LENGTH}}}")


class SlugField(LineField):
    """Its value is always a slug, ``[a-z0-9-]`` of at most 80 characters, or empty for the automatic one.

    What is typed is turned into one at once in the value, and in the line when the field is left; text without any letter or
    digit that could stand in a slug is kept with a problem.
    """

    def value(self) -> Any:
        """Return the slug."""
        text = self.line().text().strip()
        return text if self.is_slug(text) else slugify(text)

    @staticmethod
    def is_slug(text: str) -> bool:
        """Say whether ``text`` is a slug as it stands."""
        return _SLUG.fullmatch(text) is not None

    def becomes(self) -> str:
        """Return the slug that the text will be turned into, empty where it is one already."""
        value: str = self.value()
        return "" if value == self.line().text() else value

    def settle(self) -> None:
        """Write the slug into the line, or say why there is none; for when the field is left."""
        value: str = self.value()
        typed = bool(self.line().text().strip())
        if value or not typed:
            self.line().set_text(value)
        self.set_problem(self.tr("A slug needs a letter from a to z or a digit.") if typed and not value else None)
