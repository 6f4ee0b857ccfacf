"""What is being typed when its page, review or part goes: it is finished where it was typed, and the focus is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.review import PartKind
from desktop.gui.editor.text_form import TextForm
from desktop.gui.session import ReviewSession
from desktop.services.authoring import Place
from tests.gui.agreeing import two_reviews
from tests.gui.desk import back_to, real_desk
from tests.gui.typist import Typist

# WebEngine asks for it, and it must be said before the first application object.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


@pytest.fixture
def sessions(desk: OpenDesk) -> tuple[ReviewSession, ReviewSession]:
    first, second = desk.workspace.reviews.all()
    return first, second


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """A window with two reviews open, the first in front."""
    first, second = two_reviews(tmp_path)
    with real_desk(tmp_path, qtbot) as desk:
        for review_id in (first, second, first):
            desk.window.library.review_opened.emit(review_id)
        back_to(desk.window, qtbot)
        yield desk


def type_in_first_text(desk: OpenDesk, words: str) -> str:
    """Type into the first text part of the review in front; return the part's id."""
    assert desk.window.session is not None
    part = next(part for part in desk.window.session.article.review.parts if part.kind is PartKind.TEXT)
    desk.window.editor.go_to(Place(part.id))
    Typist().type(words)
    return part.id


def body_of(session: ReviewSession, part_id: str) -> str:
    part = session.article.review.part(part_id)
    assert part is not None
    return part.body


def is_writing(desk: OpenDesk) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and desk.window.editor.form.isAncestorOf(focus)


def test_a_text_is_tidied_when_the_next_part_is_gone_to(desk: OpenDesk, sessions: tuple[ReviewSession, ...]) -> None:
    part_id = type_in_first_text(desk, "The sea \n\nkeeps. \n\n")
    Typist().press("Ctrl+PgDown")
    assert isinstance(desk.window.editor.form, TextForm)
    assert desk.window.editor.current_key != part_id
    assert body_of(sessions[0], part_id) == "The sea\n\nkeeps."
    assert is_writing(desk)


def test_a_text_is_tidied_in_its_own_review_when_another_comes_to_the_front(
    desk: OpenDesk, sessions: tuple[ReviewSession, ...]
) -> None:
    first, second = sessions
    before = second.article
    part_id = type_in_first_text(desk, "The sea keeps. \n")
    Typist().press("Ctrl+Tab")
    assert desk.window.session is second
    assert body_of(first, part_id) == "The sea keeps."
    assert second.article == before
    assert is_writing(desk)
    Typist().press("Ctrl+Tab")
    assert desk.window.editor.current_key == part_id
    assert is_writing(desk)


def test_what_is_typed_when_a_review_is_closed_is_tidied_and_stored(
    desk: OpenDesk, sessions: tuple[ReviewSession, ...], qtbot: QtBot
) -> None:
    review_id = sessions[0].review_id
    part_id = type_in_first_text(desk, "The sea keeps. \n")
    Typist().press("Ctrl+W")
    assert [session.review_id for session in desk.workspace.reviews.all()] == [sessions[1].review_id]
    desk.window.library.review_opened.emit(review_id)  # while the save may still be on its way
    reopened = desk.workspace.reviews.open(review_id)
    assert body_of(reopened, part_id) == "The sea keeps."
    assert desk.workspace.autosave.finish()
    assert desk.workspace.archive.load(review_id).article == reopened.article


def test_a_caption_being_typed_when_the_review_is_closed_is_tidied_and_stored(
    desk: OpenDesk, sessions: tuple[ReviewSession, ...]
) -> None:
    review_id = sessions[0].review_id
    part_id = type_in_first_text(desk, "The sea keeps.")
    desk.window.actions_by_id["placeholder"].trigger()
    Typist().type("The harbour  ")
    Typist().press("Ctrl+W")
    assert desk.workspace.autosave.finish()
    part = desk.workspace.archive.load(review_id).article.review.part(part_id)
    assert part is not None
    assert [use.caption for use in part.images] == ["The harbour"]


@pytest.mark.parametrize("how", ["command", "undo elsewhere"])
def test_a_part_that_goes_while_it_is_written_in_leaves_the_focus_in_the_form(
    how: str, desk: OpenDesk, sessions: tuple[ReviewSession, ...]
) -> None:
    typist = Typist()
    type_in_first_text(desk, "The sea keeps.")
    typist.press("Ctrl+Shift+A")
    typist.type("pull")
    typist.press("Return")
    part_id = desk.window.editor.current_key
    typist.type("The sea  ")
    if how == "command":
        desk.window.actions_by_id["remove_part"].trigger()
    else:
        sessions[0].undo()
        sessions[0].undo()
    assert sessions[0].article.review.part(part_id) is None
    assert is_writing(desk)
