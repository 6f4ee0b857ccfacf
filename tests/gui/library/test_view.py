"""The library's page over a real library: places, search, sorting, keys, empty states."""

from __future__ import annotations

import threading
import warnings
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QFont, QFontMetrics, QKeySequence, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.core.bulk import SetTrashed
from desktop.core.finding import Query, parse_query
from desktop.core.review import Status
from desktop.core.saving import Batch, Change
from desktop.gui.as_written import Label
from desktop.gui.library.asking import Asking
from desktop.gui.library.columns import ORDINARY, Column
from desktop.gui.library.instead import Instead
from desktop.gui.library.place_model import KEY_ROLE
from desktop.gui.library.places import ALL, DUE, TRASH, Group
from desktop.gui.library.view import LibraryView
from desktop.gui.paged_rows import PAGE
from desktop.gui.theme import Colour, Theme, Type, current_theme
from desktop.services.archive import Archive, Suggestion, copy_of
from desktop.services.bulk import Bulk, Chosen
from desktop.services.saved_searches import SavedSearches
from tests.gui.library.conftest import NOW, Keep, put_on_screen, settle
from tests.gui.typist import ctrl_held


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, archive: Archive, asking: Asking, keep: Keep) -> LibraryView:
    """The page of a library with four reviews, on screen."""
    keep("Nine Rooms", "Ito Kan", year=2016, status=Status.PUBLISHED, stars="2")
    keep("The Lamplighter", "Lene Voss", "Ama Darko", year=1987, stars="4", body="A breakwater, a dress of salt.")
    keep("Saltwater Hymn", year=2019, status=Status.PUBLISHED, stars="4.5")
    keep("", year=None, headline="Notes on a film without a title")
    page = LibraryView(archive, SavedSearches(archive), asking, clock=lambda: NOW)
    put_on_screen(qtbot, page, 1400, 800)
    settle(qtbot, page)
    return page


def titles(view: LibraryView) -> list[str]:
    return [row.title for row in view.rows()]


def test_every_review_is_listed_and_places_count_them(view: LibraryView) -> None:
    assert sorted(titles(view)) == ["", "Nine Rooms", "Saltwater Hymn", "The Lamplighter"]
    assert view.places.keys() == (ALL, "draft", DUE, "published", TRASH)
    model = view.places.view.model()
    said = [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(5)]
    assert said == [
        *("All reviews, 4 reviews", "Drafts, 2 reviews", "Due this week, 0 reviews"),
        *("Published, 2 reviews", "Trash, 0 reviews"),
    ]


def test_a_place_shows_its_reviews_only(qtbot: QtBot, view: LibraryView) -> None:
    view.places.view.setFocus()
    QTest.keyClick(view.places.view, Qt.Key.Key_Down)
    settle(qtbot, view)
    assert sorted(titles(view)) == ["", "The Lamplighter"]
    QTest.keyClick(view.places.view, Qt.Key.Key_Down)
    settle(qtbot, view)
    assert titles(view) == []
    QTest.keyClick(view.places.view, Qt.Key.Key_Down)
    settle(qtbot, view)
    assert sorted(titles(view)) == ["Nine Rooms", "Saltwater Hymn"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lamp", ["The Lamplighter"]),
        ("year:1987 LAMPL", ["The Lamplighter"]),
        ("lamplighter 1987", ["The Lamplighter"]),
        ("darko", ["The Lamplighter"]),
        ("breakwater", ["The Lamplighter"]),
        ("notes without", [""]),
        ("hymn", ["Saltwater Hymn"]),
        ("zebra", []),
    ],
)
def test_search_finds_titles_people_sentences_and_headlines(
    qtbot: QtBot, view: LibraryView, typed: str, found: list[str]
) -> None:
    QTest.keyClicks(view.search_line, typed)
    settle(qtbot, view)
    assert titles(view) == found
    assert view.search_line.count_words() == f"{len(found)} found"


def test_a_search_that_finds_very_much_counts_it_all_and_fetches_what_comes_into_sight(
    qtbot: QtBot, view: LibraryView, archive: Archive, keep: Keep
) -> None:
    review = keep("Beef", body="A butcher takes revenge.").review
    copies = tuple(Change(copy_of(review, "2026-02-01T00:00:00Z"), 0) for _ in range(650))
    archive.library.save(Batch(copies)).result(timeout=20)
    view.refresh()
    settle(qtbot, view)
    QTest.keyClicks(view.search_line, "butcher")
    settle(qtbot, view)
    assert view.search_line.count_words() == "651 found, best first"
    assert (view.count(), len(view.rows())) == (651, PAGE)
    view.list.verticalScrollBar().setValue(view.list.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: view.list.model().index(650, 0).data() == "Beef (2023)", timeout=20_000)
    view.list.selectAll()
    assert len(set(view.selected_ids())) == 651, "also those that are not here"


def test_the_selection_is_found_again_where_the_order_or_the_reviews_changed(qtbot: QtBot, view: LibraryView, keep: Keep) -> None:
    for number in range(300):
        keep(f"Film {number:03}")
    view.list.sort_by(Column.TITLE)
    settle(qtbot, view)
    view.list.select_row(40)
    chosen = view.selected_ids()
    view.list.sort_by(Column.TITLE)
    settle(qtbot, view)
    keep("Zebra")
    view.refresh()
    settle(qtbot, view)
    assert (view.selected_ids(), view.list.currentIndex().row()) == (chosen, 264)
    assert view.list.is_current_in_sight()


def test_a_name_typed_wrongly_is_asked_back(qtbot: QtBot, view: LibraryView) -> None:
    QTest.keyClicks(view.search_line, "ama darkp")
    settle(qtbot, view)
    assert view.empty_state.words() == "Nothing matches ‘ama darkp’. Did you mean Ama Darko? It finds 1 review."
    QTest.mouseClick(view.empty_state.action, Qt.MouseButton.LeftButton)
    settle(qtbot, view)
    assert titles(view) == ["The Lamplighter"]
    assert view.list.hasFocus()


def test_field_terms_and_a_place_are_one_question(qtbot: QtBot, view: LibraryView) -> None:
    view.show_place("published")
    settle(qtbot, view)
    QTest.keyClicks(view.search_line, "rating:>=4")
    settle(qtbot, view)
    assert titles(view) == ["Saltwater Hymn"]
    assert view.search_line.count_words() == "1 found in Published"
    view.show_place(ALL)
    settle(qtbot, view)
    assert view.search_line.count_words() == "2 found"


def test_what_is_offered_instead_finds_what_it_says(qtbot: QtBot, view: LibraryView, archive: Archive) -> None:
    archive.trash(next(row.id for row in view.rows() if row.title == "The Lamplighter")).result(timeout=20)
    view.refresh()
    view.show_place("published")
    QTest.keyClicks(view.search_line, "ama darkp")
    settle(qtbot, view)
    assert view.empty_state.words() == "Nothing in ‘Published’ matches ‘ama darkp’.", "she acts in the trash only"
    view.search_line.empty()
    QTest.keyClicks(view.search_line, "saltwatre")
    settle(qtbot, view)
    said = "Nothing in ‘Published’ matches ‘saltwatre’. Did you mean Saltwater Hymn? It finds 1 review."
    assert view.empty_state.words() == said
    view.empty_state.action.click()
    settle(qtbot, view)
    assert (view.search_line.text().strip(), titles(view)) == ("saltwater", ["Saltwater Hymn"])


def test_names_that_nobody_has_are_looked_for_in_sentences_where_they_stand(qtbot: QtBot, view: LibraryView) -> None:
    QTest.keyClicks(view.search_line, "director:breakwater")
    settle(qtbot, view)
    assert view.empty_state.action.text() == "Search your sentences too (1)"
    view.empty_state.action.click()
    settle(qtbot, view)
    assert (view.search_line.text().strip(), titles(view)) == ("breakwater", ["The Lamplighter"])


def test_words_that_are_a_place_a_year_and_a_state_are_asked_back_as_such(qtbot: QtBot, view: LibraryView) -> None:
    QTest.keyClicks(view.search_line, "evening 2019 4")
    settle(qtbot, view)
    said = (
        "Nothing matches ‘evening 2019 4’. Did you mean outlet: Evening Post, film of 2019, rating at least 4? It finds 1 review."
    )
    assert view.empty_state.words() == said
    view.empty_state.action.click()
    settle(qtbot, view)
    assert titles(view) == ["Saltwater Hymn"]
    assert len(view.search_line.chips().terms()) == 3


def test_enter_on_a_place_goes_into_it_and_escape_back_to_a_search(qtbot: QtBot, view: LibraryView) -> None:
    view.places.view.setFocus()
    QTest.keyClick(view.places.view, Qt.Key.Key_Down)
    QTest.keyClick(view.places.view, Qt.Key.Key_Return)
    settle(qtbot, view)
    assert view.list.hasFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Escape)
    assert view.list.hasFocus(), "there is no search to go back to"
    view.look_for("lamp")
    settle(qtbot, view)
    assert view.list.hasFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Escape)
    assert view.search_line.hasFocus()


def test_ways_out_stand_under_each_other_where_there_is_little_room(qtbot: QtBot, view: LibraryView, theme: Theme) -> None:
    said = view.empty_state
    long = Suggestion(parse_query("salt"), "A Title Longer Than a Pane Is Wide", 1)
    QTest.keyClicks(view.search_line, "xqzv")
    settle(qtbot, view)
    said.tell_unfound("draft", "Drafts", "xqzv", Instead(long, parse_query("salt"), 2, 3))
    buttons = (said.action, said.alternative, said.third)

    def stand_in(rows: int) -> bool:
        whole = all(button.width() >= button.sizeHint().width() for button in buttons)
        return whole and len({button.y() for button in buttons}) == rows and all(button.x() >= 0 for button in buttons)

    for percent, width, rows in ((100, 1400, 1), (100, 640, 3), (200, 640, 3), (100, 1400, 1)):
        theme.apply("light", percent)
        view.resize(width, 700)
        qtbot.waitUntil(partial(stand_in, rows), timeout=5_000)
        assert said.action.accessibleName() == f"Look for {long.label}"


def test_a_search_in_the_trash_says_so_and_can_show_all_of_it(qtbot: QtBot, view: LibraryView, archive: Archive) -> None:
    archive.trash(view.rows()[0].id).result(timeout=20)
    QTest.keyClicks(view.search_line, "hymn")
    view.show_place(TRASH)
    settle(qtbot, view)
    assert view.empty_state.words() == "Nothing in the trash matches ‘hymn’."
    shown = [button.text() for button in view.empty_state.findChildren(QPushButton) if button.isVisible()]
    assert shown == ["Show all in the trash", "Search all reviews (1)"]
    view.empty_state.action.click()
    settle(qtbot, view)
    assert (view.in_trash(), view.search_line.text(), view.count()) == (True, "", 1)


def test_enter_before_the_answer_opens_what_is_found_first(qtbot: QtBot, view: LibraryView) -> None:
    lamplighter = next(row for row in view.rows() if row.title == "The Lamplighter")
    with qtbot.waitSignal(view.review_opened) as opened:
        QTest.keyClicks(view.search_line, "lamp")
        QTest.keyClick(view.search_line, Qt.Key.Key_Return)
        assert view.is_reading()
    assert opened.args == [lamplighter.id]


def key_of(view: LibraryView, text: str) -> str:
    model = view.places.view.model()
    index = next(model.index(at, 0) for at in range(model.rowCount()) if model.index(at, 0).data() == text)
    view.places.view.setCurrentIndex(index)
    return str(index.data(KEY_ROLE))


def test_groups_unfold_by_keys_and_their_places_are_queries(qtbot: QtBot, view: LibraryView) -> None:
    view.places.view.setFocus()
    assert key_of(view, "Directors") == "group:directors"
    assert len(view.rows()) == 4, "a heading is no place"
    QTest.keyClick(view.places.view, Qt.Key.Key_Right)
    settle(qtbot, view)
    assert view.places.view.currentIndex().data() == "Directors", "the focus stays on the heading"
    key_of(view, "Lene Voss")
    settle(qtbot, view)
    assert titles(view) == ["The Lamplighter"]
    key_of(view, "Ratings")
    QTest.keyClick(view.places.view, Qt.Key.Key_Return)
    settle(qtbot, view)
    key_of(view, "★★★★")
    settle(qtbot, view)
    assert sorted(titles(view)) == ["Saltwater Hymn", "The Lamplighter"]
    QTest.keyClicks(view.search_line, "hymn")
    settle(qtbot, view)
    assert titles(view) == ["Saltwater Hymn"], "a search looks in the place"
    assert view.layout_state()["groups"] == ["directors", "ratings"]
    key_of(view, "Directors")
    QTest.keyClick(view.places.view, Qt.Key.Key_Left)
    assert view.places.open_groups == {Group.RATINGS}


def test_the_menu_of_columns_says_which_have_no_room(qtbot: QtBot, view: LibraryView) -> None:
    def said() -> list[str]:
        menu = QMenu()
        view.list.fill_columns_menu(menu)
        return [action.text() for action in menu.actions() if "no room" in action.text()]

    assert said() == []
    view.resize(700, 600)
    qtbot.waitUntil(lambda: view.list.isColumnHidden(Column.OUTLET), timeout=10_000)
    assert "Outlet · no room, the list is too narrow" in said()
    assert len(said()) == sum(view.list.isColumnHidden(column) for column in ORDINARY)
    view.resize(1400, 800)
    qtbot.waitUntil(lambda: not view.list.isColumnHidden(Column.OUTLET), timeout=10_000)
    assert said() == []


def test_columns_are_chosen_from_the_menu_and_kept(qtbot: QtBot, view: LibraryView) -> None:
    menu = QMenu()
    view.list.fill_columns_menu(menu)
    ticked = {action.text() for action in menu.actions() if action.isChecked()}
    assert ticked == {"Title", "Status", "Rating", "Outlet", "Changed"}
    actions = {action.text(): action for action in menu.actions() if not action.isSeparator()}
    assert not actions["Title"].isEnabled()
    actions["Year"].trigger()
    actions["Director"].trigger()
    actions["Outlet"].trigger()
    view.resize(1600, 700)
    assert not view.list.isColumnHidden(Column.YEAR)
    assert view.list.isColumnHidden(Column.OUTLET)
    row = next(at for at, row in enumerate(view.rows()) if row.title == "The Lamplighter")
    model = view.list.model()
    assert [model.index(row, column).data() for column in (Column.YEAR, Column.DIRECTOR)] == ["1987", "Lene Voss"]
    assert view.layout_state()["columns"] == ["title", "status", "rating", "year", "director", "changed"]


def test_escape_empties_the_search(qtbot: QtBot, view: LibraryView) -> None:
    QTest.keyClicks(view.search_line, "hymn")
    settle(qtbot, view)
    QTest.keyClick(view.search_line, Qt.Key.Key_Escape)
    settle(qtbot, view)
    assert len(view.rows()) == 4
    assert view.search_line.count_words() == ""


def test_nothing_found_offers_to_clear_and_to_look_everywhere(qtbot: QtBot, view: LibraryView) -> None:
    view.show_place("draft")
    settle(qtbot, view)
    QTest.keyClicks(view.search_line, "hymn")
    settle(qtbot, view)
    assert view.empty_state.isVisible()
    assert view.empty_state.words() == "Nothing in ‘Drafts’ matches ‘hymn’."
    assert (view.empty_state.action.text(), view.empty_state.alternative.text()) == ("Search all reviews (1)", "Clear the search")
    QTest.mouseClick(view.empty_state.action, Qt.MouseButton.LeftButton)
    settle(qtbot, view)
    assert titles(view) == ["Saltwater Hymn"]
    QTest.keyClicks(view.search_line, " xqzv")
    settle(qtbot, view)
    QTest.mouseClick(view.empty_state.action, Qt.MouseButton.LeftButton)
    settle(qtbot, view)
    assert len(view.rows()) == 4
    assert view.search_line.hasFocus()


def test_keys_go_from_search_to_list_and_back_and_enter_opens(qtbot: QtBot, view: LibraryView) -> None:
    view.focus_search()
    QTest.keyClicks(view.search_line, "n")
    settle(qtbot, view)
    assert titles(view) == ["Nine Rooms"]
    QTest.keyClick(view.search_line, Qt.Key.Key_Down)
    assert view.list.hasFocus()
    with qtbot.waitSignal(view.review_opened) as opened:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert opened.args == [view.rows()[0].id]
    QTest.keyClick(view.list, Qt.Key.Key_Up)
    assert view.search_line.hasFocus()
    with qtbot.waitSignal(view.review_opened):
        QTest.keyClick(view.search_line, Qt.Key.Key_Return)


def test_a_click_on_a_column_sorts_and_what_is_selected_stays_so(qtbot: QtBot, view: LibraryView) -> None:
    lamplighter = next(row for row in view.rows() if row.title == "The Lamplighter")
    view.select(lamplighter.id)
    header = view.list.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(Column.RATING) + 10, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, view)
    ascending = [row.rating.value if row.rating else "" for row in view.rows()]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, view)
    descending = [row.rating.value if row.rating else "" for row in view.rows()]
    assert {tuple(ascending), tuple(descending)} == {("", "2", "4", "4.5"), ("4.5", "4", "2", "")}
    assert view.selected_ids() == [lamplighter.id]
    view.list.sort_by(Column.TITLE)
    settle(qtbot, view)
    assert [title for title in titles(view) if title] == ["The Lamplighter", "Nine Rooms", "Saltwater Hymn"]


def chosen(view: LibraryView) -> list[str]:
    return [row.title for row in view.rows() if row.id in view.selected_ids()]


def test_letters_in_the_list_go_to_the_title_that_begins_so(qtbot: QtBot, view: LibraryView, keep: Keep) -> None:
    keep("Étoiles", "Lene Voss")
    keep("Nineteen", "Lene Voss")
    view.list.sort_by(Column.TITLE)
    settle(qtbot, view)
    shown = view.list.findChildren(Label, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
    view.list.setFocus()
    for letters, title in (("the l", "The Lamplighter"), ("ETO", "Étoiles"), ("ni", "Nine Rooms")):
        QTest.keyClicks(view.list, letters)
        settle(qtbot, view)
        assert (chosen(view), shown.text(), shown.isVisible()) == ([title], letters, True)
        assert view.list.hasFocus()
        QTest.keyClick(view.list, Qt.Key.Key_Escape)
        assert not shown.isVisible()
    for title in ("Nineteen", "Nine Rooms"):
        QTest.keyClick(view.list, Qt.Key.Key_F3)
        settle(qtbot, view)
        assert chosen(view) == [title]
    QTest.keyClicks(view.list, "z")
    settle(qtbot, view)
    assert shown.text() == "No title here begins with ‘niz’"
    assert chosen(view) == ["Nine Rooms"]
    QTest.keyClick(view.list, Qt.Key.Key_Backspace)
    assert shown.text() == "ni"
    qtbot.waitUntil(lambda: not shown.isVisible(), timeout=5_000)
    QTest.keyClicks(view.list, "s")
    settle(qtbot, view)
    assert chosen(view) == ["Saltwater Hymn"], "a pause begins another title"
    QTest.keyClick(view.list, Qt.Key.Key_Up)
    assert not shown.isVisible()
    assert view.search_line.text() == ""


def test_in_another_order_letters_go_to_the_next_one_shown(qtbot: QtBot, view: LibraryView, keep: Keep) -> None:
    for number in range(3):
        keep(f"Lamp {number}", "Lene Voss", year=2001 + number)
    view.list.sort_by(Column.YEAR)
    settle(qtbot, view)
    view.list.setFocus()
    view.list.select_row(0)
    order = [row.title for row in view.rows() if row.title.startswith(("Lamp", "The Lamp"))]
    for at in range(5):
        QTest.keyClicks(view.list, "lamp") if at == 0 else QTest.keyClick(view.list, Qt.Key.Key_F3)
        settle(qtbot, view)
        assert chosen(view) == [order[at % 4]]


def test_a_row_that_is_selected_stays_so_while_ctrl_is_held_down(qtbot: QtBot, view: LibraryView) -> None:
    view.list.setFocus()
    with ctrl_held(view.list):
        for _time in range(2):
            view.list.select_row(1)
            assert view.selected_ids() == [view.rows()[1].id]


def test_f3_held_down_takes_every_step(qtbot: QtBot, view: LibraryView, keep: Keep) -> None:
    for number in range(9):
        keep(f"Lamp {number}", "Lene Voss")
    view.list.sort_by(Column.TITLE)
    settle(qtbot, view)
    view.list.setFocus()
    QTest.keyClicks(view.list, "lamp")
    settle(qtbot, view)
    assert chosen(view) == ["Lamp 0"]
    for _press in range(5):
        QTest.keyClick(view.list, Qt.Key.Key_F3)
    settle(qtbot, view)
    assert chosen(view) == ["Lamp 5"]


def test_a_title_far_away_is_found_by_one_question(qtbot: QtBot, view: LibraryView, archive: Archive) -> None:
    draft = archive.load(next(row.id for row in view.rows() if not row.title)).article.review
    copies = [replace(copy_of(draft, "2026-02-01T00:00:00Z"), slug=f"copy-{at}", headline="Aa") for at in range(5 * PAGE)]
    archive.library.save(Batch(tuple(Change(copy, 0) for copy in copies))).result(timeout=60)
    view.refresh()
    view.list.sort_by(Column.TITLE)
    settle(qtbot, view)
    view.list.setFocus()
    view.list.select_row(0)
    QTest.keyClicks(view.list, "salt")
    settle(qtbot, view)
    assert chosen(view) == ["Saltwater Hymn"]
    shown, row = view.list.findChildren(Label, options=Qt.FindChildOption.FindDirectChildrenOnly)[0], view.list.currentIndex()
    place = view.list.visualRect(row).translated(view.list.viewport().pos())
    assert not shown.geometry().intersects(place), "the letters cover nothing that they found"
    assert view.list.rect().contains(place.center())


@pytest.mark.parametrize("key", ["/", "Ctrl+F"])
def test_the_search_line_is_one_key_away_from_the_list(qtbot: QtBot, view: LibraryView, key: str) -> None:
    view.list.setFocus()
    QTest.keySequence(view.list, QKeySequence(key))
    assert view.search_line.hasFocus()
    assert view.search_line.text() == ""
    QTest.keyClicks(view.search_line, "hymn/")
    settle(qtbot, view)
    assert (view.search_line.text(), titles(view)) == ("hymn/", ["Saltwater Hymn"])


def test_delete_asks_for_the_trash_and_restore_for_the_way_back(qtbot: QtBot, view: LibraryView, archive: Archive) -> None:
    view.list.select_row(1)
    gone = view.rows()[1]
    with qtbot.waitSignal(view.trash_requested) as asked:
        QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert asked.args == [Chosen.of([gone.id])]
    assert len(view.rows()) == 4, "the page changes nothing by itself"
    archive.trash(gone.id).result(timeout=20)
    view.refresh()
    settle(qtbot, view)
    assert gone.id not in [row.id for row in view.rows()]
    assert len(view.selected_ids()) == 1, "the next row is selected"
    view.show_place(TRASH)
    settle(qtbot, view)
    assert [row.id for row in view.rows()] == [gone.id]
    view.list.select_row(0)
    with qtbot.assertNotEmitted(view.trash_requested):
        QTest.keyClick(view.list, Qt.Key.Key_Delete)
    with qtbot.waitSignal(view.restore_requested) as back:
        QTest.mouseClick(view.restore_button, Qt.MouseButton.LeftButton)
    assert back.args == [Chosen.of([gone.id])]


def test_refresh_keeps_selection_and_scroll(qtbot: QtBot, view: LibraryView, keep: Keep) -> None:
    for number in range(40):
        keep(f"Film {number}")
    view.list.sort_by(Column.TITLE)
    settle(qtbot, view)
    view.refresh()
    settle(qtbot, view)
    view.list.select_row(30)
    chosen, bar = view.selected_ids(), view.list.verticalScrollBar()
    scrolled = bar.value()
    assert scrolled > 0
    keep("Zebra")
    view.refresh()
    settle(qtbot, view)
    assert view.selected_ids() == chosen
    assert bar.value() == scrolled


def test_a_row_is_read_as_a_sentence(view: LibraryView) -> None:
    row = next(row for row in view.rows() if row.title == "The Lamplighter")
    index = view.list.model().index(view.rows().index(row), Column.TITLE)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("The Lamplighter (1987), Draft, rating ★★★★☆, Evening Post, ")
    assert " words, changed " in said
    assert index.siblingAtColumn(Column.OUTLET).data(Qt.ItemDataRole.AccessibleTextRole) == "Outlet, Evening Post"


def test_every_control_has_a_name_and_icon_buttons_a_tooltip(view: LibraryView) -> None:
    for widget in (view.list, view.search_line, view.places.view, *view.findChildren(QPushButton)):
        if widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget
    assert all(button.toolTip() for button in view.findChildren(QToolButton))


def test_tab_walks_in_the_order_seen(view: LibraryView) -> None:
    view.new_button.setFocus()
    seen = [QApplication.focusWidget()]
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [view.new_button, view.import_button, view.search_line, view.places.view, view.list]


def test_the_page_hands_its_focus_to_the_table(view: LibraryView) -> None:
    view.focus_search()
    view.setFocus()
    assert view.list.hasFocus()
    assert len(view.selected_ids()) == 1


def test_a_narrow_window_leaves_columns_out_and_a_wide_one_has_them_all(view: LibraryView) -> None:
    assert not any(view.list.isColumnHidden(column) for column in ORDINARY)
    view.resize(700, 500)
    QApplication.processEvents()  # the pane beside the list goes first
    assert view.list.isColumnHidden(Column.OUTLET)
    assert not view.list.isColumnHidden(Column.STATUS)
    assert view.list.columnWidth(Column.TITLE) >= 200
    view.resize(1400, 700)
    assert not any(view.list.isColumnHidden(column) for column in ORDINARY)


def test_rows_and_columns_grow_with_the_text_while_the_page_is_open(view: LibraryView, theme: Theme) -> None:
    height, width = view.list.rowHeight(0), view.list.columnWidth(Column.STATUS)
    theme.apply("dark", 200)
    assert view.list.rowHeight(0) >= 1.8 * height
    assert view.list.columnWidth(Column.STATUS) == 2 * width
    assert view.layout_state()["widths"] == {}, "no width was chosen by hand"
    theme.apply("light", 100)
    assert view.list.rowHeight(0) == height


def test_columns_that_gave_way_to_large_text_come_back_as_they_were(qtbot: QtBot, view: LibraryView, theme: Theme) -> None:
    view.resize(1400, 880)
    widths = [view.list.columnWidth(column) for column in sorted(ORDINARY)]
    theme.apply("light", 200)
    qtbot.waitUntil(lambda: view.list.isColumnHidden(Column.RATING), timeout=5_000)
    theme.apply("light", 100)
    qtbot.waitUntil(lambda: not any(view.list.isColumnHidden(column) for column in ORDINARY), timeout=5_000)
    qtbot.waitUntil(lambda: [view.list.columnWidth(column) for column in sorted(ORDINARY)] == widths, timeout=5_000)
    assert view.layout_state()["widths"] == {}


def test_the_arrangement_is_told_and_taken_back(qtbot: QtBot, view: LibraryView, archive: Archive, asking: Asking) -> None:
    assert view.layout_state()["widths"] == {}
    view.list.setColumnWidth(Column.OUTLET, 180)
    view.list.sort_by(Column.WORDS)
    settle(qtbot, view)
    state = view.layout_state()
    assert state["widths"] == {"outlet": 180}
    other = LibraryView(archive, SavedSearches(archive), asking)
    put_on_screen(qtbot, other, 1400, 800)
    other.restore_layout(state)
    settle(qtbot, other)
    assert other.list.columnWidth(Column.OUTLET) == 180
    assert other.layout_state() | {"panes": 0} == state | {"panes": 0}


def test_an_empty_library_says_what_this_is(qtbot: QtBot, theme: Theme, archive: Archive, asking: Asking) -> None:
    page = LibraryView(archive, SavedSearches(archive), asking)
    put_on_screen(qtbot, page)
    settle(qtbot, page)
    assert page.empty_state.words() == "Your reviews live here, on this computer only."
    with qtbot.waitSignal(page.new_requested):
        QTest.mouseClick(page.empty_state.action, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.import_requested):
        QTest.mouseClick(page.empty_state.alternative, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.library_requested):
        QTest.mouseClick(page.empty_state.third, Qt.MouseButton.LeftButton)
    page.show_place("draft")
    settle(qtbot, page)
    assert page.empty_state.words() == "No drafts. Good."
    page.show_place(TRASH)
    settle(qtbot, page)
    assert page.empty_state.words() == "Empty. Deleted things wait here 30 days."
    assert not page.empty_state.action.isVisible()


def test_a_library_that_is_all_in_the_trash_says_so_and_leads_there(qtbot: QtBot, view: LibraryView, archive: Archive) -> None:
    ids = [row.id for row in archive.reviews()]
    bulk = Bulk(archive)
    archive.library.save(bulk.round(ids, SetTrashed("2026-11-01T10:00:00Z")).batch).result(timeout=20)
    view.refresh()
    settle(qtbot, view)
    assert view.empty_state.words() == f"Nothing here. In the trash: {len(ids)} reviews."
    assert (view.empty_state.action.text(), view.empty_state.alternative.text()) == ("Show the trash", "New review")
    QTest.mouseClick(view.empty_state.action, Qt.MouseButton.LeftButton)
    settle(qtbot, view)
    assert view.places.current == TRASH
    assert [row.id for row in view.rows()] != []


def test_the_sample_is_marked_and_can_be_removed(qtbot: QtBot, view: LibraryView) -> None:
    assert not view.sample_button.isVisible()
    row = view.rows()[0]
    view.set_sample(row.id)
    assert ", sample, " in view.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    with qtbot.waitSignal(view.sample_removal_requested):
        QTest.mouseClick(view.sample_button, Qt.MouseButton.LeftButton)


def test_files_dropped_are_offered(qtbot: QtBot, view: LibraryView, tmp_path: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.json")), QUrl("https://example.org/b.json")])
    copy, button, bare = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # PySide6 6.12 would rather have a QPointF, which 6.11 does not take
        enter = QDragEnterEvent(QPoint(300, 300), copy, files, button, bare)
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(300, 300), copy, files, button, bare)
    with qtbot.waitSignal(view.files_offered) as offered:
        QApplication.sendEvent(view, drop)
    assert offered.args == [[tmp_path / "a.json"]]


def test_the_menu_of_a_row_repeats_its_commands(qtbot: QtBot, view: LibraryView) -> None:
    view.list.select_row(0)
    menu = view.context_menu()
    actions = {action.text(): action for action in menu.actions() if not action.isSeparator()}
    assert list(actions) == ["Open", "Preview", "Rename", "Duplicate", "Move to Trash", "Sort by", "Columns"]
    with qtbot.waitSignal(view.duplicate_requested):
        actions["Duplicate"].trigger()


def test_changed_is_told_by_day(view: LibraryView) -> None:
    from desktop.gui.library.moments import moment_words

    assert moment_words("2026-11-22T14:32:07Z", NOW) == "today 14:32"
    assert moment_words("2026-11-21T23:59:00Z", NOW) == "yesterday 23:59"
    assert moment_words("2026-11-22T01:00:00Z", NOW + timedelta(days=2)) == "22 Nov 2026"


class Uncounted(Archive):
    """A library that does not count before it is let."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive.library)
        self.let = threading.Event()

    def count(self, query: Query) -> int:
        """Count once it is let."""
        assert self.let.wait(20)
        return super().count(query)


def test_the_first_page_is_not_held_up_by_counting(qtbot: QtBot, archive: Archive, asking: Asking, keep: Keep) -> None:
    article = keep("Nine Rooms", body="The butcher waits.")
    copies = [copy_of(article.review, article.review.created) for _ in range(PAGE + 30)]
    archive.library.save(Batch(tuple(Change(each, 0) for each in copies))).result(timeout=20)
    source = Uncounted(archive)
    view = LibraryView(source, SavedSearches(archive), asking)
    with qtbot.waitSignal(view.listed, timeout=20_000):
        put_on_screen(qtbot, view)
    assert (view.count(), len(view.rows())) == (PAGE, PAGE)
    view.list.selectAll()
    source.let.set()
    settle(qtbot, view)
    assert view.count() == view.list.selected_count() == PAGE + 31
    source.let.clear()
    view.focus_search()
    with qtbot.waitSignal(view.listed, timeout=20_000):
        QTest.keyClicks(view.search_line, "butcher")
    assert view.search_line.count_words() == ""
    source.let.set()
    settle(qtbot, view)
    assert view.search_line.count_words() == f"{PAGE + 31} found, best first"
    view.list.scrollToBottom()
    settle(qtbot, view)
    view.list.viewport().repaint()
    settle(qtbot, view)
    assert len(view.rows()) == PAGE + 31


def test_the_place_that_is_shown_stays_marked_while_a_heading_is_unfolded(qtbot: QtBot, view: LibraryView) -> None:
    places = view.places.view

    def marked() -> list[str]:
        """Return the names of the rows that have the wash."""
        image = places.viewport().grab().toImage()
        wash, rows = current_theme().colour(Colour.WASH), places.model()
        indexes = [rows.index(at, 0) for at in range(rows.rowCount())]
        rects = {str(index.data()): places.visualRect(index) for index in indexes}
        return [name for name, rect in rects.items() if image.pixelColor(rect.center().x(), rect.bottom() - 5) == wash]

    assert marked() == ["All reviews"]
    heading = next(at for at in range(places.model().rowCount()) if places.model().index(at, 0).data() == "Outlets")
    place = places.visualRect(places.model().index(heading, 0)).center()
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, view)
    assert view.places.open_groups == {Group.OUTLETS}
    assert marked() == ["All reviews"]
    QTest.keyClick(places, Qt.Key.Key_Down)
    settle(qtbot, view)
    assert marked() == ["Evening Post"]


def test_at_200_per_cent_in_a_narrow_window_the_title_can_be_read(qtbot: QtBot, theme: Theme, view: LibraryView) -> None:
    view.resize(960, 600)
    theme.apply("light", 200)
    QApplication.processEvents()
    bold = theme.font(Type.BODY)
    bold.setWeight(QFont.Weight.DemiBold)
    assert view.list.columnWidth(Column.TITLE) >= QFontMetrics(bold).horizontalAdvance("The Lamplighter")
    view.resize(1400, 800)
    QApplication.processEvents()
    assert not view.list.isColumnHidden(Column.STATUS)
    assert not view.list.isColumnHidden(Column.CHANGED)


class Painted(QObject):
    """Keeps what a widget paints anew."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_the_ring_leaves_nothing_behind_on_rows_that_stay_selected(view: LibraryView, qtbot: QtBot) -> None:
    rows, columns = view.list, [column for column in Column if not view.list.isColumnHidden(column)]
    view.focus_list()
    rows.select_row(0)
    qtbot.waitUntil(rows.hasFocus, timeout=10_000)
    painted = Painted()
    rows.viewport().installEventFilter(painted)

    def is_painted(row: int) -> bool:
        cells = [rows.visualRect(rows.model().index(row, column)) for column in columns]
        return all(painted.region.contains(cell.center()) for cell in cells)

    for last in (1, 2):
        QApplication.processEvents()
        painted.region = QRegion()
        QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        for row in (last - 1, last):
            qtbot.waitUntil(partial(is_painted, row), timeout=5_000)
