"""Where things lie on disk: the library, Matinee's own settings, and the resources in a source tree, a wheel or a bundle."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

LIBRARY_VARIABLE = "MATINEE_LIBRARY"
"""The environment variable that chooses another library folder."""


def default_library() -> Path:
    """Return the library to open where none is named.

    It is ``MATINEE_LIBRARY``, else the one that was chosen, else "Matinee Library" in the user's documents.
    """
    chosen = os.environ.get(LIBRARY_VARIABLE) or _chosen_library()
    return Path(chosen).expanduser() if chosen else documents() / "Matinee Library"


def documents() -> Path:
    """Return the folder of the user's documents, where what is new is offered to be put."""
    return platformdirs.user_documents_path()


def choose_library(root: Path) -> None:
    """Let the library in ``root`` be the one that opens where none is named; raises ``OSError``."""
    file = _choice_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    part.write_text(f"{root.absolute()}\n", encoding="utf-8")
    part.replace(file)


def _chosen_library() -> str:
    try:
        return _choice_file().read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def _choice_file() -> Path:
    return settings_file().with_name("library.txt")


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
