"""No request leaves a hostile page on its way to the screen, to paper or into a picture, and the page stays where it is."""

from __future__ import annotations

import urllib.request
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView

from desktop.core.page import Block, Page
from desktop.rendering.page import render_page
from tests.example import example_article
from tests.gui.preview.listener import LEADING_AWAY, VECTORS, Listener, vectors
from tests.gui.preview.pages import SHEET, block, page, web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.gui.preview.pane import PreviewPane
    from tests.gui.preview.pages import Ask, Dom, Show

LEAST_HEARD = 25


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.close()


def _printed(page: QWebEnginePage, qtbot: QtBot) -> bytes:
    """Return the page as PDF."""
    made: list[bytes] = []
    page.printToPdf(lambda data: made.append(bytes(data)))
    qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    return made[0]


def _settled(ask: Ask, pane: PreviewPane) -> bool:
    return ask(pane, "[...document.images].every((image) => image.complete)") is True


def _laid_before_everything(pane: PreviewPane, ask: Ask, qtbot: QtBot) -> None:
    """Draw the page, print it, and take pictures of it."""
    qtbot.waitUntil(lambda: _settled(ask, pane))
    assert _printed(web(pane).page, qtbot).startswith(b"%PDF")
    assert not web(pane).engine.grab().isNull()
    assert not pane.grab().isNull()
    ask(pane, "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() => 1)")


def _nothing_left(listener: Listener) -> None:
    assert urllib.request.urlopen(f"{listener.address}/control", timeout=5).status == 200
    assert listener.asked == ["/control"]


@pytest.mark.parametrize("patched", [False, True], ids=["loaded", "patched"])
def test_no_request_leaves_a_page_that_was_never_cleaned(
    patched: bool, pane: PreviewPane, show: Show, dom: Dom, ask: Ask, listener: Listener, qtbot: QtBot
) -> None:
    hostile = Block("evil", f'<section id="evil">{vectors(listener.address)}</section>')
    head = ('<meta charset="utf-8">', f'<meta http-equiv="refresh" content="0;url={listener.address}/head">', SHEET)
    evil = Page("en", "ltr", head, "", (block("a", "words"), hostile))
    refused: list[str] = []
    web(pane).page.navigation_refused.connect(lambda url: refused.append(url.path()))
    if patched:
        show(pane, page(block("a", "words")))
        pane.show_page(evil, web(pane).shown_root)
    else:
        show(pane, evil)
    address = web(pane).page.handler.url
    qtbot.waitUntil(lambda: bool({"/head", "/refresh"} & set(refused)))
    _laid_before_everything(pane, ask, qtbot)
    assert "words" in dom(pane), "the page was replaced"
    assert web(pane).engine.url() == address
    _nothing_left(listener)


def test_no_request_leaves_where_the_policy_is_missing(
    monkeypatch: pytest.MonkeyPatch, pane: PreviewPane, show: Show, ask: Ask, listener: Listener, qtbot: QtBot
) -> None:
    """The interceptor stands for itself: without the header, requests get as far as it, and no further."""
    monkeypatch.setattr("desktop.gui.preview.scheme._HEADERS", {})
    show(pane, page(Block("evil", f'<section id="evil">{vectors(listener.address)}</section>')))
    _laid_before_everything(pane, ask, qtbot)
    _nothing_left(listener)


def test_no_request_leaves_a_review_that_holds_them(
    pane: PreviewPane, show: Show, ask: Ask, dom: Dom, listener: Listener, qtbot: QtBot
) -> None:
    """The same on the way that reviews go, as text and in fields; addresses that stay as words and links are not followed."""
    article = example_article()
    evil = vectors(listener.address)
    parts = tuple(replace(part, body=evil) if part.body else part for part in article.review.parts)
    review = replace(article.review, parts=parts, headline=evil, standfirst=evil, byline=evil, verdict=evil, description=evil)
    work = replace(article.work, trailer=replace(article.work.trailer, url=f"{listener.address}/trailer", caption=evil))
    shown = render_page(replace(article, review=review, work=work))
    show(pane, shown)
    address = web(pane).page.handler.url
    _laid_before_everything(pane, ask, qtbot)
    assert f"{listener.address}/img" in dom(pane), "the address of a picture stays as words"
    assert web(pane).engine.url() == address
    _nothing_left(listener)


class _Quiet(QWebEnginePage):
    """A page as it comes, but for what it prints."""

    def javaScriptConsoleMessage(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def bare(qtbot: QtBot) -> Iterator[QWebEngineView]:
    """A view without any wall."""
    view = QWebEngineView()
    holder = QObject(view)
    profile = QWebEngineProfile()
    unguarded = _Quiet(profile, holder)
    profile.setParent(holder)
    view.setPage(unguarded)
    unguarded.settings().setAttribute(QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture, False)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    yield view
    view.hide()
    holder.deleteLater()


def test_an_unguarded_page_does_reach_the_server(bare: QWebEngineView, listener: Listener, qtbot: QtBot) -> None:
    """The test of the tests above: the very same markup, each way of reaching out heard of by its name."""
    markup = vectors(listener.address, *LEADING_AWAY)
    bare.setHtml(f"<!DOCTYPE html><title>x</title>{markup}", QUrl("http://127.0.0.1/"))
    qtbot.waitUntil(lambda: len(listener.heard & VECTORS.keys()) >= LEAST_HEARD)


@pytest.mark.parametrize("name", LEADING_AWAY)
def test_an_unguarded_page_is_led_away(name: str, bare: QWebEngineView, listener: Listener, qtbot: QtBot) -> None:
    markup = VECTORS[name].format(f"{listener.address}/{name}")
    bare.setHtml(f"<!DOCTYPE html><title>x</title>{markup}", QUrl("http://127.0.0.1/"))
    bare.setFocus()
    qtbot.waitUntil(lambda: name in listener.heard)
    qtbot.waitUntil(lambda: bare.url().host() == "127.0.0.1" and bare.url().path() == f"/{name}")
