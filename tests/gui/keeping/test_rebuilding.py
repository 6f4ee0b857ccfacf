"""A library whose database is lost, rebuilt from its readable copies in the window: refused, rebuilt, opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.app import OpenDesk, _opened
from desktop.core.errors import DamagedError, LibraryError
from desktop.gui.keeping.rebuilding import RebuildingDialog
from desktop.gui.main_window import MainWindow
from desktop.gui.opening_refused import DEAF_MS, Choice, OpeningRefused, ask_another
from desktop.gui.progress import ProgressDialog
from desktop.gui.settings import Settings
from desktop.services.copies_found import place_for_rebuilt
from desktop.start import Raised
from desktop.storage.library import Library
from tests.example import drawn_article
from tests.gui.desk import back_to, real_desk
from tests.gui.keeping.test_by_keyboard import focused, picked
from tests.services.test_rebuilding import everything, kept_library
from tests.storage.builders import an_article

NAME = "My Reviews"
NEW = f"{NAME} (from readable copies)"
REBUILD = "Rebuild from Readable Copies…"


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of a test's own."""
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "config" / "desk.ini")
    return tmp_path


def lost_library(root: Path) -> dict[str, tuple[object, str, str]]:
    """Make a library with copies and pictures, throw its database away, and return all that it held."""
    records = [*drawn_article().records()]
    for number in range(20):
        records += an_article(f"Film {number}", "A. Director", body=f"word{number} " * 300).records()
    held = kept_library(root, records, pictures=True)
    (root / "library.db").unlink()
    return dict(held)


def content(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refusal(root: Path) -> DamagedError:
    with pytest.raises(DamagedError) as caught:
        Library.open(root)
    return caught.value


def once(ready: Callable[[], bool], then: Callable[[], object]) -> None:
    """Do something as soon as it can be done, whatever dialog is waited for by then."""
    if ready():
        then()
    else:
        QTimer.singleShot(10, lambda: once(ready, then))


def asked() -> bool:
    return isinstance(QApplication.activeModalWidget(), OpeningRefused)


def can_rebuild() -> bool:
    dialog = QApplication.activeModalWidget()
    return isinstance(dialog, RebuildingDialog) and dialog.rebuild_button.isEnabled()


def is_made() -> bool:
    dialog = QApplication.activeModalWidget()
    return isinstance(dialog, RebuildingDialog) and dialog.open_button.isVisible()


def press(key: Qt.Key) -> None:
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.keyClick(dialog.focusWidget(), key)


def through_the_dialog(then: Callable[[], object]) -> None:
    """Press Enter on Rebuild, and do something once it is made."""

    def rebuild() -> None:
        press(Qt.Key.Key_Return)
        once(is_made, then)

    once(can_rebuild, rebuild)


def click_on(label: str) -> None:
    """Click on a button of the refusal."""

    def clicked() -> None:
        message = QApplication.activeModalWidget()
        assert isinstance(message, OpeningRefused)
        next(button for button in message.buttons() if button.text() == label).click()

    once(asked, clicked)


def test_a_lost_library_is_refused_rebuilt_and_opened_with_enter_alone(at_home: Path, qapp: QApplication) -> None:
    root = at_home / NAME
    held, before = lost_library(root), content(root)
    QTimer.singleShot(DEAF_MS + 300, lambda: once(asked, lambda: press(Qt.Key.Key_Return)))
    through_the_dialog(lambda: press(Qt.Key.Key_Return))
    assert ask_another(refusal(root), root) == Choice(at_home / NEW)
    assert everything(at_home / NEW) == held
    assert content(root) == before, "what the copies belong to is only read"
    settings = Settings(paths.settings_file())
    window = MainWindow(settings)
    desk = _opened(root, Raised(qapp, settings, window), sample=False, slug=None)
    assert desk is not None
    assert desk.workspace.archive.root == at_home / NEW, "a start opens what stands in for it"
    assert len(desk.workspace.archive.reviews()) == 21
    desk.window.close()
    desk.close()
    window.deleteLater()


def test_one_that_was_made_and_not_opened_leads_back_to_the_question(at_home: Path, qapp: QApplication) -> None:
    root = at_home / NAME
    lost_library(root)
    click_on(REBUILD)

    def leave() -> None:
        press(Qt.Key.Key_Escape)
        click_on("Quit")

    through_the_dialog(leave)
    assert ask_another(refusal(root), root) is None
    assert (at_home / NEW / "library.db").is_file()


def test_backups_come_before_the_copies(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / NAME
    lost_library(root)
    error = refusal(root)
    message = OpeningRefused(DamagedError(str(error), root / "backups" / "library-20260101-000000.db", error.readable))
    qtbot.addWidget(message)
    assert message.defaultButton() is message.backup
    assert message.rebuild is not None
    assert message.rebuild.text() == REBUILD
    assert message.informativeText().endswith("people, viewings and pictures, but not their history.")
    alone = OpeningRefused(error)
    qtbot.addWidget(alone)
    assert (alone.backup, alone.defaultButton()) == (None, alone.rebuild)
    (root / "library.db").write_bytes(b"another program's" * 999)
    assert refusal(root).readable == root / "readable"


def rebuilding(desk: OpenDesk, root: Path, qtbot: QtBot) -> RebuildingDialog:
    """Ask to rebuild the library in ``root``, and return the dialog once its copies are counted."""
    dialog = desk.libraries.rebuild(str(root))
    qtbot.waitUntil(dialog.rebuild_button.isEnabled, timeout=10_000)
    return dialog


def test_what_could_not_be_read_is_told_in_words_that_can_be_copied(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "other"
    lost_library(root)
    worn = next(path for path in (root / "readable").glob("*.md") if "film" in path.name)
    worn.write_bytes(b"---\ntitle: [\n---\n\xff")
    gone = next((root / "images").iterdir())
    gone.unlink()
    opened: list[Path] = []
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        dialog = rebuilding(desk, root, qtbot)
        dialog.rebuild_button.click()
        qtbot.waitUntil(dialog.open_button.isVisible, timeout=20_000)
        assert dialog.told() == "“other (from readable copies)” is made; 2 things did not come back as they were, told below."
        dialog.copy_button.click()
        copied = QGuiApplication.clipboard().text()
        assert copied == dialog.report.toPlainText()
        assert copied.startswith("In the copies: 20 reviews, ")
        assert f"\nIn {dialog.place()}: 20 reviews, " in copied
        assert worn.name in copied.partition("What could not be read:")[2]
        assert "Pictures that are not as they were:" in copied
        assert dialog.report.accessibleName() == "What came back"
        dialog.open_button.click()
        assert opened == [dialog.place()]
        assert desk.window.toast.text() == "“other (from readable copies)” is open in a window of its own."


def test_without_a_copy_of_a_review_it_is_said_before_and_after(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "other"
    kept_library(root, an_article("Film", "A. Director").records())
    for lost in (root / "library.db", *(root / "readable").glob("*.md")):
        lost.unlink()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = desk.libraries.rebuild(str(root))
        qtbot.waitUntil(dialog.rebuild_button.isEnabled, timeout=10_000)
        assert dialog.found().startswith(
            "No copy of a review, only of what belongs to none, such as people, outlets and viewings;"
        )
        dialog.rebuild_button.click()
        qtbot.waitUntil(dialog.open_button.isVisible, timeout=20_000)
        assert dialog.told().startswith(
            "“other (from readable copies)” is made without a review, for no copy of one could be read"
        )
        assert "what “library.json” tells did: 1 person, 1 outlet." in dialog.report.toPlainText()
        assert "Every copy could be read" not in dialog.report.toPlainText()
        dialog.reject()


def test_a_cancel_leaves_nothing_and_it_can_be_made_after_all(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "other"
    held = lost_library(root)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        before, there = content(root), sorted(tmp_path.iterdir())
        dialog = rebuilding(desk, root, qtbot)
        dialog.rebuild_button.click()
        assert not dialog.rebuild_button.isEnabled()
        (progress,) = dialog.findChildren(ProgressDialog)
        progress.open()
        QTest.keyClick(progress, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: bool(dialog.told()), timeout=20_000)
        assert dialog.told() == "Called off; no library was made, and the readable copies are as they were."
        assert (sorted(tmp_path.iterdir()), content(root)) == (there, before)
        assert dialog.isVisible()
        dialog.rebuild_button.click()
        qtbot.waitUntil(dialog.open_button.isVisible, timeout=20_000)
        place = dialog.place()
        dialog.reject()
    assert everything(place) == held


def test_a_window_that_closes_leaves_nothing_of_it(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "other"
    lost_library(root)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = rebuilding(desk, root, qtbot)
        dialog.rebuild_button.click()
        desk.window.close()
    assert [path.name for path in tmp_path.iterdir() if "readable copies" in path.name] == []


def test_a_place_that_will_not_do_is_told_and_another_can_be_chosen(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "other"
    lost_library(root)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = rebuilding(desk, root, qtbot)
        (tmp_path / "full").write_text("mine", encoding="utf-8")
        for place, said in (
            (root / "inside", "Choose a folder outside of “other”, which stays as it is."),
            (tmp_path / "nowhere" / "new", f"{tmp_path / 'nowhere'} cannot be used (No such file or directory)."),
            (tmp_path / "full", f"There is something in “{tmp_path / 'full'}” already; choose a folder that is new or empty."),
        ):
            dialog.put_in(place)
            dialog.rebuild()
            qtbot.waitUntil(lambda: dialog.rebuild_button.isEnabled() and bool(dialog.told()), timeout=10_000)
            assert dialog.told() == said
        (tmp_path / "disk").mkdir()
        dialog.put_in(tmp_path / "disk")
        assert dialog.place() == tmp_path / "disk" / "other (from readable copies)"
        dialog.reject()


def test_a_folder_without_copies_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "empty").mkdir()
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = desk.libraries.rebuild(str(tmp_path / "empty"))
        qtbot.waitUntil(lambda: "There are no readable copies in" in dialog.found(), timeout=10_000)
        assert not dialog.rebuild_button.isEnabled()
        dialog.reject()


def test_a_damaged_one_opened_from_the_menu_offers_its_copies(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "other"
    lost_library(root)
    (root / "library.db").write_bytes(b"worn" * 9999)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.libraries.open_other(str(root))
        qtbot.waitUntil(lambda: bool(desk.window.notices.texts()), timeout=10_000)
        offered, _dismiss = desk.window.notices.buttons("another library")
        assert offered.text() == REBUILD
        offered.click()
        (dialog,) = desk.window.findChildren(RebuildingDialog)
        assert dialog.place() == tmp_path / "other (from readable copies)"
        dialog.reject()


def test_the_menu_asks_for_the_folder_and_takes_that_of_the_copies_too(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "other"
    lost_library(root)
    opened: list[Path] = []
    with real_desk(tmp_path / "desk", qtbot, preview=False) as desk:
        desk.libraries.open_library = opened.append
        picked(desk, "File", "Library", REBUILD)
        asking = next(each for each in desk.window.findChildren(QFileDialog) if each.isVisible())
        back_to(asking, qtbot)
        QTest.keyClicks(focused(), str(root / "readable"))
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(desk.window.findChildren(RebuildingDialog)), timeout=10_000)
        (dialog,) = desk.window.findChildren(RebuildingDialog)
        back_to(dialog, qtbot)
        qtbot.waitUntil(dialog.rebuild_button.isEnabled, timeout=10_000)
        assert dialog.found().startswith("21 reviews; the last copy was written ")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        qtbot.waitUntil(dialog.open_button.isVisible, timeout=20_000)
        back_to(dialog, qtbot)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        assert opened == [tmp_path / "other (from readable copies)"]


def test_beside_a_library_that_nobody_may_write_beside_it_goes_to_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "documents", lambda: tmp_path)
    assert place_for_rebuilt(Path("/nowhere at all/library"), "new") == tmp_path / "new"
    (tmp_path / "new").mkdir()
    assert place_for_rebuilt(tmp_path / "library", "new") == tmp_path / "new 2"


def test_another_error_offers_no_rebuilding(qtbot: QtBot) -> None:
    message = OpeningRefused(LibraryError("It is a file."))
    qtbot.addWidget(message)
    assert message.rebuild is None
