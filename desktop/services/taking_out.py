"""Taking several reviews of the library out at once, as the command line and a selection in the list do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop.core.article import Article
from desktop.core.errors import FileChangedError, MatineeError
from desktop.core.history import Reason
from desktop.core.identity import is_record_id
from desktop.core.printing import headline_of, slug_of
from desktop.core.saving import now_utc
from desktop.exporters.file_names import safe_stem, stem_of
from desktop.services.archive import Archive
from desktop.services.embargoes import refuse_held
from desktop.services.formats import Export, Options, format_of
from desktop.services.jobs import Cancelled, Job
from desktop.services.publishing import save_export
from desktop.storage.viewings import viewings_of_review

Value = TypeVar("Value")
MakeExport = Callable[[Article, str, Options], Export]
"""Makes an article in the format of this id; the window has the rendering child do it."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What left: the files written or found as wanted, a sentence for each review that was refused, and one for each gap.

    ``reviews`` is how many left, ``held`` are the ids of those whose files were changed outside, ``stopped`` says that it was
    called off.
    """

    written: tuple[Path, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reviews: int = 0
    held: tuple[str, ...] = ()
    stopped: bool = False


def file_stem(archive: Archive, article: Article) -> str:
    """Return the name that a review's files have, without ending: its slug; where several share it, the oldest alone has it."""
    review, stem = article.review, stem_of(article)
    sharing = sorted((row.created, row.id) for row in archive.library.find_slug(slug_of(article)))
    if not sharing or sharing[0][1] == review.id:
        return stem
    return safe_stem(f"{stem[:60]}-{review.id[:8] if is_record_id(review.id) else review.id}")


def options_for(archive: Archive, article: Article, options: Options | None = None) -> Options:
    """Return the options for a review of the library: its folder, the name of the file, the viewings it was written of."""
    viewings = archive.library.ask(partial(viewings_of_review, review_id=article.review.id))
    return replace(options or Options(), library=archive.root, name=file_stem(archive, article), viewings=viewings)


def take_out(
    archive: Archive,
    review_ids: Sequence[str],
    format_id: str,
    folder: Path,
    options: Options | None = None,
    *,
    overwrite: bool = False,
    despite_embargo: bool = False,
    make: MakeExport | None = None,
    job: Job | None = None,
) -> TakenOut:
    """Write reviews into a folder until ``job`` is cancelled; one that is refused does not keep the others from leaving.

    One under embargo is refused in a format for readers unless ``despite_embargo``. The names of the files and the library are
    not taken from ``options``. Raises NotFoundError for a format that does not exist.
    """
    chosen = format_of(format_id)
    make = make or (lambda article, _format_id, wanted: chosen.export(article, wanted))
    job = job or Job()
    written: list[Path] = []
    refused: list[str] = []
    notes: list[str] = []
    held: list[str] = []
    done, stopped = 0, False
    for number, review_id in enumerate(review_ids):
        try:
            job.step(number, len(review_ids))
            article = archive.load(review_id).article
            if not despite_embargo:
                label = article.work.label() or headline_of(article)
                refuse_held(article.review, label, format_id, options or Options(), now_utc())
            wanted = options_for(archive, article, options)
            if not archive.library.read_only:
                archive.snapshots.take(article, Reason.EXPORT)
            export = make(article, format_id, wanted)
            written += save_export(export, folder, archive, review_id=review_id, overwrite=overwrite)
            notes += export.notes
            done += 1
        except Cancelled:
            stopped = True
            break
        except MatineeError as error:
            refused.append(str(error))
            held += [review_id] if isinstance(error, FileChangedError) else []
    return TakenOut(_distinct(written), _distinct(refused), _distinct(notes), done, tuple(held), stopped)


def _distinct(values: list[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))
