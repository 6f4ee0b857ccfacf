"""The readable copies: a Markdown file for every review beside the database, and one JSON file for what belongs to no review.

They are made of the library and never read while it is whole; :mod:`desktop.services.rebuilding` makes a library of them. A file
is up to date where it was written after the last change of all that it prints, so nothing need be remembered between sittings but
since when copies tell all that they tell now: those that an earlier version wrote are written anew, once.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

from desktop.core.article import Article
from desktop.core.errors import LibraryError, MatineeError, NotFoundError
from desktop.core.front_moments import moment_of
from desktop.core.saving import Saved, now_utc, stamp
from desktop.exporters.export import Export, Options
from desktop.exporters.file_names import stem_of
from desktop.services.jobs import Job
from desktop.storage.durable import make_private_folder, take_parts_away, write_durably
from desktop.storage.library import Library
from desktop.storage.opening import READABLE_FOLDER, SHARED_FILE
from desktop.storage.plain_copies import Stand, are_reviews, moments_of, reviews_printing, shared_text, stands
from desktop.storage.viewings import viewings_of_review

FORMAT_ID = "markdown-front-matter"
SWITCH = "readable"
"""The key under which the library keeps ``off`` where no copies are wanted."""
SETTINGS = (SWITCH, "saved_searches", "people_apart")
"""The values of the library that its copy holds too."""
TELLING_SINCE = "copies-tell-moments-since"
"""The key under which the library keeps the moment (UTC, ISO 8601) since which its copies tell when things were changed."""
TRASH = "trash"
"""The folder in ``readable`` for the copies of reviews that are in the trash."""

_COPY = re.compile(r"[a-z0-9_-]+-([0-9a-f]{12})\.md")
_SLACK_SECONDS = 2
"""How much later than the change a file must have been written to be taken as made of it; moments are stored to the second."""

Render = Callable[[Article, Options], Export]
"""Makes the Markdown of an article with :data:`FORMAT_ID`; raises MatineeError."""


def wants_copies(library: Library) -> bool:
    """Say whether readable copies are to be kept: the library can be written to, and they are not switched off."""
    return not library.read_only and library.recall(SWITCH) != "off"


def short_id(review_id: str) -> str:
    """Return the twelve hexadecimal digits that stand for a review in the name of its copy, whatever its slug is."""
    return hashlib.sha256(review_id.encode("utf-8", "replace")).hexdigest()[:12]


def place_of(article: Article) -> str:
    """Return where the copy of a review lies in ``readable``, with forward slashes."""
    name = f"{stem_of(article)}-{short_id(article.review.id)}.md"
    return f"{TRASH}/{name}" if article.review.trashed_at else name


def fitting_copies(folder: Path, found: Iterable[Stand]) -> list[str]:
    """Return the files in a folder ``readable`` that are as new as their reviews, and those of reviews that are not known.

    They are places in it, with forward slashes; raises ``OSError``.
    """
    changed = {short_id(stand.review): stand.changed for stand in found}
    fitting = [SHARED_FILE] if (folder / SHARED_FILE).is_file() else []
    for key, place, written in _copies_in(folder):
        if key not in changed or _is_after(written, changed[key]):
            fitting.append(place.as_posix())
    return fitting


def _copies_in(folder: Path) -> Iterator[tuple[str, PurePosixPath, float]]:
    """Yield every copy: the digits that stand for its review, its place, and when it was written, in seconds."""
    for below in (PurePosixPath(), PurePosixPath(TRASH)):
        with suppress(FileNotFoundError), os.scandir(folder / below) as entries:
            for entry in entries:
                named = _COPY.fullmatch(entry.name)
                if named is not None and entry.is_file(follow_symlinks=False):
                    yield named[1], below / entry.name, entry.stat(follow_symlinks=False).st_mtime


def _is_after(written: float, changed: str) -> bool:
    """Say whether a file was written (in seconds) after a change (UTC, ISO 8601) for certain."""
    return written >= datetime.fromisoformat(changed).timestamp() + _SLACK_SECONDS


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the copies are: files written now, reviews still to be written, what kept one from it or nothing."""

    written: int
    left: int
    refused: str = ""


class ReadableCopies:
    """Keeps the copies of one library up to date. ``note`` may come from any thread; everything else from one at a time."""

    def __init__(self, library: Library, render: Render) -> None:
        """Keep copies of an open library; nothing is done before it is asked for."""
        self._library, self._render = library, render
        self._folder = library.root / READABLE_FOLDER
        self._places: dict[str, PurePosixPath] | None = None
        self._waiting: dict[str, None] = {}
        self._unsorted: set[str] = set()
        self._shared_due = True
        self._guard = threading.Lock()

    def note(self, saved: Saved) -> None:
        """Take note of a save; what it changed is written later."""
        with self._guard:
            self._unsorted.update(saved.revisions, saved.discarded)

    def survey(self, job: Job) -> int:
        """Find every review whose copy is missing or older than what it prints, and take away what left the trash for good.

        Any other copy of what the library does not know stays: its database may have been put back from an earlier day.

        Returns how many are to be written. Raises MatineeError and Cancelled.
        """
        self._sort()
        since = self._telling_since()
        found = self._stands(job)
        with _told():
            times = self._listed()
            known = {short_id(stand.review): stand for stand in found}
            for gone in times.keys() - known.keys():
                if self._known_places()[gone].parts[0] == TRASH:
                    self._remove(gone)
        for done, (key, stand) in enumerate(known.items()):
            if done % 1000 == 0:
                job.step(done, len(known))
            written = times.get(key, 0.0)
            if written < since or not _is_after(written, stand.changed):
                self._waiting.setdefault(stand.review)
        return len(self._waiting)

    def _telling_since(self) -> float:
        """Return since when, in seconds, copies tell what they tell now: since now where no earlier survey says so."""
        known = moment_of(self._library.recall(TELLING_SINCE))
        moment = datetime.fromisoformat(known) if known else now_utc()
        if not known:
            with suppress(LibraryError):  # the next sitting asks again
                self._library.remember(TELLING_SINCE, stamp(moment)).result()
        return moment.timestamp()

    def _stands(self, job: Job) -> list[Stand]:
        """Return every review, the one changed last first; what is saved meanwhile is noted by itself."""
        found: list[Stand] = []
        while more := self._library.ask(partial(stands, after=found[-1].review if found else "")):
            found += more
            job.step(0, len(found))
        return sorted(found, key=lambda stand: stand.changed, reverse=True)

    def drop_backlog(self) -> None:
        """Leave alone what waits now, until the next sitting; what changes from now on is written."""
        self._waiting.clear()

    def write(self, job: Job, seconds: float, *, shared: bool = False) -> Progress:
        """Write copies for about so many seconds, those of the last changes first; ``shared`` also looks at :data:`SHARED_FILE`.

        Raises MatineeError where the disk or the library refuses, and Cancelled; what was not written waits on. One review that
        cannot be written does not keep the others from it.
        """
        until, written, refused = time.monotonic() + seconds, 0, ""
        self._sort()
        if shared or self._shared_due:
            self._write_shared(job)
        failed: dict[str, None] = {}
        while self._waiting and (not written or time.monotonic() < until):
            job.step(0, len(self._waiting))
            review_id = next(iter(self._waiting))
            try:
                self._write_review(review_id)
            except CopiesError:
                raise
            except MatineeError as error:
                failed[review_id], refused = None, str(error)
            del self._waiting[review_id]
            written += 1
            self._sort()
        self._waiting |= failed
        return Progress(written, len(self._waiting) - len(failed), refused)

    def _sort(self) -> None:
        """Put the reviews that print what was noted before those that wait; raises MatineeError."""
        with self._guard:
            noted = set(self._unsorted)
        if not noted:
            return
        printing = self._library.ask(lambda database: reviews_printing(database, noted))
        self._shared_due |= not self._library.ask(lambda database: are_reviews(database, noted))
        with _told():
            gone = {each for each in noted - printing if short_id(each) in self._known_places()}
        first = dict.fromkeys(sorted(printing | gone))
        self._waiting = first | self._waiting
        with self._guard:
            self._unsorted -= noted

    def _write_shared(self, job: Job) -> None:
        text = self._library.ask(partial(shared_text, settings=SETTINGS, look=partial(job.step, 0, 1)))
        with _told():
            _put(self._folder / SHARED_FILE, text.encode("utf-8"))
        self._shared_due = False

    def _write_review(self, review_id: str) -> None:
        key = short_id(review_id)
        try:
            article = self._library.load(review_id).article
        except NotFoundError:
            with _told():
                self._known_places()
                self._remove(key)
            return
        place = PurePosixPath(place_of(article))
        seen = self._library.ask(partial(viewings_of_review, review_id=review_id))
        moments = self._library.ask(partial(moments_of, article=article))
        options = Options(private=True, stored="/".join([".."] * len(place.parts)), viewings=seen, moments=moments)
        data = self._render(article, options).main.data
        with _told():
            old = self._known_places().get(key)
            _put(self._folder / place, data)
            if old is not None and old != place:
                (self._folder / old).unlink(missing_ok=True)
            self._known_places()[key] = place

    def _remove(self, key: str) -> None:
        place = self._known_places().pop(key, None)
        if place is not None:
            (self._folder / place).unlink(missing_ok=True)

    def _known_places(self) -> dict[str, PurePosixPath]:
        if self._places is None:
            self._listed()
        assert self._places is not None
        return self._places

    def _listed(self) -> dict[str, float]:
        """Look which copies lie there and when each was written, in seconds; where a review has two, one goes."""
        self._places, times = {}, {}
        make_private_folder(self._folder)
        take_parts_away(self._folder / TRASH)
        for key, place, written in _copies_in(self._folder):
            if key in self._places:  # a kill came between a new name and the end of the old one
                times[key] = 0.0
                (self._folder / place).unlink()
                continue
            self._places[key], times[key] = place, written
        return times


class CopiesError(LibraryError):
    """The disk refused readable copies."""


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the disk reports into a sentence."""
    try:
        yield
    except OSError as error:
        raise CopiesError(
            f"The readable copies could not be brought up to date ({error.strerror or error}); your reviews are not touched "
            "by that, and it is tried again."
        ) from error


def _put(path: Path, data: bytes) -> None:
    """Write a file whole; one that has these bytes already is only marked as looked at now. Raises OSError."""
    make_private_folder(path.parent)
    with suppress(FileNotFoundError):
        if not path.is_symlink() and path.read_bytes() == data:
            os.utime(path)
            return
    write_durably(path, data)
