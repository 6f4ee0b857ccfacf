"""The pane where WebEngine cannot start: the same words, pictures, clicks and marks, in a simplified view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette, QTextDocument
from PySide6.QtTest import QTest

from desktop.core.page import Block, PageFile
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.preview.simple_html import simplify
from desktop.gui.preview.simple_view import SimpleView
from desktop.gui.theme import Colour, current_theme
from desktop.gui.theme.roles import DARK, LIGHT
from tests.gui.preview.pages import block, page, png

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QTextBrowser
    from pytestqt.qtbot import QtBot

LONG = tuple(block(f"b{i}", f"Block {i}. " + "Words that fill a line or two of the article. " * 6) for i in range(30))


@pytest.fixture
def simple(qtbot: QtBot) -> PreviewPane:
    pane = PreviewPane(probe_command=("/nowhere/python",))
    qtbot.addWidget(pane)
    pane.resize(632, 480)
    with qtbot.waitSignal(pane.view_started):
        pane.show()
    return pane


def _browser(pane: PreviewPane) -> QTextBrowser:
    assert isinstance(pane.view, SimpleView)
    return pane.view.browser


def _place(browser: QTextBrowser, words: str) -> QPoint:
    found = browser.document().find(words)
    assert not found.isNull()
    box = browser.cursorRect(found)
    return QPoint(box.left() - 8, box.center().y())


def test_it_shows_the_words_and_says_what_it_is(simple: PreviewPane, tmp_path: Path) -> None:
    simple.show_page(page(block("a", "Fárosvakt — 등대"), block("b", "Second")), tmp_path)
    assert _browser(simple).toPlainText().split("\n") == ["Fárosvakt — 등대", "Second"]
    assert "simplified" in simple.sandbox_note


def test_a_click_names_the_block_and_a_link_is_handed_out(simple: PreviewPane, qtbot: QtBot, tmp_path: Path) -> None:
    part = Block("part", '<section id="part"><h2>Plot</h2><p>First.</p><p>Second words</p></section>')
    simple.show_page(page(block("a", "Headline"), part, block("z", '<a href="https://example.org/">outside</a>')), tmp_path)
    viewport = _browser(simple).viewport()
    with qtbot.waitSignal(simple.block_activated) as heard:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=_place(_browser(simple), "Second words"))
    assert heard.args == ["part"]
    with qtbot.assertNotEmitted(simple.block_activated), qtbot.waitSignal(simple.link_activated) as followed:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=_place(_browser(simple), "outside"))
    assert followed.args is not None
    assert followed.args[0].toString() == "https://example.org/"


def test_selecting_text_is_no_click(simple: PreviewPane, qtbot: QtBot, tmp_path: Path) -> None:
    simple.show_page(page(block("a", "Words that can be selected")), tmp_path)
    browser = _browser(simple)
    end = _place(browser, "selected")
    with qtbot.assertNotEmitted(simple.block_activated):
        QTest.mousePress(browser.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, end.y()))
        QTest.mouseMove(browser.viewport(), end)
        QTest.mouseRelease(browser.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert browser.textCursor().hasSelection()


def test_a_new_page_keeps_the_place_and_a_new_review_does_not(simple: PreviewPane, tmp_path: Path) -> None:
    simple.open_review("r1")
    simple.show_page(page(*LONG), tmp_path)
    bar = _browser(simple).verticalScrollBar()
    bar.setValue(500)
    simple.show_page(page(*LONG, block("more", "typed")), tmp_path)
    assert bar.value() == 500
    simple.open_review("r2")
    simple.show_page(page(*LONG), tmp_path)
    assert bar.value() == 0


def test_a_marked_block_comes_on_screen_with_its_bar(simple: PreviewPane, tmp_path: Path) -> None:
    simple.show_page(page(*LONG), tmp_path)
    before = _browser(simple).viewport().grab().toImage()
    simple.mark("b1")
    assert _browser(simple).verticalScrollBar().value() == 0
    marked = _browser(simple).viewport().grab().toImage()
    accent = simple.palette().color(QPalette.ColorRole.Accent)
    assert marked != before
    assert any(marked.pixelColor(13, y) == accent for y in range(marked.height()))
    simple.mark("b25")
    assert _browser(simple).verticalScrollBar().value() > 0


def test_the_place_of_the_caret_in_a_long_block_comes_on_screen(simple: PreviewPane, tmp_path: Path) -> None:
    simple.show_page(page(block("long", "Words of a part that is longer than the screen. " * 400)), tmp_path)
    simple.mark("long", 0.5)
    bar = _browser(simple).verticalScrollBar()
    assert abs(bar.value() - bar.maximum() / 2) < 50


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_looks_are_the_articles_own(simple: PreviewPane, scheme: str) -> None:
    current_theme().apply(scheme, 100)

    def ground() -> QColor:
        return simple.grab().toImage().pixelColor(simple.width() // 2, simple.height() // 2)

    simple.set_look("dark")
    assert ground() == QColor(DARK[Colour.SHEET])
    assert _browser(simple).palette().color(QPalette.ColorRole.Text) == QColor(DARK[Colour.INK])
    simple.set_look("light")
    assert ground() == QColor(LIGHT[Colour.SHEET])
    assert _browser(simple).palette().color(QPalette.ColorRole.Text) == QColor(LIGHT[Colour.INK])
    simple.set_look("system")
    assert ground() == current_theme().colour(Colour.SHEET)


def test_zoom_makes_the_words_larger(simple: PreviewPane) -> None:
    small = QFontInfo(_browser(simple).font()).pixelSize()
    simple.set_zoom(200)
    assert QFontInfo(_browser(simple).font()).pixelSize() == pytest.approx(2 * small, abs=1)


def test_only_listed_pictures_are_loaded(simple: PreviewPane, tmp_path: Path) -> None:
    (tmp_path / "in.png").write_bytes(png(4, 4))
    (tmp_path / "other.png").write_bytes(png(4, 4))
    html = '<p id="a"><img src="in.png" alt=""><img src="other.png" alt="Not listed"><img src="file:///etc/hosts" alt=""></p>'
    shown = page(Block("a", html), files=(PageFile("in.png", "in.png"),))
    simple.show_page(shown, tmp_path)
    assert simplify(shown, tmp_path).pictures == (tmp_path / "in.png",)
    assert "Not listed" in _browser(simple).toPlainText()
    browser = _browser(simple)
    assert browser.loadResource(QTextDocument.ResourceType.ImageResource.value, "file:///etc/hosts") is None
    assert browser.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, "picture:0") is None


def test_scripts_styles_and_foreign_content_fall_away(tmp_path: Path) -> None:
    html = (
        '<section id="a" onclick="x()"><style>p{}</style><script>run()</script><svg><text>drawn</text></svg>'
        '<figure><figcaption>Kept &lt;words&gt; &amp; more</figcaption></figure><p style="color:red">Red</p></section>'
    )
    simple = simplify(page(Block("a", html)), tmp_path).html
    assert "Kept &lt;words&gt; &amp; more" in simple
    assert "<p>Red</p>" in simple
    for gone in ("run()", "p{}", "drawn", "onclick", "style", "script"):
        assert gone not in simple


@pytest.mark.parametrize("address", ["javascript:x", "file:///etc/passwd", "//x.example/", "images/x", ""])
def test_only_addresses_that_may_be_opened_are_links(address: str, tmp_path: Path) -> None:
    shown = page(block("a", f'<a href="{address}">words</a> <a href="https://x.example/">more</a> <a href="#b">here</a>'))
    html = simplify(shown, tmp_path).html
    assert html.count("href=") == 2
    assert "<a>words</a>" in html
