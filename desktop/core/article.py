"""A review with everything it prints from: the value that preview, exports, history and checks share."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.viewing import Viewing
from desktop.core.work import Work

Record = Review | Work | Person | Image | Outlet | Viewing
"""An aggregate: what is saved, revised and undone as one."""


@dataclass(frozen=True, slots=True)
class Article:
    """A review together with its work, its outlet, the people credited and the pictures used.

    ``people`` and ``images`` hold exactly the records that the review and its work name and that exist, in order of id, so that
    equal articles are equal values. A credit whose person is missing prints nothing.
    """

    review: Review
    work: Work
    outlet: Outlet
    people: tuple[Person, ...] = ()
    images: tuple[Image, ...] = ()

    def person(self, person_id: str) -> Person | None:
        """Return the person with this id, or None."""
        return next((person for person in self.people if person.id == person_id), None)

    def image(self, image_id: str | None) -> Image | None:
        """Return the picture with this id, or None."""
        return next((image for image in self.images if image.id == image_id), None)

    def records(self) -> tuple[Record, ...]:
        """Return every aggregate of the article, the review first."""
        return (self.review, self.work, self.outlet, *self.people, *self.images)

    def with_record(self, record: Record) -> Article:
        """Return the article with one aggregate replaced or, for a person or picture, added; a viewing is no part of it."""
        match record:
            case Review():
                return replace(self, review=record)
            case Work():
                return replace(self, work=record)
            case Outlet():
                return replace(self, outlet=record)
            case Person():
                people = {person.id: person for person in self.people} | {record.id: record}
                return replace(self, people=tuple(people[key] for key in sorted(people)))
            case Image():
                images = {image.id: image for image in self.images} | {record.id: record}
                return replace(self, images=tuple(images[key] for key in sorted(images)))
            case Viewing():
                return self


def named_people(work: Work) -> frozenset[str]:
    """Return the ids of the people that a work credits."""
    return frozenset(credit.person for credit in work.credits)


def named_images(review: Review, people: tuple[Person, ...]) -> frozenset[str]:
    """Return the ids of the pictures that a review, or a portrait of its people, shows."""
    uses = [
        review.hero,
        *(use for part in review.parts for use in part.images),
        *(card.portrait for card in review.cards),
    ]
    used = {use.image for use in uses if use is not None and use.image is not None}
    return frozenset(used | {portrait for person in people for portrait in person.portraits})


def gathered(article: Article) -> Article:
    """Return the article with exactly the people and pictures that it names, each list in order of id."""
    named = named_people(article.work)
    people = tuple(sorted((p for p in article.people if p.id in named), key=lambda person: person.id))
    wanted = named_images(article.review, people)
    images = tuple(sorted((i for i in article.images if i.id in wanted), key=lambda image: image.id))
    return replace(article, people=people, images=images)
