"""Whatever is done in two open reviews of one film: model, forms, preview and stored rows agree after every step."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from desktop.core.identity import new_id
from desktop.core.outlet import standard_outlets
from desktop.core.person import Person
from desktop.core.starting import new_article
from desktop.core.work import Work
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.preview.probe import ProbeMemory
from desktop.services.archive import open_archive
from tests.gui.agreeing import Witness
from tests.gui.desk import back_to, real_desk
from tests.gui.random_hand import RandomHand

# WebEngine asks for it, and it must be said before the first application object.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

SEEDS = [int(seed) for seed in os.environ.get("MATINEE_AGREEMENT_SEEDS", "1 2 3").split()]
STEPS = int(os.environ.get("MATINEE_AGREEMENT_STEPS", "25"))
"""``MATINEE_AGREEMENT_SEEDS="$(seq 100 200)"`` looks further."""


def two_reviews(folder: Path) -> tuple[str, str]:
    """Store two reviews of one film, for two outlets, and somebody whom another review credits; return the reviews' ids."""
    archive = open_archive(folder / "library")
    work = Work(new_id(), title="The Lamplighter", year=1987)
    first, second = (new_article(outlet, work, created="2026-01-01T00:00:00Z") for outlet in standard_outlets()[:2])
    archive.store_new([work, first.review, second.review, Person(new_id(), "Ama Darko")]).result()
    archive.library.close()
    return first.review.id, second.review.id


def fresh_pane(qtbot: QtBot) -> PreviewPane:
    """A pane beside the window, in which pages are loaded anew."""
    pane = PreviewPane(ProbeMemory(lambda _key: "works without sandbox", lambda _key, _verdict: None))
    qtbot.addWidget(pane)
    pane.resize(632, 480)
    with qtbot.waitSignal(pane.view_started):
        pane.show()
    return pane


@pytest.mark.parametrize("seed", SEEDS)
def test_model_forms_preview_and_rows_agree_after_every_step(seed: int, tmp_path: Path, qtbot: QtBot) -> None:
    ids = two_reviews(tmp_path)
    with real_desk(tmp_path, qtbot) as desk:
        for review_id in ids:
            desk.window.library.review_opened.emit(review_id)
        qtbot.waitUntil(lambda: desk.window.editor.preview.view is not None, timeout=30_000)
        fresh = fresh_pane(qtbot)
        back_to(desk.window, qtbot)
        sessions = tuple(desk.workspace.reviews.open(review_id) for review_id in ids)
        witness = Witness(desk, sessions, fresh, qtbot)
        hand = RandomHand(desk, sessions, seed, qtbot)
        for step in range(STEPS):
            start = len(hand.done)
            try:
                hand.step()
                witness.check_model()
                witness.check_forms()
                witness.check_rows()
                if step % 5 == 4 or step == STEPS - 1:
                    witness.check_preview()
            except BaseException as error:
                error.add_note(f"in step {step}, after {hand.done[:start][-40:]}, then {hand.done[start:]}")
                raise
