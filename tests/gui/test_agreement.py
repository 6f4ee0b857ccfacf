"""Whatever is done in two open reviews of one film: model, forms, preview and stored rows agree after every step."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from tests.gui.agreeing import Witness, fresh_pane, two_reviews
from tests.gui.desk import back_to, real_desk
from tests.gui.random_hand import RandomHand

# WebEngine asks for it, and it must be said before the first application object.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

SEEDS = [int(seed) for seed in os.environ.get("MATINEE_AGREEMENT_SEEDS", "1 2 3 4 5 6 7 8").split()]
STEPS = int(os.environ.get("MATINEE_AGREEMENT_STEPS", "25"))
"""``MATINEE_AGREEMENT_SEEDS="$(seq 100 200)"`` looks further."""


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
