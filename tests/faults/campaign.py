"""What a campaign of faults is, and what came of one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

MOST_TOLD = 20
"""Failures that are told one by one; more are only counted."""


@dataclass(slots=True)
class Outcome:
    """What was seen, each with how often; lines that say more of it; and a line for everything that was not as promised."""

    seen: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Take in what was seen elsewhere."""
        self.seen.update(other.seen)
        self.told += other.told
        self.failures += other.failures

    def text(self) -> str:
        """Return it as one line for :meth:`from_text`."""
        return json.dumps({"seen": self.seen, "told": self.told, "failures": self.failures})

    @classmethod
    def from_text(cls, text: str) -> Outcome:
        """Return what another process printed with :meth:`text`."""
        plain = json.loads(text)
        return cls(Counter(plain["seen"]), plain["told"], plain["failures"])

    def lines(self) -> list[str]:
        """Return it for people."""
        told = [", ".join(f"{number:,} {what}" for what, number in self.seen.items()), *self.told]
        told += [f"FAILED: {line}" for line in self.failures[:MOST_TOLD]]
        more = len(self.failures) - MOST_TOLD
        return [*told, *([f"and {more} failures more"] if more > 0 else [])]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is run: everything, or the slice that belongs to ``make test``."""

    full: bool

    def pick(self, full: int, slice_: int) -> int:
        """Return the number for this size."""
        return full if self.full else slice_


Campaign = Callable[[Path, Size], Outcome]
"""Runs one family in an empty folder that is deleted afterwards."""


class CannotRunError(Exception):
    """What a family needs is not here; the text says what, and how to get it."""
