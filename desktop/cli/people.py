"""The people of a library: listing them, showing one, looking for duplicates."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from typing import Any

from desktop.cli.answer import Answer, UsageError
from desktop.cli.verb import Arguments, library_of
from desktop.core.errors import NotFoundError
from desktop.core.records import to_plain
from desktop.services.people import People as Ledger
from desktop.services.people import PersonLine, PersonPage, Written

_DUPLICATES = {
    "name": "the same name in another spelling",
    "native name": "the same native name",
    "shared work": "nearly the same name, credited in one work",
}


class People:
    """List people, show one, or look for duplicates."""

    name, help = "people", "list the people you have written about, by any spelling; show one, or find possible duplicates"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare whom and how."""
        parser.add_argument("words", nargs="*", metavar="QUERY", help="the beginnings of the words of any spelling, or an id")
        parser.add_argument("--show", action="store_true", help="one person whole: names, bios, credits, every sentence")
        parser.add_argument("--duplicates", action="store_true", help="pairs who may be the same person")

    def check(self, given: Arguments) -> None:
        """Refuse to show nobody, and a query beside the duplicates."""
        if given.show and not " ".join(given.words).strip():
            raise UsageError("“--show” needs the name or the id of one person.")
        if given.duplicates and (given.show or given.words):
            raise UsageError("“--duplicates” looks through everybody and takes no name.")

    def run(self, given: Arguments) -> Answer:
        """List, show or compare."""
        query = " ".join(given.words).strip()
        with library_of(given) as archive:
            ledger = Ledger(archive.library)
            if given.duplicates:
                return _twins(ledger)
            found = ledger.find(query)
            if given.show:
                return _person(ledger.page(_only(found, query).id))
        nobody = f"There is nobody “{query}” in this library." if query else "There is nobody in this library yet."
        plain = [dataclasses.asdict(line) for line in found]
        return Answer("\n".join(map(_line, found)), plain, notes=() if found else (nobody,))


def _only(found: Sequence[PersonLine], query: str) -> PersonLine:
    exact = [line for line in found if line.name == query]
    if len(found) == 1 or len(exact) == 1:
        return (exact or found)[0]
    if not found:
        raise NotFoundError(f"There is nobody “{query}” in this library; “matinee people” shows who there is.")
    told = ", ".join(f"{line.label} ({line.id})" for line in found[:8])
    raise NotFoundError(f"“{query}” names {len(found)} people; use one of their ids: {told}.")


def _line(line: PersonLine) -> str:
    reviews = "1 review" if line.reviews == 1 else f"{line.reviews} reviews"
    return f"{line.label}\t{line.native_name}\t{reviews}\t{'bio' if line.has_bio else 'no bio'}"


def _twins(ledger: Ledger) -> Answer:
    found = ledger.twins()
    lines = {line.id: line for line in ledger.lines([each for twins in found for each in (twins.one, twins.other)])}
    text = (f"{lines[twins.one].label}\t{lines[twins.other].label}\t{_DUPLICATES[twins.why.value]}" for twins in found)
    plain = [
        {"one": dataclasses.asdict(lines[t.one]), "other": dataclasses.asdict(lines[t.other]), "why": t.why.value, "work": t.work}
        for t in found
    ]
    return Answer("\n".join(text), plain, notes=() if found else ("Nobody here looks like a duplicate of somebody else.",))


def _person(page: PersonPage) -> Answer:
    person = page.person
    pieces = [f"# {person.name}", " · ".join(person.spellings()[1:])]
    pieces += [f"## Bio ({bio.language})\n\n{bio.text}" for bio in person.bios if bio.text]
    written = [_of_review(found) for found in page.named]
    unnamed = [f"- {found.row.label}" for found in page.unnamed]
    pieces += ["## Written", *written] if written else []
    pieces += ["## Credited, never mentioned", *unnamed] if unnamed else []
    return Answer("\n\n".join(piece for piece in pieces if piece), _plain(page))


def _of_review(found: Written) -> str:
    return "\n".join((f"{found.row.label}, {found.row.slug}", *(f"- {mention.sentence}" for mention in found.mentions)))


def _plain(page: PersonPage) -> dict[str, Any]:
    reviews = [
        {
            "slug": found.row.slug,
            "title": found.row.title,
            "year": found.row.year,
            "language": found.row.language,
            "status": found.row.status.value,
            "credits": to_plain(found.credits),
            "sentences": [mention.sentence for mention in found.mentions],
        }
        for found in (*page.named, *page.unnamed)
    ]
    printed = [{"slug": bio.row.slug, "at": bio.at, "text": bio.text, "differs": bio.differs} for bio in page.printed]
    return {"person": to_plain(page.person), "reviews": reviews, "printed_bios": printed}
