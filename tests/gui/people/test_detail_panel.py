"""The panel of the current person: every field writes to its place, shared things reach every review, and undo comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.identity import new_id
from desktop.core.person import Alias, AliasKind, Person
from desktop.core.printing import bio_of, cards_of, name_of
from desktop.core.review import BioUse, Card, FrozenCredit, PartKind, Printed, Review, Status
from desktop.core.saving import Batch
from desktop.core.saving import Change as Stored
from desktop.core.work import Credit, Job, Work
from desktop.gui.people.credits_model import Column
from desktop.gui.session import OpenReviews
from desktop.services.archive import Archive
from desktop.services.authoring import Undone
from tests.gui.people.conftest import IDA, MARTA_BIO, OUTLET, Keys, Open, Page, keep

ENTER = Qt.Key.Key_Return


@pytest.fixture
def ida(page: Page, keys: Keys) -> Page:
    """A page with Ida Brückner in the cast, and the focus in the first field of her panel."""
    keys.text("ida")
    keys.press(ENTER)
    keys.press(Qt.Key.Key_Down)
    keys.press(ENTER)
    return page


def person(page: Page) -> Person:
    """The person of the first credit as they stand."""
    found = page.session.article.person(page.credits[0].person)
    assert found is not None
    return found


def card(page: Page) -> Card:
    """The card of the first credit, or what holds without one."""
    return page.session.article.review.card(page.credits[0].id) or Card(page.credits[0].id)


def go(page: Page, field: str) -> None:
    page.form.reveal(f"{page.credits[0].id}.{field}")


def test_the_house_spelling_is_typed_and_tidied_and_never_empty(ida: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_End)
    keys.text(" Lind  ")
    assert person(ida).name == "Ida Brückner Lind  "
    assert ida.cells(Column.NAME) == ["Ida Brückner Lind  "]
    keys.press(Qt.Key.Key_Tab)
    assert person(ida).name == "Ida Brückner Lind"
    go(ida, "name")
    keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys.press(Qt.Key.Key_Delete)
    keys.press(Qt.Key.Key_Tab)
    assert person(ida).name == "Ida Brückner Lind"
    assert ida.form.panel.names.name.value() == "Ida Brückner Lind"


def test_print_as_is_this_credit_only_and_shows_the_house_spelling_where_empty(ida: Page, keys: Keys) -> None:
    go(ida, "credited_as")
    assert ida.form.panel.credit.credited_as.line().placeholderText() == "Ida Brückner"
    keys.text("I. Brueckner ")
    keys.press(Qt.Key.Key_Tab)
    assert ida.credits[0].credited_as == "I. Brueckner"
    assert person(ida).name == "Ida Brückner"
    assert name_of(ida.session.article, ida.credits[0]) == "I. Brueckner"
    assert ida.cells(Column.NAME) == ["I. Brueckner"]


@pytest.mark.parametrize(("downs", "kind"), [(0, AliasKind.ROMANISATION), (4, AliasKind.MISSPELLING)])
def test_another_spelling_says_what_kind_it_is(ida: Page, keys: Keys, downs: int, kind: AliasKind) -> None:
    go(ida, "aliases")
    keys.text("Ida Bruckner")
    keys.press(Qt.Key.Key_Down, times=downs)
    keys.press(ENTER)
    assert person(ida).aliases == (Alias("Ida Bruckner", kind),)


def test_characters_are_chips_too(ida: Page, keys: Keys) -> None:
    go(ida, "characters")
    ida.form.panel.credit.characters.line().setFocus()
    keys.text("Mina, ")
    keys.text("the Widow")
    keys.press(ENTER)
    assert ida.credits[0].characters == ("Mina", "the Widow")
    assert ida.cells(Column.CHARACTERS) == ["Mina, the Widow"]


def test_a_job_of_other_words_is_asked_for_them(ida: Page, keys: Keys) -> None:
    go(ida, "job")
    assert not ida.form.panel.credit.job_text.isVisible()
    ida.form.panel.credit.job.jump("o")
    assert ida.credits[0].job is Job.OTHER
    go(ida, "job_text")
    keys.text("Puppets ")
    keys.press(Qt.Key.Key_Tab)
    assert ida.credits[0].job_text == "Puppets"
    assert ida.cells(Column.JOB) == ["Puppets"]
    ida.form.panel.credit.job.jump("d")
    assert (ida.credits[0].job, ida.credits[0].job_text) == (Job.DIRECTOR, "")


def test_a_card_that_is_not_printed_prints_nothing(ida: Page, keys: Keys) -> None:
    go(ida, "printed")
    keys.press(Qt.Key.Key_Space)
    assert cards_of(ida.session.article, PartKind.CAST) == ()
    assert "card not printed" in ida.form.model.line(0).sentence


def test_a_published_review_says_that_it_prints_what_it_did(archive: Archive, open_page: Open) -> None:
    (row,) = archive.reviews_of_person(IDA.id)
    review = archive.load(row.id).article.review
    frozen = Printed("2023-10-06T00:00:00Z", "Salt Road", (FrozenCredit("a1", "Ida Bruckner", "Ida acted."),))
    published = replace(review, status=Status.PUBLISHED, printed=frozen)
    archive.library.save(Batch((Stored(published, 1),))).result(timeout=20)
    page = open_page(review.id)
    assert page.form.panel.names.heading.text() == "Ida Bruckner"
    said = "Printed here as published: another name or bio of the person is for reviews not yet published."
    assert page.form.panel.names.whom.text() == said
    assert page.form.panel.bio.text.hint() == "3 words · printed here as published"


def test_the_shared_bio_is_edited_for_every_review_of_the_person(
    archive: Archive, ida: Page, open_page: Open, keys: Keys, qtbot: QtBot
) -> None:
    earlier = archive.reviews_of_person(IDA.id)[0]
    other = open_page(earlier.id)
    ida.form.activateWindow()
    qtbot.waitUntil(ida.form.isActiveWindow)
    assert "Shared by 2 reviews" in ida.form.panel.names.whom.text()
    assert ida.form.panel.bio.text.hint() == "3 words · shared by 2 reviews"
    go(ida, "bio")
    ida.form.panel.bio.text.text_area().setFocus()
    ida.form.panel.bio.text.text_area().select(0)
    keys.text("Actress ")
    assert bio_of(other.session.article, other.credits[0]) == "Actress Ida Brückner acts."
    assert other.form.panel.bio.text.value() == "Actress Ida Brückner acts."
    assert other.cells(Column.BIO)[0] == "reused, 4 words"
    ida.session.undo()
    assert bio_of(other.session.article, other.credits[0]) == "ActressIda Brückner acts."


def test_the_film_shared_by_two_open_reviews_shows_in_both(reviews: OpenReviews, ida: Page, open_page: Open, keys: Keys) -> None:
    article = ida.session.article
    again = Review(new_id(), article.work.id, OUTLET.id, "2026-02-02T03:04:05Z", language="de")
    reviews.desk.start(Article(again, article.work, OUTLET, article.people), {OUTLET.id: 1})
    other = open_page(again.id)
    assert other.names() == ["Ida Brückner"]
    assert other.form.panel.bio.text.label() == "Bio in German"
    assert other.form.panel.bio.text.value() == "Schauspielerin."
    keys.text("Park Su-ah")
    keys.press(ENTER)
    assert ida.cells(Column.NAME) == ["Ida Brückner", "Park Su-ah"]
    keys.press(Qt.Key.Key_Down)
    keys.text("*")
    assert ida.cells(Column.STAR) == ["★", ""]
    ida.form.table.go_to(ida.credits[0].id)
    ida.form.table.removed.emit(ida.credits[0].id)
    assert other.cells(Column.NAME) == ["Park Su-ah"]
    ida.session.undo()
    assert other.cells(Column.NAME) == ["Ida Brückner", "Park Su-ah"]


def test_a_text_of_its_own_starts_as_a_copy_and_leaves_the_shared_one_alone(ida: Page, keys: Keys) -> None:
    go(ida, "bio_use")
    keys.press(Qt.Key.Key_Right)
    assert (card(ida).bio, card(ida).own_bio) == (BioUse.OWN, "Ida Brückner acts.")
    ida.form.panel.bio.text.text_area().setFocus()
    keys.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    keys.text(" A lot. ")
    keys.press(Qt.Key.Key_Tab)
    assert card(ida).own_bio == "Ida Brückner acts. A lot."
    assert person(ida).bio("en") == "Ida Brückner acts."
    assert ida.cells(Column.BIO) == ["own text, 5 words"]
    go(ida, "bio_use")
    keys.press(Qt.Key.Key_Right)
    assert ida.cells(Column.BIO) == ["none"]
    assert not ida.form.panel.bio.text.isVisible()
    keys.press(Qt.Key.Key_Left)
    assert card(ida).own_bio == "Ida Brückner acts. A lot."


def test_a_bio_typed_for_somebody_new_is_kept_with_the_person(page: Page, keys: Keys) -> None:
    keys.text("Lene Voss")
    keys.press(ENTER)
    go(page, "bio")
    keys.text("Directs.")
    assert person(page).bio("en") == "Directs."
    assert page.cells(Column.BIO) == ["reused, 1 word"]
    keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys.press(Qt.Key.Key_Delete)
    assert person(page).bios == ()


def test_what_is_seldom_needed_is_folded_away_until_it_is_gone_to(ida: Page, keys: Keys) -> None:
    assert not ida.form.panel.more.is_open()
    go(ida, "born")
    keys.text("6 oct 1981")
    assert person(ida).born == PartialDate(1981, 10, 6)
    assert ida.form.panel.more.born.hint() == "6 October 1981"
    go(ida, "native_language")
    keys.text("germ")
    keys.press(ENTER)
    assert person(ida).native_language == "de"
    go(ida, "known_as")
    keys.text("dire")
    keys.press(ENTER)
    assert person(ida).known_as == ("actor", "director")
    go(ida, "family_name_first")
    keys.press(Qt.Key.Key_Space)
    assert person(ida).family_name_first
    go(ida, "disambiguator")
    keys.text("b. 1981 ")
    keys.press(Qt.Key.Key_Tab)
    assert person(ida).disambiguator == "b. 1981"


def test_what_was_not_understood_does_not_stay_for_the_next_person(ida: Page, keys: Keys) -> None:
    ida.form.reveal("")
    keys.text("marta")
    keys.press(ENTER)
    go(ida, "born")
    keys.text("once upon")
    go(ida, "native_language")
    keys.text("gibberish")
    ida.form.table.go_to(ida.credits[1].id)
    assert ida.form.panel.more.born.is_empty()
    assert ida.form.panel.more.native_language.is_empty()
    assert ida.form.panel.names.name.value() == "Marta Oyelaran"


def picture(colour: str = "#456789") -> QImage:
    image = QImage(30, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(held.data())


def test_a_portrait_is_pasted_named_and_credited_and_the_next_review_has_it(ida: Page, keys: Keys, qtbot: QtBot) -> None:
    QApplication.clipboard().setImage(picture())
    go(ida, "portrait")
    assert keys.focused() is ida.form.panel.portrait.well.frame()
    keys.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: card(ida).portrait is not None)
    use = card(ida).portrait
    assert use is not None
    assert use.alt == "Ida Brückner"
    assert person(ida).portraits == (use.image,)
    assert ida.form.panel.portrait.well.picture() is not None
    assert ida.cells(Column.PHOTO) == ["photo"]
    for field, words in (("caption", "On set"), ("alt", "Ida smiling"), ("picture_credit", "A. Photographer ")):
        go(ida, field)
        keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        keys.text(words)
    keys.press(Qt.Key.Key_Tab)
    use = card(ida).portrait
    assert use is not None
    image = ida.session.article.image(use.image)
    assert (use.caption, use.alt) == ("On set", "Ida smiling")
    assert image is not None
    assert image.credit == "A. Photographer"


def test_a_portrait_comes_from_a_file_goes_to_its_own_card_and_can_be_removed(
    ida: Page, keys: Keys, qtbot: QtBot, tmp_path: Any
) -> None:
    file = tmp_path / "ida.png"
    file.write_bytes(png(picture("#123456")))
    ida.form.reveal("")
    keys.text("Park Su-ah")
    keys.press(ENTER)
    ida.form.table.go_to(ida.credits[0].id)
    ida.form.panel.portrait.well.files_offered.emit([file])
    ida.form.table.go_to(ida.credits[1].id)
    qtbot.waitUntil(lambda: card(ida).portrait is not None)
    assert ida.cells(Column.PHOTO) == ["photo", "none"]
    assert ida.form.panel.portrait.well.picture() is None
    ida.form.table.go_to(ida.credits[0].id)
    assert ida.form.panel.portrait.well.picture() is not None
    before = ida.session.article
    ida.form.panel.portrait.well.removed.emit()
    assert ida.cells(Column.PHOTO) == ["wanted", "none"]
    ida.session.undo()
    assert ida.session.article == before


@pytest.mark.parametrize("data", [b"no picture at all", None])
def test_a_file_that_is_no_picture_says_so(ida: Page, qtbot: QtBot, tmp_path: Any, data: bytes | None) -> None:
    file = tmp_path / "words.png"
    if data is not None:
        file.write_bytes(data)
    ida.form.panel.portrait.well.files_offered.emit([file])
    qtbot.waitUntil(ida.form.panel.portrait.whom.isVisible)
    assert ida.form.panel.portrait.whom.text().startswith("▲ ")
    assert card(ida).portrait is None


def test_a_place_for_a_portrait_can_be_asked_for_and_given_up(ida: Page, keys: Keys) -> None:
    go(ida, "wanted")
    keys.press(Qt.Key.Key_Space)
    assert ida.cells(Column.PHOTO) == ["wanted"]
    assert ida.form.panel.portrait.caption.isVisible()
    assert not ida.form.panel.portrait.alt.isVisible()
    go(ida, "wanted")
    keys.press(Qt.Key.Key_Space)
    assert ida.cells(Column.PHOTO) == ["none"]


def test_tab_goes_through_the_page_in_the_order_of_sight(ida: Page, keys: Keys) -> None:
    ida.form.panel.more.set_open(True)
    ida.form.resize(720, 2400)
    ida.form.reveal("")
    first = keys.focused()
    walked: list[QWidget] = []
    while not walked or keys.focused() is not first:
        walked.append(keys.focused())
        keys.press(Qt.Key.Key_Tab)
        assert len(walked) < 60
    beneath_picture = ida.form.panel.portrait.well.findChildren(QPushButton)  # before what stands beside it
    places = [widget.mapTo(ida.form, widget.rect().topLeft()) for widget in walked if widget not in beneath_picture]
    rows = [(place.y() // 24, place.x()) for place in places]
    assert len(walked) == 31
    assert rows == sorted(rows)
    back = []
    for _ in walked:
        keys.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        back.append(keys.focused())
    assert back == walked[::-1]


def test_everything_that_takes_the_focus_has_a_name(ida: Page, keys: Keys) -> None:
    ida.form.panel.more.set_open(True)
    ida.form.reveal("")
    names = []
    for _ in range(23):
        names.append(keys.focused().accessibleName())
        keys.press(Qt.Key.Key_Tab)
    assert all(names)
    assert len(set(names)) == len(names)


Change = Callable[[Page, Keys], None]
CHANGES: dict[str, Change] = {
    "name": lambda page, keys: keys.text("X"),
    "native_name": lambda page, keys: keys.text("X"),
    "credited_as": lambda page, keys: keys.text("X"),
    "bio": lambda page, keys: keys.text("X"),
    "bio_use": lambda page, keys: keys.press(Qt.Key.Key_Right),
    "job": lambda page, keys: keys.press(Qt.Key.Key_Up),
    "printed": lambda page, keys: keys.press(Qt.Key.Key_Space),
    "uncredited": lambda page, keys: keys.press(Qt.Key.Key_Space),
    "wanted": lambda page, keys: keys.press(Qt.Key.Key_Space),
    "born": lambda page, keys: keys.text("1981"),
    "disambiguator": lambda page, keys: keys.text("X"),
    "family_name_first": lambda page, keys: keys.press(Qt.Key.Key_Space),
}


@pytest.mark.parametrize("field", CHANGES)
def test_undo_goes_back_to_the_field_and_redo_makes_it_again(ida: Page, keys: Keys, field: str) -> None:
    go(ida, field)
    before = ida.session.article
    CHANGES[field](ida, keys)
    after = ida.session.article
    assert after != before
    ida.form.reveal("")
    undone: list[Undone] = []
    ida.session.undone.connect(undone.append)
    ida.session.undo()
    assert ida.session.article == before
    assert undone[0].place.form == "people"
    ida.form.reveal(undone[0].place.field)
    shown = ida.form.panel.fields()[field]
    assert shown.editor().hasFocus()
    ida.session.redo()
    assert ida.session.article == after


def test_a_credit_whose_person_is_missing_can_still_be_seen_and_removed(archive: Archive, open_page: Open, keys: Keys) -> None:
    work = Work(new_id(), title="Lost", credits=(Credit("c1", "9" * 32),))
    review = Review(new_id(), work.id, OUTLET.id, "2026-01-02T03:04:05Z")
    keep(archive, Person("9" * 32, "Gone"), work, review)
    page = open_page(review.id)
    desk = page.session._session._desk
    desk.records.pop("9" * 32)
    page.session._session.refresh()
    assert page.cells(Column.NAME) == ["Unknown person"]
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Delete)
    assert page.credits == ()


def test_the_words_counted_are_those_of_the_bio(page: Page, keys: Keys) -> None:
    keys.text("marta")
    keys.press(ENTER)
    assert page.form.panel.bio.text.value() == MARTA_BIO
    assert page.form.panel.bio.text.hint() == "32 words"
    assert page.cells(Column.BIO) == ["reused, 32 words"]
    assert page.cells(Column.LIBRARY) == ["first time"]


def test_a_page_of_no_review_edits_nothing(ida: Page, keys: Keys) -> None:
    before = ida.session.article
    ida.form.bind(None)
    ida.form.panel.names.name.finished.emit()
    ida.form.panel.bio.text.finished.emit()
    ida.form.panel.portrait.caption.finished.emit()
    ida.form.panel.portrait.credit.finished.emit()
    ida.form.panel.credit.credited_as.finished.emit()
    assert ida.session.article == before
    assert ida.form.model.rowCount() == 0
