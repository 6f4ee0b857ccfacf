"""A backup becomes a library of its own: whole or not at all, with its pictures, and never over anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw
import pytest

from desktop.core.errors import LibraryError
from desktop.storage.library import Library
from desktop.storage.restoring import restore_backup
from tests.example import drawn_article, write_pictures
from tests.storage.builders import keep, kept

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def backup(library: Library) -> Path:
    """A backup of a library with pictures."""
    write_pictures(library.root)
    keep(library, *drawn_article().records())
    return library.backup()


def test_the_pictures_that_the_backup_names_come_along(library: Library, backup: Path, tmp_path: Path) -> None:
    (library.root / "images" / f"{'0' * 64}.png").write_bytes(b"taken in later")
    steps: list[tuple[int, int]] = []
    to = tmp_path / "folder above" / "Again"
    restored = restore_backup(backup, to, library.root / "images", lambda done, of: steps.append((done, of)))
    assert (restored.root, restored.missing) == (to, ())
    assert restored.counts == library.counts()
    assert steps == [(done, 3) for done in range(4)]
    names = {path.name for path in (library.root / "images").iterdir()}
    assert {path.name for path in (to / "images").iterdir()} == names - {f"{'0' * 64}.png"}
    with Library.open(to) as again:
        assert again.counts() == library.counts()
        assert again.verify() == []
    assert {path.name for path in to.parent.iterdir()} == {"Again"}


def test_pictures_that_are_gone_or_worn_are_told_and_the_rest_comes(library: Library, backup: Path, tmp_path: Path) -> None:
    gone, worn, _ = sorted((library.root / "images").iterdir())
    gone.unlink()
    worn.write_bytes(b"worn")
    restored = restore_backup(backup, tmp_path / "again", library.root / "images")
    assert set(restored.missing) == {f"The picture {gone.name} is missing.", f"The picture {worn.name} is damaged."}
    assert len(list((tmp_path / "again" / "images").iterdir())) == 2


def test_it_is_never_put_over_anything(library: Library, backup: Path, tmp_path: Path) -> None:
    full, file, link = tmp_path / "full", tmp_path / "file", tmp_path / "link"
    full.mkdir()
    (full / "notes.txt").write_text("mine")
    file.write_text("mine")
    link.symlink_to(tmp_path / "nowhere")
    for to in (full, file, link, library.root):
        with pytest.raises(LibraryError, match="already"):
            restore_backup(backup, to, library.root / "images")
    assert [path.name for path in full.iterdir()] == ["notes.txt"]
    assert file.read_text() == "mine"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert restore_backup(backup, empty, library.root / "images").root == empty


def test_what_is_called_off_or_fails_leaves_nothing(library: Library, backup: Path, tmp_path: Path) -> None:
    def enough(done: int, _of: int) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        restore_backup(backup, tmp_path / "place" / "again", library.root / "images", enough)
    assert list((tmp_path / "place").iterdir()) == []


def test_what_a_kill_left_is_cleared_away_and_what_is_not_ours_is_not(library: Library, backup: Path, tmp_path: Path) -> None:
    part = tmp_path / ".again.part"
    (part / "images").mkdir(parents=True)
    (part / "images" / "half.png").write_bytes(b"half")
    (part / "library.db.part").write_bytes(b"half")
    restore_backup(backup, tmp_path / "again", library.root / "images")
    assert not part.exists()
    part = tmp_path / ".more.part"
    part.mkdir()
    (part / "mine.txt").write_text("mine")
    with pytest.raises(LibraryError, match="in the way"):
        restore_backup(backup, tmp_path / "more", library.root / "images")
    assert (part / "mine.txt").read_text() == "mine"


def test_a_backup_that_names_files_outside_the_pictures_gets_none(library: Library, backup: Path, tmp_path: Path) -> None:
    (library.root / "images" / "outside.png").write_bytes(b"not to be put outside")
    connection = apsw.Connection(str(backup))
    connection.execute("UPDATE image SET digest = '../../outside' WHERE rowid = (SELECT min(rowid) FROM image)")
    connection.close()
    restore_backup(backup, tmp_path / "again", library.root / "images")
    assert len(list((tmp_path / "again" / "images").iterdir())) == 2
    assert list(tmp_path.glob("*.png")) == []


def test_the_library_itself_is_no_backup(library: Library, tmp_path: Path) -> None:
    kept(library)
    with pytest.raises(LibraryError, match="a library and no backup"):
        restore_backup(library.root / "library.db", tmp_path / "again", library.root / "images")
    with pytest.raises(LibraryError, match="There is no backup"):
        restore_backup(tmp_path / "none.db", tmp_path / "again", library.root / "images")
