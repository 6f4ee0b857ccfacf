"""The watch log as a place of the window, driven by keys: logging, changing, writing up, taking away and taking back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.dates import PartialDate
from desktop.core.log_order import TRASH, Column
from desktop.core.review import ReviewKind
from desktop.core.saving import Batch, Change, now_utc
from desktop.core.viewing import Viewing
from desktop.gui.editor.outline import PUBLISHING
from desktop.gui.editor.publishing_form import PublishingForm
from desktop.gui.watch_log.place import WatchLogPlace
from desktop.gui.watch_log.sheet import ViewingSheet
from desktop.gui.watch_log.table import HEADING_ROLE
from desktop.services.choosing import glance_at
from desktop.services.watch_log import Film, WatchLog
from tests.benchmarks.watch_log import fill_log
from tests.gui.desk import back_to, real_desk
from tests.gui.typist import Typist, ctrl_held

EMPTY = "Log what you see; reviews can start from here."


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


def page_of(desk: OpenDesk) -> WatchLogPlace:
    page = desk.window.places.currentWidget()
    assert isinstance(page, WatchLogPlace)
    return page


def shown(desk: OpenDesk, qtbot: QtBot) -> WatchLogPlace:
    """Show the log, read."""
    Typist().press("Ctrl+3")
    return settled(desk, qtbot)


def settled(desk: OpenDesk, qtbot: QtBot) -> WatchLogPlace:
    """Return the log when it has been read and laid out."""
    qtbot.waitUntil(lambda: not page_of(desk).is_reading(), timeout=10_000)
    return page_of(desk)


def chosen(page: WatchLogPlace) -> list[str]:
    """Return the titles of what is selected."""
    ids = page.list.selected_ids()
    return [row.title for row in page.rows() if row.id in ids]


def publishing_of(desk: OpenDesk) -> PublishingForm:
    form = desk.window.editor.forms.page(PUBLISHING)
    assert isinstance(form, PublishingForm)
    return form


def sheet_of(desk: OpenDesk, qtbot: QtBot) -> ViewingSheet:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ViewingSheet))
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ViewingSheet)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def seen(desk: OpenDesk) -> list[tuple[str, int, str]]:
    return [(row.label, row.nth, row.seen_on) for row in WatchLog(desk.workspace.archive.library).rows()]


def logged(desk: OpenDesk, title: str, day: str = "2023-10-06", **values: object) -> Viewing:
    date = PartialDate(*map(int, day.split("-"))) if day else None
    log = WatchLog(desk.workspace.archive.library)
    known = next((row.work_id for row in log.rows() if row.title == title), None)
    viewing, future = log.log(Film(title, 2023, known), Viewing("", "", date, **values))  # type: ignore[arg-type]
    future.result(timeout=20)
    return viewing


def test_ctrl_3_shows_the_watch_log_and_ctrl_1_the_library(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.places.open_sample()
    hands = Typist()
    hands.press("Ctrl+3")
    assert desk.window.session is None
    assert settled(desk, qtbot).empty_state.words() == EMPTY
    desk.window.actions_by_id["trash"].trigger()
    assert len(desk.workspace.archive.reviews()) == 1, "what is chosen in the library is out of sight"
    hands.press("Ctrl+1")
    assert desk.window.places.currentWidget() is desk.window.library


def test_enter_presses_the_button_that_has_the_focus(desk: OpenDesk, qtbot: QtBot) -> None:
    page, hands = shown(desk, qtbot), Typist()
    assert QApplication.focusWidget() is page.empty_state.action
    hands.press("Return")
    sheet_of(desk, qtbot).reject()
    back_to(desk.window, qtbot)
    page.empty_state.alternative.setFocus()
    hands.press("Enter")
    file_dialog(desk).reject()


def test_a_viewing_is_logged_with_five_keys_that_are_no_text(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.window.show_library()
    hands = Typist()
    hands.press("Ctrl+Shift+L")
    sheet_of(desk, qtbot)
    hands.type("The Beast")
    hands.press("Tab", "Tab")
    hands.type("yesterday")
    hands.press("Tab")
    hands.type("Alice Tully Hall")
    hands.press("Return")
    qtbot.waitUntil(lambda: len(seen(desk)) == 1, timeout=10_000)
    yesterday = now_utc().astimezone().date() - datetime.timedelta(days=1)
    assert seen(desk) == [("The Beast", 1, yesterday.isoformat())]
    assert WatchLog(desk.workspace.archive.library).rows()[0].venue == "Alice Tully Hall"
    assert hands.keys == 5, hands.log
    qtbot.waitUntil(lambda: desk.window.toast.text() == "Logged: The Beast, 1st viewing.")


def test_the_sheet_says_of_a_day_that_it_is_still_to_come(desk: OpenDesk, qtbot: QtBot) -> None:
    hands = Typist()
    hands.press("Ctrl+Shift+L")
    sheet = sheet_of(desk, qtbot)
    assert "to come" not in sheet.date.hint()
    hands.type("The Beast")
    hands.press("Tab", "Tab")
    hands.type("3 feb 2990")
    assert sheet.date.hint() == "Wed 3 Feb 2990, still to come"
    hands.press("Return")
    qtbot.waitUntil(lambda: seen(desk) == [("The Beast", 1, "2990-02-03")], timeout=10_000)


def test_a_known_film_is_seen_again_with_its_first_letters(desk: OpenDesk, qtbot: QtBot) -> None:
    logged(desk, "Ballerina")
    hands = Typist()
    hands.press("Ctrl+Shift+L")
    sheet = sheet_of(desk, qtbot)
    hands.type("ball")
    hands.press("Return")
    assert sheet.meaning() == "Ballerina (2023): the 2nd viewing."
    hands.press("Return")
    qtbot.waitUntil(lambda: len(seen(desk)) == 2, timeout=10_000)
    assert [(label, nth) for label, nth, _day in seen(desk)] == [("Ballerina (2023)", 2), ("Ballerina (2023)", 1)]
    assert hands.keys == 3


def test_what_is_not_understood_is_pointed_out_and_nothing_is_logged(desk: OpenDesk, qtbot: QtBot) -> None:
    hands = Typist()
    hands.press("Ctrl+Shift+L")
    sheet = sheet_of(desk, qtbot)
    hands.press("Return")
    assert sheet.film.title.problem() == "Which film was it?"
    hands.type("Beef")
    hands.press("Tab", "Tab")
    hands.type("someday")
    hands.press("Return")
    assert sheet.date.problem() is not None
    sheet.fold.set_open(True)
    sheet.date.line().setText("")
    sheet.date.line().edited.emit("")
    sheet.details.time.line().set_text("late")
    sheet.accept()
    assert sheet.details.time.problem() == "Write a time like 19:30 or 7 pm."
    assert seen(desk) == []
    sheet.reject()


def test_from_a_review_its_film_is_there_and_the_viewing_is_linked(desk: OpenDesk, qtbot: QtBot) -> None:
    article = desk.workspace.archive.begin("Ballerina", 2023, "", "en")
    desk.window.library.review_opened.emit(article.review.id)
    hands = Typist()
    hands.press("Ctrl+Shift+L")
    sheet = sheet_of(desk, qtbot)
    assert sheet.film.film().work_id == article.work.id
    hands.press("Tab", "Tab", "Tab")
    hands.type("home")
    hands.press("Return")
    log = WatchLog(desk.workspace.archive.library)
    qtbot.waitUntil(lambda: [row.review_id for row in log.rows()] == [article.review.id], timeout=10_000)
    seen_button = publishing_of(desk).seen
    qtbot.waitUntil(lambda: seen_button.text().endswith(", home (1st viewing)"))
    seen_button.click()
    assert sheet_of(desk, qtbot).viewing().venue == "home"
    QApplication.activeModalWidget().reject()  # type: ignore[union-attr]


@pytest.mark.parametrize("place", ["library", "review"])
def test_the_film_chosen_is_there_and_a_title_that_is_typed_takes_its_place(desk: OpenDesk, qtbot: QtBot, place: str) -> None:
    archive, library = desk.workspace.archive, desk.window.library
    article = archive.begin("Ballerina", 2023, "", "en")
    archive.begin("Alpha", 2019, "", "en")
    library.refresh()
    qtbot.waitUntil(lambda: library.count() == 2 and not library.is_reading(), timeout=10_000)
    library.select(article.review.id)
    if place == "review":
        library.review_opened.emit(article.review.id)
    hands = Typist()
    for typed, film in (("", Film("Ballerina", 2023, article.work.id)), ("Zulu", Film("Zulu"))):
        hands.press("Ctrl+Shift+L")
        sheet = sheet_of(desk, qtbot)
        assert QApplication.focusWidget() is sheet.film.title.line()
        hands.type(typed)
        assert sheet.film.film() == film
        assert sheet.venue.value() == ""
        sheet.reject()
        back_to(desk.window, qtbot)


@pytest.mark.parametrize("wrong", ["film", "date"])
def test_the_sheet_grows_for_what_is_wrong_and_says_it_once(desk: OpenDesk, qtbot: QtBot, wrong: str) -> None:
    hands = Typist()
    hands.press("Ctrl+Shift+L")
    sheet = sheet_of(desk, qtbot)
    room = sheet.findChild(QScrollArea)
    assert isinstance(room, QScrollArea)
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() == 0)
    before = sheet.height()
    if wrong == "date":
        hands.type("Beef")
        hands.press("Tab", "Tab")
        hands.type("31 feb 2026")
    hands.press("Return")
    assert (sheet.film.title if wrong == "film" else sheet.date).problem()
    qtbot.waitUntil(lambda: sheet.height() > before)
    assert room.verticalScrollBar().maximum() == 0
    words = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert sum("A title is enough" in each for each in words) == (wrong == "film")
    sheet.reject()


def test_a_review_of_a_film_not_logged_says_so_and_leads_to_the_sheet(desk: OpenDesk, qtbot: QtBot) -> None:
    article = desk.workspace.archive.begin("Ballerina", 2023, "", "en")
    desk.window.library.review_opened.emit(article.review.id)
    assert publishing_of(desk).seen.text() == "Not in the watch log. Log a viewing…"
    publishing_of(desk).seen.click()
    sheet = sheet_of(desk, qtbot)
    assert sheet.film.film().work_id == article.work.id
    sheet.reject()


def test_everything_that_takes_the_focus_has_a_name(desk: OpenDesk, qtbot: QtBot) -> None:
    logged(desk, "Ballerina")
    hands = Typist()
    page = shown(desk, qtbot)
    hands.press("Ctrl+Shift+L")
    sheet = sheet_of(desk, qtbot)
    sheet.fold.set_open(True)
    nameless = [
        widget
        for root in (page, sheet)
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]
    assert nameless == []
    sheet.reject()


def test_enter_starts_a_review_of_the_film_and_then_opens_it(desk: OpenDesk, qtbot: QtBot) -> None:
    viewing = logged(desk, "Ballerina")
    hands = Typist()
    shown(desk, qtbot)
    hands.press("Return")
    session = desk.window.session
    assert session is not None
    assert session.article.work.id == viewing.work
    log = WatchLog(desk.workspace.archive.library)
    qtbot.waitUntil(lambda: log.rows()[0].review_id == session.review_id, timeout=10_000)
    assert len(desk.workspace.archive.reviews()) == 1
    page = shown(desk, qtbot)
    qtbot.waitUntil(lambda: desk.window.status._words.text() == "1 review · 1 draft", timeout=10_000)
    assert page.rows()[0].status is not None
    assert page.list.model().index(1, Column.REVIEW).data() == "Draft"
    hands.press("Return")
    assert desk.window.session is session
    assert len(desk.workspace.archive.reviews()) == 1


def reviewed_elsewhere(desk: OpenDesk, viewing: Viewing) -> str:
    """Store a review of the film of a viewing that was not written of it."""
    archive = desk.workspace.archive
    article = archive.begin("Ballerina", 2023, "", "es")
    archive.library.save(Batch((Change(replace(article.review, work=viewing.work), 1),))).result(timeout=20)
    return article.review.id


def test_enter_on_a_viewing_of_a_reviewed_film_opens_that_review_and_makes_none(desk: OpenDesk, qtbot: QtBot) -> None:
    review = reviewed_elsewhere(desk, logged(desk, "Ballerina"))
    page = shown(desk, qtbot)
    assert page.list.model().index(1, Column.REVIEW).data() == "Reviewed"
    assert page.open_button.text() == "Open review"
    Typist().press("Return")
    session = desk.window.session
    assert session is not None
    assert session.review_id == review
    assert len(desk.workspace.archive.reviews()) == 1
    assert publishing_of(desk).seen.text() == "Film seen: Fri 6 Oct 2023 (1st viewing). Log a viewing…"


def test_another_review_is_a_choice_of_its_own_and_its_undo_comes_back_to_the_log(desk: OpenDesk, qtbot: QtBot) -> None:
    viewing = logged(desk, "Ballerina")
    review, archive = reviewed_elsewhere(desk, viewing), desk.workspace.archive
    page = shown(desk, qtbot)
    assert page.again_button.isEnabled()
    page.again_button.click()
    session = desk.window.session
    assert session is not None
    begun = session.article.review
    assert (begun.work, begun.kind, begun.language) == (viewing.work, ReviewKind.RE_REVIEW, "es")
    assert desk.window.toast.text() == "Another review of ‘Ballerina (2023)’ is begun."
    log = WatchLog(archive.library)
    qtbot.waitUntil(lambda: log.rows()[0].review_id == begun.id, timeout=10_000)
    assert [row.id for row in archive.library.find_slug("ballerina-2023-review-2")] == [begun.id]
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: [row.id for row in archive.reviews()] == [review], timeout=10_000)
    assert settled(desk, qtbot) is page
    qtbot.waitUntil(lambda: page.list.model().index(1, Column.REVIEW).data() == "Reviewed", timeout=10_000)


def test_the_first_review_of_a_viewing_is_said_with_a_way_back(desk: OpenDesk, qtbot: QtBot) -> None:
    logged(desk, "Ballerina")
    page = shown(desk, qtbot)
    assert not page.again_button.isEnabled()
    Typist().press("Return")
    assert desk.window.toast.text() == "A review of ‘Ballerina (2023)’ is begun."
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: desk.workspace.archive.reviews() == [], timeout=10_000)
    qtbot.waitUntil(lambda: page.list.model().index(1, Column.REVIEW).data() == "Start", timeout=10_000)


def test_the_log_its_filter_and_the_library_agree_on_what_was_written_up(desk: OpenDesk, qtbot: QtBot) -> None:
    of_it, other = logged(desk, "Ballerina", "2023-10-06"), logged(desk, "Ballerina", "2023-11-02")
    logged(desk, "Alpha", "2023-10-01")
    review, archive = reviewed_elsewhere(desk, of_it), desk.workspace.archive
    glance = glance_at(archive, review)
    assert glance.seen is not None
    assert (glance.own, glance.seen.id) == (False, other.id), "the last of its film"
    WatchLog(archive.library).link(of_it.id, review).result(timeout=20)
    glance = glance_at(archive, review)
    assert glance.seen is not None
    assert (glance.own, glance.seen.id) == (True, of_it.id)
    page = shown(desk, qtbot)
    page.list.sort_by(Column.REVIEW)
    settled(desk, qtbot)
    words = [page.list.model().index(line, Column.REVIEW).data() for line in range(3)]
    assert words == ["Start", "Reviewed", "Draft"], "in this order too"
    assert page.list.model().index(1, Column.FILM).data(Qt.ItemDataRole.AccessibleTextRole).endswith("film reviewed")
    page.show_only("all", unwritten=True)
    assert [row.title for row in settled(desk, qtbot).rows()] == ["Alpha"]
    archive.trash(review).result(timeout=20)
    page.refresh()
    assert sorted(row.title for row in settled(desk, qtbot).rows()) == ["Alpha", "Ballerina"]


def test_a_viewing_that_is_selected_stays_so_while_ctrl_is_held_down(desk: OpenDesk, qtbot: QtBot) -> None:
    logged(desk, "Ballerina")
    page = shown(desk, qtbot)
    with ctrl_held(page.list):
        for _time in range(2):
            page.list.select_row(1)
            assert chosen(page) == ["Ballerina"]


def test_f2_changes_a_viewing_and_undo_takes_it_back(desk: OpenDesk, qtbot: QtBot) -> None:
    viewing = logged(desk, "Ballerina", venue="home", companions="Ama")
    hands = Typist()
    shown(desk, qtbot)
    hands.press("F2")
    sheet = sheet_of(desk, qtbot)
    assert sheet.fold.is_open(), "what is there is in sight"
    hands.press("Tab")
    hands.type("Filmhaus")
    hands.press("Return")
    log = WatchLog(desk.workspace.archive.library)
    qtbot.waitUntil(lambda: log.rows()[0].venue == "Filmhaus", timeout=10_000)
    assert log.viewing(viewing.id).companions == "Ama"
    back_to(desk.window, qtbot)
    qtbot.waitUntil(lambda: desk.window.actions_by_id["undo"].isEnabled())
    assert "Change the viewing of “Ballerina (2023)”" in desk.window.actions_by_id["undo"].text()
    hands.press("Ctrl+Z")
    qtbot.waitUntil(lambda: log.viewing(viewing.id) == viewing, timeout=10_000)
    qtbot.waitUntil(lambda: desk.window.actions_by_id["redo"].isEnabled())
    desk.window.actions_by_id["redo"].trigger()
    qtbot.waitUntil(lambda: log.rows()[0].venue == "Filmhaus", timeout=10_000)


def test_delete_moves_to_the_trash_with_undo_and_the_trash_gives_back(desk: OpenDesk, qtbot: QtBot) -> None:
    logged(desk, "Ballerina")
    logged(desk, "The Beast", "2023-10-01")
    hands = Typist()
    shown(desk, qtbot)
    hands.press("Delete")
    qtbot.waitUntil(lambda: len(seen(desk)) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: desk.window.toast.text() == "‘Ballerina (2023)’ moved to Trash.")
    page = settled(desk, qtbot)
    assert [row.label for row in page.rows()] == ["The Beast (2023)"]
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: len(page.rows()) == 2, timeout=10_000)
    settled(desk, qtbot).list.select_row(0)
    hands.press("Delete")
    qtbot.waitUntil(lambda: len(page.rows()) == 1, timeout=10_000)
    page.show_only(TRASH)
    assert [row.label for row in settled(desk, qtbot).rows()] == ["Ballerina (2023)"]
    page.list.select_row(0)
    page.open_button.click()
    qtbot.waitUntil(lambda: len(seen(desk)) == 2, timeout=10_000)


def test_the_year_and_what_was_never_written_up_narrow_the_log(desk: OpenDesk, qtbot: QtBot) -> None:
    viewing = logged(desk, "Ballerina", "2023-10-06")
    logged(desk, "The Beast", "2022")
    logged(desk, "Beef", "")
    page = shown(desk, qtbot)
    page.show_only("2022")
    assert [row.label for row in settled(desk, qtbot).rows()] == ["The Beast (2023)"]
    page.show_only("undated")
    assert [row.label for row in settled(desk, qtbot).rows()] == ["Beef (2023)"]
    page.show_all()
    page.list.sort_by(Column.FILM)
    assert [row.title for row in settled(desk, qtbot).rows()] == ["Ballerina", "The Beast", "Beef"]
    page.list.select_row(0)
    page.open_asked.emit(page.rows()[0])
    log = WatchLog(desk.workspace.archive.library)
    qtbot.waitUntil(lambda: any(row.written for row in log.rows()), timeout=10_000)
    shown(desk, qtbot).show_only("all", unwritten=True)
    assert viewing.id not in {row.id for row in settled(desk, qtbot).rows()}
    assert len(page.rows()) == 2


def file_dialog(desk: OpenDesk) -> QFileDialog:
    dialog = desk.window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    return dialog


def lines(page: WatchLogPlace) -> list[str]:
    """Return what the first column of the log says, headings too."""
    model = page.list.model()
    return [model.index(at, 0).data(HEADING_ROLE) or model.index(at, Column.FILM).data() for at in range(model.rowCount())]


def test_viewings_stand_under_their_weeks_or_months_or_years(desk: OpenDesk, qtbot: QtBot) -> None:
    for title, day in (("Ballerina", "2023-10-06"), ("The Beast", "2023-10-02"), ("Beef", "2023-10-01"), ("Past Lives", "2022")):
        logged(desk, title, day)
    page = shown(desk, qtbot)
    films = ["Ballerina (2023)", "The Beast (2023)", "Beef (2023)", "Past Lives (2023)"]
    assert lines(page) == [
        "Week of Mon 2 Oct 2023 · 2 viewings",
        *films[:2],
        "Week of Mon 25 Sep 2023 · 1 viewing",
        films[2],
        "2022 · 1 viewing",
        films[3],
    ]
    page.grouping.step(1)
    assert lines(settled(desk, qtbot))[:2] == ["October 2023 · 3 viewings", films[0]]
    assert desk.workspace.settings.watch_log_grouping == "month", "it is remembered"
    page.grouping.step(-2)
    assert lines(settled(desk, qtbot)) == films
    page.grouping.step(3)
    settled(desk, qtbot).list.sort_by(Column.FILM)
    assert lines(settled(desk, qtbot))[0] == films[0], "headings are for the order of date"


def test_week_month_and_year_are_chosen_with_keys_and_the_list_is_next(desk: OpenDesk, qtbot: QtBot) -> None:
    for title, day in (("Ballerina", "2023-10-06"), ("The Beast", "2023-09-20"), ("Past Lives", "2022")):
        logged(desk, title, day)
    page, hands = shown(desk, qtbot), Typist()
    for _ in range(12):
        if QApplication.focusWidget() is page.grouping.editor():
            break
        hands.press("Shift+Tab")
    assert QApplication.focusWidget() is page.grouping.editor(), "from the list backwards, without the mouse"
    for key, first in (("Down", "October 2023 · 1 viewing"), ("Down", "2023 · 2 viewings"), ("Up", "October 2023 · 1 viewing")):
        hands.press(key)
        assert lines(settled(desk, qtbot))[0] == first
        assert QApplication.focusWidget() is page.grouping.editor(), "the focus stays where the choice is made"
    hands.press("Tab", "Tab")
    assert QApplication.focusWidget() is page.list
    hands.press("Home", "End")
    assert chosen(page) == ["Past Lives"]


def test_arrow_keys_pass_over_headings(desk: OpenDesk, qtbot: QtBot) -> None:
    for title, day in (("Ballerina", "2023-10-06"), ("Beef", "2023-09-01")):
        logged(desk, title, day)
    page, hands = shown(desk, qtbot), Typist()
    row = page.list.current_row()
    assert row is not None
    assert row.title == "Ballerina"
    hands.press("Down")
    row = page.list.current_row()
    assert row is not None
    assert row.title == "Beef"
    hands.press("Up")
    assert chosen(page) == ["Ballerina"]


def test_what_was_logged_is_in_sight_though_another_year_was_shown(desk: OpenDesk, qtbot: QtBot) -> None:
    logged(desk, "Ballerina", "2020-10-06")
    page, hands = shown(desk, qtbot), Typist()
    page.show_only("2020")
    settled(desk, qtbot)
    hands.press("Ctrl+Shift+L")
    sheet_of(desk, qtbot)
    hands.type("Beef")
    hands.press("Return")
    qtbot.waitUntil(lambda: chosen(page) == ["Beef"], timeout=10_000)


def test_every_row_is_read_as_one_sentence(desk: OpenDesk, qtbot: QtBot) -> None:
    logged(desk, "Ballerina", venue="home", format="Stream", festival="NYFF", section="Main Slate")
    index = shown(desk, qtbot).list.model().index(1, Column.FILM)
    said = "Ballerina (2023), 1st viewing, Fri 6 Oct 2023, home, Stream, NYFF, Main Slate, no review"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == said


def test_a_diary_is_brought_in_from_the_empty_log_and_taken_back(desk: OpenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(desk, qtbot)
    assert page.empty_state.alternative.text() == "Import a Letterboxd diary…"
    page.empty_state.alternative.click()
    dialog = file_dialog(desk)
    diary = tmp_path / "diary.csv"
    diary.write_text("Name,Year,Watched Date\nBrine,1968,2024-03-01\nBeef,2023,2024-03-02\n", encoding="utf-8")
    dialog.fileSelected.emit(str(diary))
    dialog.reject()
    qtbot.waitUntil(lambda: [row.title for row in page.rows()] == ["Beef", "Brine"], timeout=10_000)
    said = "2 viewings brought in, 2 films are new, 0 rows were there already."
    qtbot.waitUntil(lambda: desk.window.toast.text() == said)
    assert desk.window.status._said.text() == "", "nothing is being read any more"
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: page.rows() == [] and not page.is_reading(), timeout=10_000)


def test_the_log_leaves_as_a_diary(desk: OpenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    logged(desk, "Ballerina")
    desk.window.actions_by_id["export_diary"].trigger()
    dialog = file_dialog(desk)
    target = tmp_path / "log.csv"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(lambda: desk.window.toast.text() == "1 viewing saved: log.csv", timeout=10_000)
    assert "Ballerina,2023,,,,2023-10-06" in target.read_text(encoding="utf-8")


def test_hundreds_go_to_the_trash_and_come_back_without_the_window_waiting(desk: OpenDesk, qtbot: QtBot) -> None:
    fill_log(desk.workspace.archive.library, 300)
    page = shown(desk, qtbot)
    page.list.selectAll()
    Typist().press("Delete")
    qtbot.waitUntil(lambda: desk.window.toast.text() == "300 viewings moved to Trash.", timeout=20_000)
    assert seen(desk) == []
    desk.window.toast.button.click()
    qtbot.waitUntil(lambda: len(seen(desk)) == 300, timeout=20_000)
