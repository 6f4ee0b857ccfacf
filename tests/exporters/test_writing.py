"""Files reach the disk whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from desktop.core.errors import FileChangedError
from desktop.exporters.export import Export, ExportFile
from desktop.exporters.writing import WriteError, write_files

if sys.platform != "win32":
    import fcntl


def export(text: str = "one", picture: str = "picture") -> Export:
    return Export(ExportFile("a-film.md", text.encode()), (ExportFile("images/still-01234567.png", picture.encode()),))


def ours(digests: dict[str, str]) -> dict[str, list[str]]:
    return {name: [digest] for name, digest in digests.items()}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_files_are_there_and_nothing_else(tmp_path: Path) -> None:
    digests = write_files(tmp_path / "out" / "here", export(), known={}, overwrite=False)
    assert contents(tmp_path / "out" / "here") == {"a-film.md": b"one", "images/still-01234567.png": b"picture"}
    assert digests.keys() == {"a-film.md", "images/still-01234567.png"}


def test_what_we_wrote_may_be_written_over(tmp_path: Path) -> None:
    known = ours(write_files(tmp_path, export("one"), known={}, overwrite=False))
    write_files(tmp_path, export("two"), known=known, overwrite=False)
    assert contents(tmp_path)["a-film.md"] == b"two"


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    write_files(tmp_path, export(), known={}, overwrite=False)
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*")}
    write_files(tmp_path, export(), known={}, overwrite=False)
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("name", ["a-film.md", "images/still-01234567.png"])
def test_a_file_changed_outside_is_kept_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    known = ours(write_files(tmp_path, export("one", "a"), known={}, overwrite=False))
    (tmp_path / name).write_bytes(b"mended by hand")
    before = contents(tmp_path)
    with pytest.raises(FileChangedError, match=f"{Path(name).name} was changed outside Matinee since the last export."):
        write_files(tmp_path, export("two", "b"), known=known, overwrite=False)
    assert contents(tmp_path) == before
    write_files(tmp_path, export("two", "b"), known=known, overwrite=True)
    assert contents(tmp_path) == {"a-film.md": b"two", "images/still-01234567.png": b"b"}


def test_a_file_that_was_never_ours_counts_as_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / "a-film.md").write_bytes(b"a letter")
    with pytest.raises(FileChangedError):
        write_files(tmp_path, export(), known={}, overwrite=False)
    assert contents(tmp_path) == {"a-film.md": b"a letter"}


def test_a_link_is_replaced_only_when_asked_and_never_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_bytes(b"one")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a-film.md").symlink_to(elsewhere)
    with pytest.raises(FileChangedError):
        write_files(folder, export("two"), known={}, overwrite=False)
    write_files(folder, export("two"), known={}, overwrite=True)
    assert elsewhere.read_bytes() == b"one"
    assert not (folder / "a-film.md").is_symlink()


def test_a_link_on_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "images").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WriteError, match=r"“images” in .* is a link to another place"):
        write_files(folder, export(), known={}, overwrite=True)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("blocked", ["a-film.md", "images"])
def test_something_in_the_way_is_told_and_leaves_no_half_file(tmp_path: Path, blocked: str) -> None:
    (tmp_path / blocked).mkdir() if blocked == "a-film.md" else (tmp_path / blocked).write_bytes(b"a file")
    with pytest.raises(WriteError, match=f"something else has the name “{blocked}"):
        write_files(tmp_path, export(), known={}, overwrite=True)
    assert not list(tmp_path.rglob("*.part"))


def test_a_failure_half_way_says_what_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills up at the second file: the first is whole, the second as it was."""
    known = ours(write_files(tmp_path, export("one", "a"), known={}, overwrite=False))
    flushed = []

    def failing(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            flushed.append(handle)
            if len(flushed) == 2:
                raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(WriteError, match="The disk is full"):
        write_files(tmp_path, export("two", "b"), known=known, overwrite=False)
    assert contents(tmp_path) == {"a-film.md": b"one", "images/still-01234567.png": b"b"}


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
def test_what_a_kill_left_goes_with_the_next_export_but_not_what_another_program_is_writing(tmp_path: Path) -> None:
    left, busy = tmp_path / ".a-film-0123abcd.part", tmp_path / ".a-film-89abcdef.part"
    others = [tmp_path / ".a-film-of-mine.part", tmp_path / ".b-film-0123abcd.part"]
    for path in (left, busy, *others):
        path.write_bytes(b"half")
    with busy.open("rb") as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        write_files(tmp_path, export(), known={}, overwrite=False)
    assert sorted(tmp_path.glob(".*")) == sorted([busy, *others])


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError, match="Move it away or choose another folder"):
        write_files(tmp_path / "file" / "out", export(), known={}, overwrite=False)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_others_may_read_what_was_exported(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        write_files(tmp_path, export(), known={}, overwrite=False)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a-film.md").stat().st_mode) == 0o644


@pytest.mark.parametrize("name", ["../a.md", "/a.md", "images/../../a.md", "c:a.md", "images\\a.md", ""])
def test_names_stay_inside_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name inside the folder"):
        write_files(tmp_path / "out", Export(ExportFile(name, b"")), known={}, overwrite=True)
    assert contents(tmp_path) == {}
