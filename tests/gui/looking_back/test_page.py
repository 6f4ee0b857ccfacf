"""Looking back through the real window: the pictures, their bars by keyboard, what is behind them, and the file of them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.dates import PartialDate
from desktop.core.finding import parse_query
from desktop.core.rating import Rating
from desktop.core.review import Status
from desktop.core.saving import Batch, Change
from desktop.core.viewing import Viewing
from desktop.gui.looking_back.chart_view import BarButton, ChartView
from desktop.gui.looking_back.page import LookingBackPage
from desktop.gui.theme import Colour, Scheme, Type, current_theme
from desktop.gui.watch_log.view import WatchLogView
from desktop.services.watch_log import Film, WatchLog
from tests.gui.desk import real_desk
from tests.gui.typist import Typist


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        yield desk


def write(desk: OpenDesk, title: str, year: int, stars: str, published: str, countries: tuple[str, ...]) -> None:
    archive = desk.workspace.archive
    article = archive.begin(title, year, "", "en")
    review = replace(article.review, rating=Rating("stars5half", stars), published_on=published, status=Status.PUBLISHED)
    work = replace(article.work, countries=countries)
    archive.library.save(Batch((Change(review, 1), Change(work, 1)))).result(timeout=20)


def fill(desk: OpenDesk) -> None:
    write(desk, "Ballerina", 2023, "3.5", "2023-10-06", ("KR",))
    write(desk, "Burning", 2018, "5", "2023-12-01", ("KR", "JP"))
    log = WatchLog(desk.workspace.archive.library)
    log.log(Film("The Beast", 2023), Viewing("", "", PartialDate(2024, 2)))[1].result(timeout=20)
    log.log(Film("Stalker", 1979), Viewing("", ""))[1].result(timeout=20)


def page_of(desk: OpenDesk, qtbot: QtBot) -> LookingBackPage:
    Typist().press("Ctrl+4")
    qtbot.waitUntil(lambda: isinstance(desk.window.places.currentWidget(), LookingBackPage), timeout=10_000)
    page = desk.window.places.currentWidget()
    assert isinstance(page, LookingBackPage)
    qtbot.waitUntil(lambda: not page.is_counting, timeout=10_000)
    return page


def test_the_page_comes_at_once_and_says_that_it_counts(desk: OpenDesk, qtbot: QtBot) -> None:
    fill(desk)
    desk.window.actions_by_id["looking_back"].trigger()
    page = desk.window.places.currentWidget()
    assert isinstance(page, LookingBackPage)
    assert (page.totals(), page.views()) == ("Counting…", ())
    qtbot.waitUntil(lambda: not page.is_counting, timeout=10_000)
    assert focused() in page.views()[0].buttons, "the keys have something to act on"
    bar = view_of(page, "Films by year").buttons[0]
    bar.setFocus()
    desk.window.show_library()
    again = page_of(desk, qtbot)
    assert view_of(again, "Films by year").buttons[0] is bar, "the same figures are the same pictures"


def view_of(page: LookingBackPage, title: str) -> ChartView:
    return next(view for view in page.views() if view.chart.title.startswith(title))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_an_empty_library_says_how_the_pictures_come(desk: OpenDesk, qtbot: QtBot) -> None:
    page = page_of(desk, qtbot)
    assert page.views() == ()
    assert page.empty_state.words() == "Write, rate and log what you see; the pictures of it come by themselves."
    assert QApplication.focusWidget() is page.empty_state.action


def test_the_charts_tell_what_was_written_rated_and_seen(desk: OpenDesk, qtbot: QtBot) -> None:
    fill(desk)
    page = page_of(desk, qtbot)
    assert [view.chart.title for view in page.views()] == [
        "Ratings, drafts too: Stars out of 5, with halves",
        "Mean rating of what is published, by year: Stars out of 5, with halves",
        "Words published, by month",
        "Films by year of release",
        "Films by country",
        "Seen and never written up, by year",
    ]
    assert page.totals().startswith("2 reviews · 2 films · ")
    page.setFixedWidth(240)
    qtbot.waitUntil(lambda: page._totals.text_shown().endswith("…"))
    page.setFixedWidth(900)
    qtbot.waitUntil(lambda: page._totals.text_shown() == page.totals())
    said = {view.chart.title: [bar.said for bar in view.chart.bars] for view in page.views()}
    assert said["Films by country"] == ["South Korea: 2 films", "Japan: 1 film"]
    assert said["Films by year of release"][0] == "2018: 1 film"
    assert said["Films by year of release"][1] == "2019: 0 films"
    assert said["Seen and never written up, by year"] == [
        "2024: 1 film seen and never written up",
        "No date: 1 film seen and never written up",
    ]
    assert said["Mean rating of what is published, by year: Stars out of 5, with halves"] == ["2023: 4.2 in the mean, 2 reviews"]
    assert [bar.label for bar in view_of(page, "Words").chart.bars] == ["Oct 2023", "Nov 2023", "Dec 2023"]


def test_the_focus_comes_to_a_bar_that_has_something(desk: OpenDesk, qtbot: QtBot) -> None:
    write(desk, "Ballerina", 2023, "3.5", "2023-10-06", ("KR",))
    page_of(desk, qtbot)
    bar = focused()
    assert isinstance(bar, BarButton)
    assert bar.bar.said == "★★★½: 1 review"


def test_each_bar_is_a_button_with_a_name_that_the_arrows_reach(desk: OpenDesk, qtbot: QtBot) -> None:
    fill(desk)
    page = page_of(desk, qtbot)
    for view in page.views():
        for button in view.buttons:
            name = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
            assert name == button.bar.said == button.toolTip()
            assert button.width() > 0
        assert [button.focusPolicy() for button in view.buttons].count(Qt.FocusPolicy.StrongFocus) == 1
    view = view_of(page, "Films by year")
    view.buttons[-1].setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    assert QApplication.focusWidget() is view.buttons[-2]
    QTest.keyClick(focused(), Qt.Key.Key_Home)
    assert QApplication.focusWidget() is view.buttons[0]
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, BarButton)
    assert focus in view_of(page, "Films by country").buttons, "Tab goes to the next chart, not to the next bar"


def test_enter_on_a_bar_looks_for_the_reviews_behind_it(desk: OpenDesk, qtbot: QtBot) -> None:
    fill(desk)
    page = page_of(desk, qtbot)
    wanted = {
        "Ratings": ("scale:stars5half rating:5/5", -1),
        "Mean": ("status:published scale:stars5half published:2023", 0),
        "Words": ("status:published published:2023-10", 0),
        "Films by year": ("year:2018", 0),
        "Films by country": ("country:KR", 0),
    }
    for title, (query, at) in wanted.items():
        button = view_of(page, title).buttons[at]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
        assert desk.window.places.currentWidget() is desk.window.library
        assert str(desk.window.library.search_line.query()) == query
        page = page_of(desk, qtbot)


def test_as_many_reviews_are_behind_a_decade_as_it_says(desk: OpenDesk, qtbot: QtBot) -> None:
    fill(desk)
    write(desk, "Early Rain", 1899, "4", "1949-12-31", ())
    page = page_of(desk, qtbot)
    for title in ("Films by year", "Words", "Mean"):
        button = view_of(page, title).turn_button
        assert button is not None
        button.click()
    counted = desk.workspace.archive.count
    for bar in view_of(page, "Films by year").chart.bars:
        assert counted(parse_query(bar.query)) == bar.value, bar
    for title in ("Words", "Mean"):
        first = view_of(page, title).chart.bars[0]
        assert (first.label, counted(parse_query(first.query))) == ("1940s", 1)


def idle(log: WatchLogView) -> bool:
    return not log.is_reading()


def test_what_was_never_written_up_opens_the_watch_log(desk: OpenDesk, qtbot: QtBot) -> None:
    fill(desk)
    for at, titles in ((0, ["The Beast"]), (-1, ["Stalker"])):
        view_of(page_of(desk, qtbot), "Seen").buttons[at].click()
        log = desk.window.places.currentWidget()
        assert isinstance(log, WatchLogView)
        qtbot.waitUntil(partial(idle, log), timeout=10_000)
        assert [row.title for row in log.rows()] == titles


def test_the_pictures_are_saved_as_one_drawing_with_the_words_in_it(desk: OpenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    fill(desk)
    page = page_of(desk, qtbot)
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        current_theme().apply(scheme, 100)
        drawing = page.svg()
        texts = {"".join(node.itertext()).strip() for node in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")}
        assert {"South Korea", "Films by country", "2018", "Oct 2023"} <= texts
        root = ET.fromstring(drawing)
        wide = float(root.attrib["width"].removesuffix("mm")) / 25.4 * 96
        assert round(wide) == 960 == int(root.attrib["viewBox"].split()[2]), "as large as it was drawn"
        families = {node.attrib["font-family"] for node in root.iter() if "font-family" in node.attrib}
        assert families
        assert all(family.endswith("', sans-serif") for family in families)
        assert current_theme().colour(Colour.ACCENT).name() in drawing.decode().lower()
    current_theme().apply(Scheme.LIGHT, 100)
    page.save_button.click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "back.svg"))  # type: ignore[attr-defined]
    dialog.close()
    assert (tmp_path / "back.svg").read_bytes().startswith(b"<?xml")
    assert desk.window.toast.text() == "Saved: back.svg"


def test_a_folder_that_is_not_there_is_told(desk: OpenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    fill(desk)
    page_of(desk, qtbot)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    page = page_of(desk, qtbot)
    page.save_button.click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "file" / "back.svg"))  # type: ignore[attr-defined]
    dialog.close()
    assert "something else has the name “file”" in desk.window.toast.text()


def test_a_year_in_which_nothing_was_rated_has_its_place(desk: OpenDesk, qtbot: QtBot) -> None:
    fill(desk)
    write(desk, "Poetry", 2010, "4", "2020-05-05", ("KR",))
    view = view_of(page_of(desk, qtbot), "Mean")
    assert [bar.label for bar in view.chart.bars] == ["2020", "2021", "2022", "2023"]
    assert [bar.said for bar in view.chart.bars][1:3] == ["2021: nothing rated", "2022: nothing rated"]


def test_few_bars_have_room_for_every_label(desk: OpenDesk, qtbot: QtBot) -> None:
    fill(desk)
    view = view_of(page_of(desk, qtbot), "Seen")
    metrics = QFontMetricsF(current_theme().font(Type.CAPTION))
    for button in view.buttons:
        assert button.width() >= metrics.horizontalAdvance(button.bar.label)
