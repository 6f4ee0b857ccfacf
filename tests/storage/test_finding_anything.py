"""Whatever happens to a library, every query finds in it what an oracle over the records finds, and its index is in step."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from desktop.core.article import Article, Record, gathered
from desktop.core.dates import PartialDate
from desktop.core.finding import By, Order, parse_query
from desktop.core.image import ImageUse
from desktop.core.outlet import Outlet
from desktop.core.person import Alias, Person
from desktop.core.rating import NO_RATING, Rating
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.core.zoned_time import ZonedTime
from desktop.services.gathering import gather
from desktop.services.jobs import Job
from desktop.services.people import People, merged_records
from desktop.storage.indexing import TEXTS
from desktop.storage.library import Library
from tests.storage.builders import an_article, an_id, with_body
from tests.storage.oracle import QUERIES, WORDS, expected, queries

_texts = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
_RATINGS = (None, NO_RATING, Rating("stars5half", "4"), Rating("points10", "9.5"), Rating("letters", "B"))
_YEARS = st.sampled_from([None, 2019, 2020, 2024])
_hours = st.sampled_from([-48, -1, 1, 13, 36, 100, 150, 200])
"""From now on, around the bounds of today and of a week."""
_TRASHED = "2026-01-01T00:00:00Z"
_DRIFTS = (
    "INSERT INTO search (search) VALUES ('delete-all')",
    f"INSERT INTO search (search, rowid, {', '.join(TEXTS)}) SELECT 'delete', id, {', '.join(TEXTS)} FROM search_text LIMIT 1",
    "INSERT INTO search (rowid, titles) SELECT max(id) + 1, 'a review that there is not' FROM search_text",
)
"""What a bad disk or a stranger's hand may do to the index."""


def _clock(when: int | str) -> ZonedTime:
    """A time in hours from now, or on the clock in UTC."""
    local = when if isinstance(when, str) else f"{datetime.now(UTC) + timedelta(hours=when):%Y-%m-%dT%H:%M}"
    return ZonedTime(local, "UTC")


class FindingAgainstTheRecords(RuleBasedStateMachine):
    """A library and what it should hold: every change is made to both."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library.open(Path(self.folder.name) / "library")
        self.articles: dict[str, Article] = {}
        self.viewings: dict[str, Viewing] = {}
        self.stored: dict[str, Record] = {}
        self.revisions: dict[str, int] = {}
        self.before: list[Record] = []
        self.turn = count()
        self.outlet = Outlet("2" * 32, "Evening Post")

    def teardown(self) -> None:
        assert self.library.verify() == []
        self.library.close()
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        self._add([an_article("dancer", "Ji-hun", "Café", body="noir", outlet=self.outlet)])

    def _save(self, *records: Record) -> None:
        """Save what differs of these records in one transaction, and change what is expected alike."""
        changed = [record for record in records if self.stored.get(record.id) != record]
        self.before = [self.stored[record.id] for record in changed if record.id in self.stored]
        changes = tuple(Change(record, self.revisions.get(record.id, 0)) for record in changed)
        self.revisions |= self.library.save(Batch(changes)).result(timeout=60).revisions
        self.stored |= {record.id: record for record in changed}
        self.viewings |= {record.id: record for record in changed if isinstance(record, Viewing)}
        for review in [record for record in self.stored.values() if isinstance(record, Review)]:
            work, outlet = self.stored[review.work], self.stored[review.outlet]
            assert isinstance(work, Work)
            assert isinstance(outlet, Outlet)
            people = tuple(record for record in self.stored.values() if isinstance(record, Person))
            self.articles[review.id] = gathered(Article(review, work, outlet, people))

    def _add(self, articles: list[Article]) -> None:
        self._save(*{record.id: record for article in articles for record in article.records()}.values())

    def _some(self, data: st.DataObject, most: int = 3) -> list[Article]:
        ids = data.draw(st.lists(st.sampled_from(sorted(self.articles)), min_size=1, max_size=most, unique=True))
        return [self.articles[key] for key in ids]

    @rule(
        titles=st.lists(_texts, min_size=1, max_size=4), name=_texts, body=_texts, year=st.sampled_from([None, 2019, 2020, 2024])
    )
    def add(self, titles: list[str], name: str, body: str, year: int | None) -> None:
        outlet = self.stored[self.outlet.id]
        assert isinstance(outlet, Outlet)
        made = [an_article(title, name or "Nobody", "Café", body=body, outlet=outlet) for title in titles]
        self._add([replace(article, work=replace(article.work, year=year)) for article in made])

    @rule(data=st.data(), body=_texts)
    def review_again(self, data: st.DataObject, body: str) -> None:
        (article,) = self._some(data, 1)
        self._save(with_body(replace(article.review, id=an_id("0"), trashed_at=None), body))

    @rule(data=st.data(), text=_texts, countries=st.sampled_from([(), ("KR",), ("FR", "KR")]))
    def retitle(self, data: st.DataObject, text: str, countries: tuple[str, ...]) -> None:
        (article,) = self._some(data, 1)
        roles = tuple(replace(credit, characters=(text,)) for credit in article.work.credits)
        self._save(replace(article.work, title=text, credits=roles, countries=countries))

    @rule(data=st.data(), text=_texts)
    def rename_a_person(self, data: st.DataObject, text: str) -> None:
        (article,) = self._some(data, 1)
        person = article.people[0]
        self._save(replace(person, name=text or "Nobody", aliases=(Alias(person.name),)))

    @rule(data=st.data())
    def merge_people(self, data: st.DataObject) -> None:
        kept, gone = self._some(data, 1)[0].people[0], self._some(data, 1)[0].people[-1]
        if kept.id != gone.id:
            naming = gather(self.library, People(self.library).naming(gone.id), Job())
            self._save(*merged_records(kept, gone, {}, naming.of(Work), naming.of(Review)))

    @rule(data=st.data())
    def merge_reviews(self, data: st.DataObject) -> None:
        """One review takes the parts and tags of another, which goes to the trash with the same save."""
        kept, *others = (article.review for article in self._some(data, 2))
        for gone in others:
            tags = tuple(dict.fromkeys((*kept.tags, *gone.tags)))
            parts = (*kept.parts, *(replace(part, id=f"{gone.id[:8]}{part.id}") for part in gone.parts))
            self._save(replace(kept, parts=parts, tags=tags), replace(gone, trashed_at=_TRASHED))

    @rule(name=st.sampled_from(["Evening Post", "Café Noir"]))
    def rename_the_outlet(self, name: str) -> None:
        self._save(replace(self.outlet, name=name))

    @rule(data=st.data(), body=_texts, rating=st.sampled_from(_RATINGS), status=st.sampled_from([Status.DRAFT, Status.PUBLISHED]))
    def write(self, data: st.DataObject, body: str, rating: Rating | None, status: Status) -> None:
        (article,) = self._some(data, 1)
        review = replace(with_body(article.review, body), rating=rating, status=status)
        hero = data.draw(st.sampled_from([None, ImageUse("h"), ImageUse("h", alt="a lamp")]))
        dated = data.draw(st.sampled_from(["", "2023-06-01", "2024-02-03"]))
        language = data.draw(st.sampled_from(["en", "es-MX"]))
        self._save(replace(review, published_on=dated, language=language, hero=hero))

    @rule(
        data=st.data(),
        due=st.none() | _hours | st.sampled_from(["2030-06-01T00:00", "2030-05-31T23:59"]),
        embargo=st.none() | _hours,
        status=st.sampled_from([Status.DRAFT, Status.FILED]),
    )
    def promise(self, data: st.DataObject, due: int | str | None, embargo: int | None, status: Status) -> None:
        (article,) = self._some(data, 1)
        deadline, held = (None if when is None else _clock(when) for when in (due, embargo))
        self._save(replace(article.review, status=status, deadline=deadline, embargo=held))

    @rule(data=st.data(), tags=_texts, status=st.sampled_from([Status.DRAFT, Status.PUBLISHED]))
    def change_many(self, data: st.DataObject, tags: str, status: Status) -> None:
        chosen = [article.review for article in self._some(data)]
        self._save(*(replace(review, tags=tuple(filter(None, [tags])), status=status) for review in chosen))

    @rule(data=st.data())
    def trash(self, data: st.DataObject) -> None:
        self._save(*(replace(article.review, trashed_at=_TRASHED) for article in self._some(data)))

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        self._save(*(replace(article.review, trashed_at=None) for article in self._some(data)))

    @rule(data=st.data())
    def empty_the_trash(self, data: st.DataObject) -> None:
        (article,) = self._some(data, 1)
        if article.review.trashed_at and len(self.articles) > 1:
            self.library.empty_trash((article.review.id,)).result(timeout=60)
            del self.articles[article.review.id], self.stored[article.review.id]
            self.before = []
            used = any(other.work.id == article.work.id for other in self.articles.values())
            if not used and not any(viewing.work == article.work.id for viewing in self.viewings.values()):
                del self.stored[article.work.id]

    @rule(data=st.data(), day=st.sampled_from([None, PartialDate(2023), PartialDate(2024, 2), PartialDate(2024, 2, 3)]))
    def see(self, data: st.DataObject, day: PartialDate | None) -> None:
        (article,) = self._some(data, 1)
        self._save(Viewing(an_id("5"), article.work.id, date=day))

    @precondition(lambda self: self.viewings)
    @rule(data=st.data())
    def forget_seeing(self, data: st.DataObject) -> None:
        viewing = self.viewings[data.draw(st.sampled_from(sorted(self.viewings)))]
        self._save(replace(viewing, trashed_at=None if viewing.trashed_at else _TRASHED))

    @rule()
    def undo(self) -> None:
        """Take the last save back; undone again, it is made again."""
        self._save(*self.before)

    @rule(drift=st.sampled_from(_DRIFTS))
    def drift(self, drift: str) -> None:
        """The index is taken out of step; it is noticed, made anew, and found in step."""
        assert self.library._writer is not None
        self.library._writer.submit(lambda database: database.execute_sql(drift)).result(timeout=60)
        assert self.library.upkeep.mend_search()
        assert not self.library.upkeep.mend_search()

    @rule(typed=st.lists(queries(), min_size=3, max_size=6))
    def ask(self, typed: list[str]) -> None:
        for text in typed:
            self._finds_what_is_expected(text)

    @invariant()
    def queries_find_what_the_oracle_finds(self) -> None:
        for text in QUERIES[next(self.turn) % 5 :: 5]:
            self._finds_what_is_expected(text)

    def _finds_what_is_expected(self, text: str) -> None:
        query = parse_query(text)
        wanted = expected(self.articles.values(), query, self.viewings.values())
        assert {found.row.id for found in self.library.find(query, limit=200).found} == wanted, text
        assert self.library.count(query) == len(wanted), text
        by_title = self.library.find(query, Order(By.TITLE, descending=False), limit=200).found
        assert {found.row.id for found in by_title} == wanted, text


def test_finding_agrees_with_the_records_after_any_edits() -> None:
    run_state_machine_as_test(FindingAgainstTheRecords, settings=settings(max_examples=14, stateful_step_count=16, deadline=None))
