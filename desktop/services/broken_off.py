"""Word of a change of many reviews, left in the library while it goes on: what was broken off is told, and gone on or back with.

A change is written a round at a time. What a round did is noted in the transaction that does it, so that after a kill or a power
cut nobody has to guess which reviews are changed; with the last round all of the word goes.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from desktop.core.article import Record
from desktop.core.bulk import Action, ChangeTags, Patch, SetOutlet, SetStatus, SetTrashed
from desktop.core.errors import FormatError, MatineeError
from desktop.core.outlet import Outlet
from desktop.core.records import field_types, from_plain, to_json
from desktop.core.review import Review
from desktop.core.saving import Batch, Saved
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.services.archive import Archive
from desktop.services.patches import Patches
from desktop.storage.notes import keys_of_notes, read_notes

_HEAD = "bulk"
_ROUND = "bulk round "
_ACTIONS: Mapping[str, type[Action]] = {"status": SetStatus, "tags": ChangeTags, "outlet": SetOutlet, "trash": SetTrashed}
_KINDS: Mapping[str, type[Record]] = {"review": Review, "work": Work, "viewing": Viewing, "outlet": Outlet}
_AT_ONCE = 5
"""Rounds of an undo that are noted in one transaction before it begins."""

Noted = Mapping[str, str | None]
"""Values to be remembered under keys; None forgets one."""

_log = logging.getLogger(__name__)


class Word:
    """What one change leaves word of: its ``label``, its ``action`` where it has one, and ``turned`` where it is undo or redo."""

    def __init__(self, archive: Archive, label: str, action: object = None, turned: str = "") -> None:
        """Leave nothing; a change of one round is whole or not at all, and needs no word."""
        self._archive = archive
        self._head = {"label": label, "action": _action_plain(action), "turned": turned}
        self._ids: Sequence[str] = ()
        self._done: Iterable[Sequence[Patch]] = ()
        self._ahead: Iterable[Sequence[Patch]] = ()
        self._keys: set[str] = set()
        self._offset = 0

    def announce(self, ids: Sequence[str], done: Iterable[Sequence[Patch]] = (), ahead: Iterable[Sequence[Patch]] = ()) -> None:
        """Have something to say: the ``ids`` that are to be changed, rounds that are ``done`` or, of an undo, lie ``ahead``."""
        self._ids, self._done, self._ahead = ids, done, ahead

    def begin(self) -> None:
        """Say what was announced; raises SaveError, nothing is to be changed then."""
        if not self._ids:
            return
        forget(self._archive).result()
        rounds: dict[str, str | None] = {}
        known = chain(((each, True) for each in self._done), ((each, False) for each in self._ahead))
        for number, (patches, done) in enumerate(known):
            rounds[_key(number)] = _plain_round(patches, done=done)
            self._offset += done
            if len(rounds) >= _AT_ONCE:
                self._note(rounds)
                rounds = {}
        self._note({**rounds, _HEAD: json.dumps({**self._head, "ids": list(self._ids)})})

    def of_round(self, number: int, patches: Sequence[Patch], *, last: bool) -> Noted:
        """Return what is to be noted in the transaction of a round; the ``last`` takes all of the word away."""
        if last or not self._ids:
            return dict.fromkeys(self._keys)
        key = _key(self._offset + number)
        self._keys.add(key)
        return {key: _plain_round(patches, done=True)}

    def is_gone(self) -> None:
        """Take note that the last round was written."""
        self._keys.clear()

    def end(self) -> None:
        """Take away what is left; where the disk refuses that, the next opening tells of the change once more."""
        if self._keys:
            with suppress(MatineeError):
                self._note(dict.fromkeys(self._keys))
            self._keys.clear()

    def _note(self, noted: Mapping[str, str | None]) -> None:
        self._archive.library.save(Batch(noted=noted)).result()
        self._keys.update(noted)


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """A change that was broken off: what was ``done`` of it, and the ``rest`` of an undo or redo, or the ids still to be changed.

    ``turned`` is ``undo`` or ``redo`` where it was one; ``of`` is how many reviews were to be changed.
    """

    label: str
    action: Action | None
    turned: str
    of: int
    done: Patches
    rest: Patches
    ids: tuple[str, ...]


def broken_off(archive: Archive) -> BrokenOff | None:
    """Return what was broken off in a library and not decided upon since, None where nothing was."""
    notes = archive.library.ask(partial(read_notes, beginning=_HEAD))
    if _HEAD not in notes:
        return None
    try:
        head = json.loads(notes[_HEAD])
        done, rest = Patches(archive.root), Patches(archive.root)
        for key, value in notes.items():
            if key.startswith(_ROUND):
                told = json.loads(value)
                patches = [_patch(each) for each in told["patches"]]
                (done if told["done"] else rest).add(patches)
        changed = frozenset(done.ids())
        ids = tuple(each for each in head["ids"] if each not in changed)
        action = _action(head["action"])
        return BrokenOff(str(head["label"]), action, str(head["turned"]), len(head["ids"]), done, rest, ids)
    except (FormatError, ValueError, KeyError, TypeError):
        _log.info("what was noted of a change that was broken off cannot be read")
        return None


def is_told(archive: Archive) -> bool:
    """Say whether there is word of a change."""
    return bool(archive.library.ask(partial(keys_of_notes, beginning=_HEAD)))


def forget(archive: Archive) -> Future[Saved]:
    """Take away the word of what was broken off; the future raises SaveError."""
    keys = archive.library.ask(partial(keys_of_notes, beginning=_HEAD))
    return archive.library.save(Batch(noted=dict.fromkeys(keys)))


def _key(number: int) -> str:
    return f"{_ROUND}{number:06}"


def _plain_round(patches: Sequence[Patch], *, done: bool) -> str:
    names = {kind: name for name, kind in _KINDS.items()}
    plain = [
        {
            "kind": names[patch.kind],
            "id": patch.id,
            "modified": patch.modified,
            "revision": patch.revision,
            "base": patch.base,
            "before": dict(patch.before),
            "after": dict(patch.after),
        }
        for patch in patches
    ]
    return to_json({"done": done, "patches": plain})


def _patch(plain: Mapping[str, Any]) -> Patch:
    kind = _KINDS[plain["kind"]]
    before, after = (_values(kind, plain[side]) for side in ("before", "after"))
    return Patch(kind, plain["id"], before, after, plain["modified"], plain["revision"], plain["base"])


def _values(kind: type[Record], plain: Mapping[str, Any]) -> dict[str, Any]:
    types = field_types(kind)
    return {name: from_plain(types[name], value, name) for name, value in plain.items()}


def _action_plain(action: object) -> list[Any]:
    return next(([name, json.loads(to_json(action))] for name, kind in _ACTIONS.items() if isinstance(action, kind)), [])


def _action(plain: Sequence[Any]) -> Action | None:
    return from_plain(_ACTIONS[plain[0]], plain[1]) if plain else None
