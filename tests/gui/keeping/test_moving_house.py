"""Scenario S6: a library goes to another computer, as a folder or as one file, and is the same there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.app import OpenDesk, open_desk
from desktop.core.person import Person
from desktop.core.viewing import Viewing
from desktop.gui.keeping.about_library import AboutLibraryDialog
from desktop.gui.keeping.copying import CopyingDialog
from desktop.gui.keeping.holding import held_words
from desktop.gui.settings import Settings
from desktop.gui.theme import current_theme
from desktop.services.archive import open_archive
from desktop.services.moving_house import Held
from desktop.storage.library import Library
from desktop.storage.listing import Counts
from tests.example import drawn_article, example_pictures, write_pictures
from tests.faults.operations import records_of
from tests.gui.desk import back_to, real_desk
from tests.gui.open_texts import open_text
from tests.gui.preview.pages import web
from tests.gui.typist import Typist
from tests.storage.builders import an_id, keep

WHOLE = "1 review, 6 people, 3 images, {size}; every image found."


def lay_out(root: Path) -> Path:
    """Make a library with the example, its pictures, a house style of its own and a saved search."""
    with Library.open(root) as library:
        write_pictures(root)
        keep(library, *drawn_article().records())
        library.remember("saved_searches", '[["1","Fours","rating:4"]]').result()
    return root


def asked_for(desk: OpenDesk, command: str, kind: type[CopyingDialog]) -> CopyingDialog:
    desk.window.actions_by_id[command].trigger()
    (dialog,) = desk.window.findChildren(kind)
    return dialog


def chosen(place: Path) -> None:
    """Choose a place in the dialog for files that is open."""
    (dialog,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible())
    dialog.fileSelected.emit(str(place))
    dialog.done(QFileDialog.DialogCode.Accepted)


def copy_by_hand(desk: OpenDesk, qtbot: QtBot, into: Path, *, packed: bool) -> tuple[str, str, Path]:
    """Copy with the keyboard; return what was said before and after, and where the copy is."""
    dialog = asked_for(desk, "copy_library", CopyingDialog)
    qtbot.waitUntil(lambda: dialog.before() != "Counting…", timeout=10_000)
    if packed:
        QTest.keyClick(dialog.as_folder, Qt.Key.Key_Down)
    assert dialog.as_file.isChecked() is packed
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # where to is asked first
    chosen(into)
    place = dialog.place()
    assert place is not None
    assert dialog.focusWidget() is dialog.copy_button
    QTest.keyClick(dialog.copy_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.told()), timeout=30_000)
    said = dialog.told()
    assert dialog.show_button.isVisible()
    assert dialog.focusWidget() is dialog.close_button
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Space)
    return dialog.before(), said, place


def typed(name: str, qtbot: QtBot) -> QFileDialog:
    """Type a name into the dialog for files that is open, and press Enter."""
    (dialog,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible())
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    back_to(dialog, qtbot)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    return dialog


def test_the_copy_is_called_what_is_typed_as_a_file_and_as_a_folder(tmp_path: Path, qtbot: QtBot) -> None:
    lay_out(tmp_path / "library")
    stick = tmp_path / "stick"
    (stick / "reviews").mkdir(parents=True)
    (stick / "taken.zip").write_text("mine")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = asked_for(desk, "copy_library", CopyingDialog)
        qtbot.waitUntil(lambda: dialog.before() != "Counting…", timeout=10_000)
        dialog.as_file.setChecked(True)
        for name, place in (("November", "November.zip"), ("mine.zip", "mine.zip"), ("taken.zip", "taken 2.zip")):
            dialog.choose()
            assert not typed(str(stick / name), qtbot).isVisible()
            assert dialog.place() == stick / place
        assert dialog._room.text().startswith("The file takes about ")
        dialog.as_folder.setChecked(True)
        assert dialog.place() == stick / "taken", "the name stays where the kind of copy changes"
        dialog.choose()
        typed(str(stick / "Films of 2026"), qtbot)
        assert dialog.place() == stick / "Films of 2026"
        dialog.choose()
        typed(str(stick / "reviews"), qtbot)
        assert dialog.place() == stick / "reviews" / "library", "a folder that is there takes the copy in"
        dialog.copy()
        qtbot.waitUntil(lambda: dialog.told().startswith("Copied and checked."), timeout=20_000)
        dialog.put_in(stick / "pulled out" / "copy")
        dialog.copy()
        assert "cannot be used" in dialog.told()
        dialog.reject()
    assert sorted(path.name for path in stick.iterdir()) == ["reviews", "taken.zip"]


def test_what_lies_in_the_trash_is_counted_before_and_after(tmp_path: Path, qtbot: QtBot) -> None:
    root = lay_out(tmp_path / "library")
    with Library.open(root) as library:
        work = drawn_article().work.id
        gone = "2026-01-01T00:00:00Z"
        keep(library, Viewing(an_id("5"), work, trashed_at=gone), Person(an_id("3"), "Nobody", trashed_at=gone))
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = asked_for(desk, "copy_library", CopyingDialog)
        dialog.put_in(tmp_path / "copy")
        dialog.copy()
        qtbot.waitUntil(lambda: dialog.told().startswith("Copied and checked."), timeout=20_000)
        assert ", in the trash: 1 person, 1 viewing; every image found." in dialog.before()
        assert dialog.told().endswith(dialog.before())
        dialog.reject()


def pictures_shown(desk: OpenDesk, qtbot: QtBot) -> tuple[int, int]:
    """Return how many pictures the preview has, and how many of them are drawn."""
    answers: list[str] = []
    view = web(desk.window.editor.preview)
    asked = "[document.images.length, [...document.images].filter((each) => each.naturalWidth > 0).length].join()"
    view.page.runJavaScript(asked, QWebEngineScript.ScriptWorldId.ApplicationWorld.value, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    all_of_them, drawn = answers[0].split(",")
    return int(all_of_them), int(drawn)


@pytest.mark.parametrize("packed", [False, True])
def test_s6_the_library_moves_to_a_new_laptop(tmp_path: Path, qtbot: QtBot, packed: bool) -> None:
    root = lay_out(tmp_path / "old" / "library")
    stick = tmp_path / "stick"
    stick.mkdir()
    with real_desk(tmp_path / "old", qtbot, preview=False) as desk:
        desk.window.resize(1111, 777)
        before, after, place = copy_by_hand(desk, qtbot, stick, packed=packed)
    assert place.name == (f"library {datetime.now(UTC).astimezone():%Y-%m-%d}.zip" if packed else "library")
    assert before == WHOLE.format(size=before.split(", ")[3].split(";")[0])
    assert after == f"Copied and checked. In “{place.name}”: {before}"
    with Library.open(root) as library:
        records = records_of(library, but_settings=True)
    (tmp_path / "old").rename(tmp_path / "left at home")
    there = place
    if packed:
        opened: list[Path] = []
        with real_desk(tmp_path / "new", qtbot, preview=False) as desk:
            desk.libraries.open_library = opened.append
            desk.window.actions_by_id["unpack_library"].trigger()
            chosen(place)
            qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
            assert desk.window.toast.text() == f"“{opened[0].name}” is open in a window of its own."
            told = desk.window.notices.texts()["restored"]
            assert told == f"Checked. In “{opened[0].name}”, in {opened[0].parent}: {before}", "the same summary as before"
        there = opened[0]
        assert there.parent == tmp_path / "new"
    laptop = Settings(tmp_path / "other-user.ini")
    desk = open_desk(open_archive(there), laptop)
    try:
        desk.window.show()
        assert desk.window.size().toTuple() != (1111, 777), "the layout of the window stays where it was"
        desk.window.resize(1400, 880)
        desk.places.restore()
        assert desk.workspace.archive.verify() == []
        assert desk.workspace.archive.recall("saved_searches") is not None
        assert records_of(desk.workspace.archive.library, but_settings=True) == records
        desk.places.greet(sample=False, slug=drawn_article().review.id)
        qtbot.waitUntil(lambda: desk.window.editor.preview.view is not None, timeout=30_000)
        qtbot.waitUntil(lambda: pictures_shown(desk, qtbot)[0] >= len(example_pictures()), timeout=20_000)
        qtbot.waitUntil(lambda: len(set(pictures_shown(desk, qtbot))) == 1, timeout=10_000)
    finally:
        desk.window.close()
        desk.close()
        desk.window.deleteLater()


def test_a_copy_that_is_called_off_leaves_nothing_and_can_be_made_again(tmp_path: Path, qtbot: QtBot) -> None:
    lay_out(tmp_path / "library")
    stick = tmp_path / "stick"
    stick.mkdir()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = asked_for(desk, "copy_library", CopyingDialog)
        dialog.put_in(stick)
        dialog.copy()
        dialog.cancel_button.click()
        qtbot.waitUntil(lambda: bool(dialog.told()), timeout=20_000)
        assert dialog.told() == "Called off; nothing is left of the copy."
        assert list(stick.iterdir()) == []
        dialog.copy()
        qtbot.waitUntil(lambda: dialog.told().startswith("Copied and checked."), timeout=20_000)
        assert [each.name for each in stick.iterdir()] == ["library"]
        assert dialog.place() == stick / "library 2", "nothing is ever copied over anything"
        dialog.put_in(tmp_path / "library")
        dialog.copy()
        qtbot.waitUntil(lambda: "cannot lie inside" in dialog.told(), timeout=10_000)
        dialog.put_in(tmp_path / "none" / "at" / "all")
        assert "cannot be used" in dialog._room.text()
        dialog.reject()


def test_working_in_the_copy_from_now_on_is_moving(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "config" / "desk.ini")
    root = lay_out(tmp_path / "library")
    (tmp_path / "new").mkdir()
    opened: list[Path] = []
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        open_text(desk, drawn_article().review.id)
        Typist().type("Typed just before. ")
        dialog = asked_for(desk, "copy_library", CopyingDialog)
        dialog.put_in(tmp_path / "new")
        dialog.as_file.click()
        assert not dialog.moving.isEnabled()
        dialog.as_folder.click()
        dialog.moving.click()
        dialog.copy()
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
        qtbot.waitUntil(lambda: not desk.window.isVisible(), timeout=10_000)
    assert opened == [tmp_path / "new" / "library"]
    assert paths.default_library() == opened[0]
    with Library.open(opened[0]) as moved, Library.open(root) as old:
        assert moved.load(drawn_article().review.id) == old.load(drawn_article().review.id)
        text = moved.load(drawn_article().review.id).article.review
        assert any("Typed just before. " in part.body for part in text.parts)


def test_a_window_that_closes_calls_the_copy_off(tmp_path: Path, qtbot: QtBot) -> None:
    lay_out(tmp_path / "library")
    stick = tmp_path / "stick"
    stick.mkdir()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.actions_by_id["about_library"].trigger()
        (about,) = desk.window.findChildren(AboutLibraryDialog)
        about.copy_button.click()
        (dialog,) = desk.window.findChildren(CopyingDialog)
        dialog.put_in(stick)
        dialog.copy()
        desk.window.close()
    assert [each.name for each in stick.iterdir()] in ([], ["library"])


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (Held(Counts(3112, 1904, 5, 2260, 412_000_000)), "3,112 reviews, 1,904 people, 2,260 images, 412 MB; every image found."),
        (Held(Counts(1, 1, 1, 1, 1000)), "1 review, 1 person, 1 image, 1 kB; every image found."),
        (Held(Counts(1, 2, 1, 1, 1000, 3)), "1 review, 2 people, 1 image, 1 kB, in the trash: 3 reviews; every image found."),
        (Held(Counts(0, 0, 0, 0, 0)), "0 reviews, 0 people, 0 images."),
        (Held(Counts(2, 0, 0, 1, 9000), ("Gone.",)), "2 reviews, 0 people, 1 image, 9 kB; 1 image is not as it was. Gone."),
    ],
)
def test_how_much_is_held_is_one_sentence(held: Held, said: str) -> None:
    assert held_words(held) == said


def test_at_200_per_cent_no_word_of_the_dialog_is_cut(tmp_path: Path, qtbot: QtBot) -> None:
    lay_out(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.window.resize(1280, 800)
        current_theme().apply("light", 200)
        dialog = asked_for(desk, "copy_library", CopyingDialog)
        qtbot.waitUntil(dialog.isVisible, timeout=10_000)
        shown = [button for button in dialog.findChildren(QAbstractButton) if button.isVisible()]
        assert len(shown) >= 5
        assert [button.text() for button in shown if button.width() < button.sizeHint().width()] == []
        dialog.reject()
        current_theme().apply("light", 100)
