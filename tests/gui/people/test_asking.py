"""People and films are completed away from the window: a library that is slow to answer holds up no key and loses no name."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.library.new_review import NewReviewDialog
from desktop.gui.people.people_form import PeopleForm
from desktop.services.authoring import Place
from desktop.storage.library import Library
from tests.gui.desk import real_desk
from tests.gui.open_texts import begin_reviews, open_text
from tests.gui.typist import Typist
from tests.storage.builders import kept


@pytest.mark.parametrize(("typed", "credited"), [("Agn", "Agnès Varda"), ("Somebody New", "Somebody New")])
def test_a_person_is_added_while_the_library_has_not_answered(tmp_path: Path, qtbot: QtBot, typed: str, credited: str) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with Library.open(tmp_path / "library") as library:
        kept(library, "Cléo from 5 to 7", "Agnès Varda")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        desk.window.editor.go_to(Place("people"))
        form = desk.window.editor.form
        assert isinstance(form, PeopleForm)
        offered, free = form.add_line.line.completion_list(), threading.Event()
        desk.workspace.jobs.answer(free.wait)  # as while a long question is answered
        Typist().type(typed)
        assert not offered.is_open()
        Typist().press("Return")
        session = desk.window.session
        assert session is not None
        assert [person.name for person in session.article.people] == [credited]
        assert form.add_line.line.text() == ""
        free.set()
        Typist().type("agnes")
        qtbot.waitUntil(offered.is_open, timeout=20_000)
        assert offered.completions()[0].label == "Agnès Varda"


def test_a_film_of_a_new_review_is_completed_when_the_library_answers(tmp_path: Path, qtbot: QtBot) -> None:
    with Library.open(tmp_path / "library") as library:
        kept(library, "Cléo from 5 to 7", "Agnès Varda")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        free = threading.Event()
        desk.window.actions_by_id["new_review"].trigger()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewReviewDialog)
        offered = dialog.title.line().completion_list()
        desk.workspace.jobs.answer(free.wait)
        QTest.keyClicks(dialog.title.line(), "cleo")
        assert not offered.is_open()
        free.set()
        qtbot.waitUntil(offered.is_open, timeout=20_000)
        assert [row.creates for row in offered.completions()] == [True, False]
        dialog.reject()
