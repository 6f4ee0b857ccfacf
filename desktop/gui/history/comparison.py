"""What lies between two states of a review, to be read: words that went are struck through, words that came underlined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from desktop.core.comparing import Comparison, Passage, Section
from desktop.core.word_runs import Kind, Run, shortened
from desktop.gui.announcing import announce
from desktop.gui.as_written import OneLine
from desktop.gui.history.words import place_words, section_words
from desktop.gui.theme import Colour, Type, current_theme, set_look

_READ_ONLY = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_MARKS = re.compile(r"\]\((?:person|image):[0-9a-f-]+\)")
"""The ids in the marks of people and pictures, which nobody reads."""
_APART = "\N{THIN SPACE}"
"""Between what went and what came in its place, which else would read as one word."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A change in the text shown: where it begins and ends, and what is said of it."""

    start: int
    end: int
    said: str


class ComparisonView(QWidget):
    """Shows a comparison in the article's order; buttons, F8 and Shift+F8 go from change to change and have each read.

    Shape and colour tell what came and what went; long stretches that stayed are cut to a few words beside each change.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a view that shows nothing yet."""
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._between = ""
        self._spots: list[_Spot] = []
        self._count = OneLine(parent=self)
        set_look(self._count, "caption")
        self.previous_button = QPushButton(self.tr("&Previous Change"), self)
        self.next_button = QPushButton(self.tr("&Next Change"), self)
        self.previous_button.setToolTip(self.tr("Previous change (Shift+F8)"))
        self.next_button.setToolTip(self.tr("Next change (F8)"))
        self.text = QTextEdit(self, readOnly=True)
        self.text.setTextInteractionFlags(_READ_ONLY)
        self.text.setAccessibleName(self.tr("What changed, in the order of the article"))
        self.text.document().setDocumentMargin(current_theme().length(16))
        set_look(self.text, "sheet")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._count, 1)
        for button in (self.previous_button, self.next_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        self.next_button.clicked.connect(lambda: self.step(1))
        self.previous_button.clicked.connect(lambda: self.step(-1))
        for keys, by in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda by=by: self.step(by))
        current_theme().changed.connect(self._on_theme_changed)
        self.say("")

    def say(self, sentence: str) -> None:
        """Show a sentence and no comparison."""
        self._comparison, self._spots = None, []
        self.text.clear()
        self._write(sentence, self._block(0), self._chars(Type.BODY, Colour.MUTED))
        self._show_count("")

    def show_comparison(self, comparison: Comparison, between: str) -> None:
        """Show what lies between two states, from the beginning; ``between`` says which they are: ``since today 09:02``."""
        self._comparison, self._between, self._spots = comparison, between, []
        self.text.clear()
        section: Section | None = None
        for passage in comparison.passages:
            if passage.section is not section:
                section = passage.section
                self._write(section_words(section), self._block(20), self._chars(Type.CAPTION, Colour.MUTED, heavy=True))
            self._add(comparison, passage)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        changes = len(self._spots)
        if not comparison.passages:
            self.say(self.tr("No word has changed {between}.").format(between=between))
        else:
            said = self.tr("1 change {between}") if changes == 1 else self.tr("{n} changes {between}")
            self._show_count(said.format(n=changes, between=between))

    def comparison(self) -> Comparison | None:
        """Return the comparison that is shown."""
        return self._comparison

    def changes(self) -> int:
        """Return how many changes are shown."""
        return len(self._spots)

    def count_words(self) -> str:
        """Return what is said about the number of changes."""
        return self._count.text()

    def step(self, by: int) -> None:
        """Select the next change (1) or the one before (-1), going round at the end, and have it read."""
        if not self._spots:
            return
        cursor = self.text.textCursor()
        chosen = (cursor.selectionStart(), cursor.selectionEnd())
        at = next((at for at, spot in enumerate(self._spots) if (spot.start, spot.end) == chosen), None)
        if at is None:
            ahead = [place for place, spot in enumerate(self._spots) if spot.start >= chosen[0]]
            at = (ahead[0] if ahead else len(self._spots)) - (1 if by > 0 else 0)
        spot = self._spots[(at + by) % len(self._spots)]
        cursor.setPosition(spot.start)
        cursor.setPosition(spot.end, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()
        announce(self.text, spot.said)

    def _add(self, comparison: Comparison, passage: Passage) -> None:
        start = self._write(place_words(comparison, passage), self._block(10), self._chars(Type.BODY, Colour.INK, heavy=True))
        if not passage.runs:
            self._spots.append(_Spot(start, self._end(), place_words(comparison, passage)))
            return
        body = Type.WRITING if passage.part is not None else Type.BODY
        self._write("", self._block(2, body), self._chars(body, Colour.INK))
        for run in shortened(passage.runs):
            self._add_run(run, body)

    def _add_run(self, run: Run, body: Type) -> None:
        chars = self._chars(body, Colour.INK)
        text = _MARKS.sub("]", run.text)
        if run.kind is not Kind.SAME:
            added = run.kind is Kind.ADDED
            chars.setForeground(current_theme().colour(Colour.GOOD if added else Colour.MUST))
            chars.setFontUnderline(added)
            chars.setFontStrikeOut(not added)
            text = text.replace("\n", "¶\n")
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        start = cursor.position()
        beside = self._spots and self._spots[-1].end == start and not cursor.atBlockStart()
        if run.kind is not Kind.SAME and beside and not text[:1].isspace():
            cursor.insertText(_APART, self._chars(body, Colour.INK))
        cursor.insertText(text, chars)
        if run.kind is not Kind.SAME:
            said = self.tr("Added: {words}") if run.kind is Kind.ADDED else self.tr("Removed: {words}")
            self._mark(_Spot(start, cursor.position(), said.format(words=text)))

    def _mark(self, spot: _Spot) -> None:
        """Count a change; what came in the place of what went is one with it."""
        last = self._spots[-1] if self._spots else None
        if last is not None and last.end == spot.start:
            self._spots[-1] = _Spot(last.start, spot.end, f"{last.said} {spot.said}")
        else:
            self._spots.append(spot)

    def _write(self, text: str, block: QTextBlockFormat, chars: QTextCharFormat) -> int:
        """Write a paragraph at the end and return where it begins."""
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.position():
            cursor.insertBlock(block, chars)
        else:
            cursor.setBlockFormat(block)
        start = cursor.position()
        cursor.insertText(text, chars)
        return start

    def _end(self) -> int:
        return self.text.document().characterCount() - 1

    def _block(self, above: int, body: Type = Type.BODY) -> QTextBlockFormat:
        block = QTextBlockFormat()
        block.setTopMargin(current_theme().length(above))
        height = 150 if body is Type.WRITING else 120
        block.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return block

    def _chars(self, kind: Type, colour: Colour, *, heavy: bool = False) -> QTextCharFormat:
        theme = current_theme()
        font = theme.font(kind)
        if kind is Type.WRITING:
            font.setPixelSize(theme.pixels(Type.PART))
        chars = QTextCharFormat()
        chars.setFont(font)
        chars.setForeground(theme.colour(colour))
        if heavy:
            chars.setFontWeight(600)
        return chars

    def _show_count(self, words: str) -> None:
        self._count.setText(words)
        for button in (self.previous_button, self.next_button):
            button.setEnabled(bool(self._spots))

    def _on_theme_changed(self) -> None:
        if self._comparison is not None:
            self.show_comparison(self._comparison, self._between)
