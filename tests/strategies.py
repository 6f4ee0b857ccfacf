"""Hypothesis strategies for the domain: articles of every shape, in many scripts, with titles that look like other things.

Each is made once and handed out again: Hypothesis looks a new strategy over before it draws from it, which takes longer than
drawing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TypeVar

from hypothesis import strategies as st

from desktop.core.article import Article, gathered
from desktop.core.dates import PartialDate
from desktop.core.image import MEDIA_TYPES, Image, ImageKind, ImageUse
from desktop.core.outlet import Outlet, TemplatePart, TitleStyle
from desktop.core.person import Alias, AliasKind, Bio, Person, PersonIdentifiers
from desktop.core.rating import SCALES, Rating
from desktop.core.review import (
    BioUse,
    Card,
    Correction,
    CorrectionKind,
    FrozenCredit,
    Opening,
    Part,
    PartKind,
    PartRole,
    Printed,
    Review,
    ReviewKind,
    SeeAlso,
    SourceText,
    Status,
)
from desktop.core.saving import stamp
from desktop.core.text import tidy_line, tidy_text
from desktop.core.viewing import Occasion, Viewing
from desktop.core.work import (
    Certificate,
    Company,
    Credit,
    FestivalEntry,
    Identifiers,
    Job,
    OtherTitle,
    ReleaseDate,
    Trailer,
    WatchPlace,
    Work,
    WorkKind,
)
from desktop.core.zoned_time import ZonedTime

_T = TypeVar("_T")

TITLES = (
    "1917",
    "No",
    "2:22",
    "<Tick, Tick… Boom!>",
    "발레리나",
    "ואלס עם באשיר",
    "وجدة",
    "千と千尋の神隠し",
    "Łódź & Σίσυφος",
    "null",
    "- yes",
    "# 9",
    "“Quoted” — ‘twice’",
    "Où est l’été ?",
    "🎬 The Movie 👩‍🚀",
    "100 % {title}",
    "C:\\con\\..",
)
"""Titles that a file format, a shell or a query could take for something else."""

NAMES = (
    "Kim Ji-hun",
    "김지훈",
    "Jun Jong-seo",
    "Agnès Varda",
    "גילה אלמגור",
    "هيفاء المنصور",
    "O’Shea",
    "Łukasz Żal",
    "Thelma",
    "Nguyễn Ánh",
    "Ng",
)

_LANGUAGES = ("en", "en-GB", "es", "de", "fr", "ko", "ar", "he")
_ALPHABET = st.sampled_from(
    "abcdefgh ijklmnop qrstuvwxyz ABC 0123 .,;:!?'\"-–—…()[]{}<>&*_`#|\\/~ éñüßøł אבגד 가나다 ابت 漢字 😀👍🏽"
)
_WORDS = st.one_of(st.sampled_from(TITLES + NAMES), st.text(_ALPHABET, max_size=30), st.text(max_size=8))


@lru_cache(64)
def lines(*, empty: bool = True) -> st.SearchStrategy[str]:
    """One-line texts as a field holds them once it is left: tidied, in any script."""
    tidied = _WORDS.map(lambda words: tidy_line(_sound(words)))
    return st.one_of(st.just(""), tidied) if empty else tidied.filter(bool)


@lru_cache(64)
def bodies() -> st.SearchStrategy[str]:
    """Markdown texts of several paragraphs, tidied."""
    blocks = st.sampled_from(
        ("*soft* and **hard**", "- one\n- two", "> said", "[a link](https://example.org/?a=1&b=2)", "note[^1]\n\n[^1]: below", "")
    )
    paragraphs = st.lists(st.one_of(blocks, lines()), max_size=4)
    return paragraphs.map(lambda found: tidy_text(_sound("\n\n".join(found))))


@lru_cache(64)
def titles() -> st.SearchStrategy[str]:
    """Titles of works, the awkward ones often."""
    return st.one_of(st.sampled_from(TITLES), lines())


@lru_cache(64)
def languages() -> st.SearchStrategy[str]:
    """BCP 47 tags."""
    return st.sampled_from(_LANGUAGES)


@lru_cache(64)
def record_ids(kind: str) -> st.SearchStrategy[str]:
    """Ids of records; ``kind`` is a digit for each kind of record, so that no two records of different kinds have one id."""
    return st.integers(0, 16**8 - 1).map(lambda number: f"{kind}{number:031x}")


@lru_cache(64)
def part_ids() -> st.SearchStrategy[str]:
    """Ids of what is inside a record."""
    return st.integers(0, 16**8 - 1).map(lambda number: f"{number:08x}")


@lru_cache(64)
def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Dates known to the year, the month or the day."""
    days = st.dates(datetime.date(1888, 1, 1), datetime.date(2040, 12, 31))
    return st.builds(
        lambda day, known: PartialDate(day.year, day.month if known > 1 else 0, day.day if known > 2 else 0),
        days,
        st.integers(1, 3),
    )


@lru_cache(64)
def zoned_times() -> st.SearchStrategy[ZonedTime]:
    """Times on clocks here and there, also of zones that no computer knows."""
    days = st.dates(datetime.date(1971, 1, 1), datetime.date(2040, 12, 31))
    zones = st.sampled_from(("UTC", "Europe/London", "America/New_York", "Asia/Seoul", "Etc/GMT-2", "Atlantis/Poseidonis"))
    clocks = st.builds("{:%Y-%m-%d}T{:%H:%M}".format, days, st.times())
    return st.builds(ZonedTime, clocks, zones)


@lru_cache(64)
def stamps() -> st.SearchStrategy[str]:
    """Moments as they are stored."""
    seconds = st.integers(1_000_000_000, 2_000_000_000)
    return seconds.map(lambda second: stamp(datetime.datetime.fromtimestamp(second, datetime.UTC)))


@lru_cache(64)
def ratings() -> st.SearchStrategy[Rating]:
    """Every value of every scale, "no rating" among them."""
    return st.sampled_from([Rating(scale.id, value) for scale in SCALES for value in (scale.values or ("",))])


@lru_cache(64)
def image_uses(images: tuple[str, ...]) -> st.SearchStrategy[ImageUse]:
    """Uses of some of these pictures, or placeholders."""
    return st.builds(ImageUse, part_ids(), st.sampled_from((None, *images)), lines(), lines(), st.booleans())


@lru_cache(64)
def images() -> st.SearchStrategy[Image]:
    """Records of pictures (without files)."""
    return st.builds(
        Image,
        record_ids("4"),
        st.binary(min_size=32, max_size=32).map(bytes.hex),
        st.sampled_from(sorted(MEDIA_TYPES)),
        st.integers(1, 8000),
        st.integers(1, 8000),
        st.integers(1, 30_000_000),
        lines(),
        st.sampled_from(ImageKind),
        lines(),
        lines(),
    )


@lru_cache(64)
def people(portraits: tuple[str, ...] = ()) -> st.SearchStrategy[Person]:
    """People with aliases, bios in several languages and some of these portraits."""
    return st.builds(
        Person,
        record_ids("3"),
        st.one_of(st.sampled_from(NAMES), lines(empty=False)),
        native_name=lines(),
        native_language=st.sampled_from(("", *_LANGUAGES)),
        disambiguator=lines(),
        family_name_first=st.booleans(),
        aliases=_few(st.builds(Alias, lines(empty=False), st.sampled_from(AliasKind))),
        known_as=_few(lines(empty=False)),
        born=st.none() | partial_dates(),
        died=st.none() | partial_dates(),
        bios=_few(st.builds(Bio, languages(), bodies(), st.none() | partial_dates(), lines()), by=lambda bio: bio.language),
        portraits=_few(st.sampled_from(portraits)) if portraits else st.just(()),
        notes=bodies(),
        sort_name=lines(),
        pronouns=lines(),
        birth_place=lines(),
        identifiers=st.builds(
            PersonIdentifiers, st.sampled_from(("", "nm0000001", "nm0000002")), wikidata=st.sampled_from(("", "Q1"))
        ),
    )


@lru_cache(64)
def credits_of(person_ids: tuple[str, ...]) -> st.SearchStrategy[tuple[Credit, ...]]:
    """Credits of these people, in some order of billing."""
    if not person_ids:
        return st.just(())
    credit = st.builds(
        Credit,
        part_ids(),
        st.sampled_from(person_ids),
        st.sampled_from(Job),
        lines(),
        _few(lines(empty=False)),
        lines(),
        st.booleans(),
        st.booleans(),
    )
    return _few(credit, most=6, by=lambda one: one.id)


@lru_cache(64)
def works(person_ids: tuple[str, ...] = ()) -> st.SearchStrategy[Work]:
    """Works with facts of every kind, crediting some of these people."""
    return st.builds(
        Work,
        record_ids("1"),
        st.sampled_from(WorkKind),
        titles(),
        original_title=titles(),
        original_language=st.sampled_from(("", *_LANGUAGES)),
        romanised_title=lines(),
        other_titles=_few(st.builds(OtherTitle, titles(), languages())),
        year=st.none() | st.integers(1888, 2031),
        season=st.none() | st.integers(0, 40),
        episode_count=st.none() | st.integers(0, 400),
        release_dates=_few(
            st.builds(
                ReleaseDate,
                st.none() | partial_dates(),
                st.sampled_from(("", "KR", "US", "DE")),
                st.sampled_from(("", "festival", "cinema", "streaming", "tv", "physical", "re-release")),
                lines(),
            )
        ),
        runtime=st.none() | st.integers(1, 1500),
        countries=_few(st.sampled_from(("KR", "US", "DE", "IL", "SA", "FR"))),
        languages=_few(languages()),
        genres=_few(st.one_of(st.sampled_from(("action", "thriller", "drama", "documentary")), lines(empty=False))),
        certificates=_few(st.builds(Certificate, lines(), lines())),
        companies=_few(st.builds(Company, lines(), st.sampled_from(("", "production", "distribution", "network")))),
        based_on=lines(),
        logline=lines(),
        content_notes=_few(lines(empty=False)),
        festivals=_few(st.builds(FestivalEntry, lines(), lines(), lines(), lines(), lines())),
        watch=_few(
            st.builds(
                WatchPlace,
                st.one_of(st.just("Netflix"), lines()),
                st.sampled_from(("", "GB")),
                st.sampled_from(("", "subscription", "rent", "buy", "free", "cinema")),
                st.sampled_from(("", "https://example.org/watch?v=1&t=2")),
                st.booleans(),
                st.none() | partial_dates(),
            )
        ),
        trailer=st.builds(
            Trailer,
            st.sampled_from(("", "https://vimeo.com/76979871", "https://youtu.be/dQw4w9WgXcQ")),
            lines(),
            lines(),
            lines(),
        ),
        identifiers=st.builds(
            Identifiers, st.sampled_from(("", "tt0012345")), official=st.sampled_from(("", "https://example.org/"))
        ),
        credits=credits_of(person_ids),
        notes=bodies(),
    )


@lru_cache(64)
def parts(images: tuple[str, ...] = ()) -> st.SearchStrategy[Part]:
    """Parts of every kind, showing some of these pictures."""
    return st.builds(
        Part,
        part_ids(),
        st.one_of(st.just(PartKind.TEXT), st.sampled_from(PartKind)),
        st.sampled_from(PartRole),
        st.one_of(lines(), st.just("About “{title}”")),
        st.integers(2, 4),
        bodies(),
        st.sampled_from(Opening),
        lines(),
        _few(image_uses(images), by=lambda use: use.id),
        st.booleans(),
        st.booleans(),
    )


@lru_cache(64)
def outlets() -> st.SearchStrategy[Outlet]:
    """Outlets with and without a template of their own."""
    template = st.builds(TemplatePart, st.sampled_from(PartKind), st.sampled_from(PartRole), lines(), st.sampled_from(Opening))
    return st.builds(
        Outlet,
        record_ids("2"),
        lines(empty=False),
        st.sampled_from(("{title} ({year})", "{title} review: {tagline}", "")),
        st.sampled_from(TitleStyle),
        st.sampled_from([scale.id for scale in SCALES]),
        _few(template),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    )


@lru_cache(64)
def corrections() -> st.SearchStrategy[Correction]:
    """Draw notes on a published review."""
    return st.builds(Correction, lines(), st.sampled_from(CorrectionKind), st.none() | partial_dates(), st.booleans())


@st.composite
def reviews(draw: st.DrawFn, work: Work, outlet: Outlet, images: tuple[str, ...] = ()) -> Review:
    """Reviews of this work for this outlet, showing some of these pictures."""
    credit_ids = [credit.id for credit in work.credits]
    carded = draw(st.lists(st.sampled_from(credit_ids), unique=True)) if credit_ids else []
    card_rest = st.tuples(st.booleans(), st.sampled_from(BioUse), bodies(), st.none() | image_uses(images))
    frozen = tuple(FrozenCredit(credit, draw(lines()), draw(bodies())) for credit in carded)
    status = draw(st.sampled_from(Status))
    return Review(
        draw(record_ids("0")),
        work.id,
        outlet.id,
        draw(stamps()),
        draw(languages()),
        status,
        draw(st.sampled_from(ReviewKind)),
        byline=draw(lines()),
        headline=draw(st.one_of(lines(), st.just("{title} ({year}): {tagline}"))),
        tagline=draw(lines()),
        standfirst=draw(lines()),
        verdict=draw(lines()),
        rating=draw(st.none() | ratings()),
        tags=draw(_few(lines(empty=False), by=str.casefold)),
        slug=draw(st.sampled_from(("", "a-slug", "1917"))),
        description=draw(lines()),
        canonical_url=draw(st.sampled_from(("", "https://example.org/review"))),
        hero=draw(st.none() | image_uses(images)),
        parts=draw(_few(parts(images), most=6, by=lambda part: part.id)),
        cards=tuple(Card(credit, *draw(card_rest)) for credit in carded),
        word_target=draw(st.none() | st.tuples(st.integers(100, 400), st.integers(400, 2000))),
        deadline=draw(st.none() | zoned_times()),
        embargo=draw(st.none() | zoned_times()),
        social_embargo=draw(st.none() | zoned_times()),
        published_on=draw(st.sampled_from(("", "2023-10-06"))),
        notes=draw(bodies()),
        see_also=draw(
            st.none()
            | st.builds(
                SeeAlso,
                st.sampled_from(("", "r1")),
                st.none() | st.integers(1888, 2100),
                st.sampled_from(("", "https://example.org/2013")),
            )
        ),
        corrections=tuple(draw(st.lists(corrections(), max_size=2))),
        source=draw(st.none() | st.builds(SourceText, st.text(max_size=40).map(_sound), lines())),
        printed=draw(st.builds(Printed, stamps(), lines(), st.just(frozen), bodies()))
        if status is Status.PUBLISHED or draw(st.booleans())
        else None,
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Whole articles: a review, its work and outlet, and exactly the people and pictures that they name."""
    drawn = draw(_few(images(), by=lambda image: image.digest))
    kept = tuple({image.id: image for image in drawn}.values())
    image_ids = tuple(image.id for image in kept)
    credited = draw(_few(people(image_ids), most=4, by=lambda person: person.id))
    work = draw(works(tuple(person.id for person in credited)))
    outlet = draw(outlets())
    return gathered(Article(draw(reviews(work, outlet, image_ids)), work, outlet, credited, kept))


@lru_cache(64)
def viewings() -> st.SearchStrategy[Viewing]:
    """Viewings with any of their fields empty."""
    times = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
    words = {name: lines() for name in ("venue", "format", "version", "festival", "section", "episodes", "companions")}
    return st.builds(
        Viewing,
        record_ids("5"),
        record_ids("1"),
        date=st.none() | partial_dates(),
        time=st.just("") | times,
        country=st.sampled_from(("", "KR", "ES", "SUHH")),
        occasion=st.sampled_from(Occasion),
        number=st.none() | st.integers(1, 99),
        rating=st.none() | ratings(),
        notes=bodies(),
        review=st.none() | record_ids("0"),
        trashed_at=st.none() | stamps(),
        **words,
    )


def _few(
    values: st.SearchStrategy[_T], *, most: int = 3, by: Callable[[_T], Hashable] | None = None
) -> st.SearchStrategy[tuple[_T, ...]]:
    """Tuples of at most ``most`` of these values; no two alike in what ``by`` says of them."""
    return st.lists(values, max_size=most, unique_by=by).map(tuple)


def _sound(text: str) -> str:
    """Replace half a surrogate pair, which no file in UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode()
