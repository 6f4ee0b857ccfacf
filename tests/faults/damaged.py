"""Damaged and foreign libraries: never a crash, never written over, never silently replaced by an empty one.

A family of ``make faults``; as a program its arguments are a folder and the distance between two cases.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import apsw

from desktop.core.errors import MatineeError
from desktop.core.finding import parse_query
from desktop.storage.database import APPLICATION_ID
from desktop.storage.library import Library
from tests.faults.campaign import Outcome, Size
from tests.faults.forking import in_child
from tests.faults.operations import cut_off
from tests.faults.shim import run_program
from tests.storage.builders import keep, kept, with_body

NOBODY = 65534
"""The user and group that own nothing."""

Case = tuple[str, Callable[[Path], None]]
"""What it is called, and what makes it out of a whole library in a folder."""


def run(folder: Path, size: Size) -> Outcome:
    """Open them all, or, as a slice, some of each kind."""
    told = run_program("tests.faults.damaged", str(folder / "damaged"), str(size.pick(1, 17)), timeout=3000)
    return Outcome.from_text(told)


class Damages:
    """The cases, made from a whole library; ``after_kill`` is one with saves that are still in its log alone."""

    def __init__(self, folder: Path) -> None:
        self.whole, self.after_kill, self.other = folder / "whole", folder / "after kill", folder / "other"
        for root, name in ((self.whole, "Film"), (self.other, "Stranger")):
            with Library.open(root) as library:
                for number in range(12):
                    kept(library, f"{name} {number}", "A. Director", "An Actor", body=f"word{number} " * 150)
        shutil.copytree(self.whole, folder / "before")
        library = Library.open(self.whole)
        cut_off_copy(library, self.after_kill)
        other = Library.open(self.other)
        keep(other, with_body(other.load(other.reviews()[0].id).article.review, "Of another library. " * 900), base=1)
        cut_off(other)

    def cases(self) -> Iterator[Case]:
        """Yield them all."""
        dice, content = random.Random(7), (self.whole / "library.db").read_bytes()
        for number in range(260):
            place, bit = dice.randrange(len(content)), 1 << dice.randrange(8)
            yield f"flip {number} at {place}", partial(_flip, place=place, bit=bit)
        for page in range(len(content) // 4096):
            yield f"zero page {page}", partial(_zero, page=page)
        for number in range(100):
            yield f"cut {number}", partial(_cut, length=dice.randrange(1, len(content)))
        for number in range(40):
            yield f"bytes at random {number}", partial(_write, data=dice.randbytes(dice.randrange(1, 9000)))
            yield f"bytes at random behind the right name {number}", partial(_write, data=content[:16] + dice.randbytes(9000))
        yield from self._foreign()
        yield from self._logs()

    def _foreign(self) -> Iterator[Case]:
        yield "nothing in it", partial(_write, data=b"")
        yield "a text", partial(_write, data=b"Dear editor, here is my review.\n" * 300)
        for name, number in (("another program's", 0x1234), ("nobody's", 0)):
            yield f"{name} database", partial(_foreign_database, application_id=number)
        yield "a folder", _folder
        yield "a pipe", _pipe
        yield "a link to nowhere", partial(_link, to="nowhere")
        yield "a link to a library", partial(_link, to=str(self.other / "library.db"))
        for version in (1, 10, 2**31 - 1):
            yield f"{version} newer", partial(_pragma, words=f"user_version={version + 1000 if version < 2**31 - 1 else version}")
        yield "another application id", partial(_pragma, words=f"application_id={APPLICATION_ID + 1}")

    def _logs(self) -> Iterator[Case]:
        wal = (self.after_kill / "library.db-wal").read_bytes()
        foreign = (self.other / "library.db-wal").read_bytes()
        for name, data in (("another library's", foreign), ("bytes at random for a", b"x" * 9000), ("an empty", b"")):
            yield f"{name} log", partial(_beside, ending="-wal", data=data)
        yield "a log for memory of another time", partial(_beside, ending="-shm", data=b"\x07" * 32768)
        for number in range(0, len(wal), max(1, len(wal) // 25)):
            yield f"log cut at {number}", partial(self._killed, data=wal[:number])
            yield f"log torn at {number}", partial(self._killed, data=wal[:number] + bytes(512) + wal[number + 512 :])

    def _killed(self, root: Path, data: bytes) -> None:
        shutil.rmtree(root)
        shutil.copytree(self.after_kill, root)
        (root / "library.db-wal").write_bytes(data)


def cut_off_copy(library: Library, to: Path) -> None:
    """Save more, leave a copy as after a kill, and bring the library back to what it was."""
    article = library.load(library.reviews()[0].id).article
    keep(library, with_body(article.review, "Later words. " * 300), base=1)
    to.mkdir()
    for path in library.root.iterdir():
        if path.is_file() and not path.name.endswith("-shm"):
            (to / path.name).write_bytes(path.read_bytes())
    (to / "library.lock").write_text("cut short")
    library.close()


def _flip(root: Path, place: int, bit: int) -> None:
    content = bytearray((root / "library.db").read_bytes())
    content[place] ^= bit
    (root / "library.db").write_bytes(content)


def _zero(root: Path, page: int) -> None:
    content = bytearray((root / "library.db").read_bytes())
    content[page * 4096 : page * 4096 + 4096] = bytes(4096)
    (root / "library.db").write_bytes(content)


def _cut(root: Path, length: int) -> None:
    os.truncate(root / "library.db", length)


def _write(root: Path, data: bytes) -> None:
    (root / "library.db").write_bytes(data)


def _foreign_database(root: Path, application_id: int) -> None:
    (root / "library.db").unlink()
    with apsw.Connection(str(root / "library.db")) as database:
        database.execute("CREATE TABLE review (id TEXT)")
        database.execute(f"PRAGMA application_id={application_id}")
    database.close()


def _folder(root: Path) -> None:
    (root / "library.db").unlink()
    (root / "library.db").mkdir()


def _pipe(root: Path) -> None:
    (root / "library.db").unlink()
    os.mkfifo(root / "library.db")


def _link(root: Path, to: str) -> None:
    (root / "library.db").unlink()
    (root / "library.db").symlink_to(to)


def _pragma(root: Path, words: str) -> None:
    database = apsw.Connection(str(root / "library.db"))
    database.execute(f"PRAGMA {words}")
    database.close()


def _beside(root: Path, ending: str, data: bytes) -> None:
    (root / f"library.db{ending}").write_bytes(data)


def texts_of(library: Library) -> dict[str, str]:
    """Return what is in a library, in words."""
    articles = [library.load(row.id).article for row in library.reviews()]
    return {each.review.id: f"{each.work.title} {each.people} {each.review.parts[0].body}" for each in articles}


def fingerprint(root: Path) -> str:
    """Return what stands in the place of the database: its kind and its bytes."""
    path = root / "library.db"
    kind = stat.S_IFMT(path.lstat().st_mode)
    data = path.read_bytes() if stat.S_ISREG(kind) else str(path.readlink()).encode() if stat.S_ISLNK(kind) else b""
    return f"{kind:o} {hashlib.sha256(data).hexdigest()}"


def opened(root: Path, whole: dict[str, dict[str, str]]) -> list[str]:
    """Open what lies in ``root``; return what was found and what is wrong with that. ``whole`` are contents that may be there."""
    before = fingerprint(root)
    try:
        library = Library.open(root)
    except MatineeError as error:
        changed = [] if fingerprint(root) == before else ["was refused, and changed all the same"]
        return ["refused", *changed, *([] if str(error).endswith((".", "”", "?")) else [f"no sentence: {error}"])]
    with library:
        seen, wrong = _looked_through(library, whole)
        read_only = library.read_only
    if read_only and fingerprint(root) != before:
        wrong.append("was read only, and changed")
    return [f"{seen}, read only" if read_only else seen, *wrong]


def _looked_through(library: Library, whole: dict[str, dict[str, str]]) -> tuple[str, list[str]]:
    try:
        found = texts_of(library)
        library.find(parse_query("word7"))
        library.find_people("actor")
    except MatineeError:
        return "damage told on reading", []
    if found in whole.values():
        return "nothing lost", []
    if library.verify():
        return "damage found", []
    return "?", [f"other texts, and nothing is told: {len(found)} reviews"]


def main(folder: Path, stride: int) -> None:
    """Open every ``stride``-th case and print what came of it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    damages = Damages(folder)
    outcome, root = Outcome(), folder / "root"
    whole: dict[str, dict[str, str]] = {}
    for name in ("before", "whole", "after kill"):
        shutil.copytree(folder / name, root)
        whole[name] = in_child(partial(_texts_in, root)).answer
        shutil.rmtree(root)
    (folder / "whole" / "library.db-wal").unlink(missing_ok=True)
    for number, (name, make) in enumerate(damages.cases()):
        if number % stride and number < 480:
            continue
        for unclean in (False, True):
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(damages.whole, root)
            (root / "library.lock").write_text("cut short" if unclean else "")
            make(root)
            _note(outcome, f"{name}{', unclean' if unclean else ''}", in_child(partial(opened, root, whole), seconds=30))
    for name, mode in (("file", 0o444), ("folder", 0o555)):
        _note(outcome, f"a {name} that is read only", _as_nobody(damages.whole, root, mode, whole))
    print(outcome.text())


def _texts_in(root: Path) -> dict[str, str]:
    with Library.open(root) as library:
        return texts_of(library)


def _note(outcome: Outcome, name: str, ended: Any) -> None:
    outcome.seen["libraries"] += 1
    if ended.error or ended.killed:
        outcome.failures.append(f"{name}: {ended.error or 'killed'}")
        return
    seen, *wrong = ended.answer
    outcome.seen.update(Counter([seen]))
    outcome.failures += [f"{name}: {each}" for each in wrong]


def _as_nobody(whole: Path, root: Path, mode: int, contents: dict[str, dict[str, str]]) -> Any:
    """Open a library whose file or folder may not be written to, as a user whom that binds."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(whole, root)
    reached = [root, *root.parents][: len(root.parents)]

    def try_it() -> list[str]:
        if os.geteuid() == 0:
            for path in [root, *root.rglob("*")]:
                os.chown(path, NOBODY, NOBODY)
            for path in reached:
                path.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IXOTH)
            (root / "library.db").chmod(0o444)
            root.chmod(mode if mode == 0o555 else 0o755)
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        else:
            (root / "library.db").chmod(0o444)
            root.chmod(mode if mode == 0o555 else 0o755)
        return opened(root, contents)

    try:
        return in_child(try_it, seconds=30)
    finally:
        root.chmod(0o755)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
