"""The outlets that are offered: made where reviews are given one, renamed, and taken out of the list; one name, one outlet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from desktop.core.bulk import SetOutlet
from desktop.core.errors import FormatError, NotFoundError
from desktop.core.finding import Term
from desktop.core.finding_values import Key
from desktop.core.identity import new_id
from desktop.core.outlet import STANDARD_TEMPLATE, Outlet
from desktop.core.saving import Change
from desktop.core.text import fold, tidy_line
from desktop.services.archive import Archive
from desktop.storage.filtering import fits
from desktop.storage.listing import has_reviews


def plain_outlet(name: str) -> Outlet:
    """Return a new outlet of this name with the plain house style."""
    return Outlet(new_id(), tidy_line(name), template=STANDARD_TEMPLATE)


def renamed(archive: Archive, name: str, wanted: str) -> Sequence[Outlet]:
    """Return what is offered under a name, called otherwise.

    Raises FormatError for a name without letters and for one that another outlet has, also a retired one; NotFoundError.
    """
    tidy = tidy_line(wanted)
    if not fold(tidy):
        raise FormatError("Give the outlet a name.")
    mine = _offered(archive, name)
    other = next((each for each in archive.library.outlets() if fold(each.name) == fold(tidy) != fold(name)), None)
    if other is not None and other.retired:
        raise FormatError(
            f"The outlet “{other.name}” is out of the list, and its reviews keep that name. Choose another name, or give "
            f"reviews the outlet “{other.name}” to have it back."
        )
    if other is not None:
        raise FormatError(f"There is an outlet “{other.name}” already. Choose another name.")
    return [replace(outlet, name=tidy) for outlet in mine]


def retired(archive: Archive, name: str) -> Sequence[Outlet]:
    """Return what is offered under a name, out of the list.

    Raises FormatError for the last outlet of the list, for a new review needs one; NotFoundError.
    """
    mine = _offered(archive, name)
    if len(mine) == len(archive.outlets()):
        raise FormatError(f"“{mine[0].name}” is the only outlet in the list, and a new review needs one. It can be renamed (F2).")
    return [replace(outlet, retired=True) for outlet in mine]


def offering(archive: Archive, action: SetOutlet, besides: Collection[str], *, undoing: bool) -> Sequence[Change]:
    """Return what it takes that the outlet an action made is offered; when that is undone, that it is so no more.

    The undo leaves a new outlet in the list that other reviews have by then than those with the ids ``besides``.
    """
    if action.made is None:
        return ()
    known = next((outlet for outlet in archive.library.outlets() if outlet.id == action.outlet), None)
    if known is None:
        return () if undoing else (Change(action.made, 0),)
    asked = partial(has_reviews, outlet_id=action.outlet, besides=besides)
    if known.retired is undoing or (undoing and not action.made.retired and archive.library.ask(asked)):
        return ()
    outlet, revision = archive.outlet(action.outlet)
    return (Change(replace(outlet, retired=undoing), revision),)


def asks_only_for(term: Term, old: str, new: str) -> bool:
    """Say whether a term asks for an outlet by its ``old`` name and not by its ``new`` one."""
    return term.key is Key.OUTLET and fits(old, term) and not fits(new, term)


def _offered(archive: Archive, name: str) -> Sequence[Outlet]:
    found = [outlet for outlet in archive.outlets() if fold(outlet.name) == fold(name)]
    if not found:
        raise NotFoundError(f"There is no outlet “{name}” in the list any more.")
    return found
