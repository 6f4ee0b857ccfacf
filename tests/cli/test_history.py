"""``matinee history``: lists, shows and brings back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.core.history import Reason
from desktop.core.review import Status
from desktop.core.saving import Batch, Change
from desktop.core.standing_words import standing_words
from desktop.storage.library import Library
from tests.cli.conftest import SLUG, Matinee
from tests.example import drawn_article

FIRST = datetime(2026, 11, 18, 8, tzinfo=UTC)
THEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 18, tzinfo=UTC)


@pytest.fixture
def kept(library: Path) -> Path:
    """The library with snapshots of the example, of which the film's running time and the standfirst changed since."""
    article = drawn_article()
    with Library.open(library) as opened:
        edited = replace(article, review=replace(article.review, standfirst="Other words."))
        work = replace(article.work, runtime=141)
        opened.snapshots.clock = lambda: FIRST
        opened.save(Batch((Change(edited.review, 1), Change(work, 1)))).result(timeout=20)
        opened.snapshots.clock = lambda: THEN
        opened.snapshots.take(article, Reason.BY_HAND).result(timeout=20)
        opened.snapshots.clock = lambda: LATER
        opened.snapshots.take(edited, Reason.BY_HAND, "As sent").result(timeout=20)
    return library


def test_it_lists_the_newest_first(matinee: Matinee, kept: Path) -> None:
    done = matinee("history", SLUG, "--library", kept)
    assert (done.status, done.err) == (0, "")
    lines = [line.split("\t") for line in done.out.splitlines()]
    assert [(line[0], *line[2:]) for line in lines] == [
        ("2026-11-22 18:00:00", "by_hand", "As sent"),
        ("2026-11-20 09:30:00", "by_hand"),
        ("2026-11-18 08:00:00", "sitting"),
    ]
    plain = matinee("history", SLUG, "--json", "--library", kept).plain
    assert [row["at"] for row in plain] == ["2026-11-22T18:00:00Z", "2026-11-20T09:30:00Z", "2026-11-18T08:00:00Z"]
    assert [row["name"] for row in plain] == ["As sent", "", ""]
    assert all(row["words"] > 100 for row in plain)


@pytest.mark.parametrize("when", ["As sent", "2026-11-22T18:00:00Z", "2026-11-22 18:00", "2026-11-22", "2026"])
def test_a_moment_or_a_name_shows_one(matinee: Matinee, kept: Path, when: str) -> None:
    assert "Other words." in matinee("history", SLUG, "--show", when, "--library", kept).out
    whole = matinee("history", SLUG, "--show", when, "--json", "--library", kept).plain
    assert whole["article"]["review"]["standfirst"] == "Other words."


@pytest.mark.parametrize("when", ["", "yesterday", "2025", "2026-11-22 18:01"])
def test_what_no_snapshot_is_called_is_told(matinee: Matinee, kept: Path, when: str) -> None:
    done = matinee("history", SLUG, "--show", when, "--library", kept)
    assert (done.status, done.out) == (1, "")
    assert "There is no snapshot" in done.err


def test_a_review_is_brought_back_exactly_and_its_present_is_kept(matinee: Matinee, kept: Path) -> None:
    done = matinee("history", SLUG, "--restore", "2026-11-20", "--library", kept)
    assert (done.status, done.out) == (0, f"{SLUG}\t2026-11-20 09:30:00\n")
    assert done.err == "Shared with other reviews, so left as now: Running time.\n"
    with Library.open(kept, read_only=True) as library:
        article = library.load("review-lamplighter").article
        assert article.review == drawn_article().review
        assert article.work.runtime == 141
        newest, before, *_ = library.snapshots.of("review-lamplighter")
        assert (newest.reason, before.reason) == (Reason.RESTORED, Reason.RESTORING)
        assert library.snapshots.read(before.id).article.review.standfirst == "Other words."


def test_a_review_that_is_a_draft_again_is_said_to_be(matinee: Matinee, kept: Path) -> None:
    with Library.open(kept) as library:
        loaded = library.load("review-lamplighter")
        review = replace(loaded.article.review, status=Status.READY, published_on="2026-11-21")
        library.save(Batch((Change(review, loaded.revisions[review.id]),))).result(timeout=20)
    then = drawn_article().review
    done = matinee("history", SLUG, "--restore", "2026-11-20", "--library", kept)
    assert done.status == 0
    assert done.err.startswith(standing_words(review, then) + "\n")
    assert then.status.value in done.err


def test_beside_an_open_window_it_lists_and_does_not_restore(matinee: Matinee, kept: Path) -> None:
    with Library.open(kept):
        assert matinee("history", SLUG, "--library", kept).status == 0
        done = matinee("history", SLUG, "--restore", "As sent", "--library", kept)
        assert (done.status, done.out) == (1, "")
        assert "open" in done.err


def test_showing_and_restoring_do_not_go_together(matinee: Matinee, kept: Path) -> None:
    done = matinee("history", SLUG, "--show", "2026", "--restore", "2026", "--library", kept)
    assert done.status == 2
    assert "either --show or --restore" in done.err


def test_an_import_that_replaces_and_an_export_keep_what_there_was(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    matinee("export", SLUG, "--format", "json", "--to", tmp_path, "--library", library)
    (exported,) = matinee("history", SLUG, "--json", "--library", library).plain
    assert exported["reason"] == "export"
    with Library.open(library) as opened:
        review, revision = opened.load_record(type(drawn_article().review), "review-lamplighter")
        opened.save(Batch((Change(replace(review, standfirst="Mine."), revision),))).result(timeout=20)
        for each in opened.snapshots.of(review.id):
            opened.snapshots.forget(each.id).result(timeout=20)
    matinee("import", tmp_path / f"{SLUG}.json", "--replace", "--library", library)
    (replaced,) = matinee("history", SLUG, "--json", "--library", library).plain
    assert replaced["reason"] == "import"
    assert "Mine." in matinee("history", SLUG, "--show", replaced["at"], "--library", library).out
