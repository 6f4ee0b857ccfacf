"""Where things lie on disk: the library, Matinee's own settings, and the resources in a source tree, a wheel or a bundle."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

LIBRARY_VARIABLE = "MATINEE_LIBRARY"
"""The environment variable that chooses another library folder."""


def default_library() -> Path:
    """Return the library to open where none is named: ``MATINEE_LIBRARY``, else "Matinee Library" in the user's documents."""
    chosen = os.environ.get(LIBRARY_VARIABLE)
    return Path(chosen).expanduser() if chosen else platformdirs.user_documents_path() / "Matinee Library"


def settings_file() -> Path:
    """Return the file of the window's own settings; it is no part of the library and does not move house with it."""
    return platformdirs.user_config_path("matinee", appauthor=False) / "desk.ini"


def log_file() -> Path:
    """Return the log of bugs; it never holds the text of a review."""
    return platformdirs.user_log_path("matinee", appauthor=False) / "matinee.log"


def resource(*parts: str) -> Path:
    """Return a file or folder under ``resources``; raises ``FileNotFoundError`` where the installation is incomplete."""
    package = Path(__file__).resolve().parent
    for root in (package / "resources", package.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(("resources", *parts)))
