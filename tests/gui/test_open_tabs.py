"""The tabs of open reviews: which one stands out, what a click on one does, and the cross on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from tests.gui.desk import real_desk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """A window with two reviews open, the second in front."""
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        archive = desk.workspace.archive
        for title in ("Burning & Co", "Ballerina"):
            desk.window.show_session(desk.workspace.reviews.open(archive.begin(title, 2018, "", "en").review.id))
        yield desk


def click(tabs: QTabBar, at: int) -> None:
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(at).topLeft() + QPoint(14, 10))


def test_no_tab_stands_out_beside_the_library_and_a_click_goes_back(desk: OpenDesk) -> None:
    window = desk.window
    assert window.tabs.property("look") == "tabs"
    window.show_library()
    assert window.tabs.isVisible()
    assert window.tabs.property("look") == "resting"
    click(window.tabs, 1)
    assert window.session is not None
    assert window.session.article.work.title == "Ballerina"
    assert window.tabs.property("look") == "tabs"
    window.show_library()
    click(window.tabs, 0)
    assert window.session.article.work.title == "Burning & Co"


def test_each_tab_has_a_cross_that_says_what_it_closes(desk: OpenDesk, qtbot: QtBot) -> None:
    window = desk.window
    crosses = [window.tabs.tabButton(at, QTabBar.ButtonPosition.RightSide) for at in range(2)]
    assert [cross.accessibleName() for cross in crosses] == ["Close Burning & Co (2018)", "Close Ballerina (2018)"]
    QTest.mouseClick(crosses[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.tabs.count() == 1, timeout=5_000)
    assert window.session is not None
    assert window.session.article.work.title == "Ballerina"
