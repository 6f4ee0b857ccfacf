"""A change of many reviews that a kill breaks off: how far it came is known to the review, and it goes on or back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from desktop.core.bulk import SetOutlet, SetStatus
from desktop.core.review import Printed, Review, Status
from desktop.core.saving import Batch, Change
from desktop.services.archive import Archive, open_archive
from desktop.services.broken_off import BrokenOff, broken_off, forget
from desktop.services.bulk import Bulk, Chosen, Done, Step
from desktop.services.jobs import Job
from desktop.services.outlets import plain_outlet, renamed
from tests.services.broken_changes import AFTER, BEFORE, COUNT, killed, library_of, tags_of
from tests.services.changing_killed import ACTION, AT_ONCE, LABEL


def told(archive: Archive) -> BrokenOff:
    found = broken_off(archive)
    assert found is not None
    assert archive.verify() == []
    return found


def whole(done: Done) -> Step:
    assert (done.refused, done.stopped, done.left) == ("", False, 0)
    return Step(LABEL, done.patches, ACTION)


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("come", [0, AT_ONCE, AT_ONCE * 4])
def test_a_change_that_was_killed_goes_on_or_back(tmp_path: Path, come: int, back: bool) -> None:
    library_of(tmp_path / "library")
    killed(tmp_path / "library", 0, come)
    archive = open_archive(tmp_path / "library")
    try:
        found = told(archive)
        changed = {key for key, tags in tags_of(archive).items() if tags == AFTER}
        assert come <= len(changed) < COUNT
        assert set(found.done.ids()) == changed
        assert (found.label, found.action, found.turned, found.of) == (LABEL, ACTION, "", COUNT)
        assert set(found.ids) == set(tags_of(archive)) - changed
        bulk = Bulk(archive, at_once=AT_ONCE)
        if back:
            whole(bulk.turn(Step(LABEL, found.done, ACTION), Job(), undoing=True))
        else:
            step = whole(bulk.change(Chosen.of(found.ids), ACTION, str, Job(), label=LABEL, onto=found.done))
            assert set(tags_of(archive).values()) == {AFTER}
            whole(bulk.turn(step, Job(), undoing=True))
        assert set(tags_of(archive).values()) == {BEFORE}
        if come or not back:
            assert broken_off(archive) is None, "what was decided upon is told no more"
    finally:
        archive.library.close()


@pytest.mark.parametrize(("turns", "turned"), [(1, "undo"), (2, "redo")])
def test_an_undo_or_redo_that_was_killed_goes_both_ways(tmp_path: Path, turns: int, turned: str) -> None:
    library_of(tmp_path / "library")
    killed(tmp_path / "library", turns, AT_ONCE * 2)
    goal, start = (BEFORE, AFTER) if turned == "undo" else (AFTER, BEFORE)
    archive = open_archive(tmp_path / "library")
    try:
        found = told(archive)
        there = {key for key, tags in tags_of(archive).items() if tags == goal}
        assert AT_ONCE * 2 <= len(there) < COUNT
        assert set(found.done.ids()) == there
        assert set(found.rest.ids()) == set(tags_of(archive)) - there
        assert (found.turned, found.of) == (turned, COUNT)
        bulk, undoing = Bulk(archive, at_once=AT_ONCE), turned == "undo"
        back = whole(bulk.turn(Step(LABEL, found.done, ACTION), Job(), undoing=not undoing))
        assert set(tags_of(archive).values()) == {start}
        for patches in (back.patches, found.rest):
            whole(bulk.turn(Step(LABEL, patches, ACTION), Job(), undoing=undoing))
        assert set(tags_of(archive).values()) == {goal}
    finally:
        archive.library.close()


def test_killed_again_while_it_goes_on_it_is_known_as_one(tmp_path: Path) -> None:
    library_of(tmp_path / "library")
    killed(tmp_path / "library", 0, AT_ONCE * 2)
    archive = open_archive(tmp_path / "library")
    try:
        first = told(archive)
        bulk = Bulk(archive, at_once=AT_ONCE)

        def die(done: int, _of: int) -> None:
            if done:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            bulk.change(Chosen.of(first.ids), ACTION, str, Job(die), label=LABEL, onto=first.done)
        again = told(archive)
        assert (len(again.done), again.of) == (len(first.done) + AT_ONCE, COUNT)
        whole(bulk.turn(Step(LABEL, again.done, ACTION), Job(), undoing=True))
        assert set(tags_of(archive).values()) == {BEFORE}
    finally:
        archive.library.close()


def test_what_ended_or_was_called_off_leaves_no_word(tmp_path: Path) -> None:
    library_of(tmp_path / "library")
    archive = open_archive(tmp_path / "library")
    try:
        bulk, ids = Bulk(archive, at_once=AT_ONCE), sorted(tags_of(archive))
        step = whole(bulk.change(Chosen.of(ids), ACTION, str, Job(), label=LABEL))
        assert broken_off(archive) is None
        stopping = Job(lambda done, _of: stopping.cancel() if done else None)
        assert bulk.turn(step, stopping, undoing=True).stopped
        assert broken_off(archive) is None
        assert forget(archive).result(timeout=20).revisions == {}
    finally:
        archive.library.close()


def test_pages_that_were_published_come_back_out_of_the_word(tmp_path: Path) -> None:
    library_of(tmp_path / "library", 5)
    archive = open_archive(tmp_path / "library")
    try:
        draw = Random(5)
        bulk, ids = Bulk(archive, at_once=2), sorted(tags_of(archive))
        old = Printed("2020-05-17T10:00:00Z", "An older page", (), draw.randbytes(9_000).hex())
        review, revision = archive.library.load_record(Review, ids[0])
        archive.library.save(Batch((Change(replace(review, printed=old), revision),))).result(timeout=20)

        def die(done: int, _of: int) -> None:
            if done:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            bulk.change(Chosen.of(ids), SetStatus(Status.PUBLISHED), lambda _article: "<p>A page</p>", Job(die), label=LABEL)
        found = told(archive)
        assert found.action == SetStatus(Status.PUBLISHED)
        whole(bulk.turn(Step(LABEL, found.done), Job(), undoing=True))
        reviews = [archive.load(each).article.review for each in ids]
        assert [review.printed for review in reviews] == [old, None, None, None, None]
        assert {review.status for review in reviews} == {Status.DRAFT}
    finally:
        archive.library.close()


def test_a_new_outlet_goes_back_with_the_reviews_that_had_come_to_it(archive: Archive) -> None:
    names = [outlet.name for outlet in archive.outlets()]
    ids = [archive.begin(title, 1987, names[0], "en").review.id for title in ("The Lamplighter", "Saltwater Hymn", "Ash")]
    evening = plain_outlet("Evening Post")

    def kill(done: int, _of: int) -> None:
        if done == len(ids) - 1:
            raise KeyboardInterrupt

    bulk = Bulk(archive, at_once=1)
    with pytest.raises(KeyboardInterrupt):
        bulk.change(Chosen.of(ids), SetOutlet(evening.id, evening), str, Job(kill), label=LABEL)
    found = told(archive)
    assert (found.action, found.ids) == (SetOutlet(evening.id, evening), (ids[-1],))
    mended = bulk.mending(renamed(archive, names[0], "Harbour News"))
    archive.library.save(mended.batch).result()
    whole(bulk.turn(Step(LABEL, bulk.done(mended).patches), Job(), undoing=True))
    assert [outlet.name for outlet in archive.outlets()] == sorted((*names, evening.name))
    whole(bulk.turn(Step(LABEL, found.done, found.action), Job(), undoing=True))
    assert [outlet.name for outlet in archive.outlets()] == names
    assert {archive.load(each).article.outlet.name for each in ids} == {names[0]}
