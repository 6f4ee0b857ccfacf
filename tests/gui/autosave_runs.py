"""Runs the stateful test of autosave: a few critics in ``make test``, five hundred as a campaign."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from desktop.gui import autosave as autosave_module
from tests.gui.autosave_machine import AutosaveMachine, store_reviews

_NEVER_MS = 10**8


@contextmanager
def without_timers() -> Iterator[None]:
    """Let autosave begin by itself only when told that time passes, so that runs are the same each time."""
    instead = {"PAUSE_MS": _NEVER_MS, "BEHIND_MS": _NEVER_MS, "RETRY_MS": (_NEVER_MS,)}
    before = {name: getattr(autosave_module, name) for name in instead}
    try:
        for name, value in instead.items():
            setattr(autosave_module, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(autosave_module, name, value)


def run_autosave(folder: Path, runs: int, steps: int) -> None:
    """Let so many critics take so many steps each; raises AssertionError with the steps of one who lost something.

    It wants a ``QApplication`` and an empty folder.
    """
    AutosaveMachine.template = folder / "template"
    AutosaveMachine.reviews, AutosaveMachine.person = store_reviews(AutosaveMachine.template)
    with without_timers():
        run_state_machine_as_test(
            AutosaveMachine,
            settings=settings(
                max_examples=runs,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                phases=(Phase.generate,),  # making a failure smaller would take longer than reading its forty steps
            ),
        )
