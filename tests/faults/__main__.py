"""``make faults``: runs every campaign of faults, or those named, and says of each what was seen and whether it held.

To add a family: a module with a function of the type ``Campaign``, and its line in ``FAMILIES``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from tests.faults.campaign import CannotRunError, Size
from tests.faults.families import FAMILIES


def main(wanted: list[str]) -> int:
    """Run and print; return 1 where something did not hold, 2 where a family is not known."""
    unknown = [name for name in wanted if name not in FAMILIES]
    if unknown:
        print(f"There is no family {', '.join(unknown)}; there are {', '.join(FAMILIES)}.", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = False
    for name in wanted or FAMILIES:
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="matinee-faults-") as folder:
            try:
                outcome = import_module(FAMILIES[name]).run(Path(folder), Size(full=True))
            except CannotRunError as reason:
                print(f"{name}: left out: {reason}", flush=True)
                continue
        failed |= bool(outcome.failures)
        verdict = "FAILED" if outcome.failures else "held"
        print(f"{name}: {verdict} in {time.monotonic() - start:.0f} s", *outcome.lines(), sep="\n  ", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
