"""Words as they are written: what somebody typed is never read as HTML, nor its ``&`` as the key of a menu.

Qt takes a label or a tip for rich text when it looks like some: a film called ``<b>`` would lose its name, and a picture named in
a title would be read from wherever it says.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtGui import Qt as Guess
from PySide6.QtWidgets import QLabel, QWidget

_LONG_WORD = re.compile(r"\S{25,}")
_BREAK, _JOINER = "\N{ZERO WIDTH SPACE}", "\N{ZERO WIDTH JOINER}"


class Label(QLabel):
    """A label that shows its words and nothing else; every label of the program is one.

    Where words wrap, one that is longer than a line goes on in the next instead of making everything around it wider. Whatever
    stands there, a screen reader is told the words, or the name that the label was given.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Make a label with these words."""
        super().__init__(parent)
        self._words, self._read = text, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def text(self) -> str:
        """Return the words as they were given."""
        return self._words

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's own name
        """Show other words."""
        self._words = text
        super().setText(_LONG_WORD.sub(_breakable, text) if self.wordWrap() else text)
        self._let_read()

    def text_shown(self) -> str:
        """Return what stands there of the words."""
        return super().text()

    def show_instead(self, shown: str) -> None:
        """Let something else stand there while the words stay what they are."""
        if shown != super().text():
            super().setText(shown)
            self._let_read()

    def _let_read(self) -> None:
        if self.accessibleName() == self._read:
            self._read = "" if super().text() == self._words else self._words
            self.setAccessibleName(self._read)

    def clear(self) -> None:
        """Show no words."""
        self.setText("")

    def setWordWrap(self, on: bool) -> None:  # noqa: N802 - Qt's own name
        """Wrap the words, or no more."""
        super().setWordWrap(on)
        self.setText(self._words)


class OneLine(Label):
    """A label of one line, as long as its words where there is room; else it ends in an ellipsis and a tip shows them all."""

    def sizeHint(self) -> QSize:
        """Ask for the room of all the words, whatever is shown of them."""
        more = self.fontMetrics().horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text_shown())
        return super().sizeHint() + QSize(more, 0)

    def minimumSizeHint(self) -> QSize:
        """Give way to a narrow place."""
        return QSize(min(self.sizeHint().width(), 3 * self.fontMetrics().height()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many of the words as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's own name
        """Show as many of other words as there is room for."""
        super().setText(text)
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        words, metrics, room = self.text(), self.fontMetrics(), self.contentsRect().width()
        fits = metrics.horizontalAdvance(words) <= room  # in whole pixels, as the hint: Qt would cut for a part of one
        shown = words if fits else metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.show_instead(shown)
        self.setToolTip(as_tip(self.text()) if shown != self.text() else "")


def shortened(words: str, most: int = 60) -> str:
    """Return words that must not make a menu or a sentence longer than a line: what is beyond ``most`` signs is an ellipsis."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _breakable(word: re.Match[str]) -> str:
    """Let a word be broken before any sign of it that begins one as it is read."""
    signs = word.group()
    return "".join(
        f"{sign}{_BREAK}" if not unicodedata.combining(after) and after != _JOINER and sign != _JOINER else sign
        for sign, after in zip(signs, f"{signs[1:]} ", strict=True)
    )


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
