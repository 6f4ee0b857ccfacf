"""Full disks: every operation on a disk that has no room, or a little less than it needs, and then room again.

A family of ``make faults``. The disk is a small file system in memory, in a mount namespace of its own; as a program its
arguments are the folder where it is mounted, how many pages of room are left out between two tries, and the numbers of the
operations.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from desktop.exporters.catalogue import FORMATS
from desktop.exporters.export import Options
from desktop.services.publishing import export_files
from tests.faults.article import small_article
from tests.faults.campaign import CannotRunError, Outcome, Size
from tests.faults.operations import operations
from tests.faults.shim import run_program
from tests.faults.sweep import Sweep, swept

DISK = 16 * 1024 * 1024
PAGE = 4096


def run(folder: Path, size: Size) -> Outcome:
    """Fill the disk for every operation, or, as a slice, for those that the sweep leaves out with little room and none."""
    if shutil.which("unshare") is None:
        raise CannotRunError("a small disk needs unshare (Debian: util-linux)")
    alone = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run([*alone, "mount", "-t", "tmpfs", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        raise CannotRunError("a small disk cannot be mounted here; the sweep has faults of a full disk as well")
    arguments = (str(disk), str(size.pick(3, 90)), *swept(size, 1))
    return Outcome.from_text(run_program("tests.faults.fulldisk", *arguments, timeout=3000, before=alone))


class NoRoom:
    """A disk that is filled up but for some pages; it is in the way as long as what is done is refused."""

    ways = ("full but for some pages",)

    def __init__(self, disk: Path) -> None:
        self._disk, self._filler = disk, disk / "filler"

    def arm(self, at: int, _way: str) -> None:
        """Leave ``at - 1`` pages."""
        free = shutil.disk_usage(self._disk).free
        with self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, free - (at - 1) * PAGE)

    def calm(self) -> None:
        """Give the room back."""
        self._filler.unlink(missing_ok=True)

    def reached(self, at: int, said: str) -> bool:
        """Whether there was too little room."""
        return bool(said)


def main(disk: Path, stride: int, *numbers: int) -> None:
    """Mount the disk, fill it for the operations with these numbers, or all, and print what came of it."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", disk], check=True)
    for each in FORMATS:  # whatever renders is loaded once, not in every child
        export_files(small_article(), each.id, Options())
    outcome = Outcome()
    everything = operations()
    for number in numbers or range(len(everything)):
        sweep = Sweep(disk / str(number), everything[number], NoRoom(disk))
        sweep.sweep(stride)
        outcome.add(sweep.outcome)
        shutil.rmtree(disk / str(number))
    print(outcome.text())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
