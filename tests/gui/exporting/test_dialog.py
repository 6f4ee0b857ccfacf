"""The export dialog over the real exporters and the real writer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.errors import LibraryError
from desktop.core.text import size_words
from desktop.gui.exporting.dialog import ExportDialog
from desktop.gui.exporting.leaving import shortened
from desktop.gui.exporting.wishes import OPTIONS_OF, Choice, wish_from_plain
from desktop.gui.theme import Theme, Type
from desktop.services.formats import FORMATS, Export, Options
from tests.gui.exporting.conftest import Open, Press


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.mark.parametrize("format_id", [each.id for each in FORMATS])
def test_the_text_shown_is_the_text_that_leaves(open_dialog: Open, press: Press, tmp_path: Path, format_id: str) -> None:
    dialog = open_dialog(format_id, tmp_path)
    export = press.exported(format_id)
    assert dialog.pane.text.toPlainText() == export.text
    assert dialog.pane.text.isReadOnly()
    assert dialog.pane.summary().startswith(f"{export.main.name} · {size_words(len(export.main.data))}")
    listed = [dialog.pane.files.item(at).text().partition(" · ")[0] for at in range(dialog.pane.files.count())]
    assert listed == [export.main.name, *(file.name for file in export.beside)]
    assert dialog.pane.files.isVisible() == bool(export.beside)


def test_every_format_can_be_chosen_with_the_arrow_keys(open_dialog: Open) -> None:
    dialog = open_dialog()
    seen = [dialog.wish().format_id]
    assert isinstance(focused(), QRadioButton)
    for _ in FORMATS[1:]:
        QTest.keyClick(focused(), Qt.Key.Key_Down)
        seen.append(dialog.wish().format_id)
    assert seen == [each.id for each in FORMATS]


@pytest.mark.parametrize("format_id", [each.id for each in FORMATS])
def test_only_options_that_change_something_are_shown_and_each_does(open_dialog: Open, press: Press, format_id: str) -> None:
    press.article = replace(
        press.article, review=replace(press.article.review, notes="Ask the distributor about the second reel.")
    )
    dialog = open_dialog(format_id)
    shown = [option for option, field in dialog.options.items() if field.isVisible()]
    assert shown == list(OPTIONS_OF.get(format_id, ()))
    plain = press.exported(format_id)
    for choice in Choice:
        toggled = press.wish(format_id).with_choice(choice, not press.wish(format_id).has(choice))
        assert (press.exported(toggled) != plain) == (choice in shown), choice
    for option in shown:
        before = dialog.pane.text.toPlainText()
        QTest.keyClick(dialog.options[option].editor(), Qt.Key.Key_Space)
        assert dialog.pane.text.toPlainText() != before


def test_one_key_saves_to_the_folder_used_last(qtbot: QtBot, open_dialog: Open, press: Press, tmp_path: Path) -> None:
    dialog = open_dialog("html", tmp_path / "out")
    with qtbot.waitSignal(dialog.saved) as saved:
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    export = press.exported("html")
    assert not dialog.isVisible()
    assert sorted(saved.args[0]) == sorted(tmp_path / "out" / file.name for file in export.files)
    assert (tmp_path / "out" / export.main.name).read_bytes() == export.main.data


@pytest.mark.parametrize("place", ["text", "files", "folder", "name", "option"])
def test_enter_saves_from_wherever_the_focus_is(
    qtbot: QtBot, open_dialog: Open, press: Press, tmp_path: Path, place: str
) -> None:
    dialog = open_dialog("html", tmp_path / "out")
    places = {
        "text": dialog.pane.text,
        "files": dialog.pane.files,
        "folder": dialog.destination.folder_field.editor(),
        "name": dialog.destination.name_field.editor(),
        "option": dialog.options[Choice.IMAGES_INSIDE].editor(),
    }
    places[place].setFocus()
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(focused(), Qt.Key.Key_Return)


def test_enter_before_the_export_is_made_saves_it_when_it_is(
    qtbot: QtBot, open_dialog: Open, press: Press, tmp_path: Path
) -> None:
    press.holding = True
    dialog = open_dialog("markdown", tmp_path / "out")
    assert dialog.pane.summary() == "Being made…"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.saved):
        press.hand_out()
    assert (tmp_path / "out" / press.exported("markdown").main.name).exists()


def test_a_late_answer_to_an_earlier_question_is_passed_over(open_dialog: Open, press: Press) -> None:
    press.holding = True
    dialog = open_dialog("html")
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    press.hand_out()
    assert dialog.pane.text.toPlainText() == press.exported("html-fragment").text


def test_the_folder_is_chosen_in_a_dialog_that_is_not_kept(qtbot: QtBot, open_dialog: Open, tmp_path: Path) -> None:
    (tmp_path / "columns").mkdir()
    destination = open_dialog("markdown", tmp_path).destination
    destination.browse_button.click()
    (asked,) = destination.findChildren(QFileDialog)
    assert Path(asked.directory().absolutePath()) == tmp_path
    asked.selectFile(str(tmp_path / "columns"))
    asked.accept()
    assert destination.folder() == tmp_path / "columns"
    qtbot.waitUntil(lambda: not destination.findChildren(QFileDialog), timeout=5000)


def test_a_folder_is_typed_with_a_tilde(qtbot: QtBot, open_dialog: Open, press: Press) -> None:
    dialog = open_dialog("json")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.destination.folder_field.problem() == "Say which folder to save into."
    QTest.keyClicks(focused(), "~/Exports of mine")
    with qtbot.waitSignal(dialog.saved) as saved:
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert saved.args[0][-1] == Path.home() / "Exports of mine" / press.exported("json").main.name
    assert dialog.folder() == Path.home() / "Exports of mine"
    again = open_dialog(dialog.wish(), dialog.folder())
    assert Path(again.destination.folder_field.value()) == Path("~") / "Exports of mine"


def test_copy_puts_the_whole_text_on_the_clipboard(qtbot: QtBot, open_dialog: Open, press: Press) -> None:
    wish = press.wish("html").with_choice(Choice.IMAGES_INSIDE, True)
    dialog = open_dialog(wish)
    text = press.exported(wish).text
    assert len(dialog.pane.text.toPlainText()) < len(text)
    assert "shown by their length only" in dialog.pane.remarks()
    with qtbot.waitSignal(dialog.copied) as copied:
        QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert copied.args == [text]
    assert QGuiApplication.clipboard().text() == text
    assert dialog.notices.texts() == {"problem": "Copied."}
    assert dialog.isVisible()


def test_a_file_changed_outside_is_asked_about_and_overwritten(
    qtbot: QtBot, open_dialog: Open, press: Press, tmp_path: Path
) -> None:
    target = tmp_path / press.exported("markdown").main.name
    target.write_text("mine")
    dialog = open_dialog("markdown", tmp_path)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert list(dialog.notices.texts().values()) == [f"{target.name} was changed outside Matinee since the last export."]
    assert target.read_text() == "mine"
    with qtbot.waitSignal(dialog.saved):
        QTest.mouseClick(dialog.notices.buttons("problem")[0], Qt.MouseButton.LeftButton)
    assert target.read_bytes() == press.exported("markdown").main.data


def test_or_it_is_saved_under_another_name_all_by_keys(qtbot: QtBot, open_dialog: Open, press: Press, tmp_path: Path) -> None:
    target = tmp_path / press.exported("markdown").main.name
    target.write_text("mine")
    dialog = open_dialog("markdown", tmp_path)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is dialog.destination.name_field.editor()
    assert dialog.notices.texts() == {}
    QTest.keyClicks(focused(), "second-thoughts")
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert (tmp_path / "second-thoughts.md").exists()
    assert target.read_text() == "mine"
    assert dialog.wish() == press.wish("markdown").with_name("second-thoughts")


def test_what_the_disk_refuses_is_one_sentence(qtbot: QtBot, open_dialog: Open, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    dialog = open_dialog("json", tmp_path / "out")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    (sentence,) = dialog.notices.texts().values()
    assert "something else has the name" in sentence
    assert dialog.isVisible()


def refuse(format_id: str, options: Options, done: Callable[[Export | Exception], None]) -> None:
    done(LibraryError("The renderer had to be stopped; try again."))


def never_save(export: Export, folder: Path, overwrite: bool, done: Callable[[Sequence[Path] | Exception], None]) -> None:
    raise AssertionError


def test_what_could_not_be_made_is_told_and_nothing_is_saved(qtbot: QtBot, open_dialog: Open, tmp_path: Path) -> None:
    dialog = ExportDialog("", FORMATS, refuse, never_save, folder=tmp_path)
    qtbot.addWidget(dialog)
    assert list(dialog.notices.texts().values()) == ["The renderer had to be stopped; try again."]
    dialog.save_button.click()
    assert dialog.pane.text.toPlainText() == ""


def test_an_unknown_format_used_last_gives_way_to_the_first(open_dialog: Open) -> None:
    assert open_dialog("fax").wish().format_id == FORMATS[0].id


def test_tab_walks_in_the_order_seen_and_everything_has_a_name(open_dialog: Open, tmp_path: Path) -> None:
    dialog = open_dialog("html", tmp_path)
    seen = [focused()]
    for _ in range(9):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        seen.append(focused())
    assert seen[:9] == [
        dialog.radios["html"],
        dialog.options[Choice.IMAGES_INSIDE].editor(),
        dialog.pane.text,
        dialog.pane.files,
        dialog.destination.folder_field.editor(),
        dialog.destination.browse_button,
        dialog.destination.name_field.editor(),
        dialog.close_button,
        dialog.copy_button,
    ]
    for widget in [*seen, *dialog.findChildren(QPushButton)]:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget


def test_what_was_wished_is_remembered_without_the_name(open_dialog: Open, press: Press) -> None:
    wish = press.wish("html-fragment").with_choice(Choice.JSON_LD, True).with_choice(Choice.HEADING, False)
    told = open_dialog(wish.with_name("second-thoughts")).wish().to_plain()
    assert wish_from_plain(told, press.wish("html")) == wish
    assert wish_from_plain({}, wish) == wish


def test_the_theme_may_change_while_the_dialog_is_open_and_after(open_dialog: Open, theme: Theme) -> None:
    dialog = open_dialog()
    theme.apply("dark", 200)
    assert dialog.pane.text.font().pixelSize() == theme.pixels(Type.CAPTION)
    dialog.close()
    dialog.deleteLater()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    theme.apply("light", 100)


def test_escape_saves_nothing(open_dialog: Open, tmp_path: Path) -> None:
    dialog = open_dialog("html", tmp_path / "out")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not (tmp_path / "out").exists()


def test_an_export_that_is_made_after_the_dialog_was_closed_is_passed_over(open_dialog: Open, press: Press) -> None:
    press.holding = True
    dialog = open_dialog("html")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not dialog.is_open
    press.hand_out()
    assert dialog.pane.text.toPlainText() == ""


def test_only_long_embedded_bytes_are_shortened() -> None:
    short = "data:image/png;base64,AAAA"
    assert shortened(f'<img src="{short}">') == f'<img src="{short}">'
    assert shortened(f'<img src="data:image/png;base64,{"A" * 5000}">') == '<img src="data:image/png;base64,… 5 kB …">'
    assert shortened("A" * 500) == "A" * 500


def test_private_notes_stay_at_home_in_another_format_until_asked_again(open_dialog: Open, press: Press) -> None:
    dialog = open_dialog("json")
    private = dialog.options[Choice.PRIVATE]
    assert private.value() is True, "an archive is whole"
    dialog.radios["markdown-front-matter"].click()
    assert private.value() is False, "a site gets none"
    QTest.keyClick(private.editor(), Qt.Key.Key_Space)
    assert dialog.wish().options.private is True
    told = dialog.wish().to_plain()
    assert wish_from_plain(told, press.wish("html")).has(Choice.PRIVATE)
    dialog.radios["json"].click()
    dialog.radios["markdown-front-matter"].click()
    assert private.value() is False
    assert not wish_from_plain({"format": "markdown-front-matter"}, press.wish("json")).has(Choice.PRIVATE)


def test_at_200_per_cent_the_dialog_is_no_wider_than_a_small_screen(open_dialog: Open, theme: Theme) -> None:
    theme.apply("light", 200)
    dialog = open_dialog("html")
    assert dialog.minimumSizeHint().width() <= 1280
    assert dialog.width() <= 1280
