"""The watch log: logged, changed, trashed, and all of it taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.dates import PartialDate
from desktop.core.errors import NotFoundError
from desktop.core.viewing import Viewing
from desktop.services.archive import Archive
from desktop.services.watch_log import Film, WatchLog

SEEN = Viewing("", "", PartialDate(2023, 10, 6), venue="home", format="Stream")


def logged(log: WatchLog, film: Film, seen: Viewing = SEEN) -> Viewing:
    viewing, future = log.log(film, seen, "Log")
    future.result(timeout=20)
    return viewing


def test_a_new_film_is_made_and_a_known_one_is_seen_again(log: WatchLog) -> None:
    first = logged(log, Film("  Ballerina ", 2023))
    assert (log.work(first.work).title, log.work(first.work).year) == ("Ballerina", 2023)
    logged(log, Film("Ballerina", 2023, first.work))
    assert [(row.label, row.nth) for row in log.rows()] == [("Ballerina (2023)", 2), ("Ballerina (2023)", 1)]


def test_undo_takes_the_viewing_and_its_new_film_away_and_redo_brings_both_back(log: WatchLog) -> None:
    viewing = logged(log, Film("Ballerina", 2023))
    assert log.can_undo == "Log"
    log.undo().result(timeout=20)  # type: ignore[union-attr]
    assert (log.rows(), log.can_undo, log.can_redo) == ([], "", "Log")
    with pytest.raises(NotFoundError):
        log.work(viewing.work)
    log.redo().result(timeout=20)  # type: ignore[union-attr]
    assert log.viewing(viewing.id) == viewing
    assert log.work(viewing.work).title == "Ballerina"
    assert log.undo() is not None
    assert (log.undo(), log.can_redo) == (None, "Log")


def test_undo_of_a_seen_film_leaves_what_others_use(log: WatchLog, archive: Archive) -> None:
    article = archive.begin("Ballerina", 2023, "", "en")
    logged(log, Film("Ballerina", 2023, article.work.id))
    log.undo().result(timeout=20)  # type: ignore[union-attr]
    assert archive.load(article.review.id).article.work.title == "Ballerina"


def test_a_change_and_a_deletion_are_taken_back_one_by_one(log: WatchLog) -> None:
    viewing = logged(log, Film("Ballerina", 2023))
    log.change([replace(viewing, venue="Alice Tully Hall", number=3)], "Change").result(timeout=20)
    log.trash(log.stored([viewing.id]), "Trash").result(timeout=20)
    assert (log.rows(), [row.nth for row in log.rows(trashed=True)]) == ([], [3])
    log.undo().result(timeout=20)  # type: ignore[union-attr]
    assert log.rows()[0].venue == "Alice Tully Hall"
    log.undo().result(timeout=20)  # type: ignore[union-attr]
    assert log.viewing(viewing.id) == viewing
    log.redo().result(timeout=20)  # type: ignore[union-attr]
    assert log.viewing(viewing.id).number == 3


def test_undo_leaves_what_was_changed_again_since(log: WatchLog) -> None:
    viewing = logged(log, Film("Ballerina", 2023))
    log.change([replace(viewing, venue="Alice Tully Hall")], "Change").result(timeout=20)
    log.link(viewing.id, "a" * 32).result(timeout=20)
    log.undo().result(timeout=20)  # type: ignore[union-attr]
    assert log.viewing(viewing.id) == replace(viewing, review="a" * 32)


def test_a_change_that_changes_nothing_is_no_step(log: WatchLog) -> None:
    viewing = logged(log, Film("Ballerina", 2023))
    log.change([viewing], "Change").result(timeout=20)
    assert log.can_undo == "Log"


def test_several_are_trashed_and_restored_in_one_step(log: WatchLog) -> None:
    viewings = [logged(log, Film(title)) for title in ("Ballerina", "The Beast", "Beef")]
    log.trash(log.stored([viewing.id for viewing in viewings]), "Trash").result(timeout=20)
    assert log.rows() == []
    log.restore(log.stored([viewing.id for viewing in viewings]), "Restore").result(timeout=20)
    assert len(log.rows()) == 3
    log.undo().result(timeout=20)  # type: ignore[union-attr]
    assert len(log.rows(trashed=True)) == 3
