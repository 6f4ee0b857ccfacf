"""The bytes that the preview was served are the bytes of the exported file "HTML page, images beside it"."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from desktop.core.article import Article
from desktop.core.dates import parse_iso
from desktop.core.edits import add_credit, set_credit, with_bio
from desktop.core.errors import NotFoundError
from desktop.core.identity import new_id, new_part_id
from desktop.core.image import Image, ImageUse
from desktop.core.languages import direction
from desktop.core.person import Person
from desktop.core.printing import opening_of
from desktop.core.review import Part, PartKind, PartRole
from desktop.core.saving import Loaded
from desktop.core.starting import new_article
from desktop.core.work import Job, ReleaseDate, Trailer, WatchPlace, Work
from desktop.gui.editor.live_preview import LivePreview
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.session import ReviewSession
from desktop.services.archive import Archive, open_archive
from desktop.services.authoring import Desk
from desktop.services.formats import Options, format_of
from desktop.services.publishing import save_export
from desktop.services.rendering import RenderingChild, start_rendering
from desktop.services.sample import add_sample
from desktop.services.taking_out import take_out
from tests.gui.agreeing import PATIENCE_MS, fresh_pane, web_of
from tests.gui.preview.pages import png
from tests.gui.test_seed import HERE, MAGAZINE, SEED, Source, source_of
from tests.strategies import articles

# WebEngine asks for it, and it must be said before the first application object.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

GENERATED = 200


class Shelf:
    """Holds nothing: what is shown is laid on the desk."""

    def load(self, review_id: str) -> Loaded:
        raise NotFoundError(review_id)


@dataclass
class Theatre:
    """A pane with the window's own live preview, on a library with some pictures."""

    archive: Archive
    pane: PreviewPane
    preview: LivePreview
    pictures: tuple[Image, ...]
    out: Path
    qtbot: QtBot
    seen: Counter[str] = field(default_factory=Counter)

    def show(self, article: Article) -> bytes:
        """Show an article as the window shows a review that is opened, and return the bytes that were served."""
        session = ReviewSession(Desk(Shelf(), float).start(article, {}))
        with self.qtbot.waitSignal(web_of(self.pane).page_ready, timeout=PATIENCE_MS):
            self.preview.follow(session)
        self.preview.follow(None)
        return web_of(self.pane).page_bytes

    def export(self, article: Article) -> bytes:
        """Save the export and return what the file then holds."""
        export = format_of("html").export(article, Options(library=self.archive.root, name="article"))
        self.seen["pictures"] += bool(export.beside)
        return save_export(export, self.out, self.archive, review_id=article.review.id, overwrite=True)[0].read_bytes()

    def pictured(self, article: Article, review_id: str) -> Article:
        """Return the article with pictures whose files are there, and an id that no other review has; often with a gallery."""
        for image, real in zip(article.images, self.pictures, strict=False):
            article = article.with_record(replace(real, id=image.id, credit=image.credit))
        review = replace(article.review, id=review_id)
        if article.images and self.seen["all"] % 3 == 0:
            uses = tuple(ImageUse(new_part_id(), image.id, caption=image.credit) for image in article.images)
            review = replace(review, parts=(*review.parts, Part(new_part_id(), PartKind.GALLERY, images=uses)))
        return replace(article, review=review)


@pytest.fixture
def child() -> Iterator[RenderingChild]:
    child = start_rendering()
    yield child
    child.close()


@pytest.fixture
def theatre(child: RenderingChild, tmp_path: Path, qtbot: QtBot) -> Iterator[Theatre]:
    archive = open_archive(tmp_path / "library")
    pictures = tuple(archive.add_picture(png(3 + at, 4, 60 * at), f"{at}.png").result() for at in range(3))
    pane = fresh_pane(qtbot)
    preview = LivePreview(pane, child, archive.root)
    yield Theatre(archive, pane, preview, pictures, tmp_path / "out", qtbot)
    preview.close()
    archive.library.close()


def test_generated_reviews(theatre: Theatre) -> None:
    seen = theatre.seen

    # Generated in the test, for they share one pane; no new examples are looked for when one fails.
    @settings(max_examples=GENERATED, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(drawn=articles())
    def equal(drawn: Article) -> None:
        seen["all"] += 1
        article = theatre.pictured(drawn, f"{seen['all']:032x}")
        parts = article.review.parts
        seen["right to left"] += direction(article.review.language) == "rtl"
        seen["hidden"] += any(part.hidden for part in parts)
        seen["spoiler"] += any(part.spoiler for part in parts)
        seen["gallery"] += any(part.kind is PartKind.GALLERY for part in parts)
        assert theatre.show(article) == theatre.export(article)

    equal()
    assert seen["all"] >= GENERATED
    assert min(seen[kind] for kind in ("right to left", "hidden", "spoiler", "gallery", "pictures")) >= 15, seen


def test_the_sample(theatre: Theatre) -> None:
    review_id = add_sample(theatre.archive)
    taken = take_out(theatre.archive, [review_id], "html", theatre.out)
    assert taken.refused == ()
    shown = theatre.show(theatre.archive.load(review_id).article)
    assert shown == next(path for path in taken.written if path.suffix == ".html").read_bytes()
    assert b"<img src=" in shown


def article_of(source: Source) -> Article:
    """Return the article that typing a source ends up in, of its lines and structure."""
    work, review = source.structure["work"], source.structure["review"]
    trailer, (date,), (place,) = work["trailer"], work["release_dates"], work["where"]
    known = Work(
        new_id(),
        title=str(work["title"]),
        year=work["year"],
        countries=tuple(work["countries"]),
        genres=tuple(work["genres"]),
        release_dates=(ReleaseDate(parse_iso(str(date["date"]))),),
        watch=(WatchPlace(place["service"]),),
        trailer=Trailer("", trailer["provider"], source.line(29), source.line(30)),
    )
    article = new_article(MAGAZINE, known, created="2026-01-01T00:00:00Z", language=review["lang"], byline=review["byline"])
    for job, number in ((Job.DIRECTOR, 32), (Job.CAST, 35), (Job.CAST, 38), (Job.CAST, 41), (Job.CAST, 43), (Job.CAST, 45)):
        person = Person(new_id(), source.line(number))
        bio = source.line(number + 2) if number in (35, 38) else ""
        article, credit = add_credit(article, with_bio(person, "en", bio), job)
        article = set_credit(article, replace(credit, top_billed=number in (35, 38, 41)))
    texts = {PartRole.INTRO: (5, 8), PartRole.PLOT: (9, 11), PartRole.ANALYSIS: (16, 21), PartRole.VERDICT: (22, 24)}
    parts = [
        replace(part, body="\n\n".join(source.line(number) for number in range(*texts[part.role])))
        if part.kind is PartKind.TEXT and part.role in texts
        else part
        for part in article.review.parts
    ]
    hero = ImageUse(new_part_id(), caption=source.line(3))
    return article.with_record(replace(article.review, parts=tuple(parts), hero=hero, tagline=source.line(1)))


@pytest.mark.parametrize("name", ["twin", "seed"])
def test_the_article_of_the_driven_test(name: str, theatre: Theatre) -> None:
    if name == "twin":
        source = source_of(HERE / "twin" / "article.txt", HERE / "twin" / "structure.yaml", "gha", ("dram", "musical"), "Lantern")
    elif (SEED / "ballerina.txt").exists():
        source = source_of(SEED / "ballerina.txt", SEED / "ballerina.yaml", "kor", ("act", "thr"), "netf")
    else:
        pytest.skip("the real article is not beside this checkout (MATINEE_SEED names its folder); its twin is shown instead")
    article = article_of(source)
    intro = next(part for part in article.review.parts if part.role is PartRole.INTRO)
    assert opening_of(article, intro)
    review, *_ = article.records()
    theatre.archive.store_new([record for record in article.records() if record is not article.outlet]).result()
    taken = take_out(theatre.archive, [review.id], "html", theatre.out)
    assert taken.refused == ()
    shown = theatre.show(article)
    assert shown == next(path for path in taken.written if path.suffix == ".html").read_bytes()
    linked = json.loads(shown.decode().partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert linked["@type"] == "Review"
