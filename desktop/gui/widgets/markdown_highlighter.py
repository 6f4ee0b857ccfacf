"""Light highlighting: bold looks bold, markers stay and are dimmed.

What is edited and what is in sight is highlighted at once, the rest of a long change in slices of a few milliseconds, so that
a change of thousands of lines never holds the window up.
"""

from __future__ import annotations

import math
import re
import time

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextLayout
from PySide6.QtWidgets import QTextEdit

from desktop.gui.widgets.markdown_looks import look_of
from desktop.gui.widgets.markdown_marks import FENCE, Mark, Stretch, line_marks
from desktop.gui.widgets.replacement import to_units
from desktop.gui.widgets.stretches import Ends, Stretches

AT_ONCE = 64
"""Lines of a change that are highlighted with it at most; where there are more, they all wait for the first look at them."""
AT_ONCE_SECONDS = 0.008
"""How long they are highlighted at most, half a frame, of the thread's own work."""
SLICE_SECONDS = 0.002
"""How long a slice of the rest is; Qt lays its lines out in about as long again."""
_FENCES = re.compile(r"(?:\A|\u2029)[^\S\u2029]{0,3}(?:```|~~~)")
"""What ``FENCE`` finds, in lines that are parted as ``selectedText`` parts them."""
_WAS_IN_CODE, _IS_IN_CODE = 1, 2
"""The state of a line: whether it begins in a block of code, and whether the next one does; Qt's -1 where nobody looked yet."""


class MarkdownHighlighter(QObject):
    """Paints the marks of Markdown and our own into a text, in the theme's colours.

    A line is highlighted once for each change that it needs. While lines wait, those that come in sight go first.
    """

    _sight_changed = Signal()

    def __init__(self, text: QTextEdit) -> None:
        """Highlight what ``text`` holds from now on."""
        super().__init__(text)
        self._text = text
        self._document = text.document()
        self._looks: dict[frozenset[Mark], QTextCharFormat] = {}
        self._waiting = Stretches(self._document)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_timer_timeout)
        # Queued: later than Qt's layout, which it would interrupt, and still before the painting.
        self._sight_changed.connect(self._on_sight_changed, Qt.ConnectionType.QueuedConnection)
        text.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._document.contentsChange.connect(self._on_contents_change)

    def refresh(self) -> None:
        """Highlight all anew, after the theme or the document's font changed."""
        self._looks.clear()
        self._begin(0, self._document.characterCount())

    @property
    def waiting(self) -> bool:
        """Say whether lines are still to be highlighted."""
        return self._timer.isActive()

    def _on_contents_change(self, at: int, removed: int, added: int) -> None:
        first, last = self._document.findBlock(at), self._document.findBlock(at + added + (removed > 0))
        if not last.isValid():
            last = self._document.lastBlock()
        self._begin(first.position(), last.position() + last.length())

    def _begin(self, start: int, end: int) -> None:
        """Highlight a short stretch, or let its lines wait."""
        self._waiting.add(start, end)
        if self._document.findBlock(end - 1).blockNumber() - self._document.findBlock(start).blockNumber() < AT_ONCE:
            self._highlight((start, end), seconds=AT_ONCE_SECONDS)
        if self._waiting.ends():
            if not self._timer.isActive():
                self._timer.start()
            self._sight_changed.emit()

    def _on_scrolled(self) -> None:
        if self._timer.isActive():
            self._sight_changed.emit()

    def _on_sight_changed(self) -> None:
        """Highlight what is in sight and waits."""
        if self._timer.isActive() and self._text.isVisible():
            area = self._text.viewport().rect()
            low = self._text.cursorForPosition(area.topLeft()).block()
            high = self._text.cursorForPosition(area.bottomRight()).block()
            for stretch in self._waiting.within(low.position(), high.position() + high.length()):
                self._highlight(stretch)

    def _on_timer_timeout(self) -> None:
        """Highlight a slice of what waits; what is in sight stays where it is."""
        self._on_sight_changed()
        waiting = self._waiting.ends()
        if not waiting:
            self._timer.stop()
            return
        top = self._text.cursorForPosition(QPoint(0, 0)).block()
        before = self._top_of(top)
        self._highlight(waiting[0], seconds=SLICE_SECONDS)
        bar = self._text.verticalScrollBar()
        bar.setValue(bar.value() + round(self._top_of(top) - before))

    def _top_of(self, block: QTextBlock) -> float:
        return self._document.documentLayout().blockBoundingRect(block).top()

    def _highlight(self, stretch: Ends, seconds: float = math.inf) -> None:
        """Highlight the lines of a stretch, for so long at most, and those below that a fence in it changes."""
        start, end = stretch
        until = time.thread_time() + seconds
        block = self._document.findBlock(start)
        first, in_code, count, changed = block.position(), self._begins_in_code(block), 0, False
        next_waiting = min((low for low, _high in self._waiting.ends() if low >= end), default=math.inf)
        while block.isValid():
            at = block.position()
            beyond = at >= end
            if beyond and (at >= next_waiting or _begins_as(block, in_code=in_code)):
                break
            if count and (time.thread_time() > until or (beyond and count >= AT_ONCE)):
                if beyond:  # a fence turns all lines below it, so all of them wait
                    self._waiting.add(at, self._document.characterCount())
                break
            in_code, painted = self._highlight_line(block, in_code=in_code)
            changed |= painted
            count += 1
            block = block.next()
        done = block.position() if block.isValid() else self._document.characterCount()
        self._waiting.remove(first, done)
        if changed:
            self._document.markContentsDirty(first, done - first)

    def _begins_in_code(self, block: QTextBlock) -> bool:
        """Say whether a line begins in a block of code, though lines above it may wait."""
        state = block.previous().userState()
        above = self._waiting.ends()
        if state >= 0 and not (above and above[0][0] < block.position()):
            return bool(state & _IS_IN_CODE)
        cursor = QTextCursor(self._document)
        cursor.setPosition(max(0, block.position() - 1), QTextCursor.MoveMode.KeepAnchor)
        return block.position() > 0 and len(_FENCES.findall(cursor.selectedText())) % 2 == 1

    def _highlight_line(self, block: QTextBlock, *, in_code: bool) -> tuple[bool, bool]:
        """Highlight one line; return whether the next one begins in a block of code, and whether the line looks different now."""
        text, layout = block.text(), block.layout()
        fence = FENCE.match(text) is not None
        block.setUserState(_WAS_IN_CODE * in_code + _IS_IN_CODE * (in_code != fence))
        if in_code or fence:
            stretches = [Stretch(0, len(text), frozenset({Mark.MARKER if fence else Mark.CODE}))]
        else:
            stretches = line_marks(text)
        if not stretches and not layout.formats():
            return in_code != fence, False
        layout.setFormats(self._ranges(block, text, stretches))
        return in_code != fence, True

    def _ranges(self, block: QTextBlock, text: str, stretches: list[Stretch]) -> list[QTextLayout.FormatRange]:
        """Return the looks of a line, and what an input method shows in it."""
        layout = block.layout()
        wide = len(text) + 1 < block.length()  # a character of two units of Qt's is in it
        composed = len(layout.preeditAreaText())
        at, after = layout.preeditAreaPosition(), layout.preeditAreaPosition() + composed
        ranges = [each for each in layout.formats() if each.start >= at and each.start + each.length <= after] if composed else []
        for stretch in stretches:
            start, end = (to_units(text, stretch.start), to_units(text, stretch.end)) if wide else (stretch.start, stretch.end)
            if composed:
                start, end = start + composed * (start >= at), end + composed * (end >= at)
            if start < end:
                each = QTextLayout.FormatRange()
                each.start, each.length, each.format = start, end - start, self._look(stretch.marks)
                ranges.append(each)
        return ranges

    def _look(self, marks: frozenset[Mark]) -> QTextCharFormat:
        known = self._looks.get(marks)
        if known is None:
            known = self._looks[marks] = look_of(marks, self._document.defaultFont())
        return known


def _begins_as(block: QTextBlock, *, in_code: bool) -> bool:
    state = block.userState()
    return state >= 0 and bool(state & _WAS_IN_CODE) == in_code
