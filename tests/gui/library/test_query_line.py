"""The search line with its chips, driven by keys and mouse on a page of a real library."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.core.doubt_words import doubt_sentence
from desktop.core.finding import parse_query
from desktop.core.finding_doubts import Doubt, Why, doubts_of
from desktop.core.finding_values import Key
from desktop.core.review import Status
from desktop.gui.as_written import OneLine
from desktop.gui.library.asking import Asking
from desktop.gui.library.doubt_line import DoubtLine
from desktop.gui.library.query_line import QueryLine
from desktop.gui.library.view import LibraryView
from desktop.gui.theme import Theme
from desktop.services.archive import Archive
from desktop.services.saved_searches import SavedSearches
from tests.gui.library.conftest import Keep, put_on_screen, settle


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, archive: Archive, asking: Asking, keep: Keep) -> LibraryView:
    """A page of four reviews on screen, the caret in its search line."""
    keep("Ballerina", "Lee Chung-hyun", "Kim Ji-hun", stars="4", status=Status.PUBLISHED)
    keep("Nine Rooms", "Ito Kan", "Kim Ji-hun", stars="2")
    keep("The Lamplighter", "Lene Voss", year=1987, stars="4.5", body="She lights a lamp.")
    keep("Saltwater Hymn", "Ito Kan", year=2019)
    view = LibraryView(archive, SavedSearches(archive), asking)
    put_on_screen(qtbot, view)
    settle(qtbot, view)
    view.focus_search()
    return view


def press(qtbot: QtBot, view: LibraryView, *keys: str | Qt.Key) -> None:
    """Type letters and press keys where the focus is, and wait for the answers."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            QTest.keyClicks(focused, key)
        else:
            QTest.keyClick(focused, key)
        settle(qtbot, view)


def chips(view: LibraryView) -> list[str]:
    return [chip.words for chip in view.search_line.chips().chips()]


def titles(view: LibraryView) -> set[str]:
    return {row.title for row in view.rows()}


def offered(line: QueryLine) -> list[str]:
    return [row.label for row in line.offers().completions()] if line.offers().is_open() else []


def test_what_is_offered_becomes_a_chip_with_down_and_enter(qtbot: QtBot, view: LibraryView) -> None:
    press(qtbot, view, "kim ji")
    assert offered(view.search_line) == ["person: Kim Ji-hun"]
    press(qtbot, view, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert chips(view) == ["person: Kim Ji-hun"]
    assert view.search_line.text() == ""
    assert view.search_line.hasFocus()
    assert titles(view) == {"Ballerina", "Nine Rooms"}
    press(qtbot, view, "4", Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert chips(view) == ["person: Kim Ji-hun", "rating at least 4"]
    assert titles(view) == {"Ballerina"}
    assert view.search_line.query() == parse_query('person:"Kim Ji-hun" rating:>=4')
    assert view.search_line.count_words() == "1 found"


def test_a_field_that_is_begun_is_opened_and_offers_what_it_can_have(qtbot: QtBot, view: LibraryView) -> None:
    press(qtbot, view, "lamp sta")
    assert offered(view.search_line) == ["status: …", "missing standfirst"]
    press(qtbot, view, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert view.search_line.text() == "lamp status:"
    assert offered(view.search_line)[:2] == ["status: Idea", "status: Draft"]
    press(qtbot, view, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert (chips(view), view.search_line.text()) == (["status: Draft"], "lamp ")
    assert titles(view) == {"The Lamplighter"}


def test_marks_alone_find_nothing_and_say_why(qtbot: QtBot, view: LibraryView) -> None:
    press(qtbot, view, "%")
    assert titles(view) == set()
    (under,) = view.findChildren(DoubtLine)
    qtbot.waitUntil(under.isVisible, timeout=5_000)
    assert under.text() == "‘%’ finds nothing: words are found by their letters and numbers."
    press(qtbot, view, Qt.Key.Key_Backspace, "status:")
    assert len(titles(view)) == 4
    qtbot.waitUntil(lambda: under.isVisible() and under.text().startswith("‘status:’ says nothing yet: "), timeout=5_000)


def test_a_chip_takes_only_the_words_it_was_made_of(qtbot: QtBot, view: LibraryView) -> None:
    press(qtbot, view, "lamp lene", Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert chips(view) == ["person: Lene Voss"]
    assert view.search_line.text() == "lamp "
    assert titles(view) == {"The Lamplighter"}
    press(qtbot, view, "bal")
    assert view.search_line.text() == "lamp bal"
    assert titles(view) == set()


def test_a_click_takes_what_is_offered(qtbot: QtBot, view: LibraryView) -> None:
    press(qtbot, view, "draf")
    shown = view.search_line.offers()
    place = shown._view.visualRect(shown._view.model().index(0, 0)).center()
    QTest.mouseClick(shown._view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, view)
    assert chips(view) == ["status: Draft"]
    assert titles(view) == {"Nine Rooms", "The Lamplighter", "Saltwater Hymn"}


def test_enter_without_going_down_opens_the_first_review(qtbot: QtBot, view: LibraryView) -> None:
    press(qtbot, view, "nine r")
    press(qtbot, view, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(view.review_opened):
        press(qtbot, view, Qt.Key.Key_Return)
    assert chips(view) == []


def test_down_goes_through_what_is_offered_into_the_list_and_up_out_of_it(qtbot: QtBot, view: LibraryView) -> None:
    press(qtbot, view, "ito")
    assert offered(view.search_line) == ["person: Ito Kan"]
    press(qtbot, view, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert view.search_line.offers().current() is None
    press(qtbot, view, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert not view.search_line.offers().is_open()
    assert view.list.hasFocus()


def test_escape_closes_what_is_offered_then_empties_the_line(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query("rating:>=4 kim"))
    press(qtbot, view, " ji", Qt.Key.Key_Escape)
    assert offered(view.search_line) == []
    assert view.search_line.text() == "kim ji"
    press(qtbot, view, Qt.Key.Key_Escape)
    assert (view.search_line.text(), chips(view), view.search_line.count_words()) == ("", [], "")
    assert len(titles(view)) == 4


def test_backspace_and_the_keys_of_a_chip_remove_it(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query("rating:>=4 year:2023 status:published"))
    settle(qtbot, view)
    assert titles(view) == {"Ballerina"}
    press(qtbot, view, Qt.Key.Key_Backspace)
    assert QApplication.focusWidget() is view.search_line.chips().chips()[-1], "the last chip first, before it goes"
    press(qtbot, view, Qt.Key.Key_Backspace)
    assert chips(view) == ["rating at least 4", "film of 2023"]
    press(qtbot, view, Qt.Key.Key_Left)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "rating at least 4"
    assert focused.accessibleDescription().startswith("rating:>=4. ")
    press(qtbot, view, Qt.Key.Key_Delete)
    assert chips(view) == ["film of 2023"]
    assert QApplication.focusWidget() is view.search_line.chips().chips()[0]
    press(qtbot, view, Qt.Key.Key_Right)
    assert view.search_line.hasFocus()
    QTest.mouseClick(view.search_line.chips().chips()[0].button, Qt.MouseButton.LeftButton)
    settle(qtbot, view)
    assert (chips(view), len(titles(view))) == ([], 4)


def test_backspace_goes_on_to_the_first_chip_and_home_and_end_reach_both_ends(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query("rating:>=4 year:2023 status:published ball"))
    press(qtbot, view, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Home)
    assert view.search_line.chips().chips()[0].hasFocus()
    press(qtbot, view, Qt.Key.Key_Left)
    assert view.search_line.chips().chips()[0].hasFocus(), "there is none before it"
    press(qtbot, view, Qt.Key.Key_End)
    assert view.search_line.hasFocus()
    press(qtbot, view, *[Qt.Key.Key_Backspace] * 4)
    assert (chips(view), view.search_line.text()) == ([], "ball")
    assert view.search_line.hasFocus()


def hit(key: str) -> None:
    """Press keys with Ctrl where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keySequence(focused, QKeySequence(key))


def test_the_line_is_typed_over_as_one_text_and_one_undo_brings_the_old_search_back(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query("rating:>=4 year:2023 ball"))
    view.focus_list()
    view.focus_search()
    hit("Ctrl+A")
    press(qtbot, view, "lamp")
    assert (chips(view), view.search_line.text(), titles(view)) == ([], "lamp", {"The Lamplighter"})
    hit("Ctrl+Z")
    settle(qtbot, view)
    assert (chips(view), view.search_line.text()) == (["rating at least 4", "film of 2023"], "ball")
    assert titles(view) == {"Ballerina"}
    hit("Ctrl+Shift+Z")
    assert (chips(view), view.search_line.text()) == ([], "lamp")


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_all_of_the_line_goes_with_one_key_and_comes_back(qtbot: QtBot, view: LibraryView, key: Qt.Key) -> None:
    view.search_line.show_query(parse_query("rating:>=4 year:2023"))
    press(qtbot, view, Qt.Key.Key_Left)
    hit("Ctrl+A")
    assert view.search_line.hasFocus()
    press(qtbot, view, key)
    assert (chips(view), view.search_line.text(), len(titles(view))) == ([], "", 4)
    hit("Ctrl+Z")
    assert chips(view) == ["rating at least 4", "film of 2023"]


def test_a_selection_that_is_given_up_leaves_the_chips_alone(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query("rating:>=4 ball"))
    view.focus_search()
    press(qtbot, view, Qt.Key.Key_End, "e")
    assert (chips(view), view.search_line.text()) == (["rating at least 4"], "balle")
    view.focus_search()
    QTest.mouseClick(view.search_line, Qt.MouseButton.LeftButton, pos=view.search_line.rect().center())
    press(qtbot, view, "r")
    assert (chips(view), view.search_line.text()) == (["rating at least 4"], "baller")


def test_the_whole_line_is_copied_and_cut_as_its_text(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query('rating:>=4 actor:"Kim Ji-hun" ball'))
    view.focus_search()
    hit("Ctrl+C")
    assert QApplication.clipboard().text() == 'rating:>=4 actor:"Kim Ji-hun" ball'
    QApplication.clipboard().setText("nothing")
    hit("Ctrl+X")
    settle(qtbot, view)
    assert (QApplication.clipboard().text(), chips(view)) == ('rating:>=4 actor:"Kim Ji-hun" ball', [])
    view.search_line.show_query(parse_query("year:1987 lamp"))
    view.focus_search()
    hit("Ctrl+V")
    settle(qtbot, view)
    assert (chips(view), view.search_line.text()) == ([], 'rating:>=4 actor:"Kim Ji-hun" ball')
    assert titles(view) == {"Ballerina"}
    hit("Ctrl+Z")
    assert (chips(view), view.search_line.text()) == (["film of 1987"], "lamp")


def test_each_step_of_the_line_is_taken_back_in_turn(qtbot: QtBot, view: LibraryView) -> None:
    press(qtbot, view, "kim ji", Qt.Key.Key_Down, Qt.Key.Key_Return, "4", Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    press(qtbot, view, Qt.Key.Key_Delete, "lamp", Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    said = [(chips(view), view.search_line.text())]
    for _step in range(9):
        hit("Ctrl+Z")
        said.append((chips(view), view.search_line.text()))
    person = ["person: Kim Ji-hun"]
    steps = [([], ""), ([], "lamp"), ([], ""), (person, ""), (person, "4"), (person, ""), ([], "kim ji"), ([], ""), ([], "")]
    assert said == [*steps, ([], "")]
    assert view.search_line.hasFocus()


def test_f2_makes_text_of_the_chips_and_chips_of_the_text(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query('rating:>=4 actor:"Kim Ji-hun"'))
    press(qtbot, view, "ball", Qt.Key.Key_F2)
    assert chips(view) == []
    assert view.search_line.text() == 'rating:>=4 actor:"Kim Ji-hun" ball'
    assert titles(view) == {"Ballerina"}
    assert view.search_line.form_button.text() == "As chips"
    press(qtbot, view, Qt.Key.Key_F2)
    assert (chips(view), view.search_line.text()) == (["rating at least 4", "actor: Kim Ji-hun"], "ball")
    QTest.mouseClick(view.search_line.form_button, Qt.MouseButton.LeftButton)
    assert view.search_line.text() == 'rating:>=4 actor:"Kim Ji-hun" ball'


def test_enter_on_a_chip_makes_text_of_it_alone(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query("rating:>=4 year:2023 ball"))
    press(qtbot, view, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert (chips(view), view.search_line.text()) == (["film of 2023"], "ball rating:>=4")
    press(qtbot, view, Qt.Key.Key_Backspace, "5")
    assert view.search_line.query() == parse_query("year:2023 ball rating:>=5")
    assert titles(view) == set()
    assert view.empty_state.words() == "Nothing matches ‘film of 2023, ball rating:>=5’."


def test_the_line_says_its_chips_and_keeps_room_for_its_text(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query("rating:>=4 year:2023 status:published missing:alt lang:en -tag:noir"))
    settle(qtbot, view)
    assert view.search_line.accessibleName().startswith("Search the library, rating at least 4, film of 2023, ")
    strip = view.search_line.chips()
    assert view.search_line.width() - strip.geometry().right() - view.search_line.room_taken() > 60
    shown = [chip for chip in strip.chips() if chip.isVisible()]
    assert 0 < len(shown) < 6
    assert shown == strip.chips()[-len(shown) :]
    assert all(strip.rect().contains(chip.geometry()) for chip in shown)
    more = strip.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
    assert (more.isVisible(), more.text()) == (True, f"+{6 - len(shown)}")
    press(qtbot, view, *[Qt.Key.Key_Left] * 6)
    assert strip.chips()[0].hasFocus()
    assert strip.chips()[0].isVisible()
    assert not strip.chips()[-1].isVisible()
    press(qtbot, view, *[Qt.Key.Key_Right] * 6)
    assert view.search_line.hasFocus()
    assert strip.chips()[-1].isVisible()
    view.search_line.empty()
    assert not strip.isVisible()


def test_a_term_that_stands_is_not_offered_again(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query("status:draft"))
    press(qtbot, view, "draf")
    assert offered(view.search_line) == []


def test_where_the_text_is_large_the_line_has_a_row_of_its_own_and_room_for_its_chips(
    qtbot: QtBot, view: LibraryView, theme: Theme
) -> None:
    view.search_line.show_query(parse_query("rating:>=4 year:2023"))
    settle(qtbot, view)
    assert view.search_line.geometry().center().y() == view.new_button.geometry().center().y()
    theme.apply("light", 200)
    qtbot.waitUntil(lambda: view.search_line.y() > view.new_button.geometry().bottom(), timeout=5_000)
    assert (view.save_button.text(), view.save_button.accessibleName()) == ("Save", "Save this search")
    assert view.save_button.width() >= view.save_button.sizeHint().width()
    strip = view.search_line.chips()
    qtbot.waitUntil(lambda: strip.width() == strip.wanted().width(), timeout=5_000)
    assert view.search_line.hasFocus()
    theme.apply("light", 100)
    qtbot.waitUntil(lambda: view.search_line.y() < view.new_button.geometry().bottom(), timeout=5_000)


def test_a_term_that_is_read_as_words_is_named_under_the_line(qtbot: QtBot, view: LibraryView) -> None:
    under = view.findChildren(DoubtLine)[0]
    press(qtbot, view, "rating:>=8")
    assert not under.isVisible(), "it is still being typed"
    sentence = "‘rating:>=8’ is read as words: ratings are stars, 0 to 5; for another scale write rating:>=8/10."
    qtbot.waitUntil(under.isVisible, timeout=5_000)
    assert under.text() == sentence
    assert offered(view.search_line) == ["rating at least 8/10"]
    qtbot.waitUntil(lambda: view.search_line.offers().y() > under.mapTo(view.window(), under.rect().bottomLeft()).y())
    assert under.mapTo(view, QPoint(0, 0)).y() >= view.search_line.geometry().bottom()
    press(qtbot, view, "/10")
    assert not under.isVisible()
    assert under.text() == ""
    assert titles(view) == {"Ballerina", "The Lamplighter"}
    view.search_line.show_query(parse_query("year:2023..2019"))
    qtbot.waitUntil(under.isVisible, timeout=5_000)
    assert under.text() == "‘year:2023..2019’ finds nothing: the range ends before it begins."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("missing:foo", "‘missing:foo’ is read as words: what can be missing is alt, bio, rating, date, year, director, cast, "),
        ("status:foo", "‘status:foo’ is read as words: a status is idea, draft, ready, filed, published or spiked."),
        ("year:abc", "‘year:abc’ is read as words: a year is written as in year:2019, year:1990s, year:2019..2023 or "),
        ("seen:often", "‘seen:often’ is read as words: a date is written as in seen:2023, seen:2023-10 or seen:2023-10-06."),
        ("rating:85", "‘rating:85’ is read as words: ratings are stars, 0 to 5; for another scale write rating:85/100."),
        ("rating:great", "‘rating:great’ is read as words: ratings are stars, 0 to 5; on another scale 8/10, 80% or B+."),
        ("acter:kim", "‘acter:kim’ is read as words. Did you mean actor:?"),
        ("status:idea status:draft", "‘status:idea status:draft’ finds nothing: a review has one status only."),
        ("is:gone", "‘is:gone’ is read as words: a review can be trashed, rated, unrated or embargoed."),
        ("rating:>5", "‘rating:>5’ finds nothing: ratings are stars, 0 to 5."),
    ],
)
def test_what_would_be_understood_is_said(typed: str, sentence: str) -> None:
    assert doubt_sentence(doubts_of(typed)[0]).startswith(sentence)


def test_every_key_says_what_it_can_have() -> None:
    for key in Key:
        assert "{" not in doubt_sentence(Doubt("typed", Why.VALUE, key))


def test_what_may_be_meant_is_said_in_words_and_looked_for_as_chips(qtbot: QtBot, view: LibraryView) -> None:
    view.search_line.show_query(parse_query("rating:>=4"))
    press(qtbot, view, "ballarina")
    assert view.empty_state.words().startswith("Nothing matches ‘rating at least 4, ballarina’. Did you mean ")
    assert "rating at least 4, ballerina" in view.empty_state.words()
    view.empty_state.action.click()
    settle(qtbot, view)
    assert chips(view) == ["rating at least 4"]
    assert titles(view) == {"Ballerina"}


def test_the_count_gives_way_to_what_is_typed_where_there_is_little_room(qtbot: QtBot, view: LibraryView, theme: Theme) -> None:
    view.show_place("draft")
    view.search_line.show_query(parse_query('director:"Ito Kan" year:2016..2023'))
    settle(qtbot, view)
    assert view.search_line.count_words() == "2 found in Drafts, best first"
    theme.apply("light", 200)
    view.resize(500, 500)
    qtbot.waitUntil(lambda: view.search_line.count_words() == "2 found", timeout=5_000)
    assert view.search_line.room_taken() < view.search_line.width() / 2
    theme.apply("light", 100)
    view.resize(1100, 700)
    qtbot.waitUntil(lambda: view.search_line.count_words() == "2 found in Drafts, best first", timeout=5_000)


def test_chips_say_all_their_words_where_there_is_room(qtbot: QtBot, view: LibraryView) -> None:
    for typed in ("status:draft ", "status:published ", "is:rated ", "year:2019..2023 ", "kind:short "):
        press(qtbot, view, typed, Qt.Key.Key_F2)
        (chip,) = view.search_line.chips().chips()
        assert [label.text_shown() for label in chip.findChildren(OneLine)] == [chip.words]
        press(qtbot, view, Qt.Key.Key_Escape)
