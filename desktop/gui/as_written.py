"""Words as they are written: what somebody typed is never read as HTML, nor its ``&`` as the key of a menu.

Qt takes a label or a tip for rich text when it looks like some: a film called ``<b>`` would lose its name, and a picture named in
a title would be read from wherever it says.
"""

from __future__ import annotations

import unicodedata
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Guess
from PySide6.QtWidgets import QLabel, QWidget


class Label(QLabel):
    """A label that shows its words and nothing else; every label of the program is one."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Make a label with these words."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def as_tip(words: str) -> str:
    """Return what a tip must be given to show these words."""
    return f'<p style="white-space: pre-wrap">{escape(words)}</p>' if Guess.mightBeRichText(words) else words


def without_keys(words: str) -> str:
    """Return what a button or a menu must be given to show these words: an ``&`` names no key."""
    return words.replace("&", "&&")


def isolated(words: str) -> str:
    """Return words such that, within others, those of a script from right to left turn nothing around them."""
    turned = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words)
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}" if turned else words
