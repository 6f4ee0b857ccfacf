"""Quick fingers in the People place: whatever is changed, undone and made again ends as it was asked for."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.person import Person
from desktop.services.people import People
from tests.gui.desk import real_desk
from tests.storage.builders import an_article, an_id, keep

State = tuple[dict[str, tuple[str, str, bool]], frozenset[frozenset[str]]]
"""Of each person the sort name, the native name and whether they are in the trash; and who are told apart."""


def stored(desk: OpenDesk, ids: list[str]) -> State:
    library = desk.workspace.archive.library
    people = [library.load_record(Person, each)[0] for each in ids]
    return {each.id: (each.sort_name, each.native_name, bool(each.trashed_at)) for each in people}, People(library).apart()


@pytest.mark.parametrize("seed", range(2))
def test_any_order_of_quick_acts_leaves_what_they_say(seed: int, tmp_path: Path, qtbot: QtBot) -> None:
    draw = random.Random(seed)
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        archive, session, view = desk.workspace.archive, desk.knowing.session, desk.knowing.view
        article = an_article("Ballerina", "Lee Chung-hyun", "Kim Ji-hun")
        alone = Person(an_id("3"), "Agnès Varda")
        keep(archive.library, *article.records(), alone)
        ids = [*(person.id for person in article.people), alone.id]
        desk.knowing.show()
        qtbot.waitUntil(lambda: not view.is_reading(), timeout=10_000)
        now, past, future = stored(desk, ids), list[State](), list[State]()
        for act in range(30):
            what = draw.choices(["name", "native", "trash", "apart", "undo", "redo", "settle"], [4, 4, 2, 2, 7, 4, 2])[0]
            who, other = draw.sample(ids, 2)
            people, apart = now
            after = now
            if what in ("name", "native"):
                session.current = who
                sort_name, native_name, gone = people[who]
                if what == "name":
                    session.change_person("Change", "sort_name", sort_name=f"sort {act}")
                    after = ({**people, who: (f"sort {act}", native_name, gone)}, apart)
                else:
                    session.change_person("Change", "native_name", native_name=f"native {act}")
                    after = ({**people, who: (sort_name, f"native {act}", gone)}, apart)
            elif what == "apart" and frozenset((who, other)) not in apart:
                session.current = who
                view.page.apart_requested.emit(other)
                after = (people, apart | {frozenset((who, other))})
            elif what == "trash" and not people[who][2]:
                session.current = who
                desk.knowing._move_to_trash()
                after = ({**people, who: (*people[who][:2], True)}, apart)
            elif what in ("undo", "redo"):
                source, target = (past, future) if what == "undo" else (future, past)
                (session.undo if what == "undo" else session.redo)()
                if source:
                    target.append(now)
                    now = source.pop()
                continue
            elif what == "settle":
                settled(desk, qtbot)
                assert stored(desk, ids) == now, f"act {act}"
            if after != now:
                past.append(now)
                future.clear()
                now = after
        settled(desk, qtbot)
        assert stored(desk, ids) == now
        assert archive.verify() == []


def settled(desk: OpenDesk, qtbot: QtBot) -> None:
    desk.workspace.autosave.save_now()
    qtbot.waitUntil(lambda: desk.workspace.autosave.settled, timeout=20_000)
    desk.workspace.archive.remember("drained", "").result(timeout=20)
