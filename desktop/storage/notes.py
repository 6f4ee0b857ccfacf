"""Small values that belong to a library, kept under keys and written inside the transaction that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import peewee

from desktop.storage.models import SettingTable


def write_notes(database: peewee.Database, noted: Mapping[str, str | None]) -> None:
    """Keep each value under its key, and forget what stood under one whose value is None."""
    for key, value in noted.items():
        if value is None:
            SettingTable.delete().where(SettingTable.key == key).execute(database)
        else:
            SettingTable.insert({"key": key, "value": value}).on_conflict_replace().execute(database)


def amend_note(database: peewee.Database, key: str, amended: Callable[[str | None], str]) -> None:
    """Keep what is made of the value under a key as it stands now, None where there is none."""
    found = SettingTable.select(SettingTable.value).where(SettingTable.key == key).tuples().execute(database)
    write_notes(database, {key: amended(next((str(value) for (value,) in found), None))})


def read_notes(database: peewee.Database, beginning: str) -> dict[str, str]:
    """Return the values whose keys begin so, in order of the keys."""
    query = SettingTable.select(SettingTable.key, SettingTable.value).where(SettingTable.key.startswith(beginning))
    return dict(query.order_by(SettingTable.key).tuples().execute(database))


def keys_of_notes(database: peewee.Database, beginning: str) -> list[str]:
    """Return the keys that begin so."""
    query = SettingTable.select(SettingTable.key).where(SettingTable.key.startswith(beginning)).tuples()
    return [key for (key,) in query.execute(database)]


def were_noted(database: peewee.Database, noted: Mapping[str, str | None]) -> bool:
    """Say whether all of that was written."""
    query = SettingTable.select(SettingTable.key, SettingTable.value).where(SettingTable.key.in_(list(noted)))
    found = dict(query.tuples().execute(database))
    return all(found.get(key) == value for key, value in noted.items())
