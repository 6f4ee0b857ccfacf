"""Who is to stand beside the list of people: the page follows the list, and the list whoever is looked for by name."""

from __future__ import annotations

from desktop.core.person import Person
from desktop.gui.ledger.listing import PeopleListing, PeopleQuestion
from desktop.gui.ledger.session import LedgerSession
from desktop.services.people import Narrowing


class Leading:
    """Knows whom the list is to show and who was shown before a search; the current person is ``session``'s.

    ``looking_again`` says that possible duplicates are looked for: until they come, whoever is sought may still be among them.
    """

    def __init__(self, session: LedgerSession) -> None:
        """Follow ``session``; nobody is sought."""
        self._session = session
        self._before = self._sought = ""
        self._among_twins = False
        self.looking_again = False

    def seek(self, person_id: str, *, among_twins: bool) -> None:
        """Make somebody the current person, whom the list is to show with the next answer, as a whole if need be.

        With ``among_twins``, possible duplicates stay listed also where that person is none of them any more.
        """
        self._session.current = self._sought = person_id
        self._among_twins = among_twins

    def search(self, shown: PeopleQuestion) -> None:
        """Note, before a search, who is shown: with an empty line they come back, where nobody was found."""
        if self._session.current and not shown.text:
            self._before = self._session.current

    def kept(self, question: PeopleQuestion, shown: PeopleListing, *, worked_at: bool) -> int | None:
        """Return the row in which the current person stays although their change took them out of what is listed.

        That is so for who is sought, and while they are ``worked_at``.
        """
        person = self._session.person
        if person is None or _is_trashed(person) is not (question.narrowing is Narrowing.TRASH):
            return None
        row = shown.places.get(person.id)
        wanted = worked_at or self._sought == person.id
        return row if wanted and question.same_list(shown.question) else None

    def current(self, listing: PeopleListing, shown: PeopleListing, *, unknown: bool) -> str | None:
        """Return whose page is to stand beside a listing that comes after the one shown, nobody's where nobody is listed.

        None says that another list is to be shown for whoever is sought. Where duplicates are ``unknown`` yet, everything stays.
        """
        present, twins = self._session.current, listing.question.narrowing is Narrowing.TWINS
        looking = twins and (unknown or self.looking_again)
        if present in listing.places or (looking and (self._sought or unknown)):
            self._sought = self._sought if looking else ""
            return present
        if self._sought and self._sought == present and listing.anybody and not (twins and self._among_twins):
            return None
        self._sought = ""
        row = shown.places.get(present, 0) if listing.question.same_list(shown.question) else 0
        back = self._before if not listing.question.text and not present else ""
        return back if back in listing.places else listing.ids[min(row, len(listing.ids) - 1)] if listing.ids else ""

    def list_of_sought(self) -> Narrowing:
        """Return the list that holds whoever is sought, who is sought no more then."""
        self._session.current, self._sought = self._sought, ""
        person = self._session.person
        return Narrowing.TRASH if person is not None and _is_trashed(person) else Narrowing.ALL


def _is_trashed(person: Person) -> bool:
    return person.trashed_at is not None
