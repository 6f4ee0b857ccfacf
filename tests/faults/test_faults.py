"""A slice of every campaign of faults; ``make faults`` runs them in full."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.faults.campaign import CannotRunError, Size
from tests.faults.families import FAMILIES, IN_TESTS_OF_THEIR_OWN


@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", [name for name in FAMILIES if name not in IN_TESTS_OF_THEIR_OWN])
def test_a_slice_holds(name: str, tmp_path: Path) -> None:
    try:
        outcome = import_module(FAMILIES[name]).run(tmp_path, Size(full=False))
    except CannotRunError as reason:
        pytest.skip(str(reason))
    assert not outcome.failures, "\n".join(outcome.lines())
    assert outcome.seen.total()
