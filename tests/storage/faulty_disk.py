"""A program for ``test_writer``: saves on a disk whose Nth write or flush fails, for every N, and tells what came of it."""

from __future__ import annotations

import shutil
import sys
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import apsw

from desktop.core.article import Article
from desktop.core.errors import SaveError
from desktop.storage.library import Library
from tests.storage.builders import keep, kept, with_body


class Disk(apsw.VFS):
    """The system's own disk with a fault at the call number ``at`` from :meth:`arm` on; ``full`` tells no space from an error.

    A ``lasting`` fault stays until it is disarmed; once it has come, a disk that is ``gone`` opens no file any more either.
    """

    def __init__(self) -> None:
        self.calls, self.at, self.full, self.lasting, self.gone = 0, 0, False, False, False
        self.under = apsw.vfs_names()[0]
        super().__init__("faulty", self.under, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - apsw's name
        if self.gone and self.calls >= self.at > 0:
            raise apsw.CantOpenError("gone")
        return DiskFile(self, name, flags)

    def arm(self, at: int, *, full: bool = False, lasting: bool = False, gone: bool = False) -> None:
        self.calls, self.at, self.full, self.lasting, self.gone = 0, at, full, lasting, gone

    def count(self) -> None:
        self.calls += 1
        if self.calls == self.at or (self.lasting and self.calls > self.at > 0):
            raise apsw.FullError("full") if self.full else apsw.IOError("broken")


class DiskFile(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self.disk = disk
        # apsw raises what SQLite passes over: that a file opened for reading cannot be locked for writing on closing.
        if flags[0] & apsw.SQLITE_OPEN_MAIN_DB:
            flags[0] = (flags[0] & ~apsw.SQLITE_OPEN_READONLY) | apsw.SQLITE_OPEN_READWRITE
        super().__init__(disk.under, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.count()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.count()
        super().xSync(flags)


def main(folder: Path) -> None:
    """Try every fault of one save, both kinds, and print how often each outcome was seen."""
    disk = Disk()
    with Library.open(folder / "before") as library:
        article = kept(library)
    seen = {"faults": 0, "refused": 0, "saved all the same": 0, "lies": 0, "mixed": 0, "unsavable": 0}
    for full, lasting in product((False, True), repeat=2):
        at = 1
        place = folder / f"{full}-{lasting}"
        while _one(shutil.copytree(folder / "before", place / str(at)), article, disk, at, seen, full=full, lasting=lasting):
            at += 1
    for name, number in seen.items():
        print(f"{name}: {number}")


def _one(folder: Path, article: Article, disk: Disk, at: int, seen: dict[str, int], *, full: bool, lasting: bool) -> bool:
    """Save once with the fault at call ``at``; say whether the save came that far."""
    disk.arm(0)
    with Library.open(folder) as library:
        newer = with_body(article.review, "newer " * 400)
        disk.arm(at, full=full, lasting=lasting)
        try:
            keep(library, newer, article.work, base=1)
            saved = True
        except SaveError:
            saved = False
        failed = disk.calls >= at
        disk.arm(0)
        seen["faults"] += failed
        seen["refused"] += not saved
        seen["saved all the same"] += saved and failed
    with Library.open(folder) as library:
        loaded = library.load(article.review.id)
        stored = loaded.article.review == newer
        seen["lies"] += stored != saved
        seen["mixed"] += library.verify() != [] or loaded.revisions[article.work.id] != loaded.revisions[article.review.id]
        keep(library, with_body(newer, "newest"), base=loaded.revisions[article.review.id])
        seen["unsavable"] += library.load(article.review.id).article.review.parts[0].body != "newest"
    return failed


if __name__ == "__main__":
    main(Path(sys.argv[1]))
