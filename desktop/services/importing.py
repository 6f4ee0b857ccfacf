"""Bringing files in: each is read into a plan, and the plan is written in one transaction or not at all.

Nothing in the library is changed unless that is asked for: a review that is there already is left alone, and a work, person,
outlet or picture that is there keeps what the library knows of it. Bringing the same file in twice therefore changes nothing.
Only a slug under which a review was published is taken from one that was not; slugs are unique for an outlet and a language.
Markdown without any private words, as made for a site, says nothing about them: those of the library stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from desktop.core.article import Article, Record, gathered
from desktop.core.errors import FormatError, MatineeError, NotFoundError
from desktop.core.history import Reason
from desktop.core.image import Image, ImageUse
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.printing import headline_of, slug_of, with_print_kept
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.exporters.private import with_private_of, without_private
from desktop.services.free_slugs import sharing_slug, under_free_slug, with_slug_known
from desktop.storage.diary import logged_days
from desktop.storage.images import MOST_BYTES, describe
from desktop.storage.library import Library

MOST_FILE_BYTES = 30_000_000
_Kind = TypeVar("_Kind", Review, Work, Person, Image, Outlet, Viewing)


class Arrival(StrEnum):
    """What became of a review that a file holds."""

    NEW = "new"
    THERE = "there"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A review that a file held, now in the library: the file, the review's id, its slug and headline, and what became of it."""

    path: Path
    review_id: str
    slug: str
    headline: str
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did.

    ``refused`` is a sentence for each file of which nothing was taken; ``notes`` are sentences about what was read otherwise than
    it was written, what has no place in a review, and pictures that were missing. ``moved`` are the ids of the reviews that were
    there and were given another slug, for one that came in was published under theirs.
    """

    brought: tuple[BroughtIn, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


def bring_in(library: Library, paths: Iterable[Path], *, replace_existing: bool = False) -> Report:
    """Bring files into the library, each by itself, in the order given; a folder stands for the files in it that can be read.

    With ``replace_existing`` what the files say takes the place of what the library knows, of shared records too.
    """
    done = Report()
    for path in _files(paths):
        try:
            one = _bring_file(library, path, replace_existing)
        except MatineeError as error:
            done = replace(done, refused=(*done.refused, str(error)))
        else:
            brought, notes, moved = (*done.brought, *one.brought), (*done.notes, *one.notes), (*done.moved, *one.moved)
            done = replace(done, brought=brought, notes=notes, moved=moved)
    return done


def _files(paths: Iterable[Path]) -> list[Path]:
    from desktop.importers.catalogue import SOURCES

    suffixes = {suffix for source in SOURCES for suffix in source.suffixes}
    found: list[Path] = []
    for path in paths:
        inside = sorted(each for each in path.iterdir() if each.suffix.lower() in suffixes) if path.is_dir() else [path]
        found += [each for each in inside if each.is_file() or each == path]
    return found


def _bring_file(library: Library, path: Path, replace_existing: bool) -> Report:
    """Read one file and write all of it in one transaction; raises MatineeError where nothing of it was taken."""
    from desktop.importers.catalogue import read

    plan = read(_bytes_of(path), path.name)
    pictures = _Pictures(library, path.parent, {picture.image: picture.address for picture in plan.pictures})
    changes: dict[str, Change] = {}
    brought: list[BroughtIn] = []
    given: list[str] = []
    moved: dict[str, Change] = {}
    for article in plan.articles:
        found = pictures.resolved(article)
        found = _with_private_words(library, found) if plan.may_omit_private else found
        arrival, article = _planned(library, found, replace_existing, changes, {each.slug for each in brought})
        if slug_of(article) != slug_of(found):
            given.append(f"Another review has the slug “{slug_of(found)}”, so “{found.work.label()}” has “{slug_of(article)}”.")
        brought.append(BroughtIn(path, article.review.id, slug_of(article), headline_of(article), arrival))
        if arrival is not Arrival.THERE and article.review.status is Status.PUBLISHED:
            moved |= _moved_for(library, article, given)
    seen = {change.record.id: change for viewing in plan.viewings for change in _seen(library, viewing, replace_existing)}
    if changes or seen or pictures.to_keep:
        batch = Batch((*changes.values(), *(moved | seen).values()), before=Reason.IMPORT)
        library.save(batch, pictures.to_keep).result()
    left = [f"“{path.name}” holds what has no place in a review ({each.place}: {each.text[:80]})." for each in plan.leftovers]
    return Report(tuple(brought), notes=(*plan.notes, *left, *given, *pictures.notes), moved=tuple(moved))


def _moved_for(library: Library, published: Article, told: list[str]) -> dict[str, Change]:
    """Return the reviews, by id, that leave their slug to a published one that comes in, with a sentence ``told`` of each.

    Those that are published keep theirs, which nobody may change for their readers; that, too, is told.
    """
    slug, name = slug_of(published), published.work.label() or headline_of(published)
    changes: dict[str, Change] = {}
    taken = {slug}
    for row in sharing_slug(library, published):
        if row.status is Status.PUBLISHED:
            told.append(
                f"“{name}” and “{row.label}”, which was there, are both published under the slug “{slug}”, so both keep it. "
                "Where they cannot both have been, give one of them another in its Publishing part."
            )
            continue
        loaded = library.load(row.id)
        free = under_free_slug(library, loaded.article, taken)
        taken.add(free.review.slug)
        changes[row.id] = Change(free.review, loaded.revisions[row.id])
        told.append(f"“{name}” was published under the slug “{slug}”, so “{row.label}”, which had it, has “{free.review.slug}”.")
    return changes


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_FILE_BYTES:
            raise FormatError(f"“{path.name}” is larger than 30 MB, so it was not read.")
        return path.read_bytes()
    except OSError as error:
        raise NotFoundError(f"“{path.name}” cannot be read ({error.strerror}).") from error


def _planned(
    library: Library, article: Article, replace_existing: bool, changes: dict[str, Change], taken: set[str]
) -> tuple[Arrival, Article]:
    """Add the records to write to ``changes``; return what becomes of the review, and the article as the library will hold it.

    A new review is given a slug that neither the library nor what is ``taken`` has; one that was published keeps its own.
    """
    stored_review = _stored(library, Review, article.review.id)
    unprinted = article.review.printed is None
    article = _with_print(article, stored_review[0] if stored_review is not None else None)
    for record in article.records()[1:]:
        stored = _stored_like(library, record)
        if stored is None:
            changes.setdefault(record.id, Change(record, 0))
        elif replace_existing and stored[0] != record:
            changes[record.id] = Change(record, stored[1])
        else:
            article = article.with_record(stored[0])
    article = gathered(article)
    named = {record.id for record in article.records()}
    for record_id in [key for key, change in changes.items() if key not in named and not change.base]:
        del changes[record_id]
    if stored_review is None:
        if article.review.status is not Status.PUBLISHED:
            article = under_free_slug(library, article, taken)
        changes[article.review.id] = Change(article.review, 0)
        return Arrival.NEW, article
    article = with_slug_known(library, article, stored_review[0].slug)
    if stored_review[0] in (article.review, replace(article.review, printed=None) if unprinted else article.review):
        return (Arrival.REPLACED if changes else Arrival.THERE), article
    if not replace_existing:
        where = "the trash" if stored_review[0].trashed_at else "the library"
        name = article.work.label() or headline_of(article)
        raise FormatError(f"“{name}” is in {where} already and differs from the file, so it was left alone.")
    changes[article.review.id] = Change(article.review, stored_review[1])
    return Arrival.REPLACED, article


def _with_print(article: Article, known: Review | None) -> Article:
    """Return the article, where it is published, with its print kept: what the file or the library holds, else what it prints.

    So no later change of the people reaches what was published elsewhere.
    """
    review = article.review
    if known is not None and review.printed is None and review.status is Status.PUBLISHED:
        article = article.with_record(replace(review, printed=known.printed))
    return article.with_record(with_print_kept(article))


def _seen(library: Library, viewing: Viewing, replace_existing: bool) -> tuple[Change, ...]:
    """Return the change that a viewing of a file makes: none where it, or one of the same film on the same day, is in the log."""
    stored = _stored(library, Viewing, viewing.id)
    if stored is None:
        days = library.ask(lambda database: logged_days(database, [viewing.work]))
        logged = viewing.date is not None and str(viewing.date) in {day for _id, _work, day in days}
        return () if logged else (Change(viewing, 0),)
    known, revision = stored
    whole = replace(viewing, companions=viewing.companions or known.companions, notes=viewing.notes or known.notes)
    return (Change(whole, revision),) if replace_existing and whole != known else ()


def _with_private_words(library: Library, article: Article) -> Article:
    """Return the article of a file that has no private words with those of the library."""
    if without_private(article) != article:
        return article
    for record in article.records():
        stored = _stored_like(library, record)
        if stored is not None:
            article = article.with_record(with_private_of(record, stored[0]))
    return article


def _stored(library: Library, kind: type[_Kind], record_id: str) -> tuple[_Kind, int] | None:
    try:
        return library.load_record(kind, record_id)
    except NotFoundError:
        return None


def _stored_like(library: Library, record: Record) -> tuple[Record, int] | None:
    match record:
        case Review():
            return _stored(library, Review, record.id)
        case Work():
            return _stored(library, Work, record.id)
        case Person():
            return _stored(library, Person, record.id)
        case Image():
            return _stored(library, Image, record.id)
        case Outlet():
            return _stored(library, Outlet, record.id)
        case Viewing():
            return _stored(library, Viewing, record.id)


class _Pictures:
    """The pictures beside one file: each becomes a picture of the library, once, whatever it is called.

    ``to_keep`` are those whose files the library has not got.
    """

    def __init__(self, library: Library, folder: Path, addresses: dict[str, str]) -> None:
        self._library = library
        self._folder = folder
        self._addresses = addresses
        self.to_keep: list[tuple[Image, bytes]] = []
        self.notes: list[str] = []

    def resolved(self, article: Article) -> Article:
        """Return the article with the library's own records of its pictures, or new ones that fit the files beside it."""
        renamed: dict[str, str] = {}
        images = []
        for image in article.images:
            found = self._found(image)
            renamed[image.id] = found.id
            images.append(found)
        return gathered(_with_images(replace(article, images=tuple(images)), renamed))

    def _found(self, image: Image) -> Image:
        data = self._data(image)
        known = _stored(self._library, Image, image.id)
        stored = known[0] if known else self._library.find_image(image.digest)
        digest = hashlib.sha256(data).hexdigest() if data is not None else ""
        if stored is None and data is not None:
            stored = self._library.find_image(digest)
        if stored is not None:
            if data is not None and digest == stored.digest and not (self._library.root / stored.stored).is_file():
                self.to_keep.append((stored, data))
            return stored
        if data is None:
            return image
        described = describe(data)
        fitting = replace(
            image,
            digest=digest,
            size=len(data),
            media_type=described.media_type,
            width=described.width,
            height=described.height,
        )
        self.to_keep.append((fitting, data))
        return fitting

    def _data(self, image: Image) -> bytes | None:
        """Return the bytes of the picture beside the file; None, with a note, where there is none that can be read."""
        address = self._addresses.get(image.id)
        place = self._folder / address if address else None
        name = image.name or image.id
        try:
            if place is None or not place.resolve(strict=True).is_relative_to(self._folder.resolve()):
                raise FileNotFoundError
            if place.stat().st_size > MOST_BYTES:
                raise FormatError("too large")
            data = place.read_bytes()
            describe(data)
        except OSError:
            if _stored(self._library, Image, image.id) is None and self._library.find_image(image.digest) is None:
                self.notes.append(f"The picture “{name}” does not lie beside the file; the review has a gap where it should be.")
            return None
        except FormatError:
            self.notes.append(f"The picture “{name}” beside the file cannot be read and was left out.")
            return None
        return data


def _with_images(article: Article, renamed: dict[str, str]) -> Article:
    """Return the article with pictures named by other ids."""
    if all(old == new for old, new in renamed.items()):
        return article

    def used(use: ImageUse | None) -> ImageUse | None:
        return use if use is None or use.image is None else replace(use, image=renamed.get(use.image, use.image))

    def all_used(uses: Sequence[ImageUse]) -> tuple[ImageUse, ...]:
        return tuple(each for use in uses if (each := used(use)) is not None)

    review = article.review
    parts = tuple(replace(part, images=all_used(part.images)) for part in review.parts)
    cards = tuple(replace(card, portrait=used(card.portrait)) for card in review.cards)
    people: tuple[Person, ...] = tuple(
        replace(person, portraits=tuple(dict.fromkeys(renamed.get(each, each) for each in person.portraits)))
        for person in article.people
    )
    images: dict[str, Image] = {image.id: image for image in article.images}
    return replace(
        article,
        review=replace(review, hero=used(review.hero), parts=parts, cards=cards),
        people=people,
        images=tuple(images[key] for key in sorted(images)),
    )
