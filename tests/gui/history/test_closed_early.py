"""The dialog of snapshots may be gone before what it asked for is written: it is written all the same, without a fault."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.core.history import Snapshot
from desktop.gui.history import SnapshotsDialog
from tests.gui.desk import real_desk
from tests.gui.open_texts import begin_reviews, open_text, stored_by_now
from tests.gui.typist import Typist

ACTS: dict[str, Callable[[SnapshotsDialog, Snapshot], None]] = {
    "taken": lambda dialog, _snapshot: dialog.snapshot_wanted.emit(),
    "named": lambda dialog, snapshot: dialog.name_given.emit(snapshot, "As it was"),
    "deleted": lambda dialog, snapshot: dialog.delete_wanted.emit(snapshot),
}


@pytest.mark.parametrize("what", ACTS)
def test_it_may_close_before_a_snapshot_is_written(what: str, tmp_path: Path, qtbot: QtBot) -> None:
    (review_id,) = begin_reviews(tmp_path / "library", "One")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        open_text(desk, review_id)
        Typist().type("Nobody ever blinks.")
        stored_by_now(desk, qtbot)
        library, snapshots = desk.workspace.archive.library, desk.workspace.archive.snapshots
        desk.window.actions_by_id["snapshots"].trigger()
        (dialog,) = desk.window.findChildren(SnapshotsDialog)
        qtbot.waitUntil(lambda: dialog.comparison.text.toPlainText() != "", timeout=10_000)
        (start,) = snapshots.of(review_id)
        held = threading.Event()
        assert library._writer is not None
        holding = library._writer.submit(lambda _database: held.wait(20))
        ACTS[what](dialog, start)
        delete(dialog)
        held.set()
        assert holding.result(timeout=20)
        library._writer.drain()
        qtbot.wait(1)  # the answers have come
        left = [each.name for each in snapshots.of(review_id)]
        assert left == {"taken": ["", ""], "named": ["As it was"], "deleted": []}[what]
