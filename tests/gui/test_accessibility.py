"""Everything can be reached by keyboard and has a name: every page of the window, walked with Tab."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.gui.editor.outline import FIXED_PAGES
from desktop.gui.exporting.embargo import EmbargoDialog
from desktop.services.authoring import Place
from desktop.services.sample import sample_id
from tests.gui.desk import back_to, real_desk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot) as desk:
        desk.places.open_sample()
        qtbot.waitUntil(lambda: desk.window.editor.preview.view is not None, timeout=30_000)
        back_to(desk.window, qtbot)
        yield desk


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def focusable(root: QWidget) -> list[QWidget]:
    """Return what takes the focus; the inside of the web view has Chromium's own accessible tree."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root) and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if type(widget.parentWidget()).__name__ != "QWebEngineView"
    ]


def pages(desk: OpenDesk) -> list[str]:
    return desk.window.editor.outline.keys()


def told(page: str, widget: QWidget) -> str:
    """Say which widget is meant: its kind and those it stands in."""
    names: list[str] = []
    each: QWidget | None = widget
    while each is not None and len(names) < 4:
        names.append(type(each).__name__)
        each = each.parentWidget()
    return f"{page}: {' in '.join(names)}"


def test_every_widget_that_takes_the_focus_has_a_name(desk: OpenDesk) -> None:
    nameless: list[str] = []
    for key in pages(desk):
        desk.window.editor.go_to(Place(key))
        nameless += [told(key, widget) for widget in focusable(desk.window.editor) if not name_of(widget).strip()]
    desk.window.show_library()
    nameless += [told("library", widget) for widget in focusable(desk.window.library) if not name_of(widget).strip()]
    desk.knowing.show()
    desk.knowing.show_person(desk.knowing.people.ids()[0])
    desk.knowing.view.page.more.set_open(True)
    nameless += [told("people", widget) for widget in focusable(desk.knowing.view) if not name_of(widget).strip()]
    assert sorted(set(nameless)) == []


def test_a_button_that_shows_no_word_has_a_tooltip(desk: OpenDesk) -> None:
    silent: list[str] = []
    for key in pages(desk):
        desk.window.editor.go_to(Place(key))
        buttons = [button for button in desk.window.editor.findChildren(QAbstractButton) if button.isVisible()]
        wordless = [button for button in buttons if not any(sign.isalnum() for sign in button.text())]
        silent += [told(key, button) for button in wordless if not button.toolTip()]
    assert silent == []


def test_no_combo_box_can_be_typed_into(desk: OpenDesk) -> None:
    assert [box for box in desk.window.findChildren(QComboBox) if box.isEditable()] == []


def test_tab_walks_through_every_page_and_out_of_it(desk: OpenDesk) -> None:
    for page in FIXED_PAGES:
        walk(desk, page)


def walk(desk: OpenDesk, page: str) -> None:
    desk.window.editor.go_to(Place(page))
    form = desk.window.editor.form
    seen: list[QWidget] = []
    for _ in range(200):
        widget = QApplication.focusWidget()
        assert widget is not None
        if not form.isAncestorOf(widget):
            break
        assert widget not in seen, f"Tab turns in a circle at {name_of(widget)}"
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    else:
        pytest.fail("Tab never leaves the page")
    assert len(seen) > 3


DIALOGS = (
    *("new_review", "log_viewing", "tags", "outlet", "export", "copy_library", "backups", "about_library"),
    *("snapshots", "name_snapshot"),
)
"""The commands that open one, with a review in front for the last two."""


def test_enter_presses_the_button_that_has_the_focus_in_every_dialog(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.workspace.archive.back_up()
    walked = []
    for command in DIALOGS:
        if command in ("snapshots", "name_snapshot"):
            desk.window.library.review_opened.emit(sample_id())
            desk.window.actions_by_id["save_snapshot"].trigger()
        else:
            desk.window.show_library()
        back_to(desk.window, qtbot)
        qtbot.waitUntil(desk.window.actions_by_id[command].isEnabled, timeout=10_000)
        desk.window.actions_by_id[command].trigger()
        walked.append(press_each(dialog_in_front(qtbot), qtbot))
    embargo = EmbargoDialog("Under embargo until noon.", "Export All the Same", desk.window, leave_out="Leave It Out")
    embargo.open()
    walked.append(press_each(embargo, qtbot))
    assert all(walked), "each dialog has a button"


def dialog_in_front(qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog), timeout=20_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def press_each(dialog: QDialog, qtbot: QtBot) -> list[str]:
    """Press Enter on every button of a dialog, none of which does its work meanwhile; return their words.

    What chooses or unfolds is no button to who looks at it, and has keys of its own.
    """
    back_to(dialog, qtbot)
    pressed: list[str] = []
    found = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    buttons = [each for each in found if each.menu() is None and not each.isCheckable()]
    for button in buttons:
        button.setEnabled(True)
        button.pressed.connect(partial(noted, pressed, button))
    for button in buttons:
        button.setFocus()
        assert QApplication.focusWidget() is button, button.text()
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [button.text() for button in buttons], type(dialog).__name__
    dialog.reject()
    return pressed


def noted(pressed: list[str], button: QPushButton) -> None:
    pressed.append(button.text())
    button.blockSignals(True)  # it is let go without having been clicked


def test_f6_goes_round_the_panes(desk: OpenDesk) -> None:
    editor = desk.window.editor
    editor.go_to(Place("headline"))
    visited = []
    for _ in range(3):
        desk.window.actions_by_id["next_pane"].trigger()
        focus = QApplication.focusWidget()
        assert focus is not None
        panes = {"outline": editor.outline, "form": editor.form, "preview": editor.preview}
        visited.append(next(name for name, pane in panes.items() if pane is focus or pane.isAncestorOf(focus)))
    assert visited == ["preview", "outline", "form"]


def test_the_sample_is_removed_with_one_click_and_leaves_nothing(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.window.show_library()
    desk.window.library.sample_removal_requested.emit()
    qtbot.waitUntil(lambda: desk.workspace.archive.named(sample_id()) == [], timeout=10_000)
    counts = desk.workspace.archive.counts()
    assert (counts.reviews, counts.works, counts.people) == (0, 0, 0)
