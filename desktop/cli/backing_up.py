"""Backups: ``backup`` makes one, ``backup list`` shows them, ``backup restore`` makes a library of its own out of one."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, UsageError
from desktop.cli.naming import a_path
from desktop.cli.progress import counted_job
from desktop.cli.verb import Arguments, Need, Plainly, library_of, root_of
from desktop.core.errors import LibraryError
from desktop.core.text import size_words
from desktop.services.keeping import Backup as Made
from desktop.services.keeping import Counts, backup_named, backups_of, look_into, restore


class Backup(Plainly):
    """Make, list and restore backups."""

    name, help = "backup", "make a backup, check it, and thin old ones; or list them, or restore one"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what else than making one can be wanted."""
        parser.add_argument(
            "deed",
            nargs="?",
            choices=["list", "restore"],
            metavar="list | restore",
            help="list: check every backup and show it; restore: make a library of its own out of BACKUP, never over anything",
        )
        parser.add_argument("backup", nargs="?", metavar="BACKUP", help="the backup’s file name or path")
        parser.add_argument("--to", type=a_path, metavar="DIR", help="the folder for the restored library, new or empty")

    def check(self, given: Arguments) -> None:
        """Want a backup and a folder where one is restored, and nothing else otherwise."""
        if given.deed == "restore" and (given.backup is None or given.to is None):
            raise UsageError("say backup restore BACKUP --to DIR")
        if given.deed != "restore" and (given.backup is not None or given.to is not None):
            raise UsageError("BACKUP and --to go with backup restore")

    def run(self, given: Arguments) -> Answer:
        """Do what is wanted; listing and restoring need the backups only and work where the library is damaged or gone."""
        if given.deed == "list":
            return _listed(root_of(given))
        if given.deed == "restore":
            return _restored(root_of(given), given.backup, given.to)
        with library_of(given, Need.WRITE) as archive:
            path = archive.back_up()
        return Answer(str(path), {"written": str(path)})


def held(counts: Counts) -> str:
    """Return how much a library holds, in words."""
    size = f", {size_words(counts.bytes)}" if counts.bytes else ""
    review, person = ("review", "reviews"), ("person", "people")
    told = [_counted(counts.reviews, *review), _counted(counts.people, *person), _counted(counts.images, "picture", "pictures")]
    away = ((counts.trashed, *review), (counts.trashed_people, *person), (counts.trashed_viewings, "viewing", "viewings"))
    trashed = ", ".join(_counted(*each) for each in away if each[0])
    return ", ".join(told) + size + (f"; in the trash: {trashed}" if trashed else "")


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _listed(root: Path) -> Answer:
    if not root.is_dir():
        raise LibraryError(f"There is no library in “{root}”.")
    lines, plain, wrong = [], [], []
    for backup in backups_of(root):
        about: dict[str, Any] = {"path": str(backup.path), "at": backup.at.isoformat(), "size": backup.size}
        about["occasion"] = backup.occasion
        try:
            counts = look_into(backup.path)
        except LibraryError as error:
            wrong.append(str(error))
            plain.append(about | {"sound": False})
            lines.append(f"{_line(backup)}\tdamaged")
        else:
            plain.append(about | dataclasses.asdict(counts) | {"sound": True})
            lines.append(f"{_line(backup)}\t{held(counts)}")
    return Answer(
        "\n".join(lines), plain, notes=tuple(wrong) if lines else ("There is no backup yet; “matinee backup” makes one.",)
    )


def _line(backup: Made) -> str:
    return f"{backup.path.name}\t{backup.at.astimezone():%Y-%m-%d %H:%M}\t{size_words(backup.size)}"


def _restored(root: Path, name: str, to: Path) -> Answer:
    path = backup_named(root, name)
    before = look_into(path)
    stopped = f"Stopped: no library was made in “{to}”, and the backup is as it was."
    with counted_job("Making the library", stopped) as job:
        restored = restore(root, path, to, job)
    with library_of(argparse.Namespace(library=to), Need.REMEMBER) as archive:
        after = archive.counts()
    worn = len(restored.missing)
    pictures = f"{worn} {'picture is' if worn == 1 else 'pictures are'} not as before" if worn else "every picture is there"
    plain = {
        "written": str(to),
        "before": dataclasses.asdict(before),
        "after": dataclasses.asdict(after),
        "missing": list(restored.missing),
    }
    text = f"In the backup: {held(before)}.\nIn {to}: {held(after)}; {pictures}."
    return Answer(text, plain, notes=restored.missing)
