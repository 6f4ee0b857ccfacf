"""The families of faults."""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES: Mapping[str, str] = {
    "sweep": "tests.faults.sweep",
    "powerloss": "tests.faults.powerloss",
    "autosave": "tests.faults.autosave",
    "fulldisk": "tests.faults.fulldisk",
    "damaged": "tests.faults.damaged",
    "rivals": "tests.faults.rivals",
    "window": "tests.faults.window",
    "kills": "tests.faults.kills",
}
"""Family -> the module that runs it, in the order in which they run."""

IN_TESTS_OF_THEIR_OWN = frozenset({"window", "kills"})
"""Families of which ``make test`` runs a slice elsewhere."""
