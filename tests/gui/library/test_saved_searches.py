"""Saved searches through the real window: kept, named where they stand, renamed, live, taken away and back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.gui.library.place_model import COUNT_ROLE
from desktop.gui.library.places import ALL, Group
from desktop.gui.theme import Theme
from desktop.services.saved_searches import SavedSearches
from tests.gui.desk import real_desk
from tests.gui.library.conftest import settle
from tests.gui.open_texts import begin_reviews
from tests.gui.typist import Typist


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """The window on a library with three reviews."""
    begin_reviews(tmp_path / "library", "Harbour Light", "Harbour Master", "Nine Rooms")
    with real_desk(tmp_path, qtbot, preview=False) as opened:
        settle(qtbot, opened.window.library)
        yield opened


def named(desk: OpenDesk) -> list[tuple[str, int]]:
    model = desk.window.library.places.view.model()
    rows = [model.index(at, 0) for at in range(model.rowCount())]
    searches = {search.name for search in SavedSearches(desk.workspace.archive).all()}
    return [(row.data(), row.data(COUNT_ROLE)) for row in rows if row.data() in searches]


def save(desk: OpenDesk, qtbot: QtBot, text: str, name: str) -> None:
    """Save what is looked for, and type its name where it stands."""
    library = desk.window.library
    QTest.keyClicks(library.search_line, text)
    settle(qtbot, library)
    QTest.mouseClick(library.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(library.places.view.findChildren(QLineEdit)), timeout=20_000)
    line = library.places.view.findChildren(QLineEdit)[0]
    assert line.selectedText() == text
    QTest.keyClicks(line, name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: name in dict(named(desk)), timeout=20_000)


def test_a_search_is_saved_named_where_it_stands_and_stays_live(desk: OpenDesk, qtbot: QtBot) -> None:
    library = desk.window.library
    assert not library.save_button.isVisible()
    save(desk, qtbot, "harbour", "By the sea")
    assert named(desk) == [("By the sea", 2)]
    assert library.places.open_groups == {Group.SAVED}
    library.search_line.empty()
    settle(qtbot, library)
    (search,) = SavedSearches(desk.workspace.archive).all()
    library.places.view.setCurrentIndex(library.places.view.model().index(library.places.view.model().rowCount() - 6, 0))
    settle(qtbot, library)
    assert library.places.current == f"saved:{search.id}"
    assert sorted(row.title for row in library.rows()) == ["Harbour Light", "Harbour Master"]
    library.list.select_row(0)
    QTest.keyClick(library.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: named(desk) == [("By the sea", 1)], timeout=20_000)


@pytest.mark.parametrize("percent", [100, 200])
def test_a_saved_search_is_renamed_in_a_line_that_shows_all_of_its_name(
    desk: OpenDesk, qtbot: QtBot, theme: Theme, percent: int
) -> None:
    view = desk.window.library.places.view
    theme.apply("light", percent)
    save(desk, qtbot, "harbour", "By the sea")
    key = f"saved:{SavedSearches(desk.workspace.archive).all()[0].id}"
    desk.window.library.places.choose(key)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F2)
    line = view.findChildren(QLineEdit)[-1]
    assert (line.text(), line.selectedText(), line.accessibleName()) == ("By the sea", "By the sea", "Name of the saved search")
    assert line.height() >= line.sizeHint().height()
    assert view.viewport().rect().contains(line.geometry())
    QTest.keyClicks(line, "Àgypten & <b>")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dict(named(desk)) == {"Àgypten & <b>": 2}, timeout=20_000)
    assert view.hasFocus()
    assert view.currentIndex().data() == "Àgypten & <b>"
    QTest.keyClick(view, Qt.Key.Key_F2)
    line = view.findChildren(QLineEdit)[-1]
    QTest.keyClicks(line, "no")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    settle(qtbot, desk.window.library)
    assert dict(named(desk)) == {"Àgypten & <b>": 2}


def test_the_menu_of_a_saved_search_repeats_its_keys(desk: OpenDesk, qtbot: QtBot) -> None:
    places = desk.window.library.places
    save(desk, qtbot, "harbour", "By the sea")
    rows = {places.view.model().index(at, 0).data(): places.view.model().index(at, 0) for at in range(9)}
    assert places.context_menu(rows["Drafts"]) is None
    menu = places.context_menu(rows["By the sea"])
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    assert list(actions) == ["Rename", "Delete"]
    actions["Delete"].trigger()
    qtbot.waitUntil(lambda: not named(desk), timeout=20_000)


def test_a_saved_search_is_taken_away_and_back(desk: OpenDesk, qtbot: QtBot) -> None:
    library = desk.window.library
    save(desk, qtbot, "harbour", "By the sea")
    library.places.choose(f"saved:{SavedSearches(desk.workspace.archive).all()[0].id}")
    QTest.keyClick(library.places.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: desk.window.toast.text() == "The saved search ‘By the sea’ is gone.", timeout=20_000)
    qtbot.waitUntil(lambda: not named(desk), timeout=20_000)
    settle(qtbot, library)
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: named(desk) == [("By the sea", 2)], timeout=20_000)


def test_what_was_done_to_a_saved_search_is_undone_by_keys(desk: OpenDesk, qtbot: QtBot) -> None:
    library, window = desk.window.library, desk.window
    save(desk, qtbot, "harbour", "By the sea")  # whose first name was what it looks for
    key = f"saved:{SavedSearches(desk.workspace.archive).all()[0].id}"
    library.search_line.empty()
    settle(qtbot, library)
    library.show_place(key)
    settle(qtbot, library)
    assert (library.places.current, library.count()) == (key, 2)
    library.places.view.setFocus()
    QTest.keyClick(library.places.view, Qt.Key.Key_Delete)
    undo = window.actions_by_id["undo"]
    qtbot.waitUntil(lambda: undo.text() == "&Undo Delete ‘By the sea’", timeout=20_000)
    qtbot.waitUntil(lambda: not named(desk), timeout=20_000)
    qtbot.waitUntil(lambda: library.places.current == ALL, timeout=20_000)
    settle(qtbot, library)
    assert (library.places.current, library.count()) == (ALL, 3), "its place is gone, and all reviews are shown"
    steps = [
        ("Ctrl+Z", {"By the sea": 2}),
        *(("Ctrl+Z", {"harbour": 2}), ("Ctrl+Z", {}), ("Ctrl+Shift+Z", {"harbour": 2})),
        *(("Ctrl+Shift+Z", {"By the sea": 2}), ("Ctrl+Shift+Z", {})),
    ]
    for keys, wanted in steps:
        Typist().press(keys)
        qtbot.waitUntil(partial(lambda wanted: dict(named(desk)) == wanted, wanted), timeout=20_000)
        settle(qtbot, library)
    library.list.setFocus()
    QTest.keyClick(library.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: library.count() == 2, timeout=20_000)
    settle(qtbot, library)
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: library.count() == 3, timeout=20_000)
    assert named(desk) == [], "the last change is taken back, not an earlier one of another kind"


def test_keys_that_do_not_wait_for_each_other_take_back_one_step_each(desk: OpenDesk, qtbot: QtBot) -> None:
    save(desk, qtbot, "harbour", "By the sea")
    library, undo = desk.window.library, desk.window.actions_by_id["undo"]
    library.list.setFocus()
    for _ in range(2):
        undo.trigger()
    qtbot.waitUntil(lambda: SavedSearches(desk.workspace.archive).all() == [], timeout=20_000)
    settle(qtbot, library)
    assert named(desk) == []
    for _ in range(2):
        desk.window.actions_by_id["redo"].trigger()
    qtbot.waitUntil(lambda: dict(named(desk)) == {"By the sea": 2}, timeout=20_000)
    assert undo.text() == "&Undo Rename ‘harbour’"


def test_a_name_that_another_search_has_takes_its_place_and_back(desk: OpenDesk, qtbot: QtBot) -> None:
    library, window = desk.window.library, desk.window
    save(desk, qtbot, "nine", "Numbers")
    library.search_line.empty()
    save(desk, qtbot, "harbour", "numbers")
    qtbot.waitUntil(lambda: named(desk) == [("numbers", 2)], timeout=20_000)
    assert window.toast.text() == "‘Numbers’ replaces the saved search of that name."
    window.toast.button.click()
    qtbot.waitUntil(lambda: sorted(named(desk)) == [("Numbers", 1), ("harbour", 2)], timeout=20_000)
    library.list.setFocus()
    QTest.mouseClick(library.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.toast.text() == "This search is saved already, as “harbour”.", timeout=20_000)
    assert len(named(desk)) == 2


def test_f6_goes_round_the_panes(desk: OpenDesk, qtbot: QtBot) -> None:
    library = desk.window.library
    library.list.setFocus()
    library.list.select_row(0)
    qtbot.waitUntil(library.inspector.open_button.isVisible, timeout=10_000)
    round_ = [library.inspector.open_button, library.search_line, library.places.view, library.list]
    for keys, widgets in (("F6", round_), ("Shift+F6", [*round_[-2::-1], library.list])):
        for widget in widgets:
            Typist().press(keys)
            assert widget.hasFocus()


def test_chips_are_saved_as_the_text_that_they_are(desk: OpenDesk, qtbot: QtBot) -> None:
    line = desk.window.library.search_line
    line.setFocus()
    for typed in ("draf", "missing alt"):
        QTest.keyClicks(line, typed)
        settle(qtbot, desk.window.library)
        QTest.keyClick(line, Qt.Key.Key_Down)
        QTest.keyClick(line, Qt.Key.Key_Return)
        settle(qtbot, desk.window.library)
    QTest.keyClicks(line, "harbour")
    settle(qtbot, desk.window.library)
    assert [chip.words for chip in line.chips().chips()] == ["status: Draft", "missing alt text"]
    QTest.mouseClick(desk.window.library.save_button, Qt.MouseButton.LeftButton)
    searches = SavedSearches(desk.workspace.archive)
    qtbot.waitUntil(lambda: bool(searches.all()), timeout=20_000)
    assert [search.text for search in searches.all()] == ["status:draft missing:alt harbour"]
    settle(qtbot, desk.window.library)


def test_groups_that_are_unfolded_are_remembered_also_after_a_kill(desk: OpenDesk, qtbot: QtBot) -> None:
    settings = Path(desk.workspace.settings.file.fileName())
    desk.window.library.places.unfold(frozenset({Group.SAVED, Group.TAGS}))
    qtbot.waitUntil(lambda: settings.exists() and "saved" in settings.read_text(encoding="utf-8"), timeout=10_000)
    (layout,) = (line for line in settings.read_text(encoding="utf-8").splitlines() if "groups" in line)
    assert '\\"groups\\": [\\"saved\\", \\"tags\\"]' in layout
