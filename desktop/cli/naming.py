"""Files and folders named on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path


def a_path(word: str) -> Path:
    """Return the path that a word names; raises ArgumentTypeError for an empty one, which would be the current folder."""
    if not word:
        raise argparse.ArgumentTypeError("name a file or a folder")
    return Path(word)
