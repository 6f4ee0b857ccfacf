"""Plain one-line fields such as headline, standfirst and caption: typography and film titles, and nothing else."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from desktop.core.outlet import TitleStyle
from desktop.rendering.markdown import well_formed
from desktop.rendering.typography import Typesetter, quotes_of

_TITLE = re.compile(r"\{\{([^{}\n]+)\}\}")


class Lines:
    """Sets the plain lines of one article: its language's signs, its outlet's film titles."""

    def __init__(self, language: str, style: TitleStyle) -> None:
        """Set lines in ``language``, a tag such as ``en-GB``, and film titles in ``style``."""
        self.quotes = quotes_of(language)
        self.style = style

    def html(self, text: str) -> Markup:
        """Return a line as HTML."""
        done = Markup("")
        typesetter = Typesetter(self.quotes)
        for number, piece in enumerate(_TITLE.split(well_formed(text))):
            done += self._title(typesetter.set(piece.strip())) if number % 2 else escape(typesetter.set(piece))
        return done

    def plain(self, text: str) -> str:
        """Return a line as plain text, for the window's title and machines; a marked film title stands in quotation marks."""
        typesetter = Typesetter(self.quotes)
        pieces = (typesetter.set(piece) for piece in _TITLE.split(well_formed(text)))
        return "".join(self._quoted(piece.strip()) if number % 2 else piece for number, piece in enumerate(pieces))

    def _title(self, title: str) -> Markup:
        if self.style is TitleStyle.ITALICS:
            return Markup("<cite>{}</cite>").format(title)
        if self.style is TitleStyle.PLAIN:
            return Markup('<cite class="plain">{}</cite>').format(title)
        return Markup('<cite class="quoted">{}</cite>').format(self._quoted(title))

    def _quoted(self, title: str) -> str:
        return f"{self.quotes.opening}{title}{self.quotes.closing}"
