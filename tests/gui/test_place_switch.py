"""The places beside the menus: which one is in front, a click on another, and the room they take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk, open_desk
from desktop.gui.main_window import MainWindow
from desktop.gui.place_switch import PLACES
from desktop.gui.settings import Settings
from desktop.gui.theme import current_theme
from desktop.services.archive import open_archive
from tests.gui.desk import real_desk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


def marked(desk: OpenDesk) -> list[str]:
    return [command_id for command_id, button in desk.window.switch.buttons.items() if button.isChecked()]


def test_every_place_is_named_and_the_one_in_front_is_marked_however_it_came_there(desk: OpenDesk) -> None:
    switch = desk.window.switch
    assert [button.text() for button in switch.buttons.values()] == ["Library", "People", "Watch Log", "Looking Back"]
    for command_id in PLACES:
        desk.window.actions_by_id[command_id].trigger()
        assert marked(desk) == [command_id]
    desk.places.open_sample()
    assert marked(desk) == [], "a review is no place"


def test_a_click_goes_there_and_a_second_one_stays(desk: OpenDesk) -> None:
    people = desk.window.switch.buttons["show_people"]
    for _ in range(2):
        QTest.mouseClick(people, Qt.MouseButton.LeftButton)
        assert desk.window.in_front(desk.knowing.view)
        assert marked(desk) == ["show_people"]
    assert not people.hasFocus()
    assert "Ctrl+2" in people.toolTip()


def test_the_menus_keep_their_room_and_their_height(desk: OpenDesk) -> None:
    window, theme = desk.window, current_theme()
    bar = window.menuBar()
    menus = bar.actions()
    for percent, width in ((100, 960), (200, 960), (200, 1600), (100, 1600)):
        theme.apply("light", percent)
        window.resize(width, 700)
        QApplication.processEvents()
        last = bar.actionGeometry(menus[-1])
        assert last.width() > 0
        assert last.right() < (window.switch.x() if window.switch.isVisible() else bar.width())
        assert window.switch.isVisible() == ((percent, width) != (200, 960))
        highest = max(bar.actionGeometry(menu).height() for menu in menus)
        assert window.switch.sizeHint().height() <= highest
    theme.apply("light", 100)


def test_they_come_into_a_window_that_was_shown_before_its_library(tmp_path: Path, qtbot: QtBot) -> None:
    settings = Settings(tmp_path / "desk.ini")
    window = MainWindow(settings)
    with qtbot.waitExposed(window):
        window.show()
    desk = open_desk(open_archive(tmp_path / "library"), settings, window)
    try:
        desk.places.restore()
        assert window.switch.isVisible()
    finally:
        window.close()
        desk.close()
        window.deleteLater()
