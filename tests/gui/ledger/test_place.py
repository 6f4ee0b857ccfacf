"""The People place through the real window: who is listed, found and narrowed, and what stands there when nobody is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.person import Alias, Bio, Person
from desktop.gui.ledger.people_model import Column
from desktop.gui.ledger.place import Narrowing
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


def search(desk: OpenDesk, typed: str) -> None:
    """Type into the search line; Qt's test keys know ASCII only."""
    line = desk.knowing.view.search_line
    line.setFocus()
    line.set_text(typed)
    line.edited.emit(typed)


def names(desk: OpenDesk) -> list[str]:
    model = desk.knowing.view.model
    return [str(model.index(row, Column.NAME).data()) for row in range(model.rowCount())]


def test_the_shortcut_shows_everybody_in_order_with_their_reviews(desk: OpenDesk) -> None:
    furnished(desk)
    desk.window.actions_by_id["show_people"].trigger()
    people = desk.knowing.view
    assert desk.window.places.currentWidget() is people
    assert names(desk) == ["Kim Ji-hun", "Lee Chung-hyun", "Agnès Varda"]
    assert [people.model.index(row, Column.REVIEWS).data() for row in range(3)] == ["1", "1", ""]
    assert people.model.sentence(people.model.line(0)) == "Kim Ji-hun, 김지훈, 1 review"


@pytest.mark.parametrize("typed", ["kim ji-hoon", "kim jihun", "KIM", "김지훈", "Kím Ji hun"])
def test_a_person_is_found_by_any_spelling(desk: OpenDesk, typed: str) -> None:
    furnished(desk)
    desk.knowing.show()
    desk.knowing.view.focus_search()
    search(desk, typed)
    assert names(desk) == ["Kim Ji-hun"]
    assert desk.knowing.view.search_line.count_words() == "1 found"


def test_the_list_narrows_to_those_without_a_bio_or_a_credit(desk: OpenDesk) -> None:
    furnished(desk)
    desk.knowing.show()
    people = desk.knowing.view
    for narrowing, wanted in (
        (Narrowing.NO_BIO, ["Lee Chung-hyun", "Agnès Varda"]),
        (Narrowing.NOT_CREDITED, ["Agnès Varda"]),
    ):
        people.narrowing.set_value(narrowing)
        people.narrowing.changed.emit(narrowing)
        assert names(desk) == wanted


def test_where_nobody_is_one_sentence_and_two_ways_on_stand(desk: OpenDesk) -> None:
    desk.knowing.show()
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
