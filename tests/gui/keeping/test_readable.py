"""Readable copies through the real window: filled at the start, close behind, complete at the end, switched off."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.article import Article
from desktop.gui.keeping import readable as keeping_readable
from desktop.services.formats import Export, Options
from desktop.services.readable import SWITCH
from desktop.storage.library import Library
from desktop.storage.opening import SHARED_FILE
from tests.gui.desk import real_desk
from tests.storage.builders import keep, kept


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test waits for nothing that a critic does not wait for either."""
    monkeypatch.setattr(keeping_readable, "FIRST_MS", 0)
    monkeypatch.setattr(keeping_readable, "BEHIND_MS", 10)


def copies(root: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (root / "readable").glob("*.md"))


def test_copies_are_filled_follow_a_save_and_are_complete_at_the_end(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "library"
    with Library.open(root) as library:
        article = kept(library, "Ballerina", "Kim Ji-hun")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        with qtbot.waitSignal(desk.readable.written, timeout=30_000):
            desk.readable.begin()
        assert "A dancer takes revenge." in copies(root)
        with qtbot.waitSignal(desk.readable.written, timeout=30_000):
            keep(desk.workspace.archive.library, replace(article.work, logline="Told in one line."), base=1)
        assert "Told in one line." in copies(root)
        assert desk.window.notices.texts() == {}
        keep(desk.workspace.archive.library, replace(article.people[0], name="Kim Jihun"), base=1)
    assert "Kim Jihun" in copies(root)
    assert "Kim Jihun" in (root / "readable" / SHARED_FILE).read_text(encoding="utf-8")


def test_a_long_fill_says_how_far_it_is_and_can_wait(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_readable, "MANY", 2)
    monkeypatch.setattr(keeping_readable, "SLICE_SECONDS", 0.0)
    root = tmp_path / "library"
    with Library.open(root) as library:
        for number in range(6):
            kept(library, f"Film {number}")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        with qtbot.waitSignal(desk.readable.written, timeout=30_000):
            desk.readable.begin()
        assert "Writing readable copies of 5 reviews: 0 %." in desk.window.notices.texts()["readable"]
        (not_now,) = desk.window.notices.buttons("readable")
        not_now.click()
        assert desk.window.notices.texts() == {}
    left = len(list((root / "readable").glob("*.md")))
    assert 0 < left < 6
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.readable.begin()
        qtbot.waitUntil(lambda: len(list((root / "readable").glob("*.md"))) == 6, timeout=30_000)


def test_the_switch_is_kept_in_the_library(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "library"
    with Library.open(root) as library:
        kept(library)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        about = desk.libraries.show_about()
        assert about.copies.isChecked()
        about.copies.click()
        about.reject()
        qtbot.waitUntil(lambda: desk.workspace.archive.library.recall(SWITCH) == "off", timeout=30_000)
        desk.readable.begin()
    assert copies(root) == ""
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.readable.begin()
        about = desk.libraries.show_about()
        assert not about.copies.isChecked()
        with qtbot.waitSignal(desk.readable.written, timeout=30_000):
            about.copies.click()
        about.reject()
    assert "A dancer takes revenge." in copies(root)


def test_a_sitting_too_short_to_look_writes_what_was_stale_when_it_ends(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_readable, "FIRST_MS", 60_000)
    root = tmp_path / "library"
    with Library.open(root) as library:
        kept(library, "Ballerina")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.readable.begin()
        assert copies(root) == ""
    assert "A dancer takes revenge." in copies(root)
    assert (root / "readable" / SHARED_FILE).is_file()


def test_closing_waits_two_seconds_at_most_and_the_next_start_goes_on(tmp_path: Path, qtbot: QtBot) -> None:
    """Each copy is held up for half a second, as on a slow disk; what is not written by the end is written at the next start."""
    root, held = tmp_path / "library", threading.Event()
    with Library.open(root) as library:
        for number in range(12):
            kept(library, f"Film {number}")
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        render = desk.readable._copies._render

        def slowly(article: Article, options: Options) -> Export:
            held.wait(0.5)
            return render(article, options)

        desk.readable._copies._render = slowly
        desk.readable.begin()
        qtbot.waitUntil(lambda: bool(list((root / "readable").glob("*.md"))), timeout=30_000)
        begun = time.monotonic()
        desk.readable.finish()
        took = time.monotonic() - begun
    assert took < keeping_readable.LAST_SECONDS + 0.5
    written = len(list((root / "readable").glob("*.md")))
    assert 0 < written < 12
    assert not list((root / "readable").glob("*.part"))
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        desk.readable.begin()
        qtbot.waitUntil(lambda: len(list((root / "readable").glob("*.md"))) == 12, timeout=30_000)
