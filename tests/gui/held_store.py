"""A store that can be held up between autosave and the library, as a slow disk would, and what is in the database by itself."""

from __future__ import annotations

import json
from concurrent.futures import Future
from pathlib import Path

import apsw

from desktop.core.errors import SaveError
from desktop.core.saving import Batch, Saved
from desktop.storage.library import Library


class HeldStore:
    """Hands batches on to a library; while it is held they wait, in order."""

    def __init__(self, library: Library) -> None:
        self._save = library.save
        self.held = False
        self._passing: int | None = None
        self._waiting: list[tuple[Batch, Future[Saved]]] = []

    def save(self, batch: Batch) -> Future[Saved]:
        answer: Future[Saved] = Future()
        self._waiting.append((batch, answer))
        if self._passing is not None and batch.changes:
            self._passing -= 1
            self.held = self._passing < 0
        if not self.held:
            self._let_through()
        return answer

    def hold_after(self, batches: int) -> None:
        """Let so many more batches with changes of records through, and hold what comes from then on."""
        self._passing = batches

    def release(self) -> None:
        """Let through what waits, and hold nothing more."""
        self.held, self._passing = False, None
        self._let_through()

    def _let_through(self) -> None:
        waiting, self._waiting = self._waiting, []
        for batch, answer in waiting:
            self._save(batch).add_done_callback(lambda done, answer=answer: _hand_over(done, answer))  # type: ignore[misc]

    def refuse(self, error: SaveError) -> None:
        """Answer what waits with an error, unwritten, and hold nothing more."""
        self.held = False
        waiting, self._waiting = self._waiting, []
        for _batch, answer in waiting:
            answer.set_exception(error)


def _hand_over(done: Future[Saved], answer: Future[Saved]) -> None:
    error = done.exception()
    if error is None:
        answer.set_result(done.result())
    else:
        answer.set_exception(error)


class Ledger:
    """Reads what is in a library's database past the program, through the system's own disk whatever the program's does."""

    def __init__(self, library: Path) -> None:
        self._database = apsw.Connection(str(library / "library.db"), flags=apsw.SQLITE_OPEN_READONLY, vfs="unix")

    def stored(self) -> dict[str, str]:
        """Return every text, title and name by its key, and under ``trash …`` when a review was moved there."""
        found: dict[str, str] = {}
        for review_id, body in self._database.execute("SELECT id, body FROM review"):
            plain = json.loads(body)
            found |= {f"text {review_id} {part['id']}": part.get("body", "") for part in plain.get("parts", ())}
            found[f"trash {review_id}"] = plain.get("trashed_at", "")
        for table, name in (("work", "title"), ("person", "name")):
            for record_id, body in self._database.execute(f"SELECT id, body FROM {table}"):
                found[f"{table} {record_id}"] = json.loads(body).get(name, "")
        return found

    def close(self) -> None:
        self._database.close()
