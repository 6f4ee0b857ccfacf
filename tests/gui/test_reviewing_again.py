"""Reviewing again, ten years on: the old review in reach with its rating, which is not copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.article import Article
from desktop.core.rating import Rating
from desktop.core.review import ReviewKind
from desktop.core.saving import Batch, Change
from tests.gui.desk import real_desk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


def old_review(desk: OpenDesk) -> Article:
    archive = desk.workspace.archive
    article = archive.begin("Ballerina", 2013, "", "es")
    review = replace(article.review, rating=Rating("stars5half", "3.5"), published_on="2013-10-06")
    archive.library.save(Batch((Change(review, 1),))).result(timeout=20)
    return replace(article, review=review)


def notice_of(desk: OpenDesk) -> str:
    return desk.window.notices.texts().get("again", "")


def test_a_re_review_shares_the_film_and_shows_the_old_rating_without_copying_it(desk: OpenDesk, qtbot: QtBot) -> None:
    old = old_review(desk)
    desk.window.library.review_opened.emit(old.review.id)
    assert notice_of(desk) == ""
    desk.window.actions_by_id["review_again"].trigger()
    session = desk.window.session
    assert session is not None
    article = session.article
    assert (article.work.id, article.review.kind) == (old.work.id, ReviewKind.RE_REVIEW)
    assert article.review.rating is None or not article.review.rating.printed
    assert (article.review.language, article.outlet.id) == ("es", old.outlet.id)
    assert notice_of(desk) == "You have reviewed this before: Sun 6 Oct 2013, ★★★½☆."
    stored = desk.workspace.archive.library.reviews_of_work
    both = {ReviewKind.REVIEW, ReviewKind.RE_REVIEW}
    qtbot.waitUntil(lambda: {row.kind for row in stored(old.work.id)} == both, timeout=10_000)
    desk.window.notices.buttons("again")[0].click()
    assert desk.window.session is not None
    assert desk.window.session.review_id == old.review.id
    assert notice_of(desk) == "", "it stands above the re-review only"
    desk.window.show_session(session)
    assert notice_of(desk).startswith("You have reviewed this before")
    assert desk.workspace.archive.load(old.review.id).article.review == old.review


def test_with_nothing_chosen_there_is_nothing_to_review_again(desk: OpenDesk) -> None:
    old_review(desk)
    desk.window.actions_by_id["show_watch_log"].trigger()
    desk.window.actions_by_id["review_again"].trigger()
    assert desk.window.session is None
    assert len(desk.workspace.archive.reviews()) == 1
