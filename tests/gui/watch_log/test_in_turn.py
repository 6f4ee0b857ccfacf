"""Quick fingers in the watch log: what is asked for while something is still being written is done after it, in order."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.errors import SaveError
from desktop.gui.watch_log.place import WatchLogPlace
from desktop.services.archive import open_archive
from desktop.services.watch_log import WatchLog
from tests.benchmarks.watch_log import fill_log
from tests.gui.desk import real_desk
from tests.gui.held_store import HeldStore

MANY = 3000


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[OpenDesk]:
    """The window on a log of some viewings, as many as the test says."""
    archive = open_archive(tmp_path / "library")
    fill_log(archive.library, getattr(request, "param", 6))
    archive.library.close()
    with real_desk(tmp_path, qtbot, preview=False) as opened:
        opened.window.actions_by_id["show_watch_log"].trigger()
        qtbot.waitUntil(lambda: not page_of(opened).is_reading(), timeout=20_000)
        yield opened


def page_of(desk: OpenDesk) -> WatchLogPlace:
    page = desk.window.places.currentWidget()
    assert isinstance(page, WatchLogPlace)
    return page


def stored(desk: OpenDesk) -> dict[str, bool]:
    """Return every viewing, and whether it is in the trash."""
    log = WatchLog(desk.workspace.archive.library)
    return {row.id: trashed for trashed in (False, True) for row in log.rows(trashed=trashed)}


def trash(desk: OpenDesk, *ids: str) -> None:
    page_of(desk).trash_asked.emit(list(ids))


def turn(desk: OpenDesk, command: str, times: int = 1) -> None:
    for _time in range(times):
        if desk.window.actions_by_id[command].isEnabled():
            desk.window.actions_by_id[command].trigger()


def settled(desk: OpenDesk, qtbot: QtBot) -> None:
    """Wait until nothing of what was asked for is still to be done."""
    qtbot.waitUntil(lambda: not page_of(desk).is_writing(), timeout=30_000)


def test_two_quick_undos_take_back_two_steps(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    one, other = list(stored(desk))[:2]
    trash(desk, one)
    settled(desk, qtbot)
    disk.held = True
    trash(desk, other)
    assert desk.window.actions_by_id["undo"].text() == "&Undo Move to Trash", "what is being written can be taken back already"
    turn(desk, "undo", 2)
    disk.release()
    settled(desk, qtbot)
    assert not any(stored(desk).values())
    turn(desk, "redo", 2)
    settled(desk, qtbot)
    assert [key for key, trashed in stored(desk).items() if trashed] == sorted([one, other], key=list(stored(desk)).index)


def test_an_undo_of_what_could_not_be_written_takes_back_nothing_else(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    one, other = list(stored(desk))[:2]
    trash(desk, one)
    settled(desk, qtbot)
    disk.held = True
    trash(desk, other)
    turn(desk, "undo")
    disk.refuse(SaveError("The disk is full.", "disk full"))
    settled(desk, qtbot)
    assert {key for key, trashed in stored(desk).items() if trashed} == {one}
    assert desk.window.toast.text() == "Nothing was changed: disk full. See to that, then try again."


def test_an_undo_of_what_was_so_already_takes_back_nothing_else(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    one, other = list(stored(desk))[:2]
    trash(desk, one)
    settled(desk, qtbot)
    disk.held = True
    page_of(desk).restore_asked.emit([other])
    assert desk.window.actions_by_id["undo"].text() == "&Undo Restore"
    turn(desk, "undo")
    disk.release()
    settled(desk, qtbot)
    assert {key for key, trashed in stored(desk).items() if trashed} == {one}
    assert desk.window.actions_by_id["undo"].text() == "&Undo Move to Trash"


def test_what_waits_is_done_before_the_window_goes(desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    (one, *_rest) = stored(desk)
    disk.held = True
    trash(desk, one)
    turn(desk, "undo")
    disk.release()
    desk.window.close()
    assert not any(stored(desk).values())


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_quick_acts_leaves_what_they_say(seed: int, desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    draw = random.Random(seed)
    model, past, future = stored(desk), list[dict[str, bool]](), list[dict[str, bool]]()
    for _act in range(30):
        what = draw.choices(["trash", "restore", "undo", "redo", "hold", "release", "settle"], [5, 4, 6, 4, 3, 3, 1])[0]
        if what in ("trash", "restore"):
            those = [key for key, trashed in model.items() if trashed is (what == "restore")]
            some = draw.sample(those, min(len(those), draw.randint(1, 3)))
            if some:
                (page_of(desk).trash_asked if what == "trash" else page_of(desk).restore_asked).emit(some)
                past.append(model)
                future.clear()
                model = model | dict.fromkeys(some, what == "trash")
        elif what in ("undo", "redo"):
            source, target = (past, future) if what == "undo" else (future, past)
            assert desk.window.actions_by_id[what].isEnabled() == bool(source), f"{what} is what it says"
            turn(desk, what)
            if source:
                target.append(model)
                model = source.pop()
        elif what == "settle":
            disk.release()
            settled(desk, qtbot)
            assert stored(desk) == model
        else:
            disk.held = what == "hold"
            if what == "release":
                disk.release()
    disk.release()
    settled(desk, qtbot)
    assert stored(desk) == model
    assert desk.workspace.archive.verify() == []


@pytest.mark.parametrize("desk", [MANY], indirect=True)
def test_thousands_go_to_the_trash_and_come_back_while_the_window_lives(desk: OpenDesk, qtbot: QtBot) -> None:
    ids, log = list(stored(desk)), WatchLog(desk.workspace.archive.library)
    begun = time.perf_counter()
    log.stored(ids)
    reading = time.perf_counter() - begun
    begun = time.perf_counter()
    trash(desk, *ids)
    taken = [time.perf_counter() - begun]
    settled(desk, qtbot)
    assert all(stored(desk).values())
    begun = time.perf_counter()
    turn(desk, "undo")
    taken.append(time.perf_counter() - begun)
    settled(desk, qtbot)
    assert not any(stored(desk).values())
    assert max(taken) < reading / 2, "who asked waits for nothing that is read"
