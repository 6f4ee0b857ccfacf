"""Panes that show real pages in real WebEngine, and pages written by hand."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWebEngineCore import QWebEngineScript

from desktop.core.page import Block, Page, PageFile
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.preview.probe import ProbeMemory
from desktop.gui.preview.web_view import WebView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    Dom = Callable[[PreviewPane], str]
    Ask = Callable[[PreviewPane, str], object]

# WebEngine asks for it, and it must be said before the first application object.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

SHEET = """<style>:root { color-scheme: light dark; }
html { font: 16px/20px sans-serif; } body { margin: 0; background: #fefefe; }
article { padding: 0 24px; } h1, p { margin: 0 0 20px; }
@media (prefers-color-scheme: dark) { body { background: #101010; } }
@media print { p { color: black; } }</style>"""


def block(identity: str, words: str) -> Block:
    return Block(identity, f'<p id="{identity}">{words}</p>')


def page(*blocks: Block, title: str = "A page", files: tuple[PageFile, ...] = ()) -> Page:
    head = ('<meta charset="utf-8">', f"<title>{title}</title>", SHEET)
    return Page("en-GB", "ltr", head, ' class="article"', blocks, files)


def png(width: int = 2, height: int = 2, grey: int = 128) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + bytes([grey]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def web(pane: PreviewPane) -> WebView:
    """The faithful view of a pane."""
    assert isinstance(pane.view, WebView)
    return pane.view


class Show(Protocol):
    """Shows a page that must be loaded, and waits until it can be seen."""

    def __call__(self, pane: PreviewPane, page: Page, root: Path | None = None, review: str = "r1") -> None: ...


@pytest.fixture(autouse=True)
def no_pane_left() -> Iterator[None]:
    """Delete what the test's end asked to delete later: a web page that outlives the application takes the process down."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def new_pane(qtbot: QtBot) -> Callable[[], PreviewPane]:
    """Panes whose WebEngine need not be probed again: 600 × 400 pixels of article and more around."""

    def make() -> PreviewPane:
        pane = PreviewPane(ProbeMemory(lambda _key: "works without sandbox", lambda _key, _verdict: None))
        qtbot.addWidget(pane)
        pane.resize(632, 480)
        with qtbot.waitSignal(pane.view_started):
            pane.show()
        return pane

    return make


@pytest.fixture
def pane(new_pane: Callable[[], PreviewPane]) -> PreviewPane:
    return new_pane()


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path) -> Show:
    def say(pane: PreviewPane, page: Page, root: Path | None = None, review: str = "r1") -> None:
        view = pane.view
        assert view is not None
        pane.open_review(review)
        with qtbot.waitSignal(view.page_ready):
            pane.show_page(page, root or tmp_path)

    return say


@pytest.fixture
def dom(qtbot: QtBot) -> Dom:
    """The markup of a pane, after all that was asked of it before."""

    def read(pane: PreviewPane) -> str:
        answers: list[str] = []
        pane.dom(answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    return read


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    """The value of an expression in the world of our own script, after all that was asked before."""

    def run(pane: PreviewPane, expression: str) -> object:
        answers: list[object] = []
        web(pane).page.runJavaScript(expression, QWebEngineScript.ScriptWorldId.ApplicationWorld.value, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    return run
