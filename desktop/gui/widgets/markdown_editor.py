"""The place where a critic writes: plain Markdown, lightly styled, in a calm measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QScrollBar, QWidget

from desktop.gui.announcing import announce
from desktop.gui.theme import FIELD_INSET, Type, current_theme, set_look
from desktop.gui.widgets import markdown_commands as commands
from desktop.gui.widgets.caret import AccentCaret
from desktop.gui.widgets.completion import Ask, Complete, Completion, CompletionList
from desktop.gui.widgets.markdown_highlighter import MarkdownHighlighter
from desktop.gui.widgets.markdown_marks import ADDRESS
from desktop.gui.widgets.offering import Offering
from desktop.gui.widgets.plain_text import PlainText, normalised
from desktop.gui.widgets.replacement import Replacement, to_characters, to_units

_LINE_HEIGHT = 1.62
_MEASURE = "Every evening she climbs the breakwater and lights a lamp, and so on"
"""A line as long as the measure: 68 characters of ordinary English."""
_FAR_GUTTER = 12
"""Pixels beside the end of a line, where the scroll bar stands; before its beginning they are FIELD_INSET, as in every field."""
_BAR = 2
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".bmp", ".tif", ".tiff", ".heic"}
_QUERY = re.compile(r"(?:^|(?<=[\s(“‘\"'—–]))@([^\s@\[\]](?:[^\n@\[\]]{0,38}[^\s@\[\]])?|)[ ]?$")
_LONGEST_QUERY = 42
"""Characters from the ``@`` to the caret at most."""


class _SteadyBar(QScrollBar):
    """A scroll bar that keeps its room where there is nothing to scroll, and is not seen there.

    One that came and went would change the width of the view, at which Qt lays the whole text out a second time.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it where there is something to scroll."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)


def _nobody(_text: str) -> Sequence[Completion]:
    """Complete with nobody, where there is no library to ask."""
    return ()


class MarkdownEditor(PlainText):
    """A Markdown text. ``text_changed`` carries the text, ``caret_moved`` the caret, after the user's doing.

    It has no undo of its own and never sets rich text. Pictures pasted or dropped are offered to the owner by
    ``images_offered`` (a list of ``Path`` or ``QImage``). ``person_requested`` carries what is typed after an
    ``@`` that begins a word; with ``complete_person`` a list opens at the caret and ``person_chosen`` carries
    the ``Completion``, which the owner answers by ``insert_person``. ``announced`` carries what was said to a
    screen reader.
    """

    text_changed = Signal(str)
    caret_moved = Signal(int)
    images_offered = Signal(list)
    person_requested = Signal(str)
    person_chosen = Signal(object)
    announced = Signal(str)
    _people: CompletionList | None = None  # here, because Qt sends events while the text is being made

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        clean_html: Callable[[str], str] | None = None,
        complete_person: Complete | None = None,
    ) -> None:
        """Make an empty text; ``clean_html`` turns pasted HTML into Markdown for ``paste_cleaned``."""
        # Qt sends events while the text is being made, which this hears.
        self._offering = Offering(complete_person or _nobody, self.people_list, lambda row: self.person_chosen.emit(row))
        super().__init__(parent, line_height=_LINE_HEIGHT)
        self._offering.setParent(self)
        self._clean_html = clean_html
        self._query_start: int | None = None
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(_SteadyBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(0)
        self._caret = AccentCaret(self)
        self.setLineWrapMode(PlainText.LineWrapMode.FixedPixelWidth)
        self._bar_x = 0
        self._bar = QFrame(self)
        self._bar.hide()
        set_look(self._bar, "focus-bar")
        self._highlighter = MarkdownHighlighter(self)
        self.edited.connect(self._on_edited)
        self.cursorPositionChanged.connect(self._on_cursor_position_changed)
        self.cursorPositionChanged.connect(self._place_bar)
        self.verticalScrollBar().valueChanged.connect(self._place_bar)
        self.document().documentLayout().documentSizeChanged.connect(self._place_bar)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def toggle_bold(self) -> None:
        """Make the selection or the word at the caret bold, or no longer so."""
        self._toggle(commands.BOLD)

    def toggle_italic(self) -> None:
        """Make the selection or the word at the caret italic, or no longer so."""
        self._toggle(commands.ITALIC)

    def toggle_film_title(self) -> None:
        """Mark the selection or the word at the caret as a film title, or no longer so."""
        self._toggle(commands.FILM_TITLE)

    def toggle_spoiler(self) -> None:
        """Hide the selection or the word at the caret as a spoiler, or no longer so."""
        self._toggle(commands.SPOILER)

    def toggle_link(self) -> None:
        """Make a link of the selection, or plain text of the link at the caret."""
        self._make(commands.toggle_link(self.text(), *self.selection()))

    def indent_items(self) -> None:
        """Move the list items of the selection in by a level."""
        self._make(commands.indent_items(self.text(), *self.selection(), deeper=True))

    def outdent_items(self) -> None:
        """Move the list items of the selection out by a level."""
        self._make(commands.indent_items(self.text(), *self.selection(), deeper=False))

    def insert_text(self, text: str) -> None:
        """Put ``text`` in place of the selection, as typed."""
        start, end = self.selection()
        self._make(commands.Edit(Replacement(start, end, text), start + len(text), start + len(text)))

    def insert_completion(self, text: str) -> None:
        """Put ``text`` in place of the ``@`` and what was typed after it, or else at the caret."""
        end = self.caret()
        start = end if self._query_start is None else min(self._query_start, end)
        self.close_people()
        self._make(commands.Edit(Replacement(start, end, text), start + len(text), start + len(text)))

    def insert_person(self, printed: str, person_id: str) -> None:
        """Put our mark of a person in place of the ``@`` and what was typed after it."""
        self.insert_completion(f"@[{printed}](person:{person_id})")

    def request_person(self) -> None:
        """Begin an ``@`` at the caret, as the command does."""
        before = self.text()[: self.selection()[0]][-1:]
        self.insert_text("@" if not before or before.isspace() else " @")

    def people_list(self) -> CompletionList:
        """Return the list of people, made when first asked for."""
        if self._people is None:
            self._people = CompletionList(self)
            self._people.chosen.connect(self._offering.choose)
        return self._people

    def ask_through(self, ask: Ask) -> None:
        """Ask the library for people through ``ask`` from now on, as :class:`Offering` does."""
        self._offering.ask_through(ask)

    def close_people(self) -> None:
        """Close the list of people; what was typed stays."""
        self._query_start = None
        self._offering.drop()
        if self._people is not None:
            self._people.hide()

    def go_paragraph(self, by: int) -> None:
        """Go to the start of the next (1) or previous (-1) paragraph and have it announced."""
        starts = commands.paragraphs(self.text())
        caret = self.caret()
        if by > 0:
            to = next((at for at, start in enumerate(starts) if start > caret), None)
        else:
            to = next((at for at in range(len(starts) - 1, -1, -1) if starts[at] < caret), None)
        if to is None:
            return
        self.select(starts[to])
        said = self.tr("Paragraph {at} of {count}").format(at=to + 1, count=len(starts))
        announce(self, said)
        self.announced.emit(said)

    def paste_cleaned(self) -> None:
        """Paste from the clipboard with emphasis, links and lists turned into Markdown."""
        mime = QGuiApplication.clipboard().mimeData()
        if self._clean_html is not None and mime.hasHtml():
            self.insert_text(normalised(self._clean_html(mime.html())).strip("\n"))
        else:
            self.insertFromMimeData(mime)

    def _toggle(self, wrap: commands.Wrap) -> None:
        self._make(commands.toggle_wrap(self.text(), *self.selection(), wrap))

    def _make(self, edit: commands.Edit | None) -> None:
        """Make an edit as the user's own, then select what it says."""
        if edit is None or self.composing:
            return
        self.edit(edit.change)
        self.select(edit.start, edit.end)

    def _on_edited(self, text: str) -> None:
        self.text_changed.emit(text)
        self._look_for_person(text)

    def _on_cursor_position_changed(self) -> None:
        caret = self.caret()
        if self._query_start is not None and caret <= self._query_start:
            self.close_people()
        if not self._setting:
            self.caret_moved.emit(caret)

    def _look_for_person(self, text: str) -> None:
        """Ask for people while what is typed before the caret is an ``@`` and the beginning of a name."""
        caret = self.caret()
        match = _QUERY.search(text, max(text.rfind("\n", 0, caret) + 1, caret - _LONGEST_QUERY), caret)
        if match is None:
            self.close_people()
            return
        self._query_start = match.start()
        query = match.group(1)
        self.person_requested.emit(query)
        anchor = self.cursorRect().translated(self.viewport().pos())
        self._offering.offer(query, QRect(anchor), least_width=360)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand keys to the open list first; go by paragraphs; paste cleaned."""
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key(event.key())
        if self._people is not None and self._people.take_key(event):
            event.accept()
        elif event.modifiers() == control and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.go_paragraph(1 if key == Qt.Key.Key_Down else -1)
        elif event.modifiers() == control | shift and key == Qt.Key.Key_V:
            self.paste_cleaned()
        else:
            before = self.textCursor().position()
            super().keyPressEvent(event)
            if not event.text():
                self._step_over_address(before)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the caret out of what nobody reads."""
        super().mouseReleaseEvent(event)
        self._step_over_address(self.textCursor().position())

    def _step_over_address(self, before: int) -> None:
        """Move the caret on, in the direction it came from ``before`` (in Qt's units), out of a person's number."""
        cursor = self.textCursor()
        line = cursor.block().text()
        within = to_characters(line, cursor.positionInBlock())
        for match in ADDRESS.finditer(line):
            if match.start() <= within < match.end() and match.group().startswith("(person:"):
                to = match.start() - 1 if cursor.position() < before else match.end()
                keep = QTextCursor.MoveMode.KeepAnchor if cursor.hasSelection() else QTextCursor.MoveMode.MoveAnchor
                cursor.setPosition(cursor.block().position() + to_units(line, to), keep)
                self.setTextCursor(cursor)
                return

    def event(self, event: QEvent) -> bool:
        """Let Tab and Escape go to the open list of people before they mean anything else."""
        self._offering.hear(event)
        people = self._people
        if people is not None and people.is_open() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                return people.pick_current()
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list of people."""
        self.close_people()
        super().focusOutEvent(event)
        self._bar.setVisible(self.hasFocus())
        self._caret.follow()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text and pictures."""
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: files and pictures are offered to the owner, text goes in plain."""
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        pictures = [file for file in files if file.suffix.lower() in _PICTURES]
        if pictures:
            self.images_offered.emit(pictures)
        elif files:
            return
        elif source.hasImage() and not source.hasText():
            image = source.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.images_offered.emit([image])
        else:
            super().insertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the bar beside the paragraph that says where the focus is."""
        super().focusInEvent(event)
        self._bar.show()
        self._caret.follow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the caret."""
        super().paintEvent(event)
        self._caret.paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text in its measure, in the middle."""
        super().resizeEvent(event)
        self._centre()

    def _on_theme_changed(self) -> None:
        self.set_face(current_theme().font(Type.WRITING))
        self._highlighter.refresh()
        self._centre()

    def most_width(self) -> int:
        """Return how many pixels wide the text is with its measure and gutters."""
        return self._measure() + FIELD_INSET + _FAR_GUTTER

    def _measure(self) -> int:
        return round(QFontMetricsF(current_theme().font(Type.WRITING)).horizontalAdvance(_MEASURE))

    def _centre(self) -> None:
        """Set the margins and, with them, the width that lines break at, which Qt would not follow."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - FIELD_INSET - _FAR_GUTTER
        width = max(1, min(self._measure(), room))
        near = FIELD_INSET + max(0, room - width) // 2
        far = self.width() - near - width
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = (max(0, far - bar), near) if mirrored else (near, max(0, far - bar))
        self.setViewportMargins(left, 0, right, 0)
        if width != self.lineWrapColumnOrWidth():  # Qt lays the whole text out anew for the same width
            self.setLineWrapColumnOrWidth(width)
        self._bar_x = self.width() - near + FIELD_INSET - _BAR if mirrored else near - FIELD_INSET
        self._place_bar()

    def _place_bar(self) -> None:
        """Set the bar beside the paragraph of the caret."""
        paragraph = self.document().documentLayout().blockBoundingRect(self.textCursor().block())
        top = max(0, round(paragraph.top()) - self.verticalScrollBar().value())
        bottom = min(self.height(), round(paragraph.bottom()) - self.verticalScrollBar().value())
        self._bar.setGeometry(self._bar_x, top, _BAR, max(0, bottom - top))
