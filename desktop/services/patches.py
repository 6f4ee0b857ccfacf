"""What a step of undo did to each of its records: by the hundred, put aside, so that a step of very many costs little memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.core.bulk import Patch
from desktop.core.errors import LibraryError
from desktop.storage.aside import Aside, Place


class Patches:
    """Patches in the rounds in which they were written; in memory there are only the ids of the records."""

    def __init__(self, root: Path) -> None:
        """Begin without any, for a library in the folder ``root``."""
        self._aside = Aside(root)
        self._rounds: list[tuple[tuple[str, ...], Place]] = []

    def __len__(self) -> int:
        """Return how many records were changed."""
        return sum(len(ids) for ids, _ in self._rounds)

    def __contains__(self, record_id: object) -> bool:
        """Say whether a record was changed."""
        return any(record_id in ids for ids, _ in self._rounds)

    def ids(self) -> Iterator[str]:
        """Yield the ids of the records."""
        return (record_id for ids, _ in self._rounds for record_id in ids)

    def add(self, patches: Sequence[Patch]) -> None:
        """Put a round aside."""
        if patches:
            place = self._aside.put(pickle.dumps(tuple(patches), pickle.HIGHEST_PROTOCOL))
            self._rounds.append((tuple(patch.id for patch in patches), place))

    def rounds(self) -> Iterator[tuple[Patch, ...]]:
        """Yield the rounds as they were added; raises LibraryError where the disk is gone on which they lie."""
        for _ids, place in self._rounds:
            try:
                patches = pickle.loads(self._aside.get(place))  # noqa: S301 - written by ourselves, into a file without a name
            except OSError as error:
                raise LibraryError(
                    "What was changed cannot be read any more, for its disk is gone; nothing was undone."
                ) from error
            yield patches

    def after(self, count: int) -> Patches:
        """Return the rounds behind the first ``count``."""
        rest = object.__new__(Patches)
        rest._aside, rest._rounds = self._aside, self._rounds[count:]
        return rest

    def all(self) -> Iterator[Patch]:
        """Yield every patch; raises LibraryError."""
        return (patch for patches in self.rounds() for patch in patches)
