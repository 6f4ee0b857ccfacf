"""The page of a person follows the list while a search is typed; text that is no value yet stays with its own person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.person import Bio, Person
from desktop.services.people import Narrowing
from desktop.storage.library import Library
from tests.gui.desk import real_desk
from tests.gui.typist import Typist
from tests.storage.builders import an_id, keep

NAMES = ("Agnès Varda", "Kim Ji-hun", "Lee Chung-hyun", "Zoë Lange")


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


@pytest.fixture
def people(desk: OpenDesk, qtbot: QtBot) -> dict[str, Person]:
    """Four people, shown, the first of them in front."""
    people = {name: Person(an_id("3"), name, sort_name=name) for name in NAMES}
    keep(library(desk), *people.values())
    desk.window.actions_by_id["show_people"].trigger()
    settle(desk, qtbot)
    assert shown(desk) == "Agnès Varda"
    return people


def library(desk: OpenDesk) -> Library:
    return desk.workspace.archive.library


def stored(desk: OpenDesk, person: Person) -> Person:
    desk.workspace.autosave.finish()
    return library(desk).load_record(Person, person.id)[0]


def settle(desk: OpenDesk, qtbot: QtBot) -> None:
    """Wait until the library has answered everything."""
    qtbot.waitUntil(lambda: not desk.knowing.view.is_reading(), timeout=10_000)


def listed(desk: OpenDesk) -> list[str]:
    model = desk.knowing.view.model
    return [stored(desk, Person(model.id_at(row), "")).name for row in range(model.rowCount())]


def shown(desk: OpenDesk) -> str:
    """Return whose page is shown; it is the person whom edits go to and whose row is the current one."""
    view = desk.knowing.view
    person = desk.knowing.session.person
    if not view.page.isVisible():
        assert person is None
        return ""
    assert person is not None
    assert view.page.names.heading.text() == person.name
    assert view.list.current_id() == person.id
    return person.name


def search(desk: OpenDesk, qtbot: QtBot, typed: str) -> None:
    """Type into the search line, over what is there."""
    desk.knowing.view.focus_search()
    Typist().type(typed)
    settle(desk, qtbot)


def choose(desk: OpenDesk, qtbot: QtBot, name: str) -> None:
    """Go to somebody in the list with the arrows."""
    desk.knowing.view.focus_list()
    Typist().press("Home", *["Down"] * listed(desk).index(name))
    settle(desk, qtbot)
    assert shown(desk) == name


def test_the_page_goes_to_the_first_found_where_the_person_shown_is_not_found(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    search(desk, qtbot, "lee")
    assert listed(desk) == ["Lee Chung-hyun"]
    assert shown(desk) == "Lee Chung-hyun"
    assert desk.knowing.view.search_line.hasFocus()
    desk.knowing.view.focus_page()
    Typist().press(*["Tab"] * 4)
    assert stored(desk, people["Agnès Varda"]) == people["Agnès Varda"]


def test_who_is_found_stays_in_front(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]) -> None:
    choose(desk, qtbot, "Lee Chung-hyun")
    search(desk, qtbot, "l")
    assert listed(desk) == ["Lee Chung-hyun", "Zoë Lange"]
    assert shown(desk) == "Lee Chung-hyun"


def test_where_nobody_is_found_nobody_s_page_is_shown_and_the_one_before_comes_back_with_an_empty_line(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    choose(desk, qtbot, "Kim Ji-hun")
    search(desk, qtbot, "qq")
    assert shown(desk) == ""
    assert desk.knowing.view.empty_state.words() == "Nobody matches ‘qq’."
    Typist().press("Escape")
    settle(desk, qtbot)
    assert shown(desk) == "Kim Ji-hun"


def test_a_bio_that_is_being_typed_stays_with_its_person_when_a_search_is_begun(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    view = desk.knowing.view
    desk.knowing.session.change_person("x", "bio.new", bios=(Bio("en", ""),))
    view.page.bios.fields[0].text.editor().setFocus()
    Typist().type("Hers")
    Typist().press("Ctrl+L")
    Typist().type("kim")
    settle(desk, qtbot)
    assert shown(desk) == "Kim Ji-hun"
    assert stored(desk, people["Agnès Varda"]).bios == (Bio("en", "Hers"),)
    assert stored(desk, people["Kim Ji-hun"]) == people["Kim Ji-hun"]


def test_a_name_and_an_alias_typed_halfway_go_to_their_own_person(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    page = desk.knowing.view.page
    page.names.name.editor().setFocus()
    Typist().press("End")
    Typist().type(" II")
    desk.knowing.show_person(people["Kim Ji-hun"].id)
    assert stored(desk, people["Agnès Varda"]).name == "Agnès Varda II"
    page.names.aliases.editor().setFocus()
    Typist().type("Kimmy")
    desk.knowing.show_person(people["Zoë Lange"].id)
    assert [alias.text for alias in stored(desk, people["Kim Ji-hun"]).aliases] == ["Kimmy"]
    desk.knowing.view.list.setFocus()
    assert stored(desk, people["Zoë Lange"]) == people["Zoë Lange"]


def test_who_has_a_bio_now_stays_among_those_without_while_being_written_of(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    view = desk.knowing.view
    view.narrow(Narrowing.NO_BIO)
    settle(desk, qtbot)
    choose(desk, qtbot, "Kim Ji-hun")
    desk.knowing.session.change_person("x", "bio.new", bios=(Bio("en", "Written."),))
    view.focus_page()
    desk.workspace.autosave.finish()
    view.refresh()
    settle(desk, qtbot)
    assert listed(desk) == list(NAMES)
    assert shown(desk) == "Kim Ji-hun"
    desk.window.show_library()
    desk.window.actions_by_id["show_people"].trigger()
    settle(desk, qtbot)
    assert listed(desk) == [name for name in NAMES if name != "Kim Ji-hun"]
    assert shown(desk) == "Lee Chung-hyun"


def test_an_undo_shows_whose_it_was_also_where_they_are_not_listed(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    choose(desk, qtbot, "Kim Ji-hun")
    desk.knowing.session.change_person("Pronouns", "pronouns", pronouns="he")
    search(desk, qtbot, "zo")
    assert shown(desk) == "Zoë Lange"
    Typist().press("Ctrl+Z")
    settle(desk, qtbot)
    assert shown(desk) == "Kim Ji-hun"
    assert listed(desk) == list(NAMES)
    assert desk.knowing.view.search_line.text() == ""


def test_a_language_typed_for_one_person_is_gone_with_the_next(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]) -> None:
    line = desk.knowing.view.page.bios.add_line
    line.editor().setFocus()
    Typist().type("Qqq")
    choose(desk, qtbot, "Kim Ji-hun")
    assert line.line().text() == ""
    assert line.problem() is None


@pytest.mark.parametrize("field", ["language", "name", "alias"])
def test_the_key_for_undo_first_takes_back_what_is_typed_in_a_line_and_is_no_value_yet(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person], field: str
) -> None:
    choose(desk, qtbot, "Kim Ji-hun")
    desk.knowing.session.change_person("Pronouns", "pronouns", pronouns="he")
    choose(desk, qtbot, "Zoë Lange")
    page = desk.knowing.view.page
    lines = {"language": page.bios.add_line.line(), "name": page.names.name.line(), "alias": page.names.aliases.line()}
    line = lines[field]
    before = line.text()
    line.setFocus()
    Typist().type("Spa")
    Typist().press("Ctrl+Z")
    assert line.text() == before
    assert line.hasFocus()
    assert shown(desk) == "Zoë Lange"
    assert stored(desk, people["Kim Ji-hun"]).pronouns == "he"
    Typist().press("Ctrl+Z")
    settle(desk, qtbot)
    assert stored(desk, people["Kim Ji-hun"]).pronouns == ""
    assert shown(desk) == "Kim Ji-hun"


def test_somebody_in_the_trash_is_opened_from_elsewhere_among_those_in_the_trash(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    choose(desk, qtbot, "Kim Ji-hun")
    QTest.keyClick(desk.knowing.view.list, Qt.Key.Key_Delete)
    settle(desk, qtbot)
    assert shown(desk) == "Lee Chung-hyun"
    desk.window.show_library()
    desk.knowing.open_person(people["Kim Ji-hun"].id)
    settle(desk, qtbot)
    assert listed(desk) == ["Kim Ji-hun"]
    assert shown(desk) == "Kim Ji-hun"
