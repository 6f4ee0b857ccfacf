"""Clicks in the preview: on a block, on text being selected, on links, on what unfolds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest

from desktop.core.page import Block
from tests.gui.preview.pages import block, page, web

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.gui.preview.pane import PreviewPane
    from tests.gui.preview.pages import Ask, Dom, Show

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def _middle(ask: Ask, pane: PreviewPane, selector: str) -> QPoint:
    """The middle of an element's first line, in the coordinates of the view."""
    box = f"document.querySelector('{selector}').getClientRects()[0]"
    x, y = (ask(pane, f"{box}.{side} + Math.min({box}.{size}, 40) / 2") for side, size in (("left", "width"), ("top", "height")))
    assert isinstance(x, float | int)
    assert isinstance(y, float | int)
    return QPoint(round(x), round(y))


def _canvas(pane: PreviewPane) -> QWidget:
    """The widget inside WebEngine's view that takes the mouse."""
    canvas = web(pane).engine.focusProxy()
    assert canvas is not None
    return canvas


def _click(pane: PreviewPane, place: QPoint, button: Qt.MouseButton = LEFT) -> None:
    QTest.mouseClick(_canvas(pane), button, NONE, place)


@pytest.fixture
def said(pane: PreviewPane) -> list[str]:
    """What the pane tells, in order."""
    lines: list[str] = []
    pane.block_activated.connect(lambda identity: lines.append(f"block {identity}"))
    pane.link_activated.connect(lambda url: lines.append(f"link {url.toString()}"))
    return lines


def test_a_click_on_a_block_names_it(pane: PreviewPane, show: Show, ask: Ask, said: list[str], qtbot: QtBot) -> None:
    part = Block("part-7", '<section id="part-7"><h2>Plot</h2><p id="inner">Some <em>words</em></p></section>')
    show(pane, page(block("headline", "A headline"), part))
    _click(pane, _middle(ask, pane, "em"))
    qtbot.waitUntil(lambda: said == ["block part-7"])
    _click(pane, _middle(ask, pane, "#headline"))
    qtbot.waitUntil(lambda: said == ["block part-7", "block headline"])
    assert ask(pane, "location.href") == web(pane).engine.url().toString()


def test_a_block_that_came_by_patch_can_be_clicked(
    pane: PreviewPane, show: Show, ask: Ask, said: list[str], qtbot: QtBot
) -> None:
    show(pane, page(block("a", "one")))
    pane.show_page(page(block("a", "one"), block("b", "two")), web(pane).shown_root)
    _click(pane, _middle(ask, pane, "#b"))
    qtbot.waitUntil(lambda: said == ["block b"])


def test_selecting_text_is_no_click(pane: PreviewPane, show: Show, ask: Ask, said: list[str], qtbot: QtBot) -> None:
    show(pane, page(block("a", "Words that can be selected with the mouse"), block("b", "Another block")))
    start = _middle(ask, pane, "#a")
    target = _canvas(pane)
    QTest.mousePress(target, LEFT, NONE, start)
    for step in range(1, 7):
        QTest.mouseMove(target, start + QPoint(20 * step, 0))
    QTest.mouseRelease(target, LEFT, NONE, start + QPoint(120, 0))
    qtbot.waitUntil(lambda: bool(web(pane).page.selectedText()))
    _click(pane, _middle(ask, pane, "#b"))
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["block b"]


@pytest.mark.parametrize("target", ["", " target='_blank'"])
def test_a_link_outside_is_handed_out_and_not_followed(
    target: str, pane: PreviewPane, show: Show, ask: Ask, said: list[str], qtbot: QtBot
) -> None:
    show(pane, page(block("a", f"<a href='https://example.org/a?b=1#c'{target}>outside</a>")))
    before = web(pane).engine.url()
    for button in (LEFT, Qt.MouseButton.MiddleButton):
        said.clear()
        _click(pane, _middle(ask, pane, "a"), button)
        qtbot.waitUntil(lambda: bool(said))
        assert said == ["link https://example.org/a?b=1#c"]
    assert web(pane).engine.url() == before


def test_mail_is_handed_out_and_other_schemes_are_not(
    pane: PreviewPane, show: Show, ask: Ask, said: list[str], qtbot: QtBot
) -> None:
    addresses = ["javascript:alert(1)", "file:///etc/hosts", "data:text/html,x", "ssh://host", "matinee://article/1/x"]
    links = [block(f"b{i}", f"<a href='{address}'>{i}</a>") for i, address in enumerate(addresses)]
    show(pane, page(*links, block("mail", "<a href='mailto:desk@example.org'>write</a>")))
    for i in range(len(addresses)):
        _click(pane, _middle(ask, pane, f"#b{i} a"))
    _click(pane, _middle(ask, pane, "#mail a"))
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["link mailto:desk@example.org"]


def test_a_link_inside_scrolls_and_the_address_stays(
    pane: PreviewPane, show: Show, ask: Ask, said: list[str], qtbot: QtBot
) -> None:
    note = Block("note", "<p id='note'>A footnote: <span id='fn:1'>words</span></p>")
    show(pane, page(block("a", "<a href='#fn:1'>1</a>"), *[block(f"b{i}", "words " * 200) for i in range(9)], note))
    before = web(pane).engine.url()
    _click(pane, _middle(ask, pane, "#a a"))
    qtbot.waitUntil(lambda: ask(pane, "scrollY > 0") is True)
    assert web(pane).engine.url() == before
    assert said == []


def test_what_the_reader_unfolds_stays_unfolded(
    pane: PreviewPane, show: Show, ask: Ask, dom: Dom, said: list[str], qtbot: QtBot
) -> None:
    html = "<details id='part'><summary>Spoiler</summary><p>He {}.</p></details>"
    show(pane, page(Block("part", html.format("dies"))))
    _click(pane, _middle(ask, pane, "summary"))
    qtbot.waitUntil(lambda: ask(pane, "document.querySelector('details').open") is True)
    pane.show_page(page(Block("part", html.format("lives"))), web(pane).shown_root)
    assert "lives" in dom(pane)
    assert ask(pane, "document.querySelector('details').open") is True
    assert said == []


def test_words_printed_by_others_are_not_taken_for_clicks(pane: PreviewPane, show: Show, said: list[str], qtbot: QtBot) -> None:
    show(pane, page(block("a", "words")))
    printed: list[str] = []
    web(pane).page.console_said.connect(printed.append)
    web(pane).page.runJavaScript("""console.info('{"block":"a"}'); console.info('{"link":"https://example.org"}')""", 1)
    qtbot.waitUntil(lambda: len(printed) == 2)
    assert said == []
    assert QUrl(printed[0]) != QUrl()
