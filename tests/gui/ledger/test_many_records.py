"""Somebody in very many works: merged, parted and renamed with nothing read on the window's thread, and called off in time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.article import Record
from desktop.core.person import Person
from desktop.core.review import Status
from desktop.core.work import Credit, Work
from desktop.gui import progress
from desktop.gui.ledger.merge_dialog import MergeDialog
from desktop.gui.ledger.person_page import PersonPageView
from desktop.gui.progress import ProgressDialog
from desktop.services.bulk import AT_ONCE
from desktop.services.undoing import Place
from desktop.storage.library import Library
from desktop.storage.reading import read_records
from tests.gui.desk import back_to, real_desk
from tests.storage.builders import an_article, an_id, keep

MANY = AT_ONCE + 30


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    monkeypatch.setattr(progress, "APPEARS_MS", 0)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


@pytest.fixture
def kim(desk: OpenDesk) -> Person:
    """Somebody in one review of each status."""
    kim = Person(an_id("3"), "Kim Ji-hun")
    credited(desk, kim, *Status)
    return kim


def credited(desk: OpenDesk, person: Person, *statuses: Status) -> list[Work]:
    """Keep reviews of films that credit somebody."""
    records: list[Record] = [person]
    works = []
    outlet = library(desk).outlets()[0]
    for number, status in enumerate(statuses):
        article = an_article(f"{person.name} {number}", outlet=outlet)
        works.append(replace(article.work, credits=(Credit("k", person.id),)))
        records += [works[-1], replace(article.review, status=status)]
    keep(library(desk), *records)
    return works


def library(desk: OpenDesk) -> Library:
    return desk.workspace.archive.library


def stored(desk: OpenDesk, works: list[Work]) -> list[Work]:
    found = library(desk).ask(lambda database: read_records(database, Work, [work.id for work in works]))
    return [found[work.id][0] for work in works]


def ask_merge(desk: OpenDesk, qtbot: QtBot, kept: Person, gone: Person) -> MergeDialog:
    desk.window.actions_by_id["show_people"].trigger()
    desk.knowing.show_person(gone.id)
    desk.knowing._on_page_merge_requested(kept.id)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MergeDialog), timeout=10_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MergeDialog)
    return dialog


def test_somebody_in_very_many_works_is_merged_in_one_step_and_parted_again(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    twin = Person(an_id("3"), "Gim Jihun")
    works = credited(desk, twin, *[Status.DRAFT] * MANY)
    saves: list[object] = []
    titles: list[str] = []
    desk.workspace.autosave.saved.connect(saves.append)
    QApplication.instance().focusWindowChanged.connect(lambda window: titles.append(window.title() if window else ""))  # type: ignore[union-attr]
    dialog = ask_merge(desk, qtbot, twin, kim)
    assert dialog.windowTitle() == "Merge People"
    dialog.turn_button.click()
    QTest.mouseClick(dialog.merge_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.toast.text() == "Gim Jihun is now one with Kim Ji-hun.", timeout=30_000)
    assert {credit.person for work in stored(desk, works) for credit in work.credits} == {kim.id}
    assert len(saves) == 1, "all of it is one save"
    assert any(title.startswith("Merge Gim Jihun") for title in titles)
    back_to(desk.window, qtbot)
    desk.window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: desk.window.status.said() == "Taken back: Merge Gim Jihun", timeout=30_000)
    qtbot.waitUntil(lambda: stored(desk, works) == works, timeout=30_000)
    assert library(desk).load_record(Person, twin.id)[0] == twin
    qtbot.waitUntil(lambda: not isinstance(QApplication.activeModalWidget(), ProgressDialog), timeout=10_000)
    desk.window.actions_by_id["redo"].trigger()
    qtbot.waitUntil(lambda: library(desk).load_record(Person, twin.id)[0].trashed_at is not None, timeout=30_000)
    qtbot.waitUntil(lambda: not isinstance(QApplication.activeModalWidget(), ProgressDialog), timeout=10_000)


def merge(desk: OpenDesk, qtbot: QtBot, kept: Person, gone: Person) -> None:
    QTest.mouseClick(ask_merge(desk, qtbot, kept, gone).merge_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: f"{gone.name} is now one with {kept.name}." == desk.window.toast.text(), timeout=30_000)
    back_to(desk.window, qtbot)


def test_undo_and_redo_that_are_asked_for_while_many_are_read_are_done_in_order(
    desk: OpenDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "APPEARS_MS", 60_000)
    whole = Person(an_id("3"), "Kim Jee-hoon")
    credited(desk, whole, *[Status.DRAFT] * MANY * 3)
    twins = [Person(an_id("3"), name) for name in ("Gim Jihun", "Kim Chi-hoon")]
    works = [credited(desk, twin, *[Status.DRAFT] * MANY) for twin in twins]
    for twin in twins:
        merge(desk, qtbot, whole, twin)
    held = threading.Event()
    desk.workspace.jobs.run(lambda _job: held.wait(30))
    undo, redo = (desk.window.actions_by_id[name] for name in ("undo", "redo"))
    for action in (undo, undo, redo):
        assert action.isEnabled()
        action.trigger()
    assert [action.text() for action in (undo, redo)] == ["&Undo Merge Gim Jihun", "&Redo Merge Kim Chi-hoon"]
    held.set()
    qtbot.waitUntil(lambda: not desk.knowing.is_busy and desk.workspace.autosave.settled, timeout=30_000)
    qtbot.waitUntil(lambda: desk.window.status.said() == "Made again: Merge Gim Jihun", timeout=30_000)
    there = [library(desk).load_record(Person, twin.id)[0].trashed_at is None for twin in twins]
    assert there == [False, True]
    assert stored(desk, works[1]) == works[1]


def test_an_undo_that_is_called_off_takes_along_what_waits_behind_it(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    session, twin = desk.knowing.session, Person(an_id("3"), "Gim Jihun")
    works = credited(desk, twin, *[Status.DRAFT] * MANY)
    session.current = kim.id
    session.change_person("Change", "sort_name", sort_name="Kim")
    session.edit("Many", Place(kim.id), *(replace(work, runtime=92) for work in works))
    assert desk.workspace.autosave.finish()
    held = threading.Event()
    desk.workspace.jobs.run(lambda _job: held.wait(30))
    session.undo()
    session.undo()
    assert (session.can_undo, session.can_redo) == ("", "Change")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ProgressDialog), timeout=10_000)
    waiting = QApplication.activeModalWidget()
    assert waiting is not None
    QTest.keyClick(waiting, Qt.Key.Key_Escape)
    held.set()
    back_to(desk.window, qtbot)
    qtbot.waitUntil(lambda: not desk.knowing.is_busy, timeout=10_000)
    assert (session.can_undo, session.can_redo) == ("Many", "")


def test_what_was_stored_while_it_waited_behind_a_reading_is_not_waited_for(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    session, twin = desk.knowing.session, Person(an_id("3"), "Gim Jihun")
    works = credited(desk, twin, *[Status.DRAFT] * MANY)
    session.edit("Many", Place(kim.id), *(replace(work, runtime=92) for work in works))
    assert desk.workspace.autosave.finish()
    held = threading.Event()
    desk.workspace.jobs.run(lambda _job: held.wait(30))
    session.undo()
    stored: list[bool] = []
    desk.knowing._many.store("Many", MANY, lambda: stored.append(True))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ProgressDialog), timeout=10_000)
    waiting = QApplication.activeModalWidget()
    assert waiting is not None
    QTest.keyClick(waiting, Qt.Key.Key_Escape)
    held.set()
    qtbot.waitUntil(lambda: stored == [True], timeout=10_000)
    assert not desk.knowing.is_busy
    back_to(desk.window, qtbot)


def test_a_fault_in_an_undo_that_was_read_for_leaves_the_next_one_to_be_asked_for(desk: OpenDesk, kim: Person) -> None:
    session = desk.knowing.session
    session.current = kim.id
    for name in ("Kim", "Kim J."):
        session.change_person("Change", "sort_name", sort_name=name)
    read: list[Callable[[object], None]] = []
    session.reading = lambda _label, _wanted, then, _otherwise: read.append(then)

    def fault(_records: object) -> None:
        raise RuntimeError

    session.ledger.listeners.append(fault)
    session.undo()
    with pytest.raises(RuntimeError):
        read.pop()(None)
    session.ledger.listeners.remove(fault)
    session.undo()
    read.pop()(None)
    assert session.person is not None
    assert (session.can_undo, session.person.sort_name) == ("", "")


def test_a_merge_that_is_called_off_has_changed_nothing(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    twin = Person(an_id("3"), "Gim Jihun")
    credited(desk, twin, Status.DRAFT)
    before = {person.id: library(desk).load_record(Person, person.id) for person in (kim, twin)}
    held = threading.Event()
    holding = desk.workspace.jobs.run(lambda _job: held.wait(30))
    dialog = ask_merge(desk, qtbot, kim, twin)
    QTest.mouseClick(dialog.merge_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ProgressDialog), timeout=10_000)
    waiting = QApplication.activeModalWidget()
    assert isinstance(waiting, ProgressDialog)
    QTest.keyClick(waiting, Qt.Key.Key_Escape)
    held.set()
    assert holding.result(timeout=30)
    back_to(desk.window, qtbot)
    assert {person.id: library(desk).load_record(Person, person.id) for person in (kim, twin)} == before
    assert desk.knowing.session.can_undo == ""


def renamed(desk: OpenDesk, person: Person, name: str) -> PersonPageView:
    """Type another name over that of somebody on their page, and return the page."""
    desk.window.actions_by_id["show_people"].trigger()
    desk.knowing.show_person(person.id)
    page = desk.knowing.view.page
    line = page.names.name.line()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    return page


def test_what_is_not_print_yet_is_counted_as_what_it_is(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    page = renamed(desk, kim, "Kim Jihoon")
    qtbot.waitUntil(page.rename_panel.isVisible, timeout=10_000)
    assert page.rename_panel.words.text() == (
        "Used in 5 reviews not yet published and 1 published review. Those not yet published follow. "
        "Published ones stay as printed."
    )


def test_a_renaming_that_is_being_taken_back_is_not_offered_to_be_taken_back(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    session, read = desk.knowing.session, list[Callable[[object], None]]()
    page = renamed(desk, kim, "Kim Jihoon")
    qtbot.waitUntil(page.rename_panel.undo_button.isEnabled, timeout=10_000)
    session.reading = lambda _label, _wanted, then, _otherwise: read.append(then)
    session.undo()
    assert not page.rename_panel.undo_button.isEnabled()
    read.pop()(None)
    assert session.person is not None
    assert (session.person.name, page.rename_panel.isVisible()) == ("Kim Ji-hun", False)


def test_very_many_places_share_a_box_and_all_of_them_follow(desk: OpenDesk, qtbot: QtBot) -> None:
    varda = Person(an_id("3"), "Agnes Varda")
    outlet = library(desk).outlets()[0]
    articles = [an_article(f"Film {number}", body="Agnes Varda walks.", outlet=outlet) for number in range(70)]
    works = [replace(article.work, credits=(Credit("k", varda.id),)) for article in articles]
    keep(library(desk), varda, *works, *(article.review for article in articles))
    page = renamed(desk, varda, "Agnes Warda")
    qtbot.waitUntil(page.rename_panel.apply_button.isVisible, timeout=20_000)
    ticks = page.rename_panel.ticks()
    assert (len(ticks), ticks[-1].label()) == (61, "10 more places in 10 reviews")
    assert page.rename_panel.apply_button.text() == "Update 70 drafts"
    page.rename_panel.apply_button.click()
    qtbot.waitUntil(desk.workspace.autosave.finish, timeout=20_000)
    bodies = {library(desk).load(article.review.id).article.review.parts[0].body for article in articles}
    assert bodies == {"Agnes Warda walks."}


def test_looking_where_a_name_stands_says_how_far_it_is_and_can_be_stopped(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    panel = desk.knowing.view.page.rename_panel
    stopped: list[bool] = []
    panel.left.connect(lambda: stopped.append(True))
    desk.window.actions_by_id["show_people"].trigger()
    desk.knowing.show_person(kim.id)
    panel.show_looking(40)
    assert panel.words.text() == "Looking where the old spelling stands: 40 %"
    assert (panel.apply_button.isVisible(), panel.done_button.text()) == (False, "Stop")
    panel.done_button.click()
    assert (stopped, panel.isVisible()) == ([True], False)


def test_corrections_of_very_many_are_told_once_they_are_stored(desk: OpenDesk, qtbot: QtBot) -> None:
    kim = Person(an_id("3"), "Kim Ji-hun")
    credited(desk, kim, *[Status.PUBLISHED] * MANY)
    desk.window.actions_by_id["show_people"].trigger()
    desk.knowing.show_person(kim.id)
    page = desk.knowing.view.page
    line = page.names.name.line()
    qtbot.waitUntil(lambda: line.text() == kim.name, timeout=10_000)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Kim Jihoon")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.rename_panel.correct_button.isVisible, timeout=30_000)
    while_stored: list[str] = []
    desk.workspace.autosave.saved.connect(lambda _at: while_stored.append(desk.window.toast.text()))
    page.rename_panel.correct_button.click()
    qtbot.waitUntil(lambda: desk.window.toast.text().startswith("Renamed, with a correction drafted on "), timeout=30_000)
    assert while_stored
    assert not any("correction" in told for told in while_stored)
    qtbot.waitUntil(lambda: not isinstance(QApplication.activeModalWidget(), ProgressDialog), timeout=10_000)
