"""The line in which requests wait for their turn."""

from __future__ import annotations

import pytest

from desktop.gui.waiting_line import Asked, Turn, WaitingLine


def test_the_undo_of_a_change_that_fails_to_begin_takes_back_no_earlier_one() -> None:
    line, done = WaitingLine(), list[str]()

    def fault() -> None:
        raise RuntimeError

    line.add(Asked(Turn.CHANGE, lambda: done.append("first"), "First"))
    line.go_on()
    line.add(Asked(Turn.CHANGE, fault, "Second"))
    line.add(Asked(Turn.UNDO, lambda: done.append("undo")))
    assert line.labels_after([], []) == ("First", "Second")
    line.end()
    with pytest.raises(RuntimeError):
        line.go_on()
    line.go_on()
    assert (line.is_empty, done) == (True, ["first"])
