"""A library made of its readable copies and pictures equals the one that was lost."""

from __future__ import annotations

import json
import os
import random
import re
import tempfile
import tracemalloc
from collections.abc import Sequence
from dataclasses import MISSING, is_dataclass, replace
from dataclasses import fields as dataclass_fields
from functools import partial
from pathlib import Path

import peewee
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.article import Article, Record
from desktop.core.errors import LibraryError
from desktop.core.person import Person, PersonIdentifiers
from desktop.core.review import Printed, Review, SourceText, Status
from desktop.core.saving import Batch, Change, now_utc, stamp
from desktop.core.viewing import Viewing
from desktop.core.work import Identifiers, Work
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Export, Options
from desktop.importers.markdown import MOST_BYTES
from desktop.services.jobs import Cancelled, Job
from desktop.services.readable import FORMAT_ID, ReadableCopies
from desktop.services.rebuilding import rebuild
from desktop.storage.library import Library
from desktop.storage.models import AggregateTable
from desktop.storage.opening import SHARED_FILE
from desktop.storage.rows import TABLES, record_from
from tests.example import drawn_article, write_pictures
from tests.storage.builders import an_article, an_id
from tests.strategies import articles, outlets, people, stamps, viewings, works

SEARCHES = '[["1","Fours","rating:4"]]'


def render(article: Article, options: Options) -> Export:
    return format_of(FORMAT_ID).export(article, options)


def stored(table: type[AggregateTable], database: peewee.Database) -> list[tuple[str, str, str, str]]:
    return list(table.select(table.id, table.created, table.modified, table.body).tuples().execute(database))


def everything(root: Path) -> dict[str, tuple[Record, str, str]]:
    """Return all that a library holds by id: the record, when it was made, and when it was last changed."""
    found: dict[str, tuple[Record, str, str]] = {}
    with Library.open(root, create=False) as library:
        for kind, table in TABLES.items():
            rows = library.ask(partial(stored, table))
            found |= {key: (record_from(kind, body), created, modified) for key, created, modified, body in rows}
        assert library.recall("saved_searches") == SEARCHES
        assert library.ask(lambda database: database.execute_sql("PRAGMA foreign_key_check").fetchall()) == []
    return found


def kept_library(root: Path, records: Sequence[Record], *, pictures: bool = False) -> dict[str, tuple[Record, str, str]]:
    """Make a library with its copies, each record made and changed at moments of its own long ago; return all it holds by id."""
    with Library.open(root) as library:
        if pictures:
            write_pictures(library.root)
        unique = {record.id: record for record in records}
        changes = [
            Change(record, 0, f"{2001 + at}-05-06T07:08:09Z", f"{2000 + at}-05-06T07:08:09Z")
            for at, record in enumerate(unique.values())
        ]
        library.save(Batch(tuple(changes))).result()
        library.remember("saved_searches", SEARCHES).result()
        copies = ReadableCopies(library, render)
        copies.survey(Job())
        assert copies.write(Job(), 60.0).refused == ""
    return everything(root)


_WORDS = st.text("abcdefghij0123456789", max_size=9)
_IDENTIFIERS = st.builds(Identifiers, imdb=_WORDS, tmdb=_WORDS, wikidata=_WORDS, letterboxd=_WORDS, isbn=_WORDS)
_PERSON_IDENTIFIERS = st.builds(PersonIdentifiers, imdb=_WORDS, tmdb=_WORDS, official=_WORDS)


@st.composite
def libraries(draw: st.DrawFn) -> list[Record]:
    """Libraries with several reviews, some in the trash, and much that belongs to none of them."""
    kept: dict[str, Record] = {}
    digests: set[str] = set()
    for article in draw(st.lists(articles(), max_size=3)):
        ids = {record.id for record in article.records()}
        if ids & kept.keys() or digests & {image.digest for image in article.images}:
            continue
        review = replace(article.review, trashed_at=draw(st.none() | stamps()))
        digests |= {image.digest for image in article.images}
        kept |= {record.id: record for record in replace(article, review=review).records()}
    alone = draw(st.tuples(works(), outlets(), people(), viewings()))
    film, viewing = replace(alone[0], trashed_at=draw(st.none() | stamps()), identifiers=draw(_IDENTIFIERS)), alone[3]
    person = replace(alone[2], trashed_at=draw(st.none() | stamps()), identifiers=draw(_PERSON_IDENTIFIERS))
    kept.setdefault(film.id, film)
    written = draw(st.sampled_from([viewing.review, *(key for key, record in kept.items() if isinstance(record, Review))]))
    for record in (alone[1], person, replace(viewing, work=film.id, review=written)):
        kept.setdefault(record.id, record)
    return list(kept.values())


def said(value: object, fields: dict[tuple[str, str], bool]) -> None:
    """Note every field of a record, and whether it says something else than when nobody says anything."""
    if isinstance(value, tuple):
        for each in value:
            said(each, fields)
    if not is_dataclass(value):
        return
    for field in dataclass_fields(value):
        key, content = (type(value).__name__, field.name), getattr(value, field.name)
        made = field.default_factory() if field.default_factory is not MISSING else field.default
        fields[key] = fields.get(key, False) or content != made
        said(content, fields)


def test_any_library_is_rebuilt_equal_in_every_field() -> None:
    """Of what is drawn, every field of every kind of record says something, else one that is lost would not be seen."""
    fields: dict[tuple[str, str], bool] = {}

    @given(libraries())
    @settings(max_examples=8)
    def rebuilt_equal(records: list[Record]) -> None:
        said(tuple(records), fields)
        with tempfile.TemporaryDirectory() as folder:
            root, to = Path(folder) / "lost", Path(folder) / "made"
            before = kept_library(root, records)
            (root / "library.db").unlink()
            rebuilt = rebuild(root, to, Job())
            assert everything(to) == before
            assert (rebuilt.refused, rebuilt.notes, rebuilt.before) == ((), (), rebuilt.after)

    rebuilt_equal()
    assert {name for name, _ in fields} >= {kind.__name__ for kind in TABLES} | {"Alias", "Bio", "Credit", "Card", "ImageUse"}
    assert sorted(key for key, seen in fields.items() if not seen) == [("SourceText", "media_type")], "there is one kind of text"


def test_the_example_comes_back_with_its_pictures(tmp_path: Path) -> None:
    before = kept_library(tmp_path / "lost", drawn_article().records(), pictures=True)
    (tmp_path / "lost" / "library.db").unlink()
    rebuilt = rebuild(tmp_path / "lost", tmp_path / "made", Job())
    assert everything(tmp_path / "made") == before
    assert rebuilt.missing == ()
    with Library.open(tmp_path / "made") as library:
        assert library.verify() == []


def test_a_review_as_long_as_a_book_comes_back_with_its_page_and_the_text_it_was_made_of(tmp_path: Path) -> None:
    """A file from elsewhere may not be as long as this: five million bytes, one million characters of front matter."""
    text = "\n\n".join([" ".join(["Nobody said a word."] * 50)] * 2600)
    article = an_article("Long")
    printed = Printed("2026-02-03T04:05:06Z", "Long", (), text)
    review = replace(article.review, status=Status.PUBLISHED, source=SourceText(text), printed=printed)
    before = kept_library(tmp_path / "lost", replace(article, review=review).records())
    (copy,) = (tmp_path / "lost" / "readable").glob("*.md")
    assert copy.stat().st_size > MOST_BYTES
    rebuilt = rebuild(tmp_path / "lost", tmp_path / "made", Job())
    assert (rebuilt.refused, everything(tmp_path / "made")) == ((), before)


def test_what_cannot_be_read_is_one_sentence_and_nothing_else_is_lost(tmp_path: Path) -> None:
    good, bad = an_article("Good", "Kim Ji-hun"), an_article("Bad", "Jun Jong-seo")
    viewing = Viewing(an_id("5"), bad.work.id, venue="Rex")
    before = kept_library(tmp_path / "lost", [*good.records(), *bad.records(), viewing])
    (copy,) = (tmp_path / "lost" / "readable").glob("bad-*.md")
    copy.write_bytes(copy.read_bytes()[:-40])
    (tmp_path / "lost" / "readable" / "shopping.md").write_text("milk", encoding="utf-8")
    rebuilt = rebuild(tmp_path / "lost", tmp_path / "made", Job())
    assert len(rebuilt.refused) == 3
    after = everything(tmp_path / "made")
    lost = {bad.review.id, bad.work.id}
    assert {key: record for key, record in after.items() if key not in lost} == {
        key: record for key, record in before.items() if key not in lost
    }
    assert bad.review.id not in after


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"format": "matinee-library", "version": 99}', None])
def test_without_the_shared_file_the_reviews_come_back(tmp_path: Path, damage: bytes | None) -> None:
    article = an_article("Ballerina", "Kim Ji-hun")
    seen = Viewing(an_id("5"), article.work.id, venue="home", companions="Ama", review=article.review.id)
    kept_library(tmp_path / "lost", (*article.records(), seen))
    shared = tmp_path / "lost" / "readable" / SHARED_FILE
    shared.unlink()
    if damage is not None:
        shared.write_bytes(damage)
    rebuilt = rebuild(tmp_path / "lost", tmp_path / "made", Job())
    (said,) = rebuilt.refused
    assert said.startswith("“library.json” cannot be read")
    with Library.open(tmp_path / "made") as library:
        assert library.load(article.review.id).article == article
        assert library.load_record(Viewing, seen.id)[0] == seen, "its review’s copy tells of it too"


def test_where_no_copy_of_a_review_is_left_what_belongs_to_none_comes_back_and_is_counted(tmp_path: Path) -> None:
    article, film = an_article("Ballerina", "Kim Ji-hun"), Work(an_id("6"), title="Unwritten")
    seen = Viewing(an_id("5"), film.id, venue="Rex")
    before = kept_library(tmp_path / "lost", [*article.records(), film, seen])
    for copy in (tmp_path / "lost" / "readable").glob("*.md"):
        copy.unlink()
    rebuilt = rebuild(tmp_path / "lost", tmp_path / "made", Job())
    assert rebuilt.lacking == (
        "There is no copy of a review to be read, so no review came back; what “library.json” tells did: "
        "1 person, 1 film, 1 viewing, 1 outlet."
    )
    assert rebuilt.refused == ()
    assert everything(tmp_path / "made") == {
        key: each for key, each in before.items() if key not in {article.review.id, article.work.id}
    }


@pytest.mark.parametrize(
    ("copies", "why"),
    [
        ({"shopping.md": "milk", SHARED_FILE: "{"}, r"“shopping\.md” cannot be read.* “library\.json” cannot be read, for"),
        ({SHARED_FILE: '{"format": "matinee-library", "version": 99}'}, r"“library\.json” cannot be read, for another version"),
    ],
    ids=["no review and a torn file", "of another version"],
)
def test_no_library_is_made_of_nothing(tmp_path: Path, copies: dict[str, str], why: str) -> None:
    (tmp_path / "lost" / "readable").mkdir(parents=True)
    for name, text in copies.items():
        (tmp_path / "lost" / "readable" / name).write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=rf"^There is nothing in the readable copies to make a library of\. {why}"):
        rebuild(tmp_path / "lost", tmp_path / "made", Job())
    assert [path.name for path in tmp_path.iterdir()] == ["lost"]


def test_copies_that_tell_no_moments_were_changed_when_they_were_written(tmp_path: Path) -> None:
    """As an earlier version left them; and what is no moment, or a moment that is still to come, is taken for none."""
    told, untold, odd = (an_article(title, f"Somebody of {title}") for title in ("Told", "Untold", "Odd"))
    kept_library(tmp_path / "lost", [*told.records(), *untold.records(), *odd.records(), Person(an_id("3"), "Nobody’s")])
    folder = tmp_path / "lost" / "readable"
    (copy,) = folder.glob("untold-*.md")
    text, taken = re.subn("(?m)^lastmod: .*\n|^  moments:\n(?:    .*\n)+", "", copy.read_text(encoding="utf-8"))
    assert taken == 2
    copy.write_text(text, encoding="utf-8")
    os.utime(copy, (1_600_000_000, 1_600_000_000))
    (copy,) = folder.glob("odd-*.md")
    changed = re.sub("(?m)^lastmod: .*$", "lastmod: last spring", copy.read_text(encoding="utf-8"))
    copy.write_text(changed.replace("      created: 2", "      created: M"), encoding="utf-8")
    os.utime(copy, (5_000_000_000, 5_000_000_000))
    shared = json.loads((folder / SHARED_FILE).read_bytes())
    del shared["moments"]
    (folder / SHARED_FILE).write_text(json.dumps(shared), encoding="utf-8")
    os.utime(folder / SHARED_FILE, (1_700_000_000, 1_700_000_000))
    before = stamp(now_utc())
    rebuilt = rebuild(tmp_path / "lost", tmp_path / "made", Job())
    left = f"“{copy.name}” holds what has no place in a review (front matter, lastmod: last spring), so it is not in the library."
    assert (rebuilt.refused, rebuilt.notes) == ((), (left,))
    made = everything(tmp_path / "made")
    moments = {key: each[1:] for key, each in made.items()}
    assert (moments[told.review.id], moments[told.work.id]) == (
        ("2026-01-02T03:04:05Z", "2001-05-06T07:08:09Z"),
        ("2001-05-06T07:08:09Z", "2002-05-06T07:08:09Z"),
    )
    assert moments[untold.work.id] == ("2020-09-13T12:26:40Z",) * 2
    assert moments[untold.review.id] == ("2026-01-02T03:04:05Z",) * 2, "no review was changed before it was begun"
    assert before <= moments[odd.review.id][1] <= stamp(now_utc())
    assert before <= moments[odd.work.id][0] == moments[odd.work.id][1] <= stamp(now_utc())
    people = {key: each[1:] for key, each in made.items() if isinstance(each[0], Person)}
    assert set(people.values()) == {("2023-11-14T22:13:20Z",) * 2}
    assert len(people) == 4


def test_a_copy_that_leads_nowhere_is_one_sentence(tmp_path: Path) -> None:
    before = kept_library(tmp_path / "lost", an_article().records())
    (tmp_path / "lost" / "readable" / "gone.md").symlink_to(tmp_path / "nowhere.md")
    rebuilt = rebuild(tmp_path / "lost", tmp_path / "made", Job())
    (said,) = rebuilt.refused
    assert said.startswith("“gone.md” cannot be read")
    assert everything(tmp_path / "made") == before


def test_of_two_copies_the_one_written_last_is_taken(tmp_path: Path) -> None:
    article = an_article()
    kept_library(tmp_path / "lost", article.records())
    folder = tmp_path / "lost" / "readable"
    (copy,) = folder.glob("*.md")
    newer = copy.read_bytes().replace(b"takes revenge", b"takes her time")
    (folder / "a conflicted copy.md").write_bytes(newer)
    rebuilt = rebuild(tmp_path / "lost", tmp_path / "made", Job())
    assert "“a conflicted copy.md” was taken" in " ".join(rebuilt.notes)
    with Library.open(tmp_path / "made") as library:
        assert library.load(article.review.id).article.review.parts[0].body == "A dancer takes her time."


def test_what_was_read_does_not_stay_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of five times as many reviews, those that are not being read or written are in memory by their ids alone."""
    monkeypatch.setattr("desktop.services.rebuilding._AT_ONCE", 3)
    monkeypatch.setattr("desktop.storage.aside._IN_MEMORY", 0)
    chance, size, peaks = random.Random(1), 20_000, []
    for number, name in ((4, "few"), (20, "many")):
        found = [an_article(f"Film {place}") for place in range(number)]
        texts = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz \n", k=size)) for _ in found]
        reviews = [replace(each.review, source=SourceText(text)) for each, text in zip(found, texts, strict=True)]
        records = [record for each, review in zip(found, reviews, strict=True) for record in (*each.records()[1:], review)]
        kept_library(tmp_path / name, records)
        tracemalloc.start()
        rebuild(tmp_path / name, tmp_path / f"{name} made", Job())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 0.4 * (20 - 4) * size


def test_it_hears_of_every_copy_and_picture_and_never_goes_back(tmp_path: Path) -> None:
    kept_library(tmp_path / "lost", [*drawn_article().records(), *an_article().records()], pictures=True)
    heard: list[tuple[int, int]] = []
    rebuild(tmp_path / "lost", tmp_path / "made", Job(lambda done, of: heard.append((done, of))))
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert {of for _, of in heard} == {2 * 2 + 3}
    assert {0, 1, 2, 4, 5, 6} <= {done for done, _ in heard}


def stopped_at(last: int) -> Job:
    """A job that is no longer wanted once it is so far."""
    job = Job(lambda done, _of: job.cancel() if done >= last else None)
    return job


def test_it_is_whole_or_nothing_and_over_nothing(tmp_path: Path) -> None:
    kept_library(tmp_path / "lost", [*drawn_article().records(), Person(an_id("3"), "Nobody’s")], pictures=True)
    for last in range(4):
        with pytest.raises(Cancelled):
            rebuild(tmp_path / "lost", tmp_path / "made", stopped_at(last))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["lost"]
    with pytest.raises(LibraryError, match="There is something in"):
        rebuild(tmp_path / "lost", tmp_path / "lost", Job())
    with pytest.raises(LibraryError, match="no readable copies"):
        rebuild(tmp_path / "nowhere", tmp_path / "made", Job())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lost"]
