"""What a chart leaves out is said, and one press away, in the window and in the file of it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.looking_back import Figure, LookingBack, Mean, RatingFigures, widened
from desktop.core.rating import scale_of
from desktop.gui.looking_back.chart_view import ChartView
from desktop.gui.looking_back.charts import Bar, Chart, charts_of
from desktop.gui.looking_back.page import LookingBackPage
from tests.gui.desk import back_to

_YEARS, _WORDS = "Films by year of release", "Words published, by month"
_DIRECTORS, _SEEN = "Films by director", "Seen and never written up, by year"


def archive() -> LookingBack:
    """Figures of a long life: films since 1895, reviews since 1949, and 205 directors."""
    films = tuple(Figure(str(year), 2, reviews=3) for year in (1895, 1921, *range(1950, 2027)))
    words = tuple(Figure(f"{year}-06", 100) for year in range(1949, 2027))
    spread = tuple(Figure(value, 8) for value in scale_of("stars5half").values)
    means = tuple(Mean(str(year), 1 if year < 1960 else 0, reviews=3 if year == 1959 else 1) for year in range(1949, 2027))
    directors = tuple(Figure(f"Director {number}", 300 - number) for number in range(205))
    unwritten = (Figure("", 4), Figure("1931", 1), Figure("1938", 2), Figure("2020", 1))
    return LookingBack(80, 7800, 158, 8, (RatingFigures("stars5half", spread, means),), words, films, (), directors, unwritten)


def chart(title: str, turned: int = 0, figures: LookingBack | None = None) -> Chart:
    found = charts_of(figures or archive(), {each.title: turned for each in charts_of(archive())})
    return next(each for each in found if each.title.startswith(title))


def ends(found: Chart) -> tuple[str, str]:
    return found.bars[0].label, found.bars[-1].label


def test_years_that_are_left_out_are_told_and_all_of_them_can_be_seen() -> None:
    cut = chart(_YEARS)
    assert (len(cut.bars), ends(cut)) == (60, ("1967", "2026"))
    assert cut.note == "1967 to 2026; 38 films of earlier years are not shown."
    assert cut.turn is not None
    assert (cut.turn.words, cut.turn.to) == ("Show all", 1)
    whole = chart(_YEARS, 1)
    assert (len(whole.bars), ends(whole)) == (14, ("1890s", "2020s"))
    assert whole.note == "All from 1895 to 2026, by decade."
    assert sum(bar.value for bar in whole.bars) == 158
    assert whole.bars[0] == Bar("1890s", 2, "2", "1890s: 2 films, 3 reviews", "year:1890..1899")
    assert whole.bars[1].said == "1900s: 0 films"
    assert whole.turn is not None
    assert (whole.turn.words, whole.turn.to) == ("Show the last 60 years", 0)


def test_months_become_years_and_those_decades_as_far_as_it_needs() -> None:
    cut = chart(_WORDS)
    assert ends(cut) == ("Jul 2023", "Jun 2026")
    assert cut.note == "Jul 2023 to Jun 2026; 7,500 words of earlier months are not shown."
    whole = chart(_WORDS, 1)
    assert ends(whole) == ("1940s", "2020s")
    assert whole.bars[1].query == "status:published published:1950..1959"
    few = replace(archive(), words_by_month=(Figure("2019-01", 1), Figure("2026-11", 8)))
    by_year = chart(_WORDS, 1, few)
    assert [bar.label for bar in by_year.bars] == [str(year) for year in range(2019, 2027)]
    assert by_year.note == "All from Jan 2019 to Nov 2026, by year."
    assert by_year.bars[0].query == "status:published published:2019"


def test_words_of_which_no_month_is_known_are_told_and_counted_by_year() -> None:
    figures = replace(archive(), words_by_month=(Figure("2023", 10), Figure("2023-11", 5), Figure("2024-01", 3)))
    cut, by_year = chart(_WORDS, 0, figures), chart(_WORDS, 1, figures)
    assert [(bar.label, bar.value) for bar in cut.bars] == [("Nov 2023", 5), ("Dec 2023", 0), ("Jan 2024", 3)]
    assert cut.note == "Nov 2023 to Jan 2024; 10 words of earlier or unknown months are not shown."
    assert [(bar.label, bar.value) for bar in by_year.bars] == [("2023", 15), ("2024", 3)]
    assert by_year.note == "All from 2023 to Jan 2024, by year."


def test_the_mean_of_a_decade_counts_every_rating_once() -> None:
    cut = chart("Mean")
    assert cut.note == "1967 to 2026; 20 reviews of earlier years are not shown."
    whole = chart("Mean", 1)
    assert [bar.shown for bar in whole.bars[:3]] == ["5.0", "5.0", "0.5"]
    assert 0 < whole.bars[2].value < 0.05, "the worst of means is no year without ratings"
    mixed = replace(
        archive().ratings[0], by_year=(Mean("1951", 1.0, reviews=3), Mean("1959", 0.0, reviews=1), Mean("2026", 0.0, reviews=1))
    )
    (fifties, *_) = chart("Mean", 1, replace(archive(), ratings=(mixed,))).bars
    assert (round(fifties.value, 6), fifties.query) == (0.75, "status:published scale:stars5half published:1950..1959")


def test_names_come_five_times_as_many_with_each_press_and_end_with_all_of_them() -> None:
    shown = [chart(_DIRECTORS, turned) for turned in range(3)]
    assert [len(each.bars) for each in shown] == [20, 100, 205]
    assert [each.note for each in shown] == ["20 of 205 directors.", "100 of 205 directors.", ""]
    assert [each.turn.words for each in shown if each.turn] == ["Show the first 100", "Show all 205", "Show the first 20"]
    assert shown[2].bars[-1].query == 'director:"Director 204"'
    few = chart(_DIRECTORS, 0, replace(archive(), films_by_director=archive().films_by_director[:20]))
    assert (few.note, few.turn) == ("", None)


def test_what_was_never_written_up_keeps_its_undated_films() -> None:
    cut, whole = chart(_SEEN), chart(_SEEN, 1)
    assert cut.note == "1961 to 2020; 3 films of earlier years are not shown."
    assert [(bar.label, bar.value, bar.seen) for bar in whole.bars if bar.value] == [
        ("1930s", 3, "193"),
        ("2020s", 1, "202"),
        ("No date", 4, ""),
    ]


def test_a_slip_of_the_year_makes_no_endless_axis() -> None:
    slipped = (Figure("0023", 1), Figure("2023", 5), Figure("9023", 1))
    assert [each.name for each in widened(slipped, 60)] == ["002", "202", "902"]


def view_of(page: LookingBackPage, title: str) -> ChartView:
    return next(view for view in page.views() if view.chart.title == title)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_button_turns_its_chart_alone_by_keyboard_and_in_the_file_too(qtbot: QtBot) -> None:
    page = LookingBackPage()
    qtbot.addWidget(page)
    page.resize(1400, 900)
    page.show()
    back_to(page, qtbot)
    page.show_figures(archive())
    other, view = view_of(page, _WORDS), view_of(page, _YEARS)
    button = view.turn_button
    assert button is not None
    assert button.accessibleName() == "Show all: Films by year of release"
    assert view.accessibleDescription() == view.chart.note
    assert not any(button.geometry().intersects(bar.geometry()) for bar in view.buttons)
    assert button.geometry().right() <= view.width()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert view_of(page, _WORDS) is other
    whole = view_of(page, _YEARS)
    assert whole.chart.bars[0].label == "1890s"
    assert QApplication.focusWidget() is whole.turn_button
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in whole.buttons, "a picture made anew stands where the old one stood"
    opened: list[Bar] = []
    page.bar_opened.connect(opened.append)
    QTest.keyClick(focused(), Qt.Key.Key_Home)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert [bar.query for bar in opened] == ["year:1890..1899"]
    texts = {"".join(node.itertext()).strip() for node in ET.fromstring(page.svg()).iter("{http://www.w3.org/2000/svg}text")}
    assert {"All from 1895 to 2026, by decade.", "1890s", "20 of 205 directors."} <= texts
