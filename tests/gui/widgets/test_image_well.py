"""A place for a picture: by drop, paste, file dialog, and what a screen reader hears."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.gui.widgets import ImageWell
from tests.gui.widgets.conftest import Show

STILLS = [Path("/stills/one.jpg"), Path("/stills/two.jpg")]


@pytest.fixture
def well(show: Show) -> ImageWell:
    well = ImageWell("Photo of Ama Darko", ask_files=lambda _parent, then: then(STILLS))
    show(well)
    return well


def picture() -> QImage:
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 107, 85))
    return image


def drop(well: ImageWell, mime: QMimeData) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(well, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(well, QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, buttons, keys))


def test_dropped_files_are_offered(qtbot: QtBot, well: ImageWell) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in STILLS])
    with qtbot.waitSignal(well.files_offered, timeout=1000) as offered:
        drop(well, mime)
    assert offered.args == [STILLS]
    assert well.picture() is None, "the owner decides"


def test_a_pasted_picture_is_offered(qtbot: QtBot, well: ImageWell) -> None:
    mime = QMimeData()
    mime.setImageData(picture())
    QGuiApplication.clipboard().setMimeData(mime)
    well.setFocus()
    with qtbot.waitSignal(well.image_offered, timeout=1000) as offered:
        QTest.keySequence(well.frame(), QKeySequence("Ctrl+V"))
    assert offered.args is not None
    assert offered.args[0].size() == picture().size()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_dialog_opens_by_keyboard(qtbot: QtBot, well: ImageWell, key: Qt.Key) -> None:
    well.setFocus()
    with qtbot.waitSignal(well.files_offered, timeout=1000) as offered:
        QTest.keyClick(well.frame(), key)
    assert offered.args == [STILLS]


def test_it_shows_the_picture_and_says_so(qtbot: QtBot, well: ImageWell) -> None:
    assert well.frame().accessibleName() == "Photo of Ama Darko, no file yet"
    buttons = well.findChildren(QPushButton)
    assert [button.accessibleName() for button in buttons] == [
        "Choose File, Photo of Ama Darko",
        "Remove Photo of Ama Darko",
    ]
    assert not buttons[1].isVisible()
    well.set_picture(picture(), "Ama Darko on the breakwater")
    assert well.frame().accessibleName() == "Photo of Ama Darko, Ama Darko on the breakwater"
    frame = well.frame()
    centre = frame.grab().toImage().pixelColor(frame.width() // 2, frame.height() // 2)
    assert centre == QColor(90, 107, 85)
    assert buttons[1].isVisible()
    with qtbot.waitSignal(well.removed, timeout=1000):
        QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    well.set_picture(QImage())
    assert well.picture() is None
