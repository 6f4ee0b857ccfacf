"""Adding people by name: the keys it takes, who is found, who is made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.core.identity import new_id
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.saving import Batch
from desktop.core.work import Job
from desktop.gui.people.credits_model import Column
from desktop.services.archive import Archive
from tests.gui.people.conftest import IDA, JUN, MARTA, Keys, Open, Page, keep

ENTER = Qt.Key.Key_Return


def add(keys: Keys, *names: str) -> None:
    for name in names:
        keys.text(name)
        keys.press(ENTER)


def offered(page: Page) -> list[str]:
    """The words of the rows in the list under the line."""
    return [row.label for row in page.form.add_line.line.completion_list().completions()]


def test_the_people_of_a_film_take_one_key_each_that_is_no_text(page: Page, keys: Keys) -> None:
    add(keys, "d: lene voss", "ida b", "jun h", "Park Su-ah", "Noor van der Meer", "Shin Tae")
    keys.press(Qt.Key.Key_Down)
    keys.text("****")
    assert page.names() == ["Lene Voss", "Ida Brückner", "Jun Ha-neul", "Park Su-ah", "Noor van der Meer", "Shin Tae"]
    assert [credit.job for credit in page.credits] == [Job.DIRECTOR, *[Job.CAST] * 5]
    assert [credit.top_billed for credit in page.credits] == [False, True, True, True, False, False]
    assert page.cells(Column.BIO) == ["none", "reused, 3 words", "reused, 3 words", "none", "none", "none"]
    assert keys.count + len("****") == 11


def test_a_star_behind_the_name_costs_no_key_at_all(page: Page, keys: Keys) -> None:
    add(keys, "d: lene voss", "ida b*", "jun h*", "Park Su-ah*", "Noor van der Meer", "Shin Tae")
    assert [credit.top_billed for credit in page.credits] == [False, True, True, True, False, False]
    assert keys.count == 6


def test_the_focus_stays_for_the_next_name_and_the_line_is_empty(page: Page, keys: Keys) -> None:
    add(keys, "Park Su-ah")
    assert page.form.add_line.line.hasFocus()
    assert page.form.add_line.line.text() == ""


def test_a_known_person_brings_the_bio_and_it_is_said(page: Page, keys: Keys, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.form.announced) as said:
        add(keys, "joon ha")
    assert said.args == ["Jun Ha-neul added, cast, bio reused, 3 words"]
    assert page.session.article.people == (JUN,)


def test_somebody_known_adds_no_record_and_undo_leaves_the_library_alone(page: Page, keys: Keys) -> None:
    add(keys, "ida")
    page.session.undo()
    assert page.names() == []
    batch = page.session._session._desk.take()
    assert batch is None or IDA.id not in {change.record.id for change in batch.changes} | set(batch.discard)


def test_somebody_new_is_made_in_place_with_capitals(page: Page, keys: Keys, qtbot: QtBot) -> None:
    keys.text("lene voss")
    assert offered(page) == ["Create ‘Lene Voss’"]
    with qtbot.waitSignal(page.form.announced) as said:
        keys.press(ENTER)
    assert page.names() == ["Lene Voss"]
    assert said.args == ["Lene Voss added, cast"]


def test_the_best_match_is_current_and_creating_is_always_last(page: Page, keys: Keys) -> None:
    keys.text("Ida Brückner")
    rows = page.form.add_line.line.completion_list()
    assert offered(page) == ["Ida Brückner", "Create ‘Ida Brückner’"]
    current = rows.current()
    assert current is not None
    assert current.label == "Ida Brückner"
    assert current.detail == "actor · Salt Road (2019) · bio English, German"


def test_two_people_can_have_one_name_and_are_told_apart(archive: Archive, page: Page, keys: Keys) -> None:
    keep(archive, Person(new_id(), "Ida Brückner", disambiguator="b. 1990", native_name="이다"))
    keys.text("ida b")
    assert sorted(offered(page)) == ["Create ‘Ida B’", "Ida Brückner", "Ida Brückner (b. 1990) · 이다"]
    keys.press(Qt.Key.Key_Escape)
    page.form.add_line.clear()
    keys.text("Ida Brückner")
    keys.press(Qt.Key.Key_Up)
    keys.press(ENTER)
    assert page.names() == ["Ida Brückner"]
    assert page.credits[0].person != IDA.id
    add(keys, "ida b")
    assert page.names() == ["Ida Brückner", "Ida Brückner"]
    assert page.credits[0].person != page.credits[1].person


def test_people_of_the_film_are_found_before_they_are_saved(page: Page, keys: Keys) -> None:
    add(keys, "d: lene voss", "w: len")
    assert page.names() == ["Lene Voss", "Lene Voss"]
    assert [credit.job for credit in page.credits] == [Job.DIRECTOR, Job.WRITER]
    assert len({credit.person for credit in page.credits}) == 1


def test_somebody_who_is_here_already_is_shown_and_not_added_twice(page: Page, keys: Keys, qtbot: QtBot) -> None:
    add(keys, "ida", "Park Su-ah")
    with qtbot.waitSignal(page.form.announced) as said:
        add(keys, "ida")
    assert said.args == ["Ida Brückner is here already."]
    assert len(page.credits) == 2
    assert page.form.table.current_credit() == page.credits[0].id


def test_the_job_chosen_holds_for_one_name(page: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Tab)
    keys.text("d")
    keys.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    add(keys, "lene voss", "ida")
    assert [credit.job for credit in page.credits] == [Job.DIRECTOR, Job.CAST]
    assert keys.count == 4


def test_escape_keeps_the_text_and_enter_then_takes_the_best_match(page: Page, keys: Keys) -> None:
    keys.text("marta o")
    keys.press(Qt.Key.Key_Escape)
    assert page.form.add_line.line.text() == "marta o"
    keys.press(ENTER)
    assert page.names() == ["Marta Oyelaran"]


def test_tab_adds_too_and_nothing_typed_adds_nobody(page: Page, keys: Keys) -> None:
    keys.press(ENTER)
    keys.text("d:")
    keys.press(ENTER)
    assert page.credits == ()
    page.form.add_line.clear()
    keys.text("marta")
    keys.press(Qt.Key.Key_Tab)
    assert page.names() == ["Marta Oyelaran"]
    assert not page.form.add_line.line.hasFocus()


def test_a_job_the_house_does_not_know_is_kept_in_its_own_words(page: Page, keys: Keys) -> None:
    add(keys, "puppets: Kim Bo-ra")
    assert (page.credits[0].job, page.credits[0].job_text) == (Job.OTHER, "puppets")
    assert page.cells(Column.JOB) == ["puppets"]


def test_somebody_who_left_the_library_meanwhile_is_not_added_and_it_is_said(archive: Archive, page: Page, keys: Keys) -> None:
    keys.text("marta")
    archive.library.save(Batch(discard=(MARTA.id,))).result(timeout=20)
    keys.press(ENTER)
    assert page.credits == ()
    assert page.form.problem.isVisible()
    assert page.form.problem.text().startswith("▲ ")


@pytest.mark.parametrize("captions", [True, False])
def test_the_house_style_of_the_outlet_asks_for_portraits(open_page: Open, keys: Keys, captions: bool) -> None:
    outlet = Outlet("e" * 32, "Magazine", placeholder_portraits=True, portrait_captions=captions)
    page = open_page(outlet=outlet)
    add(keys, "Park Su-ah")
    assert page.cells(Column.PHOTO) == ["wanted"]
    assert page.form.panel.portrait.caption.value() == ("Park Su-ah" if captions else "")
