"""Renaming and merging through the real window: Undo takes back its own step, and what is published prints what it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.front_matter import OWN_KEY
from desktop.core.person import Alias, AliasKind, Bio, Person
from desktop.core.review import BioUse, Card, FrozenCredit, Part, PartKind, Printed, Review, Status
from desktop.core.work import Credit
from desktop.exporters.export import Options
from desktop.gui.ledger.merge_dialog import MergeDialog
from desktop.gui.ledger.rename_panel import RenamePanel
from desktop.services.people import People
from desktop.services.publishing import export_files
from desktop.services.undoing import Place
from desktop.storage.library import Library
from tests.gui.desk import back_to, real_desk
from tests.storage.builders import an_article, an_id, keep

MANY = 130
CAST = Part("p2", PartKind.CAST)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


@pytest.fixture
def asa(desk: OpenDesk) -> Person:
    asa = Person(an_id("3"), "Åsa Dalte", bios=(Bio("en", "An actor."),))
    keep(library(desk), asa)
    return asa


def library(desk: OpenDesk) -> Library:
    return desk.workspace.archive.library


def reviewed(desk: OpenDesk, person: Person, title: str, *, printed: bool, status: Status = Status.PUBLISHED) -> Review:
    """Keep a review of a film that ``person`` directed, with or without its print."""
    article = an_article(title, "Bo Lund", body="It is long.", outlet=library(desk).outlets()[0])
    work = replace(article.work, credits=(*article.work.credits, Credit("k", person.id)))
    frozen = Printed("2023-10-06T00:00:00Z", title, (FrozenCredit("k", person.name, "A printed bio."),)) if printed else None
    review = replace(
        article.review, status=status, printed=frozen, cards=(Card("k", bio=BioUse.SHARED),), parts=(*article.review.parts, CAST)
    )
    keep(library(desk), *article.people, work, review)
    return review


def exported(desk: OpenDesk, review: Review) -> dict[str, str]:
    """Return what readers and sites get of a review; Matinee's own record of everybody as they are now is no print."""
    article = library(desk).load(review.id).article
    forms = ("html", "html-fragment", "markdown", "markdown-front-matter", "text")
    texts = {form: export_files(article, form, Options(json_ld=True)).text for form in forms}
    front, own, _ = texts["markdown-front-matter"].partition(f"\n{OWN_KEY}:")
    assert own
    return texts | {"markdown-front-matter": front + texts["markdown-front-matter"].partition("\n---\n")[2]}


def rename(desk: OpenDesk, qtbot: QtBot, person: Person, name: str) -> RenamePanel:
    """Type another name and Enter, and return the panel that says what it means."""
    desk.window.actions_by_id["show_people"].trigger()
    desk.knowing.show_person(person.id)
    page = desk.knowing.view.page
    page.rename_panel.hide()
    line = page.names.name.line()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.rename_panel.isVisible() and page.rename_panel.done_button.text() != "Stop", timeout=20_000)
    return page.rename_panel


def merge(desk: OpenDesk, qtbot: QtBot, kept: Person, gone: Person) -> None:
    desk.knowing.show_person(kept.id)
    desk.knowing.view.page.merge_requested.emit(gone.id)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MergeDialog), timeout=10_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MergeDialog)
    dialog.merge_button.click()
    qtbot.waitUntil(lambda: "is now one with" in desk.window.toast.text(), timeout=10_000)
    back_to(desk.window, qtbot)


def test_the_undo_of_a_panel_takes_back_the_renaming_and_nothing_that_came_after(
    desk: OpenDesk, qtbot: QtBot, asa: Person
) -> None:
    reviewed(desk, asa, "Print", printed=True)
    reviewed(desk, asa, "Another", printed=True)
    twin = Person(an_id("3"), "A. Dalte")
    keep(library(desk), twin)
    panel = rename(desk, qtbot, asa, "Asa Daltey")
    assert panel.undo_button.isEnabled()
    merge(desk, qtbot, asa, twin)
    assert panel.isVisible()
    assert not panel.undo_button.isEnabled()
    panel.undo_button.click()
    assert library(desk).load_record(Person, twin.id)[0].trashed_at
    desk.window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: not library(desk).load_record(Person, twin.id)[0].trashed_at, timeout=10_000)
    assert (panel.isVisible(), panel.undo_button.isEnabled()) == (True, True)
    panel.undo_button.click()
    qtbot.waitUntil(lambda: library(desk).load_record(Person, asa.id)[0] == asa, timeout=10_000)
    assert not panel.isVisible()


def test_the_undo_of_a_toast_takes_back_no_other_step(desk: OpenDesk, qtbot: QtBot, asa: Person) -> None:
    twin = Person(an_id("3"), "A. Dalte")
    keep(library(desk), twin)
    desk.window.actions_by_id["show_people"].trigger()
    merge(desk, qtbot, asa, twin)
    desk.knowing.session.change_person("Change", "sort_name", sort_name="Dalte")
    desk.window.toast.button.click()
    assert desk.window.toast.text() == "Other steps came after it; take those back first (Ctrl+Z)."
    assert desk.knowing.session.can_undo == "Change"


@pytest.mark.parametrize("count", [1, MANY])
def test_what_was_published_without_its_print_prints_what_it_did_after_a_renaming(
    desk: OpenDesk, qtbot: QtBot, asa: Person, count: int
) -> None:
    reviews = [reviewed(desk, asa, f"Print {number}", printed=False) for number in range(count)]
    draft = reviewed(desk, asa, "Draft", printed=False, status=Status.DRAFT)
    before, draft_before = exported(desk, reviews[-1]), exported(desk, draft)
    assert all("Åsa Dalte" in text and "An actor." in text for text in before.values())
    panel = rename(desk, qtbot, asa, "Asa D")
    used = "1 published review" if count == 1 else f"{count} published reviews"
    assert panel.words.text() == f"Used in 1 draft and {used}. Drafts follow. Published ones stay as printed."
    assert panel.correct_button.text() == f"Also propose corrections for {count}"
    assert exported(desk, reviews[-1]) == before
    assert exported(desk, draft) != draft_before
    desk.knowing.session.change_person("Bio", "bios", bios=(Bio("en", "A dancer."),))
    assert desk.workspace.autosave.finish()
    assert exported(desk, reviews[-1]) == before
    for step in ("Bio", "Rename"):
        qtbot.waitUntil(lambda: not desk.knowing.is_busy, timeout=20_000)
        desk.window.actions_by_id["undo"].trigger()
        qtbot.waitUntil(lambda step=step: desk.window.status.said() == f"Taken back: {step}", timeout=20_000)  # type: ignore[misc]
    qtbot.waitUntil(lambda: desk.workspace.autosave.settled, timeout=20_000)
    assert library(desk).load_record(Person, asa.id)[0] == asa
    assert library(desk).load_record(Review, draft.id)[0] == draft
    assert [exported(desk, each) for each in (reviews[-1], draft)] == [before, draft_before]


def test_what_was_published_without_its_print_prints_what_it_did_after_a_merge(desk: OpenDesk, qtbot: QtBot, asa: Person) -> None:
    twin = Person(an_id("3"), "A. Dalte")
    keep(library(desk), twin)
    reviewed(desk, asa, "Other", printed=True)
    reviewed(desk, asa, "Third", printed=True)
    review = reviewed(desk, twin, "Print", printed=False)
    before = exported(desk, review)
    desk.window.actions_by_id["show_people"].trigger()
    merge(desk, qtbot, asa, twin)
    assert desk.workspace.autosave.finish()
    assert exported(desk, review) == before
    desk.window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: library(desk).load_record(Person, twin.id)[0] == twin, timeout=10_000)
    assert exported(desk, review) == before


def test_a_bio_that_is_typed_leaves_print_as_it_was(desk: OpenDesk, qtbot: QtBot, asa: Person) -> None:
    review, draft = reviewed(desk, asa, "Print", printed=False), reviewed(desk, asa, "Draft", printed=False, status=Status.DRAFT)
    before = exported(desk, review)
    desk.places.greet(sample=False, slug=draft.id)
    desk.window.editor.go_to(Place("people", "k.bio"))
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "!")
    assert desk.workspace.autosave.finish()
    assert exported(desk, review) == before
    assert "An actor.!" in exported(desk, draft)["text"]


def test_corrections_are_offered_for_whatever_print_says_otherwise(desk: OpenDesk, qtbot: QtBot, asa: Person) -> None:
    reviewed(desk, asa, "Print", printed=True)
    panel = rename(desk, qtbot, asa, "Asa Daltey")
    assert panel.correct_button.text() == "Also propose corrections for 1"
    panel.done_button.click()
    panel = rename(desk, qtbot, asa, "Asa D")
    assert panel.correct_button.isVisible()
    assert panel.correct_button.text() == "Also propose corrections for 1"
    panel.done_button.click()
    panel = rename(desk, qtbot, asa, "Åsa Dalte")
    assert not panel.correct_button.isVisible()


def test_a_name_that_somebody_bore_is_no_misspelling(desk: OpenDesk, asa: Person) -> None:
    reviewed(desk, asa, "Print", printed=True)
    now = replace(asa, name="Asa D", aliases=(Alias("Åsa Dalte", AliasKind.BIRTH), Alias("Asa Daltey")))
    assert People(library(desk)).plan_rename(now, "Asa Daltey").misprinted == ()
