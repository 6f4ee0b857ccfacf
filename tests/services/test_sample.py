"""The sample comes and goes, and takes nothing along that anybody wrote; copies get slugs of their own."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.review import Review
from desktop.core.saving import Batch, Change
from desktop.services.archive import Archive
from desktop.services.sample import add_sample, has_sample, is_untouched, own_byline, remove_sample, sample_id


def test_an_untouched_sample_goes_for_good_with_its_film_and_people(archive: Archive) -> None:
    add_sample(archive)
    assert is_untouched(archive)
    remove_sample(archive).result()
    counts = archive.counts()
    assert (counts.reviews, counts.works, counts.people) == (0, 0, 0)
    assert not has_sample(archive)


def test_a_sample_that_somebody_wrote_in_waits_in_the_trash(archive: Archive) -> None:
    add_sample(archive)
    review, revision = archive.library.load_record(Review, sample_id())
    archive.library.save(Batch((Change(replace(review, standfirst="My own words."), revision),))).result()
    remove_sample(archive).result()
    assert [row.id for row in archive.reviews(trashed=True)] == [sample_id()]
    add_sample(archive)
    assert archive.load(sample_id()).article.review.standfirst == "My own words."


def test_the_samples_invented_critic_signs_no_other_review(archive: Archive) -> None:
    add_sample(archive)
    assert own_byline(archive) == ""
    begun = archive.begin("Nine Rooms", 1984, "", "en")
    review, revision = archive.library.load_record(Review, begun.review.id)
    archive.library.save(Batch((Change(replace(review, byline="Ida Moor"), revision),))).result()
    assert own_byline(archive) == "Ida Moor"


def test_every_copy_has_a_slug_of_its_own(archive: Archive) -> None:
    begun = archive.begin("Nine Rooms", 1984, "", "en")
    for _ in range(2):
        archive.store_new([archive.duplicate(begun.review.id).review]).result()
    assert sorted(row.slug for row in archive.reviews()) == [
        "nine-rooms-1984-review",
        "nine-rooms-1984-review-2",
        "nine-rooms-1984-review-3",
    ]
