"""An invented article with every kind of part, for tests of all floors; film and people exist nowhere."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

from PIL import Image as Picture

from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.image import Image, ImageKind, ImageUse
from desktop.core.outlet import Outlet, TitleStyle
from desktop.core.person import Bio, Person
from desktop.core.rating import Rating
from desktop.core.review import (
    BioUse,
    Card,
    Correction,
    CorrectionKind,
    Opening,
    Part,
    PartKind,
    PartRole,
    Review,
    SeeAlso,
    Status,
)
from desktop.core.viewing import Viewing
from desktop.core.work import (
    Certificate,
    Company,
    Credit,
    Identifiers,
    Job,
    ReleaseDate,
    Trailer,
    WatchPlace,
    Work,
)

_PICTURES = (
    ("still", "Breakwater.png", (1200, 675), (34, 48, 47), (216, 178, 107), ImageKind.STILL, "the production"),
    ("poster", "Poster no. 2.png", (600, 900), (90, 107, 85), (43, 35, 32), ImageKind.POSTER, ""),
    ("ama", "ama_darko.png", (600, 800), (58, 74, 72), (185, 154, 106), ImageKind.PORTRAIT, ""),
)


def _content(size: tuple[int, int], top: tuple[int, int, int], bottom: tuple[int, int, int]) -> bytes:
    """Return the bytes of a picture that fades from one colour into another; a PNG is the same bytes on every system."""
    fade = Picture.linear_gradient("L").resize(size)
    picture = Picture.composite(Picture.new("RGB", size, bottom), Picture.new("RGB", size, top), fade)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def example_pictures() -> dict[Image, bytes]:
    """Return the pictures of the example with the bytes of their files; draws them, which takes a moment."""
    drawn = {}
    for name, file, size, top, bottom, kind, credit in _PICTURES:
        content = _content(size, top, bottom)
        digest = hashlib.sha256(content).hexdigest()
        drawn[Image(f"image-{name}", digest, "image/png", *size, len(content), file, kind, credit)] = content
    return drawn


def write_pictures(library: Path) -> None:
    """Write the files of the example's pictures where a library keeps them."""
    for image, content in example_pictures().items():
        path = library / image.stored
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _images() -> tuple[Image, ...]:
    """Return the records of the pictures with digests made of their names, so that golden files need no drawing."""
    records = [
        Image(f"image-{name}", hashlib.sha256(file.encode()).hexdigest(), "image/png", *size, 20_000, file, kind, credit)
        for name, file, size, _top, _bottom, kind, credit in _PICTURES
    ]
    return tuple(sorted(records, key=lambda image: image.id))


PEOPLE = (
    Person(
        "person-ama",
        "Ama Darko",
        bios=(Bio("en", "Born in Tema, Darko came to film from radio, and it *shows* in how she listens."),),
    ),
    Person("person-idris", "Idris Falk", bios=(Bio("en", "A stage actor in his first screen role, after {{The Ferry Hours}}."),)),
    Person("person-kofi", "Kofi Mensah"),
    Person("person-lene", "Lene Voss", bios=(Bio("en", "Voss began as a lighting technician. This is her second feature."),)),
    Person("person-petra", "Petra Lind"),
    Person("person-yaw", "Yaw Osei", native_name="Yaw Ɔsei", native_language="ak"),
)

CREDITS = (
    Credit("credit-lene", "person-lene", Job.DIRECTOR),
    Credit("credit-yaw", "person-yaw", Job.CINEMATOGRAPHER),
    Credit("credit-lene-writer", "person-lene", Job.WRITER),
    Credit("credit-ama", "person-ama", Job.CAST, characters=("Marta Oyelaran",), top_billed=True),
    Credit("credit-idris", "person-idris", Job.CAST, characters=("Jonas Brandt", "The Stranger"), top_billed=True),
    Credit("credit-petra", "person-petra", Job.CAST, characters=("The daughter",)),
    Credit("credit-kofi", "person-kofi", Job.VOICE, credited_as="Kofi A. Mensah", uncredited=True),
)

_INTRO = """\
It asks for very little and keeps everything it is given.[^1]

But not one scene is idle.

[^1]: Seen at a "works in progress" screening.
"""

_PLOT = """\
Every evening @[Marta](person:person-ama) climbs the breakwater and lights a lamp that no ship has needed for thirty years. The
town calls it a habit; her daughter calls it *a way of not coming home*.[^1]

Then a stranger asks her, politely, to stop -- and ||she does||.

![The lamp room, empty](image:use-lamp)

||
The lamp was never lit.

1. Not once
2. Not even at the end
||

[^1]: The line is not in the play.
"""

_ANALYSIS = """\
"Nothing is wasted," says @[Lene Voss](person:person-lene), and {{The Lamplighter}} isn't boasting. It recalls
{{The Ferry Hours}}, which is **slower**, and [an essay on harbours](https://example.org/harbours "Harbours").

### The light

> The wind does the talking.

Light     | Hours
--------- | ----:
Lamp      |     3
Dusk      |   1.5

![The poster](image:use-poster)
![](image:use-missing)
"""


def example_work() -> Work:
    """Return the invented film."""
    return Work(
        id="work-lamplighter",
        title="The Lamplighter",
        original_title="Der Laternenanzünder",
        original_language="de",
        year=1987,
        release_dates=(
            ReleaseDate(PartialDate(1987, 4, 9), "DE", "", ""),
            ReleaseDate(PartialDate(1988, 2), "GH", "", "one copy"),
        ),
        runtime=97,
        countries=("GH", "DE"),
        languages=("en", "de"),
        genres=("drama",),
        certificates=(Certificate("FSK", "12"),),
        companies=(Company("Breakwater Film", "production"),),
        content_notes=("grief", "open water"),
        watch=(
            WatchPlace("Lantern", "DE", "subscription", "https://lantern.example/lamplighter", affiliate=True),
            WatchPlace("Quayside Cinema"),
        ),
        trailer=Trailer("https://vimeo.com/000000001", caption="The Lamplighter"),
        identifiers=Identifiers(imdb="tt00000001"),
        credits=CREDITS,
    )


def example_review() -> Review:
    """Return the invented review, with every kind of part."""
    text = PartKind.TEXT
    return Review(
        id="review-lamplighter",
        work="work-lamplighter",
        outlet="outlet-quarterly",
        created="2023-10-01T09:00:00Z",
        status=Status.DRAFT,
        byline="the editor",
        headline="“{title}” ({year}): {tagline}",
        tagline="a small light, stubbornly kept",
        standfirst="A film about refusing to be sensible, and about who pays for it.",
        verdict="It ends on a lamp, a door and Darko's back, and that is enough.",
        rating=Rating("stars5half", "3.5"),
        tags=("harbour", "light"),
        description="A review of an invented film.",
        hero=ImageUse("use-hero", "image-still", "Ama Darko on the breakwater", "A woman in a raincoat beside a lamp"),
        parts=(
            Part("intro", text, PartRole.INTRO, body=_INTRO, opening=Opening.GENERATED),
            Part("plot", text, PartRole.PLOT, "Plot", body=_PLOT, images=(ImageUse("use-lamp", None, "The lamp room"),)),
            Part("quote", PartKind.PULL_QUOTE, body="It ends on a lamp, a door, and Darko's back."),
            Part(
                "about",
                text,
                PartRole.ANALYSIS,
                "About “{title}”",
                body=_ANALYSIS,
                images=(ImageUse("use-poster", "image-poster", "The poster", "A lamp"), ImageUse("use-missing", None, "To come")),
            ),
            Part("stills", PartKind.GALLERY, heading="Stills", images=(ImageUse("use-1", "image-still", decorative=True),)),
            Part("ending", text, PartRole.SPOILER, "The ending", 3, "Nobody looks back.", spoiler=True),
            Part("rating", PartKind.RATING, heading="Our Rating"),
            Part("release", PartKind.RELEASE, heading="Release Date"),
            Part("where", PartKind.WHERE, heading="Where to Watch {title}"),
            Part("trailer", PartKind.TRAILER, heading="Movie Trailer"),
            Part("director", PartKind.DIRECTOR, heading="Director"),
            Part("cast", PartKind.CAST, heading="The Cast"),
            Part("crew", PartKind.CREW, heading="The Crew"),
            Part("facts", PartKind.FACTS, heading="The Facts"),
            Part("notes", PartKind.CONTENT_NOTES, heading="Content Notes"),
            Part("cut", text, heading="Cut", body="This was cut.", hidden=True),
            Part("empty", text, heading="Nothing yet"),
        ),
        cards=(
            Card("credit-ama", portrait=ImageUse("use-ama", "image-ama", "Ama Darko", "Ama Darko, laughing")),
            Card("credit-idris", portrait=ImageUse("use-idris", None, "Idris Falk")),
            Card("credit-lene-writer", bio=BioUse.OWN, own_bio="She wrote it in a winter."),
        ),
        published_on="2023-10-06",
        corrections=(
            Correction("An earlier version misspelled Ama Darko’s name.", on=PartialDate(2023, 10, 9), printed=True),
            Correction("The harbour is in the north.", CorrectionKind.CLARIFICATION),
        ),
        see_also=SeeAlso("review-2013", 2013, "https://example.org/the-lamplighter"),
    )


def example_outlet() -> Outlet:
    """Return the invented outlet."""
    return Outlet("outlet-quarterly", "The Harbour Quarterly", title_style=TitleStyle.ITALICS)


def example_viewings() -> tuple[Viewing, ...]:
    """Return the two viewings that the example was written of, the last first."""
    seen = Viewing("viewing-press", "work-lamplighter", PartialDate(2023, 9, 28), "11:00", "Harbour Cinema", format="35 mm")
    first = Viewing("viewing-home", "work-lamplighter", PartialDate(1999, 5), version="Dubbed", companions="Sefu", notes="Rain.")
    return tuple(replace(viewing, review="review-lamplighter") for viewing in (seen, first))


def example_article() -> Article:
    """Return the invented article with every kind of part; its pictures' files do not exist (see ``drawn_article``)."""
    return Article(example_review(), example_work(), example_outlet(), PEOPLE, _images())


def drawn_article() -> Article:
    """Return the example with the pictures that ``write_pictures`` writes."""
    return replace(example_article(), images=tuple(sorted(example_pictures(), key=lambda image: image.id)))
