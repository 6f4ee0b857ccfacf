"""What the library says where it shows no review: the place is empty, or the search found nothing."""

from __future__ import annotations

from desktop.gui.library.chip_words import query_words
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.library.places import ALL, TRASH
from desktop.services.archive import Suggestion


class NothingHere(EmptyState):
    """Says why nothing is shown; ``suggestion`` is what may have been meant, as it was last told."""

    suggestion: Suggestion | None = None

    def tell(self, place: str, search: str, suggestion: Suggestion | None) -> None:
        """Say it of a place, of a search in it, and of what may have been meant instead."""
        self.suggestion = suggestion if search else None
        if self.suggestion is not None:
            query, meant = self.suggestion.query, self.suggestion.label
            if meant == str(query).strip():  # it is no name
                meant = query_words(query)
            words = self.tr("Nothing matches ‘{text}’. Did you mean {name}?").format(text=search, name=meant)
            self.say(words, self.tr("Look for {name}").format(name=meant), self.tr("Clear the search"))
        elif search:
            words = self.tr("Nothing matches ‘{text}’.").format(text=search)
            self.say(words, self.tr("Clear the search"), self.tr("Search all reviews") if place != ALL else "")
        elif place == TRASH:
            self.say(self.tr("Empty. Deleted things wait here 30 days."), "", self.tr("Show all reviews"))
        elif place == ALL:
            self.say(self.tr("Your reviews live here, on this computer only."), self.tr("New review"), self.tr("Import…"))
        else:
            words = self.tr("No drafts. Good.") if place == "draft" else self.tr("Nothing here yet.")
            self.say(words, self.tr("New review"), self.tr("Show all reviews"))
