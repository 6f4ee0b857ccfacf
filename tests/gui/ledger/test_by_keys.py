"""People by keys alone: Tab in the order of reading, duplicates told apart and merged, somebody out of the trash again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.person import Bio, Person
from desktop.core.work import Credit
from desktop.gui.ledger.merge_dialog import MergeDialog
from desktop.gui.ledger.merge_picker import MergePicker
from desktop.services.people import Narrowing
from desktop.storage.library import Library
from tests.gui.desk import back_to, real_desk
from tests.gui.typist import Typist
from tests.storage.builders import an_article, an_id, keep


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


@pytest.fixture
def people(desk: OpenDesk) -> dict[str, Person]:
    """Two pairs who may be one, and somebody alone; each is credited once."""
    names = ("Gim Jihun", "Kim Ji-hun", "Agnes Varda", "Agnès Varda", "Zoë Lange")
    people = {name: Person(an_id("3"), name, bios=(Bio("en", f"{name}."),)) for name in names}
    for person in people.values():
        article = an_article(f"Film of {person.name}", outlet=library(desk).outlets()[0])
        keep(library(desk), person, replace(article.work, credits=(Credit("k", person.id),)), article.review)
    return people


def library(desk: OpenDesk) -> Library:
    return desk.workspace.archive.library


def listed(desk: OpenDesk) -> list[str]:
    model = desk.knowing.view.model
    return [library(desk).load_record(Person, model.id_at(row))[0].name for row in range(model.rowCount())]


def shown(desk: OpenDesk) -> str:
    """Return whose page is shown."""
    person = desk.knowing.session.person
    return person.name if person is not None and desk.knowing.view.page.isVisible() else ""


def focused() -> str:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def tabbed(count: int) -> list[str]:
    typist, found = Typist(), []
    for _ in range(count):
        typist.press("Tab")
        found.append(focused())
    return found


def find_duplicates(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.window.actions_by_id["find_duplicates"].trigger()
    qtbot.waitUntil(lambda: desk.knowing.view.model.rowCount() == 4, timeout=10_000)


def choose(desk: OpenDesk, qtbot: QtBot, name: str) -> None:
    """Go to somebody in the list with the arrows."""
    desk.knowing.view.focus_list()
    typist = Typist()
    typist.press("Home")
    for _ in range(listed(desk).index(name)):
        typist.press("Down")
    qtbot.waitUntil(lambda: shown(desk) == name, timeout=10_000)
    qtbot.waitUntil(lambda: desk.knowing.view.page.page() is not None, timeout=10_000)


def test_nobody_s_page_stands_beside_the_possible_duplicates_but_one_of_theirs(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    desk.knowing.show()
    desk.knowing.show_person(people["Zoë Lange"].id)
    assert shown(desk) == "Zoë Lange"
    find_duplicates(desk, qtbot)
    assert shown(desk) in {"", *listed(desk)}
    desk.knowing.show_person(people["Agnes Varda"].id)
    find_duplicates(desk, qtbot)
    assert shown(desk) == "Agnes Varda", "who is among them stays"


@pytest.mark.parametrize("key", ["Return", "F2"])
def test_a_name_is_gone_to_from_the_list(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person], key: str) -> None:
    find_duplicates(desk, qtbot)
    choose(desk, qtbot, "Agnès Varda")
    Typist().press(key)
    assert focused() == "House spelling"


def test_tab_goes_through_the_page_as_it_is_read(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]) -> None:
    find_duplicates(desk, qtbot)
    choose(desk, qtbot, "Agnès Varda")
    assert tabbed(6) == [
        "House spelling",
        "Native name",
        "Also written",
        "Merge…",
        "Compare and merge…",
        "Not the same person",
    ]
    rest = tabbed(14)
    wanted = (
        "Bio in English",
        "Write a bio in",
        "Choose File, Another portrait",
        "More about the person",
        "Move to Trash",
        "Find people",
    )
    places = [next((at for at, name in enumerate(rest) if name.startswith(each)), -1) for each in wanted]
    assert places == sorted(places), rest
    assert places[0] >= 0, rest


def test_what_a_new_spelling_offers_is_gone_through_by_tab_and_gives_the_focus_back(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    article = an_article("Draft", body="Zoë Lange walks in.", outlet=library(desk).outlets()[0])
    keep(library(desk), article.work, article.review)
    desk.knowing.show()
    qtbot.waitUntil(lambda: desk.knowing.view.model.rowCount() == len(people), timeout=10_000)
    choose(desk, qtbot, "Zoë Lange")
    page = desk.knowing.view.page
    Typist().press("Return", "End")
    Typist().type("r")
    Typist().press("Return")
    qtbot.waitUntil(page.rename_panel.apply_button.isVisible, timeout=10_000)
    assert tabbed(7) == [
        "Native name",
        "Also written, Zoë Lange",
        "Merge…",
        "Draft (2023), text: Zoë Lange walks in.",
        "Update 1 draft",
        "Leave them",
        "Undo",
    ]
    page.rename_panel.apply_button.setFocus()
    Typist().press("Space")
    assert focused() == "House spelling"
    assert not page.rename_panel.isVisible()


def test_after_a_bio_was_reviewed_no_key_takes_it_away(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]) -> None:
    desk.knowing.show()
    qtbot.waitUntil(lambda: desk.knowing.view.model.rowCount() == len(people), timeout=10_000)
    choose(desk, qtbot, "Zoë Lange")
    desk.knowing.view.page.bios.fields[0].reviewed.setFocus()
    Typist().press("Space")
    assert focused() == "Bio in English"
    Typist().press("Space")
    person = desk.knowing.session.person
    assert person is not None
    assert [bio.text.strip() for bio in person.bios] == ["Zoë Lange."]
    assert person.bios[0].reviewed is not None


def test_of_somebody_of_whom_nothing_is_known_the_page_says_so(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]) -> None:
    keep(library(desk), Person(an_id("3"), "Nobody Yet"))
    desk.knowing.show()
    qtbot.waitUntil(lambda: desk.knowing.view.model.rowCount() == len(people) + 1, timeout=10_000)
    page = desk.knowing.view.page
    choose(desk, qtbot, "Nobody Yet")
    assert page.nothing.isVisible()
    assert page.bios.whom.text() == "No bio. The card prints just the name."
    choose(desk, qtbot, "Zoë Lange")
    assert not page.nothing.isVisible()
    assert not page.bios.whom.isVisible()


def test_not_the_same_person_goes_on_to_the_next_and_is_undone_by_its_key(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    find_duplicates(desk, qtbot)
    choose(desk, qtbot, "Agnès Varda")
    tabbed(6)
    Typist().press("Space")
    qtbot.waitUntil(lambda: listed(desk) == ["Gim Jihun", "Kim Ji-hun"], timeout=10_000)
    assert shown(desk) in listed(desk)
    assert focused() == "People"
    pair = frozenset((people["Agnès Varda"].id, people["Agnes Varda"].id))
    assert desk.knowing.people.apart() == {pair}
    assert desk.window.actions_by_id["undo"].text() == "&Undo Not the Same Person"
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: len(listed(desk)) == 4, timeout=10_000)
    assert desk.knowing.people.apart() == frozenset()
    assert shown(desk) == "Agnès Varda"
    Typist().press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: desk.knowing.people.apart() == {pair}, timeout=10_000)


def test_a_merge_is_done_with_enter_and_undone_by_its_key(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]) -> None:
    find_duplicates(desk, qtbot)
    choose(desk, qtbot, "Kim Ji-hun")
    assert tabbed(5)[-1] == "Compare and merge…"
    Typist().press("Space")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MergeDialog), timeout=10_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QWidget)
    back_to(dialog, qtbot)
    assert focused().startswith("House spelling, "), "the first thing that is to be chosen"
    Typist().press("Return")
    qtbot.waitUntil(lambda: listed(desk) == ["Agnes Varda", "Agnès Varda"], timeout=10_000)
    back_to(desk.window, qtbot)
    assert shown(desk) in listed(desk)
    assert focused() == "People", "no field of the next person has the focus"
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: len(listed(desk)) == 4, timeout=10_000)
    qtbot.waitUntil(lambda: shown(desk) in ("Kim Ji-hun", "Gim Jihun"), timeout=10_000)
    Typist().press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: listed(desk) == ["Agnes Varda", "Agnès Varda"], timeout=10_000)
    assert desk.knowing.view.narrowing.value() is Narrowing.TWINS, "who goes through duplicates goes on with them"
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: len(listed(desk)) == 4, timeout=10_000)
    assert {person.id: library(desk).load_record(Person, person.id)[0] for person in people.values()} == {
        person.id: person for person in people.values()
    }


def test_nobody_in_the_trash_is_offered_as_a_duplicate(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]) -> None:
    find_duplicates(desk, qtbot)
    choose(desk, qtbot, "Gim Jihun")
    Typist().press("Delete")
    qtbot.waitUntil(lambda: listed(desk) == ["Agnes Varda", "Agnès Varda"], timeout=10_000)
    assert shown(desk) in listed(desk)
    desk.knowing.show_person(people["Kim Ji-hun"].id)
    assert desk.knowing.view.page.cards == []
    desk.knowing.show_person(people["Gim Jihun"].id)
    desk.window.actions_by_id["merge_people"].trigger()
    assert desk.window.toast.text() == "Gim Jihun is in the trash; restore them to merge them."
    desk.window.toast.hide()
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: len(listed(desk)) == 4, timeout=10_000)
    qtbot.waitUntil(lambda: shown(desk) == "Gim Jihun" and len(desk.knowing.view.page.cards) == 1, timeout=10_000)


def test_with_whom_to_merge_is_asked_by_what_tells_people_of_one_name_apart(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]
) -> None:
    keep(library(desk), Person(an_id("3"), "Zoë Lange", "조에", disambiguator="b. 1981"))
    desk.knowing.show()
    qtbot.waitUntil(lambda: desk.knowing.view.model.rowCount() == len(people) + 1, timeout=10_000)
    desk.knowing.show_person(people["Agnes Varda"].id)
    desk.window.actions_by_id["merge_people"].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MergePicker), timeout=10_000)
    picker = QApplication.activeModalWidget()
    assert isinstance(picker, MergePicker)
    back_to(picker, qtbot)
    Typist().type("lange")
    rows = picker.field.line().completion_list()
    qtbot.waitUntil(rows.is_open, timeout=10_000)
    assert sorted(row.label for row in rows.completions()) == ["Zoë Lange", "Zoë Lange (b. 1981) · 조에"]
    Typist().press("Escape", "Escape")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=10_000)


def test_somebody_comes_out_of_the_trash_by_enter_and_space(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]) -> None:
    desk.knowing.show()
    qtbot.waitUntil(lambda: desk.knowing.view.model.rowCount() >= len(people), timeout=10_000)
    choose(desk, qtbot, "Zoë Lange")
    Typist().press("Delete")
    qtbot.waitUntil(lambda: desk.window.toast.text().startswith("Zoë Lange is in the trash."), timeout=10_000)
    desk.knowing.view.narrow(Narrowing.TRASH)
    qtbot.waitUntil(lambda: listed(desk) == ["Zoë Lange"], timeout=10_000)
    choose(desk, qtbot, "Zoë Lange")
    Typist().press("Return")
    assert focused() == "Restore"
    Typist().press("Space")
    qtbot.waitUntil(lambda: listed(desk) == [], timeout=10_000)
    assert library(desk).load_record(Person, people["Zoë Lange"].id)[0] == people["Zoë Lange"]
    assert desk.window.status.said() == "Zoë Lange is back."
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: listed(desk) == ["Zoë Lange"], timeout=10_000)


@pytest.mark.parametrize("key", ["Ctrl+F", "Ctrl+L", "/"])
def test_the_keys_that_search_find_people_while_they_are_in_front(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person], key: str
) -> None:
    desk.knowing.show()
    qtbot.waitUntil(lambda: len(listed(desk)) == 5, timeout=10_000)
    view = desk.knowing.view
    view.focus_list()
    typist = Typist()
    typist.press(key)
    assert focused() == "Find people"
    typist.type("lange")
    assert view.search_line.text() == "lange"
    qtbot.waitUntil(lambda: listed(desk) == ["Zoë Lange"], timeout=10_000)
    assert desk.window.in_front(view)


def test_ctrl_l_finds_people_from_within_the_page_of_somebody(desk: OpenDesk, qtbot: QtBot, people: dict[str, Person]) -> None:
    desk.knowing.show()
    desk.knowing.show_person(people["Zoë Lange"].id)
    qtbot.waitUntil(lambda: shown(desk) == "Zoë Lange", timeout=10_000)
    desk.knowing.view.focus_page()
    Typist().press("Ctrl+L")
    assert focused() == "Find people"


@pytest.mark.parametrize("alone", [True, False])
def test_enter_pressed_again_after_a_merge_leaves_it(
    desk: OpenDesk, qtbot: QtBot, people: dict[str, Person], *, alone: bool
) -> None:
    if alone:
        desk.knowing.people.set_apart(frozenset(people[each].id for each in ("Agnes Varda", "Agnès Varda"))).result(timeout=20)
    desk.window.actions_by_id["find_duplicates"].trigger()
    qtbot.waitUntil(lambda: desk.knowing.view.model.rowCount() == (2 if alone else 4), timeout=10_000)
    choose(desk, qtbot, "Kim Ji-hun")
    desk.knowing.view.page.cards[0].compare.setFocus()
    Typist().press("Space")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MergeDialog), timeout=10_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QWidget)
    back_to(dialog, qtbot)
    Typist().press("Return")
    qtbot.waitUntil(lambda: len(listed(desk)) == (0 if alone else 2), timeout=10_000)
    back_to(desk.window, qtbot)
    qtbot.waitUntil(lambda: not desk.knowing.view.is_reading(), timeout=10_000)
    assert focused() == ("Show all people" if alone else "People")
    Typist().press("Return")
    assert desk.knowing.session.can_undo.startswith("Merge")
