from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.core.image import ImageUse
from desktop.core.rating import NO_RATING, Rating
from desktop.gui.editor.headline_form import HeadlineForm
from desktop.services.authoring import Place
from tests.gui.editor.conftest import Bench, Show, Typist, used

if TYPE_CHECKING:
    from desktop.gui.editor.rating_field import RatingField


@pytest.fixture
def form(bench: Bench, show: Show) -> HeadlineForm:
    form = HeadlineForm(used, lambda *_: None, lambda _: None)
    form.bind(bench.session)
    show(form)
    form.start_field().setFocus()
    return form


@pytest.fixture
def rating(form: HeadlineForm) -> RatingField:
    form.rating.line().setFocus()
    return form.rating


def rated(bench: Bench) -> Rating | None:
    return bench.article.review.rating


def test_the_form_begins_where_the_critic_writes(form: HeadlineForm, bench: Bench, typist: Typist) -> None:
    assert form.start_field() is form.tagline
    typist.text("a small light")
    assert form.headline.hint() == "Prints “Lanterns” (2023) | a small light · 33 of 70 characters"
    typist.alt("l")
    typist.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    typist.text("Plain words")
    assert form.start_field() is form.headline
    assert form.tagline.isVisible(), "what is written stays in sight"
    assert bench.article.review.headline == "Plain words"


def test_a_new_headline_is_gone_on_with_behind_what_stands_there(bench: Bench, show: Show, typist: Typist) -> None:
    review = replace(bench.article.review, headline="{title} ({year}): ", tagline="")
    bench.session.edit("Headline", Place("headline"), bench.article.with_record(review))
    form = HeadlineForm(used, lambda *_: None, lambda _: None)
    form.bind(bench.session)
    show(form)
    form.reveal("")
    typist.text("a small light")
    assert bench.article.review.headline == "{title} ({year}): a small light"


def test_a_headline_that_is_too_long_says_by_how_much(form: HeadlineForm, typist: Typist) -> None:
    typist.text("x" * 60)
    assert form.headline.hint().endswith("80 characters, 10 more than fit best")


def test_the_byline_is_completed_from_those_used(form: HeadlineForm, bench: Bench, typist: Typist) -> None:
    typist.alt("b")
    typist.text("ali")
    typist.enter()
    assert bench.article.review.byline == "Alice Lange"


def test_the_verdict_is_counted(form: HeadlineForm, typist: Typist) -> None:
    typist.alt("d")
    typist.text("See it.")
    assert form.verdict.hint() == "7 of 140 characters"


@pytest.mark.parametrize(("typed", "value"), [("3.5", "3.5"), ("4", "4"), (".5", "0.5"), ("3,5", "3.5")])
def test_stars_are_typed(rating: RatingField, bench: Bench, typist: Typist, typed: str, value: str) -> None:
    typist.text(typed)
    assert rated(bench) == Rating("stars5half", value)
    typist.tab()
    assert rating.line().text() == value
    assert rating.stars().value() == float(value) * 2


def test_stars_are_set_with_the_arrows(rating: RatingField, bench: Bench, typist: Typist) -> None:
    typist.tab()
    assert rating.stars().hasFocus()
    typist.key(Qt.Key.Key_Right, times=7)
    assert rated(bench) == Rating("stars5half", "3.5")
    assert rating.stars().accessibleName() == "Stars, 3 and a half out of 5"
    typist.key(Qt.Key.Key_Home)
    assert rated(bench) is None
    assert rating.line().text() == ""


def test_a_letter_is_typed_on_its_scale_and_stepped(rating: RatingField, bench: Bench, typist: Typist) -> None:
    rating.choice().setFocus()
    typist.text("l")
    assert rating.scale().id == "letters"
    assert not rating.stars().isVisible()
    typist.alt("g")
    typist.text("b+")
    assert rated(bench) == Rating("letters", "B+")
    typist.key(Qt.Key.Key_Up)
    assert rated(bench) == Rating("letters", "A-")
    assert rating.line().text() == "A−"


def test_not_yet_rated_is_not_no_rating(rating: RatingField, bench: Bench, typist: Typist) -> None:
    assert rated(bench) is None
    assert rating.line().accessibleDescription() == "Not yet rated"
    rating.choice().setFocus()
    typist.text("n")
    assert rated(bench) == NO_RATING
    assert rating.line().accessibleDescription() == "No rating, on purpose"
    bench.session.undo()
    assert rated(bench) is None
    assert rating.line().accessibleDescription() == "Not yet rated"


def test_what_is_not_on_the_scale_stays_with_a_sentence(rating: RatingField, bench: Bench, typist: Typist) -> None:
    typist.text("9")
    typist.tab()
    assert rating.line().text() == "9"
    assert rating.problem() == "This is not on the scale, which goes from 0.5 to 5."
    assert bench.article.review.rating is None


def test_undo_takes_a_rating_back_in_line_and_stars(rating: RatingField, bench: Bench, typist: Typist) -> None:
    typist.text("4")
    bench.clock.pause()
    typist.key(Qt.Key.Key_Down)
    assert rated(bench) == Rating("stars5half", "3.5")
    bench.session.undo()
    assert (rating.line().text(), rating.stars().value()) == ("4", 8)
    bench.session.undo()
    assert (rating.line().text(), rating.stars().value()) == ("", 0)


def test_a_placeholder_for_the_lead_picture_is_one_key(form: HeadlineForm, bench: Bench, typist: Typist) -> None:
    typist.alt("p")
    typist.text("The harbour")
    hero = bench.article.review.hero
    assert hero == ImageUse(hero.id if hero else "", None, "The harbour")
    assert typist.commands == 1
    assert not form.hero.placeholder_button.isVisible(), "there is one lead picture"
    bench.session.undo()
    bench.session.undo()
    assert bench.article.review.hero is None
    assert form.hero.placeholder_button.isVisible()
    assert form.hero.rows() == []
