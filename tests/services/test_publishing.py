"""Publishing freezes what is printed; saving an export remembers what it wrote."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.article import Article
from desktop.core.errors import FileChangedError, NotFoundError
from desktop.core.printing import bio_of, name_of, slug_of, with_print_kept
from desktop.core.review import Status
from desktop.core.saving import Batch, Change
from desktop.exporters.writing import digests_of, write_files
from desktop.services.archive import Archive
from desktop.services.formats import FORMAT_IDS, Images, Options
from desktop.services.history import restored
from desktop.services.publishing import (
    article_as_json,
    article_as_markdown,
    export_files,
    published,
    save_export,
    unpublished,
)
from desktop.services.rendering import start_rendering
from desktop.services.taking_out import file_stem, take_out
from desktop.storage.library import Library
from tests.example import drawn_article, example_article, write_pictures

NOW = datetime.datetime(2023, 10, 6, 12, 30, tzinfo=datetime.UTC)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def stored(library: Library, article: Article) -> Article:
    """Store the article with the pictures' files and return it."""
    write_pictures(library.root)
    library.save(Batch(tuple(Change(record, 0) for record in article.records()))).result()
    return article


def test_what_is_published_stays_as_it_was_printed() -> None:
    article = published(replace(example_article()), "<article>", NOW)
    assert article.review.status is Status.PUBLISHED
    assert article.review.published_on == "2023-10-06"
    assert article.review.slug == "the-lamplighter-1987-review"
    assert article.review.printed is not None
    assert (article.review.printed.at, article.review.printed.html) == ("2023-10-06T12:30:00Z", "<article>")
    ama = next(person for person in article.people if person.id == "person-ama")
    later = article.with_record(replace(ama, name="Ama Darko-Falk", bios=())).with_record(replace(article.work, title="Another"))
    credit = article.work.credits[3]
    assert (name_of(later, credit), slug_of(later)) == ("Ama Darko", "the-lamplighter-1987-review")
    assert bio_of(later, credit).startswith("Born in Tema")
    draft = unpublished(later, Status.DRAFT)
    assert name_of(draft, credit) == "Ama Darko-Falk"
    assert draft.review.printed == article.review.printed, "what was published stays on record"
    again = published(later, "<article>", NOW)
    assert name_of(again, credit) == "Ama Darko-Falk", "publishing anew prints the names as they are now"


def test_print_that_was_kept_since_stays_where_a_snapshot_from_before_it_is_restored(library: Library) -> None:
    article = stored(library, drawn_article())
    article = article.with_record(replace(article.review, status=Status.PUBLISHED, printed=None))
    credit = article.work.credits[3]
    ama = next(person for person in article.people if person.id == credit.person)
    now = article.with_record(replace(ama, name="A. Falk", bios=())).with_record(with_print_kept(article))
    again = restored(now, article, library).article
    assert (name_of(again, credit), bio_of(again, credit)) == (name_of(article, credit), bio_of(article, credit))
    draft = article.with_record(replace(article.review, status=Status.DRAFT))
    assert restored(now, draft, library).article.review == draft.review
    assert restored(draft, article, library).article.review == article.review


def test_the_day_of_publication_is_set_once() -> None:
    review = replace(example_article().review, published_on="")
    first = published(replace(example_article(), review=review), "", NOW)
    assert first.review.published_on == NOW.astimezone().date().isoformat()
    assert published(first, "", NOW + datetime.timedelta(days=9)).review.published_on == first.review.published_on


def test_the_child_makes_the_same_exports() -> None:
    child = start_rendering()
    try:
        for format_id in FORMAT_IDS:
            made = child.call("export", (example_article(), format_id, Options())).result(60)
            assert made == export_files(example_article(), format_id, Options())
        with pytest.raises(NotFoundError):
            child.call("export", (example_article(), "docx", Options())).result(60)
    finally:
        child.close()


def test_an_export_may_write_over_itself_and_over_nothing_else(library: Library, tmp_path: Path) -> None:
    article = stored(library, drawn_article())
    folder = tmp_path / "site"
    options = Options(library=library.root)
    paths = save_export(export_files(article, "markdown", options), folder, library, review_id=article.review.id)
    assert paths[0] == folder / "the-lamplighter-1987-review.md"
    assert all(path.is_file() for path in paths)
    changed = article.with_record(replace(article.review, verdict="Another."))
    save_export(export_files(changed, "markdown", options), folder, library, review_id=article.review.id)
    assert "Another." in paths[0].read_text(encoding="utf-8")
    paths[0].write_text("mended", encoding="utf-8")
    with pytest.raises(FileChangedError):
        save_export(export_files(article, "markdown", options), folder, library, review_id=article.review.id)
    save_export(export_files(article, "markdown", options), folder, library, review_id=article.review.id, overwrite=True)
    with pytest.raises(FileChangedError):
        save_export(export_files(changed, "markdown", options), folder, library, review_id="another")


def test_a_library_that_is_only_read_can_be_exported_from(library: Library, tmp_path: Path) -> None:
    stored(library, drawn_article())
    library.close()
    with Library.open(library.root, read_only=True) as reading:
        result = take_out(Archive(reading), ["review-lamplighter"], "html", tmp_path / "out")
    assert result.refused == ()
    assert (tmp_path / "out" / "the-lamplighter-1987-review.html").is_file()


def test_reviews_of_one_slug_leave_side_by_side(library: Library, tmp_path: Path) -> None:
    article = stored(library, drawn_article())
    twin = replace(article.review, id="f" * 32, created="2024-01-01T00:00:00Z")
    library.save(Batch((Change(twin, 0),))).result()
    archive = Archive(library)
    ids = [article.review.id, twin.id, "missing"]
    result = take_out(archive, ids, "json", tmp_path / "out")
    assert {path.name for path in result.written if path.suffix == ".json"} == {
        "the-lamplighter-1987-review.json",
        "the-lamplighter-1987-review-ffffffff.json",
    }
    assert len(result.refused) == 1
    assert file_stem(archive, replace(article, review=twin)) == "the-lamplighter-1987-review-ffffffff"
    assert take_out(archive, ids[:2], "json", tmp_path / "out").refused == ()


def test_one_file_a_page_when_asked(library: Library, tmp_path: Path) -> None:
    article = stored(library, drawn_article())
    take_out(Archive(library), [article.review.id], "html", tmp_path / "out", Options(images=Images.INSIDE))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["the-lamplighter-1987-review.html"]
    made = export_files(article, "html", Options(library=library.root, images=Images.INSIDE))
    assert (tmp_path / "out" / "the-lamplighter-1987-review.html").read_bytes() == made.main.data


def test_an_unknown_format_stops_before_anything_is_written(library: Library, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        take_out(Archive(library), [], "docx", tmp_path)


def test_showing_an_article() -> None:
    assert article_as_json(example_article())["article"]["work"]["title"] == "The Lamplighter"
    assert article_as_markdown(example_article()).startswith("# “The Lamplighter”")


def test_an_export_that_was_cut_short_is_known_again(library: Library, tmp_path: Path) -> None:
    """Killed after the file was in its place: the next one writes over it without asking whose it is."""
    article = stored(library, drawn_article())
    first, second, third = (
        export_files(replace(article, review=replace(article.review, tagline=words)), "markdown", Options(name="a"))
        for words in ("One", "Two", "Three")
    )

    class CutShortError(BaseException):
        pass

    class Cut:
        recall = staticmethod(library.recall)

        def remember(self, key: str, value: str) -> Future[None]:
            if second.text == (tmp_path / "a.md").read_text(encoding="utf-8"):
                raise CutShortError
            return library.remember(key, value)

    save_export(first, tmp_path, library, review_id="r")
    with pytest.raises(CutShortError):
        save_export(second, tmp_path, Cut(), review_id="r")
    save_export(third, tmp_path, library, review_id="r")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == third.text


def test_what_was_remembered_by_an_earlier_version_still_counts(library: Library, tmp_path: Path) -> None:
    article = stored(library, drawn_article())
    first = export_files(article, "markdown", Options(name="a"))
    write_files(tmp_path, first, known={}, overwrite=False)
    library.remember(f"exported:{tmp_path / 'a.md'}", json.dumps({"review": "r", "files": digests_of(first)})).result()
    changed = replace(article, review=replace(article.review, tagline="Other"))
    save_export(export_files(changed, "markdown", Options(name="a")), tmp_path, library, review_id="r")


def test_an_export_of_another_review_that_is_refused_leaves_what_is_known(library: Library, tmp_path: Path) -> None:
    article = stored(library, drawn_article())
    first, second = (
        export_files(replace(article, review=replace(article.review, tagline=words)), "markdown", Options(name="a"))
        for words in ("One", "Two")
    )
    save_export(first, tmp_path, library, review_id="r")
    with pytest.raises(FileChangedError):
        save_export(second, tmp_path, library, review_id="another")
    save_export(second, tmp_path, library, review_id="r")
