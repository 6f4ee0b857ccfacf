"""What a review prints: names, cards, lines and sentences as values, before any format dresses them.

The HTML page, the Markdown export and the front matter all print what these functions return, so that they cannot disagree.
Empty data prints nothing: every function returns an empty value for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.core.addresses import web_address
from desktop.core.article import Article, Record
from desktop.core.countries import country_name
from desktop.core.dates import PartialDate
from desktop.core.image import ImageUse
from desktop.core.languages import language_name
from desktop.core.person import Person
from desktop.core.phrases import Phrases, phrases
from desktop.core.review import BioUse, Card, CorrectionKind, FrozenCredit, Opening, Part, PartKind, Printed, Review, Status
from desktop.core.text import count_words, slugify, tidy_line
from desktop.core.vocabulary import genre_name, job_name, release_kind_name, way_name
from desktop.core.work import CAST_JOBS, Credit, Job, WatchPlace

_TOKEN = re.compile(r"\{(\w+)\}")
_CLAUSES = re.compile(r"(\s+[|—–]\s+|:\s+|\.\s+)")
_MISSING = "\0"
_EMPTY_BRACKETS = re.compile(r"\s*(?:\(\0\)|\[\0\]|“\0”|«\0»|„\0“)")


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One person as a part prints them: the printed name, job and characters, the bio's Markdown, and the portrait if any."""

    credit: Credit
    person: Person
    name: str
    job: str
    characters: tuple[str, ...]
    bio: str
    portrait: ImageUse | None


@dataclass(frozen=True, slots=True)
class PrintedFact:
    """A line of the facts box; ``date`` is set where the value is one date."""

    label: str
    value: str
    date: PartialDate | None = None


def words_in(article: Article) -> Phrases:
    """Return the phrases of the review's language."""
    return phrases(article.review.language)


def tokens(article: Article) -> dict[str, str]:
    """Return what the tokens of headlines and headings stand for."""
    work = article.work
    directors = [name_of(article, credit) for credit in work.credits if credit.job is Job.DIRECTOR]
    return {
        "title": work.title,
        "year": str(work.year or ""),
        "platform": next((place.service for place in work.watch if place.service), ""),
        "season": str(work.season if work.season is not None else ""),
        "tagline": article.review.tagline,
        "director": words_in(article).join(directors),
    }


def expand(pattern: str, article: Article) -> str:
    """Return a headline or heading with its tokens filled in.

    What a missing fact leaves behind goes with it: empty brackets and quotation marks, else the clause around the token
    (``| Movie on {platform}``) with the label before it (``Review: {tagline}``).
    """
    if "{" not in pattern:
        return pattern
    values = tokens(article)
    kept: list[str] = []
    gap = ""
    for index, piece in enumerate(_CLAUSES.split(pattern)):
        if index % 2:
            gap = piece
            continue
        clause = _EMPTY_BRACKETS.sub("", _TOKEN.sub(lambda token: values.get(token[1], token[0]) or _MISSING, piece))
        if _MISSING not in clause and clause:
            kept += [gap, clause] if kept else [clause]
        elif gap.startswith(":") and kept and "{" not in _label_before(pattern, piece):
            del kept[-2:]
    return tidy_line("".join(kept))


def _label_before(pattern: str, clause: str) -> str:
    """Return the clause that stands before ``clause`` in the pattern."""
    pieces = _CLAUSES.split(pattern)[::2]
    return pieces[pieces.index(clause) - 1]


def headline_of(article: Article) -> str:
    """Return the headline as printed; the title stands in while there is none."""
    return expand(article.review.headline, article) or article.work.label()


def slug_of(article: Article) -> str:
    """Return the review's slug: its own, else one made of title, year and kind; never empty."""
    review, work = article.review, article.work
    return review.slug or automatic_slug(work.title, work.year, review.id)


def automatic_slug(title: str, year: int | None, review_id: str) -> str:
    """Return ``title-year-review``; a title without any Latin letter gives way to the start of the review's id."""
    name = slugify(title) or review_id[:8]
    return slugify(f"{name} {year or ''} review")


def name_of(article: Article, credit: Credit) -> str:
    """Return the name a credit prints: as published, as credited, or the house spelling; empty for nobody."""
    frozen = _frozen(article, credit)
    if frozen is not None:
        return frozen.name
    person = article.person(credit.person)
    return credit.credited_as or (person.name if person else "")


def is_kept(article: Article, credit: Credit) -> bool:
    """Say whether a credit prints the name and bio that it was published with, whatever they are today."""
    return _frozen(article, credit) is not None


def _frozen(article: Article, credit: Credit) -> FrozenCredit | None:
    printed = article.review.printed
    if printed is None or article.review.status is not Status.PUBLISHED:
        return None
    return next((frozen for frozen in printed.credits if frozen.credit == credit.id), None)


def bio_of(article: Article, credit: Credit) -> str:
    """Return the bio a credit's card prints, as Markdown."""
    frozen = _frozen(article, credit)
    if frozen is not None:
        return frozen.bio
    card = article.review.card(credit.id) or Card(credit.id)
    if card.bio is BioUse.OWN:
        return card.own_bio
    person = article.person(credit.person)
    return person.bio(article.review.language) if person and card.bio is BioUse.SHARED else ""


def cards_of(article: Article, kind: PartKind) -> tuple[PrintedCard, ...]:
    """Return the cards of a director, cast or crew part, in billing order."""
    printed = (_card(article, credit) for credit in article.work.credits if part_of_job(credit.job) is kind)
    return tuple(card for card in printed if card is not None)


def part_of_job(job: Job) -> PartKind:
    """Return the kind of part in which people of this job are printed."""
    if job is Job.DIRECTOR:
        return PartKind.DIRECTOR
    return PartKind.CAST if job in CAST_JOBS else PartKind.CREW


def _card(article: Article, credit: Credit) -> PrintedCard | None:
    person, name = article.person(credit.person), name_of(article, credit)
    card = article.review.card(credit.id) or Card(credit.id)
    if person is None or not name or not card.printed:
        return None
    portrait = card.portrait
    if portrait is None and person.portraits and article.image(person.portraits[0]):
        portrait = ImageUse(credit.id, person.portraits[0], alt=name)
    job = credit.job_text or job_name(credit.job, article.review.language, 1)
    return PrintedCard(credit, person, name, job, credit.characters, bio_of(article, credit), portrait)


def facts_sentence_of(article: Article) -> str:
    """Return the sentence made from the facts, or nothing while there is no fact but the title."""
    work = article.work
    return words_in(article).facts_sentence(
        title=work.title,
        nationalities=work.countries,
        genres=work.genres,
        kind=work.kind.value,
        directors=tuple(filter(None, (name_of(article, c) for c in work.credits if c.job is Job.DIRECTOR))),
        top_billed=tuple(filter(None, (name_of(article, c) for c in work.credits if c.top_billed and c.job in CAST_JOBS))),
    )


def opening_of(article: Article, part: Part) -> str:
    """Return the sentence a text part opens with, before its body."""
    if part.opening is Opening.GENERATED:
        return facts_sentence_of(article)
    return part.opening_text if part.opening is Opening.OWN else ""


def see_also_of(article: Article) -> tuple[str, str, str]:
    """Return the label, the words and the address of the line that names an earlier review; all empty where there is none.

    The address is empty where the earlier review has none on the web.
    """
    earlier, said = article.review.see_also, words_in(article)
    if earlier is None:
        return "", "", ""
    return said.see_also, said.earlier_review_of(earlier.year), web_address(earlier.url)


def corrections_of(article: Article) -> tuple[tuple[str, str], ...]:
    """Return the printed corrections, each as what it is with its day ("Correction, 6 October 2023") and its text."""
    said = words_in(article)
    names = {
        CorrectionKind.CORRECTION: said.correction,
        CorrectionKind.CLARIFICATION: said.clarification,
        CorrectionKind.UPDATE: said.update,
    }
    notes = (note for note in article.review.corrections if note.printed and note.text.strip())
    return tuple((", ".join(filter(None, (names[note.kind], _day(said, note.on)))), note.text.strip()) for note in notes)


def _day(said: Phrases, date: PartialDate | None) -> str:
    return said.date(date.year, date.month, date.day) if date is not None else ""


def releases_of(article: Article) -> tuple[tuple[PartialDate, str], ...]:
    """Return the release dates, each with what is known of it in words (country, kind, note)."""
    language = article.review.language
    return tuple(
        (
            release.date,
            ", ".join(
                filter(
                    None,
                    (
                        country_name(release.country, language) if release.country else "",
                        release_kind_name(release.kind, language) if release.kind else "",
                        release.note,
                    ),
                )
            ),
        )
        for release in article.work.release_dates
        if release.date is not None
    )


def watch_detail(article: Article, place: WatchPlace) -> str:
    """Return what stands in brackets after a service: the way to watch and the country, as far as known."""
    language = article.review.language
    way = way_name(place.way, language) if place.way else ""
    return ", ".join(filter(None, (way, country_name(place.country, language) if place.country else "")))


def watch_of(article: Article) -> tuple[WatchPlace, ...]:
    """Return the places to watch that name a service."""
    return tuple(place for place in article.work.watch if place.service)


def facts_of(article: Article) -> tuple[PrintedFact, ...]:
    """Return the lines of the facts box, as far as the facts are known."""
    work, language, said = article.work, article.review.language, words_in(article)
    directors = [name_of(article, credit) for credit in work.credits if credit.job is Job.DIRECTOR]
    named = (
        (said.original_title, work.original_title),
        (job_name(Job.DIRECTOR, language, len(directors)).capitalize(), said.join(directors)),
        (said.year, str(work.year or "")),
        (said.running_time, said.minutes(work.runtime) if work.runtime else ""),
        (said.countries(len(work.countries)), ", ".join(country_name(code, language) for code in work.countries)),
        (said.languages(len(work.languages)), ", ".join(language_name(tag, language) for tag in work.languages)),
        (said.genres(len(work.genres)), ", ".join(genre_name(genre, language) for genre in work.genres)),
        (said.certificate, ", ".join(f"{c.board} {c.rating}".strip() for c in work.certificates)),
        (said.based_on, work.based_on),
        (said.companies, ", ".join(company.name for company in work.companies)),
    )
    return tuple(PrintedFact(label, value) for label, value in named if value)


def is_printed(article: Article, part: Part) -> bool:
    """Say whether a part prints anything: a hidden part and one without content do not, not even their heading."""
    if part.hidden:
        return False
    match part.kind:
        case PartKind.TEXT:
            return bool(part.body.strip() or opening_of(article, part))
        case PartKind.PULL_QUOTE:
            return bool(part.body.strip())
        case PartKind.GALLERY:
            return bool(part.images)
        case PartKind.FACTS:
            return bool(facts_of(article))
        case PartKind.RELEASE:
            return bool(releases_of(article))
        case PartKind.WHERE:
            return bool(watch_of(article))
        case PartKind.TRAILER:
            trailer = article.work.trailer
            return bool(trailer.url or trailer.label or trailer.caption)
        case PartKind.RATING:
            return bool(article.review.rating and article.review.rating.printed)
        case PartKind.CONTENT_NOTES:
            return bool(article.work.content_notes)
        case PartKind.DIRECTOR | PartKind.CAST | PartKind.CREW:
            return bool(cards_of(article, part.kind))


def printed_parts(article: Article) -> tuple[Part, ...]:
    """Return the parts that print something, in order."""
    return tuple(part for part in article.review.parts if is_printed(article, part))


def word_count(article: Article) -> int:
    """Count the words the critic is paid for: text parts with their openings; no headings, captions, cards or front matter."""
    return sum(words_of(article, part) for part in article.review.parts)


def words_of(article: Article, part: Part) -> int:
    """Count what one part adds to :func:`word_count`."""
    if part.kind is not PartKind.TEXT or part.hidden:
        return 0
    return count_words(part.body) + count_words(opening_of(article, part))


def frozen_credits(article: Article) -> tuple[FrozenCredit, ...]:
    """Return the names and bios exactly as the article prints them now, to be kept when it is published."""
    return tuple(FrozenCredit(credit.id, name_of(article, credit), bio_of(article, credit)) for credit in article.work.credits)


def with_print_kept(article: Article) -> Review:
    """Return the review with the names and bios kept that it prints now, where it is published and nothing of its print is kept.

    When it was published is not known then: the moment kept is empty, so that its page says as little of it as before.
    """
    review = article.review
    if not is_unkept(review):
        return review
    return replace(review, printed=Printed("", headline_of(article), frozen_credits(article)))


def kept_in_print(article: Article, changed: Mapping[str, Record]) -> Review | None:
    """Return the published review with what ``article`` prints kept, where ``changed`` records (by id) would print it otherwise.

    None where there is nothing to be kept: its print is, it is not published or is so only by this change, or the names, bios and
    headline stay what they are. What the review itself says of them is its own, and keeps nothing.
    """
    review = changed.get(article.review.id, article.review)
    named = (article.work.id, *(person.id for person in article.people))
    shared = [changed[record_id] for record_id in named if record_id in changed]
    if not shared or not isinstance(review, Review) or not (is_unkept(article.review) and is_unkept(review)):
        return None
    after = article
    for record in shared:
        after = after.with_record(record)
    printed = with_print_kept(article).printed
    return None if with_print_kept(after).printed == printed else replace(review, printed=printed)


def is_unkept(review: Review) -> bool:
    """Say whether a review is published and nothing of its print is kept."""
    return review.status is Status.PUBLISHED and review.printed is None
