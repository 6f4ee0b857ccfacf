"""Opening: what is no library is refused and left as it was; who holds the lock writes; a kill gives the lock back."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from desktop.core.errors import DamagedError, LibraryError, ReadOnlyError
from desktop.storage import database, opening
from desktop.storage.database import APPLICATION_ID
from desktop.storage.library import Library
from desktop.storage.migrations import SCHEMA_VERSION
from tests.storage.builders import found_in, keep, kept, with_body

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[2]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _listing(root: Path) -> dict[str, str]:
    return {path.name: _digest(path) for path in root.iterdir() if path.is_file() and path.suffix == ".db"}


def _set(root: Path, pragma: str) -> None:
    connection = apsw.Connection(str(root / "library.db"))
    connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def test_nothing_is_made_where_that_was_not_asked_for(root: Path) -> None:
    for create, read_only in ((False, False), (True, True)):
        with pytest.raises(LibraryError, match="There is no library in"):
            Library.open(root, create=create, read_only=read_only)
        assert not root.exists()


FOREIGN: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "text": (lambda path: path.write_text("Dear diary, " * 500), "is not a library of Matinee"),
    "random": (lambda path: path.write_bytes(bytes(range(256)) * 64), "is not a library of Matinee"),
    "a few bytes": (lambda path: path.write_bytes(b"SQLite"), "is not a library of Matinee"),
    "another program's": (lambda path: _other_program(path), "belongs to another program"),
    "a folder": (lambda path: path.mkdir(), "was left alone"),
    "a link to nowhere": (lambda path: path.symlink_to(path.with_name("gone.db")), "was left alone"),
    "a pipe": (lambda path: os.mkfifo(path), "was left alone"),
}


def _other_program(path: Path) -> None:
    connection = apsw.Connection(str(path))
    connection.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")
    connection.close()


@pytest.mark.parametrize(("make", "said"), FOREIGN.values(), ids=FOREIGN.keys())
def test_what_is_no_library_is_refused_and_left_as_it_was(root: Path, make: Callable[[Path], object], said: str) -> None:
    root.mkdir()
    path = root / "library.db"
    make(path)
    before = (path.lstat().st_mode, path.lstat().st_size, _listing(root) if path.is_file() else None)
    for _ in range(2):
        with pytest.raises(LibraryError, match=said):
            Library.open(root)
    assert (path.lstat().st_mode, path.lstat().st_size, _listing(root) if path.is_file() else None) == before
    assert {entry.name for entry in root.iterdir()} == {"library.db"}


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, SCHEMA_VERSION + 10, 2**31 - 1])
def test_a_library_of_a_newer_version_is_opened_for_reading_and_never_written(root: Path, version: int) -> None:
    with Library.open(root) as library:
        article = kept(library)
    _set(root, f"user_version={version}")
    before = _listing(root)
    with Library.open(root) as library:
        assert library.read_only
        assert f"newer Matinee (library format {version})" in library.read_only_reason
        assert library.load(article.review.id).article == article
        assert found_in(library, "dancer")
        with pytest.raises(ReadOnlyError, match="newer Matinee"):
            keep(library, with_body(article.review, "x"), base=1)
        with pytest.raises(ReadOnlyError):
            library.backup()
    assert _listing(root) == before


def test_a_library_with_another_id_is_refused(root: Path) -> None:
    Library.open(root).close()
    _set(root, "application_id=1")
    before = _listing(root)
    with pytest.raises(LibraryError, match="belongs to another program"):
        Library.open(root)
    assert _listing(root) == before


def test_a_library_that_lost_its_database_is_not_replaced_by_a_new_one(root: Path) -> None:
    with Library.open(root) as library:
        kept(library)
        library.backup()
    (root / "library.db").unlink()
    with pytest.raises(LibraryError, match="is missing"):
        Library.open(root)
    assert not (root / "library.db").exists()


@pytest.mark.parametrize("copies", [(), ("library.json",), ("harbour-0123456789ab.md",)])
@pytest.mark.parametrize("backup", [True, False])
def test_what_is_said_of_a_lost_database_offers_what_is_there_and_no_more(
    root: Path, copies: tuple[str, ...], *, backup: bool
) -> None:
    with Library.open(root) as library:
        kept(library)
        if backup:
            library.backup()
    (root / "library.db").unlink()
    (root / "images" / "0123.png").write_bytes(b"a picture")
    for name in copies:
        (root / "readable" / name).write_text("{}", encoding="utf-8")
    with pytest.raises(DamagedError, match="is missing; put it back if you have it") as caught:
        Library.open(root)
    said = str(caught.value)
    assert ("Your last good backup is from today" in said) is (caught.value.backup is not None) is backup
    assert ("There is no backup of it that is whole." in said) is not backup
    assert (caught.value.readable is not None) is bool(copies)
    assert ("open a backup" in said) is False
    if not backup:
        assert ("“matinee rebuild” makes a library of its readable copies." in said) is bool(copies)


def test_a_damaged_library_is_told_after_an_unclean_end(root: Path) -> None:
    with Library.open(root) as library:
        kept(library, body="word " * 100_000)
        library.backup()
    path = root / "library.db"
    content = bytearray(path.read_bytes())
    content[8192:40960] = b"\xaa" * (40960 - 8192)
    path.write_bytes(content)
    (root / "library.lock").write_text(f"{socket.gethostname()}\n1\nyesterday\n")
    with pytest.raises(
        LibraryError,
        match=r"is damaged, and nothing was written to it\. Your last good backup is from today \d\d:\d\d: “library-",
    ):
        Library.open(root)
    assert path.read_bytes() == bytes(content)


@pytest.mark.parametrize("length", [100, 512, 4096, 5000, 16384, 60000])
def test_a_library_cut_short_never_crashes_and_is_never_written_over(root: Path, length: int) -> None:
    with Library.open(root) as library:
        kept(library)
    path = root / "library.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:length])
    (root / "library.lock").write_text("cut short")
    with pytest.raises(LibraryError):
        Library.open(root)
    assert path.read_bytes() == whole[:length]


def test_the_second_to_open_reads_only_and_is_told_who_writes(root: Path) -> None:
    with Library.open(root) as first:
        article = kept(first)
        with Library.open(root) as second:
            assert second.read_only
            assert f"This library is open on ‘{socket.gethostname()}’ since " in second.read_only_reason
            assert re.search(r"’ since \d\d:\d\d, so it was opened read-only\.$", second.read_only_reason)
            keep(first, with_body(article.review, "newer"), base=1)
            assert second.load(article.review.id).article.review.parts[0].body == "newer"
            with pytest.raises(ReadOnlyError):
                keep(second, article.review, base=2)
            assert second.verify() == []
    with Library.open(root) as third:
        assert not third.read_only


def test_reading_only_can_be_asked_for_and_takes_no_lock(root: Path) -> None:
    with Library.open(root) as library:
        kept(library)
    with Library.open(root, read_only=True) as reader, Library.open(root) as writer:
        assert (reader.read_only, reader.read_only_reason, writer.read_only) == (True, "", False)
        assert len(reader.reviews()) == 1


_HOLD = """
import sys
from pathlib import Path
from desktop.storage.library import Library
from desktop.storage.migrations import SCHEMA_VERSION
library = Library.open(Path(sys.argv[1]))
print("read-only" if library.read_only else "open", flush=True)
sys.stdin.read()
library.close()
"""


def _holder(root: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    return holder


def test_the_lock_holds_across_processes_and_a_kill_gives_it_back(root: Path) -> None:
    holder = _holder(root)
    try:
        with Library.open(root) as library:
            assert library.read_only
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.communicate(timeout=20)
    with Library.open(root) as library:
        assert not library.read_only
        assert library.unclean
        kept(library)
    with Library.open(root) as library:
        assert not library.unclean


def test_a_clean_end_in_another_process_is_clean(root: Path) -> None:
    holder = _holder(root)
    holder.communicate(timeout=20)
    with Library.open(root) as library:
        assert not library.unclean


def test_a_library_that_could_not_be_opened_stays_as_unclean_as_it_was(root: Path) -> None:
    Library.open(root).close()
    (root / "library.lock").write_text("cut short")
    _set(root, "user_version=0")
    (root / "backups").rmdir()
    (root / "backups").write_text("in the way")
    with pytest.raises((LibraryError, OSError)):
        Library.open(root)
    assert (root / "library.lock").read_text()


def test_making_a_library_that_is_cut_short_leaves_none(root: Path) -> None:
    root.mkdir()
    (root / "library.db.part").write_bytes(b"half")
    with Library.open(root) as library:
        kept(library)
    assert not (root / "library.db.part").exists()


def test_opening_takes_away_what_a_kill_left_half_written(root: Path) -> None:
    Library.open(root).close()
    left = [root / "images" / "0123.png.part", root / "backups" / "library-20260101-000000.db.part"]
    left += [left[1].with_name(f"{left[1].name}-journal"), root / "readable" / "a.md.part"]
    for path in left:
        path.write_bytes(b"half")
    with Library.open(root, read_only=True):
        assert all(path.exists() for path in left)
    Library.open(root).close()
    assert not any(path.exists() for path in left)


def test_closing_on_a_disk_that_fails_is_no_error_and_the_next_start_looks_twice(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open(root)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(os, "ftruncate", full)
        library.close()
    with Library.open(root) as library:
        assert library.unclean


def test_the_log_of_another_library_damages_nothing(root: Path, tmp_path: Path) -> None:
    """A log that belongs to another library is found before it is emptied into the database, however the last session ended."""
    with Library.open(root) as library:
        article = kept(library, "Ballerina", body="dancer " * 3000)
    other = Library.open(tmp_path / "other")
    for number in range(40):
        kept(other, f"Film {number}", "A", "B", body="another " * 900)
    log = (other.root / "library.db-wal").read_bytes()
    other.close()
    whole = (root / "library.db").read_bytes()
    (root / "library.db-wal").write_bytes(log)
    with pytest.raises(LibraryError, match="is damaged, and nothing was written to it"):
        Library.open(root)
    assert (root / "library.db").read_bytes() == whole
    (root / "library.db-wal").unlink()
    with Library.open(root) as library:
        assert library.load(article.review.id).article == article


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are another matter there")
def test_a_folder_that_cannot_be_written_to_is_read(root: Path) -> None:
    with Library.open(root) as library:
        article = kept(library)
    script = (
        "import os, sys; from pathlib import Path; from desktop.storage.library import Library\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "library = Library.open(Path(sys.argv[1]))\n"
        "print(library.read_only, library.read_only_reason, library.load(sys.argv[2]).article.work.title)\n"
        "library.close()\n"
    )
    for path in [root, *root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    above = [folder for folder in root.parents if folder.stat().st_uid == os.geteuid() and not folder.stat().st_mode & 0o001]
    modes = {folder: folder.stat().st_mode for folder in above}
    for folder in above:
        folder.chmod(0o755)
    before = _listing(root)
    try:
        done = subprocess.run(
            [sys.executable, "-c", script, str(root), article.review.id],
            capture_output=True,
            text=True,
            cwd=PROJECT,
            timeout=60,
            check=False,
        )
    finally:
        for folder, mode in modes.items():
            folder.chmod(mode)
        for path in [root, *root.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    if "ModuleNotFoundError" in done.stderr or "Permission denied" in done.stderr.partition("\n")[0]:
        pytest.skip("an unprivileged user cannot read this environment")
    assert done.stdout.startswith("True The folder of this library cannot be written to"), done.stderr
    assert "Ballerina" in done.stdout
    assert _listing(root) == before


def test_the_program_never_opens_the_live_database_but_through_sqlite(root: Path) -> None:
    """Opening and closing the file in this process would cancel SQLite's locks on it; another SQLite would not see them."""
    script = (
        "import sys; from pathlib import Path\n"
        "seen = []\n"
        "def hook(event, args):\n"
        "    names = ('library.db', 'library.db-wal', 'library.db-shm', 'library.lock')\n"
        "    if event in ('open', 'sqlite3.connect') and str(args[0]).endswith(names):\n"
        "        seen.append(Path(args[0]).name)\n"
        "sys.addaudithook(hook)\n"
        "from desktop.storage.library import Library\n"
        "from tests.storage.builders import found_in, kept\n"
        "for _ in range(2):\n"
        "    with Library.open(Path(sys.argv[1])) as library:\n"
        "        kept(library); library.backup(); library.verify(); found_in(library, 'a')\n"
        "print(*seen)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(root)], capture_output=True, text=True, cwd=PROJECT, timeout=60, check=False
    )
    assert set(done.stdout.split()) == {"library.lock"}, done.stderr


def test_a_network_drive_is_known_and_served_without_a_write_ahead_log(root: Path) -> None:
    assert not opening._on_network(Path("/proc"))
    Library.open(root).close()
    connection = database.connect_writer(root / "library.db", wal=False)
    assert connection.execute_sql("PRAGMA journal_mode").fetchone()[0] == "delete"
    connection.close()


def test_the_id_spells_the_name() -> None:
    assert APPLICATION_ID.to_bytes(4, "big") == b"Mati"
