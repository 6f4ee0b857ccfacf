"""The People place through the real window: who is listed, found and narrowed, and what stands there when nobody is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.person import Alias, Bio, Person
from desktop.gui.ledger.people_model import Column
from desktop.gui.theme import Theme, current_theme
from desktop.services.jobs import Cancelled
from desktop.services.people import Narrowing
from tests.gui.desk import real_desk
from tests.storage.builders import an_article, an_id, keep


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


def furnished(desk: OpenDesk) -> dict[str, Person]:
    """Keep a film with two people and somebody whom nobody credits; return them by name."""
    library = desk.workspace.archive.library
    article = an_article("Ballerina", "Lee Chung-hyun", "Kim Ji-hun")
    director, actor = sorted(article.people, key=lambda person: person.name, reverse=True)
    actor = replace(actor, native_name="김지훈", aliases=(Alias("Kim Ji-hoon"),), bios=(Bio("en", "An actor."),))
    alone = Person(an_id("3"), "Agnès Varda")
    keep(library, *article.with_record(actor).records(), alone)
    return {person.name: person for person in (director, actor, alone)}


def settle(desk: OpenDesk, qtbot: QtBot) -> None:
    """Wait until the library has answered everything."""
    qtbot.waitUntil(lambda: not desk.knowing.view.is_reading(), timeout=10_000)


def search(desk: OpenDesk, qtbot: QtBot, typed: str) -> None:
    """Type into the search line; Qt's test keys know ASCII only."""
    line = desk.knowing.view.search_line
    line.setFocus()
    line.set_text(typed)
    line.edited.emit(typed)
    settle(desk, qtbot)


def names(desk: OpenDesk) -> list[str]:
    model = desk.knowing.view.model
    return [str(model.index(row, Column.NAME).data()) for row in range(model.rowCount())]


def test_the_shortcut_shows_everybody_in_order_with_their_reviews(desk: OpenDesk, qtbot: QtBot) -> None:
    furnished(desk)
    desk.window.actions_by_id["show_people"].trigger()
    settle(desk, qtbot)
    people = desk.knowing.view
    assert desk.window.places.currentWidget() is people
    assert names(desk) == ["Kim Ji-hun", "Lee Chung-hyun", "Agnès Varda"]
    assert [people.model.index(row, Column.REVIEWS).data() for row in range(3)] == ["1", "1", ""]
    assert people.model.index(0, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole) == "Kim Ji-hun, 김지훈, 1 review"


@pytest.mark.parametrize("percent", [100, 200])
def test_a_count_of_reviews_shows_all_its_digits(desk: OpenDesk, qtbot: QtBot, percent: int) -> None:
    furnished(desk)
    desk.window.actions_by_id["show_people"].trigger()
    settle(desk, qtbot)
    current_theme().apply("light", percent)
    people = desk.knowing.view
    line = people.model.line(0)
    assert line is not None
    drawn = []
    for reviews in (199_999, 999_999):
        people.model._pages.replace(0, replace(line, reviews=reviews))
        people.list.viewport().update()
        cell = people.list.visualRect(people.model.index(0, Column.REVIEWS))
        drawn.append(people.list.viewport().grab(cell).toImage())
    current_theme().apply("light", 100)
    assert drawn[0] != drawn[1], "the first digit is cut off"


@pytest.mark.parametrize("typed", ["kim ji-hoon", "kim jihun", "KIM", "김지훈", "Kím Ji hun"])
def test_a_person_is_found_by_any_spelling(desk: OpenDesk, qtbot: QtBot, typed: str) -> None:
    furnished(desk)
    desk.knowing.show()
    desk.knowing.view.focus_search()
    search(desk, qtbot, typed)
    assert names(desk) == ["Kim Ji-hun"]
    assert desk.knowing.view.search_line.count_words() == "1 found"


def test_the_list_narrows_to_those_without_a_bio_or_a_credit(desk: OpenDesk, qtbot: QtBot) -> None:
    furnished(desk)
    desk.knowing.show()
    people = desk.knowing.view
    for narrowing, wanted in (
        (Narrowing.NO_BIO, ["Lee Chung-hyun", "Agnès Varda"]),
        (Narrowing.NOT_CREDITED, ["Agnès Varda"]),
    ):
        people.narrowing.set_value(narrowing)
        people.narrowing.changed.emit(narrowing)
        settle(desk, qtbot)
        assert names(desk) == wanted


def test_where_nobody_is_one_sentence_and_two_ways_on_stand(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.knowing.show()
    settle(desk, qtbot)
    people = desk.knowing.view
    assert people.empty_state.words() == "People come here by themselves when you add them to a review."
    assert people.empty_state.action.hasFocus()
    QTest.mouseClick(people.empty_state.alternative, Qt.MouseButton.LeftButton)
    assert desk.window.places.currentWidget() is desk.window.library


def test_commands_on_reviews_leave_the_hidden_selection_of_the_library_alone(desk: OpenDesk, qtbot: QtBot) -> None:
    furnished(desk)
    desk.window.show_library()
    qtbot.waitUntil(lambda: not desk.window.library.is_reading(), timeout=20_000)
    desk.window.library.list.select_row(0)
    desk.knowing.show()
    desk.window.actions_by_id["trash"].trigger()
    desk.window.show_library()
    qtbot.waitUntil(lambda: not desk.window.library.is_reading(), timeout=20_000)
    assert len(desk.window.library.rows()) == 1


def test_a_long_list_comes_page_by_page_and_finds_the_current_person_again(desk: OpenDesk, qtbot: QtBot) -> None:
    crowd = [Person(an_id("3"), f"Person {number:04}", sort_name=f"p {number:04}") for number in range(1_000)]
    keep(desk.workspace.archive.library, *crowd)
    desk.knowing.show()
    settle(desk, qtbot)
    people = desk.knowing.view
    assert people.model.rowCount() == 1_000
    last = people.model.index(999, Column.NAME)
    assert people.model.line(600) is None
    people.list.scrollToBottom()
    qtbot.waitUntil(lambda: last.data() == "Person 0999", timeout=10_000)
    assert people.model.line(400) is None
    people.list.choose(crowd[700].id)
    assert people.list.current_id() == crowd[700].id
    desk.window.show_library()
    desk.knowing.open_person(crowd[500].id)
    assert desk.knowing.session.current == crowd[500].id
    settle(desk, qtbot)
    assert desk.knowing.session.current == crowd[500].id
    assert people.page.names.name.value() == "Person 0500"
    assert people.list.currentIndex().row() == 500
    assert people.list.currentIndex().data() == "Person 0500"


def test_looking_for_duplicates_tells_how_far_it_is_and_is_stopped_by_the_button(desk: OpenDesk, qtbot: QtBot) -> None:
    furnished(desk)
    gate = Event()
    desk.workspace.jobs.run(lambda _job: gate.wait(10))
    desk.knowing.find_duplicates()
    settle(desk, qtbot)
    people = desk.knowing.view
    assert people.empty_state.words() == "Looking for possible duplicates: 0 %"
    QTest.mouseClick(people.empty_state.action, Qt.MouseButton.LeftButton)
    gate.set()
    settle(desk, qtbot)
    assert people.narrowing.value() is Narrowing.ALL
    assert len(names(desk)) == 3
    with pytest.raises(Cancelled):
        desk.knowing.people.twins(desk.knowing.looking)


def test_the_name_of_a_person_stands_beside_the_button_and_nothing_moves_with_the_bar(
    desk: OpenDesk, qtbot: QtBot, theme: Theme
) -> None:
    person = furnished(desk)["Kim Ji-hun"]
    desk.window.resize(1400, 600)
    desk.knowing.show()
    settle(desk, qtbot)
    page = desk.knowing.view.page
    desk.knowing.show_person(person.id)
    qtbot.waitUntil(lambda: page.names.heading.text() == "Kim Ji-hun", timeout=10_000)
    heading, button = page.names.heading, page.merge_button
    words = heading.contentsRect().right() + heading.mapTo(page, QPoint()).x()
    assert words < button.mapTo(page, QPoint()).x()
    places = []
    bar = page.verticalScrollBar()
    for shown, policy in ((True, Qt.ScrollBarPolicy.ScrollBarAlwaysOn), (False, Qt.ScrollBarPolicy.ScrollBarAlwaysOff)):
        page.setVerticalScrollBarPolicy(policy)
        QApplication.processEvents()  # the page is laid out anew
        assert bar.isVisible() is shown
        places.append(heading.mapTo(page, QPoint()).x())
    assert places[0] == places[1]


def test_where_nobody_is_yet_the_lines_above_the_sentence_are_no_wider_than_with_somebody(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.window.resize(1280, 800)
    desk.knowing.show()
    settle(desk, qtbot)
    people = desk.knowing.view
    qtbot.waitUntil(people.empty_state.isVisible, timeout=10_000)
    empty = people.search_line.width()
    qtbot.waitUntil(lambda: people.empty_state.width() > 1000, timeout=10_000)
    furnished(desk)
    people.refresh()
    settle(desk, qtbot)
    qtbot.waitUntil(people.list.isVisible, timeout=10_000)
    QApplication.processEvents()
    assert abs(people.search_line.width() - empty) <= 24


def test_where_a_search_finds_nobody_the_place_that_was_looked_in_is_named(desk: OpenDesk, qtbot: QtBot) -> None:
    furnished(desk)
    desk.window.actions_by_id["show_people"].trigger()
    settle(desk, qtbot)
    desk.knowing.view.narrow(Narrowing.TRASH)
    search(desk, qtbot, "kim")
    assert desk.knowing.view.empty_state.words() == "Nobody under ‘In the trash’ matches ‘kim’."
