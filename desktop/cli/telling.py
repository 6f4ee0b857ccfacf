"""Printing an answer, whatever stands at the other end: a terminal, a pipe that closes early, a full disk, another encoding."""

from __future__ import annotations

import json
import os
import sys
from typing import TextIO

from desktop.cli.answer import Answer


def tell(answer: Answer, *, as_json: bool = False) -> int:
    """Print an answer and return the exit status; a reader that went away is no fault, a full disk is."""
    text = _json(answer) if as_json and answer.plain is not None else answer.text
    fault = _write(sys.stdout, f"{text}\n") if text else None
    for sentence in (*answer.notes, *answer.refused):
        _write(sys.stderr, f"{sentence}\n")
    if fault is not None:
        _write(sys.stderr, f"The answer could not be written ({fault.strerror}).\n")
        return 1
    return answer.status


def flush() -> None:
    """Hand over what others, such as argparse, printed."""
    _write(sys.stdout, "")


def _json(answer: Answer) -> str:
    """Return the answer as JSON; with escapes where the stream has no bytes for every sign."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    return json.dumps(answer.plain, ensure_ascii=encoding != "utf8", indent=2)


def _write(stream: TextIO | None, text: str) -> OSError | None:
    """Write and flush; returns what kept the text from arriving, except that nobody reads it any more."""
    if stream is None:  # closed by whoever started the command
        return None
    try:
        # Names of files may hold what no encoding has; JSON reads the escapes of this handler as its own.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
        stream.write(text)
        stream.flush()
    except OSError as error:
        _let_go(stream)
        return None if isinstance(error, BrokenPipeError) else error
    return None


def _let_go(stream: TextIO) -> None:
    """Turn the stream away from what failed, for the interpreter flushes it once more as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
