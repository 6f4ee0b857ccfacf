"""One measured figure, with the floor it was measured beside and the most it may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """A median: ``value`` in ``unit`` (``ms``, ``MiB``), with the ``floor`` of the same run where there is one.

    ``at_most`` is the promise: of the ratio to the floor where there is a floor, else of the value itself; None where nothing is
    promised. ``low`` and ``high`` are the ends of what was seen.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    at_most: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value over its floor."""
        return self.value / self.floor if self.floor else None

    @property
    def kept(self) -> bool | None:
        """Whether the promise is kept; None where there is none."""
        if self.at_most is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.at_most

    def line(self) -> str:
        """Return the figure as one line for people."""
        said = f"{self.name}: {self.value:.2f} {self.unit}"
        if self.low is not None and self.high is not None:
            said += f" ({self.low:.1f} to {self.high:.1f})"
        if self.ratio is not None and self.floor is not None:
            said += f", {self.ratio:.2f} times {self.floor_name or 'the floor'} ({self.floor:.1f} {self.unit})"
        if self.at_most is not None:
            of = "times" if self.ratio is not None else self.unit
            said += f"; at most {self.at_most:g} {of}: {'kept' if self.kept else 'NOT KEPT'}"
        return said

    def plain(self) -> dict[str, object]:
        """Return the figure as JSON values."""
        return asdict(self) | {"ratio": self.ratio, "kept": self.kept}


Measure = Callable[[Path], Iterator[Figure]]
"""Measures one family in an empty folder that is deleted afterwards, and yields figures as they come."""


class CannotMeasureError(Exception):
    """What is needed for a family is not here; the text says what, and how to get it."""
