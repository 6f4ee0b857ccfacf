"""Many reviews changed and taken back: what they say of their last change, what a stopped undo leaves, what a step holds."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from desktop.core.bulk import ChangeTags, Patch, SetStatus, SetTrashed
from desktop.core.errors import ConflictError
from desktop.core.finding import parse_query
from desktop.core.review import Printed, Review, Status
from desktop.core.saving import Batch, Change
from desktop.services.archive import Archive, copy_of, open_archive
from desktop.services.bulk import AT_ONCE, Bulk, Chosen, Done, MergeReviews, PageOf, Step
from desktop.services.jobs import Job
from desktop.services.patches import Patches
from desktop.storage.plain_copies import stands

LONG_AGO = "2020-05-17T10:00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = open_archive(tmp_path / "library")
    yield opened
    opened.library.close()


def reviews(archive: Archive, count: int) -> list[str]:
    """Return so many reviews of one film that were changed last long ago."""
    first = archive.begin("Ballerina", 2023, "", "en").review
    copies = [replace(copy_of(first, LONG_AGO), slug=f"copy-{at}") for at in range(count - 1)]
    archive.store_new(copies).result(timeout=60)
    aged = [Change(replace(each, tagline="Old"), 1, LONG_AGO) for each in (first, *copies)]
    archive.library.save(Batch(tuple(aged))).result(timeout=60)
    return [change.record.id for change in aged]


def page(_article: object) -> str:
    return "<html>A page</html>"


def changed(bulk: Bulk, ids: list[str], action: SetStatus | ChangeTags | SetTrashed, page_of: PageOf = page) -> Step:
    done = bulk.change(Chosen.of(ids), action, page_of, Job())
    assert not done.refused
    return Step("step", done.patches, action)


def turned(bulk: Bulk, step: Step, *, undoing: bool = True) -> Done:
    done = bulk.turn(step, Job(), undoing=undoing)
    assert (done.refused, done.stopped) == ("", False)
    return done


def moments(archive: Archive) -> dict[str, str]:
    return {row.id: row.modified for row in (*archive.reviews(), *archive.reviews(trashed=True))}


@pytest.mark.parametrize("action", [SetStatus(Status.FILED), ChangeTags(("noir",)), SetTrashed("2026-03-01T00:00:00Z")])
def test_what_is_taken_back_was_changed_last_when_it_was(archive: Archive, action: SetStatus | ChangeTags | SetTrashed) -> None:
    bulk, ids = Bulk(archive), reviews(archive, 3)
    step = changed(bulk, ids, action)
    assert LONG_AGO not in moments(archive).values()
    undone = turned(bulk, step)
    assert set(moments(archive).values()) == {LONG_AGO}
    assert archive.count(parse_query("changed:2020")) == 3
    assert {archive.load(each).revisions[each] for each in ids} == {4}, (
        "an editor that has it open still sees that it was written"
    )
    assert archive.verify() == []
    again = turned(bulk, replace(step, patches=undone.patches), undoing=False)
    assert LONG_AGO not in moments(archive).values(), "made again it is changed today"
    turned(bulk, replace(step, patches=again.patches))
    assert set(moments(archive).values()) == {LONG_AGO}


def test_steps_that_are_all_taken_back_leave_the_moment_of_the_first(archive: Archive) -> None:
    bulk, ids = Bulk(archive), reviews(archive, 3)
    status = changed(bulk, ids, SetStatus(Status.FILED))
    filed = moments(archive)
    trash = changed(bulk, ids, SetTrashed("2026-03-01T00:00:00Z"))
    trashed = replace(trash, patches=turned(bulk, trash).patches)
    assert moments(archive) == filed
    again = turned(bulk, trashed, undoing=False)
    tags = changed(bulk, ids[:1], ChangeTags(("noir",)))
    turned(bulk, tags)
    turned(bulk, replace(trash, patches=again.patches))
    turned(bulk, status)
    assert set(moments(archive).values()) == {LONG_AGO}
    assert {archive.load(each).article.review.status for each in ids} == {Status.DRAFT}


def test_what_was_written_since_was_changed_last_then(archive: Archive) -> None:
    bulk, (one, other) = Bulk(archive), reviews(archive, 2)
    step = changed(bulk, [one, other], SetStatus(Status.READY))
    review, revision = archive.library.load_record(Review, one)
    archive.library.save(Batch((Change(replace(review, verdict="Go."), revision),))).result(timeout=20)
    turned(bulk, step)
    assert (moments(archive)[one] > LONG_AGO, moments(archive)[other]) == (True, LONG_AGO)
    stale = replace(review, verdict="Stay.")
    with pytest.raises(ConflictError):
        archive.library.save(Batch((Change(stale, revision + 1),))).result(timeout=20)


def test_a_copy_that_is_older_than_an_undo_is_written_anew(archive: Archive) -> None:
    bulk, ids = Bulk(archive), reviews(archive, 2)
    step = changed(bulk, ids[:1], SetStatus(Status.READY))
    turned(bulk, step)
    known = {each.review: each.changed for each in archive.library.ask(stands)}
    assert known[ids[0]] > LONG_AGO, "its copy may have been written between the change and the undo"
    changed(bulk, ids[:1], SetStatus(Status.FILED))
    assert archive.library.ask(stands)[0].changed >= known[ids[0]]


def test_an_undo_that_is_stopped_leaves_the_rest_to_be_undone(archive: Archive) -> None:
    bulk, ids = Bulk(archive), reviews(archive, AT_ONCE * 2 + 5)
    step = changed(bulk, ids, SetStatus(Status.READY))
    job = Job(lambda done, _of: job.cancel() if done == AT_ONCE else None)
    done = bulk.turn(step, job, undoing=True)
    assert (done.stopped, len(done.patches)) == (True, AT_ONCE * 2)
    rest = step.patches.after(done.rounds)
    assert set(rest.ids()) | set(done.patches.ids()) == set(ids)
    turned(bulk, replace(step, patches=rest))
    assert {row.status for row in archive.reviews()} == {Status.DRAFT}
    turned(bulk, replace(step, patches=done.patches), undoing=False)
    assert sum(row.status is Status.READY for row in archive.reviews()) == AT_ONCE * 2


def test_pages_come_back_as_they_were_by_undo_and_redo(archive: Archive) -> None:
    bulk, ids = Bulk(archive), reviews(archive, 2)
    first = turned_of(bulk, changed(bulk, ids[:1], SetStatus(Status.PUBLISHED), lambda _article: "<html>Old</html>"))
    published = archive.load(ids[0]).article.review
    step = changed(bulk, ids, SetStatus(Status.DRAFT))
    again = changed(bulk, ids, SetStatus(Status.PUBLISHED))
    pages = [archive.load(each).article.review for each in ids]
    undone = turned(bulk, again)
    assert [archive.load(each).article.review.printed for each in ids] == [published.printed, None]
    turned(bulk, replace(again, patches=undone.patches), undoing=False)
    assert [archive.load(each).article.review for each in ids] == pages
    assert (len(first.patches), len(step.patches)) == (1, 1)


def turned_of(bulk: Bulk, step: Step) -> Step:
    """Return a step that was taken back and made again."""
    undone = turned(bulk, step)
    return replace(step, patches=turned(bulk, replace(step, patches=undone.patches), undoing=False).patches)


def test_a_step_holds_no_pages_in_memory(tmp_path: Path) -> None:
    draw = Random(7)
    tracemalloc.start()
    try:
        patches = Patches(tmp_path)
        for at in range(40):
            printed = Printed("", "", (), draw.randbytes(100_000).hex())
            patches.add([Patch(Review, f"review-{at}", {"printed": None}, {"printed": printed})])
        held, _most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 1_000_000, "forty pages of 200 kB each"
    found = list(patches.all())
    assert [patch.id for patch in found] == [f"review-{at}" for at in range(40)]
    assert all(len(patch.after["printed"].html) == 200_000 for patch in found)
    assert list(tmp_path.iterdir()) == []


def test_where_the_disk_refuses_them_patches_stay_in_memory(tmp_path: Path) -> None:
    patches = Patches(tmp_path / "gone")
    text = Random(7).randbytes(400_000).hex()
    for at in range(3):
        patches.add([Patch(Review, f"review-{at}", {"verdict": ""}, {"verdict": f"{at} {text}"})])
    assert [patch.after["verdict"] for patch in patches.all()] == [f"{at} {text}" for at in range(3)]


def renamed(bulk: Bulk, work_id: str, title: str) -> Step:
    wanted = bulk.renaming(work_id, title)
    return Step("step", bulk.done(wanted, bulk.archive.library.save(wanted.batch).result(timeout=20)).patches)


def test_another_title_of_a_film_changes_its_reviews_and_an_undo_gives_back_when_they_were(archive: Archive) -> None:
    bulk, ids = Bulk(archive), reviews(archive, 3)
    other = archive.begin("Burning", 2018, "", "en").review
    before = moments(archive)[other.id]
    step = renamed(bulk, archive.load(ids[0]).article.work.id, "Ballerina, a film")
    assert LONG_AGO not in moments(archive).values()
    assert archive.verify() == []
    turned(bulk, step)
    assert {moments(archive)[each] for each in ids} == {LONG_AGO}
    assert archive.count(parse_query("changed:2020")) == 3
    assert moments(archive)[other.id] == before
    assert {archive.load(each).revisions[each] for each in ids} == {2}, "no review was written itself"
    assert archive.verify() == []


def test_a_review_that_was_changed_since_its_film_was_renamed_keeps_its_own_moment(archive: Archive) -> None:
    bulk, ids = Bulk(archive), reviews(archive, 2)
    step = renamed(bulk, archive.load(ids[0]).article.work.id, "Ballerina, a film")
    record = archive.load(ids[0]).article.review
    archive.library.save(Batch((Change(replace(record, tagline="New"), 2, "2031-01-01T00:00:00Z"),))).result(timeout=20)
    undone = turned(bulk, step)
    assert moments(archive) == {ids[0]: "2031-01-01T00:00:00Z", ids[1]: LONG_AGO}
    again = turned(bulk, replace(step, patches=undone.patches), undoing=False)
    assert LONG_AGO not in moments(archive).values()
    turned(bulk, replace(step, patches=again.patches))
    assert moments(archive) == {ids[0]: "2031-01-01T00:00:00Z", ids[1]: LONG_AGO}


def test_a_merge_that_is_taken_back_leaves_both_as_they_were(archive: Archive) -> None:
    bulk, (kept, other) = Bulk(archive), reviews(archive, 2)
    before = {each: archive.load(each).article.review for each in (kept, other)}
    wanted = bulk.merging(MergeReviews(kept, other))
    archive.library.save(wanted.batch).result(timeout=20)
    assert (kept in bulk.done(wanted).patches, other in bulk.done(wanted).patches) == (False, True), "both said the same"
    turned(bulk, Step("Merge", bulk.done(wanted).patches))
    assert {each: archive.load(each).article.review for each in (kept, other)} == before
    assert set(moments(archive).values()) == {LONG_AGO}
