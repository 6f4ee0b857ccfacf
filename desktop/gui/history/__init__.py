"""Looking back: the list of a review's snapshots, and what lies between any two states of it, word by word."""

from desktop.gui.history.comparison import ComparisonView
from desktop.gui.history.dialog import SnapshotsDialog
from desktop.gui.history.remembering import Remembering

__all__ = ["ComparisonView", "Remembering", "SnapshotsDialog"]
