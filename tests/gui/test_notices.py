"""Notices that stay and toasts that pass."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.notices import NoticeBar, Toast, Weight
from desktop.gui.theme import current_theme


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    current_theme().apply("light", 100)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(NoticeBar())
    column.addStretch(1)
    column.addWidget(QLineEdit())
    window.resize(600, 400)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_a_notice_stays_until_it_is_taken_away(window: QWidget) -> None:
    bar = window.findChild(NoticeBar)
    assert bar is not None
    assert not bar.isVisible()
    said: list[str] = []
    bar.announced.connect(said.append)
    bar.put("disk", "The disk is full.")
    bar.put("disk", "The disk is full.")
    bar.put("newer", "Opened read-only.", weight=Weight.NOTE)
    assert bar.texts() == {"disk": "The disk is full.", "newer": "Opened read-only."}
    assert said == ["The disk is full.", "Opened read-only."]
    assert bar.isVisible()
    bar.take_away("disk")
    bar.take_away("disk")
    assert bar.isVisible()
    bar.take_away("newer")
    assert not bar.isVisible()


def test_its_buttons_do_what_they_say(window: QWidget) -> None:
    bar = window.findChild(NoticeBar)
    assert bar is not None
    done: list[str] = []
    bar.put("disk", "Full.", [("Save a Copy…", lambda: done.append("copy")), ("Retry", lambda: done.append("retry"))])
    for button in bar.buttons("disk"):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["copy", "retry"]


def test_a_long_notice_is_never_cut(qtbot: QtBot, window: QWidget) -> None:
    bar = window.findChild(NoticeBar)
    assert bar is not None
    bar.put("disk", "The disk is full, so the last seconds are not saved yet. " * 6, [("Retry", lambda: None)])
    line = bar.fontMetrics().height()
    qtbot.waitUntil(lambda: bar.height() > 5 * line, timeout=1000)


def test_a_toast_passes(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window, milliseconds=50)
    toast.say("Moved to the trash")
    assert toast.isVisible()
    assert toast.text() == "Moved to the trash"
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=2000)


def test_a_toast_does_its_action_once(window: QWidget) -> None:
    toast = Toast(window)
    done: list[bool] = []
    toast.say("Moved to the trash", "Undo", lambda: done.append(True))
    assert toast.button.isVisible()
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert not toast.isVisible()
    toast.say("Saved")
    assert not toast.button.isVisible()


def test_a_toast_waits_for_pointer_and_focus(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window, milliseconds=60_000)
    toast.say("Moved to the trash", "Undo", lambda: None)
    assert not toast.is_paused()
    spot = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(spot, spot, spot))
    assert toast.is_paused()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert not toast.is_paused()
    toast.button.setFocus()
    assert toast.is_paused()
    line = window.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    assert not toast.is_paused()


@pytest.mark.parametrize("away", [False, True])
def test_a_toast_never_has_the_focus_because_something_else_went(window: QWidget, qtbot: QtBot, *, away: bool) -> None:
    line, lower = window.findChild(QLineEdit), QLineEdit(window)
    assert line is not None
    toast = Toast(window)
    QWidget.setTabOrder(line, toast.button)
    QWidget.setTabOrder(toast.button, lower)
    lower.show()
    toast.say("Moved to the trash", "Undo", lambda: None)
    line.setFocus()
    dialog = QDialog(window)
    if away:
        dialog.open()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    line.hide()
    dialog.reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lower.hasFocus)
    QTest.keyClick(lower, Qt.Key.Key_Backtab)
    assert toast.button.hasFocus()
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    dialog.reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert toast.button.hasFocus(), "who went there is there again"


def test_a_toast_stays_inside_a_window_that_shrinks(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Moved to the trash", "Undo", lambda: None)
    window.resize(400, 300)
    qtbot.waitUntil(lambda: window.rect().contains(toast.geometry()), timeout=1000)


def test_a_toast_grows_with_the_text_and_is_never_cut(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Moved to the trash, where it waits for thirty days and more", "Undo", lambda: None)
    words = toast.findChild(QLabel)
    assert isinstance(words, QLabel)
    before = words.width()
    current_theme().apply("light", 200)
    try:
        qtbot.waitUntil(lambda: words.width() != before, timeout=1000)
        qtbot.waitUntil(lambda: words.geometry().right() < toast.button.geometry().left(), timeout=1000)
        assert window.rect().contains(toast.geometry())
        assert words.height() >= words.heightForWidth(words.width())
    finally:
        current_theme().apply("light", 100)


def test_of_many_the_gravest_are_shown_and_the_rest_is_one_button(window: QWidget) -> None:
    bar = window.findChild(NoticeBar)
    assert bar is not None
    for key in ("note one", "note two"):
        bar.put(key, key, [("Dismiss", lambda: None)], weight=Weight.NOTE)
    bar.put("full", "The disk is full.", [("Retry", lambda: None)])
    bar.put("damaged", "The database is damaged.")
    height = bar.sizeHint().height()
    assert bar.more.text() == "2 more…"
    assert [button.isVisible() for key in ("full", "note one", "note two") for button in bar.buttons(key)] == [True, False, False]
    bar.more.click()
    assert bar.buttons("note one")[0].isVisible()
    assert bar.more.text() == "Show fewer"
    assert bar.sizeHint().height() > height
    bar.take_away("note one")
    bar.take_away("full")
    assert not bar.more.isVisible()
    assert bar.buttons("note two")[0].isVisible()


def test_a_bar_that_goes_gives_the_focus_back_and_a_click_does_not_take_it(window: QWidget, qtbot: QtBot) -> None:
    bar, line = window.findChild(NoticeBar), window.findChild(QLineEdit)
    assert bar is not None
    assert line is not None
    line.setFocus()
    bar.put("full", "The disk is full.", [("Dismiss", lambda: bar.take_away("full"))])
    QTest.mouseClick(bar.buttons("full")[0], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is line
    bar.put("full", "The disk is full.", [("Dismiss", lambda: bar.take_away("full"))])
    bar.buttons("full")[0].setFocus()
    with qtbot.waitSignal(bar.left, timeout=2000):
        QTest.keyClick(bar.buttons("full")[0], Qt.Key.Key_Space)
