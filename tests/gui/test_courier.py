"""Answers that come late: to the window's thread, and to nobody who is gone by then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from desktop.app import OpenDesk
from desktop.gui.courier import Courier
from desktop.gui.library.new_review import NewReviewDialog
from desktop.gui.widgets.completion import Completion, LookUp
from desktop.gui.widgets.markdown_editor import MarkdownEditor
from tests.gui.desk import real_desk
from tests.gui.open_texts import begin_reviews, open_text
from tests.gui.typist import Typist


class Asker(QLabel):
    """A label that is to show an answer."""

    def show_answer(self, answer: Future[str]) -> None:
        self.setText(answer.result())

    def show_both(self, before: str, answer: Future[str]) -> None:
        self.setText(before + answer.result())

    def made_inside(self) -> Callable[[Future[str]], None]:
        return lambda answer: self.setText(answer.result())


WAYS: dict[str, Callable[[Asker], Callable[[Future[Any]], None]]] = {
    "a method": lambda asker: asker.show_answer,
    "a method with something beside": lambda asker: partial(asker.show_both, ""),
    "a function made in a method": lambda asker: asker.made_inside(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("gone", [False, True])
def test_an_answer_reaches_who_asked_while_there_is_one(way: str, gone: bool, qtbot: QtBot) -> None:
    courier, asker, others = Courier(), Asker(), list[str]()
    question: Future[str] = Future()
    courier.watch(question, WAYS[way](asker))
    courier.watch(question, lambda answer: others.append(answer.result()))
    if gone:
        delete(asker)
    question.set_result("Late")
    qtbot.waitUntil(lambda: others == ["Late"], timeout=5000)
    assert isValid(asker) is not gone
    if not gone:
        assert asker.text() == "Late"
        qtbot.addWidget(asker)


def test_a_courier_that_is_gone_with_its_dialog_delivers_nothing() -> None:
    dialog, told = QObject(), list[str]()
    courier = Courier(dialog)
    question: Future[str] = Future()
    courier.watch(question, lambda answer: told.append(answer.result()))
    delete(dialog)
    question.set_result("Late")
    assert told == []


def test_a_text_may_be_gone_before_it_knows_whom_to_offer(tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "Ballerina")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        text = MarkdownEditor(
            complete_person=LookUp(lambda _text: ["Ana"], lambda _text, found: [Completion(found[0], found[0])])
        )
        text.ask_through(desk.workspace.ask)
        answer_when_gone(desk, text, lambda: text.insert_text("@an"))
        open_text(desk, review_id)
        Typist().type("The window goes on.")


def test_new_review_may_be_gone_before_its_line_knows_what_to_offer(tmp_path: Path, qtbot: QtBot) -> None:
    begin_reviews(tmp_path / "library", "Ballerina")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        dialog = NewReviewDialog(desk.workspace.archive)
        line = dialog.title.line()
        line.ask_through(desk.workspace.ask)
        line.setText("Balle")
        answer_when_gone(desk, dialog, line.open_list)
        desk.places.ask_new()  # the window goes on, and another line is answered
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, NewReviewDialog)
        qtbot.waitUntil(shown.title.line().hasFocus, timeout=5000)
        Typist().type("Balle")
        offered = shown.title.line().completion_list()
        qtbot.waitUntil(lambda: any("Ballerina" in row.label for row in offered.completions()), timeout=10_000)
        shown.reject()


def answer_when_gone(desk: OpenDesk, asker: QWidget, ask: Callable[[], object]) -> None:
    """Have a question asked that is answered when the asker has been destroyed."""
    held = threading.Event()
    busy = desk.workspace.jobs.answer(lambda: held.wait(20))
    ask()
    delete(asker)
    held.set()
    assert busy.result(timeout=20)
    desk.workspace.jobs.answer(lambda: None).result(timeout=20)
    QCoreApplication.processEvents()
