"""What a verb answers, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """``text`` for people, ``plain`` (JSON values) for ``--json``, and a sentence for everything that was refused.

    What was refused goes to standard error and makes the exit status 1; the rest was done. ``notes`` are sentences about what
    was done otherwise than it might be thought; they go to standard error too and change no status.
    """

    text: str = ""
    plain: Any = None
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """The exit status."""
        return 1 if self.refused else 0


class UsageError(Exception):
    """The words of the command do not fit together; the text says how they would."""
