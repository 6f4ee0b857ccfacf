"""The one job runner: work that takes long and belongs neither to the writer nor to the rendering child.

Toolkit-free; the window brings results back to its own thread through :mod:`desktop.gui.courier`.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Result = TypeVar("Result")


class Cancelled(Exception):  # noqa: N818 - a wish that was granted is no error
    """Raised inside a job by :meth:`Job.step` once its cancellation was asked for."""


class Job:
    """What a running job holds: it reports its progress and asks whether to go on."""

    def __init__(self, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Report progress to ``on_progress(done, of)``, called on the job's thread."""
        self._cancelled = threading.Event()
        self._on_progress = on_progress

    def cancel(self) -> None:
        """Ask the job to end at its next step."""
        self._cancelled.set()

    def step(self, done: int, of: int) -> None:
        """Report progress; raises :class:`Cancelled` where the job is no longer wanted."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._on_progress is not None:
            self._on_progress(done, of)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage inside: what thousands of records are made of holds every thread up while it is looked over."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class JobRunner:
    """Runs jobs one after the other on a thread of its own, and answers short questions on another, which no job holds up.

    What is asked for after it was closed is cancelled at once: a timer of the window may come late.
    """

    def __init__(self) -> None:
        """Start without a thread; the first job makes it."""
        self._answers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="matinee-answer")
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="matinee-job")

    def run(self, work: Callable[[Job], Result], job: Job | None = None) -> Future[Result]:
        """Queue ``work``; its result or exception comes through the future."""
        return _queued(self._pool, work, job or Job())

    def answer(self, question: Callable[[], Result]) -> Future[Result]:
        """Queue a question that is answered within a moment; its answer or exception comes through the future."""
        return _queued(self._answers, question)

    def close(self) -> None:
        """Wait for the running job and question, drop those not begun, and end the threads."""
        self._answers.shutdown(wait=True, cancel_futures=True)
        self._pool.shutdown(wait=True, cancel_futures=True)


def _queued(pool: ThreadPoolExecutor, work: Callable[..., Result], *given: Job) -> Future[Result]:
    try:
        return pool.submit(work, *given)
    except RuntimeError:  # the pool's word that it was shut down
        never: Future[Result] = Future()
        never.cancel()
        return never
