"""Quick fingers in the library: whatever is asked for, undone and made again while the disk is slow ends as it was asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.bulk import Action, ChangeTags, SetOutlet, SetStatus, SetTrashed
from desktop.core.finding import parse_query
from desktop.core.review import Status
from desktop.gui.changing_many import ChangingMany
from desktop.services.bulk import Chosen
from desktop.services.saved_searches import SavedSearches
from tests.gui.desk import real_desk
from tests.gui.held_store import HeldStore
from tests.gui.library.conftest import POST, keep_four_drafts, settle

ACTS = {"tags": 4, "status": 3, "outlet": 1, "trash": 2, "rename": 2, "search": 4, "undo": 8, "redo": 5, "hold": 3, "release": 3}


@dataclass(frozen=True)
class State:
    """What there is: of each review its title, status, outlet, tags and whether it is in the trash; and the saved searches."""

    reviews: dict[str, tuple[str, Status, str, tuple[str, ...], bool]]
    searches: tuple[str, ...] = ()


@dataclass
class Model:
    """The state as it is asked for, with its own undo and redo."""

    now: State
    past: list[State] = field(default_factory=list)
    future: list[State] = field(default_factory=list)

    def become(self, state: State) -> None:
        if state != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = state

    def turn(self, what: str) -> None:
        source, target = (self.past, self.future) if what == "undo" else (self.future, self.past)
        if source:
            target.append(self.now)
            self.now = source.pop()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    keep_four_drafts(tmp_path / "library")
    with real_desk(tmp_path, qtbot, preview=False) as opened:
        settle(qtbot, opened.window.library)
        opened.window.library.list.setFocus()
        yield opened


def stored(desk: OpenDesk) -> State:
    archive = desk.workspace.archive
    found = {}
    for row in (*archive.reviews(), *archive.reviews(trashed=True)):
        article = archive.load(row.id).article
        review = article.review
        found[row.id] = (article.work.title, review.status, review.outlet, review.tags, bool(review.trashed_at))
    return State(found, tuple(each.name for each in SavedSearches(archive).all()))


def after(model: State, some: list[str], action: Action) -> State:
    """Return what a change of many leaves."""
    reviews = dict(model.reviews)
    for key in some:
        title, status, outlet, tags, trashed = reviews[key]
        match action:
            case SetStatus(new):
                status = new
            case SetOutlet(new_outlet):
                outlet = new_outlet
            case ChangeTags(added, removed):
                kept = tuple(tag for tag in tags if tag not in removed)
                tags = (*kept, *(tag for tag in added if tag not in kept))
            case SetTrashed(at):
                trashed = bool(at)
        reviews[key] = (title, status, outlet, tags, trashed)
    return replace(model, reviews=reviews)


@pytest.mark.parametrize("seed", range(8))
def test_any_order_of_quick_acts_leaves_what_they_say(seed: int, desk: OpenDesk, qtbot: QtBot, disk: HeldStore) -> None:
    draw, archive, library = random.Random(seed), desk.workspace.archive, desk.window.library
    many = desk.window.findChild(ChangingMany)
    assert isinstance(many, ChangingMany)
    model = Model(stored(desk))
    for act in range(40):
        what = draw.choices([*ACTS], [*ACTS.values()])[0]
        some = draw.sample([*model.now.reviews], draw.randint(1, 3))
        actions: dict[str, Action] = {
            "status": SetStatus(draw.choice([Status.IDEA, Status.DRAFT, Status.READY])),
            "outlet": SetOutlet(POST.id),
            "tags": ChangeTags((draw.choice("abc"),), (draw.choice("abc"),)),
            "trash": SetTrashed(draw.choice([None, "2026-03-01T00:00:00Z"])),
        }
        if what in actions and after(model.now, some, actions[what]) != model.now:
            many.change(Chosen.of(some), actions[what], what)
            model.become(after(model.now, some, actions[what]))
        elif what == "rename":
            work = archive.load(some[0]).article.work
            many.rename(work.id, f"Title {act}", "Rename")
            reviews = model.now.reviews | {some[0]: (f"Title {act}", *model.now.reviews[some[0]][1:])}
            model.become(replace(model.now, reviews=reviews))
        elif what == "search":
            library.search_saved.emit(f"Search {act}", parse_query(f"tag:t{act}"))
            model.become(replace(model.now, searches=(*model.now.searches, f"Search {act}")))
        elif what in ("undo", "redo"):
            action = desk.window.actions_by_id[what]
            action.trigger()
            model.turn(what)
        elif what not in actions:
            disk.held = what == "hold"
            if what == "release":
                disk.release()
                qtbot.waitUntil(lambda: not many.is_busy, timeout=20_000)
                assert stored(desk) == model.now, f"act {act}"
    disk.release()
    qtbot.waitUntil(lambda: not many.is_busy, timeout=20_000)
    assert stored(desk) == model.now
    assert archive.verify() == []
