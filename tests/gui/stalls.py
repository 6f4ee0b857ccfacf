"""How long a window takes no event: in the real one while a slow text is rendered, and in a bare one that only shows it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QPlainTextEdit, QSplitter

from desktop.app import OpenDesk
from desktop.core.page import Page
from desktop.gui.editor.text_form import TextForm
from desktop.gui.preview.scheme import register_scheme
from tests.gui.pulse import Pulse
from tests.gui.slow_shapes import CALM

PATIENCE_SECONDS = 60.0
_KEYS = "ab"
_PAGE = "<p id=p style=overflow-wrap:anywhere>type</p>"


class StuckError(AssertionError):
    """What was waited for did not come."""


def wait(wanted: Callable[[], bool], what: str) -> None:
    """Let events happen until ``wanted``; raises StuckError after a minute."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not wanted():
        if time.monotonic() > end:
            raise StuckError(what)
        turn = QEventLoop()  # it waits as the window's own does, and so gives the processor away
        QTimer.singleShot(1, turn.quit)
        turn.exec()


@dataclass(frozen=True, slots=True)
class Stall:
    """What one slow text did: the longest pause and most work (ms), whether it paused, and the seconds until its page."""

    longest: float
    worked: float
    paused: bool = False
    shown_after: float = 0.0


def paste(text: str, into: QPlainTextEdit | TextForm) -> None:
    """Put a text in place of what is there, as one edit by hand."""
    field = into.body if isinstance(into, TextForm) else into
    QGuiApplication.clipboard().setText(text)
    field.selectAll()
    field.paste()


class BareWindow:
    """The floor: a text widget beside a web page that shows the end of what is typed, with nothing between."""

    def __init__(self) -> None:
        register_scheme()  # the real window's preview wants it, and it must come before any page
        self.splitter = QSplitter()
        self._text, self._view = QPlainTextEdit(), QWebEngineView()
        self.splitter.addWidget(self._text)
        self.splitter.addWidget(self._view)
        self.splitter.resize(1400, 880)
        self._answers = 0
        loaded: list[bool] = []
        self._view.loadFinished.connect(loaded.append)
        self._view.setHtml(_PAGE)
        wait(lambda: bool(loaded), "the bare page")
        self._text.textChanged.connect(self._on_text_changed)
        self.splitter.show()
        paste(CALM, self._text)
        wait(lambda: self._answers > 0, "the bare page")

    def _on_text_changed(self) -> None:
        words = json.dumps(self._text.toPlainText()[-400:])
        self._view.page().runJavaScript(f"document.getElementById('p').textContent={words}", 0, self._on_answer)

    def _on_answer(self, _value: object) -> None:
        self._answers += 1

    def stall(self, text: str) -> Stall:
        """Paste a text, type two keys, and paste a calm text again."""
        pulse = Pulse()
        self._answers = 0
        paste(text, self._text)
        for key in _KEYS:
            self._text.insertPlainText(key)
        wait(lambda: self._answers > len(_KEYS), "the slow text in the bare page")
        paste(CALM, self._text)
        wait(lambda: self._answers > len(_KEYS) + 1, "the calm text in the bare page")
        pulse.end()
        return Stall(pulse.longest, pulse.worked)

    def close(self) -> None:
        """Close it; its widgets go with whoever owns ``splitter``."""
        self.splitter.close()


class RealWindow:
    """A text part in front of the real window, with its live preview begun."""

    def __init__(self, desk: OpenDesk) -> None:
        self._desk = desk
        form = desk.window.editor.form
        assert isinstance(form, TextForm)
        self._form = form
        wait(lambda: desk.window.editor.preview.view is not None, "the preview")
        paste(CALM, form)
        self._shown_with(CALM)

    def _page(self) -> Page | None:
        shown = self._desk.window.editor.preview._shown
        return shown.page if shown else None

    def _shown_with(self, words: str) -> None:
        def arrived() -> bool:
            page = self._page()
            block = next((block.html for block in page.blocks if block.id == f"part-{self._form.key}"), "") if page else ""
            return words in block

        wait(arrived, f"a page with {words!r}")

    def stall(self, text: str) -> Stall:
        """Paste a text, type two keys, wait for its page, and paste a calm one again; raises StuckError where it stays paused."""
        body, note = self._form.body, self._form.paused_note
        pulse, before, start = Pulse(), self._page(), time.monotonic()
        paste(text, self._form)
        wait(lambda: self._page() is not before, "the slow text's page")
        shown_after, before = time.monotonic() - start, self._page()
        for key in _KEYS:
            body.insertPlainText(key)
        wait(lambda: self._page() is not before, "the slow text's page after a key")
        paused = note.isVisible()
        page = self._page()
        assert page is not None
        assert paused == (self._form.key in page.paused), "the part says something else than its page"
        paste(CALM, self._form)
        self._shown_with(CALM)
        wait(lambda: not note.isVisible(), "the preview to go on by itself")
        pulse.end()
        return Stall(pulse.longest, pulse.worked, paused, shown_after)
