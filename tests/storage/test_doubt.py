"""A commit that reported an error on a disk that then could not even be read: nobody knows whether it is stored."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from desktop.core.errors import ConflictError, SaveError
from desktop.core.review import Review, Status
from desktop.storage.library import Library
from tests.storage.builders import an_article, keep, kept, with_body
from tests.storage.faulty_disk import Disk


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.unregister()
    apsw.set_default_vfs("unix")


@pytest.mark.parametrize("full", [False, True])
def test_the_next_save_succeeds_whatever_became_of_the_one_in_doubt(tmp_path: Path, disk: Disk, full: bool) -> None:
    with Library.open(tmp_path / "before") as library:
        article = kept(library)
    stored_all_the_same, at, came_that_far = 0, 0, True
    while came_that_far:
        at += 1
        with Library.open(shutil.copytree(tmp_path / "before", tmp_path / str(at))) as library:
            disk.arm(at, full=full, lasting=True, gone=True)
            try:
                keep(library, with_body(article.review, "newer " * 400), article.work, base=1)
                came_that_far = False
            except SaveError:
                disk.arm(0)
                stored_all_the_same += library.load(article.review.id).revisions[article.review.id] == 2
                saved = keep(library, with_body(article.review, "newest"), article.work, base=1)
                loaded = library.load(article.review.id)
                assert loaded.article.review.parts[0].body == "newest"
                assert loaded.revisions[article.review.id] == saved.revisions[article.review.id]
                keep(library, with_body(article.review, "and on"), base=saved.revisions[article.review.id])
    assert stored_all_the_same, "no fault came between the commit and its answer: the test shows nothing"


def test_a_doubt_that_was_resolved_excuses_no_change_made_elsewhere(tmp_path: Path, disk: Disk) -> None:
    with Library.open(tmp_path) as library:
        article = kept(library)
        disk.arm(1, lasting=True, gone=True)
        with pytest.raises(SaveError):
            keep(library, with_body(article.review, "newer"), base=1)
        disk.arm(0)
        keep(library, with_body(article.review, "newest"), base=1)
        with pytest.raises(ConflictError):
            keep(library, with_body(article.review, "from the first one"), base=1)


def test_print_that_a_save_in_doubt_kept_is_kept_by_the_next(tmp_path: Path, disk: Disk) -> None:
    with Library.open(tmp_path / "before") as library:
        article = an_article("The Beast", "Åsa Dalte")
        published = replace(article.review, status=Status.PUBLISHED)
        keep(library, *article.with_record(published).records())
    renamed = replace(article.people[0], name="Asa Dalte")
    stored_all_the_same, at, came_that_far = 0, 0, True
    while came_that_far:
        at += 1
        with Library.open(shutil.copytree(tmp_path / "before", tmp_path / str(at))) as library:
            disk.arm(at, lasting=True, gone=True)
            try:
                keep(library, renamed, with_body(published, "newer"), base=1)
                came_that_far = False
            except SaveError:
                disk.arm(0)
                stored_all_the_same += library.load(published.id).revisions[published.id] == 2
                saved = keep(library, renamed, with_body(published, "newest"), base=1)
                review, revision = library.load_record(Review, published.id)
                assert review.parts[0].body == "newest"
                assert review.printed is not None
                assert review.printed.credits[0].name == "Åsa Dalte"
                assert saved.followed == ((review, revision),)
    assert stored_all_the_same, "no fault came between the commit and its answer: the test shows nothing"
