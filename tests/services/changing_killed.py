"""A program for ``test_broken_off``: it changes every review of a library, and may take that back and make it again.

Arguments: the library's folder, and how often the change is turned round (0: it is only made; 1: taken back; 2: made again). It
prints how many reviews it has come through in the last of these, after each round.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.core.bulk import ChangeTags
from desktop.services.archive import open_archive
from desktop.services.bulk import Bulk, Chosen, Step
from desktop.services.jobs import Job

AT_ONCE = 20
LABEL = "Change Tags"
ACTION = ChangeTags(("noir",), ("old",))


def main(folder: Path, turns: int) -> None:
    archive = open_archive(folder)
    bulk = Bulk(archive, at_once=AT_ONCE)
    telling = Job(lambda done, _of: print(done, flush=True))
    ids = sorted(row.id for row in archive.reviews())
    done = bulk.change(Chosen.of(ids), ACTION, lambda _article: "", Job() if turns else telling, label=LABEL)
    step = Step(LABEL, done.patches, ACTION)
    for turn in range(1, turns + 1):
        done = bulk.turn(step, telling if turn == turns else Job(), undoing=turn % 2 == 1)
        step = replace(step, patches=done.patches)
    print("all", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
