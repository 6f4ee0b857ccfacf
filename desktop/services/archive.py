"""Finding and keeping: what the window and the command line ask of the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from desktop.core.article import Article, Record
from desktop.core.breaking import Breaker
from desktop.core.bringing_forward import Watch, unseen
from desktop.core.errors import FormatError, NotFoundError
from desktop.core.finding import EVERYTHING, Order, Query
from desktop.core.identity import new_id, new_part_id
from desktop.core.image import Image
from desktop.core.languages import normal_tag
from desktop.core.outlet import Outlet, standard_outlets
from desktop.core.person import Person
from desktop.core.printing import slug_of
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change, Loaded, Saved, now_utc, stamp
from desktop.core.starting import new_article
from desktop.core.text import fold, tidy_line
from desktop.core.work import Work
from desktop.services.free_slugs import under_free_slug
from desktop.services.jobs import Job
from desktop.storage.facets import Facet, Tally
from desktop.storage.finding import Found, Page
from desktop.storage.library import Library
from desktop.storage.listing import Counts, PersonRow, ReviewRow, WorkRow
from desktop.storage.looking_up import LookedUp
from desktop.storage.questions import BEST_FIRST
from desktop.storage.snapshots import Snapshots
from desktop.storage.suggesting import Suggestion
from desktop.storage.turning import next_turn

__all__ = [
    "BEST_FIRST",
    "Archive",
    "Facet",
    "Found",
    "LookedUp",
    "Page",
    "PersonRow",
    "ReviewRow",
    "Suggestion",
    "Tally",
    "WorkRow",
    "copy_of",
]


class Archive:
    """The library in the critic's words. Reading answers at once; whatever writes returns a future."""

    def __init__(self, library: Library) -> None:
        """Look after an open library; who opened it closes it."""
        self.library = library

    @property
    def root(self) -> Path:
        """The library folder."""
        return self.library.root

    @property
    def snapshots(self) -> Snapshots:
        """The earlier states of the reviews."""
        return self.library.snapshots

    def breakable(self, breaker: Breaker) -> AbstractContextManager[None]:
        """Let ``breaker`` break off what this thread asks inside; raises BrokenOffError then."""
        return self.library.breakable(breaker)

    def reviews(self, *, trashed: bool = False) -> list[ReviewRow]:
        """Return a row for every review that is (or is not) in the trash, the one changed last first."""
        return self.library.reviews(trashed=trashed)

    def named(self, name: str) -> list[ReviewRow]:
        """Return the reviews that a slug or an id names."""
        return self.rows([name]) or self.library.find_slug(name)

    def rows(self, review_ids: Sequence[str]) -> list[ReviewRow]:
        """Return those of these reviews that are there and not in the trash, the one changed last first."""
        return [row for row in self.library.rows(review_ids) if row.trashed_at is None]

    def every(self, query: Query, order: Order = BEST_FIRST) -> Iterator[ReviewRow]:
        """Yield all reviews that fit, read a page at a time."""
        return self.library.every(query, order)

    def load(self, review_id: str) -> Loaded:
        """Return a stored article; raises NotFoundError."""
        return self.library.load(review_id)

    def find(self, query: Query, order: Order = BEST_FIRST, limit: int = 50, offset: int = 0) -> Page:
        """Return a page of the reviews that fit, each with the sentence it was found by, and the order that was used."""
        return self.library.find(query, order, limit, offset)

    def count(self, query: Query) -> int:
        """Return how many reviews fit."""
        return self.library.count(query)

    def ids(self, query: Query, order: Order, limit: int, offset: int = 0) -> list[str]:
        """Return the ids of the reviews that fit from ``offset`` on, in an order."""
        return self.library.ids(query, order, limit, offset)

    def places(self, query: Query, order: Order, review_ids: Sequence[str]) -> dict[str, int]:
        """Return where reviews stand among those that fit, from 0; those that do not fit are left out."""
        return self.library.places(query, order, review_ids)

    def next_title(self, query: Query, order: Order, begun: str, current: str, *, onward: bool = False) -> tuple[int, str] | None:
        """Return the row, from 0, and the id of the next review that fits and whose title begins so, from ``current`` on."""
        return self.library.next_title(query, order, begun, current, onward=onward)

    def suggestion(self, query: Query, within: Query = EVERYTHING) -> Suggestion | None:
        """Return what may be meant by a query that found nothing or little, if that finds something within another query."""
        return self.library.suggestion(query, within)

    def facet(self, facet: Facet, limit: int = 500) -> list[Tally]:
        """Return the groups of a kind that reviews fall into, with counts; asked for one kind at a time, for some take longer."""
        return self.library.facet(facet, limit)

    def next_turn(self, now: datetime) -> datetime | None:
        """Return the first moment after ``now`` at which a deadline passes or an embargo lifts, None where there is none."""
        return self.library.ask(partial(next_turn, now=now))

    def find_people(self, text: str, limit: int = 8) -> list[PersonRow]:
        """Return people any of whose spellings match what was typed, those written about most first."""
        return self.library.find_people(text, limit)

    def find_works(self, text: str, limit: int = 8) -> list[WorkRow]:
        """Return works whose title matches what was typed."""
        return self.library.find_works(text, limit)

    def look_up(self, text: str) -> LookedUp:
        """Return what a few letters may mean: people, reviews and films; without letters the reviews changed last."""
        return self.library.look_up(text)

    def work_named(self, title: str, year: int | None) -> str | None:
        """Return the id of the one work with this very title (and year, where one is given), None where there is none.

        Raises NotFoundError where several are meant.
        """
        wanted = fold(title)
        works = [row.work for row in self.library.find_works(title, 100) if fold(row.work.title) == wanted]
        meant = [work for work in works if year is None or work.year == year]
        if len(meant) > 1:
            years = ", ".join(str(work.year or "no year") for work in sorted(meant, key=lambda work: work.year or 0))
            raise NotFoundError(f"“{title}” names {len(meant)} films ({years}); say which with its year.")
        return meant[0].id if meant else None

    def person(self, person_id: str) -> tuple[Person, int]:
        """Return a person and the stored revision; raises NotFoundError."""
        return self.library.load_record(Person, person_id)

    def work(self, work_id: str) -> tuple[Work, int]:
        """Return a work and the stored revision; raises NotFoundError."""
        return self.library.load_record(Work, work_id)

    def outlet(self, outlet_id: str) -> tuple[Outlet, int]:
        """Return an outlet and the stored revision; raises NotFoundError."""
        return self.library.load_record(Outlet, outlet_id)

    def image(self, image_id: str) -> tuple[Image, int]:
        """Return a picture's record and the stored revision; raises NotFoundError."""
        return self.library.load_record(Image, image_id)

    def tags(self) -> list[str]:
        """Return every tag that a review has, in order."""
        return self.library.tags()

    def outlets(self) -> list[Outlet]:
        """Return the outlets that are offered, by name: all where each is retired, as by files that were brought in."""
        outlets = self.library.outlets()
        return [outlet for outlet in outlets if not outlet.retired] or outlets

    def used(self, column: str) -> Sequence[str]:
        """Return the values used before in a column such as ``services``, ``genres`` or ``bylines``, most used first."""
        return self.library.used_values(column)

    def reviews_of_person(self, person_id: str) -> list[ReviewRow]:
        """Return the reviews whose work credits a person."""
        return self.library.reviews_of_person(person_id)

    def add_picture(self, data: bytes, name: str) -> Future[Image]:
        """Keep a picture; the same bytes are kept once. The future raises FormatError for what is no picture."""
        return self.library.add_image(data, name)

    def picture_file(self, image: Image) -> Path:
        """Return the file of a picture."""
        return self.library.root / image.stored

    def begin(self, title: str, year: int | None, outlet: str, language: str) -> Article:
        """Store a new review of a new film and return it; ``outlet`` is a name, empty for the first.

        Raises NotFoundError for an outlet that there is none of, FormatError for an ill-formed language tag.
        """
        chosen = next((known for known in self.outlets() if outlet in ("", known.name)), None)
        if chosen is None:
            raise NotFoundError(f"There is no outlet “{outlet}”; there are {', '.join(known.name for known in self.outlets())}.")
        try:
            tag = normal_tag(language)
        except ValueError:
            raise FormatError(f"“{language}” is no language tag such as en or es-MX.") from None
        work = Work(new_id(), title=tidy_line(title), year=year)
        article = under_free_slug(self.library, new_article(chosen, work, created=stamp(now_utc()), language=tag))
        self.store_new([article.work, article.review]).result()
        return article

    def trash(self, review_id: str) -> Future[Saved]:
        """Move a review to the trash."""
        return self._set_trashed(review_id, stamp(now_utc()))

    def restore(self, review_id: str) -> Future[Saved]:
        """Take a review out of the trash."""
        return self._set_trashed(review_id, None)

    def _set_trashed(self, review_id: str, moment: str | None) -> Future[Saved]:
        review, revision = self.library.load_record(Review, review_id)
        return self.library.save(Batch((Change(replace(review, trashed_at=moment), revision),)))

    def duplicate(self, review_id: str) -> Article:
        """Return a copy of a review as a new draft of the same work, with nothing of its publication; it is not stored yet."""
        article = self.library.load(review_id).article
        copied = replace(copy_of(article.review, stamp(now_utc())), slug=slug_of(article))
        return under_free_slug(self.library, replace(article, review=copied), {copied.slug})

    def counts(self) -> Counts:
        """Return how much the library holds."""
        return self.library.counts()

    def back_up(self, job: Job | None = None) -> Path:
        """Make a backup, check it, and return its file; thins old ones. A cancelled ``job`` leaves nothing of it."""
        return self.library.backup(step=(job or Job()).step)

    def verify(self, job: Job | None = None) -> list[str]:
        """Return a sentence for everything that is wrong with the library; none where it is sound. A ``job`` can be cancelled."""
        return self.library.verify((job or Job()).step)

    def remember(self, key: str, value: str) -> Future[None]:
        """Keep a small value that belongs to this library, such as which review was in front."""
        return self.library.remember(key, value)

    def recall(self, key: str) -> str | None:
        """Return a kept value, None where there is none."""
        return self.library.recall(key)

    def store_new(self, records: Sequence[Record]) -> Future[Saved]:
        """Store records that are new."""
        return self.library.save(Batch(tuple(Change(record, 0) for record in records)))


def copy_of(review: Review, created: str) -> Review:
    """Return a new draft with the words of ``review``, and part ids of its own."""
    renamed = {part.id: new_part_id() for part in review.parts}
    parts = tuple(replace(part, id=renamed[part.id]) for part in review.parts)
    return replace(
        review,
        id=new_id(),
        created=created,
        status=Status.DRAFT,
        slug="",
        canonical_url="",
        published_on="",
        deadline=None,
        embargo=None,
        social_embargo=None,
        parts=parts,
        source=None,
        printed=None,
        trashed_at=None,
    )


def open_archive(
    root: Path, *, create: bool = True, read_only: bool = False, take_over: bool = False, watch: Watch = unseen
) -> Archive:
    """Open the library in the folder ``root``, making an empty one with the standard outlets where there is none.

    ``take_over`` opens for writing what another computer left open; ``watch`` is told how far it is where an older library is
    brought to this format, and what it raises ends that. Raises LibraryError in one sentence for a folder that is no
    library of ours; nothing is written to it.
    """
    library = Library.open(root, create=create, read_only=read_only, take_over=take_over, watch=watch)
    archive = Archive(library)
    if not library.read_only and not library.outlets():
        archive.store_new(standard_outlets()).result()
    return archive
