"""The bar after a change of many reviews was killed half way: it says how far it came, and goes on or back with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.bulk import ChangeTags
from desktop.gui.changing_many import ChangingMany
from desktop.gui.library import broken_off
from desktop.services.broken_off import is_told
from desktop.services.bulk import Chosen
from tests.gui.desk import real_desk
from tests.gui.library.conftest import settle
from tests.services.broken_changes import AFTER, BEFORE, COUNT, killed, library_of, tags_of
from tests.services.changing_killed import AT_ONCE

KEY = "broken_off"


@pytest.fixture(params=[0])
def desk(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """The window on a library of which a change was killed, or its undo (1) or redo (2)."""
    library_of(tmp_path / "library")
    killed(tmp_path / "library", request.param, AT_ONCE * 2)
    with real_desk(tmp_path, qtbot, preview=False) as opened:
        settle(qtbot, opened.window.library)
        qtbot.waitUntil(lambda: KEY in opened.window.notices.texts(), timeout=20_000)
        yield opened


def press(desk: OpenDesk, word: str) -> None:
    """Press a button of the bar."""
    next(button for button in desk.window.notices.buttons(KEY) if button.text() == word).click()


def gone(desk: OpenDesk, qtbot: QtBot) -> None:
    """Wait until the bar is gone and there is no word of the change any more."""
    qtbot.waitUntil(lambda: KEY not in desk.window.notices.texts(), timeout=20_000)
    qtbot.waitUntil(lambda: not is_told(desk.workspace.archive), timeout=20_000)


def changed(desk: OpenDesk) -> int:
    return sum(tags == AFTER for tags in tags_of(desk.workspace.archive).values())


def test_it_says_how_far_the_change_came_and_shows_which(desk: OpenDesk, qtbot: QtBot) -> None:
    count = changed(desk)
    assert AT_ONCE * 2 <= count < COUNT
    said = f"“Change Tags” was broken off: {count} of {COUNT} reviews are changed."
    assert desk.window.notices.texts()[KEY] == said
    words = [button.text() for button in desk.window.notices.buttons(KEY)]
    assert words == ["Show Them", "Go On", "Undo", "Leave It So"]
    press(desk, "Show Them")
    settle(qtbot, desk.window.library)
    selected = desk.window.library.selected_ids()
    assert {tags_of(desk.workspace.archive)[each] for each in selected} == {AFTER}
    assert len(selected) == count


def test_what_was_changed_is_shown_from_wherever_the_list_stands(
    desk: OpenDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = desk.window.library
    library.show_place("published")
    settle(qtbot, library)
    assert library.count() == 0
    monkeypatch.setattr(broken_off, "_SHOWN", 30)
    press(desk, "Show Them")
    settle(qtbot, library)
    assert len(library.selected_ids()) == 30
    assert {tags_of(desk.workspace.archive)[each] for each in library.selected_ids()} == {AFTER}
    count = changed(desk)
    said = f"The first 30 of the {count} reviews are selected; more are not shown at once."
    assert desk.window.toast.text() == said


def test_it_goes_on_and_one_undo_takes_all_of_it_back(desk: OpenDesk, qtbot: QtBot) -> None:
    press(desk, "Go On")
    gone(desk, qtbot)
    assert changed(desk) == COUNT
    assert desk.window.toast.text() == f"Tags of {COUNT} reviews changed."
    desk.window.library.list.setFocus()
    desk.window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: changed(desk) == 0, timeout=20_000)
    assert set(tags_of(desk.workspace.archive).values()) == {BEFORE}
    qtbot.waitUntil(lambda: not is_told(desk.workspace.archive), timeout=20_000)


def test_it_goes_back(desk: OpenDesk, qtbot: QtBot) -> None:
    press(desk, "Undo")
    gone(desk, qtbot)
    assert set(tags_of(desk.workspace.archive).values()) == {BEFORE}


def test_undo_by_key_is_the_same(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.window.library.list.setFocus()
    assert desk.window.actions_by_id["undo"].text() == "&Undo Change Tags"
    desk.window.actions_by_id["undo"].trigger()
    gone(desk, qtbot)
    assert set(tags_of(desk.workspace.archive).values()) == {BEFORE}


def test_it_is_left_so_and_told_no_more(desk: OpenDesk, qtbot: QtBot, tmp_path: Path) -> None:
    count = changed(desk)
    press(desk, "Leave It So")
    gone(desk, qtbot)
    assert changed(desk) == count


def test_after_another_change_it_does_not_take_that_back(desk: OpenDesk, qtbot: QtBot) -> None:
    archive, count = desk.workspace.archive, changed(desk)
    other = next(key for key, tags in tags_of(archive).items() if tags == BEFORE)
    many = desk.window.findChild(ChangingMany)
    assert isinstance(many, ChangingMany)
    many.change(Chosen.of([other]), ChangeTags(("rare",)), "Change Tags")
    qtbot.waitUntil(lambda: "rare" in tags_of(archive)[other], timeout=20_000)
    qtbot.waitUntil(lambda: desk.window.actions_by_id["undo"].isEnabled(), timeout=20_000)
    press(desk, "Undo")
    assert desk.window.toast.text() == "Other steps came after it; take those back first (Ctrl+Z)."
    assert ("rare" in tags_of(archive)[other], changed(desk)) == (True, count)


@pytest.mark.parametrize(
    ("desk", "goal", "start", "word"), [(1, BEFORE, AFTER, "Make Again"), (2, AFTER, BEFORE, "Undo")], indirect=["desk"]
)
@pytest.mark.parametrize("on", [True, False])
def test_an_undo_or_redo_goes_on_or_back(
    desk: OpenDesk, goal: tuple[str, ...], start: tuple[str, ...], word: str, on: bool, qtbot: QtBot
) -> None:
    said = desk.window.notices.texts()[KEY]
    assert re.fullmatch(rf"(Un|Re)doing “Change Tags” was broken off: \d+ of {COUNT} reviews are .*\.", said)
    press(desk, "Go On" if on else word)
    gone(desk, qtbot)
    assert set(tags_of(desk.workspace.archive).values()) == {goal if on else start}
