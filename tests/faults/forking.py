"""Runs a function in a child process of its own, forked while no other thread runs: quick, and it may be killed."""

from __future__ import annotations

import json
import os
import select
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its answer (JSON values), or that it was killed, or what it raised, or that it never came back."""

    answer: Any = None
    killed: bool = False
    error: str = ""


def in_child(function: Callable[[], object], seconds: float = SECONDS) -> Ended:
    """Run ``function`` in a forked child and return how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _run(function, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        if not select.select([pipe], [], [], seconds)[0]:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return Ended(error=f"did not come back within {seconds:.0f} seconds")
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        end = os.WTERMSIG(status)
        return Ended(killed=True) if end == signal.SIGKILL else Ended(error=f"ended by signal {end}")
    told = json.loads(said or b'{"error": "ended without a word"}')
    return Ended(told.get("answer"), error=told.get("error", ""))


def _run(function: Callable[[], object], writing: int) -> None:
    try:
        told: dict[str, Any] = {"answer": function()}
    except BaseException:  # noqa: BLE001 - it is told to the parent, whatever it is
        told = {"error": traceback.format_exc()}
    os.write(writing, json.dumps(told).encode())
    os._exit(0)
