"""Reviewing again, ten years on, through the real window: the old review beside the new one, its rating shown and not copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.article import Article
from desktop.core.bulk import Action, ChangeTags, SetStatus
from desktop.core.printing import slug_of
from desktop.core.rating import NO_RATING, Rating
from desktop.core.review import PartKind, Review, ReviewKind, SeeAlso, Status
from desktop.core.saving import Batch, Change, now_utc
from desktop.gui.editor.earlier_panel import EarlierPanel
from desktop.gui.editor.facts_form import FactsForm
from desktop.gui.editor.outline import FACTS, PUBLISHING
from desktop.gui.editor.publishing_form import PublishingForm
from desktop.gui.library.new_review import NewReview, NewReviewDialog
from desktop.gui.session import ReviewSession
from desktop.services.authoring import Place
from desktop.services.bulk import Chosen
from desktop.services.formats import Options
from desktop.services.publishing import export_files
from tests.gui.desk import real_desk
from tests.gui.typist import Typist

OLD = "Sun 6 Oct 2013 · ★★★½☆ · Published · Review"
ADDRESS = "https://example.org/ballerina"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


def old_review(desk: OpenDesk, address: str = "", day: str = "2013-10-06", value: str = "3.5", work: str = "") -> Article:
    """Store a published review of Ballerina with the sentence “The old words.”, of the work with this id or a new one."""
    archive = desk.workspace.archive
    article = archive.begin("Ballerina", 2013, "", "es")
    if work:
        article = replace(article, work=archive.work(work)[0])
    at = next(at for at, part in enumerate(article.review.parts) if part.kind is PartKind.TEXT)
    parts = list(article.review.parts)
    parts[at] = replace(parts[at], body="The old words.")
    review = replace(
        article.review,
        work=article.work.id,
        rating=Rating("stars5half", value),
        status=Status.PUBLISHED,
        published_on=day,
        canonical_url=address,
        parts=tuple(parts),
    )
    archive.library.save(Batch((Change(review, 1),))).result(timeout=20)
    return replace(article, review=review)


def reviewed_again(desk: OpenDesk, old: Article, qtbot: QtBot) -> ReviewSession:
    desk.window.library.review_opened.emit(old.review.id)
    desk.window.actions_by_id["review_again"].trigger()
    session = desk.window.session
    assert session is not None
    stored = desk.workspace.archive.library.reviews_of_work
    qtbot.waitUntil(lambda: session.review_id in {row.id for row in stored(old.work.id)}, timeout=10_000)
    return session


def page_of(desk: OpenDesk, kind: type[FactsForm | PublishingForm]) -> FactsForm | PublishingForm:
    form = desk.window.editor.forms.page(FACTS if kind is FactsForm else PUBLISHING)
    assert isinstance(form, kind)
    return form


def listed(desk: OpenDesk) -> list[str]:
    form = page_of(desk, FactsForm)
    assert isinstance(form, FactsForm)
    return form.reviews.words()


def offered(panel: EarlierPanel) -> list[str]:
    menus = panel.picker.findChildren(QMenu)
    return [action.text() for menu in menus for action in menu.actions()]


def docked_text(desk: OpenDesk) -> str:
    return desk.again.panel.view.browser.toPlainText()


def test_a_re_review_shares_the_film_and_copies_no_rating(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk)
    article = reviewed_again(desk, old, qtbot).article
    assert (article.work.id, article.review.kind) == (old.work.id, ReviewKind.RE_REVIEW)
    assert article.review.rating in (None, NO_RATING)
    assert (article.review.language, article.outlet.id) == ("es", old.outlet.id)
    assert slug_of(old) == "ballerina-2013-review"
    assert slug_of(article) == "ballerina-2013-review-2", "an address of its own"
    assert desk.workspace.archive.load(old.review.id).article.review == old.review


def test_another_new_review_of_a_known_film_has_a_slug_of_its_own(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk)
    found: list[str] = []
    for _ in range(2):
        desk.places.ask_new()
        dialog = desk.window.findChildren(NewReviewDialog)[-1]
        dialog.chosen.emit(NewReview("Ballerina", 2013, old.outlet.id, "en", old.work.id))
        dialog.reject()
        session = desk.window.session
        assert session is not None
        found.append(slug_of(session.article))
    desk.window.actions_by_id["duplicate"].trigger()
    qtbot.waitUntil(lambda: len(desk.workspace.archive.reviews()) == 4, timeout=10_000)
    found += [slug_of(desk.workspace.archive.begin("Ballerina", 2013, "", "en"))]
    slugs = sorted(row.slug for row in desk.workspace.archive.reviews())
    assert found == [f"ballerina-2013-review-{number}" for number in (2, 3, 5)]
    assert slugs == ["ballerina-2013-review", *(f"ballerina-2013-review-{number}" for number in (2, 3, 4, 5))]


def test_the_old_review_stands_beside_the_new_one_and_cannot_be_written_in(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk)
    reviewed_again(desk, old, qtbot)
    panel = desk.again.panel
    assert panel.isVisible()
    assert offered(panel) == [OLD]
    qtbot.waitUntil(lambda: "The old words." in docked_text(desk), timeout=20_000)
    panel.setFocus()
    hands = Typist()
    hands.type("x")
    browser = panel.view.browser
    browser.moveCursor(QTextCursor.MoveOperation.Start)
    assert browser.isReadOnly()
    assert "x" not in docked_text(desk).split("The old words.")[0].split()
    panel.open_button.click()
    assert desk.window.session is not None
    assert desk.window.session.review_id == old.review.id
    assert not panel.isVisible(), "nothing stands before the first review"


def test_closed_it_stays_closed_until_it_is_asked_for(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk)
    session = reviewed_again(desk, old, qtbot)
    panel, action = desk.again.panel, desk.window.actions_by_id["toggle_earlier"]
    assert action.isChecked()
    panel.close_button.click()
    assert not panel.isVisible()
    assert not action.isChecked()
    desk.window.library.review_opened.emit(old.review.id)
    desk.window.show_session(session)
    assert not panel.isVisible(), "it is remembered"
    Typist().press("Shift+F5")
    assert panel.isVisible()
    desk.window.library.review_opened.emit(old.review.id)
    action.trigger()
    assert desk.window.toast.text() == "There is no earlier review of this work."
    assert not action.isChecked()


def test_in_a_narrow_window_it_stands_beside_the_form(desk: OpenDesk, qtbot: QtBot) -> None:
    reviewed_again(desk, old_review(desk), qtbot)
    desk.window.resize(960, 600)
    qtbot.waitUntil(lambda: desk.window.editor.is_narrow)
    assert desk.again.panel.isVisible()
    assert desk.window.editor.form.isVisible()
    desk.window.editor.toggle_preview()
    assert not desk.again.panel.isVisible(), "the preview takes the whole place"
    desk.window.editor.toggle_preview()
    assert desk.again.panel.isVisible()


def test_both_are_listed_under_the_work_with_days_and_ratings(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk)
    desk.window.library.review_opened.emit(old.review.id)
    assert listed(desk) == [], "one review is no list"
    session = reviewed_again(desk, old, qtbot)
    assert listed(desk)[1] == OLD
    assert listed(desk)[0].endswith(" · Draft · Re-review")
    review = replace(session.article.review, rating=Rating("stars5half", "5"))
    session.edit("Rating", Place("headline"), session.article.with_record(review))
    assert " · ★★★★★ · Draft" in listed(desk)[0]
    form = page_of(desk, FactsForm)
    assert isinstance(form, FactsForm)
    form.reviews.buttons()[0].click()
    assert desk.window.session is not None
    assert desk.window.session.review_id == old.review.id


def test_of_several_earlier_ones_the_last_is_shown_and_each_can_be(desk: OpenDesk, qtbot: QtBot) -> None:
    first = old_review(desk, day="2003-01-02", value="1")
    second = old_review(desk, day="2013-10-06", work=first.work.id)
    reviewed_again(desk, second, qtbot)
    panel = desk.again.panel
    assert offered(panel) == [OLD, "Thu 2 Jan 2003 · ★☆☆☆☆ · Published · Review"]
    panel.picker.step(1)
    assert panel.current == first.review.id


def test_what_was_published_stands_before_a_copy_of_it_whatever_its_day(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk, day="2099-10-06")
    copies = []
    for _ in range(2):
        copy = desk.workspace.archive.duplicate(old.review.id)
        desk.workspace.archive.store_new([copy.review]).result(timeout=20)
        copies.append(copy.review.id)
    session, panel = reviewed_again(desk, old, qtbot), desk.again.panel
    assert (panel.current, len(offered(panel))) == (old.review.id, 3)
    assert offered(panel)[0].startswith("Tue 6 Oct 2099")
    desk.window.library.review_opened.emit(old.review.id)
    assert not panel.isVisible(), "no copy of it stands before it"
    desk.window.actions_by_id["duplicate"].trigger()
    qtbot.waitUntil(lambda: len(desk.workspace.archive.reviews()) == 5, timeout=10_000)
    qtbot.waitUntil(lambda: panel.isVisible() and panel.current == old.review.id, timeout=10_000)
    begun = desk.window.session
    desk.window.library.review_opened.emit(copies[0])
    desk.window.actions_by_id["review_again"].trigger()
    assert desk.window.session not in (begun, session)
    assert panel.current == copies[0], "the one it was called on"


def test_the_line_see_also_is_a_choice_and_printed_everywhere(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk, ADDRESS)
    session = reviewed_again(desk, old, qtbot)
    form = page_of(desk, PublishingForm)
    assert isinstance(form, PublishingForm)
    desk.window.editor.go_to(Place(PUBLISHING))
    assert form.see_also.value() is None
    form.see_also.step(1)
    assert session.article.review.see_also == SeeAlso(old.review.id, 2013, ADDRESS)
    markdown = export_files(session.article, "markdown", Options()).text
    assert f"Véase también: [mi crítica de 2013](<{ADDRESS}>)" in markdown
    assert f'<a href="{ADDRESS}">mi crítica de 2013</a>' in export_files(session.article, "html", Options()).text
    session.undo()
    assert form.see_also.value() is None
    assert "Véase también" not in export_files(session.article, "markdown", Options()).text


def test_an_open_draft_follows_the_address_of_the_review_that_it_names(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk, ADDRESS)
    session = reviewed_again(desk, old, qtbot)
    desk.window.editor.go_to(Place(PUBLISHING))
    form = page_of(desk, PublishingForm)
    assert isinstance(form, PublishingForm)
    form.see_also.step(1)
    assert desk.workspace.autosave.finish()
    earlier = desk.workspace.reviews.open(old.review.id)
    moved = replace(earlier.article.review, canonical_url=f"{ADDRESS}-2013")
    earlier.edit("Address", Place(PUBLISHING), earlier.article.with_record(moved))
    assert desk.workspace.autosave.finish()
    follows = SeeAlso(old.review.id, 2013, f"{ADDRESS}-2013")
    assert session.article.review.see_also == follows
    assert form.see_also.value() == follows
    session.edit("Verdict", Place(PUBLISHING), session.article.with_record(replace(session.article.review, verdict="Again.")))
    assert desk.workspace.autosave.finish(), "what followed is what the next edit is made from"
    assert desk.workspace.archive.library.load(session.review_id).article.review == session.article.review


def name_in(desk: OpenDesk, session: ReviewSession, named: SeeAlso) -> None:
    """Name an earlier review in a draft, and store that."""
    session.edit("See also", Place(PUBLISHING), session.article.with_record(replace(session.article.review, see_also=named)))
    assert desk.workspace.autosave.finish()


def change_many(desk: OpenDesk, qtbot: QtBot, review_id: str, action: Action) -> None:
    many = desk.knowing._reviewing.many
    with qtbot.waitSignal(many.ended, timeout=20_000):
        many.change(Chosen.of([review_id]), action, "Change")


def test_an_open_draft_follows_a_review_that_is_published_with_others(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk, ADDRESS)
    session = reviewed_again(desk, old, qtbot)
    name_in(desk, session, SeeAlso(old.review.id, 2013, ADDRESS))
    library = desk.workspace.archive.library
    ready = replace(old.review, status=Status.READY, published_on="")
    library.save(Batch((Change(ready, library.load_record(Review, ready.id)[1]),))).result(timeout=20)
    change_many(desk, qtbot, ready.id, SetStatus(Status.PUBLISHED))
    assert session.article.review.see_also == SeeAlso(ready.id, now_utc().astimezone().year, ADDRESS)
    session.edit("Verdict", Place(PUBLISHING), session.article.with_record(replace(session.article.review, verdict="Again.")))
    assert desk.workspace.autosave.finish(), "what followed is what the next edit is made from"
    assert library.load(session.review_id).article.review == session.article.review


def test_an_open_draft_follows_a_review_whose_tags_are_changed_with_others(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk, ADDRESS)
    session = reviewed_again(desk, old, qtbot)
    name_in(desk, session, SeeAlso(old.review.id, 2012, ADDRESS))
    change_many(desk, qtbot, old.review.id, ChangeTags(("twice",)))
    assert session.article.review.see_also == SeeAlso(old.review.id, 2013, ADDRESS)
    session.edit("Verdict", Place(PUBLISHING), session.article.with_record(replace(session.article.review, verdict="Again.")))
    assert desk.workspace.autosave.finish()


def test_without_an_address_the_earlier_review_is_named_and_not_linked(desk: OpenDesk, qtbot: QtBot) -> None:
    session = reviewed_again(desk, old_review(desk), qtbot)
    form = page_of(desk, PublishingForm)
    assert isinstance(form, PublishingForm)
    desk.window.editor.go_to(Place(PUBLISHING))
    form.see_also.step(1)
    assert "Véase también: mi crítica de 2013\n" in export_files(session.article, "markdown", Options()).text


def test_with_nothing_chosen_there_is_nothing_to_review_again(desk: OpenDesk) -> None:
    old_review(desk)
    desk.window.actions_by_id["show_watch_log"].trigger()
    desk.window.actions_by_id["review_again"].trigger()
    assert desk.window.session is None
    assert len(desk.workspace.archive.reviews()) == 1
