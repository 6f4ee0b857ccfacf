"""The way of a library to this version's format: which stages it has, how long each takes, and how far along it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import peewee

from desktop.core.bringing_forward import Progress, Stage, Watch, unseen
from desktop.storage.backup import Step
from desktop.storage.database import driver_of

_LOOKS = 20_000
"""How many steps of SQLite, about a millisecond, pass between two looks at whether the work is still wanted."""


class Way:
    """Tells a :data:`Watch` how far it is, over all stages. ``shares`` says how long each takes, in any unit."""

    def __init__(self, watch: Watch = unseen, shares: Mapping[Stage, float] | None = None) -> None:
        """Stand at the beginning; a stage that is not among ``shares`` counts for nothing."""
        self._watch = watch
        self._shares = {stage: shares[stage] for stage in Stage if stage in shares} if shares else {}
        self._last: Callable[[], None] = lambda: None

    def at(self, stage: Stage) -> Step:
        """Return what takes note of so many, of so many, within a stage."""
        return partial(self._note, stage)

    def _note(self, stage: Stage, done: int, of: int) -> None:
        order = list(Stage)
        before = sum(share for each, share in self._shares.items() if order.index(each) < order.index(stage))
        whole = sum(self._shares.values()) or 1.0
        share = (before + self._shares.get(stage, 0.0) * done / max(of, 1)) / whole
        stages = [each for each in order if each in self._shares or each is stage]
        told = Progress(stage, done, of, min(share, 1.0), stages.index(stage) + 1, len(stages))
        self._last = partial(self._watch, told)
        self._last()

    @contextmanager
    def heard(self, database: peewee.Database) -> Iterator[None]:
        """Let the watch be asked within long statements too: what it raises breaks them off."""
        connection = driver_of(database)

        def look() -> bool:
            self._last()
            return False

        connection.set_progress_handler(look, _LOOKS)
        try:
            yield
        finally:
            connection.set_progress_handler(None)
