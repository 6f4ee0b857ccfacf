"""Whole reviews through the real window: new, closed, duplicated, trashed and back, published and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.edits import with_bio
from desktop.core.printing import name_of
from desktop.core.review import Review, Status
from desktop.services.authoring import Place
from desktop.services.bulk import Chosen
from desktop.services.formats import Options
from desktop.services.sample import sample_id
from tests.gui.desk import back_to, real_desk
from tests.gui.open_texts import begin_reviews, body_of, open_text, stored_by_now
from tests.gui.test_saving import LONG, FullDisk, paste
from tests.gui.typist import Typist


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """The window on a library with two reviews."""
    begin_reviews(tmp_path / "library", "One", "Two")
    with real_desk(tmp_path, qtbot, preview=False) as opened:
        yield opened


def titles(desk: OpenDesk, *, trashed: bool = False) -> list[str]:
    return sorted(row.title for row in desk.workspace.archive.reviews(trashed=trashed))


def id_of(desk: OpenDesk, title: str) -> str:
    return next(row.id for row in desk.workspace.archive.reviews() if row.title == title)


def listed(desk: OpenDesk) -> list[str]:
    return sorted(row.title for row in desk.window.library.rows())


def begin(desk: OpenDesk, qtbot: QtBot, title: str) -> str:
    """Begin a review by keys and return its id."""
    typist = Typist()
    typist.press("Ctrl+N")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    typist.type(title)
    typist.press("Return")
    qtbot.waitUntil(lambda: desk.window.session is not None)
    back_to(desk.window, qtbot)
    assert desk.window.session is not None
    return desk.window.session.review_id


def test_a_new_review_that_nobody_touched_is_discarded(desk: OpenDesk, qtbot: QtBot) -> None:
    begin(desk, qtbot, "")
    Typist().press("Ctrl+W")
    stored_by_now(desk, qtbot)
    assert titles(desk) == ["One", "Two"]
    assert desk.window.session is None
    begin(desk, qtbot, "")
    Typist().type("A headline")
    Typist().press("Ctrl+W")
    stored_by_now(desk, qtbot)
    assert titles(desk) == ["", "One", "Two"]


def test_an_untouched_review_is_no_ghost_at_the_next_start(tmp_path: Path, qtbot: QtBot) -> None:
    begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        begin(desk, qtbot, "")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        assert titles(desk) == ["One"]
        assert desk.window.session is None
        assert desk.window.open_ids() == ()


def test_trashing_the_review_in_front_and_undoing_it(desk: OpenDesk, qtbot: QtBot) -> None:
    text = open_text(desk, id_of(desk, "One"))
    Typist().type("Words that must come back.")
    desk.window.actions_by_id["trash"].trigger()
    qtbot.waitUntil(lambda: titles(desk, trashed=True) == ["One"], timeout=5000)
    qtbot.waitUntil(lambda: desk.window.toast.isVisible(), timeout=5000)
    assert desk.window.session is None
    assert desk.window.toast.text() == "‘One’ moved to Trash."
    qtbot.waitUntil(lambda: listed(desk) == ["Two"], timeout=5000)
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: titles(desk) == ["One", "Two"], timeout=5000)
    qtbot.waitUntil(lambda: listed(desk) == ["One", "Two"], timeout=5000)
    text = open_text(desk, id_of(desk, "One"))
    assert text.text() == "Words that must come back."
    Typist().type("And ")
    stored_by_now(desk, qtbot)
    assert desk.window.notices.texts() == {}


def test_trashing_several_open_reviews_at_once(desk: OpenDesk, qtbot: QtBot) -> None:
    ids = [id_of(desk, title) for title in ("One", "Two")]
    for review_id in ids:
        open_text(desk, review_id)
        Typist().type("Open.")
    desk.window.library.trash_requested.emit(Chosen.of(ids))
    qtbot.waitUntil(lambda: titles(desk, trashed=True) == ["One", "Two"], timeout=5000)
    qtbot.waitUntil(lambda: desk.window.toast.text() == "2 reviews moved to Trash.", timeout=5000)
    assert desk.window.session is None
    assert desk.window.open_ids() == ()
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: titles(desk) == ["One", "Two"], timeout=5000)


def test_trashing_or_duplicating_an_untouched_review_is_no_fault(desk: OpenDesk, qtbot: QtBot) -> None:
    begin(desk, qtbot, "")
    desk.window.actions_by_id["duplicate"].trigger()
    assert titles(desk) == ["One", "Two"]
    desk.window.actions_by_id["trash"].trigger()
    assert desk.window.session is None
    assert titles(desk) == ["One", "Two"]
    assert titles(desk, trashed=True) == []


def test_what_cannot_be_stored_is_not_trashed(desk: OpenDesk, qtbot: QtBot) -> None:
    text = open_text(desk, id_of(desk, "One"))
    disk = FullDisk(desk.workspace.archive.library)
    paste(desk, LONG)
    desk.window.actions_by_id["trash"].trigger()
    assert desk.window.session is not None
    assert text.text() == LONG
    assert "save" in desk.window.notices.texts()
    disk.give_room()


def test_a_duplicate_opens_beside_its_original(desk: OpenDesk, qtbot: QtBot) -> None:
    original = id_of(desk, "One")
    open_text(desk, original)
    Typist().type("Twice.")
    Typist().press("Ctrl+D")
    qtbot.waitUntil(lambda: desk.window.session is not None and desk.window.session.review_id != original, timeout=5000)
    assert desk.window.session is not None
    assert desk.window.open_ids() == (original, desk.window.session.review_id)
    open_text(desk, desk.window.session.review_id)
    Typist().type("Only here. ")
    stored_by_now(desk, qtbot)
    bodies = [next(p.body for p in desk.workspace.archive.load(i).article.review.parts if p.body) for i in desk.window.open_ids()]
    assert bodies[0] == "Twice."
    assert "Only here." in bodies[1]


def test_undo_takes_a_duplicate_back_and_not_what_was_done_before_it(desk: OpenDesk, qtbot: QtBot) -> None:
    one, two = id_of(desk, "One"), id_of(desk, "Two")
    desk.window.library.trash_requested.emit(Chosen.of([one]))
    qtbot.waitUntil(lambda: titles(desk) == ["Two"], timeout=5000)
    desk.window.library.choose([two])
    qtbot.waitUntil(lambda: desk.window.library.selected_ids() == [two], timeout=5000)
    desk.window.library.duplicate_requested.emit()
    qtbot.waitUntil(lambda: desk.window.session is not None, timeout=5000)
    assert desk.window.toast.text() == "This is a copy of ‘Two’, a draft of its own."
    assert desk.window.session is not None
    copy = desk.window.session.review_id
    open_text(desk, copy)
    Typist().type("Only here.")
    Typist().press("Ctrl+1")
    assert desk.window.actions_by_id["undo"].text() == "&Undo Duplicate Review"
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: titles(desk) == ["Two"], timeout=5000)
    qtbot.waitUntil(lambda: desk.window.open_ids() == (), timeout=5000)  # a review in the trash is not open
    assert {row.id for row in desk.workspace.archive.reviews(trashed=True)} == {one, copy}
    Typist().press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: titles(desk) == ["Two", "Two"], timeout=5000)
    assert any(part.body == "Only here." for part in desk.workspace.archive.load(copy).article.review.parts)
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: titles(desk) == ["Two"], timeout=5000)
    Typist().press("Ctrl+Z")
    qtbot.waitUntil(lambda: titles(desk) == ["One", "Two"], timeout=5000)


def test_of_several_reviews_none_is_duplicated(desk: OpenDesk, qtbot: QtBot) -> None:
    Typist().press("Ctrl+1")
    desk.window.library.list.setFocus()
    Typist().press("Ctrl+A")
    qtbot.waitUntil(lambda: desk.places.chosen().count == 2, timeout=5000)
    menu = desk.window.library.context_menu()
    by_menu = next(action for action in menu.actions() if action.text() == "Duplicate")
    asking: tuple[Callable[[], object], ...] = (lambda: Typist().press("Ctrl+D"), by_menu.trigger)
    for ask in asking:
        desk.window.toast.say("")
        ask()
        assert desk.window.toast.text() == "One review is duplicated at a time, and 2 are chosen. Choose one of them."
    assert desk.window.session is None
    assert titles(desk) == ["One", "Two"]


def test_the_sample_comes_and_goes(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.window.actions_by_id["sample"].trigger()
    assert desk.window.session is not None
    assert desk.window.session.review_id == sample_id()
    desk.places.remove_sample()
    qtbot.waitUntil(lambda: desk.window.toast.text().startswith("The sample is gone."), timeout=5000)
    assert titles(desk) == ["One", "Two"]


def test_a_status_chosen_in_the_header_is_stored(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.window.actions_by_id["sample"].trigger()
    session = desk.window.session
    assert session is not None
    header = desk.window.editor.header
    ready = next(action for action in header.status.menu().actions() if action.text() == "Ready")
    ready.trigger()
    assert session.article.review.status is Status.READY
    stored_by_now(desk, qtbot)
    kept, _revision = desk.workspace.archive.library.load_record(Review, session.review_id)
    assert kept.status is Status.READY


def test_publishing_freezes_and_leaving_published_keeps_the_record(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.window.actions_by_id["sample"].trigger()
    session = desk.window.session
    assert session is not None
    credit = next(credit for credit in session.article.work.credits if name_of(session.article, credit))
    name = name_of(session.article, credit)
    desk.places.set_status(Status.PUBLISHED)
    qtbot.waitUntil(lambda: session.article.review.status is Status.PUBLISHED, timeout=30_000)
    printed = session.article.review.printed
    assert printed is not None
    assert printed.html.lstrip().lower().startswith("<!doctype html>")
    assert session.article.work.title in printed.html
    assert session.article.review.published_on in printed.html, "the page is the one of its day"
    person = next(person for person in session.article.people if person.id == credit.person)
    renamed = with_bio(person, session.article.review.language, "Another life.")
    session.edit("Name", Place("people"), session.article.with_record(replace(renamed, name="Somebody Else")))
    assert name_of(session.article, credit) == name
    stored_by_now(desk, qtbot)
    kept, _revision = desk.workspace.archive.library.load_record(Review, session.review_id)
    assert kept.printed == printed
    desk.places.set_status(Status.DRAFT)
    assert session.article.review.printed == printed
    assert session.article.review.status is Status.DRAFT
    if not credit.credited_as:
        assert name_of(session.article, credit) == "Somebody Else"
    session.undo()
    again = session.article.review
    assert again.status is Status.PUBLISHED


def test_what_is_typed_while_the_page_is_made_is_published_too(desk: OpenDesk, qtbot: QtBot) -> None:
    open_text(desk, id_of(desk, "One"))
    session = desk.window.session
    assert session is not None
    Typist().type("Before.")
    desk.places.set_status(Status.PUBLISHED)
    Typist().type(" After.")
    qtbot.waitUntil(lambda: session.article.review.status is Status.PUBLISHED, timeout=30_000)
    assert session.article.review.printed is not None
    assert "Before. After." in session.article.review.printed.html


def test_a_review_closed_while_its_page_is_made_stays_as_it_was(desk: OpenDesk, qtbot: QtBot) -> None:
    review_id = id_of(desk, "One")
    open_text(desk, review_id)
    desk.places.set_status(Status.PUBLISHED)
    Typist().press("Ctrl+W")
    done = desk.workspace.child.call("export", (desk.workspace.archive.load(review_id).article, "markdown", Options()), 30)
    qtbot.waitUntil(done.done, timeout=30_000)
    stored_by_now(desk, qtbot)
    assert desk.workspace.archive.load(review_id).article.review.status is Status.DRAFT


def test_a_review_closed_while_it_is_stored_opens_again_whole(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.window.actions_by_id["sample"].trigger()
    session = desk.window.session
    assert session is not None
    people, review_id = session.article.people, session.review_id
    assert people
    open_text(desk, review_id)
    Typist().type("Closed at once.")
    Typist().press("Ctrl+W")
    text = open_text(desk, review_id)
    assert "Closed at once." in text.text()
    assert desk.window.session is not None
    assert desk.window.session.article.people == people
    Typist().press("Ctrl+W")
    stored_by_now(desk, qtbot)
    open_text(desk, review_id)
    assert desk.window.session.article.people == people


def test_a_review_closed_while_nothing_can_be_stored_opens_again_whole(desk: OpenDesk, qtbot: QtBot) -> None:
    review_id = id_of(desk, "One")
    open_text(desk, review_id)
    disk = FullDisk(desk.workspace.archive.library)
    paste(desk, LONG)
    Typist().press("Ctrl+W")
    qtbot.waitUntil(lambda: "save" in desk.window.notices.texts(), timeout=5000)
    assert open_text(desk, review_id).text() == LONG
    disk.give_room()


def test_a_review_trashed_behind_the_library_leaves_the_editor_to_the_next_one(tmp_path: Path, qtbot: QtBot) -> None:
    one, two = begin_reviews(tmp_path / "library", "One", "Two")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, one)
        gone = desk.window.session
        assert gone is not None
        desk.window.show_library()
        with qtbot.waitSignal(gone.destroyed, timeout=10_000):
            desk.window.library.trash_requested.emit(Chosen.of([one]))
        qtbot.waitUntil(lambda: titles(desk, trashed=True) == ["One"] and desk.window.toast.isVisible(), timeout=10_000)
        open_text(desk, two)
        Typist().type("Written on. ")
        stored_by_now(desk, qtbot)
    assert body_of(tmp_path / "library", two).startswith("Written on.")
