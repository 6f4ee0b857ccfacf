"""The bar below: until when the review in front is under embargo, and what it says of saving read whole beside a long message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from desktop.core.zoned_time import ZonedTime
from desktop.gui.status_bar import DeskStatusBar
from desktop.gui.theme import Type, current_theme
from tests.example import example_article

NOW = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)


def test_an_embargo_is_said_until_it_lifts(qtbot: QtBot) -> None:
    now = [NOW]
    bar = DeskStatusBar(clock=lambda: now[0])
    qtbot.addWidget(bar)
    article = example_article()
    bar.show_article(article)
    assert bar.embargo() == ""
    held = replace(article, review=replace(article.review, embargo=ZonedTime("2026-11-25T21:00", "America/New_York")))
    bar.show_article(held)
    assert bar.embargo() == "Embargo lifts Wed 21:00 New York"
    now[0] += timedelta(days=1)
    bar._lifting.look()
    assert bar.embargo() == "Embargo lifts Wed 21:00 New York"
    now[0] += timedelta(hours=9, minutes=20)
    bar._lifting.look()
    assert bar.embargo() == ""
    bar.show_article(held)
    assert bar.embargo() == ""
    now[0] = NOW
    bar.show_article(held)
    bar.show_article(None)
    assert bar.embargo() == ""


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_bar_is_one_quiet_line_with_its_button_too(qtbot: QtBot, percent: int) -> None:
    theme = current_theme()
    theme.apply("light", percent)
    bar = DeskStatusBar()
    qtbot.addWidget(bar)
    bar.show_where("In your Documents")
    with qtbot.waitExposed(bar):
        bar.show()
    assert bar.move_button.isVisible()
    assert bar.sizeHint().height() <= QFontMetrics(theme.font(Type.CAPTION)).height() + theme.length(10)
    theme.apply("light", 100)


def test_a_long_message_cuts_itself_and_nothing_else(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    bar = DeskStatusBar(window)
    window.setStatusBar(bar)
    window.setFixedWidth(640)
    window.show()
    bar.show_article(None)
    bar.show_library(100_000, 1_234)
    bar.show_kept("Backed up today 09:02")
    bar.show_saved(datetime(2026, 11, 24, 23, 12, 45, tzinfo=UTC))
    message = "Taken back: " + "the change of a very long title, " * 20
    bar.say(message)
    qtbot.waitUntil(lambda: bar.findChildren(QLabel)[0].text().startswith("Saved "))
    said, *rest = sorted((label for label in bar.findChildren(QLabel) if label.text()), key=lambda label: label.text() != message)
    qtbot.waitUntil(lambda: all(label.width() >= label.sizeHint().width() for label in rest), timeout=3000)
    assert len(rest) == 3
    assert said.width() < said.sizeHint().width()
    assert said.toolTip() == message
