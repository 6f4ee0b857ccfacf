"""The rendering child's side: waits for requests on its standard input and answers on its standard output.

A request is ``(id, kind, payload)``. Answers are ``("ready",)`` once, ``("part", id, part_id)`` before a part's text is rendered
anew, and ``("done", id, value)`` or ``("failed", id, error)``, the error a known
one or a traceback. The child ends when its standard input does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from desktop.core.article import Article
from desktop.core.errors import MatineeError
from desktop.core.page import Page
from desktop.rendering.page import render_page, stylesheet
from desktop.rendering.pipe import receive, send
from desktop.rendering.templates import compile_all

Notice = Callable[[str], None]
Handler = Callable[[Any, Notice], Any]
"""Does one kind of request: takes the payload and a function to say which part is being worked on; returns what to answer."""

MEMORY_TO_GROW = 1 << 30
"""Bytes that the child may take beyond what it has when it is ready; a thousand times the longest review."""


def page(payload: tuple[Article, Mapping[str, Any]], notice: Notice) -> Page:
    """Render ``(article, options)``; the options are the named arguments of ``render_page``."""
    article, options = payload
    return render_page(article, notice=notice, **options)


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
    def notice(part_id: str) -> None:
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
