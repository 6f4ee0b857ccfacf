"""What a person can be told, apart from bugs.

A known error carries one sentence that says what happened, what it means for the text and what to do. Anything else that is
raised is a bug: it is logged with a report that can be copied, and never closes the editor.
"""

from __future__ import annotations

from pathlib import Path


class MatineeError(Exception):
    """A known error; ``str(error)`` is the sentence to show."""


class NotFoundError(MatineeError):
    """Something was asked for by name or id that the library does not hold."""


class FormatError(MatineeError):
    """A file cannot be read as the format it claims to be."""


class LibraryError(MatineeError):
    """A library cannot be opened or used; the file on disk is untouched."""


class DamagedError(LibraryError):
    """A library's database is damaged, empty or gone.

    ``backup`` is the file of the newest backup that is whole, ``readable`` the folder of readable copies, where there are any.
    """

    def __init__(self, sentence: str, backup: Path | None, readable: Path | None = None) -> None:
        """Say ``sentence``; ``backup`` and ``readable`` are what can be opened instead, where there is any."""
        super().__init__(sentence)
        self.backup, self.readable = backup, readable


class MissingError(LibraryError):
    """A library that was open before is not where it was, as after its drive was unplugged; no new one was made."""


class InUseError(LibraryError):
    """A library is open in another window or on another computer.

    ``elsewhere`` says that it is another computer, of which only the word that it left is known.
    """

    def __init__(self, sentence: str, *, elsewhere: bool) -> None:
        """Say ``sentence``; ``elsewhere`` where it is another computer that has the library open."""
        super().__init__(sentence)
        self.elsewhere = elsewhere


class ReadOnlyError(LibraryError):
    """The library is open for reading only; the sentence says why."""


NOT_YET = "the last change is not saved yet"
"""The words in the sentence of a :class:`SaveError` that whoever knows how much it is can put better."""


class SaveError(LibraryError):
    """A save did not reach the disk; the text on screen is kept and the save is tried again.

    ``short`` says why in two or three words, ``disk full``; empty where there is no more to say than the sentence.
    """

    def __init__(self, sentence: str, short: str = "") -> None:
        """Say ``sentence``, and ``short`` where there is room for a few words only."""
        super().__init__(sentence)
        self.short = short


class ConflictError(SaveError):
    """The stored record is newer than the one the save was made from; nothing was overwritten."""


class FileChangedError(MatineeError):
    """A file to be written over was changed outside Matinee since the last export."""


class EmbargoError(MatineeError):
    """A review is under embargo, and was to leave for readers."""
