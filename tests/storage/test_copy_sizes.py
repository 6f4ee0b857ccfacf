"""How large a copy will be is told before it is made, and a disk that cannot hold a file as large is known or told well."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.core.errors import LibraryError
from desktop.core.image import Image
from desktop.services.archive import Archive
from desktop.services.jobs import Job
from desktop.services.moving_house import copy_to, sizes_of
from desktop.storage.copy_sizes import Sizes, size_problem
from desktop.storage.file_limits import FAT_MOST, format_in, largest_file
from desktop.storage.library import Library
from tests.storage.builders import an_article, an_id, keep

resource = pytest.importorskip("resource", reason="this system has no limit on how large a file may be")

MOUNTS = """22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
99 27 8:17 / /media/me/MY\\040STICK rw,nosuid shared:60 master:2 - vfat /dev/sdb1 rw,fmask=0022
98 27 8:33 / /media/me/card rw - exfat /dev/sdc1 rw
97 27 8:49 / /media/me rw - ext4 /dev/sdd1 rw
"""


def a_library(root: Path, reviews: int = 120, pictures: int = 3) -> Path:
    """Make a library of some reviews with words of their own, and of pictures that no zip file makes smaller."""
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(3000)]
    with Library.open(root) as library:
        for number in range(reviews):
            article = an_article(f"Film {number}", body=" ".join(chance.choices(words, k=400)))
            keep(library, *article.records())
        for _ in range(pictures):
            data = chance.randbytes(150_000)
            image = Image(an_id("8"), hashlib.sha256(data).hexdigest(), "image/png", 10, 10, len(data))
            (root / image.stored).parent.mkdir(parents=True, exist_ok=True)
            (root / image.stored).write_bytes(data)
            keep(library, image)
    return root


@contextmanager
def no_file_over(most: int) -> Iterator[None]:
    """Let the system refuse larger files, as a disk in the format FAT does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_the_size_of_a_zip_file_is_about_what_was_said(tmp_path: Path) -> None:
    root = a_library(tmp_path / "library")
    sizes = sizes_of(root)
    with Library.open(root, create=False) as library:
        made = copy_to(Archive(library), tmp_path / "copy.zip", Job()).place.stat().st_size
        copy = copy_to(Archive(library), tmp_path / "copy", Job()).place
    assert made == pytest.approx(sizes.packed, rel=0.12)
    assert sizes.folder > 1.4 * made, "what is packed takes less, and the folder’s size is no guess for it"
    assert sum(path.stat().st_size for path in copy.rglob("*.*")) == pytest.approx(sizes.folder, rel=0.1)


def test_room_is_asked_for_what_a_zip_file_needs_not_for_what_a_folder_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_library(tmp_path / "library", reviews=5, pictures=20)
    with Library.open(root, create=False) as library:
        sizes = sizes_of(root)
        free = sizes.packed + sizes.database
        monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": free})())
        assert copy_to(Archive(library), tmp_path / "out" / "copy.zip", Job()).before.counts.images == 20
        monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": free - 20_000})())
        with pytest.raises(LibraryError, match="enough free space"):
            copy_to(Archive(library), tmp_path / "out" / "other.zip", Job())


def test_the_format_of_a_disk_is_read_from_where_linux_tells_it() -> None:
    told = {
        "/media/me/MY STICK/Library.zip": "vfat",
        "/media/me/MY STICK": "vfat",
        "/media/me/MY STICK 2/x": "ext4",
        "/media/me/card/x": "exfat",
        "/var/me/x": "ext4",
        "/proc/1": "proc",
    }
    assert {place: format_in(MOUNTS, Path(place)) for place in told} == told
    assert format_in("no such line", Path("/home")) == ""


def test_this_disk_is_none_that_takes_small_files_only(tmp_path: Path) -> None:
    assert largest_file(tmp_path / "not there yet.zip") is None
    assert size_problem(Sizes(1 << 50, 1 << 50, 1 << 50, 1 << 50), tmp_path / "copy.zip", packed=True) == ""


def test_a_file_over_four_gigabytes_is_refused_before_it_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"9 1 8:1 / {tmp_path} rw - vfat /dev/sdb1 rw\n")
    monkeypatch.setattr("desktop.storage.file_limits._MOUNTS", mounts)
    place = tmp_path / "copy.zip"
    small, large = Sizes(9 << 30, FAT_MOST, 1, 1), Sizes(9 << 30, FAT_MOST + 1, 1, 1)
    assert size_problem(small, place, packed=True) == size_problem(large, tmp_path / "copy", packed=False) == ""
    said = size_problem(large, place, packed=True)
    assert said.startswith(f"The disk of “{tmp_path}” takes no file over 4.3 GB (it has the old format FAT), and the .zip file")
    assert said.endswith("Copy it as a folder, or to another disk.")
    told = size_problem(Sizes(9 << 30, 9 << 30, 9 << 30, 9 << 30), tmp_path / "copy", packed=False)
    assert told.endswith("Choose a disk that has the format exFAT, or another.")


@pytest.mark.parametrize("ending", ["", ".zip"])
def test_a_disk_that_refuses_a_large_file_is_told_and_nothing_is_left(tmp_path: Path, ending: str) -> None:
    root = a_library(tmp_path / "library", reviews=5, pictures=9)
    sizes = sizes_of(root)
    assert sizes.database < 900_000 < sizes.packed
    (tmp_path / "out").mkdir()
    with Library.open(root, create=False) as library:
        with no_file_over(1_000_000 if ending else 140_000), pytest.raises(LibraryError) as refused:
            copy_to(Archive(library), tmp_path / "out" / f"copy{ending}", Job())
        assert list((tmp_path / "out").iterdir()) == []
        assert "too large" in str(refused.value) or "takes no file as large" in str(refused.value)
        copy_to(Archive(library), tmp_path / "out" / f"copy{ending}", Job())
