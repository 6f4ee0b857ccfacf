"""The table by keyboard: going about, starring, moving, removing, and typing characters in their cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.edits import add_credit, move_credit, remove_credit
from desktop.core.identity import new_id
from desktop.core.person import Person
from desktop.gui.people.credits_model import Column
from desktop.gui.theme import Theme
from desktop.gui.widgets.plain_line import PlainLine
from desktop.services.authoring import Place, Undone
from tests.gui.people.conftest import Keys, Page

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def cast(page: Page, keys: Keys) -> Page:
    """A page with a director and three actors, and the focus in the first row of the table."""
    for name in ("d: Lene Voss", "ida", "jun", "Park Su-ah"):
        keys.text(name)
        keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Down)
    keys.count = 0
    return page


def undo(page: Page) -> None:
    """What the window does for undo: take the step back and go where it was."""
    undone: list[Undone] = []
    page.session.undone.connect(undone.append)
    page.session.undo()
    page.form.reveal(undone[-1].place.field)


def played(page: Page, row: int) -> tuple[str, ...]:
    """The characters of a row."""
    return page.credits[row].characters


def at(page: Page) -> tuple[int, int]:
    """The current row and column."""
    index = page.form.table.currentIndex()
    return index.row(), index.column()


def test_down_from_the_empty_line_enters_the_first_row_and_up_goes_back(cast: Page, keys: Keys) -> None:
    assert cast.form.table.hasFocus()
    assert at(cast) == (0, Column.NAME)
    keys.press(Qt.Key.Key_Up)
    assert cast.form.add_line.line.hasFocus()


def test_a_star_goes_on_to_the_next_row_and_space_stays(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.text("*")
    assert at(cast)[0] == 2
    keys.press(Qt.Key.Key_Space)
    assert at(cast)[0] == 2
    assert cast.cells(Column.STAR) == ["", "★", "★", ""]
    keys.press(Qt.Key.Key_Space)
    assert cast.cells(Column.STAR) == ["", "★", "", ""]


def test_a_director_gets_no_star_and_it_is_said(cast: Page, keys: Keys, qtbot: QtBot) -> None:
    with qtbot.waitSignal(cast.form.announced) as said:
        keys.text("*")
    assert said.args == ["Only the cast is top-billed."]
    assert cast.cells(Column.STAR) == ["", "", "", ""]
    assert at(cast)[0] == 1


def test_alt_and_an_arrow_move_a_row_which_stays_current(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down, ALT, times=2)
    assert cast.names() == ["Ida Brückner", "Jun Ha-neul", "Lene Voss", "Park Su-ah"]
    assert at(cast)[0] == 2
    assert cast.form.panel.names.name.value() == "Lene Voss"
    keys.press(Qt.Key.Key_Up, ALT, times=5)
    assert cast.names()[0] == "Lene Voss"
    assert cast.form.table.hasFocus()


def test_a_row_can_be_dragged_up_and_down(cast: Page) -> None:
    model = cast.form.model

    def drag(row: int, before: int) -> None:
        mime = model.mimeData([model.index(row, 0)])
        model.dropMimeData(mime, Qt.DropAction.MoveAction, before, 0, model.index(-1, -1))

    drag(0, 3)
    assert cast.names() == ["Ida Brückner", "Jun Ha-neul", "Lene Voss", "Park Su-ah"]
    drag(3, 0)
    assert cast.names() == ["Park Su-ah", "Ida Brückner", "Jun Ha-neul", "Lene Voss"]
    drag(1, 2)
    assert cast.names() == ["Park Su-ah", "Ida Brückner", "Jun Ha-neul", "Lene Voss"]


def test_delete_removes_a_row_and_undo_brings_it_back_with_the_focus_on_it(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Delete)
    assert cast.names() == ["Lene Voss", "Jun Ha-neul", "Park Su-ah"]
    assert cast.form.table.hasFocus()
    undo(cast)
    assert cast.names() == ["Lene Voss", "Ida Brückner", "Jun Ha-neul", "Park Su-ah"]
    assert at(cast) == (1, Column.NAME)


def test_removing_the_last_row_goes_to_the_line_and_says_what_to_do(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Delete, times=4)
    assert cast.form.add_line.line.hasFocus()
    assert cast.form.empty.isVisible()
    assert not cast.form.table.isVisible()
    assert not cast.form.panel.isVisible()
    assert cast.form.empty.text() == "Add the director and cast. Anyone you have written about before brings a bio."


def test_typing_in_the_cell_of_the_character_edits_it_key_by_key(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Right)
    keys.text("Ok J")
    assert played(cast, 1) == ("Ok J",)
    keys.text("u, ")
    editor = keys.focused()
    assert isinstance(editor, PlainLine)
    assert editor.text() == "Ok Ju, "
    keys.text("the dancer")
    keys.press(Qt.Key.Key_Return)
    assert played(cast, 1) == ("Ok Ju", "the dancer")
    assert cast.form.table.hasFocus()
    assert at(cast) == (2, Column.CHARACTERS)
    keys.text("Choi")
    keys.press(Qt.Key.Key_Escape)
    assert played(cast, 2) == ("Choi",)
    assert at(cast) == (2, Column.CHARACTERS)
    assert cast.form.table.hasFocus()


def test_a_star_typed_on_a_character_stars_and_the_second_key_of_f2_edits(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Right)
    keys.text("*")
    assert cast.credits[1].top_billed
    keys.press(Qt.Key.Key_F2)
    keys.text("Mina")
    assert played(cast, 2) == ("Mina",)


def test_tab_leaves_the_cell_and_the_table(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F2)
    keys.text("Herself")
    keys.press(Qt.Key.Key_Tab)
    assert cast.form.panel.names.name.editor().hasFocus()
    assert played(cast, 0) == ("Herself",)


def test_a_change_from_elsewhere_leaves_the_cell_that_is_typed_in_alone(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_F2)
    keys.text("Ok Ju, ")
    editor = keys.focused()
    session = cast.session
    session.edit("elsewhere", Place("x"), move_credit(session.article, cast.credits[1].id, 2))
    session.edit("elsewhere", Place("x"), remove_credit(session.article, cast.credits[0].id))
    assert keys.focused() is editor
    assert isinstance(editor, PlainLine)
    assert editor.text() == "Ok Ju, "
    keys.text("Mina")
    assert [credit.characters for credit in cast.credits if credit.characters] == [("Ok Ju", "Mina")]
    assert cast.names()[2] == "Ida Brückner"


def test_undo_while_typing_in_a_cell_shows_there_and_keeps_the_cell_open(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F2)
    keys.text("Ok")
    editor = keys.focused()
    undo(cast)
    assert keys.focused() is editor
    assert isinstance(editor, PlainLine)
    assert editor.text() == "O"


def test_a_word_that_an_input_method_composes_is_told_when_it_is_done(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_F2)
    editor = keys.focused()
    QApplication.sendEvent(editor, QInputMethodEvent("옥주", []))
    assert played(cast, 0) == ()
    done = QInputMethodEvent("", [])
    done.setCommitString("옥주")
    QApplication.sendEvent(editor, done)
    assert played(cast, 0) == ("옥주",)


def test_enter_opens_the_row_below_and_escape_comes_back(cast: Page, keys: Keys) -> None:
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    assert cast.form.panel.names.name.editor().hasFocus()
    assert cast.form.panel.names.name.value() == "Ida Brückner"
    keys.press(Qt.Key.Key_Escape)
    assert cast.form.table.hasFocus()
    assert at(cast)[0] == 1
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert cast.form.add_line.line.hasFocus()


def test_a_row_is_read_as_a_sentence(cast: Page) -> None:
    model = cast.form.model
    said = [model.index(row, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said == [
        "Lene Voss, director, no bio, no photo, first time",
        "Ida Brückner, cast, bio reused, 3 words, no photo, 1 review",
        "Jun Ha-neul, cast, bio reused, 3 words, no photo, 1 review",
        "Park Su-ah, cast, no bio, no photo, first time",
    ]


def test_a_screen_reader_finds_a_table_with_headers_and_cells(cast: Page) -> None:
    table = QAccessible.queryAccessibleInterface(cast.form.table)
    assert table is not None
    assert table.text(QAccessible.Text.Name) == "People of this film"
    said = [table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())]
    assert "Top-billed" in said
    assert "Bio in print" in said
    assert "Ida Brückner, cast, bio reused, 3 words, no photo, 1 review" in said


@pytest.mark.parametrize(
    ("width", "percent", "hidden"),
    [
        (900, 100, set()),
        (600, 100, {Column.PHOTO}),
        (520, 100, {Column.PHOTO, Column.LIBRARY}),
        (570, 200, {Column.PHOTO, Column.LIBRARY, Column.BIO, Column.JOB}),
    ],
)
def test_columns_go_where_there_is_no_room(cast: Page, theme: Theme, width: int, percent: int, hidden: set[Column]) -> None:
    theme.apply("light", percent)
    cast.form.resize(width, 800)
    table = cast.form.table
    assert {column for column in Column if table.isColumnHidden(column)} == hidden
    assert sum(table.columnWidth(column) for column in Column if column not in hidden) <= table.viewport().width()


def test_the_table_is_as_high_as_its_rows_up_to_a_dozen(page: Page, keys: Keys) -> None:
    heights = []
    for number in range(14):
        keys.text(f"Extra {'abcdefghijklmn'[number] * 3}")
        keys.press(Qt.Key.Key_Return)
        heights.append(page.form.table.height())
    assert heights[0] < heights[5] < heights[11] == heights[12] == heights[13]


def type_in_cell(keys: Keys, words: str) -> None:
    keys.press(Qt.Key.Key_F2)
    keys.text(words)


Step = Callable[[Page, Keys], None]
STEPS: dict[str, Step] = {
    "star": lambda page, keys: keys.text(" "),
    "move": lambda page, keys: keys.press(Qt.Key.Key_Down, ALT),
    "remove": lambda page, keys: keys.press(Qt.Key.Key_Delete),
    "characters": lambda page, keys: type_in_cell(keys, "O"),
}


@pytest.mark.parametrize("name", STEPS)
def test_every_step_is_taken_back_and_made_again(cast: Page, keys: Keys, name: str) -> None:
    keys.press(Qt.Key.Key_Down)
    before = cast.session.article
    STEPS[name](cast, keys)
    after = cast.session.article
    assert after != before
    undo(cast)
    assert cast.session.article == before
    assert [line.credit for line in cast.form.model.lines()] == [credit.id for credit in before.work.credits]
    cast.session.redo()
    assert cast.session.article == after
    assert [line.credit for line in cast.form.model.lines()] == [credit.id for credit in after.work.credits]


def test_the_table_has_a_current_row_when_it_gets_the_focus(cast: Page, keys: Keys) -> None:
    cast.form.table.setCurrentIndex(cast.form.model.index(-1, -1))
    keys.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert not cast.form.table.hasFocus()
    keys.press(Qt.Key.Key_Tab)
    assert cast.form.table.hasFocus()
    assert at(cast) == (0, Column.NAME)


def test_the_page_stands_at_the_top_while_nobody_is_current(page: Page) -> None:
    article, credit = add_credit(page.session.article, Person(new_id(), "Lene Voss"))
    page.session.edit("elsewhere", Place("x"), article)
    page.form.resize(720, 1000)
    assert not page.form.panel.isVisible()
    assert page.form.table.mapTo(page.form, page.form.table.rect().bottomLeft()).y() < 300
    assert page.cells(Column.NAME) == ["Lene Voss"]
    assert page.form.model.row_of(credit.id) == 0
