"""What the parts of the window work with: built once by ``app``, handed to those that need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import MatineeError
from desktop.core.image import Image
from desktop.core.person import Person
from desktop.core.work import Work

if TYPE_CHECKING:
    from concurrent.futures import Future

    from desktop.core.article import Record
    from desktop.gui.autosave import Autosave
    from desktop.gui.courier import Courier
    from desktop.gui.session import OpenReviews
    from desktop.gui.settings import Settings
    from desktop.gui.theme import Theme
    from desktop.gui.widgets.completion import Ask
    from desktop.services.archive import Archive
    from desktop.services.jobs import JobRunner
    from desktop.services.rendering import RenderingChild


@dataclass(frozen=True, slots=True)
class Workspace:
    """The open library with everything that works on it."""

    archive: Archive
    reviews: OpenReviews
    autosave: Autosave
    child: RenderingChild
    jobs: JobRunner
    courier: Courier
    settings: Settings
    theme: Theme
    ask: Ask  # what lines that complete ask the library through

    def fetch_person(self, person_id: str) -> Person:
        """Lay a stored person and the portraits on the desk, so that a credit can name them; raises NotFoundError."""
        desk = self.reviews.desk
        known = desk.records.get(person_id)
        if isinstance(known, Person):
            return known
        person, revision = self.archive.person(person_id)
        desk.know(person, revision)
        for portrait in person.portraits:
            image, image_revision = self.archive.image(portrait)
            desk.know(image, image_revision)
        return person

    def is_shared(self, records: Iterable[Record]) -> bool:
        """Say whether one of the records is a film or person that more than one review shows."""
        works = [record.id for record in records if isinstance(record, Work)]
        people = [record.id for record in records if isinstance(record, Person)]
        library = self.archive.library
        rows = [library.reviews_of_work(each) for each in works] + [library.reviews_of_person(each) for each in people]
        return any(len(found) > 1 for found in rows)

    def add_picture(self, data: bytes, name: str, done: Callable[[Image], None], failed: Callable[[str], None]) -> None:
        """Keep a picture in the library and lay its record on the desk; ``done`` or ``failed`` follows on this thread."""

        def arrived(future: Future[Image]) -> None:
            error = future.exception()
            if error is None:
                image = future.result()
                stored, revision = self.archive.image(image.id)
                self.reviews.desk.know(stored, revision)
                done(image)
            elif isinstance(error, MatineeError):
                failed(str(error))
            else:
                raise error

        self.courier.watch(self.archive.add_picture(data, name), arrived)

    def picture_file(self, image_id: str) -> Path | None:
        """Return the file of a picture whose record lies on the desk."""
        record = self.reviews.desk.records.get(image_id)
        return self.archive.picture_file(record) if isinstance(record, Image) else None
