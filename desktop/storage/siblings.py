"""Copies of the database that a sync service left beside it when two computers wrote at once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from desktop.storage.backup import Backup
from desktop.storage.database import DATABASE_NAME

CONFLICT = "conflict"
"""What such a copy is called among backups."""


def conflicted_copies(root: Path) -> list[Backup]:
    """Return the copies, the one changed last first; they are named, never read or merged here.

    Dropbox, OneDrive, Nextcloud, iCloud and Syncthing put words between the name and its ending; others put them in front.
    """
    stem, ending = DATABASE_NAME.rsplit(".", 1)
    paths = {*root.glob(f"{stem}*.{ending}"), *root.glob(f"*[Cc]onflict*.{ending}")} - {root / DATABASE_NAME}
    found = [
        Backup(path, datetime.fromtimestamp(path.stat().st_mtime, UTC), path.stat().st_size, CONFLICT)
        for path in paths
        if path.is_file()
    ]
    return sorted(found, key=lambda copy: (copy.at, copy.path.name), reverse=True)
