"""What an export is: a format, its options, and the files that leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from desktop.core.article import Article
from desktop.core.saving import Moments
from desktop.core.viewing import Viewing
from desktop.exporters.file_names import name_of


class Images(StrEnum):
    """Where the pictures of an HTML page go: into files beside it, or into the page itself as ``data:`` addresses."""

    BESIDE = "beside"
    INSIDE = "inside"


class Audience(StrEnum):
    """Who a format is made for: readers, the critic's own editor, who knows of the embargo, or the critic's archive."""

    READERS = "readers"
    EDITOR = "editor"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Options:
    """How a format is wanted.

    ``library`` is the library folder that pictures are read from; without it none leave. ``name`` is the file name without its
    ending where the review's own slug is not wanted. ``images`` concerns HTML pages; ``heading`` (keep the headline as
    ``<h1>``) and ``json_ld`` concern the HTML fragment. ``private`` says whether private notes and the source text of an import
    leave in the formats that can hold them; None means as the format does by itself. ``stored`` concerns Markdown with front
    matter that stays at home: the way from it to the library's folder, whose pictures it shows where they are. ``viewings`` are
    those that the review was written of, the last first; Markdown with front matter holds them. ``moments`` are those of the
    review and its work by their ids, for Markdown with front matter that stays at home.
    """

    library: Path | None = None
    name: str = ""
    images: Images = Images.BESIDE
    heading: bool = True
    json_ld: bool = False
    private: bool | None = None
    stored: str = ""
    viewings: tuple[Viewing, ...] = ()
    moments: Mapping[str, Moments] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file that leaves: its name relative to the folder, with forward slashes, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Export:
    """An article in one format.

    ``main`` is the file that is the article and ``beside`` the pictures it shows. ``notes`` are sentences about what could not
    leave as it should, such as a picture whose file is missing.
    """

    main: ExportFile
    beside: tuple[ExportFile, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The main file as text, for the clipboard and for showing what leaves."""
        return self.main.data.decode("utf-8")

    @property
    def files(self) -> tuple[ExportFile, ...]:
        """Every file, what the main file points at before it, so that it never points at nothing."""
        return (*self.beside, self.main)

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(len(file.data) for file in self.files)


@dataclass(frozen=True, slots=True)
class Format:
    """A format that articles leave in.

    ``suffix`` is the ending of the file name, with its dot; ``make`` takes the article, the options and the main file's name.
    ``private`` says whether private notes and the source text leave unless it is asked otherwise; None means that they never do.
    What is made for another ``audience`` than readers may leave before an embargo lifts.
    """

    id: str
    name: str
    description: str
    suffix: str
    media_type: str
    make: Callable[[Article, Options, str], Export]
    private: bool | None = None
    audience: Audience = Audience.READERS

    def export(self, article: Article, options: Options) -> Export:
        """Return the article in this format."""
        wanted = replace(options, private=self.private) if options.private is None else options
        return self.make(article, wanted, name_of(article, options.name, self.suffix))
