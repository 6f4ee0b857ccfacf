"""The schema and its steps: frozen once released, whole or not at all, and the same for old and new libraries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import apsw
import pytest

from desktop.core.errors import LibraryError
from desktop.core.person import Bio, Person
from desktop.core.work import Job, Work
from desktop.storage.database import connect_writer, number
from desktop.storage.library import Library
from desktop.storage.migrating import migrate, schema_of
from desktop.storage.migrations import SCHEMA_VERSION, STEPS, Step
from desktop.storage.models import MODELS
from desktop.storage.rows import body_of, columns_of
from tests.storage.builders import an_id, keep, kept, with_body
from tests.storage.later import become_later

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import peewee

FROZEN = {
    1: "8ccd3402a0bd740d7e45ee5820d32c074d353df95a32e7f629a785d1cab54963",
    2: "5e0378f75c672ac0f1d225dd77b28a8acb488dc4da64bdfc60177731b1389c6e",
    3: "77808afa0f88f9c5533feb6acc71893a2bd920ae85198778c9250bf8d0e7dbc2",
    4: "2889c8258aef2db35bdb2900fcf9865fcfcb2c89082a7066a8e6011179dfba2a",
    5: "a7500898f72452f2892c22e812ab6212ed5cdad26746f6e7be30196b0947bb72",
    6: "ae32b0a03a184c5587d741ae7ab79916dd4f5865ae0001456eb47f48cec431c2",
    7: "8140297c5371d8eb0ab7a46a39451f7a936f3474b15bc9aadf10251cb5aa5d08",
    8: "2aff4852b98d7f706e4a36d018b4db9dc3cf23979e5acaf5a5bc35cd3c027603",
    9: "08044d1eb661ab115fe8a54b7813ddc5834f1e86e1b4dd56bf52b55053684a93",
    10: "eb90c863bd481ab335900197b2c924c6ce31d442082ac3b5a5a624bd0711b5f7",
    11: "b52082f662e62163bf359524701c50a9713d67b601f09365fa418fb08b796679",
}
"""The SHA-256 of every step. A released one never changes again: a change to the schema is a new step, with its line here."""

NEXT = Step(
    SCHEMA_VERSION + 1,
    (
        "ALTER TABLE review ADD COLUMN embargo TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE screening (id TEXT PRIMARY KEY NOT NULL, work_id TEXT NOT NULL REFERENCES work (id)) STRICT",
        "INSERT INTO screening SELECT 's' || id, id FROM work",
        "CREATE INDEX screening_work ON screening (work_id)",
    ),
)
"""A step as a later version could have it."""

NASTY = (
    'it\'s "quoted"; DROP TABLE review; --',
    "nul \x00 inside",
    "👩‍🚀 " * 50,
    "x" * 1_000_000,
    "{}",
    "\\u0000 \\ %s ?",
    "NULL",
)


@pytest.fixture
def old(root: Path) -> Iterator[peewee.Database]:
    """The writing connection of a library of this version with awkward texts in it."""
    with Library.open(root) as library:
        for text in NASTY:
            kept(library, text[:200], text[:200], body=text)
    database = connect_writer(root / "library.db")
    yield database
    database.close()


def _content(database: peewee.Database) -> dict[str, list[tuple[object, ...]]]:
    tables = [
        name
        for kind, name, _ in schema_of(database)
        if (kind == "table" and not name.startswith("search_")) or name == "search_text"
    ]
    return {
        name: sorted(database.execute_sql(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in tables if name != "search"
    }


def test_steps_are_frozen_and_numbered_without_a_gap() -> None:
    assert [step.version for step in STEPS] == list(range(1, SCHEMA_VERSION + 1))
    assert {step.version: step.digest() for step in STEPS} == FROZEN


def test_the_models_are_the_tables(root: Path) -> None:
    Library.open(root).close()
    database = connect_writer(root / "library.db")
    tables = {name for kind, name, _ in schema_of(database) if kind == "table"}
    assert {model._meta.table_name for model in MODELS} == {
        name for name in tables if name not in {"search", "search_data", "search_idx", "search_docsize", "search_config"}
    }
    for model in MODELS:
        rows = database.execute_sql(f"PRAGMA table_info({model._meta.table_name})").fetchall()
        stored = {name: (kind, not required) for _, name, kind, required, _, _ in rows}
        whole = {"AutoField": "INTEGER", "IntegerField": "INTEGER"}
        kinds = whole | {"FloatField": "REAL", "TextField": "TEXT", "BlobField": "BLOB"}
        assert stored == {
            field.column_name: (kinds[type(field).__name__], bool(field.null)) for field in model._meta.sorted_fields
        }, model
    database.close()


def test_a_migrated_library_is_the_same_as_a_fresh_one_and_keeps_every_text(
    root: Path, old: peewee.Database, tmp_path: Path
) -> None:
    before = _content(old)
    migrate(old, (*STEPS, NEXT))
    assert number(old, "PRAGMA user_version") == NEXT.version
    assert number(old, "PRAGMA foreign_keys") == 1
    fresh_file = tmp_path / "fresh.db"
    apsw.Connection(str(fresh_file)).close()
    fresh = connect_writer(fresh_file)
    migrate(fresh, (*STEPS, NEXT))
    assert schema_of(old) == schema_of(fresh)
    fresh.close()
    after = _content(old)
    assert {name: len(rows) for name, rows in after.items() if name in before} == {
        name: len(rows) for name, rows in before.items()
    }
    assert [row[:-1] for row in after["review"]] == before["review"]
    assert after["work"] == before["work"]
    assert len(after["screening"]) == len(NASTY)
    assert old.execute_sql("SELECT count(*) FROM search WHERE search MATCH 'quoted'").fetchone() == (1,)


def test_works_of_an_old_library_bring_their_countries_along(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    apsw.Connection(str(path)).close()
    database = connect_writer(path)
    for statement in (*STEPS[0].statements, *STEPS[1].statements, "PRAGMA user_version=2"):
        database.execute_sql(statement)
    for number_, countries in enumerate((("KR", "US"), (), ("ES",))):
        work = Work(an_id("1"), title=f"Film {number_}", countries=countries)
        row = {"id": work.id, "revision": 1, "created": "", "modified": "", "body": body_of(work), **columns_of(work)}
        named = ", ".join(row)
        database.execute_sql(f"INSERT INTO work ({named}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    migrate(database)
    rows = database.execute_sql("SELECT position, country FROM work_country ORDER BY country").fetchall()
    assert rows == [(0, "ES"), (0, "KR"), (1, "US")]
    database.close()


def test_people_of_an_old_library_are_sorted_and_known_to_have_a_bio(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    apsw.Connection(str(path)).close()
    database = connect_writer(path)
    for step in STEPS[:5]:
        for statement in step.statements:
            database.execute_sql(statement)
    database.execute_sql("PRAGMA user_version=5")
    for person in (Person(an_id("3"), "Agnès Varda", bios=(Bio("en", "A director."),)), Person(an_id("3"), "Kim Ji-hun")):
        row = {"id": person.id, "revision": 1, "created": "", "modified": "", "body": body_of(person), "name": person.name}
        database.execute_sql(f"INSERT INTO person ({', '.join(row)}) VALUES (?, ?, ?, ?, ?, ?)", tuple(row.values()))
    migrate(database)
    rows = database.execute_sql("SELECT name, sorted, has_bio FROM person ORDER BY sorted").fetchall()
    assert rows == [("Kim Ji-hun", "kim ji hun", 0), ("Agnès Varda", "varda agnes", 1)]
    database.close()


def test_lists_of_an_old_library_are_sorted_by_director_and_byline(root: Path) -> None:
    with Library.open(root) as library:
        for name, byline in (("Agnès Varda", "Élodie Roux"), ("Kim Ji-hun", "alice lange"), ("", "")):
            article = kept(library, f"Film by {name}", *([name] if name else []))
            directed = tuple(replace(credit, job=Job.DIRECTOR) for credit in article.work.credits)
            keep(library, replace(article.work, credits=directed), replace(article.review, byline=byline), base=1)
    database = connect_writer(root / "library.db")
    lines = "SELECT sort_director, sort_byline FROM listed ORDER BY sort_director"
    fresh = database.execute_sql(lines).fetchall()
    assert fresh == [("", ""), ("kim ji hun", "alice lange"), ("varda agnes", "elodie roux")]
    for name in ("director", "byline", "language", "filters", "due", "embargo"):
        database.execute_sql(f"DROP INDEX listed_{name}")
    for table, names in (("listed", ("sort_director", "sort_byline", "due", "embargo")), ("shown", ("due", "embargo"))):
        for name in names:
            database.execute_sql(f"ALTER TABLE {table} DROP COLUMN {name}")
    database.execute_sql("ALTER TABLE review DROP COLUMN written")
    database.execute_sql("PRAGMA user_version=6")
    migrate(database, STEPS[:7])
    assert database.execute_sql(lines).fetchall() == fresh
    database.close()


@pytest.mark.parametrize("failing", range(len(NEXT.statements) + 1))
def test_a_step_that_fails_at_any_statement_leaves_the_old_library(root: Path, old: peewee.Database, failing: int) -> None:
    before, schema = _content(old), schema_of(old)
    statements = (*NEXT.statements[:failing], "INSERT INTO nowhere VALUES (1)", *NEXT.statements[failing:])
    with pytest.raises(Exception, match="nowhere"):
        migrate(old, (*STEPS, Step(NEXT.version, statements)))
    assert number(old, "PRAGMA user_version") == SCHEMA_VERSION
    assert number(old, "PRAGMA foreign_keys") == 1
    assert schema_of(old) == schema
    assert _content(old) == before
    old.close()
    with Library.open(root) as library:
        assert len(library.reviews()) == len(NASTY)
        assert library.verify() == []


def test_a_step_that_parts_what_belongs_together_is_rolled_back(old: peewee.Database) -> None:
    parting = Step(NEXT.version, ("DELETE FROM work",))
    with pytest.raises(LibraryError, match="are parted"):
        migrate(old, (*STEPS, parting))
    assert len(_content(old)["work"]) == len(NASTY)


def test_a_library_that_does_not_end_as_a_fresh_one_is_rolled_back(old: peewee.Database) -> None:
    old.execute_sql("DROP TRIGGER search_changed")
    with pytest.raises(LibraryError, match="not as expected"):
        migrate(old, (*STEPS, NEXT))
    assert number(old, "PRAGMA user_version") == SCHEMA_VERSION


def test_an_older_library_is_backed_up_and_brought_to_the_new_format(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(root) as library:
        article = kept(library)
    become_later(monkeypatch, NEXT)
    with pytest.raises(LibraryError, match=f"older format {SCHEMA_VERSION}"):
        Library.open(root, read_only=True)
    with Library.open(root) as library:
        assert library.load(article.review.id).article == article
        assert library.verify() == []
    (copy,) = (root / "backups").iterdir()
    assert copy.name.startswith(f"before-format-{NEXT.version}-")
    connection = apsw.Connection(str(copy))
    assert connection.pragma("user_version") == SCHEMA_VERSION
    connection.close()


def test_a_failed_migration_names_the_backup_and_the_old_version_goes_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(root) as library:
        article = kept(library)
    with monkeypatch.context() as newer:
        become_later(newer, Step(NEXT.version, (*NEXT.statements, "SELECT broken")))
        with pytest.raises(LibraryError, match=r"is unchanged; a copy of it is in “.*before-format-.*\.db”"):
            Library.open(root)
    with Library.open(root) as library:
        assert not library.unclean
        keep(library, with_body(article.review, "goes on"), base=1)
