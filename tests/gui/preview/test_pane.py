"""The pane and its tools: what buttons ask, what is remembered, what it says of itself, how it falls back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.gui.preview.pane import PreviewPane
from desktop.gui.preview.probe import ProbeMemory, flags_for_probe
from desktop.gui.preview.simple_view import SimpleView
from desktop.gui.preview.tools import next_zoom
from tests.gui.preview.pages import block, page, web

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.gui.preview.pages import Dom, Show


def _button(pane: PreviewPane, name: str) -> QToolButton:
    buttons = pane.findChildren(QToolButton)
    return next(each for each in buttons if name in (each.accessibleName(), each.text().removesuffix(" ▾")))


def test_pages_shown_before_the_probe_answers_appear_after(qtbot: QtBot, dom: Dom, tmp_path: Path) -> None:
    pane = PreviewPane()  # the real probe
    qtbot.addWidget(pane)
    pane.open_review("r1")
    pane.show_page(page(block("a", "first")), tmp_path)
    pane.mark("a")
    with qtbot.waitSignal(pane.view_started, timeout=30_000):
        pane.show()
        assert pane.view is None
    with qtbot.waitSignal(web(pane).page_ready):
        pass
    assert "first" in dom(pane)
    open_ = "--no-sandbox" in flags_for_probe()
    assert ("without its sandbox" in pane.sandbox_note) is open_


def test_the_view_is_confirmed_only_when_a_page_was_seen(qtbot: QtBot, tmp_path: Path) -> None:
    kept: list[str] = []
    pane = PreviewPane(ProbeMemory(lambda _key: "works", lambda _key, verdict: kept.append(verdict)))
    qtbot.addWidget(pane)
    with qtbot.waitSignal(pane.view_started):
        pane.show()
    assert kept == ["trying"]
    pane.show_page(page(block("a", "words")), tmp_path)
    qtbot.waitUntil(lambda: kept == ["trying", "works"])


def test_a_view_that_cannot_go_on_gives_way_to_the_simple_one(pane: PreviewPane, show: Show) -> None:
    show(pane, page(block("a", "words")))
    web(pane).failed.emit("the renderer dies of every page")
    assert isinstance(pane.view, SimpleView)
    assert pane.view.browser.toPlainText() == "words"
    assert pane.view.isVisible()


def test_buttons_ask_and_the_pane_says_what_to_remember(pane: PreviewPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.width_changed) as width:
        QTest.keyClick(_button(pane, "Phone"), Qt.Key.Key_Space)
    assert width.args == ["phone"]
    with qtbot.waitSignal(pane.zoom_changed) as zoom:
        QTest.mouseClick(_button(pane, "Larger"), Qt.MouseButton.LeftButton)
    assert zoom.args == [110]
    pane.zoom_out()
    assert pane.zoom == 100
    pane.zoom_out()
    pane.reset_zoom()
    assert pane.zoom == 100
    menu = _button(pane, "Light").menu()
    assert menu is not None
    with qtbot.waitSignal(pane.look_changed) as look:
        menu.actions()[1].trigger()
    assert look.args == ["dark"]
    with qtbot.waitSignal(pane.browser_requested):
        QTest.mouseClick(_button(pane, "Open in browser ↗"), Qt.MouseButton.LeftButton)


def test_what_is_set_already_is_not_told_again(pane: PreviewPane, qtbot: QtBot) -> None:
    with (
        qtbot.assertNotEmitted(pane.width_changed),
        qtbot.assertNotEmitted(pane.look_changed),
        qtbot.assertNotEmitted(pane.zoom_changed),
    ):
        pane.set_width("web")
        pane.set_look("light")
        pane.set_zoom(100)
    with pytest.raises(ValueError, match="sepia"):
        pane.set_look("sepia")


def test_every_widget_one_can_reach_has_a_name(pane: PreviewPane) -> None:
    reachable = [each for each in pane.findChildren(QWidget) if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.isVisible()]
    assert len(reachable) >= 7
    nameless = [each for each in reachable if not each.accessibleName() and each is not web(pane).engine.focusProxy()]
    assert not [each for each in nameless if each is not pane.view]
    assert all(each.toolTip() for each in pane.findChildren(QToolButton))


@pytest.mark.parametrize(
    ("zoom", "direction", "then"), [(100, 1, 110), (100, -1, 90), (105, 1, 110), (105, -1, 100), (300, 1, 300), (50, -1, 50)]
)
def test_zoom_goes_by_steps(zoom: int, direction: int, then: int) -> None:
    assert next_zoom(zoom, direction) == then


def test_a_patch_is_small(pane: PreviewPane, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [block(f"b{i}", "words " * 200) for i in range(40)]
    show(pane, page(*many))
    sent: list[str] = []
    engine_page = web(pane).page
    monkeypatch.setattr(engine_page, "runJavaScript", lambda source, *_rest: sent.append(source))
    pane.show_page(page(*many[:-1], block("b39", "one word more")), web(pane).shown_root)
    assert sent == ['matinee.patch({"changed":{"b39":"<p id=\\"b39\\">one word more</p>"}})']
    assert json.loads(sent[0].removeprefix("matinee.patch(").removesuffix(")"))
