"""Bringing files in: all of a file or nothing, once, and nothing that is there is lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from PIL import Image as Picture

from desktop.core.article import Article
from desktop.core.image import Image, ImageUse
from desktop.core.person import Person
from desktop.core.printing import with_print_kept
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change, now_utc, stamp
from desktop.core.viewing import Viewing
from desktop.services.archive import Archive
from desktop.services.formats import Options, format_of
from desktop.services.importing import Arrival, Report, bring_in
from desktop.services.jobs import Job
from desktop.services.publishing import export_files, save_export
from desktop.services.readable import FORMAT_ID, ReadableCopies
from desktop.storage.library import Library
from desktop.storage.viewings import ViewingRow, viewing_rows, viewings_of_review
from tests.example import drawn_article, example_article, example_viewings, write_pictures
from tests.strategies import articles

READ_BACK = ("json", "markdown-front-matter")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "other") as opened:
        yield opened


def store(library: Library, article: Article) -> None:
    write_pictures(library.root)
    library.save(Batch(tuple(Change(record, 0) for record in article.records()))).result()


def export_to(folder: Path, article: Article, library: Library, format_id: str = "json") -> Path:
    export = export_files(article, format_id, Options(library=library.root, private=True))
    return save_export(export, folder, library, review_id=article.review.id, overwrite=True)[0]


def everything(library: Library) -> object:
    rows = library.reviews() + library.reviews(trashed=True)
    return library.counts(), [library.load(row.id) for row in sorted(rows, key=lambda row: row.id)]


def arrivals(report: Report) -> list[Arrival]:
    assert report.refused == ()
    return [each.arrival for each in report.brought]


@pytest.mark.parametrize("format_id", READ_BACK)
def test_a_review_moves_house_with_its_pictures(library: Library, other: Library, tmp_path: Path, format_id: str) -> None:
    store(library, drawn_article())
    path = export_to(tmp_path / "out", drawn_article(), library, format_id)
    report = bring_in(other, [path])
    assert arrivals(report) == [Arrival.NEW]
    assert report.notes == ()
    assert other.load("review-lamplighter").article == drawn_article()
    for image in drawn_article().images:
        assert (other.root / image.stored).read_bytes() == (library.root / image.stored).read_bytes()
    assert other.verify() == []


def test_a_readable_copy_is_a_review_changed_now_where_it_is_brought_in(library: Library, other: Library) -> None:
    article = example_article()
    long_ago = tuple(Change(record, 0, "2024-01-02T03:04:05Z", "2023-01-02T03:04:05Z") for record in article.records())
    library.save(Batch(long_ago)).result()
    copies = ReadableCopies(library, format_of(FORMAT_ID).export)
    copies.survey(Job())
    copies.write(Job(), 60.0)
    (copy,) = (library.root / "readable").glob("*.md")
    assert "\nlastmod: 2024-01-02T03:04:05Z\n" in copy.read_text(encoding="utf-8")
    before = stamp(now_utc())
    report = bring_in(other, [copy])
    assert arrivals(report) == [Arrival.NEW]
    assert [note for note in report.notes if "lies beside" not in note and "lie beside" not in note] == []
    assert other.load(article.review.id).article == article
    (row,) = other.reviews()
    assert (row.created, before <= row.modified) == (article.review.created, True)


@pytest.mark.parametrize("format_id", READ_BACK)
def test_bringing_in_twice_changes_nothing(library: Library, other: Library, tmp_path: Path, format_id: str) -> None:
    store(library, drawn_article())
    path = export_to(tmp_path / "out", drawn_article(), library, format_id)
    bring_in(other, [path])
    before = everything(other)
    assert arrivals(bring_in(other, [path, path])) == [Arrival.THERE, Arrival.THERE]
    assert arrivals(bring_in(library, [path])) == [Arrival.THERE]
    assert everything(other) == before


def test_a_slug_that_another_review_has_is_not_brought_in_twice(library: Library, tmp_path: Path) -> None:
    first = example_article().with_record(replace(example_article().review, status=Status.DRAFT, printed=None))
    store(library, first)
    second = first.with_record(replace(first.review, id="f" * 32, verdict="Another text of it."))
    path = export_to(tmp_path / "out", second, library)
    for arrival in (Arrival.NEW, Arrival.THERE):
        report = bring_in(library, [path])
        assert arrivals(report) == [arrival]
        assert [each.slug for each in report.brought] == ["the-lamplighter-1987-review-2"]
        said = "Another review has the slug “the-lamplighter-1987-review”, so “The Lamplighter (1987)” has"
        assert f"{said} “the-lamplighter-1987-review-2”." in report.notes
    assert [row.id for row in library.find_slug("the-lamplighter-1987-review")] == [first.review.id]
    published = second.with_record(replace(second.review, id="e" * 32, status=Status.PUBLISHED))
    report = bring_in(library, [export_to(tmp_path / "printed", published, library)])
    assert [each.slug for each in report.brought] == ["the-lamplighter-1987-review"], "an address stays as it was printed"


def test_what_was_published_under_a_slug_has_it_alone_where_the_other_was_not_published(library: Library, tmp_path: Path) -> None:
    draft = example_article().with_record(replace(example_article().review, status=Status.DRAFT, printed=None, slug=""))
    spanish = draft.with_record(replace(draft.review, id="5" * 32, language="es"))
    elsewhere = draft.with_record(replace(draft.review, id="6" * 32, outlet="7" * 32))
    store(library, draft)
    beside = (spanish.review, replace(draft.outlet, id="7" * 32), elsewhere.review)
    library.save(Batch(tuple(Change(record, 0) for record in beside))).result()
    came = draft.with_record(replace(draft.review, id="e" * 32, status=Status.PUBLISHED, slug="the-lamplighter-1987-review"))
    path = export_to(tmp_path / "out", came, library)
    report = bring_in(library, [path])
    said = "“The Lamplighter (1987)” was published under the slug “the-lamplighter-1987-review”, so “The Lamplighter (1987)”, "
    assert f"{said}which had it, has “the-lamplighter-1987-review-2”." in report.notes
    assert report.moved == (draft.review.id,)
    shared = {row.id for row in library.find_slug("the-lamplighter-1987-review")}
    assert shared == {came.review.id, spanish.review.id, elsewhere.review.id}
    assert [row.id for row in library.find_slug("the-lamplighter-1987-review-2")] == [draft.review.id]
    before = everything(library)
    assert (arrivals(again := bring_in(library, [path])), again.moved) == ([Arrival.THERE], ())
    assert everything(library) == before


def test_two_that_were_published_under_one_slug_keep_it_and_that_is_told(library: Library, tmp_path: Path) -> None:
    first = example_article().with_record(replace(example_article().review, status=Status.PUBLISHED))
    store(library, first)
    second = first.with_record(replace(first.review, id="e" * 32))
    path = export_to(tmp_path / "out", second, library)
    before = library.load_record(Review, first.review.id)
    report = bring_in(library, [path])
    said = "“The Lamplighter (1987)” and “The Lamplighter (1987)”, which was there, are both published under the slug"
    assert [note for note in report.notes if note.startswith(f"{said} “the-lamplighter-1987-review”, so both keep it.")]
    assert library.load_record(Review, first.review.id) == before
    assert {row.id for row in library.find_slug("the-lamplighter-1987-review")} == {first.review.id, second.review.id}


def test_a_review_that_differs_is_refused_unless_asked(library: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    changed = drawn_article().with_record(replace(drawn_article().review, verdict="Another."))
    path = export_to(tmp_path / "out", changed, library)
    before = everything(library)
    report = bring_in(library, [path])
    assert report.brought == ()
    (sentence,) = report.refused
    assert sentence == ("“The Lamplighter (1987)” is in the library already and differs from the file, so it was left alone.")
    assert everything(library) == before
    assert arrivals(bring_in(library, [path], replace_existing=True)) == [Arrival.REPLACED]
    assert library.load("review-lamplighter").article == changed


def test_a_file_made_for_a_site_takes_no_private_words_away(library: Library, tmp_path: Path) -> None:
    article = drawn_article()
    private = article.with_record(replace(article.review, notes="Ask the editor.", verdict="Before."))
    private = private.with_record(replace(article.work, notes="Seen twice."))
    private = private.with_record(replace(article.people[0], notes="Met in Tema."))
    store(library, private)
    kept = library.load(article.review.id).article
    for verdict, arrival in (("Before.", Arrival.THERE), ("After.", Arrival.REPLACED)):
        changed = kept.with_record(replace(kept.review, verdict=verdict))
        export = export_files(changed, "markdown-front-matter", Options(library=library.root))
        assert "Met in Tema." not in export.text
        path = save_export(export, tmp_path / "site", library, review_id=article.review.id)[0]
        assert arrivals(bring_in(library, [path], replace_existing=arrival is Arrival.REPLACED)) == [arrival]
        assert library.load(article.review.id).article == changed


def test_what_the_library_knows_of_shared_records_stays(library: Library, other: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    path = export_to(tmp_path / "out", drawn_article(), library)
    known = Person("person-ama", "Ama Darko", native_name="kept", notes="mine")
    other.save(Batch((Change(known, 0),))).result()
    assert arrivals(bring_in(other, [path])) == [Arrival.NEW]
    assert other.load_record(Person, "person-ama")[0] == known
    assert arrivals(bring_in(other, [path], replace_existing=True)) == [Arrival.REPLACED]
    assert other.load("review-lamplighter").article == drawn_article()


def test_a_new_review_finds_an_outlet_where_files_took_all_of_them_out_of_the_list(archive: Archive, tmp_path: Path) -> None:
    names = [outlet.name for outlet in archive.outlets()]
    for name in names:
        article = archive.begin("The Lamplighter", 1987, name, "en")
        retired = article.with_record(replace(article.outlet, retired=True))
        path = export_to(tmp_path / "out", retired, archive.library)
        assert arrivals(bring_in(archive.library, [path], replace_existing=True)) == [Arrival.REPLACED]
    assert [outlet.name for outlet in archive.outlets()] == names
    assert archive.begin("Saltwater Hymn", 1991, "", "en").outlet.name == names[0]


def test_a_picture_that_was_cleaned_on_its_way_is_one_picture(library: Library, other: Library, tmp_path: Path) -> None:
    """The original has the place where it was taken; what leaves has not, so their bytes differ."""
    out, exif = io.BytesIO(), Picture.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0112] = 6
    Picture.linear_gradient("L").resize((60, 40)).save(out, "JPEG", exif=exif)
    image = library.add_image(out.getvalue(), "quay.jpg").result()
    article = example_article()
    review = replace(article.review, hero=ImageUse("hero", image.id, "", "A quay"), parts=(), cards=())
    work = replace(article.work, credits=())
    article = replace(article, review=review, work=work, people=(), images=(image,))
    library.save(Batch((Change(article.outlet, 0), Change(work, 0), Change(review, 0)))).result()
    path = export_to(tmp_path / "out", article, library)
    assert arrivals(bring_in(library, [path])) == [Arrival.THERE]
    assert library.counts().images == 1
    assert arrivals(bring_in(other, [path])) == [Arrival.NEW]
    (arrived,) = other.load(review.id).article.images
    assert arrived == replace(image, digest=arrived.digest, size=arrived.size)
    assert arrived.digest != image.digest
    assert (arrived.width, arrived.height) == (40, 60)
    assert arrivals(bring_in(other, [path])) == [Arrival.THERE]
    assert other.counts().images == 1
    assert other.verify() == []


def test_a_picture_known_by_another_name_is_used(library: Library, other: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    path = export_to(tmp_path / "out", drawn_article(), library)
    still = next(image for image in drawn_article().images if image.id == "image-still")
    known = other.add_image((library.root / still.stored).read_bytes(), "mine.png").result()
    assert arrivals(bring_in(other, [path, path])) == [Arrival.NEW, Arrival.THERE]
    article = other.load("review-lamplighter").article
    assert article.review.hero is not None
    assert article.review.hero.image == known.id
    assert other.counts().images == 3


def test_a_missing_picture_is_told_and_comes_in_later(library: Library, other: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    path = export_to(tmp_path / "out", drawn_article(), library)
    (picture,) = (tmp_path / "out" / "images").glob("breakwater-*")
    data = picture.read_bytes()
    picture.unlink()
    report = bring_in(other, [path])
    assert arrivals(report) == [Arrival.NEW]
    assert report.notes == (
        "The picture “Breakwater.png” does not lie beside the file; the review has a gap where it should be.",
    )
    assert other.load("review-lamplighter").article == drawn_article()
    picture.write_bytes(data)
    assert arrivals(bring_in(other, [path])) == [Arrival.THERE]
    assert other.verify() == []


def test_a_picture_outside_the_folder_is_not_fetched(library: Library, other: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    path = export_to(tmp_path / "out", drawn_article(), library)
    (picture,) = (tmp_path / "out" / "images").glob("breakwater-*")
    picture.rename(tmp_path / "elsewhere.png")
    picture.symlink_to(tmp_path / "elsewhere.png")
    report = bring_in(other, [path])
    assert "does not lie beside the file" in report.notes[0]


def test_one_bad_file_does_not_keep_the_others_out(library: Library, other: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    folder = tmp_path / "out"
    export_to(folder, drawn_article(), library)
    (folder / "bad.json").write_bytes(b"{")
    (folder / "letter.txt").write_bytes(b"not ours to read")
    report = bring_in(other, [folder, tmp_path / "gone.md"])
    assert [each.slug for each in report.brought] == ["the-lamplighter-1987-review"]
    assert len(report.refused) == 2
    assert report.refused[0].startswith("“bad.json” is not JSON")
    assert report.refused[1].startswith("“gone.md” cannot be read")


def test_a_library_that_is_only_read_takes_nothing_in(library: Library, other: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    path = export_to(tmp_path / "out", drawn_article(), library)
    other.close()
    with Library.open(other.root, read_only=True) as reading:
        before = everything(reading)
        report = bring_in(reading, [path])
        assert report.brought == ()
        assert report.refused == ("This library was opened read-only.",)
        assert everything(reading) == before


@pytest.mark.parametrize("format_id", READ_BACK)
def test_what_was_published_elsewhere_comes_in_with_its_print_kept(
    library: Library, other: Library, tmp_path: Path, format_id: str
) -> None:
    article = drawn_article()
    article = article.with_record(replace(article.review, status=Status.PUBLISHED, printed=None))
    store(library, article)
    path = export_to(tmp_path / "out", article, library, format_id)
    assert arrivals(bring_in(other, [path])) == [Arrival.NEW]
    came = other.load(article.review.id).article
    assert came == article.with_record(with_print_kept(article))
    assert came.review.printed is not None
    before = [export_files(article, form, Options()).text for form in ("html", "text")]
    for person in article.people:
        stored, revision = other.load_record(Person, person.id)
        other.save(Batch((Change(replace(stored, name=f"{stored.name} II", bios=()), revision),))).result()
    assert [export_files(other.load(article.review.id).article, form, Options()).text for form in ("html", "text")] == before
    assert arrivals(bring_in(other, [path])) == [Arrival.THERE]
    assert arrivals(bring_in(library, [path])) == [Arrival.THERE], "as it was, without its print"


@given(articles())
@settings(max_examples=15)
def test_any_article_moves_house(tmp_path_factory: pytest.TempPathFactory, article: Article) -> None:
    folder = tmp_path_factory.mktemp("move")
    with Library.open(folder / "a") as old, Library.open(folder / "b") as new:
        store(old, article)
        for format_id in READ_BACK:
            path = export_to(folder / "out", article, old, format_id)
            assert arrivals(bring_in(new, [path])) in ([Arrival.NEW], [Arrival.THERE])
            assert new.load(article.review.id).article == article.with_record(with_print_kept(article))


def test_a_picture_is_no_picture(library: Library, other: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    path = export_to(tmp_path / "out", drawn_article(), library)
    (picture,) = (tmp_path / "out" / "images").glob("poster-*")
    picture.write_bytes(b"GIF89a but no")
    report = bring_in(other, [path])
    assert report.notes == ("The picture “Poster no. 2.png” beside the file cannot be read and was left out.",)
    assert other.load_record(Image, "image-poster")[0].name == "Poster no. 2.png"


def test_pictures_that_cannot_be_kept_keep_the_review_out(library: Library, other: Library, tmp_path: Path) -> None:
    """A review whose pictures have no files would be half of one."""
    store(library, drawn_article())
    path = export_to(tmp_path / "out", drawn_article(), library)
    before = everything(other)
    (other.root / "images").rmdir()
    (other.root / "images").write_bytes(b"in the way")
    report = bring_in(other, [path])
    assert report.brought == ()
    assert report.refused == ("The picture could not be kept (Not a directory); nothing was changed.",)
    assert everything(other) == before
    (other.root / "images").unlink()
    (other.root / "images").mkdir()
    assert arrivals(bring_in(other, [path])) == [Arrival.NEW]
    assert other.verify() == []


def file_with_viewings(folder: Path, library: Library, *, private: bool = True) -> Path:
    options = Options(library=library.root, private=private, viewings=example_viewings())
    export = export_files(drawn_article(), "markdown-front-matter", options)
    return save_export(export, folder, library, review_id=drawn_article().review.id, overwrite=True)[0]


def test_the_viewings_of_a_review_come_with_it_and_only_once(library: Library, other: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    path = file_with_viewings(tmp_path, library)
    for _ in range(2):
        assert bring_in(other, [path]).refused == ()
        found = other.ask(lambda database: viewings_of_review(database, drawn_article().review.id))
        assert found == example_viewings()


def test_a_viewing_that_is_in_the_log_keeps_what_the_log_knows(library: Library, tmp_path: Path) -> None:
    store(library, drawn_article())
    known, logged = replace(example_viewings()[1], venue="home"), replace(example_viewings()[0], id="v" * 32, venue="here")
    library.save(Batch((Change(known, 0), Change(logged, 0)))).result()
    path = file_with_viewings(tmp_path, library, private=False)
    bring_in(library, [path])
    assert library.load_record(Viewing, known.id) == (known, 1)
    assert len(viewings_there(library)) == 2, "another of that day is the same one"
    bring_in(library, [path], replace_existing=True)
    whole = library.load_record(Viewing, known.id)[0]
    assert (whole.venue, whole.companions, whole.notes) == ("", known.companions, known.notes), "private words stay"


def viewings_there(library: Library) -> list[ViewingRow]:
    return library.ask(lambda database: viewing_rows(database, trashed=False))
