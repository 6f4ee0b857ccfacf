"""Outlets through the real window: made where reviews are given one, renamed where they stand, taken out of the list and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.finding import parse_query
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.gui.library.outlet_dialog import OutletDialog
from desktop.gui.library.place_model import COUNT_ROLE, KEY_ROLE
from desktop.gui.library.places import ALL, Group
from desktop.services.bulk import AT_ONCE
from desktop.services.saved_searches import SavedSearches
from tests.gui.desk import real_desk
from tests.gui.library.conftest import settle
from tests.gui.library.test_bulk import dialog_in_front, many, said, select, trigger
from tests.gui.open_texts import begin_reviews
from tests.gui.typist import Typist


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """The window on a library with three drafts for “Magazine”, the outlets unfolded."""
    begin_reviews(tmp_path / "library", "One", "Two", "Three")
    with real_desk(tmp_path, qtbot, preview=False) as opened:
        settle(qtbot, opened.window.library)
        opened.window.library.places.unfold(frozenset({Group.OUTLETS}))
        qtbot.waitUntil(lambda: listed(opened) == {"Magazine": 3, "My site": 0}, timeout=20_000)
        yield opened


def listed(desk: OpenDesk) -> dict[str, int]:
    """Return the outlets among the places, with their counts."""
    model = desk.window.library.places.view.model()
    rows = [model.index(at, 0) for at in range(model.rowCount())]
    return {row.data(): row.data(COUNT_ROLE) for row in rows if str(row.data(KEY_ROLE)).startswith("outlets:")}


def shown(desk: OpenDesk) -> list[str]:
    """Return the names of the places and groups that are shown."""
    model = desk.window.library.places.view.model()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def offered(desk: OpenDesk) -> list[str]:
    return [outlet.name for outlet in desk.workspace.archive.outlets()]


def outlets_of(desk: OpenDesk) -> dict[str, str]:
    return {row.title: row.outlet for row in desk.workspace.archive.reviews()}


def name_new(desk: OpenDesk, qtbot: QtBot, name: str, *titles: str) -> None:
    """Give reviews a new outlet by its name."""
    settle(qtbot, desk.window.library)
    select(desk, *titles)
    trigger(desk, "outlet")
    dialog_in_front(qtbot, OutletDialog)
    Typist().type(name)
    Typist().press("Return")


def go_to(desk: OpenDesk, qtbot: QtBot, name: str) -> None:
    """Go to an outlet in the column of places."""
    places = desk.window.library.places
    places.view.setFocus()
    places.view.setCurrentIndex(places._model.index_of(f"outlets:{name}"))
    settle(qtbot, desk.window.library)
    assert places.current == f"outlets:{name}"


def rename(desk: OpenDesk, qtbot: QtBot, name: str, wanted: str) -> None:
    """Type another name over that of an outlet."""
    go_to(desk, qtbot, name)
    view = desk.window.library.places.view
    qtbot.waitUntil(lambda: not view.findChildren(QLineEdit), timeout=10_000)
    QTest.keyClick(view, Qt.Key.Key_F2)
    line = view.findChildren(QLineEdit)[-1]
    assert (line.selectedText(), line.accessibleName()) == (name, "Name of the outlet")
    Typist().type(wanted)
    Typist().press("Return")


def turn(desk: OpenDesk, qtbot: QtBot, command: str) -> None:
    desk.window.library.list.setFocus()
    desk.window.actions_by_id[command].trigger()
    settle(qtbot, desk.window.library)


def test_one_undo_takes_back_a_new_outlet_with_the_reviews_that_got_it(desk: OpenDesk, qtbot: QtBot) -> None:
    before = outlets_of(desk)
    name_new(desk, qtbot, "Post", "One", "Three")
    said(desk, qtbot, "Outlet of 2 reviews set to Post.")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 1, "My site": 0, "Post": 2}, timeout=20_000)
    turn(desk, qtbot, "undo")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 3, "My site": 0}, timeout=20_000)
    assert (outlets_of(desk), offered(desk)) == (before, ["Magazine", "My site"])
    turn(desk, qtbot, "redo")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 1, "My site": 0, "Post": 2}, timeout=20_000)
    assert offered(desk) == ["Magazine", "My site", "Post"]


def test_an_undo_leaves_a_new_outlet_that_another_review_has_by_then(desk: OpenDesk, qtbot: QtBot) -> None:
    name_new(desk, qtbot, "Post", "One")
    said(desk, qtbot, "Outlet of ‘One’ set to Post.")
    archive = desk.workspace.archive
    post = next(outlet for outlet in archive.outlets() if outlet.name == "Post")
    review, revision = archive.library.load_record(Review, next(row.id for row in archive.reviews() if row.title == "Two"))
    archive.library.save(Batch((Change(replace(review, outlet=post.id), revision),))).result(timeout=20)
    turn(desk, qtbot, "undo")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 2, "My site": 0, "Post": 1}, timeout=20_000)
    assert outlets_of(desk)["Two"] == "Post"


def test_one_undo_takes_back_a_new_outlet_that_many_reviews_got(desk: OpenDesk, qtbot: QtBot) -> None:
    many(desk, qtbot, AT_ONCE)
    count = AT_ONCE + 3
    desk.window.library.list.setFocus()
    Typist().press("Ctrl+A")
    trigger(desk, "outlet")
    dialog_in_front(qtbot, OutletDialog)
    Typist().type("Post")
    Typist().press("Return")
    said(desk, qtbot, f"Outlet of {count} reviews set to Post.", seconds=60)
    qtbot.waitUntil(lambda: listed(desk) == {"Post": count, "Magazine": 0, "My site": 0}, timeout=20_000)
    turn(desk, qtbot, "undo")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": count, "My site": 0}, timeout=60_000)
    assert offered(desk) == ["Magazine", "My site"]


def test_an_outlet_is_renamed_where_it_stands_with_its_reviews(desk: OpenDesk, qtbot: QtBot) -> None:
    saved = SavedSearches(desk.workspace.archive)
    saved.save("Mine", parse_query('outlet:"Magazine" one'))[1].result(timeout=20)
    saved.save("Papers", parse_query("outlet:my"))[1].result(timeout=20)
    rename(desk, qtbot, "Magazine", "Harbour Pages")
    words = "The outlet ‘Magazine’ is called ‘Harbour Pages’ now. Its 3 reviews follow."
    said(desk, qtbot, f"{words} Saved searches that still ask for the old name: ‘Mine’.")
    places = desk.window.library.places
    qtbot.waitUntil(lambda: listed(desk) == {"Harbour Pages": 3, "My site": 0}, timeout=20_000)
    settle(qtbot, desk.window.library)
    assert set(outlets_of(desk).values()) == {"Harbour Pages"}
    assert (places.current, places.name, desk.window.library.count()) == ("outlets:Harbour Pages", "Harbour Pages", 3)
    assert places.view.hasFocus()
    assert places.view.currentIndex().data() == "Harbour Pages"
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 3, "My site": 0}, timeout=20_000)
    qtbot.waitUntil(lambda: desk.window.status.said() == "Taken back: Rename ‘Magazine’", timeout=20_000)
    settle(qtbot, desk.window.library)
    assert (places.current, desk.window.library.count()) == ("outlets:Magazine", 3)
    Typist().press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: listed(desk) == {"Harbour Pages": 3, "My site": 0}, timeout=20_000)


def test_a_name_that_is_being_typed_stays_while_places_come_and_go(desk: OpenDesk, qtbot: QtBot) -> None:
    archive, places = desk.workspace.archive, desk.window.library.places
    go_to(desk, qtbot, "Magazine")
    QTest.keyClick(places.view, Qt.Key.Key_F2)
    Typist().type("Harbour ")
    review, revision = archive.library.load_record(Review, archive.reviews()[0].id)
    archive.library.save(Batch((Change(replace(review, status=Status.READY), revision),))).result(timeout=20)
    desk.window.library.refresh()
    qtbot.waitUntil(lambda: places._model._counts.get(Status.READY) == 1, timeout=20_000)
    Typist().type("Pages")
    Typist().press("Return")
    qtbot.waitUntil(lambda: listed(desk) == {"Harbour Pages": 3, "My site": 0}, timeout=20_000)
    assert "Ready" in shown(desk)
    assert (places.current, places.view.currentIndex().data()) == ("outlets:Harbour Pages", "Harbour Pages")
    QTest.keyClick(places.view, Qt.Key.Key_F2)
    Typist().press("Escape")
    turn(desk, qtbot, "undo")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 3, "My site": 0}, timeout=20_000)


def test_no_two_outlets_are_called_the_same(desk: OpenDesk, qtbot: QtBot) -> None:
    rename(desk, qtbot, "Magazine", "my síte")
    said(desk, qtbot, "There is an outlet “My site” already. Choose another name.")
    assert listed(desk) == {"Magazine": 3, "My site": 0}
    rename(desk, qtbot, "Magazine", "MAGAZINE")
    said(desk, qtbot, "The outlet ‘Magazine’ is called ‘MAGAZINE’ now. Its 3 reviews follow.")
    rename(desk, qtbot, "MAGAZINE", "“”")
    said(desk, qtbot, "Give the outlet a name.")
    go_to(desk, qtbot, "My site")
    QTest.keyClick(desk.window.library.places.view, Qt.Key.Key_Delete)
    said(desk, qtbot, "The outlet ‘My site’ is out of the list. No review has it.")
    rename(desk, qtbot, "MAGAZINE", "My site")
    said(
        desk,
        qtbot,
        "The outlet “My site” is out of the list, and its reviews keep that name. Choose another name, or give reviews the "
        "outlet “My site” to have it back.",
    )
    assert offered(desk) == ["MAGAZINE"]


def test_an_outlet_whose_name_a_new_one_had_for_a_while_has_it_alone(desk: OpenDesk, qtbot: QtBot) -> None:
    rename(desk, qtbot, "My site", "Post")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 3, "Post": 0}, timeout=20_000)
    go_to(desk, qtbot, "Magazine")
    name_new(desk, qtbot, "My site", "One")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 2, "My site": 1, "Post": 0}, timeout=20_000)
    turn(desk, qtbot, "undo")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 3, "Post": 0}, timeout=20_000)
    turn(desk, qtbot, "undo")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 3, "My site": 0}, timeout=20_000)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    rename(desk, qtbot, "My site", "MY SITE")
    said(desk, qtbot, "The outlet ‘My site’ is called ‘MY SITE’ now.")
    go_to(desk, qtbot, "Magazine")
    select(desk, "One")
    trigger(desk, "outlet")
    dialog = dialog_in_front(qtbot, OutletDialog)
    Typist().type("my site")
    assert [dialog.list.item(at).text() for at in range(dialog.list.count())] == ["MY SITE"]
    dialog.reject()


def test_an_outlet_in_use_goes_out_of_the_list_and_comes_back(desk: OpenDesk, qtbot: QtBot) -> None:
    places = desk.window.library.places
    go_to(desk, qtbot, "Magazine")
    QTest.keyClick(places.view, Qt.Key.Key_Delete)
    said(desk, qtbot, "The outlet ‘Magazine’ is out of the list. 3 reviews still have it.")
    qtbot.waitUntil(lambda: listed(desk) == {"My site": 0}, timeout=20_000)
    qtbot.waitUntil(lambda: places.current == ALL, timeout=20_000)
    assert set(outlets_of(desk).values()) == {"Magazine"}
    assert desk.workspace.archive.count(parse_query('outlet:"Magazine"')) == 3
    go_to(desk, qtbot, "My site")
    QTest.keyClick(places.view, Qt.Key.Key_Delete)
    said(
        desk,
        qtbot,
        "“My site” is the only outlet in the list, and a new review needs one. It can be renamed (F2).",
    )
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: listed(desk) == {"Magazine": 3, "My site": 0}, timeout=20_000)


def test_an_outlet_out_of_the_list_comes_back_where_its_name_is_typed(desk: OpenDesk, qtbot: QtBot) -> None:
    go_to(desk, qtbot, "My site")
    style = next(outlet for outlet in desk.workspace.archive.outlets() if outlet.name == "My site")
    QTest.keyClick(desk.window.library.places.view, Qt.Key.Key_Delete)
    said(desk, qtbot, "The outlet ‘My site’ is out of the list. No review has it.")
    desk.window.library.show_place(ALL)
    settle(qtbot, desk.window.library)
    select(desk, "One")
    trigger(desk, "outlet")
    dialog = dialog_in_front(qtbot, OutletDialog)
    assert [dialog.list.item(at).text() for at in range(dialog.list.count())] == ["Magazine"]
    Typist().type("my site")
    assert [dialog.list.item(at).text() for at in range(dialog.list.count())] == ["My site, back in the list"]
    Typist().press("Return")
    said(desk, qtbot, "Outlet of ‘One’ set to My site.")
    assert style in desk.workspace.archive.outlets(), "with its house style"
    turn(desk, qtbot, "undo")
    qtbot.waitUntil(lambda: offered(desk) == ["Magazine"], timeout=20_000)


def test_the_menu_of_an_outlet_repeats_its_keys(desk: OpenDesk, qtbot: QtBot) -> None:
    places = desk.window.library.places
    menu = places.context_menu(places._model.index_of("outlets:My site"))
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    assert [(word, action.shortcut().toString()) for word, action in actions.items()] == [
        ("Rename", "F2"),
        ("Take Out of the List", "Del"),
    ]
    actions["Take Out of the List"].trigger()
    qtbot.waitUntil(lambda: offered(desk) == ["Magazine"], timeout=20_000)
