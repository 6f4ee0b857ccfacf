"""Asking the library away from the window: what is overtaken is broken off, what is less urgent is asked again."""

from __future__ import annotations

import peewee
import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.library.asking import Asking, Kind
from desktop.services.archive import Archive

_ENDLESS = "WITH RECURSIVE each (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM each {most}) SELECT count(*) FROM each"
_MOST = "LIMIT 100000"


class Endless:
    """A question without an end; from its time ``times`` on it is answered at once."""

    def __init__(self, archive: Archive, *, times: int = 1_000) -> None:
        self.archive, self.times, self.asked = archive, times, 0

    def __call__(self) -> str:
        self.asked += 1
        if self.asked < self.times:
            self.archive.library.ask(_count)
        return f"answered at {self.asked}"


def _count(database: peewee.Database) -> None:
    database.execute_sql(_ENDLESS.format(most="")).fetchall()


@pytest.mark.parametrize("newer", [Kind.FIND, Kind.COUNTS])
def test_a_newer_question_of_its_kind_ends_one_that_is_being_answered(
    qtbot: QtBot, asking: Asking, archive: Archive, newer: Kind
) -> None:
    told: list[str] = []
    asking.ask(newer, question := Endless(archive), told.append)
    qtbot.waitUntil(lambda: question.asked == 1, timeout=20_000)
    with qtbot.waitSignal(asking.settled, timeout=20_000):
        asking.ask(newer, lambda: "the newest", told.append)
    assert told == ["the newest"]


def test_what_is_less_urgent_gives_way_and_is_asked_again(qtbot: QtBot, asking: Asking, archive: Archive) -> None:
    told: list[str] = []
    asking.ask(Kind.GROUPS, question := Endless(archive, times=2), told.append)
    qtbot.waitUntil(lambda: question.asked == 1, timeout=20_000)
    with qtbot.waitSignal(asking.settled, timeout=20_000):
        asking.ask(Kind.FIND, lambda: "found", told.append)
    assert told == ["found", "answered at 2"]


def test_what_is_more_urgent_is_not_broken_off(qtbot: QtBot, asking: Asking, archive: Archive) -> None:
    told: list[str] = []
    asked: list[str] = []

    def found() -> str:
        asked.append("found")
        archive.library.ask(lambda database: database.execute_sql(_ENDLESS.format(most=_MOST)).fetchall())
        return "found"

    with qtbot.waitSignal(asking.settled, timeout=20_000):
        asking.ask(Kind.FIND, found, told.append)
        asking.ask(Kind.COUNTS, lambda: "counted", told.append)
    assert told == ["found", "counted"]
    assert asked == ["found"]
