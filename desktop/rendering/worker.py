"""The rendering child's side: waits for requests on its standard input and answers on its standard output.

A request is ``(id, kind, payload)``. Answers are ``("ready",)`` once, ``("part", id, part_id)`` before a part's text is rendered
that may take long, and ``("done", id, value)`` or ``("failed", id, error)``, the error a known one or a traceback. The child ends
when its standard input does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from desktop.core.article import Article
from desktop.core.changes import ArticleChange, PageChange, changed_article, page_change
from desktop.core.errors import MatineeError
from desktop.core.page import Page
from desktop.rendering.page import render_page, stylesheet
from desktop.rendering.pipe import receive, send
from desktop.rendering.templates import compile_all

Notice = Callable[[str, int], None]
Handler = Callable[[Any, Notice], Any]
"""Does one kind of request: takes the payload and a function to say of which part a text is being rendered, and how
many characters it has; returns what to answer."""

MEMORY_TO_GROW = 1 << 30
"""Bytes that the child may take beyond what it has when it is ready; a thousand times the longest review."""

QUICK_LENGTH = 1000
"""Characters below which a text is rendered in a moment, whatever stands in it, so that nobody needs to be told."""
QUICK_SECONDS = 0.1
"""Seconds after which the next text is told of, be it as short as it may: many moments are long too."""


class Live:
    """Renders for the live preview: takes what changed of an article, answers with what changed of its page."""

    def __init__(self) -> None:
        """Know no article yet."""
        self._article: Article | None = None
        self._page: Page | None = None

    def __call__(self, payload: tuple[Article | ArticleChange, Mapping[str, Any]], notice: Notice) -> Page | PageChange:
        """Render ``(article or what changed of it, options)``; the first article and page after the start are whole."""
        given, options = payload
        if isinstance(given, ArticleChange):
            assert self._article is not None
            given = changed_article(self._article, given)
        self._article = given
        before, self._page = self._page, render_page(given, notice=notice, **options)
        return (page_change(before, self._page) if before is not None else None) or self._page


def paste(payload: str, notice: Notice) -> str:
    """Turn the HTML of a clipboard into Markdown."""
    del notice
    from desktop.rendering.paste import markdown_from_html  # only who pastes waits for the parser of HTML to be loaded

    return markdown_from_html(payload)


def prepare() -> None:
    """Do ahead what the first page would otherwise wait for."""
    compile_all()
    stylesheet()


def serve(handlers: Mapping[str, Handler]) -> None:
    """Answer requests until standard input ends; whatever else writes to standard output goes to standard error."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    try:
        send(answers, ("ready",))
        while True:
            request_id, kind, payload = receive(requests)
            _answer(handlers, request_id, kind, payload, answers)
    except (EOFError, BrokenPipeError):
        return
    finally:
        with contextlib.suppress(BrokenPipeError):
            answers.close()


def _answer(handlers: Mapping[str, Handler], request_id: int, kind: str, payload: Any, answers: BinaryIO) -> None:
    told_at = time.monotonic()

    def notice(part_id: str, length: int) -> None:
        nonlocal told_at
        if length >= QUICK_LENGTH or time.monotonic() - told_at > QUICK_SECONDS:
            told_at = time.monotonic()
            send(answers, ("part", request_id, part_id))

    try:
        value = handlers[kind](payload, notice)
    except BrokenPipeError:
        raise
    except MatineeError as error:
        send(answers, ("failed", request_id, error))
        return
    except Exception as error:  # noqa: BLE001 - whatever goes wrong with one request is told, and the next one served
        send(answers, ("failed", request_id, _report_of(error)))
        return
    send(answers, ("done", request_id, value))


def _report_of(error: Exception) -> str:
    """Return the kind of an error and where it was, but not what it says: that may hold words of the review."""
    frames = traceback.extract_tb(error.__traceback__)
    return "\n".join([type(error).__name__, *(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)])


def _limit_memory() -> None:
    """Let the child fail rather than the computer; only where the system can say and limit how much it takes."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    sizes = Path("/proc/self/statm")
    if sizes.exists():
        most = int(sizes.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + MEMORY_TO_GROW
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
