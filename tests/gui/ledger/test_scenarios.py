"""Finding everything written about an actor, renaming safely, merging duplicates: the whole way through the real window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.article import Article
from desktop.core.image import ImageUse
from desktop.core.person import Alias, Bio, Person
from desktop.core.review import Card, Correction, FrozenCredit, Part, Printed, Review, Status
from desktop.core.work import Credit
from desktop.gui.editor.outline import PUBLISHING
from desktop.gui.editor.publishing_form import PublishingForm
from desktop.gui.editor.rows_of_facts import RecordRows
from desktop.gui.editor.text_form import TextForm
from desktop.gui.ledger.bios_group import today
from desktop.gui.ledger.merge_dialog import MergeDialog
from desktop.gui.ledger.results import RowKind
from desktop.gui.widgets.completing import EscapableLine
from desktop.rendering.page import render_page
from desktop.services.people import Narrowing
from desktop.services.undoing import Place
from desktop.storage.library import Library
from tests.gui.desk import back_to, real_desk
from tests.storage.builders import an_article, an_id, keep

BODY = """It begins slowly.

The character of Choi Pro, who is an idiot, is dangerous. Then @[Kim Ji-hun](person:{kim}) smiles. It ends."""


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


def library(desk: OpenDesk) -> Library:
    return desk.workspace.archive.library


def reviewed(desk: OpenDesk, person: Person, title: str, body: str, status: Status = Status.DRAFT, **more: object) -> Article:
    """Keep a review of a film in which ``person`` plays Choi Pro."""
    outlet = library(desk).outlets()[0]
    article = an_article(title, f"Director of {title}", body=body.format(kim=person.id), outlet=outlet)
    credit = Credit("k", person.id, characters=("Choi Pro",))
    work = replace(article.work, credits=(*article.work.credits, credit))
    frozen = Printed("2023-10-06T00:00:00Z", title, (FrozenCredit("k", person.name, "A printed bio."),))
    review = replace(article.review, status=status, printed=frozen if status is Status.PUBLISHED else None, **more)  # type: ignore[arg-type]
    keep(library(desk), *article.people, work, review)
    return replace(article, work=work, review=review)


@pytest.fixture
def kim(desk: OpenDesk) -> Person:
    bios = (Bio("en", "An actor."),)
    kim = Person(an_id("3"), "Kim Ji-hun", "김지훈", aliases=(Alias("Kim Ji-hoon"),), family_name_first=True, bios=bios)
    keep(library(desk), kim)
    return kim


def show(desk: OpenDesk, qtbot: QtBot, person: Person) -> None:
    """Show the People place with somebody chosen by typing and Enter."""
    desk.window.actions_by_id["show_people"].trigger()
    view = desk.knowing.view
    view.focus_search()
    QTest.keyClicks(view.search_line, person.name)
    QTest.keyClick(view.search_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.page.page() is not None, timeout=10_000)


def settled(desk: OpenDesk, qtbot: QtBot) -> None:
    """Wait until the library has answered everything."""
    qtbot.waitUntil(lambda: not desk.knowing.view.is_reading(), timeout=10_000)


def press(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_s3_every_sentence_about_an_actor_is_there_and_leads_into_its_review(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    ballerina = reviewed(desk, kim, "Ballerina", BODY, Status.PUBLISHED, published_on="2023-10-06")
    reviewed(desk, kim, "Silent", "Nobody is named.", published_on="2020-01-01")
    reviewed(desk, kim, "Gone", "Kim Ji-hun!", trashed_at="2026-01-01T00:00:00Z")
    show(desk, qtbot, kim)
    view = desk.knowing.view
    page = view.page
    rows = [(row.kind, row.text, row.detail) for row in page.results.rows()]
    assert rows == [
        (RowKind.HEADING, "Credits in your library", ""),
        (RowKind.REVIEW, "Ballerina (2023)", "cast, as Choi Pro · published, English"),
        (RowKind.REVIEW, "Silent (2023)", "cast, as Choi Pro · draft, English"),
        (RowKind.HEADING, "What you have written", "2 sentences"),
        (RowKind.REVIEW, "Ballerina (2023)", "published, English"),
        (RowKind.SENTENCE, "The character of Choi Pro, who is an idiot, is dangerous.", ""),
        (RowKind.SENTENCE, "Then Kim Ji-hun smiles.", ""),
        (RowKind.HEADING, "Credited, never mentioned", ""),
        (RowKind.REVIEW, "Silent (2023)", "draft, English"),
        (RowKind.HEADING, "Printed bios", ""),
        (RowKind.REVIEW, "Ballerina (2023)", "English · 6 October 2023 · differs from today’s"),
        (RowKind.SENTENCE, "A printed bio.", ""),
    ]
    press(page.copy_button)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[1] == "- [Ballerina (2023)](ballerina-2023-review): Then Kim Ji-hun smiles."
    assert copied[2] == "- [Silent (2023)](silent-2023-review)"
    page.results.choose(6)
    QTest.keyClick(page.results, Qt.Key.Key_Return)
    assert desk.window.session is not None
    assert desk.window.session.review_id == ballerina.review.id
    form = desk.window.editor.form
    assert isinstance(form, TextForm)
    assert form.body.hasFocus()
    assert form.body.text()[form.body.caret() :].startswith("Then @[Kim Ji-hun]")


@pytest.mark.parametrize(("dated", "said"), [("2023-10-06", "6 October 2023 · "), ("2014", "2014 · "), ("soon", "")])
def test_a_printed_bio_is_told_with_its_day_as_far_as_it_is_known_and_with_that_of_today(
    desk: OpenDesk, qtbot: QtBot, dated: str, said: str
) -> None:
    jun = Person(an_id("3"), "Jun Jong-seo")
    keep(library(desk), jun)
    review = reviewed(desk, jun, "Ballerina", "It ends.", Status.PUBLISHED, published_on=dated).review
    assert review.printed is not None
    keep(library(desk), replace(review, printed=replace(review.printed, at="")), base=1)
    show(desk, qtbot, jun)
    assert desk.knowing.view.page.results.rows()[-2].detail == f"English · {said}none today"


def test_s12_a_new_spelling_is_followed_by_drafts_only_and_one_undo_takes_it_all_back(
    desk: OpenDesk, qtbot: QtBot, kim: Person
) -> None:
    portrait = Card("k", portrait=ImageUse("u", caption="Kim Ji-hun", alt="Kim Ji-hun in a car"))
    draft = reviewed(desk, kim, "Draft", BODY, cards=(portrait,))
    print_ = reviewed(desk, kim, "Print", "Kim Ji-hun!", Status.PUBLISHED, cards=(portrait,))
    desk.places.restore()
    session = desk.workspace.reviews.open(draft.review.id)
    show(desk, qtbot, kim)
    page = desk.knowing.view.page
    line = page.names.name.line()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Kim Jihoon")
    assert library(desk).load_record(Person, kim.id)[0].name == "Kim Ji-hun"
    QTest.keyClick(line, Qt.Key.Key_Return)
    panel = page.rename_panel
    qtbot.waitUntil(panel.isVisible, timeout=10_000)
    assert panel.words.text() == "Used in 1 draft and 1 published review. Drafts follow. Published ones stay as printed."
    assert [alias.text for alias in library(desk).load_record(Person, kim.id)[0].aliases] == ["Kim Ji-hoon", "Kim Ji-hun"]
    assert [person.name for person in session.article.people if person.id == kim.id] == ["Kim Jihoon"]
    assert [tick.editor().accessibleName() for tick in panel.ticks()] == [
        "Draft (2023), caption: Kim Ji-hun",
        "Draft (2023), alternative text: Kim Ji-hun in a car",
    ]
    body = page.widget()
    assert body is not None
    assert body.width() <= page.viewport().width()
    press(panel.ticks()[1].editor())  # type: ignore[arg-type]
    assert panel.apply_button.text() == "Update 1 draft"
    press(panel.apply_button)
    assert session.article.review.cards[0].portrait == ImageUse("u", caption="Kim Jihoon", alt="Kim Ji-hun in a car")
    assert library(desk).load_record(Review, print_.review.id)[0] == print_.review
    desk.window.actions_by_id["undo"].trigger()
    assert library(desk).load_record(Person, kim.id)[0] == kim
    assert library(desk).load_record(Review, draft.review.id)[0] == draft.review
    assert session.article.review.cards == (portrait,)
    assert line.text() == "Kim Ji-hun"


def test_s12_corrections_are_proposed_for_what_is_printed_and_print_only_when_the_critic_says_so(
    desk: OpenDesk, qtbot: QtBot, kim: Person
) -> None:
    drafts = [reviewed(desk, kim, f"Draft {number}", "Kim Ji-hun!") for number in range(4)]
    prints = [
        reviewed(desk, kim, f"Print {number}", BODY, Status.PUBLISHED, language="es" if number == 1 else "en")
        for number in range(6)
    ]
    before = {each.review.id: library(desk).load_record(Review, each.review.id)[0] for each in (*drafts, *prints)}
    show(desk, qtbot, kim)
    page = desk.knowing.view.page
    page.names.name.line().setFocus()
    page.names.name.line().selectAll()
    QTest.keyClicks(page.names.name.line(), "Kim Ji-hoon")
    QTest.keyClick(page.names.name.line(), Qt.Key.Key_Return)
    panel = page.rename_panel
    qtbot.waitUntil(panel.isVisible, timeout=10_000)
    assert panel.words.text() == "Used in 4 drafts and 6 published reviews. Drafts follow. Published ones stay as printed."
    assert panel.apply_button.text() == "Update 4 drafts"
    assert panel.correct_button.text() == "Also propose corrections for 6"
    press(panel.correct_button)
    told = "Renamed, with a correction drafted on 6 published reviews; each prints once it is ticked under Publishing."
    assert desk.window.toast.text() == told, "its Undo takes back all of that"
    after = {each: library(desk).load_record(Review, each)[0] for each in before}
    assert [after[each.review.id].parts[0].body for each in drafts] == ["Kim Ji-hoon!"] * 4
    english, spanish = (after[prints[number].review.id].corrections for number in (0, 1))
    assert english == (Correction("An earlier version of this review misspelled Kim Ji-hoon’s name.", on=today()),)
    assert spanish[0].text.startswith("En una versión anterior")
    for each in prints:
        assert replace(after[each.review.id], corrections=()) == before[each.review.id]
    qtbot.waitUntil(lambda: page.page() is not None, timeout=10_000)
    page.results.setFocus()
    page.results.choose(next(at for at, row in enumerate(page.results.rows()) if row.review_id == prints[0].review.id))
    QTest.keyClick(page.results, Qt.Key.Key_Return)
    session = desk.window.session
    assert session is not None
    assert session.review_id == prints[0].review.id
    assert "misspelled" not in render_page(session.article).html()
    desk.window.editor.go_to(Place(PUBLISHING, "review.corrections"))
    form = desk.window.editor.form
    assert isinstance(form, PublishingForm)
    rows = form.placed()["review.corrections"]
    assert isinstance(rows, RecordRows)
    rows.field(0, 3).editor().click()
    assert "An earlier version of this review misspelled Kim Ji-hoon’s name." in render_page(session.article).html()
    session.undo()
    desk.window.actions_by_id["show_people"].trigger()
    desk.window.actions_by_id["undo"].trigger()
    assert {each: library(desk).load_record(Review, each)[0] for each in before} == before
    assert library(desk).load_record(Person, kim.id)[0] == kim


def test_s13_duplicates_are_found_compared_merged_and_parted_again(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    twin = Person(an_id("3"), "Gim Jihun", born=None, bios=(Bio("es", "Un actor."),), notes="met in Busan")
    keep(library(desk), twin)
    reviewed(desk, kim, "One", "x")
    two = reviewed(desk, twin, "Two", "@[Gim](person:{kim})")
    before = {person.id: library(desk).load_record(Person, person.id)[0] for person in (kim, twin)}
    desk.window.actions_by_id["find_duplicates"].trigger()
    view = desk.knowing.view
    assert view.narrowing.value() is Narrowing.TWINS
    qtbot.waitUntil(lambda: view.model.rowCount() == 2, timeout=10_000)
    view.list.choose(twin.id)
    desk.knowing.show_person(twin.id)
    (card,) = view.page.cards
    assert card.words.text() == "May be Kim Ji-hun: the same name in another spelling."
    press(card.compare)
    dialog = next(child for child in desk.window.findChildren(MergeDialog))
    assert list(dialog.choices) == ["name", "family_name_first"]
    name = dialog.choices["name"]
    name.choose(1)
    kept_id = dialog.chosen()["name"]
    press(dialog.merge_button)
    back_to(desk.window, qtbot)
    kept, gone = (kim, twin) if kept_id == twin.id else (twin, kim)
    qtbot.waitUntil(lambda: library(desk).load_record(Person, gone.id)[0].trashed_at is not None, timeout=10_000)
    one = library(desk).load_record(Person, kept.id)[0]
    assert one.name == gone.name
    assert {bio.language for bio in one.bios} == {"en", "es"}
    assert "met in Busan" in one.notes
    assert {"Kim Ji-hun", "Gim Jihun", "김지훈", "Kim Ji-hoon"} == set(one.spellings())
    assert library(desk).load_record(Person, gone.id)[0].trashed_at
    assert {row.title for row in library(desk).reviews_of_person(kept.id)} == {"One", "Two"}
    qtbot.waitUntil(lambda: view.empty_state.isVisible() and view.model.rowCount() == 0, timeout=10_000)
    press(desk.window.toast.button)
    assert {person.id: library(desk).load_record(Person, person.id)[0] for person in (kim, twin)} == before
    assert library(desk).load_record(Review, two.review.id)[0] == two.review
    assert [row.title for row in library(desk).reviews_of_person(twin.id)] == ["Two"]


def test_s13_not_the_same_person_is_remembered(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    twin = Person(an_id("3"), "Gim Jihun")
    keep(library(desk), twin)
    desk.knowing.find_duplicates()
    view = desk.knowing.view
    qtbot.waitUntil(lambda: view.narrowing.value() is Narrowing.TWINS and view.model.rowCount() == 2, timeout=10_000)
    desk.knowing.show_person(kim.id)
    press(view.page.cards[0].apart)
    qtbot.waitUntil(lambda: view.model.rowCount() == 0 and not view.page.cards, timeout=10_000)
    assert view.empty_state.words() == "No two people look like one."
    desk.knowing.find_duplicates()
    qtbot.waitUntil(lambda: view.empty_state.words() == "No two people look like one.", timeout=10_000)
    assert desk.knowing.people.apart() == {frozenset((kim.id, twin.id))}


def test_a_person_goes_to_the_trash_and_comes_back_by_undo_and_by_restoring(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    reviewed(desk, kim, "Draft", "x")
    alone = Person(an_id("3"), "Agnès Varda")
    keep(library(desk), alone)
    show(desk, qtbot, kim)
    view = desk.knowing.view
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    settled(desk, qtbot)
    assert library(desk).load_record(Person, kim.id)[0].trashed_at
    assert desk.window.toast.text() == "Kim Ji-hun is in the trash. 1 review still credits and prints the name as before."
    assert view.model.row_of(kim.id) == -1
    assert not view.page.isVisible()
    desk.knowing.show_person(kim.id)
    assert "as long as one does, the record stays" in view.page.trash_card.words.text()
    press(desk.window.toast.button)
    settled(desk, qtbot)
    assert library(desk).load_record(Person, kim.id)[0] == kim
    assert not view.page.trash_card.isVisible()
    view.search_line.empty()
    settled(desk, qtbot)
    desk.knowing.show_person(alone.id)
    press(view.page.remove_button)
    settled(desk, qtbot)
    assert desk.knowing.session.current != alone.id
    assert desk.window.toast.text() == "Agnès Varda is in the trash for 30 days."
    view.narrow(Narrowing.TRASH)
    settled(desk, qtbot)
    desk.knowing.show_person(alone.id)
    assert [view.model.id_at(row) for row in range(view.model.rowCount())] == [alone.id]
    assert "Gone for good on" in view.page.trash_card.words.text()
    press(view.page.trash_card.restore)
    settled(desk, qtbot)
    assert library(desk).load_record(Person, alone.id)[0] == alone
    assert view.empty_state.words() == "Empty. Deleted people wait here 30 days."


def test_a_bio_says_where_it_comes_from(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    show(desk, qtbot, kim)
    (field,) = desk.knowing.view.page.bios.fields
    QTest.keyClicks(field.source.line(), "press kit")
    desk.workspace.autosave.finish()
    assert library(desk).load_record(Person, kim.id)[0].bios == (Bio("en", "An actor.", source="press kit"),)
    desk.window.actions_by_id["undo"].trigger()
    assert field.source.value() == ""


def test_a_bio_written_here_is_in_an_open_review_at_once_and_undone_in_one_step(
    desk: OpenDesk, qtbot: QtBot, kim: Person
) -> None:
    draft = reviewed(desk, kim, "Draft", "x")
    session = desk.workspace.reviews.open(draft.review.id)
    show(desk, qtbot, kim)
    (field,) = desk.knowing.view.page.bios.fields
    area = field.text.text_area()
    area.setFocus()
    area.selectAll()
    QTest.keyClicks(area, "A dancer.")
    shared = next(person for person in session.article.people if person.id == kim.id)
    assert shared.bio("en") == "A dancer."
    press(field.reviewed)
    person = desk.knowing.session.person
    assert person is not None
    assert person.bios[0].reviewed is not None
    for _ in range(2):
        desk.window.actions_by_id["undo"].trigger()
    assert library(desk).load_record(Person, kim.id)[0] == kim
    assert field.text.value() == "An actor."


@pytest.mark.parametrize("typed", ["kim ji-hoon", "Kim Jihun", "KIM JI HUN", "Kím Ji‐hùn", "김지훈"])
def test_s3_any_spelling_in_the_switcher_leads_to_the_person_and_on_to_the_sentence(
    desk: OpenDesk, qtbot: QtBot, kim: Person, typed: str
) -> None:
    english = reviewed(desk, kim, "Ballerina", BODY, Status.PUBLISHED, published_on="2023-10-06")
    spanish = replace(english.review, id=an_id("0"), language="es", published_on="2023-10-09", printed=None)
    parts = (Part("p", body="Aquí Kim Jihun sonríe."),)
    keep(library(desk), replace(spanish, parts=parts))
    reviewed(desk, kim, "Later", "김지훈은 빛난다.", published_on="2024-01-01")
    reviewed(desk, kim, "Silent", "Nobody is named.", published_on="2020-01-01")
    reviewed(desk, kim, "Gone", "Kim Ji-hun!", trashed_at="2026-01-01T00:00:00Z")
    desk.window.actions_by_id["quick_open"].trigger()
    line = desk.window.focusWidget()
    assert isinstance(line, EscapableLine)
    line.set_text(typed)
    line.edited.emit(typed)
    line.open_list()
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.in_front(desk.knowing.view), timeout=10_000)
    page = desk.knowing.view.page
    qtbot.waitUntil(lambda: page.page() is not None, timeout=10_000)
    assert desk.knowing.session.current == kim.id
    rows = page.results.rows()
    start = next(at for at, row in enumerate(rows) if row.text == "What you have written")
    assert [(row.text, row.detail) for row in rows[start:]][:11] == [
        ("What you have written", "4 sentences"),
        ("Later (2023)", "draft, English"),
        ("김지훈은 빛난다.", ""),
        ("Ballerina (2023)", "published, Spanish"),
        ("Aquí Kim Jihun sonríe.", ""),
        ("Ballerina (2023)", "published, English"),
        ("The character of Choi Pro, who is an idiot, is dangerous.", ""),
        ("Then Kim Ji-hun smiles.", ""),
        ("Credited, never mentioned", ""),
        ("Silent (2023)", "draft, English"),
        ("Printed bios", ""),
    ]
    page.results.setFocus()
    page.results.choose(next(at for at, row in enumerate(rows) if row.text.startswith("Then Kim")))
    QTest.keyClick(page.results, Qt.Key.Key_Return)
    form = desk.window.editor.form
    assert isinstance(form, TextForm)
    assert form.body.hasFocus()
    assert form.body.text()[form.body.caret() :].startswith("Then @[Kim Ji-hun]")


def keep_120_reviews(desk: OpenDesk, person: Person, body: str) -> list[Review]:
    """Keep 120 films that credit somebody, with a review of each that reads ``body``, and return the reviews."""
    outlet = library(desk).outlets()[0]
    articles = [an_article(f"Film {number}", body=body, outlet=outlet) for number in range(120)]
    works = [replace(article.work, credits=(Credit("k", person.id),)) for article in articles]
    reviews = [article.review for article in articles]
    keep(library(desk), *works, *reviews)
    return reviews


def test_somebody_in_hundreds_of_reviews_is_shown_by_the_first_and_the_rest_on_demand(
    desk: OpenDesk, qtbot: QtBot, kim: Person
) -> None:
    keep_120_reviews(desk, kim, "Kim Ji-hun walks in. Kim Jihun leaves.")
    show(desk, qtbot, kim)
    results = desk.knowing.view.page.results
    shown = len(results.rows())
    assert results.rows()[-1].kind is RowKind.MORE
    assert any(row.detail == "240 sentences" for row in results.rows())
    results.setFocus()
    results.choose(shown - 1)
    QTest.keyClick(results, Qt.Key.Key_Return)
    assert sum(row.kind is RowKind.SENTENCE for row in results.rows()) == 240
    assert results.rows()[-1].kind is not RowKind.MORE
    assert results.currentIndex().row() == shown - 1 or not results.currentIndex().isValid()


def test_what_is_read_anew_of_the_same_person_takes_nothing_away_meanwhile(desk: OpenDesk, qtbot: QtBot, kim: Person) -> None:
    reviews = keep_120_reviews(desk, kim, "Kim Ji-hun walks in.")
    show(desk, qtbot, kim)
    results = desk.knowing.view.page.results
    counts: list[int] = []
    results.model().modelReset.connect(lambda: counts.append(len(results.rows())))
    before = len(results.rows())
    desk.knowing.show_person(kim.id)
    settled(desk, qtbot)
    assert counts == [], "the same rows are shown all the time"
    assert len(results.rows()) == before
    keep(library(desk), replace(reviews[0], parts=(Part("p", body="Nobody walks in."),)), base=1)
    desk.knowing.show_person(kim.id)
    settled(desk, qtbot)
    assert len(counts) == 1
    assert any(row.detail == "119 sentences" for row in results.rows())


def test_a_part_that_was_removed_meanwhile_does_not_keep_the_review_from_opening(
    desk: OpenDesk, qtbot: QtBot, kim: Person
) -> None:
    article = reviewed(desk, kim, "Draft", "Kim Ji-hun!")
    show(desk, qtbot, kim)
    keep(library(desk), replace(article.review, parts=(Part("other", body="y"),)), base=1)
    at = next(at for at, row in enumerate(desk.knowing.view.page.results.rows()) if row.kind is RowKind.SENTENCE)
    desk.knowing.view.page.results.choose(at)
    QTest.keyClick(desk.knowing.view.page.results, Qt.Key.Key_Return)
    assert desk.window.session is not None
