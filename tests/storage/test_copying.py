"""A library copied to a folder or packed into one file: it is the same library, whole, or nothing is left."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.core.errors import LibraryError
from desktop.exporters.catalogue import format_of
from desktop.services.archive import Archive
from desktop.services.jobs import Cancelled, Job
from desktop.services.moving_house import copy_to, free_place, place_of_copy, unpack, unpack_to
from desktop.services.readable import FORMAT_ID, ReadableCopies, fitting_copies
from desktop.storage.library import Library
from tests.example import drawn_article, write_pictures
from tests.faults.operations import records_of
from tests.storage.builders import keep

PACKED = ("", ".zip")


def a_library(root: Path) -> Path:
    """Make a library with pictures, a backup, readable copies and a conflicting copy beside it."""
    with Library.open(root) as library:
        write_pictures(root)
        keep(library, *drawn_article().records())
        library.remember("saved_searches", '[["1","Fours","rating:4"]]').result()
        library.backup()
        copies = ReadableCopies(library, format_of(FORMAT_ID).export)
        copies.survey(Job())
        copies.write(Job(), 60.0)
    later(root)
    shutil.copy(next((root / "backups").glob("*.db")), root / "library (conflicted copy).db")
    return root


def later(root: Path) -> None:
    """Let ten seconds pass for the readable copies: those written within two of a change are not taken as made of it."""
    for copy in (root / "readable").glob("*.md"):
        os.utime(copy, (copy.stat().st_mtime + 10, copy.stat().st_mtime + 10))


def copied(root: Path, to: Path, job: Job | None = None) -> Path:
    with Library.open(root, create=False) as library:
        made = copy_to(Archive(library), to, job or Job())
    assert made.before == made.after
    assert made.after.missing == ()
    return made.place


def opened(root: Path) -> tuple[list[str], list[object]]:
    with Library.open(root, create=False) as library:
        return library.verify(), [*records_of(library)]


@pytest.mark.parametrize("ending", PACKED)
def test_a_copy_is_the_same_library_wherever_it_is_opened(tmp_path: Path, ending: str) -> None:
    root = a_library(tmp_path / "My Reviews")
    place = copied(root, tmp_path / "stick" / f"copy{ending}")
    if ending:
        assert {name.split("/")[0] for name in zipfile.ZipFile(place).namelist()} == {"My Reviews"}
        place = unpack(place, tmp_path / "laptop", Job()).root
        assert place == tmp_path / "laptop" / "My Reviews"
        later(place)
    root.rename(tmp_path / "gone")
    assert opened(place) == ([], opened(tmp_path / "gone")[1])
    assert sorted(each.name for each in place.iterdir()) == ["backups", "images", "library.db", "library.lock", "readable"]
    assert sorted(each.name for each in (place / "readable").iterdir()) == sorted(
        each.name for each in (tmp_path / "gone" / "readable").iterdir()
    )
    with Library.open(place) as library:
        assert ReadableCopies(library, format_of(FORMAT_ID).export).survey(Job()) == 0, "no copy need be written anew"
    assert [each.name for each in tmp_path.rglob("*.part")] == []


@pytest.mark.parametrize("ending", PACKED)
def test_what_is_written_while_it_is_copied_is_not_torn(tmp_path: Path, ending: str) -> None:
    root = a_library(tmp_path / "library")
    with Library.open(root) as library:
        article = drawn_article()

        def step(_done: int, _of: int) -> None:
            loaded = library.load(article.review.id)
            keep(library, replace(loaded.article.review, tagline="More"), base=loaded.revisions[article.review.id])

        place = library.copy_to(tmp_path / f"copy{ending}", fitting_copies, step).place
    if ending:
        place = unpack_to(place, tmp_path / "unpacked", Job()).root
    assert opened(place)[0] == []


def test_readable_copies_that_are_behind_stay_and_are_written_by_the_new_library(tmp_path: Path) -> None:
    root = a_library(tmp_path / "library")
    (copy,) = (root / "readable").glob("*.md")
    os.utime(copy, (0, 0))
    place = copied(root, tmp_path / "copy")
    assert [each.name for each in (place / "readable").iterdir()] == ["library.json"]


@pytest.mark.parametrize("ending", PACKED)
def test_pictures_that_are_gone_or_worn_are_told_and_the_rest_is_copied(tmp_path: Path, ending: str) -> None:
    root = a_library(tmp_path / "library")
    first, second, *_ = sorted((root / "images").iterdir())
    first.unlink()
    second.write_bytes(b"worn")
    with Library.open(root) as library:
        made = copy_to(Archive(library), tmp_path / f"copy{ending}", Job())
    assert made.before.missing == (f"The picture images/{first.name} is missing.",)
    assert made.after.missing == (*made.before.missing, f"The picture images/{second.name} is damaged.")
    if ending:
        assert unpack(made.place, tmp_path / "there", Job()).missing != ()


@pytest.mark.parametrize("ending", PACKED)
def test_nothing_is_left_where_it_is_called_off_at_any_step(tmp_path: Path, ending: str) -> None:
    root, steps = a_library(tmp_path / "library"), list[int]()
    copied(root, tmp_path / "out" / f"whole{ending}", Job(lambda done, _of: steps.append(done)))
    assert steps == sorted(steps)
    assert len(steps) > 8
    (tmp_path / "out" / f"whole{ending}").rename(tmp_path / "whole")
    for last in range(0, len(steps), 3):
        job, seen = Job(), list[int]()

        def stop(_done: int, _of: int, job: Job = job, seen: list[int] = seen, last: int = last) -> None:
            seen.append(0)
            if len(seen) > last:
                job.cancel()

        job._on_progress = stop
        with pytest.raises(Cancelled):
            copied(root, tmp_path / "out" / f"copy{ending}", job)
        assert list((tmp_path / "out").iterdir()) == []


def test_it_is_made_over_nothing_and_not_inside_the_library(tmp_path: Path) -> None:
    root = a_library(tmp_path / "library")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "there.zip").write_text("mine")
    with Library.open(root) as library:
        archive = Archive(library)
        for place, said in (
            ("full", "something in"),
            ("there.zip", "a file"),
            ("library/copy", "inside"),
            ("library/c.zip", "inside"),
        ):
            with pytest.raises(LibraryError, match=said):
                copy_to(archive, tmp_path / place, Job())
        (tmp_path / "file").write_text("")
        with pytest.raises(LibraryError, match=r"No copy can be made in .+; nothing was left there"):
            copy_to(archive, tmp_path / "file" / "copy", Job())
    assert (tmp_path / "there.zip").read_text() == "mine"


def test_too_little_room_is_said_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_library(tmp_path / "library")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10_000, 5_000, 5_000))
    with Library.open(root) as library, pytest.raises(LibraryError, match=r"enough free space.+ are needed and 5 kB are free"):
        copy_to(Archive(library), tmp_path / "out" / "copy.zip", Job())
    assert list((tmp_path / "out").iterdir()) == []


def zipped(place: Path, *names: str, source: Path | None = None, comment: bytes = b"") -> Path:
    with zipfile.ZipFile(place, "w") as archive:
        archive.comment = comment
        for name in names:
            archive.writestr(name, b"anything")
        for path in sorted(source.rglob("*")) if source else ():
            if path.is_file() and source:
                archive.write(path, f"{source.name}/{path.relative_to(source).as_posix()}")
    return place


def test_a_library_packed_by_hand_is_opened_and_nothing_else_is_written(tmp_path: Path) -> None:
    root = a_library(tmp_path / "library")
    strange = (
        "../outside.txt",
        "/abs.txt",
        "library/evil.sh",
        "library/images/../../x.md",
        "library/readable/../y.md",
        "other/z.md",
    )
    packed = zipped(tmp_path / "hand.zip", *strange, source=root)
    place = unpack(packed, tmp_path / "there", Job()).root
    assert opened(place) == ([], opened(root)[1])
    assert len(list((place / "backups").glob("*.db"))) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"library", "hand.zip", "there"}
    assert {path.name for path in (tmp_path / "there").iterdir()} == {"library"}
    with Library.open(place) as library:
        assert ReadableCopies(library, format_of(FORMAT_ID).export).survey(Job()) == 1, "who knows how new it is"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.97])
def test_a_damaged_file_is_one_sentence_and_leaves_nothing(tmp_path: Path, share: float) -> None:
    packed = copied(a_library(tmp_path / "library"), tmp_path / "copy.zip")
    whole = packed.read_bytes()
    at = int(len(whole) * share)
    for worn in (whole[:at], whole[:at] + b"\xff" * 40 + whole[at + 40 :]):
        packed.write_bytes(worn)
        (tmp_path / "there").mkdir(exist_ok=True)
        with pytest.raises(LibraryError, match=r"“copy\.zip” is damaged"):
            unpack(packed, tmp_path / "there", Job())
        assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize(
    ("names", "said"),
    [(("a/b.txt",), "no library"), (("a/library.db", "b/library.db"), "several"), (("a/library.db",), "damaged")],
)
def test_what_is_no_packed_library_is_refused(tmp_path: Path, names: tuple[str, ...], said: str) -> None:
    with pytest.raises(LibraryError, match=said):
        unpack(zipped(tmp_path / "odd.zip", *names), tmp_path, Job())
    (tmp_path / "no.zip").write_text("no")
    with pytest.raises(LibraryError, match="damaged or no zip file"):
        unpack(tmp_path / "no.zip", tmp_path, Job())
    assert {path.name for path in tmp_path.iterdir()} == {"odd.zip", "no.zip"}


def test_places_for_copies_are_free_ones(tmp_path: Path) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert place_of_copy(tmp_path, "My Reviews", now, packed=True).name == "My Reviews 2026-11-24.zip"
    place_of_copy(tmp_path, "My Reviews", now, packed=True).touch()
    assert place_of_copy(tmp_path, "My Reviews", now, packed=True).name == "My Reviews 2026-11-24 2.zip"
    (tmp_path / "My.Reviews").mkdir()
    assert free_place(tmp_path / "My.Reviews").name == "My.Reviews 2"
