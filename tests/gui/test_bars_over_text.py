"""Bars come and go above the text; the line that is being written stays in sight, and the focus where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.gui.as_written import Label
from desktop.gui.notices import Weight
from desktop.gui.theme import current_theme
from desktop.gui.widgets.markdown_editor import MarkdownEditor
from tests.gui.desk import real_desk
from tests.gui.open_texts import begin_reviews, open_text
from tests.gui.typist import Typist


def caret_in_sight(text: MarkdownEditor) -> bool:
    """Say whether the whole line of the caret is on screen, whatever lies around the text."""
    line = text.cursorRect()
    return text.viewport().visibleRegion().contains(QPoint(line.left(), line.top())) and text.viewport().visibleRegion().contains(
        QPoint(line.left(), line.bottom())
    )


@pytest.mark.parametrize("height", [560, 800])
def test_the_caret_stays_in_sight_and_keeps_the_focus(tmp_path: Path, qtbot: QtBot, height: int) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.resize(1000, height)
        text = open_text(desk, review_id)
        QGuiApplication.clipboard().setText("\n\n".join(f"Paragraph {number}." for number in range(60)))
        text.paste()
        place = text.mapTo(desk.window, text.pos()).y()
        for key in ("one", "two", "three", "four"):
            desk.window.notices.put(key, f"Something is the matter with {key}. " * 4, [("Dismiss", lambda: None)])
        qtbot.waitUntil(lambda: text.mapTo(desk.window, text.pos()).y() > place + 60, timeout=5000)
        qtbot.waitUntil(lambda: caret_in_sight(text), timeout=5000)
        assert QApplication.focusWidget() is text
        Typist().type("More.")
        assert text.text().endswith("Paragraph 59.More.")


def test_a_message_in_the_status_bar_passes(tmp_path: Path, qtbot: QtBot) -> None:
    begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.status._passing.setInterval(10)
        desk.window.status.say("Taken back: Type")
        assert desk.window.status.said() == "Taken back: Type"
        qtbot.waitUntil(lambda: desk.window.status.said() == "", timeout=5000)
        desk.window.actions_by_id["back_up"].trigger()
        assert desk.window.status.said() == "Backing up…"
        qtbot.waitUntil(lambda: desk.window.toast.text().startswith("Backed up and checked"), timeout=20_000)
        assert desk.window.status.said() == "", "it is done"


def whole(desk: OpenDesk, key: str) -> bool:
    """Say whether no word of a bar is cut, of its sentence or of its buttons."""
    buttons = desk.window.notices.buttons(key)
    words = next(label for label in desk.window.notices.findChildren(Label) if label.text() == desk.window.notices.texts()[key])
    return words.height() >= words.heightForWidth(words.width()) and all(
        button.width() >= button.sizeHint().width() and button.isVisible() for button in buttons
    )


def test_in_large_text_no_word_of_a_bar_is_cut_in_a_small_window(tmp_path: Path, qtbot: QtBot) -> None:
    said = "The database is damaged. Your last good backup is from today 09:12, and the readable copies are newer. " * 2
    verbs = ("Open Backup", "Rebuild from Readable Copies…", "Save a Copy Elsewhere…")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        notices = desk.window.notices
        current_theme().apply("light", 200)
        desk.window.resize(960, 600)
        notices.put("damage", said, [(verb, lambda: None) for verb in verbs])
        qtbot.waitUntil(lambda: whole(desk, "damage"), timeout=5000)
        assert desk.window.width() == 960
        held = f"Checked. In “Reviews”, in {'/a folder' * 20}: 12 reviews."
        notices.put("restored", held, [("Dismiss", lambda: None)], Weight.NOTE)
        qtbot.waitUntil(lambda: notices.more.isVisible() and whole(desk, "damage"), timeout=5000)
        assert notices.more.text() == "1 more…"
        current_theme().apply("light", 100)
        qtbot.waitUntil(lambda: not notices.more.isVisible(), timeout=5000)
        qtbot.waitUntil(lambda: whole(desk, "damage") and whole(desk, "restored"), timeout=5000)
