"""What the window calls snapshots and the places that differ between them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.core.comparing import Comparison, Fate, Passage, Section
from desktop.core.history import Reason, Snapshot
from desktop.core.moments import spoken
from desktop.gui.editor.outline import part_name


def _tr(text: str) -> str:
    return QCoreApplication.translate("History", text)


def reason_words(reason: Reason) -> str:
    """Return why a snapshot was taken."""
    words = {
        Reason.SITTING: _tr("Start of a sitting"),
        Reason.CLOCK: _tr("While writing"),
        Reason.BY_HAND: _tr("Made by hand"),
        Reason.EXPORT: _tr("As exported"),
        Reason.PUBLISHING: _tr("Before publishing"),
        Reason.BULK: _tr("Before a change to several reviews"),
        Reason.IMPORT: _tr("Before an import"),
        Reason.RESTORING: _tr("Before restoring"),
        Reason.RESTORED: _tr("Restored"),
    }
    return words[reason]


def snapshot_words(snapshot: Snapshot, now: datetime) -> str:
    """Return a snapshot in a few words: its name if it has one, and when it was taken."""
    when = spoken(snapshot.at, now)
    return _tr("“{name}” of {when}").format(name=snapshot.name, when=when) if snapshot.name else when


def between_words(before: Snapshot, after: Snapshot | None, now: datetime) -> str:
    """Return between which states something is compared; ``after`` is None for the review as it is now."""
    since = snapshot_words(before, now)
    if after is None:
        return _tr("since {then}").format(then=since)
    return _tr("from {then} to {later}").format(then=since, later=snapshot_words(after, now))


def section_words(section: Section) -> str:
    """Return what a part of the article is called."""
    words = {
        Section.HEADLINE: _tr("Headline"),
        Section.FACTS: _tr("Facts"),
        Section.PEOPLE: _tr("People"),
        Section.PARTS: _tr("Article"),
        Section.PUBLISHING: _tr("Publishing"),
    }
    return words[section]


def place_words(comparison: Comparison, passage: Passage) -> str:
    """Return what a place is called: a field's label, a person's name, a part's heading; and what became of it as a whole."""
    name = passage.label if passage.part is None else part_name(comparison.owner(passage), passage.part)
    fates = {
        Fate.CHANGED: "{name}",
        Fate.ADDED: _tr("{name} · added"),
        Fate.REMOVED: _tr("{name} · removed"),
        Fate.MOVED: _tr("{name} · moved to another place"),
    }
    return fates[passage.fate].format(name=name)
