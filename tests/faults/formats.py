"""Libraries in the formats of every version there was, and the step to one that is still to come."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import apsw

from desktop.storage import making_ready, migrations, opening
from desktop.storage.backup import check_copy
from desktop.storage.database import APPLICATION_ID, number
from desktop.storage.library import Library
from desktop.storage.migrating import fresh_schema, migrate, schema_of
from desktop.storage.migrations import SCHEMA_VERSION, STEPS, Step
from tests.faults.operations import Operation, records_of

NEXT = Step(
    SCHEMA_VERSION + 1,
    (
        "ALTER TABLE review ADD COLUMN of_a_later_version TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE later_table (id TEXT PRIMARY KEY NOT NULL, work_id TEXT NOT NULL REFERENCES work (id)) STRICT",
        "INSERT INTO later_table SELECT 'v' || id, id FROM work",
        "CREATE INDEX later_table_work ON later_table (work_id)",
    ),
)
"""A step as a later version could have it."""


def take_back(library: Path, version: int) -> None:
    """Turn a closed library into one of an older format, with everything in it that this format can hold."""
    newer, older = library / "library.db", library / "older.db"
    with apsw.Connection(str(older)) as database:
        for step in STEPS[:version]:
            for statement in step.statements:
                database.execute(statement)
        database.execute("ATTACH ? AS newer", (str(newer),))
        kinds = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
        for (table,) in [*database.execute(kinds), ("search_text",)]:
            wanted, there = (
                [str(row[1]) for row in database.execute(f"PRAGMA {name}.table_info({table})")] for name in ("main", "newer")
            )
            if not set(wanted) <= set(there):  # made from the records, and made anew on the way to the newer format
                continue
            columns = ", ".join(wanted)
            database.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")
        database.execute(f"PRAGMA user_version={version}")
    database.close()
    newer.unlink()
    older.rename(newer)


def become_a_later_version() -> None:
    """Let this process be a Matinee whose library format is one newer."""
    steps = (*STEPS, NEXT)
    later: dict[str, object] = {"SCHEMA_VERSION": NEXT.version, "STEPS": steps, "migrate": partial(migrate, steps=steps)}
    for module in (migrations, making_ready, opening):
        vars(module).update({name: value for name, value in later.items() if name in vars(module)})


class Migrating(Operation):
    """A library of an older format opened by a later version."""

    opens_itself = True

    def __init__(self, version: int) -> None:
        super().__init__(f"migrate from format {version}")
        self._version = version
        self.weight = 1 if version == SCHEMA_VERSION else 8

    def prepare(self, place: Path) -> None:
        super().prepare(place)
        take_back(place / "library", self._version)

    def begin(self) -> None:
        become_a_later_version()

    def act(self, place: Path, library: Library | None) -> None:
        Library.open(place / "library").close()

    def state(self, place: Path, library: Library) -> object:
        """A library that was brought forward has every record, the tables of a fresh one, and a whole copy of the old one."""
        return [*self.form(place, library), records_of(library)]

    def form(self, place: Path, library: Library) -> tuple[int, bool, bool]:
        """Return the format, whether its tables are those of a fresh library, and whether there is a copy of the old one."""
        with library._reading() as database:
            version = number(database, "PRAGMA user_version")
            fresh = schema_of(database) == fresh_schema((*STEPS, NEXT))
        copies = [path for path in (place / "library" / "backups").iterdir() if path.name.startswith("before-format")]
        for path in copies:
            check_copy(path)
        return version, fresh, bool(copies)
