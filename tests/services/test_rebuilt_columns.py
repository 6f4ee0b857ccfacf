"""A rebuilt library equals the lost one table by table and column by column, but for what is listed here with its reason."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import peewee
import pytest

from desktop.core.bulk import ChangeTags, SetStatus
from desktop.core.dates import PartialDate
from desktop.core.finding import parse_query
from desktop.core.image import ImageUse
from desktop.core.person import Alias, Bio, Person
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.core.zoned_time import ZonedTime
from desktop.exporters.catalogue import format_of
from desktop.services import archive as archive_module
from desktop.services.archive import Archive, open_archive
from desktop.services.bulk import Bulk, Chosen, Step
from desktop.services.jobs import Job
from desktop.services.people import People
from desktop.services.readable import FORMAT_ID, SWITCH, ReadableCopies
from desktop.services.rebuilding import rebuild
from desktop.services.saved_searches import SavedSearches
from desktop.services.watch_log import Film, WatchLog
from desktop.storage import library as library_module
from desktop.storage.library import Library
from desktop.storage.models import MODELS, SettingTable, SnapshotPieceTable, SnapshotTable, SnapshotTextTable
from tests.example import drawn_article, example_pictures, example_viewings

HISTORY = (SnapshotTable, SnapshotTextTable, SnapshotPieceTable)
"""Tables that are history, which is kept in backups and not in copies."""
NOT_KEPT = {
    ("outlet", "revision"): "how often a record was saved concerns who has it open, and nobody has",
    ("work", "revision"): "the same",
    ("person", "revision"): "the same",
    ("image", "revision"): "the same",
    ("review", "revision"): "the same",
    ("viewing", "revision"): "the same",
    ("review", "written"): "after which moment a copy is up to date; the rebuilt library has no copies yet",
    ("listed", "id"): "numbers the lines in the order in which they were written; what is compared is whose line it is",
    ("shown", "id"): "the same",
    ("search_text", "id"): "the same",
}
SETTINGS_NOT_KEPT = {
    "front": "which reviews were open and where the caret stood",
    "trash-looked-at": "when this database was last looked through for what is old",
    "looked-over": "when this database was last checked",
    "history-thinned": "when history, of which there is none, was last thinned",
    "dismissed-copies": "what was said of files of a synchronised folder, which is another now",
    "made-from": "the backup that this database was made from",
    "copies-tell-moments-since": "since when the copies beside this database are of this version",
    "exported:": "what files somewhere else on this computer were like; the next export asks before it writes over them",
}
"""What the library remembers of its database, its folder or its computer, by the beginning of the key."""


class Clock:
    """A clock that every save sets forward by some hours, years before today."""

    def __init__(self) -> None:
        self.at = datetime(2019, 3, 1, 8, 15, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(hours=7, minutes=1, seconds=1)
        return self.at


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    clock = Clock()
    for module in (library_module, archive_module):
        monkeypatch.setattr(module, "now_utc", clock)
    opened = open_archive(tmp_path / "lost")
    fill(opened)
    yield opened
    opened.library.close()


def edit(archive: Archive, kind: type[Any], record_id: str, **values: Any) -> None:
    record, revision = archive.library.load_record(kind, record_id)
    archive.library.save(Batch((Change(replace(record, **values), revision),))).result(timeout=20)


def fill(archive: Archive) -> None:
    """Use every part that writes to a library, one after the other, and make each kind of record more than once."""
    library, bulk = archive.library, Bulk(archive)
    kept = {image.name: archive.add_picture(data, image.name).result(timeout=20) for image, data in example_pictures().items()}
    article = drawn_article()
    texts = {image.id: kept[image.name].id for image in article.images}
    lamplighter = replace(article, images=tuple(kept.values()), review=_with_pictures(article.review, texts))
    archive.store_new([each for each in lamplighter.records() if each.id not in {image.id for image in kept.values()}]).result()
    archive.store_new(example_viewings()).result()
    edit(
        archive,
        Person,
        "person-ama",
        aliases=(Alias("Amma Darko"),),
        bios=(Bio("en", "Born in Tema.", PartialDate(2024, 5, 6), "the festival"),),
        portraits=(kept["ama_darko.png"].id,),
        sort_name="Darko, Ama",
    )
    burning, plain, gone = (archive.begin(title, 2018, "", "en").review.id for title in ("Burning", "Arrival", "Trashed"))
    due = ZonedTime("2027-03-15T21:00", "Europe/London")
    edit(archive, Review, burning, deadline=due, embargo=due, social_embargo=due, notes="Not for print.", word_target=(600, 900))
    done = bulk.change(Chosen.of([burning, plain]), ChangeTags(("noir", "slow")), _page, Job())
    bulk.turn(Step("tags", done.patches, ChangeTags(("noir",))), Job(), undoing=True)
    bulk.change(Chosen.of([plain, "review-lamplighter"]), SetStatus(Status.PUBLISHED), _page, Job())
    bulk.change(Chosen.of([burning]), ChangeTags(("slow",)), _page, Job())
    library.save(bulk.renaming(archive.load(plain).article.work.id, "Arrivals").batch).result(timeout=20)
    archive.trash(gone).result()
    log = WatchLog(library)
    seen, stored = log.log(Film("Only Seen", 1999), Viewing("", "", PartialDate(2020, 2), venue="Rex", companions="Sefu"))
    stored.result()
    other, stored = log.log(Film("", work_id=archive.load(burning).article.work.id), Viewing("", "", PartialDate(2018, 5, 16)))
    stored.result()
    log.link(other.id, burning).result()
    log.change([replace(log.viewing(seen.id), notes="Rain.", festival="Harbour")]).result()
    thrown, stored = log.log(Film("Thrown Away"), Viewing("", "", time="20:15"))
    stored.result()
    log.trash(log.stored([thrown.id])).result()
    archive.store_new([Person("b" * 32, "Nobody’s"), Person("c" * 32, "Ama Darko", trashed_at="2020-01-01T00:00:00Z")]).result()
    edit(archive, Person, "b" * 32, notes="Met in Tema.")
    edit(archive, Work, archive.load(burning).article.work.id, original_title="버닝", countries=("KR",))
    outlet = archive.outlets()[-1]
    edit(archive, type(outlet), outlet.id, headline="{title}", portrait_captions=True)
    _made, searched = SavedSearches(archive).save("Fours", parse_query("rating:4"))
    searched.result()
    People(library).set_apart(frozenset({"b" * 32, "c" * 32})).result()
    archive.remember(SWITCH, "on").result()
    for key in SETTINGS_NOT_KEPT:
        archive.remember(key, "[]").result()


def _page(_article: object) -> str:
    return "<html>A page</html>"


def _with_pictures(review: Review, ids: dict[str, str]) -> Review:
    def use(found: ImageUse | None) -> ImageUse | None:
        return replace(found, image=ids.get(found.image or "")) if found is not None else None

    parts = tuple(replace(part, images=tuple(each for one in part.images if (each := use(one)))) for part in review.parts)
    cards = tuple(replace(card, portrait=use(card.portrait)) for card in review.cards)
    return replace(review, hero=use(review.hero), parts=parts, cards=cards)


def tables(database: peewee.Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of every table but history as (column, value) pairs, lines of the list under the id of their review."""
    lines = dict(database.execute_sql("SELECT id, review_id FROM listed").fetchall())
    found: dict[str, list[tuple[Any, ...]]] = {}
    for model in MODELS:
        name = model._meta.table_name
        rows = []
        for row in model.select().dicts().execute(database):
            whose = {"line of": lines[row["id"]]} if name in {"listed", "shown", "search_text"} else {}
            row = {column: value for column, value in row.items() if (name, column) not in NOT_KEPT}
            rows.append(tuple((whose | row).items()))
        if model is SettingTable:
            rows = [row for row in rows if not dict(row)["key"].startswith(tuple(SETTINGS_NOT_KEPT))]
        if model not in HISTORY:
            found[name] = sorted(rows, key=repr)
    return found


def write_copies(library: Library) -> None:
    copies = ReadableCopies(library, format_of(FORMAT_ID).export)
    copies.survey(Job())
    assert copies.write(Job(), 60.0).refused == ""


def opened(root: Path) -> dict[str, list[tuple[Any, ...]]]:
    with Library.open(root, create=False) as library:
        assert library.verify() == []
        return library.ask(tables)


def test_every_column_of_every_table_comes_back(archive: Archive, tmp_path: Path) -> None:
    write_copies(archive.library)
    before = archive.library.ask(tables)
    assert [name for name, rows in before.items() if len(rows) < 2] == [], "every table has something to lose"
    assert len({dict(row)["modified"] for row in before["review"]}) > 2
    assert max(dict(row)["modified"] for row in before["listed"]) < "2020", "all was changed long before it is made anew"
    archive.library.close()
    (tmp_path / "lost" / "library.db").unlink()
    rebuilt = rebuild(tmp_path / "lost", tmp_path / "made", Job())
    assert (rebuilt.refused, rebuilt.missing, rebuilt.notes) == ((), (), ())
    assert opened(tmp_path / "made") == before
    said = subprocess.run(
        [sys.executable, "-m", "desktop", "rebuild", tmp_path / "lost", "--to", tmp_path / "again"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TZ": "Asia/Tokyo"},
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert opened(tmp_path / "again") == before
