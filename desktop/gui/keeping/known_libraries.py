"""Which libraries this computer has opened: one of them that is not there is missing, and is not silently begun anew."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.core.errors import MissingError
from desktop.gui.settings import Settings
from desktop.services.keeping import is_there

MOST_KNOWN = 20
"""How many libraries are remembered, those opened last."""


def known_libraries(settings: Settings) -> list[str]:
    """Return the folders of the libraries opened before, the one opened last first."""
    return [line for line in settings.known_libraries.split("\n") if line]


def remember_known(root: Path, settings: Settings) -> None:
    """Remember that a library was opened."""
    place = str(root.absolute())
    others = [each for each in known_libraries(settings) if each != place]
    settings.known_libraries = "\n".join([place, *others][:MOST_KNOWN])
    settings.flush()


def forget_known(root: Path, settings: Settings) -> None:
    """Forget a library, so that a new one may be made in its place."""
    place = str(root.absolute())
    settings.known_libraries = "\n".join(each for each in known_libraries(settings) if each != place)
    settings.flush()


def stand_in_for(root: Path, second: Path, settings: Settings) -> None:
    """Remember the library that was made out of a backup of the damaged one in ``root``: it is opened while that is damaged."""
    lines = [line for line in settings.stand_ins.split("\n") if line and line.partition("\t")[0] != str(root.absolute())]
    settings.stand_ins = "\n".join([f"{root.absolute()}\t{second.absolute()}", *lines][:MOST_KNOWN])
    settings.flush()


def stand_in_of(root: Path, settings: Settings) -> Path | None:
    """Return the library that stands in for the damaged one in ``root``, None where there is none any more."""
    lines = (line.partition("\t") for line in settings.stand_ins.split("\n"))
    second = next((Path(second) for first, _, second in lines if first == str(root.absolute())), None)
    return second if second is not None and is_there(second) else None


def expect_known(root: Path, settings: Settings) -> None:
    """Raise MissingError where the library in ``root`` was open before and its folder, or all that was in it, is not there."""
    root = root.absolute()
    if str(root) in known_libraries(settings) and _is_gone(root):
        said = QCoreApplication.translate("KnownLibraries", "The library at {root} is not there. Is its drive plugged in?")
        raise MissingError(said.format(root=root))


def _is_gone(root: Path) -> bool:
    """Say whether the folder is not there, or empty as a place is where a drive belongs."""
    try:
        return not is_there(root) and not any(root.iterdir())
    except FileNotFoundError:
        return True
    except OSError:  # it is there and cannot be read, which opening it tells
        return False
