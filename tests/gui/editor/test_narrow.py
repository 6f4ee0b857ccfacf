"""The editor in a narrow window, or with large text: the preview takes the form's place, the parts list becomes a drop-down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.fields import FIELD_BY_KEY
from desktop.gui.editor.editor import Editor
from desktop.gui.editor.text_form import TextForm
from desktop.gui.theme import current_theme
from desktop.services.authoring import Place
from tests.gui.desk import real_desk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.places.greet(sample=True, slug=None)
        yield desk


def resized(desk: OpenDesk, width: int, qtbot: QtBot) -> Editor:
    desk.window.resize(width, 800)
    qtbot.waitUntil(lambda: desk.window.width() == width and desk.window.editor.width() == width)
    return desk.window.editor


def toggled(editor: Editor, qtbot: QtBot) -> None:
    """Bring the preview to the front and let it find out what it can show: a probe must not be cut short."""
    editor.toggle_preview()
    qtbot.waitUntil(lambda: editor.preview.view is not None, timeout=30_000)


def text_part(desk: OpenDesk) -> str:
    session = desk.window.session
    assert session is not None
    return next(part.id for part in session.article.review.parts if part.body)


def test_the_form_stays_when_the_window_becomes_narrow(desk: OpenDesk, qtbot: QtBot) -> None:
    editor = resized(desk, 960, qtbot)
    editor.show_preview(True)
    assert editor.stack.isVisible()
    assert editor.preview.isHidden()
    assert editor.outline.isVisible()


def test_the_preview_takes_the_place_of_the_form_and_gives_it_back_with_the_caret(desk: OpenDesk, qtbot: QtBot) -> None:
    editor = resized(desk, 960, qtbot)
    editor.go_to(Place(text_part(desk), "body"))
    writing = QApplication.focusWidget()
    assert writing is not None
    QTest.keyClick(writing, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: editor.preview.view is not None, timeout=30_000)
    assert editor.preview.isVisible()
    assert editor.stack.isHidden()
    assert desk.window.actions_by_id["toggle_preview"].isChecked()
    desk.window.actions_by_id["toggle_preview"].trigger()
    assert editor.preview.isHidden()
    assert editor.stack.isVisible()
    assert QApplication.focusWidget() is writing
    assert not desk.workspace.settings.preview_shown, "what is wanted of a wide window is remembered, not this"


def test_going_to_a_field_brings_the_form_back(desk: OpenDesk, qtbot: QtBot) -> None:
    editor = resized(desk, 960, qtbot)
    toggled(editor, qtbot)
    editor.go_to(Place("facts", "work.year"))
    assert editor.stack.isVisible()
    assert editor.preview.isHidden()


def test_the_parts_become_a_drop_down_that_leads_to_them(desk: OpenDesk, qtbot: QtBot) -> None:
    editor = resized(desk, 800, qtbot)
    assert editor.outline.isHidden()
    assert editor.header.parts.isVisible()
    menu = editor.header.parts.menu()
    next(action for action in menu.actions() if action.text() == "People").trigger()
    assert editor.current_key == "people"
    assert editor.header.parts.text().startswith("People")
    resized(desk, 1400, qtbot)
    assert editor.outline.isVisible()
    assert editor.header.parts.isHidden()


def test_a_long_title_widens_no_form(desk: OpenDesk, qtbot: QtBot) -> None:
    editor = resized(desk, 1280, qtbot)
    session = desk.window.session
    assert session is not None
    title = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb, and Then Some More of It"
    session.edit_field(FIELD_BY_KEY["work.title"], title)
    part = next(part.id for part in session.article.review.parts if "{title}" in part.heading)
    editor.go_to(Place(part))
    qtbot.waitUntil(editor.form.isVisible)
    page = editor.form.widget()
    assert page is not None
    assert page.minimumSizeHint().width() <= editor.form.viewport().width()


def test_large_text_makes_a_window_narrow(desk: OpenDesk, qtbot: QtBot) -> None:
    editor = resized(desk, 1280, qtbot)
    shown = [editor.is_narrow]
    current_theme().apply("light", 200)
    shown.append(editor.is_narrow)
    assert shown == [False, True]
    assert editor.header.parts.isVisible()


def test_the_measure_grows_with_the_text(desk: OpenDesk, qtbot: QtBot) -> None:
    editor = resized(desk, 1280, qtbot)
    editor.go_to(Place(text_part(desk), "body"))
    form = editor.form
    assert isinstance(form, TextForm)
    before = form.most_width()
    current_theme().apply("light", 150)
    room = form.viewport().width() - form.column.contentsMargins().left() - form.column.contentsMargins().right()
    assert form.most_width() == pytest.approx(1.5 * before, rel=0.05)
    assert room == pytest.approx(form.most_width(), abs=1)


@pytest.mark.parametrize("key", ["headline", "facts", "people", "publishing", "text"])
def test_nothing_is_cut_off_at_twice_the_text(desk: OpenDesk, qtbot: QtBot, key: str) -> None:
    editor = resized(desk, 1280, qtbot)
    current_theme().apply("light", 200)
    editor.go_to(Place(text_part(desk) if key == "text" else key))
    page = editor.form.widget()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() <= editor.form.viewport().width())
    assert desk.window.width() == 1280
