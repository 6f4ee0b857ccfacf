from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from desktop.core.fields import FIELD_BY_KEY
from desktop.core.outlet import Outlet
from desktop.core.review import SourceText, Status
from desktop.core.zoned_time import ZonedTime
from desktop.gui.editor.publishing_form import PublishingForm
from desktop.services.authoring import Place
from tests.gui.editor.conftest import Bench, Show, Typist, today, used

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 11, 24, 16, 40).astimezone()
"""A Tuesday."""
POST = Outlet("2" * 32, "Evening Post")


@pytest.fixture
def form(bench: Bench, show: Show) -> PublishingForm:
    outlets, know = (lambda: [bench.outlet, POST]), bench.desk.know
    form = PublishingForm(used, outlets, lambda outlet: know(outlet, 1), today, now=lambda: NOW)
    form.bind(bench.session)
    show(form)
    form.status.setFocus()
    return form


def test_a_status_is_set_and_publishing_is_asked_for(form: PublishingForm, bench: Bench, typist: Typist, qtbot: QtBot) -> None:
    typist.text("r")
    assert bench.article.review.status is Status.READY
    with qtbot.waitSignal(form.publish_requested):
        typist.text("p")
    assert bench.article.review.status is Status.READY
    assert form.status.value() is Status.READY
    bench.session.undo()
    assert form.status.value() is Status.DRAFT


def test_the_arrows_pass_no_publishing(form: PublishingForm, bench: Bench, typist: Typist, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.publish_requested):
        typist.key(Qt.Key.Key_Down, times=3)
    assert bench.article.review.status is Status.SPIKED


def test_a_published_status_is_shown(form: PublishingForm, bench: Bench) -> None:
    bench.session.edit_field(FIELD_BY_KEY["review.status"], Status.PUBLISHED)
    assert form.status.value() is Status.PUBLISHED
    assert form.slug.line().isReadOnly()
    assert form.slug.hint() == "Kept as published: lanterns-2023-review"


def test_another_outlet_changes_the_review_alone(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    form.outlet.setFocus()
    typist.text("e")
    assert bench.article.outlet == POST
    assert bench.article.review.outlet == POST.id
    assert [after for _, after in bench.session._session.history[-1].changes] == [bench.article.review]
    bench.session.undo()
    assert bench.article.outlet == bench.outlet
    assert form.outlet.value() == bench.outlet.id


def test_the_language_is_completed_and_never_empty(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    typist.alt("l")
    typist.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    typist.text("span")
    assert bench.article.review.language == "en", "half a word is no language"
    typist.enter()
    assert bench.article.review.language == "es"
    typist.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    typist.key(Qt.Key.Key_Delete)
    typist.tab()
    field: Any = form.placed()["review.language"]
    assert bench.article.review.language == "es"
    assert field.line().text() == "Spanish"


def test_a_regional_language_is_typed_as_a_tag(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    typist.alt("l")
    typist.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    typist.text("en-gb")
    typist.enter()
    assert bench.article.review.language == "en-GB"


def test_tags_are_completed_from_those_used_and_free(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    typist.alt("t")
    typist.text("fes")
    typist.enter()
    typist.text("harbour,")
    assert bench.article.review.tags == ("festival", "harbour")


def test_a_slug_is_made_of_what_is_typed(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    assert form.slug.hint() == "Automatic: lanterns-2023-review"
    typist.alt("g")
    typist.text("My Lanterns!")
    assert bench.article.review.slug == "my-lanterns"
    assert form.slug.line().text() == "My Lanterns!", "nothing is changed under the caret"
    assert form.slug.hint() == "Becomes my-lanterns"
    typist.tab()
    assert form.slug.line().text() == "my-lanterns"
    assert form.slug.hint() == ""


def test_a_slug_without_a_letter_is_none(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    typist.alt("g")
    typist.text("!?")
    typist.tab()
    assert bench.article.review.slug == ""
    assert form.slug.problem() == "A slug needs a letter from a to z or a digit."
    assert form.slug.line().text() == "!?"


@pytest.mark.parametrize(
    ("length", "hint"),
    [
        (11, "11 characters; 120 or more fit best"),
        (130, "130 characters"),
        (160, "160 characters; 155 or fewer fit best"),
    ],
)
def test_the_description_is_counted(form: PublishingForm, bench: Bench, length: int, hint: str) -> None:
    bench.session.edit_field(FIELD_BY_KEY["review.description"], "x" * length)
    assert form.description.hint() == hint


def target(bench: Bench) -> tuple[int, int] | None:
    return bench.article.review.word_target


def test_the_word_target_is_a_range(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    typist.alt("w")
    typist.text("450-350")
    assert target(bench) == (350, 450)
    typist.tab()
    field: Any = form.placed()["review.word_target"]
    assert field.line().text() == "350–450"
    bench.session.undo()
    assert target(bench) is None
    assert field.line().text() == ""


def test_the_date_of_publication_is_understood(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    typist.alt("p")
    typist.text("6 oct 2023")
    assert bench.article.review.published_on == "2023-10-06"
    field: Any = form.placed()["review.published_on"]
    assert field.hint() == "Friday, October 6, 2023"
    typist.tab()
    assert field.line().text() == "2023-10-06"


def test_an_address_without_https_says_so(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    typist.alt("a")
    typist.text("http://example.org")
    typist.tab()
    assert "https://" in (form.placed()["review.canonical_url"].problem() or "")


def test_the_source_text_is_there_only_where_there_is_one(form: PublishingForm, bench: Bench) -> None:
    assert not form.source.isVisible()
    review = replace(bench.article.review, source=SourceText("An old article.\nIn two lines.", "old.txt"))
    bench.session.edit("Source", Place("publishing"), bench.article.with_record(review))
    assert form.source.isVisible()
    assert not form.source.is_open()
    form.source.set_open(True)
    assert form.source_text.toPlainText() == "An old article.\nIn two lines."
    assert form.source_text.isReadOnly()


def embargo(bench: Bench) -> ZonedTime | None:
    return bench.article.review.embargo


def test_an_embargo_is_said_in_words_while_it_is_typed_and_tidied_when_left(
    form: PublishingForm, bench: Bench, typist: Typist
) -> None:
    field: Any = form.placed()["review.embargo"]
    typist.alt("b")
    typist.text("Wed 9 pm Lon")
    assert embargo(bench) is None
    typist.text("don")
    assert embargo(bench) == ZonedTime("2026-11-25T21:00", "Europe/London")
    assert field.hint().startswith("Wednesday 25 November 2026, 21:00, London")
    assert field.line().text() == "Wed 9 pm London", "nothing is changed under the caret"
    typist.tab()
    assert field.line().text() == "Wed 25 Nov 2026 21:00 London"
    assert field.problem() is None
    assert len(bench.session._session.history) == 1, "what it was taken for on the way is nothing to go back to"
    bench.session.undo()
    assert embargo(bench) is None
    assert field.line().text() == ""


def test_a_deadline_of_a_day_lasts_until_its_end_and_one_elsewhere_is_said_by_the_clock_here(
    form: PublishingForm, bench: Bench, typist: Typist
) -> None:
    field: Any = form.placed()["review.deadline"]
    typist.alt("d")
    typist.text("thu Kiritimati")
    assert bench.article.review.deadline == ZonedTime("2026-11-26T23:59", "Pacific/Kiritimati")
    assert field.hint().startswith("Thursday 26 November 2026, 23:59, Kiritimati · ")
    assert field.hint().endswith(" here"), "no test runs on that clock"


def test_what_is_no_time_is_kept_in_the_line_and_nothing_is_held_up(form: PublishingForm, bench: Bench, typist: Typist) -> None:
    field: Any = form.placed()["review.deadline"]
    typist.alt("d")
    typist.text("when it is done")
    assert field.problem() is None, "not while it is typed"
    typist.tab()
    assert field.problem().startswith("No day and time could be read from this.")
    assert (bench.article.review.deadline, field.line().text()) == (None, "when it is done")


def test_a_time_that_has_passed_says_so(form: PublishingForm, bench: Bench) -> None:
    field: Any = form.placed()["review.embargo"]
    bench.session.edit_field(FIELD_BY_KEY["review.embargo"], ZonedTime("2026-11-20T21:00", "Europe/London"))
    assert field.hint().endswith("· lifted")
