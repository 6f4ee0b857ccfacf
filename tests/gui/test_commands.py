"""Commands: each once, in a menu, with a shortcut that no other has and that no keyboard layout or input method needs."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.commands import COMMANDS, VIEW, make_actions
from desktop.gui.editor.outline import FACTS, HEADLINE, PEOPLE, PUBLISHING
from desktop.gui.widgets.field_label import FieldLabel
from desktop.services.authoring import Place
from tests.gui.desk import real_desk
from tests.gui.open_texts import begin_reviews, open_text
from tests.gui.typist import Typist

FORBIDDEN = re.compile(r"Ctrl\+Alt\+[A-Z]$|Alt\+Ctrl\+[A-Z]$|\+[\\\[\]{}@]$|^Ctrl\+Shift\+U$|^Ctrl\+[.;]$")
"""AltGr is Ctrl+Alt and types signs on many keyboards; the last ones belong to IBus (product decision D15)."""


@pytest.fixture
def shortcuts(qtbot: QtBot) -> dict[str, list[str]]:
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = make_actions(parent)
    portable = QKeySequence.SequenceFormat.PortableText
    return {key: [keys.toString(portable) for keys in action.shortcuts()] for key, action in actions.items()}


def test_every_command_is_declared_once() -> None:
    assert [key for key, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []


def test_no_two_commands_share_a_shortcut(shortcuts: dict[str, list[str]]) -> None:
    used = Counter(keys for all_keys in shortcuts.values() for keys in all_keys)
    assert [keys for keys, count in used.items() if count > 1] == []


def test_no_shortcut_is_one_that_people_type_with(shortcuts: dict[str, list[str]]) -> None:
    assert [keys for all_keys in shortcuts.values() for keys in all_keys if FORBIDDEN.search(keys)] == []


def test_every_command_stands_in_the_menu_bar_and_does_something(tmp_path: Path, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot) as desk:
        in_menus = {
            action.objectName() for menu in desk.window.menus.values() for action in menu.actions() if action.objectName()
        }
        assert in_menus == {command.id for command in COMMANDS}
        unheard = [key for key, action in desk.window.actions_by_id.items() if action.receivers("2triggered(bool)") < 1]
        assert unheard == []


def letter_of(words: str) -> str:
    """Return the letter that Alt is held with, or nothing."""
    named = re.search(r"&([^&])", words.replace("&&", ""))
    return named[1].lower() if named else ""


def test_no_field_has_the_letter_of_a_menu(tmp_path: Path, qtbot: QtBot) -> None:
    """Else Alt and the letter would do neither of them at the first key."""
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        menus = {letter_of(action.text()) for action in desk.window.menuBar().actions()}
        open_text(desk, review_id)
        editor, labels = desk.window.editor, dict[str, str]()
        for key in (HEADLINE, FACTS, PEOPLE, PUBLISHING, editor.current_key):
            editor.go_to(Place(key))
            labels |= {label.text(): letter_of(label.text()) for label in editor.findChildren(FieldLabel)}
        assert len(menus) == len(desk.window.menuBar().actions()), "each its own"
        assert len(labels) > 30
        assert all(menus)
        assert not menus & set(labels.values())


def test_the_menu_ticks_the_panes_that_are_there_at_any_width(tmp_path: Path, qtbot: QtBot) -> None:
    with real_desk(tmp_path, qtbot) as desk:
        window, action = desk.window, desk.window.actions_by_id["toggle_preview"]
        desk.places.open_sample()
        for width, there in ((1400, True), (900, False), (1400, True)):
            window.resize(width, 800)
            QApplication.processEvents()
            window.menus[VIEW].aboutToShow.emit()
            assert (window.editor.preview.isVisible(), action.isChecked()) == (there, there)


def test_quick_keys_for_larger_text_lay_the_window_out_once(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        text = open_text(desk, review_id)
        theme, settings, before = desk.workspace.theme, desk.workspace.settings, text.font().pixelSize()
        laid_out: list[int] = []
        theme.changed.connect(lambda: laid_out.append(theme.text_percent))
        for _ in range(5):
            Typist().press("Ctrl++")
        assert desk.window.status.said() == "Text at 200 %", "each is said at once"
        qtbot.waitUntil(lambda: laid_out == [200], timeout=10_000)
        assert text.font().pixelSize() > before
        Typist().press("Ctrl+-", "Ctrl+0", "Ctrl++", "Ctrl+0")
        qtbot.waitUntil(lambda: laid_out == [200, 100], timeout=10_000)
        assert settings.text_percent == 100
        Typist().press("Ctrl++", "Ctrl+-")
        assert desk.window.status.said() == "Text at 100 %"
        Typist().press("Ctrl+-")
        qtbot.waitUntil(lambda: laid_out == [200, 100, 90], timeout=10_000)
        Typist().press("Ctrl+0")
        qtbot.waitUntil(lambda: laid_out == [200, 100, 90, 100], timeout=10_000)
