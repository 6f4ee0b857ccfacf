"""How far a library is on its way to this version's format, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


class Stage(Enum):
    """What is being done, in this order; a library that was cut short is only checked."""

    COPYING = auto()
    CHECKING = auto()
    CHANGING = auto()
    LISTING = auto()
    INDEXING = auto()


@dataclass(frozen=True, slots=True)
class Progress:
    """Where it stands: so many of about so many pages, steps or reviews of one stage, and ``share`` (0 to 1) of the whole way.

    The stage is the ``place``-th of ``places``.
    """

    stage: Stage
    done: int
    of: int
    share: float
    place: int
    places: int


class Ahead(Enum):
    """What is to be done before a library can be opened, long enough to be told: it is older, or was cut short and is large."""

    BRING_FORWARD = auto()
    CHECK = auto()


Watch = Callable[[Progress], None]
"""Is told now and then how far it is, many times a second; it ends the work by raising, and nothing is changed then."""


def unseen(_progress: Progress) -> None:
    """Watch nothing, where nobody waits."""
