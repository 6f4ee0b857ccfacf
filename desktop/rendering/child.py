"""The window's side of the rendering child: starts it, asks it, and ends it when a text takes too long.

Toolkit-free, and imports neither Markdown nor Jinja, so that the window's process stays light. All state belongs to one thread
(``rendering``), which also calls back; the thread of the pipe only hands the child's answers over. One thing is done elsewhere,
under a lock: whoever asks for a page sends a small change to a child that waits, for a key has no time to wake a thread.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core.changes import PageChange, article_change, changed_page
from desktop.core.errors import MatineeError
from desktop.rendering.process import ChildProcess
from desktop.rendering.sources import markdown_of

if TYPE_CHECKING:
    from desktop.core.article import Article
    from desktop.core.page import Page

_log = logging.getLogger(__name__)

START_LIMIT = 60.0
"""Seconds until the child must be ready; a cold disk or a busy computer needs several."""
BARE_LIMIT = 20.0
"""Seconds that a page may take apart from the texts of its parts."""
MOST_AT_ONCE = 12_000
"""Characters of changed texts that are sent by whoever asks: the pipe takes them whole, so that nobody is kept waiting."""
_ATTEMPTS = 3


class RenderingFailedError(Exception):
    """The child could not do what was asked; the text is its traceback, or says how it ended."""


class RenderingTooSlowError(MatineeError):
    """A request took longer than it may, and the child was ended; nothing was made."""


@dataclass(slots=True)
class _Job:
    """A request: what to send, whom to tell, and where it stands."""

    kind: str
    payload: Any
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    limit: float
    article: Article | None = None
    future: Future[Any] | None = None
    part: str | None = None
    attempts: int = 0


class RenderingChild:
    """A process that renders: it runs ``module``, which calls ``desktop.rendering.worker.serve``.

    ``limit_seconds`` is how long one part's text may take in the live preview. Callbacks come on the rendering thread. The child
    starts with the first request or, ahead of it, with :meth:`start`. It must be closed.
    """

    def __init__(self, module: str, *, limit_seconds: float = 1.0) -> None:
        """Let a part’s text take ``limit_seconds`` in the live preview."""
        self._events: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._desk = _Desk(module, limit_seconds, self._events)
        self._thread = threading.Thread(target=self._desk.run, name="rendering", daemon=True)
        self._thread.start()
        self._closed = False

    def start(self) -> None:
        """Start the child if it is not running; returns at once."""
        self._put(self._desk.start)

    def render(
        self,
        article: Article,
        on_page: Callable[[Page], None],
        *,
        on_failure: Callable[[Exception], None] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """Render the article for the live preview and call ``on_page``.

        The latest wins: a request that still waits when the next one comes is dropped, and nobody is told. A part that takes
        longer than the limit is left unformatted and named in ``Page.paused``; it is tried again as soon as its text changes.
        ``options`` are named arguments of ``render_page``. A failure that has no ``on_failure`` is logged.
        """
        job = _Job("live", dict(options or {}), on_page, on_failure or _log_failure, BARE_LIMIT, article)
        self._desk.asked.append(job)
        self._desk.hurry()
        self._put(self._desk.look)

    def call(self, kind: str, payload: Any, limit_seconds: float = 60.0) -> Future[Any]:
        """Ask for something that must not be dropped, such as an export; calls are done in order, a waiting page before them.

        The future holds the answer, or a ``MatineeError`` (:class:`RenderingTooSlowError` past the limit), or
        :class:`RenderingFailedError` for a bug. It is cancelled where the child is closed before.
        """
        future: Future[Any] = Future()
        job = _Job(kind, payload, future.set_result, future.set_exception, limit_seconds, future=future)
        self._put(partial(self._desk.ask, job))
        return future

    def close(self) -> None:
        """End the child and its threads; requests still waiting are dropped. Does nothing the second time."""
        if not self._closed:
            self._closed = True
            self._events.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    @property
    def process_id(self) -> int | None:
        """The running child's process id, or None while there is none."""
        child = self._desk.child
        return child.process_id if child is not None else None

    def _put(self, event: Callable[[], None]) -> None:
        if self._closed:
            raise RuntimeError("the rendering child was closed")
        self._events.put(event)


class _Desk:
    """What the rendering thread keeps; every method runs on it, one event after the other."""

    def __init__(self, module: str, limit: float, events: queue.SimpleQueue[Callable[[], None] | None]) -> None:
        self.module, self.limit, self.events = module, limit, events
        self.child: ChildProcess | None = None
        self.ready = False
        self.numbers = itertools.count(1)
        self.current: _Job | None = None
        self.current_id = 0
        self.late_at: float | None = None
        self.asked: deque[_Job] = deque(maxlen=1)  # the page asked for last, put down by any thread
        self.page: _Job | None = None
        self.calls: deque[_Job] = deque()
        self.paused: dict[str, tuple[str, ...]] = {}
        self.failed_starts = 0
        self.sent: Article | None = None  # what the running child has: the article last sent, the page it last made
        self.made: Page | None = None
        self.lock = threading.Lock()  # held by who uses any of these but `events` and `asked`

    # ---- events ---------------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Handle events until closing is asked for."""
        while True:
            try:
                wait = None if self.late_at is None else max(0.0, self.late_at - time.monotonic())
                event = self.events.get(timeout=wait)
            except queue.Empty:
                event = self._on_late
            if event is None:
                break
            with self.lock:
                event()
                self._next()
        if self.child is not None:
            (self.child.kill if self.current else self.child.finish)()
        for job in (*self.calls, *([self.current] if self.current else [])):
            if job.future is not None and not job.future.cancel():
                job.future.set_exception(CancelledError())

    def start(self) -> None:
        """Start a child where none runs."""
        if self.child is not None:
            return
        self.late_at = time.monotonic() + START_LIMIT
        try:
            self.child = ChildProcess(self.module, next(self.numbers), self._heard)
        except OSError as error:
            self.late_at = None
            self._give_up(RenderingFailedError(f"no process could be started: {error}"))

    def look(self) -> None:
        """Take up the page asked for last."""
        if self.asked:
            self.page = self.asked.pop()

    def hurry(self) -> None:
        """Send the page asked for last if the child waits and what changed is small; done by the thread that asks."""
        if not self.lock.acquire(blocking=False):
            return
        try:
            self.look()
            if self.child is None or not self.ready or self.current or self.page is None or not self._is_small(self.page):
                return
            job, self.page = self.page, None
            self._send(self.child, job)
        finally:
            self.lock.release()

    def _is_small(self, job: _Job) -> bool:
        change = article_change(self.sent, job.article) if self.sent and job.article else None
        if change is None or change.people is not None or change.images is not None:
            return False
        return sum(len(part.body) for part in change.parts) <= MOST_AT_ONCE

    def ask(self, job: _Job) -> None:
        """Queue a call."""
        self.calls.append(job)

    def _heard(self, number: int, message: tuple[Any, ...] | None) -> None:
        """Bring what the pipe's thread heard to the rendering thread."""
        self.events.put(partial(self._on_message, number, message))

    def _on_message(self, number: int, message: tuple[Any, ...] | None) -> None:
        if self.child is None or self.child.number != number:
            return
        if message is None:
            self._on_death()
        elif message[0] == "ready":
            self.ready, self.late_at, self.failed_starts = True, None, 0
        elif self.current is not None and message[1] == self.current_id:
            self._on_answer(self.current, message[0], message[2])

    def _on_answer(self, job: _Job, what: str, value: Any) -> None:
        if what == "part":
            if job.article is not None:
                job.part, self.late_at = value, time.monotonic() + self.limit
            return
        self.current, self.late_at = None, None
        if what == "done" and job.article is not None:
            value = self.made = changed_page(self.made, value) if self.made and isinstance(value, PageChange) else value
        _tell(job.done if what == "done" else job.failed, value if what == "done" else _error(value))

    def _on_late(self) -> None:
        job, was_ready = self.current, self.ready
        self._end_child()
        if not was_ready:
            self._failed_start("the rendering child did not become ready")
        elif job is not None and job.article is not None and job.part is not None:
            self._pause(job, job.part)
        elif job is not None:
            words = f"This took longer than {job.limit:g} seconds and was stopped. Nothing was made, and nothing was changed."
            _tell(job.failed, RenderingTooSlowError(words))
        self.start()

    def _on_death(self) -> None:
        """Start anew after a child that ended by itself, and repeat what it was doing; a part it dies of twice is paused."""
        job, was_ready = self.current, self.ready
        self._end_child()
        if not was_ready:
            self._failed_start("the rendering child ended before it was ready")
            return
        if job is not None and job.attempts < _ATTEMPTS:
            if job.article is not None and job.part is not None and job.attempts > 1:
                self._pause(job, job.part)
            else:
                self._repeat(job)
        elif job is not None:
            _tell(job.failed, RenderingFailedError(f"the rendering child ended {job.attempts} times while it worked on this"))
        self.start()

    # ---- what follows ---------------------------------------------------------------------------------------------------

    def _next(self) -> None:
        """Send the next request where the child is free, a page before calls; start one where something waits."""
        while self.current is None and (self.page is not None or self.calls):
            if self.child is None:
                self.start()
            if self.child is None or not self.ready:
                return
            if self.page is not None:
                job, self.page = self.page, None
            else:
                job = self.calls.popleft()
                if not _begun(job):
                    continue
            self._send(self.child, job)

    def _send(self, child: ChildProcess, job: _Job) -> None:
        payload = job.payload
        if job.article is not None:
            change = article_change(self.sent, job.article) if self.sent is not None else None
            payload = (change or job.article, {**job.payload, "paused": self._still_paused(job.article)})
            self.sent = job.article
        job.attempts += 1
        job.part = None
        self.current, self.current_id = job, next(self.numbers)
        self.late_at = time.monotonic() + job.limit
        child.send((self.current_id, job.kind, payload))

    def _repeat(self, job: _Job) -> None:
        if job.article is None:
            self.calls.appendleft(job)
        elif self.page is None:
            self.page = job

    def _pause(self, job: _Job, part_id: str) -> None:
        assert job.article is not None
        part = job.article.review.part(part_id)
        if part is not None:
            self.paused[part_id] = markdown_of(job.article, part)
        job.attempts = 0
        self._repeat(job)

    def _still_paused(self, article: Article) -> frozenset[str]:
        """Return the paused parts whose text is still the one that was too slow; the others may try again."""
        for part in article.review.parts if self.paused else ():
            if part.id in self.paused and self.paused[part.id] != markdown_of(article, part):
                del self.paused[part.id]
        return frozenset(self.paused)

    def _failed_start(self, words: str) -> None:
        self.failed_starts += 1
        if self.failed_starts >= _ATTEMPTS:
            self.failed_starts = 0
            self._give_up(RenderingFailedError(words))
        else:
            self.start()

    def _give_up(self, error: Exception) -> None:
        """Tell everybody who waits; the next request tries to start a child again."""
        waiting = [job for job in self.calls if _begun(job)]
        waiting += [self.page] if self.page is not None else []
        self.page = None
        self.calls.clear()
        for job in waiting:
            _tell(job.failed, error)

    def _end_child(self) -> None:
        if self.child is not None:
            self.child.kill()
        self.child, self.ready, self.current, self.late_at = None, False, None, None
        self.sent = self.made = None


def _begun(job: _Job) -> bool:
    """Mark a call as begun; say whether it is still wanted."""
    return job.attempts > 0 or job.future is None or job.future.set_running_or_notify_cancel()


def _error(value: Any) -> Exception:
    return value if isinstance(value, MatineeError) else RenderingFailedError(str(value))


def _tell(callback: Callable[[Any], None], value: Any) -> None:
    """Call back; an error in a callback is a bug of its own, and must not end the rendering thread."""
    try:
        callback(value)
    except Exception:  # noqa: BLE001
        _log.exception("a callback of the rendering child failed")


def _log_failure(error: Exception) -> None:
    _log.error("the page could not be rendered: %s", error)
