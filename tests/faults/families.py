"""The families of faults."""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES: Mapping[str, str] = {
    "sweep": "tests.faults.sweep",
    "powerloss": "tests.faults.powerloss",
    "autosave": "tests.faults.autosave",
}
"""Family -> the module that runs it, in the order in which they run."""
