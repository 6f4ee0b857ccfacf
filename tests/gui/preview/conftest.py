"""Panes that show real pages in real WebEngine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWebEngineCore import QWebEngineScript

from desktop.gui.preview.pane import PreviewPane
from desktop.gui.preview.probe import ProbeMemory
from tests.gui.preview.pages import web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.core.page import Page
    from tests.gui.preview.pages import Ask, Dom, Show

# WebEngine asks for it, and it must be said before the first application object.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


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
        qtbot.waitUntil(lambda: web(pane).engine.url() == web(pane).page.handler.url)  # the page may be seen before its address

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
